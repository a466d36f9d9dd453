"""Columns of lunar dates, whose cells need not say it again: the heading says so, 出生日期（农历）, or how the
others are written, 腊月廿八, 三月初五. Between them 八月十八 is lunar, too; 八月十八日 may be of either calendar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import date_fields
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.rows.told import SOURCE_ROW
from minzheng_core.values.dates.text import LUNAR_WORD, SOLAR_WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_SAID = "[历曆歷农農阴陰]|[公西]元"
"""A cell that says its calendar itself is left as it is."""
_WRITTEN_LUNAR = (
    r"[正冬腊臘]月|月\s*初[一二三四五六七八九十]\s*$|月\s*[廿卄念][一二三四五六七八九]?\s*$"
)
_WRITTEN_SOLAR = r"月\s*[一二三四五六七八九十]\s*$"
"""The first ten days of a lunar month have 初 before them."""
_WRITTEN_EITHER = (
    r"[一二三四五六七八九十]月\s*(?:十[一二三四五六七八九]|二十[一二三四五六七八九]?|三十)\s*$"
)
_TELLING = 3
"""So many dates of a column must be written as lunar ones are."""
_DATED = "[0-9０-９一二三四五六七八九十〇○零廿卅正冬腊]"


@define
class Lunar:
    """Writes 农历 before the dates of one table whose heading says so, or the other dates of their column.

    Piece by piece; the first piece tells of a column how it is written.
    """

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    notes: NoteBook
    _names: frozenset[str] = field(init=False)
    _dates: frozenset[str] = field(init=False)
    _written: frozenset[str] | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        dates = date_fields(self.fields)
        self._dates = frozenset(dates)
        self._names = frozenset(
            column.field
            for column in self.mapping.columns
            if column.field in dates and _is_lunar(column.heading)
        )

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        if self._written is None:
            names = self._dates.intersection(frame.columns) - self._names
            self._written = frozenset(name for name in names if _written_lunar(frame[name]))
        for name in sorted(self._names.intersection(frame.columns)):
            frame = self._said(frame, name, "IN191", pl.col(name).str.contains(_DATED))
        for name in sorted(self._written.intersection(frame.columns)):
            frame = self._said(frame, name, "IN138", pl.col(name).str.contains(_WRITTEN_EITHER))
        return frame

    def _said(self, frame: pl.DataFrame, name: str, code: str, meant: pl.Expr) -> pl.DataFrame:
        """*frame* with 农历 before the cells of a column that are *meant* and do not say their calendar."""
        cell = pl.col(name)
        silent = (meant & ~cell.str.contains(_SAID)).fill_null(value=False)
        rows = frame.filter(silent)[SOURCE_ROW].to_list()
        if not rows:
            return frame
        heading = next((c.heading for c in self.mapping.columns if c.field == name), "日期")
        self.notes.add(code, rows=rows, heading=heading)
        said = pl.concat_str(pl.lit("农历"), cell.str.strip_chars())
        return frame.with_columns(pl.when(silent).then(said).otherwise(cell).alias(name))


def _written_lunar(cells: pl.Series) -> bool:
    """Whether *cells* hold dates written as only lunar ones are, and none as these never are.

    >>> import polars as pl
    >>> _written_lunar(pl.Series(["腊月廿八", "三月初五", "正月十三", "八月十八"]))
    True
    """
    lunar = int(cells.str.contains(_WRITTEN_LUNAR).sum())
    return lunar >= _TELLING and not cells.str.contains(_WRITTEN_SOLAR).any()


def _is_lunar(heading: str) -> bool:
    """Whether *heading* names the lunar calendar and no other.

    >>> [_is_lunar(text) for text in ("出生日期（農曆）", "生日(农)", "出生日期(公历)", "生日(农历/公历)")]
    [True, True, False, False]
    """
    text = read_heading(heading).squeezed
    return bool(LUNAR_WORD.search(text)) and not SOLAR_WORD.search(text)
