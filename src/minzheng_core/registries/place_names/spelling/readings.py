"""Which syllable a character has in a name: the order of authorities, and how sure each is.

The county's own list, then the attested readings of the longest run of characters, then those of
single characters, then the dictionary. A character with several readings that nobody attests is
marked *unconfirmed*; its most frequent reading stands there only to be looked at.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from minzheng_core.errors import InputError
from minzheng_core.reference.character_readings import character_readings
from minzheng_core.reference.county_file import text_of
from minzheng_core.reference.name_variants import variants
from minzheng_core.reference.place_spelling import PlaceReading, place_readings
from minzheng_core.reference.standard_characters import character_level
from minzheng_core.registries.place_names.spelling.orthography import plain
from minzheng_core.registries.place_names.spelling.result import Grade, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Place = tuple[str, bool, bool, str]

COLUMNS = ("名称", "读音", "县代码", "来源", "日期")
"""The headings of a county's own list of readings; the last three may be missing or empty."""
OWN = "county list"
"""The source of a reading whose list does not name one."""
DICTIONARY = "pypinyin 0.55.0"
_ELSEWHERE = "-"
"""Stands for every region that no row of a run is about."""
AS_WRITTEN = "as written"
SOURCE_WORDS = {
    OWN: "本县读音表",
    AS_WRITTEN: "照原文",
    "compiled": "本软件汇编",
    "dictionary, reviewed for names": "词典，按地名审过",
    "local use": "当地习惯",
    "GB/T 2260 (letters as printed)": "GB/T 2260 所印字母",
}
"""The Chinese words for sources that are named in English."""


class ReadingIndex:
    """Rows of readings, found by the run of characters that they are about."""

    def __init__(self, rows: Iterable[PlaceReading]) -> None:
        self.rules: dict[str, list[PlaceReading]] = {}
        for row in rows:
            self.rules.setdefault(row.name, []).append(row)
        self.longest = max(map(len, self.rules), default=0)
        self._reach: dict[str, int] = {}
        for name in self.rules:
            self._reach[name[0]] = max(self._reach.get(name[0], 0), len(name))
        self._areas: dict[str, _Area] = {}
        self._known: dict[Place, list[Reading]] = {}

    def runs(self, text: str) -> list[tuple[int, int]]:
        """Start and length of every run of *text* that has rows, the longest first."""
        found = [
            (start, length)
            for start, char in enumerate(text)
            for length in range(1, min(self._reach.get(char, 0), len(text) - start) + 1)
            if text[start : start + length] in self.rules
        ]
        return sorted(found, key=lambda run: (-run[1], run[0]))

    def judged(self, run: str, *, head: bool, tail: bool, region: str) -> list[Reading]:
        """The readings of a run where it stands so; empty where no row holds there."""
        key = self.place(run, head=head, tail=tail, region=region)
        if key not in self._known:
            self._known[key] = _judged(self, run, head=head, tail=tail, region=region)
        return self._known[key]

    def place(self, run: str, *, head: bool, tail: bool, region: str) -> Place:
        """What matters of where a run stands: the same for all places where it is judged alike."""
        area = self._areas.get(run)
        if area is None:
            area = self._areas[run] = _Area.of(self.rules.get(run, ()))
        if not area.digits:
            return (run, head, tail, "") if area.parted else (run, False, False, "")
        if region and region not in area.around and not region.startswith(area.codes):
            region = _ELSEWHERE
        return run, head, tail, region[: area.digits]

    def rows(
        self, run: str, *, head: bool, tail: bool, region: str
    ) -> tuple[list[PlaceReading], list[PlaceReading]]:
        """The rows that hold for a run in a name, the best first, and those of other regions.

        *head* and *tail* say whether it stands at the beginning and at the end of the specific.
        """
        here = [
            row
            for row in self.rules.get(run, ())
            if not row.part
            or (row.part == "head" and head)
            or (row.part == "tail" and tail)
            or (row.part == "whole" and head and tail)
        ]
        near = [(_nearness(row, region), row) for row in here]
        held = [row for how, row in sorted(near, key=lambda pair: pair[0]) if how[0] <= 0]
        return held, [row for row in here if row not in held]


