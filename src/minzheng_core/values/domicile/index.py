"""The structures that a domicile is looked up in, built once from the history of divisions.

Units are the records of :mod:`minzheng_core.reference.divisions`, known here by their position in
:attr:`DomicileIndex.records`. A unit belongs to the *keys* of every province and prefecture that
it, what it was before, or what it became ever stood under; so ``赣州地区`` and ``赣州市`` both fit
the county 兴国 whatever the year.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from attrs import define

from minzheng_core.reference.divisions import LONGEST_DIVISION, divisions
from minzheng_core.reference.tables import lines
from minzheng_core.reference.townships import LIST_YEAR as TOWN_YEAR
from minzheng_core.reference.townships import townships
from minzheng_core.values.domicile.carry import Carrier
from minzheng_core.values.domicile.first_lists import districts_of_first_cities
from minzheng_core.values.domicile.names import other_forms, provinces_before, stem
from minzheng_core.values.domicile.towns import TownTable

if TYPE_CHECKING:
    from collections.abc import Collection

    from minzheng_core.reference.divisions import DivisionRecord
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.reference.townships import Townships
    from minzheng_core.values.domicile.carry import Carried

FIRST_YEAR = 1981
LAST_YEAR = 2024
_OPEN = 9999


@define(eq=False)
class Form:
    """One way of writing: the units of each level that are written so, and whether in full."""

    provinces: tuple[int, ...]
    prefectures: tuple[int, ...]
    counties: tuple[int, ...]
    full: bool
    keys: frozenset[str]
    """What the form stands for when something below it follows, if that is in the lists: not 香港."""
    ended: bool
    """Whether nothing is called so today."""


class DomicileIndex:
    """Names, families and successions of all units."""

    def __init__(self, overlay: Overlay | None = None) -> None:
        self.overlay = overlay
        self.last_year = LAST_YEAR
        self.records: list[DivisionRecord] = list(divisions(overlay).all())
        # Hong Kong and Macao had their codes in the standard long before the lists name them.
        self.starts = [
            0 if r.start == FIRST_YEAR or r.code[:2] in {"81", "82"} else r.start
            for r in self.records
        ]
        for unit in districts_of_first_cities(self.records, FIRST_YEAR):
            self.starts[unit] = 0
        self.ends = [r.end or _OPEN for r in self.records]
        self.by_code: dict[str, range] = {}
        self.under: dict[str, list[int]] = {}
        """The keys of provinces and prefectures to the counties listed under them in some year."""
        self._prefectures: dict[str, list[int]] = {}
        self._coded: dict[str, list[int]] = {}
        """The first four digits of a code to the counties that have them."""
        self._counties: dict[tuple[int, int], tuple[int, ...]] = {}
        self._carrier = Carrier(self)
        self._families: dict[tuple[int, bool], frozenset[str]] = {}
        self._towns: dict[int, TownTable] = {}
        self._town_tables: dict[tuple[str, ...], TownTable] = {}
        named: dict[str, list[int]] = {}
        for unit, record in enumerate(self.records):
            first = self.by_code.get(record.code, range(unit, unit)).start
            self.by_code[record.code] = range(first, unit + 1)
            named.setdefault(record.name, []).append(unit)
            if record.level == "county":
                self._coded.setdefault(record.code[:4], []).append(unit)
                self.under.setdefault(record.province, []).append(unit)
                if record.prefecture:
                    self.under.setdefault(stem(record.prefecture), []).append(unit)
            elif record.level == "prefecture":
                self._prefectures.setdefault(record.province, []).append(unit)
        self.heirs = self._find_heirs()
        """The units that took the area of a unit over when it ended."""
        self.forebears = self._find_forebears()
        """The units whose area one took over when it began, else those that it was carved from."""
        self.forms = self._find_forms(named)

    def _find_heirs(self) -> dict[int, list[int]]:
        heirs = {}
        for unit, record in enumerate(self.records):
            if record.end is not None:
                codes = [code for code, year in record.successors if year == record.end]
                found = [self.at(code, record.end) for code in codes or [record.code]]
                if units := [u for u in dict.fromkeys(found) if u is not None and u != unit]:
                    heirs[unit] = units
        return heirs

    def _find_forebears(self) -> dict[int, list[int]]:
        ended: defaultdict[int, list[int]] = defaultdict(list)
        carved: defaultdict[int, list[int]] = defaultdict(list)
        for unit, heirs in self.heirs.items():
            for heir in heirs:
                if self.records[heir].start == self.records[unit].end:
                    ended[heir].append(unit)
        for unit, record in enumerate(self.records):
            for code, year in record.successors:
                part = self.at(code, year) if year != record.end else None
                if part is not None and self.starts[unit] <= self.records[part].start:
                    carved[part].append(unit)
        return {**carved, **ended}

    def _find_forms(self, named: dict[str, list[int]]) -> dict[str, Form]:
        """All ways of writing; *named* are the units of each full name."""
        written: dict[str, list[int]] = {}
        for name, units in named.items():
            if len(name) > LONGEST_DIVISION:
                continue
            for form in (name, *other_forms(name)):
                known = written.get(form)
                written[form] = units if known is None else sorted(known + units)
        higher = {unit for unit, record in enumerate(self.records) if record.level != "county"}
        nothing: frozenset[str] = frozenset()
        ended = {unit for unit, record in enumerate(self.records) if record.end is not None}
        return {
            form: Form((), (), tuple(units), form in named, nothing, ended.issuperset(units))
            if higher.isdisjoint(units)
            else self._higher_form(units, full=form in named)
            for form, units in written.items()
        }

    def _higher_form(self, units: list[int], *, full: bool) -> Form:
        """A way of writing provinces or prefectures, and counties it may be."""
        of: dict[str, list[int]] = {"province": [], "prefecture": [], "county": []}
        for unit in units:
            of[self.records[unit].level].append(unit)
        keys = {self.records[u].name for u in of["province"]} & self.under.keys()
        keys |= {stem(self.records[u].name) for u in of["prefecture"]}
        provinces, prefectures, counties = map(tuple, of.values())
        return Form(provinces, prefectures, counties, full, frozenset(keys), ended=False)

    @cached_property
    def short_provinces(self) -> dict[tuple[int, str], list[str]]:
        """The short names of provinces by the place of each of their letters and the letter."""
        found: dict[tuple[int, str], list[str]] = {}
        for name, form in self.forms.items():
            if form.provinces and not form.full:
                for spot in enumerate(name):
                    found.setdefault(spot, []).append(name)
        return found

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The positions of :attr:`forms`."""
        return {form: number for number, form in enumerate(self.forms)}

    @cached_property
    def extended(self) -> set[str]:
        """Forms that another form begins with."""
        forms = self.forms
        return {
            beginning
            for name in forms
            for size in range(2, len(name))
            if (beginning := name[:size]) in forms
        }

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """How long the forms are that begin with three letters, the longest first."""
        masks: dict[str, int] = {}
        for name in self.forms:
            masks[name[:3]] = masks.get(name[:3], 0) | 1 << len(name)
        short = {name for name in self.forms if len(name) == 2}
        return {
            beginning: _bits(mask | 1 << 2 if beginning[:2] in short else mask)
            for beginning, mask in masks.items()
        }

    def names_at(self, text: str, start: int) -> list[str]:
        """All names that stand at *start* of *text*, the longest first."""
        beginning = text[start : start + 3]
        sizes = self._lengths.get(beginning)
        if sizes is None:
            return [beginning[:2]] if beginning[:2] in self.forms else []
        forms = self.forms
        return [name for size in sizes if (name := text[start : start + size]) in forms]

    def at(self, code: str, year: int) -> int | None:
        """The unit that has *code* in the list of *year*."""
        for unit in self.by_code.get(code, ()):
            if self.starts[unit] <= year < self.ends[unit]:
                return unit
        return None

    def after(self, unit: int) -> list[int]:
        """The units that took the area over when this one ended."""
        return self.heirs.get(unit, [])

    def before(self, unit: int) -> list[int]:
        """The units whose area this one took over when it began, else those it was carved from."""
        return self.forebears.get(unit, [])

    def carry(self, unit: int, year: int) -> Carried:
        """Where the area of *unit* stands in the list of *year*, along its successions."""
        return self._carrier.carry(unit, year)

    def today(self, units: Collection[int]) -> tuple[int, ...]:
        """Where the areas of *units* are today, or these themselves if nobody knows."""
        return tuple(
            sorted({v for u in units for v in self.carry(u, self.last_year).units} or units)
        )

    def today_of(self, unit: int) -> tuple[int | None, tuple[int, ...]]:
        """What *unit* is today, and those that share its area if it was divided, the main one first.

        A unit that lives is itself, whatever parts it gave away. Of several heirs the one that goes
        on under the name is what it is today; without such a one it is none of them.
        """
        record = self.records[unit]
        if record.end is None:
            return unit, ()
        carried = self.carry(unit, self.last_year)
        parts = self._counties_of_today(record) if record.level == "county" else ()
        if len(parts) == 1:
            return parts[0], ()
        if len(carried.units) == 1 and not carried.chosen:
            return carried.units[0], ()
        main = carried.units if len(carried.units) == 1 else ()
        return next(iter(main), None), tuple(dict.fromkeys((*main, *(parts or carried.units))))

    def _counties_of_today(self, record: DivisionRecord) -> tuple[int, ...]:
        """Where the area of a county went when it ended, and on from there."""
        now = divisions(self.overlay).current(record.code, (record.end or _OPEN) - 1)
        return tuple(self.by_code[code][-1] for code in now)

    def parent(self, unit: int) -> int | None:
        """The unit above, by the list of the year in which *unit* began."""
        record = self.records[unit]
        year = record.start
        if record.level == "county":
            above = self.at(record.code[:4] + "00", year)
            if above is not None and self.records[above].name == record.prefecture:
                return above
        if record.level == "province":
            return None
        return self.at(record.code[:2] + "0000", year)

    def family(self, unit: int, *, before: bool = True) -> frozenset[str]:
        """The keys of every province and prefecture that the area ever stood under.

        *before*: also of the provinces that it lay in before the lists begin.
        """
        known = self._families.get((unit, before))
        if known is None:
            keys: set[str] = set()
            for step in (self.after, self.before):
                waiting, seen = [unit], {unit}
                while waiting:
                    record = self.records[here := waiting.pop()]
                    keys.add(record.province)
                    if before:
                        keys.update(provinces_before().get((record.province, record.name), ()))
                    if record.prefecture:
                        keys.add(stem(record.prefecture))
                    fresh = [u for u in step(here) if u not in seen]
                    seen.update(fresh)
                    waiting += fresh
            known = self._families[unit, before] = frozenset(keys)
        return known

    def town(self, unit: int, text: str, start: int = 0) -> str:
        """The code of the township of *unit* whose name stands at *start* of *text*, else empty."""
        return self._town_table(unit).at(text, start)

    def town_end(self, unit: int, text: str, start: int = 0) -> int:
        """Where the name of the township of *unit* ends that stands at *start* of *text*, else *start*."""
        return self._town_table(unit).match(text, start)[1]

    def town_without_kind(self, unit: int, text: str, start: int = 0) -> int:
        """Where the name of a township of *unit* ends that stands at *start* without any kind."""
        return self._town_table(unit).without_kind(text, start)

    def _town_table(self, unit: int) -> TownTable:
        towns = self._towns.get(unit)
        if towns is None:
            codes = self.town_codes(unit)
            towns = self._town_tables.get(codes)
            if towns is None:
                towns = self._town_tables[codes] = TownTable(codes, self.overlay)
            self._towns[unit] = towns
        return towns

    def town_codes(self, unit: int) -> tuple[str, ...]:
        """The codes of all counties whose townships may lie in *unit*."""
        if self.overlay is None or not self.overlay.divisions:
            return tuple(_town_codes()[unit].rpartition(",")[2].split())
        return self.find_town_codes(unit, townships(self.overlay))

    def find_town_codes(self, unit: int, towns: Townships) -> tuple[str, ...]:
        """The same found in the history of divisions, as the table was made."""
        carried = self.carry(unit, TOWN_YEAR)
        units = (*carried.units, *carried.shares, *self._carved_later(unit))
        codes = (self.records[u].code for u in units)
        return tuple(dict.fromkeys(c for code in codes for c in towns.codes_of(code)))

    def _carved_later(self, unit: int) -> list[int]:
        """What was carved by :data:`TOWN_YEAR` out of that which *unit* had become (余杭县: 临平区)."""
        found: dict[int, None] = {}
        waiting = [*self.after(unit)]
        while waiting:
            here = waiting.pop()
            for code, year in self.records[here].successors:
                part = self.at(code, TOWN_YEAR) if year != self.ends[here] else None
                if part is not None and self.starts[here] < year <= TOWN_YEAR:
                    found[part] = None
            waiting += [u for u in self.after(here) if self.starts[u] > self.starts[here]]
        return list(found)

    def keys(self, unit: int) -> frozenset[str]:
        """What the unit is called as something above others."""
        record = self.records[unit]
        name = record.name if record.level == "province" else stem(record.name)
        return frozenset((name,)) if record.level != "county" else frozenset()

    def below(self, key: str) -> list[int]:
        """The prefectures and counties listed in some year under a province or prefecture."""
        return self._prefectures.get(key, []) + self.under.get(key, [])

    def counties_of(self, unit: int, year: int) -> tuple[int, ...]:
        """The counties of a prefecture in *year*."""
        key = (unit, year)
        if key not in self._counties:
            self._counties[key] = tuple(
                u
                for u in self._coded.get(self.records[unit].code[:4], ())
                if self.starts[u] <= year < self.ends[u]
            )
        return self._counties[key]

    @cached_property
    def lowest_until(self) -> list[int]:
        """The year before which a prefecture had no counties in the lists (东莞, 嘉峪关); 0 of others."""
        return [
            self._first_counties(unit) if record.level == "prefecture" else 0
            for unit, record in enumerate(self.records)
        ]

    def _first_counties(self, unit: int) -> int:
        start = self.starts[unit]
        counties = self._coded.get(self.records[unit].code[:4], ())
        spans = ((max(self.starts[u], start), self.ends[u]) for u in counties)
        return min((since for since, end in spans if end > start), default=_OPEN)

    def forms_of(self, unit: int) -> tuple[str, ...]:
        """All ways of writing the name of *unit*."""
        name = self.records[unit].name
        return (name, *other_forms(name))

    def full_name(self, unit: int) -> str:
        """The standard name with those above it."""
        return self.records[unit].full_name


@cache
def _town_codes() -> list[str]:
    return lines("township_counties.csv")


@lru_cache(maxsize=4)
def _index(overlay: Overlay | None) -> DomicileIndex:
    return DomicileIndex(overlay)


def domicile_index(overlay: Overlay | None = None) -> DomicileIndex:
    """The shared index of the published history, or of that with an *overlay*."""
    return _index(overlay)


@cache
def _bits(mask: int) -> tuple[int, ...]:
    """Which bits of a mask are set, the highest first."""
    return tuple(bit for bit in range(mask.bit_length() - 1, -1, -1) if mask >> bit & 1)
