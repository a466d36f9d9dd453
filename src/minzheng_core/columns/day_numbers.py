"""Days as Polars and NumPy count them: whole numbers since 1970-01-01."""

from __future__ import annotations

from datetime import date

EPOCH = date(1970, 1, 1).toordinal()
"""The day number 0, as :meth:`datetime.date.toordinal` counts it."""


def day_number(day: date) -> int:
    """Days since 1970-01-01.

    >>> day_number(date(1970, 1, 2)), day_number(date(1969, 12, 31))
    (1, -1)
    """
    return day.toordinal() - EPOCH
