"""What stands against a change as it is ordered, or is worth knowing before it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.findings import Finding
from minzheng_core.registries.place_names.changes.record import ChangeKind
from minzheng_core.registries.place_names.code_classes import code_of, other_class, plain_code
from minzheng_core.registries.place_names.kinds import PlaceKind
from minzheng_core.registries.place_names.naming import (
    NameIndex,
    Replaced,
    Site,
    known_from_entries,
    propose,
)
from minzheng_core.registries.place_names.naming.application import protection_findings
from minzheng_core.registries.place_names.naming.known import listed_names, listed_townships
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
_LENGTHS = {6, 9, 12}
_BELOW_PROVINCE = re.compile(
    "(?!(?:北京|天津|上海|重庆)市(?:人民)?政府).*[县旗区市州盟](?<!自治区)(?:人民)?政府"
)
_TOWNSHIPS = ("乡", "镇", "苏木")
_DERIVED = 20
"""Names that one finding lists."""


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
    yield from _targets(living, order)
    yield from _lengths(living, order)
    yield from _codes(book, living, order, acts, county=county)
    yield from _authority(living, order)
    yield from _later(living, order, acts)
    yield from _names(living, order, county)


def _targets(living: Mapping[str, Entry], order: ChangeOrder) -> Iterator[Finding]:
    """Places that are to go where nothing can lie: into what ends itself, or into what lies in them."""
    goes = {unit.key: to for unit in order.units if (to := unit.into or unit.parent)}
    ends = {unit.key for unit in order.units if unit.ends}
    above = {key: entry.values.get("parent") or "" for key, entry in living.items()}
    above |= {unit.key: unit.parent for unit in order.units if unit.parent} | dict(order.moves)
    for key, target in (*goes.items(), *order.moves.items()):
        within, seen = target, set[str]()
        while within and within != key and within not in seen:
            seen.add(within)
            within = above.get(within, "")
        if target in ends or within == key:
            names = [_named(living, order, one) for one in (target, key)]
            yield Finding("PB220", field="units", expected=names[0], actual=names[1])


def _named(living: Mapping[str, Entry], order: ChangeOrder, key: str) -> str:
    unit = order.unit(key)
    told = living[key].values.get("standard_name") if key in living else unit and unit.name
    return str(told or key)


def _lengths(living: Mapping[str, Entry], order: ChangeOrder) -> Iterator[Finding]:
    """Codes that are none, or not of the level of the division that they are given to."""
    given = {unit.key: unit.code for unit in order.units if unit.code} | dict(order.codes)
    for key, code in given.items():
        old = code_of(living.get(key))
        lengths = {len(old)} & _LENGTHS or _LENGTHS
        if len(code) not in lengths or not (code.isascii() and code.isdecimal()):
            told = "、".join(map(str, sorted(lengths)))
            yield Finding("PB221", field="unit_code", expected=told, actual=code)


def _authority(living: Mapping[str, Entry], order: ChangeOrder) -> Iterator[Finding]:
    """A township's change that a government below the province is said to have approved."""
    if order.kind is ChangeKind.RECODE or not _BELOW_PROVINCE.fullmatch(order.authority.strip()):
        return
    for unit in order.units:
        names = (unit.name or "", _named(living, order, unit.key))
        if any(name.endswith(_TOWNSHIPS) for name in names):
            yield Finding("PB223", field="authority", expected=names[0] or names[1],
                          actual=order.authority)  # fmt: skip


def _later(
    living: Mapping[str, Entry], order: ChangeOrder, acts: Sequence[PlannedAct]
) -> Iterator[Finding]:
    """Places on which something is written already that takes effect later than the change."""
    found = {
        act.name: day
        for act in acts
        if act.key in living and (day := living[act.key].effective) and day > order.effective
    }
    if found:
        shown = "、".join([*found][:_DERIVED]) + ("……" if len(found) > _DERIVED else "")
        yield Finding("PB224", field="effective", expected=str(max(found.values())),
                      actual=shown)  # fmt: skip


def _codes(
    book: Mapping[str, Entry],
    living: Mapping[str, Entry],
    order: ChangeOrder,
    acts: Sequence[PlannedAct],
    *,
    county: str,
) -> Iterator[Finding]:
    """Codes that are taken, were used before, or are of another class than the name."""
    given = {act.key: act.patch["unit_code"] for act in acts if act.patch.get("unit_code")}
    leaving = {act.key for act in acts if "unit_code" in act.patch or act.action == "abolish"}
    stay = {code_of(e): key for key, e in living.items() if key not in leaving}
    gone = {code_of(e) for key, e in book.items() if key not in living}
    seen: dict[str, str] = {}
    for key, code in given.items():
        if code in seen and code_of(living.get(key)) == code_of(living.get(seen[code])) != "":
            continue
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
        old = code_of(living.get(unit.key))
        code = unit.code or (old if unit.name else "")
        if code and name and (wanted := other_class(code, name)):
            yield Finding("PB215", field="unit_code", expected=wanted, actual=f"{name} {code}")
        above = _above(living, order, unit, county)
        if unit.code and len(above) < len(unit.code) and not unit.code.startswith(above):
            yield Finding("PB222", field="unit_code", expected=above, actual=f"{name} {unit.code}")


def _above(living: Mapping[str, Entry], order: ChangeOrder, unit: UnitOrder, county: str) -> str:
    """The code after the change of what a division lies in, else of the county of the book."""
    values = living[unit.key].values if unit.key in living else {}
    parent = unit.parent or values.get("parent") or ""
    over = order.unit(parent)
    entry = living.get(parent)
    code = (over and over.code) or code_of(entry)
    code = code or plain_code(values.get("division") or county)
    renewed = {
        old: one.code
        for one in order.units
        if one.code and one.key in living and (old := code_of(living[one.key]))
    }
    return renewed.get(code) or code


def _names(living: Mapping[str, Entry], order: ChangeOrder, county: str) -> Iterator[Finding]:
    """The new names judged as proposals, protected names that go, and names derived from them."""
    staying = [e for k, e in living.items() if not ((u := order.unit(k)) and (u.ends or u.name))]
    index = NameIndex.of(known_from_entries(staying, county))
    for unit in order.units:
        entry = living.get(unit.key)
        old = (entry.values.get("standard_name") or "") if entry else ""
        if unit.name and unit.name != old:
            code = unit.code or code_of(entry)
            # The national list may have the change already: then that unit is this one.
            known = unit.code and unit.name in listed_names(unit.code)
            place = unit.code if known else code_of(entry) or _listed_code(old, county) or code
            yield from propose(
                unit.name,
                kind=_kind(code, unit),
                county=county,
                known=index,
                site=Site(division=place or county),
                replaced=Replaced(record=entry.record, key=unit.key) if entry else None,
            )
        elif unit.ends and entry:
            yield from protection_findings(entry.record)
        if entry and old and (unit.ends or (unit.name and unit.name != old)):
            yield from _derived(living, order, old, _kind(code_of(entry), unit))


def _listed_code(name: str, county: str) -> str:
    """The code of the county's township called *name* in the national list, for a record that has none."""
    codes = [t.division for t in listed_townships(county[:2]) if t.name == name]
    own = [code for code in codes if code.startswith(county)]
    return own[0] if len(own) == 1 else ""


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