@frozen
class _Area:
    """What the rows of a run ask of its place: codes, those around them, and whether any asks for a part."""

    digits: int
    codes: tuple[str, ...]
    around: frozenset[str]
    parted: bool

    @classmethod
    def of(cls, rows: Sequence[PlaceReading]) -> _Area:
        codes = tuple({code for row in rows for code in row.regions})
        around = frozenset(code[:n] for code in codes for n in range(1, len(code) + 1))
        digits = max(map(len, codes), default=0)
        return cls(digits, codes, around, any(row.part for row in rows))


def _nearness(row: PlaceReading, region: str) -> tuple[int, bool]:
    """How well the place of a row fits: the smaller the better, above 0 not at all."""
    if not row.regions:
        return 0, not row.part
    reach = [len(head) for head in row.regions if region.startswith(head)] if region else []
    return -max(reach, default=-1), not row.part


@cache
def national() -> ReadingIndex:
    """The readings compiled for the whole country."""
    return ReadingIndex(place_readings())


@frozen(eq=False)
class ReadingList:
    """A county's own readings (本县读音表), above everything national.

    >>> own = ReadingList.of({"石浒": "shí xǔ"})
    >>> from minzheng_core.registries import place_names
    >>> place_names.spell("石浒村", kind="行政村", readings=own).text
    'Shíxǔ Cūn'
    """

    index: ReadingIndex = field(repr=False)

    @classmethod
    def of(cls, readings: Mapping[str, str], *, source: str = OWN) -> ReadingList:
        """Names or parts of names with their syllables, toned and separated by spaces.

        Raises:
            InputError: a reading that has not one syllable for each character (PS303).

        """
        rows = [_row(name, reading, source=source) for name, reading in readings.items()]
        return cls(ReadingIndex(rows))

    @classmethod
    def load(cls, path: str | Path) -> ReadingList:
        """Read a CSV in UTF-8 or GB 18030 with the headings 名称, 读音, 县代码, 来源, 日期.

        Raises:
            InputError: no permission (IN104), the file cannot be read or lacks a heading (PS302), or a reading has not
                one syllable for each character (PS303).

        """
        path = Path(path)
        try:
            text = text_of(path)
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("PS302", file=path.name) from error
        table = csv.DictReader(text.splitlines())
        if not set(COLUMNS[:2]) <= set(table.fieldnames or ()):
            raise InputError("PS302", file=path.name)
        rows = []
        for number, line in enumerate(table, start=2):
            cells = {key: (value or "").strip() for key, value in line.items() if key in COLUMNS}
            if cells["名称"]:
                regions = (cells["县代码"],) if cells.get("县代码") else ()
                source = cells.get("来源") or OWN
                date = cells.get("日期", "")
                rows.append(
                    _row(
                        cells["名称"],
                        cells["读音"],
                        regions=regions,
                        source=source,
                        date=date,
                        number=number,
                    )
                )
        return cls(ReadingIndex(rows))


def _row(
    name: str,
    reading: str,
    *,
    regions: tuple[str, ...] = (),
    source: str,
    date: str = "",
    number: int = 0,
) -> PlaceReading:
    syllables = tuple(reading.lower().split())
    if len(syllables) != len(name):
        raise InputError("PS303", name=name[:20], row=number)
    return PlaceReading(name, syllables, regions, "", "certain", source, date)


def read(
    text: str, *, end: int | None = None, region: str = "", own: ReadingList | None = None
) -> list[Reading]:
    """One reading for each character of *text*.

    Args:
        text: the name without anything that is no Chinese character.
        end: where its specific ends; the whole of *text* where nothing is given.
        region: the division code that it lies in, or the beginning of one; empty if not known.
        own: the county's own readings.

    >>> [r.syllable for r in read("长子县", end=2)]
    ['zhǎng', 'zǐ', 'xiàn']
    >>> [(r.syllable, r.grade.value) for r in read("六合", region="320116")]
    [('lù', 'certain'), ('hé', 'certain')]

    """
    end = len(text) if end is None else end
    found: list[Reading | None] = [None] * len(text)
    for index in (own.index, national()) if own else (national(),):
        for start, length in index.runs(text):
            stop = start + length
            if any(found[start:stop]):
                continue
            tail = stop in {end, len(text)}
            readings = index.judged(text[start:stop], head=start == 0, tail=tail, region=region)
            if readings:
                found[start:stop] = readings
    return [one or of_dictionary(char) for one, char in zip(found, text, strict=True)]


