"""The present day, asked for once per record: cheaper than making a date each time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from time import time

_known: tuple[float, float, date] = (0.0, 0.0, date.min)
"""From and until when (seconds since 1970) a day is today, and the day."""


def today() -> date:
    """Today by the clock of the machine, as :meth:`datetime.date.today` tells it.

    >>> today() == date.today()
    True
    """
    global _known  # noqa: PLW0603 — one tuple, put in place whole, so that threads may share it
    start, end, day = _known
    if start <= time() < end:
        return day
    day = date.today()
    start = datetime(day.year, day.month, day.day).timestamp()
    end = (datetime(day.year, day.month, day.day) + timedelta(days=1)).timestamp()
    _known = (start, end, day)
    return day
