"""A change of divisions carried into the book: names, codes and all that lies in the divisions.

The identity of a place is its record's key; a change gives it another name, code or parent, dated by
the document. Everything is planned first, shown with findings, and then written in one batch.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.findings import Finding, Severity
from minzheng_core.ledger import Source, commit_together
from minzheng_core.registries.place_names.book import LIVING
from minzheng_core.registries.place_names.changes.categories import new_category
from minzheng_core.registries.place_names.changes.checks import order_findings
from minzheng_core.registries.place_names.changes.recording import record_change, record_of
from minzheng_core.registries.place_names.code_classes import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from minzheng_core.ledger import Book, Entry, Revision
    from minzheng_core.registries.place_names.changes.order import ChangeOrder, UnitOrder


@frozen(kw_only=True)
class PlannedAct:
    """One act on one record: what it is called now, what is done, which values it gets."""

    action: str
    key: str
    name: str
    patch: Mapping[str, Any]


@frozen(kw_only=True)
class ChangePlan:
    """All acts of one change in the order in which they are written, and what is to be said of it."""

    order: ChangeOrder
    acts: tuple[PlannedAct, ...]
    findings: tuple[Finding, ...]
    names: Mapping[str, str] = field(factory=dict, repr=False)
    """What the divisions of the order were called, by the keys of their records."""

    @property
    def possible(self) -> bool:
        """Whether nothing stands against it."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def plan_change(entries: Iterable[Entry], order: ChangeOrder, *, county: str) -> ChangePlan:
    """Plan a change over the records of a book; nothing is written.

    The order names records by key, by division code or by a name that only one of them has.
    What lies in a division (by the key of its parent, else by the code of its division) follows it:
    the beginning of its codes is replaced. Where the number within the new division is taken and
    ``order.codes`` gives none, the code is left empty and PB214 says so: it is for the authority to
    fix. Place codes of 20 digits never change.
    """
    book = {entry.key: entry for entry in entries}
    living = {key: entry for key, entry in book.items() if entry.state in LIVING}
    order = order.keyed(living).within(county, living)
    planner = _Planner(living, order)
    acts = tuple(planner.acts())
    findings = order_findings(book, living, order, acts, county=county)
    concerned = {key for u in order.units for key in (u.key, u.into, u.parent) if key}
    concerned |= {*order.moves, *order.moves.values()}
    names = {
        key: str(book[key].values.get("standard_name", key)) for key in concerned & book.keys()
    }
    names |= {unit.key: unit.name for unit in order.units if unit.new and unit.name}
    return ChangePlan(order=order, acts=acts, findings=(*findings, *planner.findings), names=names)


def apply_change(
    book: Book,
    plan: ChangePlan,
    *,
    by: str,
    accept: Mapping[str, str] | None = None,
    changes: Book | None = None,
) -> list[Revision]:
    """Write a plan as one batch: all revisions or none.

    With *changes*, the county's book of division changes in the same store, the record of the
    change is written in the same transaction (:mod:`.recording`); its revisions come last. A plan
    without acts writes nothing.

    Raises:
        Refused: a record would not pass its rules (BK202).
        NotAllowed: the change was withdrawn (BK203).
        StaleRevision: a record was written in the meantime (BK201); nothing is written.
        CallError: the books are not in one store (BK223), or the order names a record of a change
            that is not there (BK101).

    """
    order = plan.order
    told: dict[str, Any] = {
        "by": by,
        "effective": order.effective,
        "source": Source(document=order.document),
        "reason": order.reason or order.kind.label,
        "accept": accept,
    }
    if not plan.acts:
        return []
    with book.batch() as batch:
        for act in plan.acts:
            if act.action == "register":
                batch.register(dict(act.patch), key=act.key, **told)
            else:
                batch.act(act.action, act.key, dict(act.patch), **told)
        if changes is None:
            return batch.commit()
        with changes.batch() as beside:
            record_change(beside, record_of(changes, order), plan, by=by)
            return [r for written in commit_together(batch, beside) for r in written]


