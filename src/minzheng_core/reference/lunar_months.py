"""The months of the traditional Chinese calendar (农历), 1850 to 2100: first day and length."""

from __future__ import annotations

from datetime import date
from functools import cache

from attrs import frozen

from minzheng_core.reference import tables


@frozen
class LunarMonth:
    """One month: lunar year, number, whether it is the leap one; first day as a day number.

    ``first`` counts days as :meth:`datetime.date.toordinal` does; ``days`` is 29 or 30.
    """

    year: int
    month: int
    leap: bool
    first: int
    days: int


@cache
def lunar_months() -> tuple[LunarMonth, ...]:
    """Every month from 1850 to 2100, in order and without a gap.

    Rules: GB/T 33661-2017《农历的编算和颁行》; before 1949 as in the calendars issued at the time.

    >>> first = lunar_months()[0]
    >>> first.year, first.month, first.days
    (1850, 1, 30)
    >>> [m.month for m in lunar_months() if m.leap and m.year == 1984]
    [10]
    """
    months = []
    for line in tables.lines("lunar_months.csv"):
        year, new_year, leap, days = line.split(",")
        first, number = date.fromisoformat(new_year).toordinal(), 0
        for index, length in enumerate(map(int, days.split())):
            is_leap = index > 0 and index == int(leap)
            number += not is_leap
            months.append(LunarMonth(int(year), number, is_leap, first, length))
            first += length
    return tuple(months)
