"""Lunar dates of Gregorian ones, from the table of lunar months."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from minzheng_core.reference.lunar_months import LunarMonth, lunar_months

if TYPE_CHECKING:
    from datetime import date


@cache
def _starts() -> tuple[tuple[int, ...], tuple[LunarMonth, ...]]:
    months = lunar_months()
    return tuple(month.first for month in months), months


def lunar_date(when: date) -> tuple[int, int, int, bool]:
    """Return lunar year, month, day and whether the month is a leap one.

    >>> from datetime import date
    >>> lunar_date(date(1962, 8, 15))
    (1962, 7, 16, False)
    """
    starts, months = _starts()
    month = months[bisect_right(starts, when.toordinal()) - 1]
    return month.year, month.month, when.toordinal() - month.first + 1, month.leap
