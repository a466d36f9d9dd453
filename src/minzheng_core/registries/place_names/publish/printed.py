"""What of a row may be printed as standard: nothing that is known to be wrong (《地名管理条例》第十五条、第二十二条)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.findings import Severity
from minzheng_core.geodesy.datums import Datum
from minzheng_core.registries.place_names.coordinates import position_of
from minzheng_core.registries.place_names.place_code import PlaceCode
from minzheng_core.registries.place_names.publish.map_datums import to_map
from minzheng_core.registries.place_names.spelling import check_spelling, spell
from minzheng_core.registries.place_names.spelling.orthography import plain
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from minzheng_core.registries.place_names.lists import ListRow
    from minzheng_core.registries.place_names.spelling import (
        CheckedSpelling,
        ReadingList,
        Spelling,
    )

_UNIT_DIGITS = frozenset({6, 9, 12})
_SHOWN = 40
_TONES, _UNATTESTED, _EITHER_WAY, _OPEN = "PS202", "PS211", "PS214", "PS218"


@frozen(kw_only=True)
class Style:
    """How the spellings of one list are made: readings of which county, all with tones or all without."""

    county: str = ""
    readings: ReadingList | None = None
    tones: bool = True

    def shown(self, text: str) -> str:
        """A spelling with tones in the style of the list."""
        return text if self.tones else plain(text)


@frozen(kw_only=True)
class PrintedSpelling:
    """The spelling that is printed, or none; ``misspelt`` and ``doubt`` say what has to be settled."""

    text: str = ""
    misspelt: str = ""
    """What is wrong with the spelling on record; it is not printed."""
    doubt: str = ""
    """Why a reading is not sure."""


def printed_spelling(row: ListRow, style: Style) -> PrintedSpelling:
    """The spelling of a row, where it is right.

    One on record that breaks a rule is not printed. One that is right is printed in the style of the
    list, whatever its own: with or without tones, in capitals. Where nothing attests a reading the
    record is followed as far as it goes: tones that it does not have are not made up.

    >>> from minzheng_core.registries.place_names.lists import ListRow
    >>> told = [("红军路", "Hongjun Road"), ("和平村", "HEPING CUN"), ("石浒村", "Shíxǔ Cūn")]
    >>> rows = [ListRow(line=1, cells={"standard_name": n, "spelling": s}) for n, s in told]
    >>> [printed_spelling(row, Style(county="360732")).text for row in rows]
    ['', 'Hépíng Cūn', 'Shíxǔ Cūn']
    """
    kind = row.spelled_as
    division = row.township if row.township.isdecimal() else style.county
    if not row["spelling"]:
        spelled = spell(row.name, kind=kind, division=division, readings=style.readings)
        if spelled.confirmed and kind:
            return PrintedSpelling(text=style.shown(spelled.text))
        why = "看不出类别，分写连写定不了" if spelled.confirmed else "读音待核实"
        return PrintedSpelling(doubt=f"{why}，没有印拼写")
    judged = check_spelling(
        row.name,
        row["spelling"],
        kind=row.judged_as,
        division=division,
        readings=style.readings,
    )
    return _judged(row["spelling"], judged, style)


def _judged(given: str, judged: CheckedSpelling, style: Style) -> PrintedSpelling:
    codes = {f.code for f in judged.findings}
    unsure = not judged.expected.confirmed
    grave = [
        finding
        for finding in judged.findings
        if finding.severity is not Severity.NOTICE
        # Tones of a reading that nobody attests are no measure for those on record.
        and not (unsure and finding.code == _TONES and judged.given.toned)
    ]
    if grave:
        told = "；".join(finding.sentence() for finding in grave)
        return PrintedSpelling(misspelt=f"登记的拼写“{given[:_SHOWN]}”没有印：{told}")
    if _OPEN in codes and judged.given.text.lower() not in _either(judged.expected):
        told = "；".join(f.sentence() for f in judged.findings if f.code == _OPEN)
        return PrintedSpelling(misspelt=f"登记的拼写“{given[:_SHOWN]}”没有印：{told}")
    if not unsure and _UNATTESTED not in codes:
        text = style.shown(judged.expected.text)
        joined = f"登记的拼写“{given[:_SHOWN]}”印作 {text}：行政村分写连写没有规定，全表统一"
        return PrintedSpelling(text=text, doubt=joined if _EITHER_WAY in codes else "")
    doubt = "读音没有依据，照登记的拼写印"
    written = judged.given.text
    if written.isupper():
        written = " ".join(word.capitalize() for word in judged.given.words)
    if judged.given.toned or not style.tones:
        return PrintedSpelling(text=style.shown(written), doubt=doubt)
    return PrintedSpelling(doubt=f"登记的拼写“{given[:_SHOWN]}”没有声调，读音待核实，没有印拼写")


def _either(spelled: Spelling) -> frozenset[str]:
    """A spelling with tones and without, in small letters."""
    return frozenset({spelled.text.lower(), spelled.plain.lower()})


@frozen(kw_only=True)
class Position:
    """Where a row lies on CGCS2000, or why no point is made of its coordinates."""

    point: tuple[float, float] | None = None
    """Longitude and latitude."""
    why: str = ""
    wrong: bool = False
    """Whether the coordinates cannot be those of the place, so that they are not printed."""


def told_datum(row: ListRow, datum: Datum | None) -> Datum | None:
    """The datum that a row tells, which may be none that is known; *datum* where it tells none."""
    return Datum.named(row["datum"]) if row["datum"] else datum


def placed(row: ListRow, datum: Datum | None = None) -> Position:
    """Longitude and latitude of a row on CGCS2000, or why they cannot be told.

    A point is not turned round: latitude in the column of longitudes is for somebody to correct.

    >>> from minzheng_core.registries.place_names.lists import ListRow
    >>> cells = {"longitude": "115°22′12″", "latitude": "26.35", "datum": "CGCS2000"}
    >>> placed(ListRow(line=1, cells=cells)).point
    (115.37, 26.35)
    >>> placed(ListRow(line=1, cells={"longitude": "115.37", "latitude": "26.35"}))
    Position(point=None, why='没有写明坐标系', wrong=False)
    """
    if not (row["longitude"] or row["latitude"]):
        return Position()
    told = told_datum(row, datum)
    found = position_of(row["longitude"], row["latitude"], told)
    grave = [f for f in found.findings if f.code == "GC107" or f.severity is not Severity.NOTICE]
    if found.value is None or grave:
        why = "；".join(f.sentence() for f in grave or found.findings) or "坐标读不懂"
        return Position(why=why, wrong=True)
    if told is None and row["datum"]:
        return Position(why=f"不认识坐标系“{row['datum'][:10]}”")
    if isinstance(moved := to_map(told), str):
        return Position(why=moved)
    north, east = moved(*found.value.geodetic)
    return Position(point=(round(east, 6), round(north, 6)))


def withheld(row: ListRow, position: Position) -> dict[str, str]:
    """The fields of a row that cannot be right, with the reason: coordinates, dates, codes.

    >>> from minzheng_core.registries.place_names.lists import ListRow
    >>> cells = {"standard_name": "红军路", "approval_on": "2026-13-45", "unit_code": "36073210"}
    >>> row = ListRow(line=1, cells=cells)
    >>> list(withheld(row, placed(row)))
    ['approval_on', 'unit_code']
    """
    found: dict[str, str] = {}
    if position.wrong:
        found |= {name: position.why for name in ("longitude", "latitude") if row[name]}
    if row["approval_on"]:
        day = PartialDate.parse(row["approval_on"])
        bad = [f for f in day.findings if f.severity is Severity.ERROR]
        if day.value is None or bad:
            found["approval_on"] = "；".join(f.sentence() for f in bad or day.findings)
    if row["place_code"]:
        code = PlaceCode.parse(row["place_code"])
        if code.value is None:
            found["place_code"] = "；".join(f.sentence() for f in code.findings)
    if row.code and not (row.code.isdecimal() and len(row.code) in _UNIT_DIGITS):
        found["unit_code"] = "政区代码应为 6、9 或 12 位数字"
    return found
