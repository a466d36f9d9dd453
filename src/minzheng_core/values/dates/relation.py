"""How a date in the file relates to the true one, where the two are not simply the same."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from minzheng_core.values.dates import lunar

if TYPE_CHECKING:
    from datetime import date

    from minzheng_core.values.dates.partial_date import PartialDate


class Relation(StrEnum):
    """What explains the difference of two dates (两个日期的关系)."""

    SAME = "same"
    """相同 — the same day."""
    COVERS = "covers"
    """包含 — a month, a year or a lunar month that holds the true day."""
    LUNAR_MATCH = "lunar_match"
    """农历相合 — the one is the lunar date of the other; the commonest harmless difference."""
    MONTH_DAY_SWAP = "month_day_swap"
    """月日颠倒"""
    YEAR_OFF_1 = "year_off_1"
    """年份差一"""
    DECADE_TYPO = "decade_typo"
    """年代录错 — only the third digit of the year differs."""
    ONE_DIGIT_TYPO = "one_digit_typo"
    """一位数字不同"""
    TRANSPOSED = "transposed"
    """相邻数字颠倒"""
    LUNAR_OR_SLIP = "lunar_or_slip"
    """农历相合，也只差一笔 — the lunar date of the other, or it with one slip: nothing confirms the other."""
    OTHER = "other"
    """其他"""


AGREES = (Relation.SAME, Relation.COVERS, Relation.LUNAR_MATCH)
"""The two dates are one and the same person's."""
SAME_DAY = (Relation.SAME, Relation.LUNAR_MATCH)
"""They are one day, written in one calendar or in two."""
SLIPS = (
    Relation.MONTH_DAY_SWAP,
    Relation.YEAR_OFF_1,
    Relation.DECADE_TYPO,
    Relation.ONE_DIGIT_TYPO,
    Relation.TRANSPOSED,
    Relation.LUNAR_OR_SLIP,
)
"""Differences that one slip of the pen or the keyboard explains."""


def solar_readings(file: PartialDate) -> tuple[date, ...]:
    """The Gregorian days that the written numbers mean if they are a lunar date.

    The day in the month of that number, then in its leap month where the year has one; empty
    where the date is not known to the day.

    >>> from datetime import date
    >>> from minzheng_core.values.dates.partial_date import PartialDate
    >>> solar_readings(PartialDate.of(date(1962, 7, 16)))
    (datetime.date(1962, 8, 15),)
    """
    if file.month is None or file.day is None:
        return ()
    year = file.year if file.calendar == "lunar" else file.lo.year
    return lunar.solar_readings(year, file.month, file.day)


def relate(file: PartialDate, true: date, *, checked: bool = True) -> Relation:
    """Explain a date of the file by the true one, most harmless explanation first.

    A partial date is compared as far as it goes. Where the true date is only that of a number that no
    check digit has *checked*, a lunar date that is also one slip away may be right as it is.

    >>> from datetime import date
    >>> from minzheng_core.values.dates.partial_date import PartialDate
    >>> relate(PartialDate.of(date(1962, 7, 16)), date(1962, 8, 15)).value
    'lunar_match'
    >>> relate(PartialDate.of(date(1962, 5, 8)), date(1962, 8, 5)).value
    'month_day_swap'
    >>> relate(PartialDate.of(date(1970, 8, 7)), date(1970, 9, 7), checked=False).value
    'lunar_or_slip'
    """
    if file.lo == file.hi == true:
        return Relation.SAME
    if file.lo <= true <= file.hi:
        return Relation.COVERS
    year = file.year if file.calendar == "lunar" else file.lo.year
    written = (year, file.month, file.day)
    if _lunar_match(file, true):
        solar = _parts(file.lo) if file.lo == file.hi else written
        if checked or not _slipped(*_digits(solar, true)):
            return Relation.LUNAR_MATCH
        return Relation.LUNAR_OR_SLIP
    if written == (true.year, true.day, true.month):
        return Relation.MONTH_DAY_SWAP
    return _typing_error(*_digits(written, true))


def _parts(day: date) -> tuple[int, int | None, int | None]:
    return day.year, day.month, day.day


def _digits(written: tuple[int, int | None, int | None], true: date) -> tuple[str, str]:
    """Two rows of digits of one length, year first: of what is written, and of as much of the true date."""
    year, month, day = written
    ours, theirs = f"{year:04}", f"{true.year:04}"
    if month is not None:
        ours, theirs = f"{ours}{month:02}", f"{theirs}{true.month:02}"
    if day is not None:
        ours, theirs = f"{ours}{day:02}", f"{theirs}{true.day:02}"
    return ours, theirs


def _lunar_match(file: PartialDate, true: date) -> bool:
    """Whether one of the two dates, read as a lunar one, is the other."""
    written = _lunar(true)
    if file.day is None or file.month is None:
        if written is None or file.calendar == "lunar":
            return False
        same_year = written.year == file.lo.year
        return same_year and file.month in (None, written.month)
    if file.calendar == "lunar" and (file.year, file.month, file.day) == true.timetuple()[:3]:
        return True
    if true in solar_readings(file):
        return True
    return file.lo == file.hi and file.lo in lunar.solar_readings(true.year, true.month, true.day)


_lunar = lru_cache(maxsize=4096)(lunar.from_solar)


def _typing_error(ours: str, theirs: str) -> Relation:
    """Compare two rows of digits of one length, year first."""
    if ours[4:] == theirs[4:] and abs(int(ours[:4]) - int(theirs[:4])) == 1:
        return Relation.YEAR_OFF_1
    if not _slipped(ours, theirs):
        return Relation.OTHER
    differ = _differing(ours, theirs)
    if differ == [2]:
        return Relation.DECADE_TYPO
    return Relation.ONE_DIGIT_TYPO if len(differ) == 1 else Relation.TRANSPOSED


def _slipped(ours: str, theirs: str) -> bool:
    """Whether one digit differs, or two neighbours are exchanged."""
    differ = _differing(ours, theirs)
    if len(differ) != 2:
        return len(differ) == 1
    i, j = differ
    return j == i + 1 and ours[i] == theirs[j] and ours[j] == theirs[i]


def _differing(ours: str, theirs: str) -> list[int]:
    return [i for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
