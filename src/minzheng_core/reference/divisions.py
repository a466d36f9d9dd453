"""Administrative divisions down to the county, 1981 to now (行政区划沿革): codes, names, successors."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from minzheng_core.reference.tables import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minzheng_core.reference.overlay import Overlay

Level = Literal["province", "prefecture", "county"]

LAST_LIST = 2024
"""The year of the last list that the library has."""
LONGEST_DIVISION = 18
"""No division has a name of more letters; the longest is 积石山保安族东乡族撒拉族自治县."""


@frozen
class Approval:
    """The paper by which a record began or ended: document number and date, empty if not known."""

    event: Literal["begin", "end"]
    number: str
    date: str


@frozen
class DivisionRecord:
    """One code with one name over one span of yearly lists (区划记录).

    In force from the list of *start* to the list before *end*; the lists show the state of
    31 December, so the change itself happened inside the year. ``successors`` are pairs
    ``(code, year)``: the area, or a part of it, belongs to that code from that year's list on.
    A pair dated before *end* is a transfer of a part while the division lived on.
    """

    code: str
    name: str
    province: str
    prefecture: str
    level: Level
    start: int
    end: int | None
    successors: tuple[tuple[str, int], ...] = ()
    papers: str = field(default="", repr=False)

    @property
    def full_name(self) -> str:
        """The name with those above it: ``江西省赣州地区兴国县``."""
        province, prefecture, name = self.province, self.prefecture, self.name
        above = province if prefecture == province else province + prefecture
        return above if name in {province, prefecture} else above + name

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """The approvals of its beginning and end, as far as the source knows them."""
        return tuple(map(_approval, self.papers.split("|"))) if self.papers else ()

    @property
    def documents(self) -> tuple[str, ...]:
        """The approvals as text: ``国函〔1999〕112号（1999-09-16）``."""
        return tuple(
            dict.fromkeys(f"{a.number}（{a.date}）" if a.date else a.number for a in self.approvals)
        )

    def in_force(self, year: int) -> bool:
        """Whether the list of *year* contains this record."""
        return self.start <= year and (self.end is None or year < self.end)


class DivisionHistory:
    """All records, by code and by year.

    Codes are sometimes used twice (132201 was 邢台市 until 1983 and 南宫市 from 1986): always look
    up by code and year.

    >>> history = divisions()
    >>> history.at("362133", 1988).full_name
    '江西省赣州地区兴国县'
    >>> history.current("362133", 1988)
    ('360732',)
    """

    def __init__(self, lines: Iterable[str], extra: Iterable[DivisionRecord] = ()) -> None:
        self._lines: dict[str, str] = {}
        for line in lines:
            code = line[:6]
            self._lines[code] = f"{self._lines[code]}\n{line}" if code in self._lines else line
        self._extra = tuple(extra)
        for record in self._extra:
            self._lines.setdefault(record.code, "")
        self._of_prefecture: dict[str, list[str]] = {}
        for code in self._lines:
            self._of_prefecture.setdefault(code[:4], []).append(code)
        self._by_code: dict[str, tuple[DivisionRecord, ...]] = {}
        self._before_code: dict[str, list[tuple[DivisionRecord, int]]] | None = None
        self._years: dict[int, tuple[DivisionRecord, ...]] = {}

    def all(self) -> Iterator[DivisionRecord]:
        """Every record, by code and start."""
        for code in self._lines:
            yield from self.records(code)

    def __contains__(self, code: object) -> bool:
        return code in self._lines

    def records(self, code: str) -> tuple[DivisionRecord, ...]:
        """The records of *code*, oldest first; empty for an unknown code."""
        known = self._by_code.get(code)
        if known is None:
            found = [_record(line) for line in self._lines.get(code, "").splitlines()]
            found += [record for record in self._extra if record.code == code]
            known = tuple(sorted(found, key=lambda r: r.start))
            if known:
                self._by_code[code] = known
        return known

    def at(self, code: str, year: int) -> DivisionRecord | None:
        """The record of *code* in the list of *year* (31 December), if there is one."""
        return next((r for r in self.records(code) if r.in_force(year)), None)

    def nearest(self, code: str, year: int) -> DivisionRecord | None:
        """The record in force in *year*, else the last that began before, else the first of all."""
        records = self.records(code)
        begun = [r for r in records if r.start <= year]
        return begun[-1] if begun else records[0] if records else None

    def registers(self, code: str) -> bool:
        """Whether people are registered under *code*: that of a county, or of a city without any.

        Counties of all times, and the cities under which the newest list has none.

        >>> [divisions().registers(code) for code in ("362133", "441900", "360700")]
        [True, True, False]
        """
        return any(map(self._is_lowest, self.records(code)))

    def _is_lowest(self, record: DivisionRecord) -> bool:
        if record.level != "prefecture":
            return record.level == "county"
        below = (c for c in self._of_prefecture[record.code[:4]] if c != record.code)
        return record.in_force(LAST_LIST) and not any(self.at(c, LAST_LIST) for c in below)

    def in_force(self, year: int) -> tuple[DivisionRecord, ...]:
        """All records of the list of *year*."""
        if year not in self._years:
            self._years[year] = tuple(r for r in self.all() if r.in_force(year))
        return self._years[year]

    def successors(self, code: str, year: int) -> tuple[DivisionRecord, ...]:
        """Where the area of *code* in *year* went directly when the code or name ended.

        Parts given away earlier are in ``DivisionRecord.successors`` only.
        """
        record = self.nearest(code, year)
        return tuple(after for after, _ in self._after(record)) if record else ()

    def _after(
        self, record: DivisionRecord, *, parts_since: int | None = None
    ) -> list[tuple[DivisionRecord, int]]:
        """Where the area went and when: at the end of the record, and in parts after a year."""
        found = (
            (self.at(code, year), year)
            for code, year in record.successors
            if year == record.end or (parts_since is not None and year > parts_since)
        )
        return [(after, year) for after, year in found if after]

    def predecessors(self, code: str, year: int) -> tuple[DivisionRecord, ...]:
        """The records that ended and left their area, or their last part of it, to this one.

        Those that ended as it began and those it absorbed later.
        """
        record = self.at(code, year)
        return tuple(r for r, y in self._before(record) if y == r.end) if record else ()

    def _before(self, record: DivisionRecord) -> list[tuple[DivisionRecord, int]]:
        if self._before_code is None:
            self._before_code = {}
            for old in self.all():
                for code, year in old.successors:
                    self._before_code.setdefault(code, []).append((old, year))
        found = self._before_code.get(record.code, [])
        return [(old, year) for old, year in found if record.in_force(year) and old is not record]

    def current(
        self, code: str, since_year: int, on_year: int | None = None, *, parts: bool = False
    ) -> tuple[str, ...]:
        """The codes in force in *on_year* (default: today's) for the area that *code* had.

        Follows the chain of successors and its splits, so the answer is a set: 440524 (1988) is
        ``('440513', '440514')`` today. With *parts* also the codes that received a part of the
        area while the division itself lived on.

        >>> divisions().current("440524", 1988, 1995)
        ('440582',)
        """
        first = self.nearest(code, since_year)
        waiting = [(first, since_year)] if first else []
        seen: set[tuple[str, int]] = set()
        found: set[str] = set()
        while waiting:
            record, since = waiting.pop()
            if (record.code, record.start) in seen:
                continue
            seen.add((record.code, record.start))
            # A city without districts hands its own area to the first districts it gets.
            spread = parts or record.level != "county"
            after = [
                (r, year)
                for r, year in self._after(record, parts_since=since if spread else None)
                if on_year is None or year <= on_year
            ]
            if record.end is None or (on_year is not None and on_year < record.end):
                if parts or not (spread and after):
                    found.add(record.code)
                if not spread:
                    continue
            waiting += after
        return tuple(sorted(found))

    def lineage(self, code: str, year: int) -> tuple[str, ...]:
        """All codes that this one county has had over time, oldest first.

        Follows changes from one to one backwards and forwards; through a split or a merger it goes
        on only with the one that keeps the name (永年县, 永年区). These are the region codes to be
        expected in numbers of people who belong to the place.

        >>> divisions().lineage("360732", 2020)
        ('362133', '360732')
        """
        here = self.nearest(code, year)
        if here is None:
            return ()
        chain = [here]
        while (old := self._ancestor(chain[0])) and old not in chain:
            chain.insert(0, old)
        while (new := self._heir(chain[-1])) and new not in chain:
            chain.append(new)
        return tuple(dict.fromkeys(record.code for record in chain))

    def kindred(self, code: str, year: int) -> tuple[str, ...]:
        """Codes under which people of this county can have been numbered, whatever became of it.

        The code of *year*, all those whose area came to it, whole or in part, through splits and
        mergers, and all that its own area went to: whoever lives in 涪陵区 has a number of 涪陵市,
        of 枳城区 or of 李渡区. Not the codes of those it was once together with.

        >>> divisions().kindred("500102", 2000)
        ('500102', '511402', '511403', '512301', '512321')
        """
        here = self.nearest(code, year)
        if here is None:
            return ()
        found = {code}
        for step in (self._before, self._partly_after):
            waiting, seen = [here], {id(here)}
            while waiting:
                for record, _ in step(waiting.pop()):
                    if id(record) not in seen and self._alike(record, here):
                        seen.add(id(record))
                        found.add(record.code)
                        waiting.append(record)
        return tuple(sorted(found))

    def _alike(self, one: DivisionRecord, other: DivisionRecord) -> bool:
        """Whether both are of one level, or both have nothing below them: 东莞市 was a county."""
        return one.level == other.level or (self._is_lowest(one) and self._is_lowest(other))

    def _partly_after(self, record: DivisionRecord) -> list[tuple[DivisionRecord, int]]:
        return self._after(record, parts_since=record.start)

    def _ended_into(self, record: DivisionRecord) -> list[DivisionRecord]:
        """The records that ended as *record* began and left their area to it."""
        return [r for r, y in self._before(record) if y == r.end == record.start]

    def _heir(self, record: DivisionRecord) -> DivisionRecord | None:
        """The one record that goes on with this county, alone or as the one with its name."""
        after = [r for r, _ in self._after(record)]
        heirs = [r for r in after if r.start == record.end]
        if len(after) > 1:
            heirs = [r for r in heirs if _same_place(r, record)]
        if len(heirs) != 1:
            return None
        rivals = self._ended_into(heirs[0])
        if len(rivals) > 1 and [r for r in rivals if _same_place(r, heirs[0])] != [record]:
            return None
        return heirs[0]

    def _ancestor(self, record: DivisionRecord) -> DivisionRecord | None:
        return next((r for r in self._ended_into(record) if self._heir(r) is record), None)


def _same_place(one: DivisionRecord, other: DivisionRecord) -> bool:
    """Whether the names differ only in kind: 永年县 and 永年区, 赣县 and 赣县区."""
    return one.name[:2] == other.name[:2] and not one.name.endswith(("郊区", "城区", "矿区"))


def _pair(text: str) -> tuple[str, int]:
    return text[:6], int(text[7:])


def _approval(text: str) -> Approval:
    number, _, date = text[1:].rpartition("@")
    return Approval("begin" if text[0] == "+" else "end", number, date)


_LEVELS: dict[str, Level] = {"1": "province", "2": "prefecture", "3": "county"}


def _record(line: str) -> DivisionRecord:
    code, name, province, prefecture, level, start, end, successors, papers = line.split(",")
    return DivisionRecord(
        code,
        name,
        province,
        prefecture,
        _LEVELS[level],
        int(start),
        int(end) if end else None,
        tuple(map(_pair, successors.split())) if successors else (),
        papers,
    )


@lru_cache(maxsize=4)
def _history(overlay: Overlay | None) -> DivisionHistory:
    return DivisionHistory(lines("divisions.csv"), overlay.divisions if overlay else ())


def divisions(overlay: Overlay | None = None) -> DivisionHistory:
    """The history of all divisions at county level and above since the lists of 1981.

    The codes are those of GB/T 2260 in the yearly lists of the Ministry of Civil Affairs, with the
    corrections of the source. Records of an *overlay* are added to them. Read once, then shared.

    >>> [r.name for r in divisions().records("132201")]
    ['邢台市', '南宫市']

    Limits: years, not days; the codes of 1980 and before are unknown (the edition of 1982 renumbered
    everything), but no identity number uses them.
    """
    return _history(overlay)
