"""The year of a day written without one, in a register kept in order: 92.1.5, 1.12, 2月3日, 92.2.8.

The day before it says the year, the day after it confirms it: months go on from row to row, and from
December to January the year turns. Where that does not come out, nothing is said.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import define, field

from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

Month = tuple[int, int]
"""Year and month."""

_BACK = 1
"""Months by which a row may lie before the one above it in a register kept in order."""
_TURN = 6
"""Months back that mean a new year."""
_LOOKED_AT = 400
"""Whole dates that tell whether a register is kept in order."""
_IN_ORDER = 0.9
"""Share of them that must not lie before the one above."""


@define
class RunOnYears:
    """The years of one table, piece by piece."""

    in_column: bool = False
    """Whether the year has a column of its own, in which nobody writes a new one by leaving it out."""
    _before: Month | None = field(default=None, init=False)
    """What the last whole date says, until the year that stands above the rows is another."""
    _said: int | None = field(default=None, init=False)
    """That year."""

    def of(
        self, cells: Sequence[str | None], months: Sequence[int | None], said: Sequence[int | None]
    ) -> list[int | None]:
        """The year of each row of the next piece that lacks one and whose *months* number is told.

        *cells* are the dates as they are written; *said* are the years that stand above the rows, in a title or in a
        row of their own. Unless the next whole date confirms it, a year is told only where no new year began and
        no other date shows that the one that is said is meant.

        >>> RunOnYears().of(["92.1.5", "1.12", "12.3", "1.4", "93.1.5"], [None, 1, 12, 1, None], [None] * 5)
        [None, 1992, 1992, 1993, None]
        >>> RunOnYears(in_column=True).of(["92年1月5日", "1月12日", "94年3月1日"], [None, 1, None], [None] * 3)
        [None, 1992, None]
        """
        years: list[int | None] = [None] * len(cells)
        if not _in_order([cell for cell, month in zip(cells, months, strict=True) if not month]):
            self._before = None
            return years
        waiting: list[int] = []
        for row, (cell, month) in enumerate(zip(cells, months, strict=True)):
            if said[row] != self._said:
                self._tell(waiting, months, None, years)
                self._before, self._said = None, said[row]
            if month:
                waiting.append(row)
            elif cell is not None and (whole := _month_of(cell)):
                self._tell(waiting, months, whole, years)
                self._before = whole
        self._tell(waiting, months, None, years)
        return years

    def pass_over(self, cells: pl.Series, said: pl.Series) -> None:
        """Take note of a piece whose dates all have their year, as :meth:`of` does of one with others."""
        for year in said.tail(1):
            if year != self._said:
                self._before, self._said = None, year
        for last in cells.drop_nulls().tail(1):
            self._before = _month_of(last) or self._before

    def _tell(
        self,
        rows: list[int],
        months: Sequence[int | None],
        after: Month | None,
        years: list[int | None],
    ) -> None:
        """Write the years of *rows*, which stand between the last whole date and the one *after* them."""
        found, at = [], self._before
        for row in rows:
            at = _next(at, months[row] or 0)
            found.append(at)
        if at is not None and self._before is not None and self._sure(self._before, at, after):
            for row, month in zip(rows, found, strict=True):
                years[row] = month[0] if month else None
        rows.clear()

    def _sure(self, before: Month, last: Month, after: Month | None) -> bool:
        """Whether the rows that end in the month *last* can be of no other year."""
        if self.in_column:
            return last[0] == before[0] and (after is None or last <= after)
        if after is None:
            return last[0] == before[0] != self._said
        return _count(last) - _BACK <= _count(after) < _count(last) + 12 - _BACK


def _count(month: Month) -> int:
    return month[0] * 12 + month[1]


def _next(at: Month | None, month: int) -> Month | None:
    """The *month* that follows *at* in a register kept in order; ``None`` where it may be of either year."""
    if at is None:
        return None
    back = at[1] - month
    if back <= _BACK:
        return at[0], month
    return (at[0] + 1, month) if back >= _TURN else None


def _month_of(cell: str) -> Month | None:
    value = PartialDate.parse(cell).value
    if value is None or value.precision == "y" or value.lo.year != value.hi.year:
        return None
    return value.lo.year, value.lo.month


def _in_order(cells: Sequence[str | None]) -> bool:
    """Whether whole dates mostly follow each other."""
    months = [m for cell in cells[:_LOOKED_AT] if cell and (m := _month_of(cell))]
    steps = [one <= other for one, other in pairwise(months)]
    return sum(steps) >= _IN_ORDER * len(steps)
