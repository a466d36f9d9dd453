"""Columns whose heading says that their dates are lunar: 出生日期（农历）; the cells below need not say it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import date_fields
from minzheng_core.reading.recognition.headings import read_heading
from minzheng_core.values.dates.text import LUNAR_WORD, SOLAR_WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_SAID = "[历曆歷农農阴陰]|[公西]元"
"""A cell that says its calendar itself is left as it is."""
_DATED = "[0-9０-９一二三四五六七八九十〇○零廿卅正冬腊]"


@define
class Lunar:
    """Writes 农历 before the dates of one table whose heading says so, piece by piece."""

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    notes: NoteBook
    _names: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        dates = date_fields(self.fields)
        self._names = frozenset(
            column.field
            for column in self.mapping.columns
            if column.field in dates and _is_lunar(column.heading)
        )

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        for name in self._names.intersection(frame.columns):
            cell = pl.col(name)
            silent = (cell.str.contains(_DATED) & ~cell.str.contains(_SAID)).fill_null(value=False)
            count = int(frame.select(silent.sum()).item())
            if count:
                self.notes.add("IN191", count=count)
                said = pl.concat_str(pl.lit("农历"), cell.str.strip_chars())
                frame = frame.with_columns(pl.when(silent).then(said).otherwise(cell).alias(name))
        return frame


def _is_lunar(heading: str) -> bool:
    """Whether *heading* names the lunar calendar and no other.

    >>> [_is_lunar(text) for text in ("出生日期（農曆）", "生日(农)", "出生日期(公历)", "生日(农历/公历)")]
    [True, True, False, False]
    """
    text = read_heading(heading).squeezed
    return bool(LUNAR_WORD.search(text)) and not SOLAR_WORD.search(text)
