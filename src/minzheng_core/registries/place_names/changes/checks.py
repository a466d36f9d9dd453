"""What stands against a change as it is ordered, or is worth knowing before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.findings import Finding
from minzheng_core.registries.place_names.changes.record import ChangeKind
from minzheng_core.registries.place_names.code_classes import other_class
from minzheng_core.registries.place_names.kinds import PlaceKind
from minzheng_core.registries.place_names.naming import (
    NameIndex,
    Replaced,
    Site,
    known_from_entries,
    propose,
)
from minzheng_core.registries.place_names.naming.application import protection_findings
from minzheng_core.registries.place_names.naming.specifics import specific_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from minzheng_core.ledger import Entry
    from minzheng_core.registries.place_names.changes.carry import PlannedAct
    from minzheng_core.registries.place_names.changes.order import ChangeOrder, UnitOrder

_FITS: dict[ChangeKind, Callable[[ChangeOrder], bool]] = {
    ChangeKind.RENAME: lambda o: bool(o.units) and all(u.name and not u.new for u in o.units),
    ChangeKind.RECODE: lambda o: bool(o.units) and all(u.code and not u.new for u in o.units),
    ChangeKind.UPGRADE: lambda o: any(u.name for u in o.units),
    ChangeKind.MERGE: lambda o: any(u.ends and u.into for u in o.units),
    ChangeKind.SPLIT: lambda o: any(u.new for u in o.units) and bool(o.moves),
    ChangeKind.TRANSFER: lambda o: bool(o.moves) or any(u.parent for u in o.units),
}
"""What an order of each kind says at least."""
_DERIVED = 20
"""Derived names that one finding lists."""


def order_findings(
    book: Mapping[str, Entry],
    living: Mapping[str, Entry],
    order: ChangeOrder,
    acts: Sequence[PlannedAct],
    *,
    county: str,
) -> Iterator[Finding]:
    """Every finding on an order, its divisions and the names that it gives."""
    if not (order.units or order.moves) or not _FITS[order.kind](order):
        yield Finding("PB212", field="kind", actual=order.kind.label)
    if order.effective < order.approved_on:
        yield Finding(
            "PB219",
            field="effective",
            expected=order.approved_on.isoformat(),
            actual=order.effective.isoformat(),
        )
    known = {*living, *(unit.key for unit in order.units if unit.new)}
    for unit in order.units:
        if unit.key not in living and not unit.new:
            yield Finding("PB211", field="units", actual=unit.key)
        elif unit.new and unit.key in book:
            yield Finding("PB210", field="units", actual=unit.key)
        for target in (unit.parent, unit.into):
            if target is not None and target not in known:
                yield Finding("PB211", field="units", actual=target)
    for key, target in order.moves.items():
        for missing in {key, target} - known:
            yield Finding("PB211", field="moves", actual=missing)
    yield from _codes(book, living, order, acts)
    yield from _names(living, order, county)


def _codes(
    book: Mapping[str, Entry],
    living: Mapping[str, Entry],
    order: ChangeOrder,
    acts: Sequence[PlannedAct],
) -> Iterator[Finding]:
    """Codes that are taken, were used before, or are of another class than the name."""
    given = {act.key: act.patch["unit_code"] for act in acts if act.patch.get("unit_code")}
    leaving = {act.key for act in acts if "unit_code" in act.patch or act.action == "abolish"}
    stay = {e.values.get("unit_code"): key for key, e in living.items() if key not in leaving}
    gone = {e.values.get("unit_code") for key, e in book.items() if key not in living}
    seen: dict[str, str] = {}
    for key, code in given.items():
        if code in stay or code in seen:
            yield Finding(
                "PB216", field="unit_code", expected=stay.get(code) or seen[code], actual=code
            )
        elif code in gone:
            yield Finding("PB217", field="unit_code", actual=code)
        seen[code] = key
    for unit in order.units:
        name = unit.name or (
            living[unit.key].values.get("standard_name") if unit.key in living else ""
        )
        if unit.code and name and (wanted := other_class(unit.code, name)):
            yield Finding("PB215", field="unit_code", expected=wanted, actual=f"{name} {unit.code}")


def _names(living: Mapping[str, Entry], order: ChangeOrder, county: str) -> Iterator[Finding]:
    """The new names judged as proposals, protected names that go, and names derived from them."""
    staying = [e for k, e in living.items() if not ((u := order.unit(k)) and (u.ends or u.name))]
    index = NameIndex.of(known_from_entries(staying, county))
    for unit in order.units:
        entry = living.get(unit.key)
        old = (entry.values.get("standard_name") or "") if entry else ""
        if unit.name and unit.name != old:
            code = unit.code or (entry.values.get("unit_code") if entry else "") or ""
            before = (entry.values.get("unit_code") if entry else "") or code
            yield from propose(
                unit.name,
                kind=_kind(code, unit),
                county=county,
                known=index,
                site=Site(division=before or county),
                replaced=Replaced(record=entry.record, key=unit.key) if entry else None,
            )
        elif unit.ends and entry:
            yield from protection_findings(entry.record)
        if entry and old and (unit.ends or (unit.name and unit.name != old)):
            yield from _derived(
                living, order, old, _kind(entry.values.get("unit_code") or "", unit)
            )


def _derived(
    living: Mapping[str, Entry], order: ChangeOrder, old: str, kind: PlaceKind | None
) -> Iterator[Finding]:
    specific = specific_of(old, kind)
    found = [
        name
        for key, entry in living.items()
        if order.unit(key) is None
        and (name := entry.values.get("standard_name") or "")
        and name.startswith(specific)
    ]
    if found:
        shown = "、".join(found[:_DERIVED]) + ("……" if len(found) > _DERIVED else "")
        yield Finding("PB218", field="standard_name", expected=old, actual=shown)


def _kind(code: str, unit: UnitOrder) -> PlaceKind | None:
    by_length = {6: PlaceKind.COUNTY_DIVISION, 9: PlaceKind.TOWNSHIP}
    if len(code) == 12 and unit.name:
        return None
    return by_length.get(len(code))
