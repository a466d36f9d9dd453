"""Registers without a column of days, whose rows stand below the month or the year of their act: 一九五五年十月.

What such a row of its own says is the date of the records below it; what a title says may be when it was typed.
In a register of one person a record it may be the month of any of several events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define

from minzheng_core.reading.rows.told import SECTION_DATE, SOURCE_ROW
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec


@define
class SectionDates:
    """Writes the dates that stand above the rows of one table into them, piece by piece, where no column has dates."""

    fields: Sequence[FieldSpec]
    notes: NoteBook

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        if SECTION_DATE not in frame.columns:
            return frame
        of_a_couple = any(f.party for f in self.fields)
        event = next((f for f in self.fields if f.kind is FieldKind.EVENT_DATE), None)
        if event is None or event.name in frame.columns or not of_a_couple:
            return frame.drop(SECTION_DATE)
        rows = frame.filter(pl.col(SECTION_DATE).is_not_null())[SOURCE_ROW].to_list()
        self.notes.add("IN262", rows=rows, label=event.label)
        return frame.rename({SECTION_DATE: event.name})
