"""Rebuild ``lunar_months.csv`` from lunar_python (MIT), compared with borax (MIT) where both reach.

pip install --target SOURCE lunar_python==1.4.8 borax==4.1.3
python refdata/lunar_months.py SOURCE [--check]
"""

from __future__ import annotations

import importlib
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

from common import Table, main

if TYPE_CHECKING:
    from pathlib import Path

FIRST, LAST = 1850, 2100
COLUMNS = ("lunar_year", "new_year", "leap_month", "days")
JULIAN_DAY_OF_ORDINAL_0 = 1721425  # at noon
PUBLISHED_LEAP_MONTHS = (
    "1952/5 1955/3 1957/8 1960/6 1963/4 1966/3 1968/7 1971/5 1974/4 1976/8 "
    "1979/6 1982/4 1984/10 1987/6 1990/5"
)
# A new moon a minute or two from midnight, far in the future: borax puts it on the next day.
DOUBTFUL_ELSEWHERE = frozenset({2089, 2097})


def compare(rows: list[tuple[str, str, str, str]]) -> None:
    """Stop where the leap months or the first days contradict a second, independent library."""
    leaps = {f"{year}/{leap}" for year, _, leap, _ in rows if leap != "0"}
    ours = {leap for leap in leaps if 1950 <= int(leap[:4]) <= 1990}
    if ours != set(PUBLISHED_LEAP_MONTHS.split()):
        sys.exit(f"leap months 1950-1990 differ: {ours ^ set(PUBLISHED_LEAP_MONTHS.split())}")
    other = importlib.import_module("borax.calendars.lunardate")
    for year, new_year, leap, days in rows:
        if not 1900 <= int(year) <= 2100 or int(year) in DOUBTFUL_ELSEWHERE:
            continue
        first, number = date.fromisoformat(new_year), 0
        for index, length in enumerate(days.split()):
            is_leap = leap != "0" and index == int(leap)
            number += not is_leap
            theirs = other.LunarDate(int(year), number, 1, int(is_leap)).to_solar_date()
            if theirs != first:
                sys.exit(f"{year}/{number}: {first} here, {theirs} in borax")
            first += timedelta(days=int(length))


def build(source: Path) -> Table:
    """One row per lunar year: its first day, its leap month, the length of each month in order."""
    sys.path.insert(0, str(source))
    lunar_year = importlib.import_module("lunar_python").LunarYear
    rows = []
    for year in range(FIRST, LAST + 1):
        months = [m for m in lunar_year.fromYear(year).getMonthsInYear() if m.getYear() == year]
        first = int(months[0].getFirstJulianDay()) - JULIAN_DAY_OF_ORDINAL_0
        leap = next((-m.getMonth() for m in months if m.getMonth() < 0), 0)
        days = " ".join(str(m.getDayCount()) for m in months)
        rows.append((str(year), date.fromordinal(first).isoformat(), str(leap), days))
    compare(rows)
    return Table("lunar_months.csv", COLUMNS, rows)


if __name__ == "__main__":
    main(build, description=__doc__ or "")
