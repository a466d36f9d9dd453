"""The same day written in both calendars: ``1985年10月1日（农历八月十七）``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.findings import Finding
from minzheng_core.values.dates import lunar
from minzheng_core.values.dates import text as date_text
from minzheng_core.values.dates.cycle import name_of, named_year

if TYPE_CHECKING:
    from minzheng_core.values.dates.partial_date import PartialDate

_YEAR = re.compile(r"年|\d{4}")
_SOLAR = re.compile("公历|阳历|新历|国历|西历")


def disagreement(value: PartialDate, remark: str) -> Finding | None:
    """The finding where a remark names the day in the other calendar and means another day.

    A remark beside a lunar date must say that it is solar, since it may be another date.

    >>> from datetime import date
    >>> from minzheng_core.values.dates.partial_date import PartialDate
    >>> day = PartialDate.of(date(1985, 10, 1))
    >>> disagreement(day, "农历八月十七") is None, disagreement(day, "农历八月十六").expected
    (True, '农历8月17日')
    """
    if named := named_year(remark):
        year = _lunar_year(value)
        if year is None or name_of(year) == named.name:
            return None
        return Finding("DT113", expected=f"{name_of(year)}年", actual=f"{named.name}年")
    if value.lo != value.hi or (value.calendar == "lunar" and not _SOLAR.search(remark)):
        return None
    whole = _YEAR.search(remark) is not None
    readings = date_text.read(remark if whole else f"2000年{remark}").readings
    if len(readings) != 1 or readings[0].day is None:
        return None
    said = readings[0]
    day = lunar.from_solar(value.lo) if said.calendar == "lunar" else None
    if day is None and (said.calendar == "lunar" or value.calendar != "lunar"):
        return None
    year, month, number, leap = day or (*value.lo.timetuple()[:3], False)
    same_year = not whole or year % 100 == (said.year + said.before) % 100
    if same_year and (month, number) == (said.month, said.day) and leap >= said.leap:
        return None
    calendar = "农历" if day else "公历"
    expected = f"{calendar}{'闰' if leap else ''}{month}月{number}日"
    written = f"{calendar}{'闰' if said.leap else ''}{said.month}月{said.day}日"
    if not same_year:
        expected, written = f"{year}年{expected}", f"{said.year}年{written}"
    return Finding("DT113", expected=expected, actual=written)


def _lunar_year(value: PartialDate) -> int | None:
    """The year of the traditional calendar that a date lies in, where only one is meant."""
    if value.calendar == "lunar":
        return value.year
    ends = [lunar.from_solar(day) for day in (value.lo, value.hi)]
    years = {day.year for day in ends if day}
    return years.pop() if len(years) == 1 else None
