"""Days that a workbook of the 1904 date system counts, left as numbers by a cell without a date format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.reading.mapping import date_fields
from minzheng_core.values.dates.digits import EPOCHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_SERIAL = r"^[1-9][0-9]{4}$"
"""Five digits: a day from May 1931 on. Fewer may be a year, more a date without separators."""
_BEFORE = "50000"


@frozen
class Serials:
    """Writes the days of one table that are counted from 1904 as dates, piece by piece.

    Limitations: only .xlsx tells the date system of its numbers.
    """

    fields: Sequence[FieldSpec]
    notes: NoteBook

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        dates = date_fields(self.fields)
        first = pl.lit(EPOCHS[1904])
        for name in frame.columns:
            if name not in dates:
                continue
            cell = pl.col(name)
            counted = cell.str.contains(_SERIAL) & (cell < _BEFORE)
            count = int(frame.select(counted.sum()).item() or 0)
            if not count:
                continue
            self.notes.add("IN188", count=count)
            days = pl.duration(days=pl.when(counted).then(cell).cast(pl.Int64))
            frame = frame.with_columns(
                pl.when(counted).then((first + days).cast(pl.String)).otherwise(cell).alias(name)
            )
        return frame
