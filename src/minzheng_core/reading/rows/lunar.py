"""Columns whose heading says that their dates are lunar: 出生日期（农历）; the cells below need not say it again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, field

from minzheng_core.extras import require
from minzheng_core.reading.mapping import PERSON, base_name
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_LUNAR = re.compile("[农農阴陰旧舊夏][历曆]")
_SOLAR = re.compile("[公阳陽新西][历曆元]")
_SAID = "[农農阴陰旧舊夏公阳陽新西][历曆元]"
"""A cell that says its calendar itself is left as it is."""
_DATED = "[0-9０-９一二三四五六七八九十〇○零廿卅正冬腊]"
_DATES = frozenset({FieldKind.EVENT_DATE, FieldKind.BIRTH_DATE})


@define
class Lunar:
    """Writes 农历 before the dates of one table whose heading says so, piece by piece."""

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    notes: NoteBook
    _names: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        dates = {spec.name for spec in self.fields if spec.kind in _DATES}
        dates |= {PERSON + base_name(name) for name in dates}
        self._names = frozenset(
            column.field
            for column in self.mapping.columns
            if column.field in dates and _is_lunar(column.heading)
        )

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        polars = require("polars", "archive")
        for name in self._names.intersection(frame.columns):
            cell = polars.col(name)
            silent = (cell.str.contains(_DATED) & ~cell.str.contains(_SAID)).fill_null(value=False)
            count = int(frame.select(silent.sum()).item())
            if count:
                self.notes.add("IN191", count=count)
                said = polars.concat_str(polars.lit("农历"), cell.str.strip_chars())
                frame = frame.with_columns(
                    polars.when(silent).then(said).otherwise(cell).alias(name)
                )
        return frame


def _is_lunar(heading: str) -> bool:
    """Whether *heading* names the lunar calendar and no other.

    >>> [_is_lunar(text) for text in ("出生日期（农历）", "出生日期(公历)", "生日(农历/公历)")]
    [True, False, False]
    """
    return bool(_LUNAR.search(heading)) and not _SOLAR.search(heading)
