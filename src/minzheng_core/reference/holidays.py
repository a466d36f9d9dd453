"""Public holidays (法定节假日) and days of rest: when an office was most likely closed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from attrs import frozen

from minzheng_core.reference.lunar_months import lunar_months
from minzheng_core.reference.tables import rows

FIRST_YEAR, LAST_YEAR = 2004, 2026
"""The years for which the notices of the State Council are in the table, in full."""
_FIRST_RULE = date(1950, 1, 1)
_THREE_DAYS = date(1999, 9, 18)
_TWO_DAY_WEEKEND = date(1995, 5, 1)


@frozen
class Holiday:
    """A holiday: its name, and ``certain`` from a notice or ``likely`` from the general rule."""

    name: str
    confidence: str


@cache
def _table() -> dict[date, tuple[str, bool]]:
    return {
        date.fromisoformat(day): (name, kind == "off") for day, name, kind in rows("holidays.csv")
    }


@cache
def _new_years() -> dict[int, date]:
    return {
        month.year: date.fromordinal(month.first)
        for month in lunar_months()
        if month.month == 1 and not month.leap
    }


def holiday(day: date) -> Holiday | None:
    """The public holiday on *day*, days off in exchange included; ``None`` on other days.

    From 2004 after the yearly notices of the State Council; before that after the general rule of
    《全国年节及纪念日放假办法》 (1949-12-23, amended 1999-09-18), which is only likely: offices
    exchanged days then too, and many registered couples on a holiday.

    >>> holiday(date(1985, 10, 1))
    Holiday(name='国庆节', confidence='likely')
    >>> holiday(date(2024, 5, 4)).confidence
    'certain'

    Limits: nothing before 1950; after 2026 the general rule of 2024-11-10 is not applied.
    """
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        name, off = _table().get(day, ("", False))
        return Holiday(name, "certain") if off else None
    if day < _FIRST_RULE or day.year > LAST_YEAR:
        return None
    longer = day >= _THREE_DAYS
    month_day = (day.month, day.day)
    name = ""
    if month_day == (1, 1):
        name = "元旦"
    elif day.month == 5 and day.day <= (3 if longer else 1):
        name = "劳动节"
    elif day.month == 10 and day.day <= (3 if longer else 2):
        name = "国庆节"
    else:
        new_year = _new_years().get(day.year)
        if new_year and new_year <= day < new_year + timedelta(3):
            name = "春节"
    return Holiday(name, "likely") if name else None


def is_day_of_rest(day: date) -> bool:
    """Whether *day* is a holiday or a weekend without work in exchange (休假日).

    Before 1995-05-01 only Sunday was free. Outside the table the general rules stand.

    >>> [is_day_of_rest(date(2024, 2, d)) for d in (9, 10, 18, 24)]
    [False, True, False, True]
    """
    if FIRST_YEAR <= day.year <= LAST_YEAR and day in _table():
        return _table()[day][1]
    return holiday(day) is not None or day.weekday() >= (5 if day >= _TWO_DAY_WEEKEND else 6)


def working_day_after(day: date, count: int) -> date:
    """The day that is *count* working days (工作日) after *day*, which itself is not counted.

    Days off in exchange and days worked in exchange follow the notices of the State Council; after
    the last notice only weekends and the general holidays are left out, so that a later notice may
    move the answer.

    >>> working_day_after(date(2026, 9, 30), 1), working_day_after(date(2026, 9, 25), 5)
    (datetime.date(2026, 10, 8), datetime.date(2026, 10, 9))
    """
    for _ in range(count):
        day += timedelta(days=1)
        while is_day_of_rest(day):
            day += timedelta(days=1)
    return day
