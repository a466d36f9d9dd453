"""Columns of dates as another country writes them, 7/6/1986: what order month and day have, the column tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import date_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_DATE = r"^\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:\s+0{1,2}:00(?::00)?)?\s*$"
_LEAST = 5
"""As many cells that leave one order open as tell that of a column, all of them the same."""
_SAMPLED = 5_000
"""Rows that are looked at for them."""


@define
class DayOrder:
    """Writes dates of one table that end in their year with the year first, piece by piece.

    The first rows tell the order of a column: enough of its cells can be read in one only
    (12/25/1986), and none in the other. Where they do not, the order of every cell stays open.
    """

    fields: Sequence[FieldSpec]
    notes: NoteBook
    _month_first: dict[str, bool] | None = field(default=None, init=False)
    """The columns whose order is known → whether the month stands first."""

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        if self._month_first is None:
            if not frame.height:
                return frame
            found = {name: _order(frame, name) for name in date_fields(self.fields)}
            self._month_first = {
                name: one for name, one in sorted(found.items()) if one is not None
            }
        for name, first in self._month_first.items():
            cell = pl.col(name)
            one, two = _numbers(name)
            either = one.is_between(1, 12) & two.is_between(1, 12) & (one != two)
            count = int(frame.select(either.sum()).item())
            if count:
                self.notes.add("IN195", count=count, order="月/日/年" if first else "日/月/年")
            parts = (one, two) if first else (two, one)
            texts = (number.cast(pl.String) for number in parts)
            text = pl.concat_str([cell.str.extract(_DATE, 3), *texts], separator="-")
            known = pl.when(either.fill_null(value=False)).then(text).otherwise(cell)
            frame = frame.with_columns(known.alias(name))
        return frame


def _order(frame: pl.DataFrame, name: str) -> bool | None:
    """Whether months stand first in the dates of a column; nothing where it does not tell."""
    if name not in frame.columns:
        return None
    one, two = _numbers(name)
    month_first, day_first = (
        (month.is_between(1, 12) & day.is_between(13, 31)).sum()
        for month, day in ((one, two), (two, one))
    )
    counts = frame.head(_SAMPLED).select(first=month_first, second=day_first)
    first, second = counts.row(0)
    return None if max(first, second) < _LEAST or min(first, second) else first > second


def _numbers(name: str) -> tuple[pl.Expr, pl.Expr]:
    one, two = (pl.col(name).str.extract(_DATE, at).cast(pl.UInt8) for at in (1, 2))
    return one, two
