"""What a domicile meant on a day: the units that its head can mean, carried to that year."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from minzheng_core.errors import CallError
from minzheng_core.values.domicile.answer import (
    ABOVE_COUNTY,
    AMBIGUOUS,
    ASSUMED,
    BEYOND,
    BY_TOWNSHIP,
    DIVIDED,
    EARLIER,
    LATER,
    LEVELS,
    MISSPELT,
    PART,
    UNKNOWN,
    YEAR_OF_CHANGE,
    Answer,
    reason_for,
)
from minzheng_core.values.domicile.contradictions import contradictory
from minzheng_core.values.domicile.districts import town_below
from minzheng_core.values.domicile.headless import headless
from minzheng_core.values.domicile.index import FIRST_YEAR, LAST_YEAR, domicile_index
from minzheng_core.values.domicile.names import former_county_names
from minzheng_core.values.domicile.own import bare_name, generic_alone, own_district, own_meant
from minzheng_core.values.domicile.parts import Parts, given_away
from minzheng_core.values.domicile.reading import Reader
from minzheng_core.values.domicile.regions import by_part
from minzheng_core.values.domicile.text import above_village_pattern, cut_too_short
from minzheng_core.values.domicile.towns import nearest
from minzheng_core.values.domicile.typos import one_slip_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile.head import Head

_BEYOND = frozenset(("71", "81", "82"))
_REMEMBERED = 200_000
_LONGEST_REMEMBERED = 64
Resolved = tuple[Answer, str, int, "Head | None"]
"""The answer, the code of the township, where the rest of the text begins, the head."""


class Resolver:
    """Resolves texts to divisions of a year."""

    def __init__(self, overlay: Overlay | None = None) -> None:
        self.overlay = overlay
        self.index = domicile_index(overlay)
        self.reader = Reader(self.index)
        self.parts = Parts(self.index)
        self._contexts: dict[tuple[str, int], int | None] = {}
        self._mistaken: dict[int, frozenset[str]] = {}
        self._paths: dict[int, list[int]] = {}
        self._answers: dict[tuple[int | None, int, tuple[int, ...], bool], Answer] = {}
        self.above_village = above_village_pattern(self.index.forms)
        """Matches the end of the texts of which only what stands above the village need be read."""
        self._above_village = re.compile(self.above_village)
        self._readings: dict[str, tuple[Head | None, int]] = {}
        self._answered: dict[tuple[str, int, str | None], Resolved | None] = {}

    def resolve(self, text: str, year: int, county: str | None) -> Resolved:
        """The answer for a tidy *text*."""
        cut = self._above_village.search(text)
        found = self.resolve_above_village(text[: cut.end(1)] if cut else text, year, county)
        return found or self.resolve_whole(text, year, county)

    def resolve_whole(self, text: str, year: int, county: str | None) -> Resolved:
        """The answer for a tidy *text*, read to its end."""
        return self.read(text, *self.reader.read(text), year, county)

    def resolve_above_village(self, text: str, year: int, county: str | None) -> Resolved | None:
        """The answer for what :attr:`above_village` leaves of a text, or all of it.

        ``None`` where that is too little: the last character may belong to the name of a division
        (新乡, 景德镇), so that the whole text must be seen.
        """
        key = (text, year, county)
        if key in self._answered:
            return self._answered[key]
        found = self._above_village_anew(text, year, county)
        if len(self._answered) >= _REMEMBERED:
            self._answered.clear()
        if len(text) <= _LONGEST_REMEMBERED:
            self._answered[key] = found
        return found

    def _above_village_anew(self, text: str, year: int, county: str | None) -> Resolved | None:
        reading = self._readings.get(text)
        if reading is None:
            reading = self.reader.read(text)
            if len(self._readings) >= _REMEMBERED:
                self._readings.clear()
            if len(text) <= _LONGEST_REMEMBERED:
                self._readings[text] = reading
        head, end = reading
        if cut_too_short(text, end):
            return None
        return self.read(text, head, end, year, county)

    def read(
        self, text: str, head: Head | None, end: int, year: int, county: str | None
    ) -> Resolved:
        """The answer for a *text* whose *head* is known already."""
        if head is None:
            return (*headless(self, text, year, county), None)
        if own_district(self, text, head, end, year=year, county=county):
            return (*headless(self, text, year, county), None)
        answer = self.answer(head, year, county)
        alone = not head.full and len(head.names) == 1 and not head.slip
        if alone and (
            bare := bare_name(self, text, head, end, answer=answer, year=year, county=county)
        ):
            called = bare[0].faults & UNKNOWN and by_part(self.reader, text, [], 0)
            return self.read(text, *called, year, county) if called else (*bare, head)
        if end == len(text):
            return answer, "", end, head
        if answer.lowest:
            town, end = town_below(self.index, answer.unit or 0, text, end)
            if not town and (part := given_away(self, text, head, end, answer=answer, year=year)):
                return (*part, end, head)
            home = None if town else self.context(county, year)
            own = own_meant(self, text, head, end, answer=answer, home=home)
            return (*(own or (answer, town)), end, head)
        told, town = self._by_town(text, end, answer, year, county)
        home = None if town else self.context(county, year)
        own = own_meant(self, text, head, end, answer=told, home=home)
        return (*(own or (told, town)), end, head)

    def answer(self, head: Head, year: int, county: str | None) -> Answer:
        """What *head* says by itself, whatever follows it."""
        key = year if county is None else (year, county)
        known = head.answers.get(key)
        if known is None:
            known = self._answer(head, year, county)
            if head.names[-1] in former_county_names():
                known = self.settled(known.unit, known.faults | EARLIER, known.choices)
            if head.part:
                known = self.settled(known.unit, known.faults | PART, known.choices)
            head.answers[key] = known
        return known

    def context(self, county: str | None, year: int) -> int | None:
        """The archive's county in *year*; its code may be of any period."""
        if county is None:
            return None
        key = (county, year)
        if key not in self._contexts:
            known = self.index.by_code.get(county)
            if not known:
                raise CallError("DV220", county=county)
            units = self.index.carry(known[-1], year).units
            self._contexts[key] = units[0] if units else None
        return self._contexts[key]

    def lies_in(self, head: Head, above: int, year: int) -> bool:
        """Whether something that *head* can mean is *above* in *year*, or lies in it."""
        carried = (v for u in head.units for v in self.index.carry(u, year).units)
        return any(above in self.path(unit) for unit in carried)

    def settled(
        self, unit: int | None, faults: int, choices: tuple[int, ...] = (), *, full: bool = False
    ) -> Answer:
        """The one answer of this content, with code, level, name and reason."""
        key = (unit, faults, choices, full)
        known = self._answers.get(key)
        if known is None:
            how = reason_for(faults, full=full)
            if unit is None:
                known = Answer(None, faults, choices, how)
            else:
                record = self.index.records[unit]
                name = self.index.full_name(unit)
                known = Answer(unit, faults, choices, how, record.code, LEVELS[record.level], name)
            self._answers[key] = known
        return known

    def _plainly(self, head: Head, year: int) -> Answer | None:
        """The answer where one unit of *year* fits and all is called as it was then."""
        if head.spans is None:
            index, written = self.index, "".join(head.names)
            found: list[tuple[int, int, Answer | None]] = []
            for unit in head.units:
                answer, start, end = None, index.starts[unit], index.ends[unit]
                if self._listed_under(unit, head.named):
                    faults = MISSPELT if head.slip else 0
                    full = not head.slip and written == index.full_name(unit)
                    until = index.lowest_until[unit]
                    if until > start:
                        lowest = self.settled(unit, faults, full=full)
                        found.append((start, min(until, end), lowest))
                        start = until
                    answer = self.settled(unit, faults | self._above_county(unit), full=full)
                found.append((start, end, answer))
            head.spans = tuple(found)
        hits = [answer for start, end, answer in head.spans if start <= year < end]
        return hits[0] if len(hits) == 1 else None

    def _answer(self, head: Head, year: int, county: str | None) -> Answer:
        index = self.index
        if alone := generic_alone(self, head, year, county):
            return alone
        if not head.conflict and (plain := self._plainly(head, year)):
            home = self.context(county, year) if len(head.names) == 1 else None
            return plain if home is None else self._closer(head, plain, home, year)
        if head.conflict:
            return contradictory(self, head, year, county)
        faults = MISSPELT if head.slip else 0
        found, more = self._in_year(head, year)
        faults |= more
        if len(found) > 1 and county is not None:
            near = self._near(found, county, year)
            if len(near) < len(found):
                found, faults = near, faults | ASSUMED
        if len(found) == 1:
            if year >= index.lowest_until[found[0]]:
                faults |= self._above_county(found[0])
            full = not faults & ~ABOVE_COUNTY and "".join(head.names) == index.full_name(found[0])
            return self.settled(found[0], faults, full=full)
        above = self.common(found, year) if found else self._above(head, year)
        nested = above in found
        if not nested and not faults & DIVIDED:
            faults |= AMBIGUOUS
        faults |= ABOVE_COUNTY if above is not None and nested else 0
        return self.settled(above, faults, tuple(u for u in found if u != above))

    def _above_county(self, unit: int) -> int:
        """What is to be said about a unit above the counties."""
        record = self.index.records[unit]
        if record.code[:2] in _BEYOND:
            return BEYOND
        return 0 if record.level == "county" else ABOVE_COUNTY

    def _in_year(self, head: Head, year: int) -> tuple[list[int], int]:
        """The units in force in *year* that the head means, and what is to be said about it."""
        index = self.index
        last, named = head.names[-1], head.named
        here = [u for u in head.units if index.starts[u] <= year < index.ends[u]]
        ended = [u for u in head.units if index.ends[u] == year]
        if head.full and len(here) > 1:
            here = [u for u in here if index.records[u].name == last] or here
        if named:
            as_named = [u for u in ended if self._listed_under(u, named)]
            if as_named and not any(self._listed_under(u, named) for u in here):
                return as_named, YEAR_OF_CHANGE
        if here:
            if named:
                under = [u for u in here if self._listed_under(u, named)]
                called = [u for u in head.units if index.records[u].name == last and not under]
                listed = [u for u in called if self._listed_under(u, named)]
                held = [index.carry(u, year) for u in listed]
                area = {v for carried in held for v in carried.shares or carried.units}
                if area and area.isdisjoint(here):
                    # 绵阳市市中区 of 1984 is what was to become it, and not 德阳市市中区.
                    return self._carried(listed, year)
                here = under or here
            faults = 0
            if named and not self._listed_under(here[0], named):
                faults = self._when(named, here[0], year)
            return here, faults
        if ended and head.full:
            return ended, YEAR_OF_CHANGE
        units = list(head.units)
        if named:
            units = [u for u in units if self._listed_under(u, named)] or units
        return self._carried(units, year)

    def _carried(self, units: Iterable[int], year: int) -> tuple[list[int], int]:
        found: dict[int, None] = {}
        faults = 0
        for unit in units:
            carried = self.index.carry(unit, year)
            found.update(dict.fromkeys(carried.units))
            faults |= EARLIER if self.index.ends[unit] <= year else LATER
            if carried.chosen or len(carried.units) != 1:
                faults |= DIVIDED
        if faults & EARLIER and faults & LATER:
            faults &= ~LATER
        return list(found), faults

    def _listed_under(self, unit: int, named: Iterable[str]) -> bool:
        record = self.index.records[unit]
        return all(name in (record.province, record.prefecture, record.name) for name in named)

    def _when(self, named: Iterable[str], unit: int, year: int) -> int:
        """Whether the names above *unit* that are not of that year were used before or after."""
        index = self.index
        record = index.records[unit]
        for name in named:
            if name in (record.province, record.prefecture, record.name):
                continue
            form = index.forms[name]
            units = (*form.provinces, *form.prefectures)
            if units and all(index.starts[u] > year for u in units):
                return LATER
        return EARLIER

    def _closer(self, head: Head, plain: Answer, home: int, year: int) -> Answer:
        """A name without anything above it rather means the one in the archive's own prefecture."""
        own = self.index.records[home].code
        if plain.division is None or plain.division[:2] == own[:2]:
            return plain
        units = dict.fromkeys(v for u in head.units for v in self.index.carry(u, year).units)
        near = [u for u in units if self.index.records[u].code[:4] == own[:4]]
        if len(near) != 1:
            return plain
        others = tuple(u for u in units if u != near[0])
        return self.settled(near[0], plain.faults | ASSUMED, others)

    def _near(self, units: list[int], county: str, year: int) -> list[int]:
        """Those of *units* nearest to the archive's county: itself, its prefecture, its province."""
        home = self.context(county, year)
        if home is None:
            return units
        code = self.index.records[home].code
        for digits in (6, 4, 2):
            near = [u for u in units if self.index.records[u].code[:digits] == code[:digits]]
            if near:
                return near
        return units

    def path(self, unit: int) -> list[int]:
        """*unit* and what it lies in, from below to above."""
        path = self._paths.get(unit)
        if path is None:
            above = self.index.parent(unit)
            path = self._paths[unit] = [unit, *(() if above is None else self.path(above))]
        return path

    def common(self, units: Iterable[int], year: int) -> int | None:
        """The lowest unit of *year* that contains all of *units*."""
        paths = [[v for p in self.path(u) for v in self.index.carry(p, year).units] for u in units]
        return next((u for u in paths[0] if all(u in path for path in paths[1:])), None)

    def _above(self, head: Head, year: int) -> int | None:
        """For a unit without forebears: what contained the area then."""
        for unit in head.units:
            for above in self.path(unit)[1:]:
                carried = self.index.carry(above, year).units
                if len(carried) == 1:
                    return carried[0]
        return None

    def mistaken_for(self, home: int) -> frozenset[str]:
        """The names of other divisions that one slip makes out of the name of the unit *home*."""
        if home not in self._mistaken:
            self._mistaken[home] = one_slip_from(self.index.records[home].name, self.index.forms)
        return self._mistaken[home]

    def _by_town(
        self, text: str, end: int, answer: Answer, year: int, county: str | None
    ) -> tuple[Answer, str]:
        """Let the township decide between counties, where the names above leave it open."""
        pool = self.open_between(answer, year)
        towns = {u: town for u in pool if (town := self.index.town(u, text, end))}
        if len(towns) > 1:
            towns = nearest(towns, self.index.town_codes, self.context(county, year))
        if len(towns) != 1:
            return answer, ""
        ((unit, town),) = towns.items()
        return self.told_by_township(answer, unit), town

    def open_between(self, answer: Answer, year: int) -> tuple[int, ...]:
        """The counties between which a township can tell, where an *answer* leaves it open."""
        if answer.level == 3 and answer.unit is not None:
            return (answer.unit, *answer.choices)
        if not answer.choices and answer.level == 2 and answer.unit is not None:
            return self.index.counties_of(answer.unit, year)
        return answer.choices

    def told_by_township(self, answer: Answer, unit: int) -> Answer:
        """The answer once the township says that *unit* is meant."""
        if unit == answer.unit:
            return answer
        faults = (answer.faults & ~(AMBIGUOUS | ABOVE_COUNTY)) | BY_TOWNSHIP
        return self.settled(unit, faults)


def year_of_list(year: int | None) -> int:
    """The yearly list that answers for *year*: the first for what is before it, the last for today."""
    return LAST_YEAR if year is None else min(max(year, FIRST_YEAR), LAST_YEAR)


@lru_cache(maxsize=4)
def _resolver(overlay: Overlay | None) -> Resolver:
    return Resolver(overlay)


def resolver(overlay: Overlay | None = None) -> Resolver:
    """The shared resolver of the published tables, or of those with an *overlay*."""
    return _resolver(overlay)
