"""Days as numbers since 1970-01-01, a whole column at a time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from minzheng_core.testing.synthetic.draws import Ints

_EPOCH = date(1970, 1, 1).toordinal()


def number_of(day: date) -> int:
    """Return the number of a day.

    >>> number_of(date(1970, 1, 2))
    1
    """
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """Return the day that has a number."""
    return date.fromordinal(number + _EPOCH)


def end_of(year: int) -> int:
    """Return the number of the 365th day of *year*."""
    return number_of(date(year, 1, 1)) + 364


def year_of(days: Ints) -> Ints:
    """Return the calendar year of each day number."""
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def ymd_of(days: Ints) -> Ints:
    """Return each day number as the integer YYYYMMDD."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    month = months.astype(np.int64) % 12 + 1
    day = (dates - months).astype(np.int64) + 1
    return np.asarray(year_of(days) * 10000 + month * 100 + day, dtype=np.int64)


def days_of(year: Ints, offset: Ints) -> Ints:
    """Return the day number of the day *offset* days after 1 January of *year*."""
    start = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    return start + offset


def dates_of(days: Ints) -> pl.Series:
    """Return day numbers as a column of dates."""
    return pl.Series(days.astype(np.int32)).cast(pl.Date)


def workday(days: Ints) -> Ints:
    """Move Saturdays and Sundays to the Monday after."""
    weekday = (days + 3) % 7
    return days + np.where(weekday >= 5, 7 - weekday, 0)
