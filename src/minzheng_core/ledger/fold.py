"""The present as a function of the past: the state of a record out of its revisions, on two clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from minzheng_core.ledger.revision import Revision
    from minzheng_core.registry import Registry


@frozen(kw_only=True)
class Entry:
    """A record as a book holds it: its state, its values, and the revision it stands at (登记条目)."""

    key: str
    number: int
    position: int
    state: str
    values: Mapping[str, Any] = field(repr=False)
    hidden: frozenset[str] = frozenset()
    """Fields whose present value is sealed away or erased."""
    accepted: Mapping[str, str] = field(factory=dict)
    """Findings that were knowingly accepted, with the reason."""
    registry: Registry = field(repr=False, eq=False)

    @property
    def record(self) -> Any:
        """The record itself, of the registry's own class."""
        return self.registry.structured(self.values)


@frozen(kw_only=True)
class Difference:
    """One value that a revision changed."""

    path: str
    label: str
    before: Any = field(repr=False)
    after: Any = field(repr=False)
    hidden: bool = False
    """Whether either value is sealed away or erased."""


def fold(revisions: Iterable[Revision], registry: Registry) -> Entry | None:
    """The record that revisions of one key, in their order, make; ``None`` where there are none."""
    values: dict[str, Any] = {}
    hidden: set[str] = set()
    accepted: dict[str, str] = {}
    last = None
    for revision in revisions:
        told = registry.upcast(dict(revision.values), revision.version)
        values |= told
        hidden = (hidden - set(told)) | revision.hidden
        for path in revision.hidden:
            values.pop(path, None)
        accepted |= revision.accepted
        last = revision
    if last is None:
        return None
    return Entry(
        key=last.key,
        number=last.number,
        position=last.position,
        state=last.state,
        values={path: value for path, value in sorted(values.items()) if value is not None},
        hidden=frozenset(hidden),
        accepted=accepted,
        registry=registry,
    )


def as_of(
    revisions: Iterable[Revision],
    registry: Registry,
    *,
    on: date | None = None,
    said: datetime | None = None,
) -> Entry | None:
    """The record as it was *on* a day, by what the book *said* at a moment.

    A correction holds from the beginning of the record: it says what had been true all along.
    An act such as a re-issue holds from its own day. Without *on* the latest state is given,
    without *said* the present knowledge.
    """
    known = [revision for revision in revisions if said is None or revision.at <= said]
    if on is None:
        return fold(known, registry)
    true = [r for r in known if r.effective is None or r.effective <= on]
    entry = fold(true, registry)
    if entry is None:
        return None
    begun = entry.values.get(registry.event)
    if begun and str(begun) > on.isoformat()[: len(str(begun))]:
        return None
    return entry


def differences(before: Entry | None, revision: Revision, registry: Registry) -> list[Difference]:
    """What a revision changed, value by value, in the order of the record's fields."""
    order = {path: place for place, path in enumerate(registry.paths)}
    old = before.values if before else {}
    gone = before.hidden if before else frozenset()
    told = registry.upcast(dict(revision.values), revision.version)
    return [
        Difference(
            path=path,
            label=registry.labels.get(path, path),
            before=old.get(path),
            after=told.get(path),
            hidden=path in gone or path in revision.hidden,
        )
        for path in sorted(revision.fields, key=lambda path: order.get(path, len(order)))
    ]
