"""Townships and subdistricts (乡镇街道): the national list and its changes since 2014."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.tables import lines
from minzheng_core.reference.township_codes import code_of
from minzheng_core.reference.township_life import Life
from minzheng_core.reference.township_names import (
    as_communes,
    stem,
    without_owner,
    without_peoples,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.reference.divisions import DivisionHistory
    from minzheng_core.reference.overlay import Overlay

LIST_YEAR = 2023
"""The year of the national list; an earlier end of what it still contains is not believed."""

TODAY = 9999
"""The year that stands for today: no township has ended by then that lives."""


@frozen
class TownshipRecord:
    """One township with one name and code (乡镇级记录).

    ``code`` has nine digits, or is empty for one that only an overlay knows. ``start`` and ``end``
    are years, ``None`` where no list tells; ``successors`` are codes or, from an overlay, names. One
    that an overlay gives without a code has that of the one township in which it lies today.
    """

    code: str
    name: str
    county: str
    start: int | None = None
    end: int | None = None
    successors: tuple[str, ...] = ()
    short_forms: tuple[str, ...] = ()
    document: str = ""

    @property
    def stem(self) -> str:
        """The name without its kind: ``潋江镇`` → ``潋江``."""
        return stem(self.name)

    def in_force(self, year: int) -> bool:
        """Whether it may have existed in *year*; an unknown start or end does not exclude."""
        return (self.start is None or self.start <= year) and (self.end is None or year <= self.end)


class Townships:
    """The townships of every county, present and past as far as the lists go.

    >>> [t.code for t in townships().named("潋江", "360732")]
    ['360732100']
    >>> townships().named("城岗乡", "362133")[0].successors
    ('360732107',)
    """

    def __init__(self, history: DivisionHistory, extra: Iterable[TownshipRecord] = ()) -> None:
        self._history = history
        self._listed = lines("townships.csv.gz")
        """Nine digits, a comma, the name; sorted, so that those of a county are found by halving."""
        self._extra: dict[str, list[TownshipRecord]] = {}
        for record in extra:
            self._extra.setdefault(record.county, []).append(record)
        self._by_county: dict[str, tuple[TownshipRecord, ...]] = {}
        self._by_code: dict[str, tuple[TownshipRecord, ...]] = {}
        self._called: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
        self._changes_under: dict[str, list[list[str]]] = {"": []}

    @cached_property
    def _changes(self) -> list[str]:
        """Year, code and name before, kind, code and name after, document: with commas between."""
        return lines("township_changes.csv")

    @cached_property
    def _touched(self) -> list[str]:
        """The code of each township that a change touches, a colon, the position of the change."""
        rows = enumerate(map(_cells, self._changes))
        return sorted(f"{code}:{at}" for at, row in rows for code in (row[1], row[4]) if code)

    def _changes_of(self, code: str) -> list[list[str]]:
        """The changes that touch a township, or any of a county; none without a code."""
        known = self._changes_under.get(code)
        if known is None:
            begin = bisect_left(self._touched, code)
            touched = self._touched[begin : bisect_left(self._touched, code + ";", begin)]
            numbers = sorted({int(line.partition(":")[2]) for line in touched})
            known = [_cells(self._changes[number]) for number in numbers]
            self._changes_under[code] = known
        return known

    def _lines_of(self, code: str) -> list[str]:
        """The lines of the national list of a county or a township."""
        begin = bisect_left(self._listed, code)
        return self._listed[begin : bisect_left(self._listed, code + ":", begin)]

    def counties(self) -> tuple[str, ...]:
        """The county codes under which townships are known."""
        listed = (line[:6] for line in self._listed)
        changed = (line[:6] for line in self._touched)
        return tuple(dict.fromkeys((*listed, *changed, *self._extra)))

    def all(self) -> Iterable[TownshipRecord]:
        """Every record."""
        for county in self.counties():
            yield from self._under(county)

    def at(self, code: str) -> tuple[TownshipRecord, ...]:
        """The records of a nine-digit *code*, the newest last; several where it was renamed or given again."""
        records = [*reversed(self._at(code))]
        return tuple(sorted(records, key=lambda r: (r.end is None, r.end or 0)))

    def _at(self, code: str) -> tuple[TownshipRecord, ...]:
        """The records of a code as the lists have them: those of the national list before those of changes."""
        known = self._by_code.get(code)
        if known is None:
            own = code[:6] in self._extra
            found = self._under(code[:6]) if own else self._published(code)
            known = self._by_code[code] = tuple(r for r in found if r.code == code)
        return known

    def on(self, code: str, year: int) -> TownshipRecord | None:
        """The township that had a *code* in *year*, else the nearest in time; ``None`` where none ever had.

        Of two that began together, or of which nobody tells when, the one that came to an end had it first.
        """
        known = self.at(code)
        fitting = [record for record in known if record.in_force(year)] or known
        if not fitting:
            return None
        *before, last = fitting
        ended = (r for r in before if r.end is not None and (r.start or 0) >= (last.start or 0))
        return next(ended, last)

    @cached_property
    def first_change(self) -> int:
        """The year of the first change that is known: before it nothing differs by year."""
        years = [int(line.partition(",")[0]) for line in self._changes]
        own = [y for of in self._extra.values() for r in of for y in (r.start, r.end) if y]
        return min([*years, *own], default=LIST_YEAR)

    @cached_property
    def changed(self) -> frozenset[str]:
        """The codes of all townships of which the published lists tell a change."""
        return frozenset(line.partition(":")[0] for line in self._touched)

    def several(self, code: str) -> bool:
        """Whether a code had several names: it was given again, or the township was renamed."""
        return len({record.name for record in self._at(code)}) > 1

    def carry(
        self, code: str, year: int, to: int | None = None, *, name: str = ""
    ) -> tuple[TownshipRecord, ...]:
        """The records in *year* of the area of *code*, several after a split; or those in *to* of it.

        *name* tells which one is meant where a code had several, with whatever kind at its end.
        :data:`TODAY` gives today's. One that no list tells the fate of stands for itself.

        >>> [r.name for r in townships().carry("360732214", TODAY)]
        ['城岗镇']
        >>> [r.name for r in townships().carry("360732107", 1990)]
        ['城岗乡']
        """
        records = self._at(code)
        own = stem(name) if name else ""
        records = tuple(r for r in records if own in {r.stem, r.name}) or records
        here = [r for r in records if r.in_force(year)]
        then = here[-1:] or [r for first in records[:1] for r in self._carry(first, year, ())]
        if to is None:
            return tuple(then)
        return tuple(dict.fromkeys(r for record in then for r in self._carry(record, to, ())))

    def _carry(
        self, record: TownshipRecord, year: int, seen: tuple[TownshipRecord, ...]
    ) -> list[TownshipRecord]:
        if record.in_force(year) or record in seen:
            return [record]
        later = record.end is not None and record.end < year
        steps = self._after(record) if later else self._before(record)
        found = [r for step in steps for r in self._carry(step, year, (*seen, record))]
        return list(dict.fromkeys(r for r in found if r.in_force(year))) or [record]

    def _after(self, record: TownshipRecord) -> list[TownshipRecord]:
        """What became of a township, by code or, from an overlay, by name."""
        names = {row[4]: row[5] for row in self._changes_of(record.code) if row[2] == record.name}
        found = []
        for told in record.successors:
            pool = self._at(told) if told[:1].isdigit() else self.of_county(record.county)
            named = [r for r in pool if told in {r.code, r.name} and r != record]
            named.sort(key=lambda r: r.name != names.get(r.code, r.name))
            found += [r for r in named if r.end is None or r.end >= (record.end or 0)][:1]
        return found

    def _before(self, record: TownshipRecord) -> list[TownshipRecord]:
        """What became *record* when it began."""
        if record.county in self._extra:
            pool: Iterable[TownshipRecord] = self._under(record.county)
        else:
            told = self._changes_of(record.code)
            codes = dict.fromkeys(row[1] for row in told if row[1][:6] == record.county)
            pool = (r for code in codes for r in self._at(code))
        became = {record.code, record.name}
        return [r for r in pool if r.end is not None and r != record and became & {*r.successors}]

    def of_county(self, code: str, year: int | None = None) -> tuple[TownshipRecord, ...]:
        """The townships of the county *code*, those that may have existed in *year* if given.

        The code may be one of former times: 362133 gives the townships of 兴国县 as 360732 does.
        """
        found = [r for county in self.codes_of(code, year) for r in self._under(county)]
        return tuple(r for r in found if year is None or r.in_force(year))

    def counties_with(self, name: str) -> tuple[str, ...]:
        """The codes of the counties that have or had a township of exactly this *name*."""
        found = self._counties_with.get(name, "")
        return tuple(sorted({found[at : at + 6] for at in range(0, len(found), 6)}))

    def has_name(self, name: str) -> bool:
        """Whether any county has or had a township of this *name*, as people call it too.

        They leave out the nationality (东固乡, of 东固畲族乡), and a commune was what the township is.
        """
        known = self._counties_with
        called = as_communes(without_peoples(name)) if name else ()
        return any(one in known or one in self._without_peoples for one in called)

    def names_with(self, part: str) -> list[str]:
        """The names of townships, present or past, that hold *part*."""
        return [name for name in self._counties_with if part in name]

    @cached_property
    def _without_peoples(self) -> frozenset[str]:
        """The names of townships of nationalities, without these."""
        return frozenset(without_peoples(name) for name in self._counties_with if "族" in name)

    @cached_property
    def _counties_with(self) -> dict[str, str]:
        """Every name of a township, present or past, to the codes of its counties in one text."""
        known: dict[str, str] = {}
        for line in self._listed:
            name = line[10:]
            known[name] = known.get(name, "") + line[:6]
        later = [(r.name, r.county) for own in self._extra.values() for r in own]
        for _, old, old_name, _, new, name, _ in map(_cells, self._changes):
            later += (old_name, old[:6]), (name, new[:6])
        for name, county in later:
            known[name] = known.get(name, "") + county
        return known

    def names_of(
        self, county: str, beginning: str = ""
    ) -> Iterable[tuple[str, str, tuple[str, ...]]]:
        """Code, name and short forms of what is listed under one code, in the order of the records.

        With *beginning* only those of which the name or a short form begins so.
        """
        if county in self._extra:
            every = [(r.code, r.name, r.short_forms) for r in self._under(county)]
        else:
            every = self._names_under(county)
        return [own for own in every if any(f.startswith(beginning) for f in (own[1], *own[2]))]

    def _names_under(self, county: str) -> list[tuple[str, str, tuple[str, ...]]]:
        """The same of the published lists, whatever the beginning."""
        known = self._called.get(county)
        if known is None:
            names = {(line[:9], line[10:]): None for line in self._lines_of(county)}
            for _, old, old_name, _, new, name, _ in self._changes_of(county):
                if old.startswith(county):
                    names[old, old_name] = None
                if new.startswith(county):
                    names[new, name] = None
            known = self._called[county] = [
                (town, name, without_owner(name)) for town, name in names
            ]
        return known

    def codes_of(self, code: str, year: int | None = None) -> tuple[str, ...]:
        """The codes under which the townships of the county *code* are listed, its own first.

        Statistics list those of a city without counties under its urban area: 嘉峪关's under 620201.
        """
        records = self._history.records(code)
        if not records:
            return (code,)
        since = records[-1].start if year is None else year
        now = self._history.current(code, since)
        chains = (self._history.lineage(c, self._history.records(c)[-1].start) for c in now)
        codes = dict.fromkeys((code, *now, *(c for chain in chains for c in chain)))
        urban = (c[:4] + "01" for c in codes if c.endswith("00") and self._history.registers(c))
        return (*codes, *(c for c in urban if c not in self._history and self._lines_of(c)))

    def named(self, name: str, county: str | None = None) -> tuple[TownshipRecord, ...]:
        """The townships called *name*, in *county* or nationwide.

        The exact name or a short form goes before one that differs only in kind (潋江公社).
        """
        wanted = stem(name)
        if county is not None:
            pool = [r for r in self.of_county(county) if r.stem == wanted or name in r.short_forms]
        else:
            pool = list(
                {id(r): r for k in (wanted, name) for r in self._by_stem.get(k, ())}.values()
            )
        return tuple(sorted(pool, key=lambda r: name != r.name and name not in r.short_forms))

    @cached_property
    def _by_stem(self) -> dict[str, list[TownshipRecord]]:
        found: dict[str, list[TownshipRecord]] = {}
        for record in self.all():
            for key in {record.stem, *record.short_forms}:
                found.setdefault(key, []).append(record)
        return found

    def _under(self, county: str) -> tuple[TownshipRecord, ...]:
        if county not in self._by_county:
            self._by_county[county] = tuple(self._build(county))
        return self._by_county[county]

    def _build(self, county: str) -> list[TownshipRecord]:
        own = self._extra.get(county, [])
        known = {(record.code, record.name) for record in own} | {
            ("", r.name) for r in own if not r.code
        }
        found = self._published(county)
        return self._coded(own, county) + [
            r for r in found if not {(r.code, r.name), ("", r.name)} & known
        ]

    def _coded(self, own: list[TownshipRecord], county: str) -> list[TownshipRecord]:
        """The records of an overlay, with codes also where it gives none."""
        if all(record.code for record in own):
            return own
        codes = self.codes_of(county)
        added = [record for code in codes for record in self._extra.get(code, ())]
        listed = [record for code in codes for record in self._published(code)]
        return [evolve(record, code=code_of(record, added, listed)) for record in own]

    def _published(self, code: str) -> list[TownshipRecord]:
        """The records of the national list and its changes, of a county or of one township."""
        county = code[:6]
        listed = {(line[:9], line[10:]): Life() for line in self._lines_of(code)}
        found = dict(listed)
        for year_text, old, old_name, _, new, name, document in self._changes_of(code):
            year = int(year_text)
            if old.startswith(code):
                life = found.setdefault((old, old_name), Life())
                if (old, old_name) not in listed or year >= LIST_YEAR:
                    life.end = year
                if new and new not in life.successors:
                    life.successors += (new,)
                life.document = document
            if new.startswith(code) and (old, old_name) != (new, name):
                life = found.setdefault((new, name), Life())
                life.start, life.document = year, life.document or document
        return [
            TownshipRecord(
                *(town, name, county, life.start, life.end, life.successors),
                document=life.document,
            )
            for (town, name), life in found.items()
        ]


def _cells(line: str) -> list[str]:
    return line.split(",")


@lru_cache(maxsize=4)
def _townships(overlay: Overlay | None) -> Townships:
    return Townships(divisions(overlay), overlay.townships if overlay else ())


def townships(overlay: Overlay | None = None) -> Townships:
    """Townships nationwide as of 2023-06-30 with the changes of 2014-2023, and those of *overlay*.

    Codes after GB/T 10114 (nine digits: 001-099 街道, 100-199 镇, 200-399 乡, 400-599 others).

    Limits: no open source gives townships abolished before 2014, nor communes; a county adds its
    own in an overlay. Villages are not included.
    """
    return _townships(overlay)
