"""Everything that was done with a record, oldest first (历史)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from attrs import field, frozen

from minzheng_core.ledger.fold import Difference, Folding, differences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.ledger.revision import Revision
    from minzheng_core.registry import Registry


@frozen(kw_only=True)
class Event:
    """One line of a record's history: the revision and what it changed."""

    revision: Revision
    changes: tuple[Difference, ...] = field(repr=False)


class History(Sequence[Event]):
    """The events of one record, oldest first; a masked table in a notebook."""

    def __init__(self, registry: Registry, revisions: Iterable[Revision]) -> None:
        self.registry = registry
        events = []
        folding = Folding(registry)
        for revision in revisions:
            told = differences(folding.entry, revision, registry)
            events.append(Event(revision=revision, changes=tuple(told)))
            folding.add(revision)
        self._events = tuple(events)

    @overload
    def __getitem__(self, place: int) -> Event: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Event, ...]: ...

    def __getitem__(self, place: int | slice) -> Event | tuple[Event, ...]:
        return self._events[place]

    def __len__(self) -> int:
        return len(self._events)

    def __repr__(self) -> str:
        acts = "、".join(event.revision.action for event in self._events)
        return f"History({acts})"

    def _repr_html_(self) -> str:
        """A table for notebooks; numbers, names and other sensitive values are masked."""
        from minzheng_core.ledger.showing import history_html

        return history_html(self)
