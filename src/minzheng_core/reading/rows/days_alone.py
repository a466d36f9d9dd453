"""Days written without their month, which a register says once: in the title, the name of the sheet, a row of its own
(5月份), or a column of months far from the days. The year comes from where other dates without one have it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.rows.told import MONTH, SOURCE_ROW
from minzheng_core.reading.rows.year_words import month_of_section
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_DAY = r"^\s*(0?[1-9]|[12][0-9]|3[01])(?:\.0)?\s*[日号]?\s*$"
_IN_WORDS = r"^\s*((?:[二三]?十|廿|卅)?[一二三四五六七八九十]|廿|卅)\s*[日号]\s*$"

_MONTHS = re.compile("(?:登记|发证|领证|办证)?月份?")
"""The name of a column of months."""


def _whole(cell: str) -> str:
    """The month of a cell with its word: 5月 for 5."""
    return re.sub(r"\s*(?:\.0)?\s*(?:月份?)?\s*$", "月", cell, count=1)


@define
class DaysAlone:
    """Writes the month before the days of one table that lack it, piece by piece, and notes the rows."""

    fields: Sequence[FieldSpec]
    notes: NoteBook
    _event: FieldSpec | None = field(init=False)
    _month: int | None = field(default=None, init=False)
    """The month that the column of months said last."""

    def __attrs_post_init__(self) -> None:
        self._event = next((f for f in self.fields if f.kind is FieldKind.EVENT_DATE), None)

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        frame = self._with_a_column_of_months(frame)
        if MONTH not in frame.columns:
            return frame
        if self._event is not None and self._event.name in frame.columns:
            frame = self._with_months(frame, self._event)
        return frame.drop(MONTH)

    def _with_a_column_of_months(self, frame: pl.DataFrame) -> pl.DataFrame:
        """With the months of a column that is no part of a date; one written once is that of the rows below it."""
        name = next((name for name in frame.columns if _MONTHS.fullmatch(name)), None)
        if name is None:
            return frame
        said = frame[name].drop_nulls().unique().to_list()
        known = {cell: month_of_section(_whole(cell)) for cell in said}
        own = frame[name].replace_strict(known, default=None, return_dtype=pl.Int32)
        own = own.forward_fill()
        if self._month is not None:
            own = own.fill_null(self._month)
        self._month = own[-1] if own.len() else self._month
        if MONTH in frame.columns:
            own = own.fill_null(frame[MONTH])
        return frame.with_columns(own.alias(MONTH)) if own.count() else frame

    def _with_months(self, frame: pl.DataFrame, event: FieldSpec) -> pl.DataFrame:
        cell = pl.col(event.name)
        day = pl.coalesce(cell.str.extract(_DAY), cell.str.extract(_IN_WORDS))
        whole = pl.concat_str(pl.col(MONTH), pl.lit("月"), day, pl.lit("日"))
        frame = frame.with_columns(pl.when(pl.col(MONTH) > 0).then(whole).alias("#whole"))
        found = frame.filter(pl.col("#whole").is_not_null())
        if found.height:
            rows = found[SOURCE_ROW].to_list()
            self.notes.add("IN253", rows=rows, label=event.label)
            frame = frame.with_columns(pl.coalesce("#whole", event.name).alias(event.name))
        return frame.drop("#whole")
