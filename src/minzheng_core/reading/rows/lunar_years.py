"""The lunar year of a day in the last months that is written without one: in a register of 1978, 腊月廿三 is of 1977.

The year that is told is that of the register, by the solar calendar, while the eleventh and twelfth month of a lunar year
end in the next solar one. Where the rows above are of the last months, too, and only a title tells the year, the register
goes on into the next one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Sequence

LATE = r"^\s*(?:[农阴旧夏古]历\s*)?(?:[冬腊]月|(?:除夕|小年)\s*$)|^\s*[农阴旧夏古]历\s*(?:十[一二]|1[12])\s*月"
"""A day in the last months of a lunar year; for both engines."""
_LATE = re.compile(LATE)
_AUTUMN = 9
"""Rows from this month on are at the end of a year."""


def lunar_years(
    cells: Sequence[str | None], told: Sequence[int | None], around: Sequence[int | None]
) -> list[int | None]:
    """*told*, the solar years of the rows, as lunar ones where a cell is of the last months of such a year.

    *around* are the years that the rows before and after tell, where these do.

    >>> lunar_years(["1.28", "腊月廿三"], [1978, 1978], [None, None])
    [1978, 1977]
    >>> lunar_years(["12.28", "腊月廿三"], [1978, 1978], [None, None])
    [1978, 1978]
    """
    years = list(told)
    before: str | None = None
    for cell, year, at in zip(cells, told, range(len(cells)), strict=True):
        if cell is None:
            continue
        if _LATE.match(cell) is None:
            before = cell
        elif year is not None and (around[at] is not None or not _is_late(before, year)):
            years[at] = _year_ending_in(cell, year)
    return years


def _is_late(cell: str | None, year: int) -> bool:
    """Whether the day of *cell*, in *year* where it tells none, lies at the end of a year."""
    if cell is None:
        return False
    for text in (cell, f"{year}.{cell.strip()}", f"{year}年{cell.strip()}"):
        value = PartialDate.parse(text).value
        if value is not None and value.precision != "y":
            return value.lo.month >= _AUTUMN
    return False


def _year_ending_in(cell: str, year: int) -> int:
    """The lunar year in which the day of *cell* lies in the solar *year*; that itself where neither does."""
    for lunar in (year, year - 1):
        value = PartialDate.parse(f"{lunar}年{cell.strip()}").value
        if value is not None and value.lo.year == value.hi.year == year:
            return lunar
    return year