def _judged(index: ReadingIndex, run: str, *, head: bool, tail: bool, region: str) -> list[Reading]:
    """The readings of a run: the best row, what others say, and what holds in a part of *region* only.

    A province is not enough where a county has a reading of its own: then it is open which holds.
    """
    held, away = index.rows(run, head=head, tail=tail, region=region)
    away = [row for row in away if any(code.startswith(region) for code in row.regions)]
    if not held:
        return _perhaps(index, run, away, head=head, tail=tail, region=region)
    best = held[0]
    rivals = [row for row in held[1:] if row.regions == best.regions and row.part == best.part]
    readings = []
    for place, (char, syllable) in enumerate(zip(run, best.syllables, strict=True)):
        others = dict.fromkeys(row.syllables[place] for row in (*rivals, *away))
        others.pop(syllable, None)
        grade = Grade(best.grade)
        if grade is Grade.UNCONFIRMED and len(run) > 1 and _settled(index, char, syllable):
            grade = Grade.LIKELY
        if any(plain(row.syllables[place]) != plain(syllable) for row in away):
            grade = Grade.UNCONFIRMED
        elif any(row.syllables[place] != syllable for row in rivals):
            grade = Grade.UNSURE if grade.confirmed else grade
        elif grade is Grade.UNSURE and rivals:
            # Only the other characters of the run are read in different ways: 乐, not 礼, in 礼乐.
            grade = Grade.LIKELY
        if grade is Grade.UNCONFIRMED:
            others |= dict.fromkeys(s for s in character_readings().get(char, ()) if s != syllable)
        readings.append(Reading(char, syllable, grade, best.source, tuple(others)))
    return readings


def _perhaps(
    index: ReadingIndex, run: str, rows: list[PlaceReading], *, head: bool, tail: bool, region: str
) -> list[Reading]:
    """A run that may be the one of a region, as far as its place is known: 铅山 with no code.

    Its characters are read as they are alone, and those are in doubt that the rows read otherwise;
    as the rows have it where it is the whole name and nothing is known of its place. Empty where
    that makes no difference.
    """
    if not rows or len(run) == 1 or index is not national():
        return []
    readings, differs = [], False
    for place, char in enumerate(run):
        first, last = head and place == 0, tail and place == len(run) - 1
        alone = index.judged(char, head=first, tail=last, region=region)
        reading = alone[0] if alone else of_dictionary(char)
        options = dict.fromkeys((*(row.syllables[place] for row in rows), reading.syllable))
        if len(options) > 1:
            differs = True
            best = next(iter(options)) if head and tail and not region else reading.syllable
            open_ = len({plain(one) for one in options}) > 1
            grade = Grade.UNCONFIRMED if open_ else reading.grade
            others = (one for one in dict.fromkeys((*options, *reading.others)) if one != best)
            reading = evolve(reading, syllable=best, grade=grade, others=tuple(others))
        readings.append(reading)
    return readings if differs else []


def _settled(index: ReadingIndex, char: str, syllable: str) -> bool:
    """Whether a character has this reading wherever it stands, so that only others of a run are open."""
    rows = index.rules.get(char, ())
    if any(row.regions or row.part or not Grade(row.grade).confirmed for row in rows):
        return False
    alone = rows[0].syllables if rows else character_readings().get(char, ())
    return {plain(one) for one in alone} == {plain(syllable)}


@cache
def of_dictionary(char: str) -> Reading:
    """What the dictionary has; several readings that differ in their letters are unconfirmed.

    So is the one of a character outside 《通用规范汉字表》 that stands for no other: such ones are mostly
    local, and the dictionary has the sound of an old character of the same shape.
    """
    if char.isascii() and char.isalnum():
        return Reading(char, char, Grade.CERTAIN, AS_WRITTEN)
    syllables = character_readings().get(char, ())
    if not syllables:
        return Reading(char, "", Grade.UNCONFIRMED, "")
    settled = len({plain(syllable) for syllable in syllables}) == 1
    common = character_level(char) is not None or char in variants()
    grade = Grade.LIKELY if settled and common else Grade.UNCONFIRMED
    return Reading(char, syllables[0], grade, DICTIONARY, syllables[1:])
