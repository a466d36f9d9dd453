"""Columns of dates as another country writes them, 7/6/1986: what order month and day have, the column tells, and
where it does not the other columns of dates, since one program wrote them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import date_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_DATE = r"^\s*([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})(?:\s+\d{1,2}:\d\d(?::\d\d)?(?:\s*[AP]M)?)?\s*$"
_LEAST = 2
"""As many cells that leave one order open as tell that of a column, all of them the same."""
_OF_OTHERS = 5
"""As many in other columns tell that of a column that has none."""
_SAMPLED = 5_000
"""Rows that are looked at for them."""


@define
class DayOrder:
    """Writes dates of one table that end in their year with the year first, piece by piece.

    The first rows tell the order of a column: cells that can be read in one only (12/25/1986), and
    none in the other. Where they do not, the order of every cell stays open.
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
            self._month_first = _orders(frame, sorted(date_fields(self.fields)))
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


def _orders(frame: pl.DataFrame, names: Sequence[str]) -> dict[str, bool]:
    """Whether months stand first in the dates of columns, of those whose order is told."""
    counts = {name: _counts(frame, name) for name in names if name in frame.columns}
    told = {
        name: first > second for name, (first, second) in counts.items() if _tells(first, second)
    }
    told = {name: one for name, one in told.items() if max(counts[name]) >= _LEAST}
    first, second = (sum(count[at] for count in counts.values()) for at in (0, 1))
    if max(first, second) >= _OF_OTHERS and _tells(first, second):
        silent = (name for name, count in counts.items() if not any(count))
        told |= dict.fromkeys(silent, first > second)
    return told


def _tells(first: int, second: int) -> bool:
    """Whether cells leave one order open and none the other."""
    return bool(first) != bool(second)


def _counts(frame: pl.DataFrame, name: str) -> tuple[int, int]:
    """How many cells of a column can only be read with the month first, and how many with the day first."""
    one, two = _numbers(name)
    month_first, day_first = (
        (month.is_between(1, 12) & day.is_between(13, 31)).sum()
        for month, day in ((one, two), (two, one))
    )
    first, second = frame.head(_SAMPLED).select(first=month_first, second=day_first).row(0)
    return first, second


def _numbers(name: str) -> tuple[pl.Expr, pl.Expr]:
    one, two = (pl.col(name).str.extract(_DATE, at).cast(pl.UInt8) for at in (1, 2))
    return one, two
