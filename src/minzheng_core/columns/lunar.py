"""Between the traditional Chinese calendar and the Gregorian one, a column at a time (农历).

Days are day numbers since 1970-01-01; the same as :mod:`minzheng_core.values.dates.lunar`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from minzheng_core.columns.day_numbers import EPOCH
from minzheng_core.reference.lunar_months import lunar_months

Numbers: TypeAlias = NDArray[np.int64]
NOWHERE = np.iinfo(np.int64).min
"""The day number of a lunar date that the calendar does not have."""


class _Table(NamedTuple):
    """The months in order, and where the month of a year, number and kind stands in them."""

    year: Numbers
    month: Numbers
    first: Numbers
    days: Numbers
    place: Numbers


@cache
def _table() -> _Table:
    months = lunar_months()
    year = np.array([m.year for m in months])
    place = np.full(((year[-1] - year[0] + 1) * 13 + 1) * 2, -1)
    for index, m in enumerate(months):
        place[((m.year - year[0]) * 13 + m.month) * 2 + m.leap] = index
    return _Table(
        year,
        np.array([m.month for m in months]),
        np.array([m.first for m in months]) - EPOCH,
        np.array([m.days for m in months]),
        place,
    )


def from_solar(days: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Lunar year, month and day of day numbers; zeros outside the table.

    >>> from datetime import date
    >>> from minzheng_core.columns.day_numbers import day_number
    >>> [int(n[0]) for n in from_solar(np.array([day_number(date(1985, 10, 1))]))]
    [1985, 8, 17]
    """
    table = _table()
    at = np.searchsorted(table.first, days, side="right") - 1
    day = days - table.first[at] + 1
    known = (at >= 0) & (day <= table.days[at])
    return (
        np.where(known, table.year[at], 0),
        np.where(known, table.month[at], 0),
        np.where(known, day, 0),
    )


def solar_readings(year: Numbers, month: Numbers, day: Numbers) -> tuple[Numbers, Numbers]:
    """Day numbers of lunar dates: in the month, and in its leap month; else :data:`NOWHERE`.

    >>> [int(n[0]) for n in solar_readings(*(np.array([n]) for n in (1984, 10, 15)))]
    [5424, 5454]
    """
    table = _table()
    span = len(table.place) // 26
    known = (year >= table.year[0]) & (year < table.year[0] + span) & (day >= 1)
    known &= (month >= 1) & (month <= 12)
    key = np.where(known, (year - table.year[0]) * 13 + month, 0) * 2
    plain, leap = (_day(table, table.place[key + kind], day, known) for kind in (0, 1))
    return plain, leap


def _day(table: _Table, at: Numbers, day: Numbers, known: NDArray[np.bool_]) -> Numbers:
    fits = known & (at >= 0) & (day <= table.days[at])
    return np.where(fits, table.first[at] + day - 1, NOWHERE)
