"""Townships and subdistricts (乡镇街道): the national list and its changes since 2014."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.tables import lines, rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.reference.divisions import DivisionHistory
    from minzheng_core.reference.overlay import Overlay

LIST_YEAR = 2023
"""The year of the national list; an earlier end of what it still contains is not believed."""

TODAY = 9999
"""The year that stands for today: no township has ended by then that lives."""

KINDS = (
    "街道办事处",
    "地区办事处",
    "人民公社",
    "办事处",
    "管理区",
    "公社",
    "街道",
    "地区",
    "苏木",
    "乡",
    "镇",
)
"""The kinds at the end of a township's name, the longest first."""
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西"
    "|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克"
    "|德昂|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|各"
)
PEOPLES_TOWN = rf"(?:(?:(?:{_PEOPLES})族)+(乡|镇)|民族(乡))$"
"""The peoples before the kind of a township, which is in one of the groups; for both engines."""
_KIND = re.compile(f"(?:{'|'.join(KINDS)})$")
_PEOPLES_TOWN = re.compile(PEOPLES_TOWN)


@frozen
class TownshipRecord:
    """One township with one name and code (乡镇级记录).

    ``code`` has nine digits, or is empty for one that only an overlay knows. ``start`` and ``end``
    are years, ``None`` where no list tells; ``successors`` are codes or, from an overlay, names.
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


@lru_cache(maxsize=65536)
def stem(name: str) -> str:
    """The proper name of a township without its kind, whatever that was at the time.

    >>> [stem(n) for n in ("潋江镇", "潋江人民公社", "章江街道办事处", "羊二庄回族乡", "东乡")]
    ['潋江', '潋江', '章江', '羊二庄', '东乡']
    """
    bare = _KIND.sub("", _PEOPLES_TOWN.sub(r"\1\2", name))
    return bare if len(bare) > 1 else name


class Townships:
    """The townships of every county, present and past as far as the lists go.

    >>> [t.code for t in townships().named("潋江", "360732")]
    ['360732100']
    >>> townships().named("城岗乡", "362133")[0].successors
    ('360732107',)
    """

    def __init__(self, history: DivisionHistory, extra: Iterable[TownshipRecord] = ()) -> None:
        self._history = history
        self._listed: dict[str, list[str]] = {}
        for line in lines("townships.csv.gz"):
            self._listed.setdefault(line[:6], []).append(line)
        self._changes: dict[str, list[list[str]]] = {}
        for row in rows("township_changes.csv"):
            for county in {row[1][:6], row[4][:6]}:
                if county:
                    self._changes.setdefault(county, []).append(row)
        self._extra: dict[str, list[TownshipRecord]] = {}
        for record in extra:
            self._extra.setdefault(record.county, []).append(record)
        self._by_county: dict[str, tuple[TownshipRecord, ...]] = {}
        self._by_code: dict[str, tuple[TownshipRecord, ...]] = {}
        self._first_change: int | None = None
        self._unchanged: dict[str, str] | None = None
        self._counties_with: dict[str, list[str]] | None = None
        self._by_stem: dict[str, list[TownshipRecord]] | None = None

    def counties(self) -> tuple[str, ...]:
        """The county codes under which townships are known."""
        return tuple(dict.fromkeys((*self._listed, *self._changes, *self._extra)))

    def all(self) -> Iterable[TownshipRecord]:
        """Every record."""
        for county in self.counties():
            yield from self._under(county)

    def at(self, code: str) -> tuple[TownshipRecord, ...]:
        """The records of a nine-digit *code*; several where it was renamed."""
        known = self._by_code.get(code)
        if known is None:
            known = self._by_code[code] = tuple(r for r in self._under(code[:6]) if r.code == code)
        return known

    @property
    def first_change(self) -> int:
        """The year of the first change that is known: before it nothing differs by year."""
        if self._first_change is None:
            years = [int(row[0]) for changes in self._changes.values() for row in changes]
            own = [y for of in self._extra.values() for r in of for y in (r.start, r.end) if y]
            self._first_change = min([*years, *own], default=LIST_YEAR)
        return self._first_change

    def unchanged(self) -> dict[str, str]:
        """The names by code of all townships of which no list tells a change."""
        if self._unchanged is None:
            changed = {row[at] for of in self._changes.values() for row in of for at in (1, 4)}
            self._unchanged = {
                line[:9]: line[10:]
                for county, listed in self._listed.items()
                if county not in self._extra
                for line in listed
                if line[:9] not in changed
            }
        return self._unchanged

    def several(self, code: str) -> bool:
        """Whether a code had several names: it was given again, or the township was renamed."""
        return len({record.name for record in self.at(code)}) > 1

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
        records = self.at(code)
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
        found = []
        for told in record.successors:
            pool = self.at(told) if told[:1].isdigit() else self._under(record.county)
            named = [r for r in pool if told in {r.code, r.name} and r != record]
            found += [r for r in named if r.end is None or r.end >= (record.end or 0)][:1]
        return found

    def _before(self, record: TownshipRecord) -> list[TownshipRecord]:
        """What became *record* when it began."""
        return [
            r
            for r in self._under(record.county)
            if r != record and r.end is not None and {record.code, record.name} & {*r.successors}
        ]

    def of_county(self, code: str, year: int | None = None) -> tuple[TownshipRecord, ...]:
        """The townships of the county *code*, those that may have existed in *year* if given.

        The code may be one of former times: 362133 gives the townships of 兴国县 as 360732 does.
        """
        found = [r for county in self.codes_of(code, year) for r in self._under(county)]
        return tuple(r for r in found if year is None or r.in_force(year))

    def counties_with(self, name: str) -> tuple[str, ...]:
        """The codes of the counties that have or had a township of exactly this *name*."""
        if self._counties_with is None:
            known: dict[str, list[str]] = {}
            for county, listed in self._listed.items():
                for line in listed if county not in self._extra else ():
                    known.setdefault(line[10:], []).append(county)
            for county, changes in self._changes.items():
                for _, old, old_name, _, new, own, _ in (
                    changes if county not in self._extra else ()
                ):
                    if old.startswith(county):
                        known.setdefault(old_name, []).append(county)
                    if new.startswith(county):
                        known.setdefault(own, []).append(county)
            for county in self._extra:
                for record in self._under(county):
                    known.setdefault(record.name, []).append(county)
            self._counties_with = known
        return tuple(sorted(set(self._counties_with.get(name, ()))))

    def names_of(
        self, county: str, beginning: str = ""
    ) -> Iterable[tuple[str, str, tuple[str, ...]]]:
        """Code, name and short forms of what is listed under one code, in the order of the records.

        With *beginning* only those of which the name or a short form begins so.
        """
        if county in self._extra:
            return [
                (r.code, r.name, r.short_forms)
                for r in self._under(county)
                if any(form.startswith(beginning) for form in (r.name, *r.short_forms))
            ]
        names = {
            (line[:9], line[10:]): None
            for line in self._listed.get(county, ())
            if line.startswith(beginning, 10)
        }
        for _, old, old_name, _, new, name, _ in self._changes.get(county, ()):
            if old.startswith(county) and old_name.startswith(beginning):
                names[old, old_name] = None
            if new.startswith(county) and name.startswith(beginning):
                names[new, name] = None
        return [(town, name, ()) for town, name in names]

    def codes_of(self, code: str, year: int | None = None) -> tuple[str, ...]:
        """The codes under which the townships of the county *code* are listed, its own first."""
        records = self._history.records(code)
        if not records:
            return (code,)
        since = records[-1].start if year is None else year
        now = self._history.current(code, since)
        chains = (self._history.lineage(c, self._history.records(c)[-1].start) for c in now)
        return tuple(dict.fromkeys((code, *now, *(c for chain in chains for c in chain))))

    def named(self, name: str, county: str | None = None) -> tuple[TownshipRecord, ...]:
        """The townships called *name*, in *county* or nationwide.

        The exact name or a short form goes before one that differs only in kind (潋江公社).
        """
        wanted = stem(name)
        if county is not None:
            pool = [r for r in self.of_county(county) if r.stem == wanted or name in r.short_forms]
        else:
            if self._by_stem is None:
                self._by_stem = {}
                for record in self.all():
                    for key in {record.stem, *record.short_forms}:
                        self._by_stem.setdefault(key, []).append(record)
            pool = list(
                {id(r): r for k in (wanted, name) for r in self._by_stem.get(k, ())}.values()
            )
        return tuple(sorted(pool, key=lambda r: name != r.name and name not in r.short_forms))

    def _under(self, county: str) -> tuple[TownshipRecord, ...]:
        if county not in self._by_county:
            self._by_county[county] = tuple(self._build(county))
        return self._by_county[county]

    def _build(self, county: str) -> list[TownshipRecord]:
        found: dict[tuple[str, str], TownshipRecord] = {}
        for line in self._listed.get(county, ()):
            code, _, name = line.partition(",")
            found[code, name] = TownshipRecord(code, name, county)
        listed = set(found)
        for year_text, old, old_name, _kind, new, name, document in self._changes.get(county, ()):
            year = int(year_text)
            if old.startswith(county):
                key = (old, old_name)
                record = found.get(key, TownshipRecord(old, old_name, county))
                after = (
                    (*record.successors, new)
                    if new and new not in record.successors
                    else record.successors
                )
                if key not in listed or year >= LIST_YEAR:
                    record = evolve(record, end=year)
                found[key] = evolve(record, successors=after, document=document)
            if new.startswith(county):
                key = (new, name)
                record = found.get(key, TownshipRecord(new, name, county))
                if (old, old_name) != key:
                    found[key] = evolve(record, start=year, document=record.document or document)
        own = self._extra.get(county, [])
        known = {(record.code, record.name) for record in own} | {
            ("", r.name) for r in own if not r.code
        }
        return own + [r for r in found.values() if not {(r.code, r.name), ("", r.name)} & known]


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