class _Planner:
    """Walks from the divisions that are named down to everything that lies in them."""

    def __init__(self, living: Mapping[str, Entry], order: ChangeOrder) -> None:
        self.living, self.order = living, order
        self.findings: list[Finding] = []
        self._of_parent: dict[str, list[Entry]] = defaultdict(list)
        self._of_code: dict[str, list[Entry]] = defaultdict(list)
        self._units = {c: e.key for e in living.values() if (c := _code(e, "unit_code"))}
        for entry in living.values():
            if parent := entry.values.get("parent"):
                self._of_parent[parent].append(entry)
            elif division := _code(entry, "division") or _above(_code(entry, "unit_code")):
                self._of_code[self._unit_above(division)].append(entry)
        named = {unit.code for unit in order.units if unit.code} | set(order.codes.values())
        # The area and the committee of one village have one code, before and after.
        self._after = {
            own: code
            for key, code in order.codes.items()
            if key in living and (own := _code(living[key], "unit_code"))
        }
        self._before = {code: own for own, code in self._after.items()}
        self._taken = {c for c, key in self._units.items() if not self._leaves(key)} | named

    def _unit_above(self, division: str) -> str:
        """The longest code of a living division that a code begins with, else the code itself."""
        for length in (12, 9, 6):
            if len(division) >= length and division[:length] in self._units:
                return division[:length]
        return division

    def _leaves(self, key: str) -> bool:
        """Whether the code of a record becomes free by this change."""
        unit = self.order.unit(key)
        return unit is not None and (unit.ends or unit.code is not None)

    def acts(self) -> Iterator[PlannedAct]:
        """New divisions first, then those that change, what lies in them, and those that end."""
        units = [u for u in self.order.units if u.new or u.key in self.living]
        yield from (self._begun(unit) for unit in units if unit.new)
        changed = (self._changed(u) for u in units if not u.new and not u.ends)
        yield from (act for act in changed if act.patch)
        done = {unit.key for unit in self.order.units}
        for unit in units:
            if not unit.new:
                yield from self._carried(unit, done)
        for key, target in self.order.moves.items():
            if key in self.living and key not in done:
                entry = self.living[key]
                parent = self.living.get(entry.values.get("parent") or "")
                old = _code(parent, "unit_code") if parent else _code(entry, "division")
                yield from self._moved(entry, old, self._code_after(target), target, done)
        yield from (self._ended(unit) for unit in units if unit.ends)

    def _begun(self, unit: UnitOrder) -> PlannedAct:
        values = self._values(unit) | self._approval()
        values["established"] = values["named_on"] = self.order.effective.isoformat()
        return PlannedAct(
            action="register", key=unit.key, name=unit.name or "", patch=_filled(values)
        )

    def _changed(self, unit: UnitOrder) -> PlannedAct:
        entry = self.living[unit.key]
        values = _filled(self._values(unit))
        values = {path: value for path, value in values.items() if entry.values.get(path) != value}
        old = entry.values.get("standard_name", "")
        new_name = unit.name is not None and unit.name != old
        if new_name:
            values |= self._approval() | {"named_on": self.order.effective.isoformat()}
            values |= new_category(entry.record, values["standard_name"]) | _filled(
                {"category_name": unit.category_name}
            )
            if not unit.spelling and entry.values.get("spelling"):
                values["spelling"] = None
        return PlannedAct(
            action="rename" if new_name else "adjust", key=unit.key, name=old, patch=values
        )

    def _ended(self, unit: UnitOrder) -> PlannedAct:
        name = self.living[unit.key].values.get("standard_name", "")
        day = self.order.effective.isoformat()
        return PlannedAct(action="abolish", key=unit.key, name=name, patch={"abolished": day})

    def _values(self, unit: UnitOrder) -> dict[str, Any]:
        above = self.order.unit(unit.parent) if unit.parent else None
        parent = self.living.get(unit.parent) if unit.parent else None
        division = (above.code if above else None) or (
            _code(parent, "unit_code") if parent else None
        )
        if unit.new and division is None:
            division = _above(unit.code)
        return {
            "standard_name": unit.name,
            "spelling": unit.spelling,
            "unit_code": unit.code,
            "parent": unit.parent,
            "division": division,
            "category_name": unit.category_name,
        }

    def _approval(self) -> dict[str, Any]:
        return _filled(
            {
                "approval.authority": self.order.authority or None,
                "approval.document": self.order.document,
                "approval.on": self.order.approved_on.isoformat(),
            }
        )

    def _carried(self, unit: UnitOrder, done: set[str]) -> Iterator[PlannedAct]:
        """What lies in a division that changes or ends."""
        old = _code(self.living[unit.key], "unit_code")
        for entry in [
            *self._of_parent.get(unit.key, []),
            *(self._of_code.get(old, []) if old else []),
        ]:
            if entry.key in done:
                continue
            target = self.order.moves.get(entry.key) or (unit.into if unit.ends else unit.key)
            if target is None:
                name = entry.values.get("standard_name", entry.key)
                self.findings.append(Finding("PB213", field="parent", actual=name))
                continue
            yield from self._moved(entry, old, self._code_after(target), target, done)

    def _code_after(self, key: str) -> str | None:
        unit = self.order.unit(key)
        if unit and unit.code:
            return unit.code
        entry = self.living.get(key)
        return _code(entry, "unit_code") if entry else None

    def _moved(
        self, entry: Entry, old: str | None, new: str | None, target: str, done: set[str]
    ) -> Iterator[PlannedAct]:
        """One place and what lies in it: the beginning of its codes, and its parent."""
        done.add(entry.key)
        patch: dict[str, Any] = {}
        if entry.values.get("parent") and entry.values["parent"] != target:
            patch["parent"] = target
        division, own = _code(entry, "division"), _code(entry, "unit_code")
        if old and new and division and division.startswith(old):
            patch["division"] = new + division[len(old) :]
        after = self._own_code(entry, own, old, new)
        if after != own:
            patch["unit_code"] = after
        patch = {path: value for path, value in patch.items() if entry.values.get(path) != value}
        if patch:
            name = entry.values.get("standard_name", "")
            yield PlannedAct(action="adjust", key=entry.key, name=name, patch=patch)
        below = [*self._of_parent.get(entry.key, []), *(self._of_code.get(own, []) if own else [])]
        for child in below:
            if child.key not in done:
                yield from self._moved(child, own or old, after or new, entry.key, done)

    def _own_code(
        self, entry: Entry, own: str | None, old: str | None, new: str | None
    ) -> str | None:
        """The code of a division that lies in one that changes; ``None`` where it is to be fixed."""
        if given := self.order.codes.get(entry.key):
            return given
        if not own or not old or not new or old == new or not own.startswith(old):
            return own
        after = self._after.setdefault(own, new + own[len(old) :])
        if self._before.get(after) == own:
            return after
        if after in self._taken:
            name = entry.values.get("standard_name", entry.key)
            self.findings.append(Finding("PB214", field="unit_code", expected=after, actual=name))
            return None
        self._taken.add(after)
        self._before[after] = own
        return after


def _code(entry: Entry, path: str) -> str | None:
    return code_of(entry, path) or None


def _above(code: str | None) -> str | None:
    """What a township or a village lies in by its own code, where nothing else says it."""
    return code[:-3] if code and len(code) in {9, 12} else None


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {path: value for path, value in values.items() if value is not None}
