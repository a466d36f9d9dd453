"""The present as a function of the past: the state of a record out of its revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field, frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

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
    """Findings that were knowingly accepted when the record was last judged, with the reason."""
    effective: date | None = None
    """The latest day from which an act on the record holds, where one says so."""
    registry: Registry = field(repr=False, eq=False)

    @property
    def record(self) -> Any:
        """The record itself, of the registry's own class."""
        return self.registry.structured(self.values)

    def _repr_html_(self) -> str:
        """A table for notebooks; numbers, names and other sensitive values are masked."""
        from minzheng_core.ledger.showing import entry_html

        return entry_html(self)


@frozen(kw_only=True)
class Difference:
    """One value that a revision changed."""

    path: str
    label: str
    before: Any = field(repr=False)
    after: Any = field(repr=False)
    before_hidden: bool = False
    """Whether the value that was there is erased."""
    after_hidden: bool = False
    """Whether the value that was set is erased."""

    @property
    def hidden(self) -> bool:
        """Whether either value is erased."""
        return self.before_hidden or self.after_hidden


@define
class Folding:
    """A record that grows revision by revision."""

    registry: Registry
    values: dict[str, Any] = field(factory=dict, repr=False)
    hidden: set[str] = field(factory=set)
    accepted: dict[str, str] = field(factory=dict)
    state: str = ""
    effective: date | None = None
    last: Revision | None = None

    def add(self, revision: Revision, *, without: Collection[str] = (), state: str = "") -> None:
        """Let a revision follow, but for the values of some fields, and with another state."""
        told, hidden = today(revision, self.registry)
        for path, value in told.items():
            if path not in without:
                self.values[path] = value
                self.hidden.discard(path)
        for path in hidden.difference(without):
            self.values.pop(path, None)
            self.hidden.add(path)
        action = self.registry.lifecycle.action(revision.action)
        if action and action.judged:
            self.accepted = dict(revision.accepted)
        self.state = state or revision.state
        if revision.effective:
            self.effective = max(revision.effective, self.effective or revision.effective)
        self.last = revision

    @property
    def entry(self) -> Entry | None:
        """The record so far; ``None`` where nothing was added."""
        if self.last is None:
            return None
        return Entry(
            key=self.last.key,
            number=self.last.number,
            position=self.last.position,
            state=self.state,
            values={p: value for p, value in sorted(self.values.items()) if value is not None},
            hidden=frozenset(self.hidden),
            accepted=self.accepted,
            effective=self.effective,
            registry=self.registry,
        )


def today(revision: Revision, registry: Registry) -> tuple[dict[str, Any], frozenset[str]]:
    """The values a revision set, and the fields it hides, in the terms of today's record."""
    told = registry.upcast(dict(revision.values), revision.version)
    if revision.version == registry.version or not revision.hidden:
        return told, revision.hidden
    hidden = registry.upcast(dict.fromkeys(revision.hidden), revision.version)
    return told, frozenset(hidden) - frozenset(told)


def fold(revisions: Iterable[Revision], registry: Registry) -> Entry | None:
    """The record that revisions of one key, in their order, make; ``None`` where there are none."""
    folding = Folding(registry)
    for revision in revisions:
        folding.add(revision)
    return folding.entry


def differences(before: Entry | None, revision: Revision, registry: Registry) -> list[Difference]:
    """What a revision changed, value by value, in the order of the record's fields."""
    order = {path: place for place, path in enumerate(registry.paths)}
    old = before.values if before else {}
    gone = before.hidden if before else frozenset()
    told, hidden = today(revision, registry)
    return [
        Difference(
            path=path,
            label=registry.labels.get(path, path),
            before=old.get(path),
            after=told.get(path),
            before_hidden=path in gone,
            after_hidden=path in hidden,
        )
        for path in sorted({*told, *hidden}, key=lambda path: (order.get(path, len(order)), path))
    ]


def without(revision: Revision, paths: Collection[str]) -> Revision:
    """A revision as it is once some of its private values are erased."""
    kept = {path: value for path, value in revision.private.items() if path not in paths}
    gone = frozenset(revision.private).intersection(paths)
    return evolve(revision, private=kept, hidden=revision.hidden | gone)
