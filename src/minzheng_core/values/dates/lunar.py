"""Between the traditional Chinese calendar (农历) and the Gregorian one (公历), 1850 to 2100.

Everything is looked up in a table of months; what the table does not hold gives ``None``.
Standard: GB/T 33661-2017《农历的编算和颁行》. The dates are those of mainland China: Hong Kong's
printed almanacs differ by a day in a few months (the eighth of 1978).
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cache
from typing import NamedTuple

from minzheng_core.reference.lunar_months import LunarMonth, lunar_months


class LunarDate(NamedTuple):
    """A day of the traditional calendar; ``leap`` where it stands in a leap month (闰月)."""

    year: int
    month: int
    day: int
    leap: bool = False


class Span(NamedTuple):
    """First and last day of a lunar month or year, both in the Gregorian calendar, inclusive."""

    lo: date
    hi: date


@cache
def _by_name() -> dict[tuple[int, int, bool], LunarMonth]:
    return {(m.year, m.month, m.leap): m for m in lunar_months()}


@cache
def _firsts() -> list[int]:
    return [m.first for m in lunar_months()]


def to_solar(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """The Gregorian date of a lunar day; ``None`` where the calendar has no such day.

    >>> to_solar(1962, 7, 16), to_solar(1984, 10, 15, leap=True)
    (datetime.date(1962, 8, 15), datetime.date(1984, 12, 7))
    >>> to_solar(1985, 10, 1, leap=True) is None
    True
    """
    found = _by_name().get((year, month, leap))
    if found is None or not 1 <= day <= found.days:
        return None
    return date.fromordinal(found.first + day - 1)


def from_solar(day: date) -> LunarDate | None:
    """The lunar day of a Gregorian date; ``None`` outside the table.

    >>> from_solar(date(1985, 10, 1))
    LunarDate(year=1985, month=8, day=17, leap=False)
    """
    number = day.toordinal()
    index = bisect_right(_firsts(), number) - 1
    if index < 0:
        return None
    month = lunar_months()[index]
    offset = number - month.first
    if offset >= month.days:
        return None
    return LunarDate(month.year, month.month, offset + 1, month.leap)


def month_span(year: int, month: int, *, leap: bool = False) -> Span | None:
    """First and last day of a lunar month.

    >>> month_span(1962, 7)
    Span(lo=datetime.date(1962, 7, 31), hi=datetime.date(1962, 8, 29))
    """
    found = _by_name().get((year, month, leap))
    if found is None:
        return None
    return Span(date.fromordinal(found.first), date.fromordinal(found.first + found.days - 1))


def year_span(year: int) -> Span | None:
    """First and last day of a lunar year.

    >>> year_span(1930)
    Span(lo=datetime.date(1930, 1, 30), hi=datetime.date(1931, 2, 16))
    """
    first = _by_name().get((year, 1, False))
    if first is None:
        return None
    last = _by_name().get((year, 12, True)) or _by_name()[year, 12, False]
    return Span(date.fromordinal(first.first), date.fromordinal(last.first + last.days - 1))


def leap_month(year: int) -> int:
    """The number of the leap month of a lunar year, 0 where it has none.

    >>> leap_month(1984), leap_month(1985)
    (10, 0)
    """
    return next((m for m in range(1, 13) if (year, m, True) in _by_name()), 0)


def solar_readings(year: int, month: int, day: int) -> tuple[date, ...]:
    """The Gregorian dates of a lunar year, month and day: in the month, then in its leap month.

    >>> solar_readings(1984, 10, 15)
    (datetime.date(1984, 11, 7), datetime.date(1984, 12, 7))
    """
    both = (to_solar(year, month, day), to_solar(year, month, day, leap=True))
    return tuple(d for d in both if d is not None)
