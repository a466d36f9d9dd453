"""The township that stands around a register instead of in its column of offices: in a column that only says 公社, in a
row of its own, in the title, in the names of the sheet, the file and its folders. It is told beside the rows; whether
it is their office, cleaning judges.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.ditto_marks import followed
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.rows.file_words import township_in
from minzheng_core.reading.rows.told import PLACE, PLACE_TOLD, TOLD_BY
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_SECTION, _TITLE, _SHEET, _FILE, _FOLDER = "小标题", "标题", "表名", "文件名", "文件夹名"
_COLUMN = re.compile(
    "(?:所[在属])?(?:区乡镇?|乡镇公社|公社乡镇|乡镇街道|乡镇|镇乡|人民公社|公社|苏木乡镇|苏木|[乡镇])(?:名称?|别)?"
)
"""A heading of townships that says neither that they registered nor that somebody lives there."""
_TOWNSHIP = "(?:[乡鄉镇鎮]|公社|街道|苏木)$"
_OF_THE_COUNTY = re.compile("民政[局科股]|县(?:人民)?(?:政府|革[委命])")
"""A title of a register that the county itself kept."""
_EACH = "每行所写的乡镇"
"""What the remark says of a column of townships."""


@define
class Places:
    """Puts beside the rows of one table what township they are told to be of, and by what."""

    fields: Sequence[FieldSpec]
    notes: NoteBook
    titles: Sequence[str]
    names: Sequence[str]
    """What the sheet, the file and its folders are called, the nearest first."""
    unread: Sequence[str] = ()
    """The columns that are no field."""
    _column: str | None = field(init=False)
    _office: str | None = field(init=False)
    _around: tuple[str, str] | None = field(init=False)
    _said: str | None = field(default=None, init=False)
    """What the column of townships said last, dittos written out."""

    def __attrs_post_init__(self) -> None:
        words = (_SHEET, _FILE, *[_FOLDER] * len(self.names))
        said = [(_TITLE, text) for text in self.titles]
        said += list(zip(words, self.names, strict=False))
        found = (
            (place, f"{word}“{text.strip()}”")
            for word, text in said
            if (place := township_in(text))
        )
        offices = (f.name for f in self.fields if f.kind is FieldKind.OFFICE and not f.earlier_of)
        self._office = next(offices, None)
        self._around = next(found, None)
        townships = [name for name in self.unread if _COLUMN.fullmatch(read_heading(name).squeezed)]
        county = any(_OF_THE_COUNTY.search(text) for text in (*self.titles, *self.names))
        self._column = townships[0] if len(townships) == 1 and not county else None

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        if self._office is not None and self._column in frame.columns:
            return self._by_column(frame.drop(PLACE, strict=False), self._column)
        sections = PLACE in frame.columns
        if self._office is None or (self._around is None and not sections):
            return frame.drop(PLACE, strict=False)
        place, by = self._around or (None, None)
        here = pl.col(PLACE) if sections else pl.lit(None, pl.String)
        section = pl.when(here.is_not_null()).then(
            pl.concat_str(pl.lit(f"{_SECTION}“"), here, pl.lit("”"))
        )
        frame = frame.with_columns(
            pl.coalesce(here, pl.lit(place, pl.String)).alias(PLACE_TOLD),
            pl.coalesce(section, pl.lit(by, pl.String)).alias(TOLD_BY),
        ).drop(PLACE, strict=False)
        self._note(frame)
        return frame

    def _by_column(self, frame: pl.DataFrame, name: str) -> pl.DataFrame:
        """With the townships of a column; where it has none, nothing else tells one."""
        # A ditto at the beginning of a piece is of the end of the one before.
        here = pl.Series([self._said], dtype=pl.String).append(frame[name].cast(pl.String))
        written = pl.select(followed(pl.lit(here))).to_series()
        self._said = written[-1] or None
        place = pl.lit(written.slice(1)).str.strip_chars()
        frame = frame.with_columns(
            pl.when(place.str.contains(_TOWNSHIP)).then(place).alias(PLACE_TOLD),
            pl.lit(f"“{name}”一栏").alias(TOLD_BY),
        )
        told = pl.col(PLACE_TOLD).is_not_null()
        self._note(frame.with_columns(pl.when(told).then(pl.lit(_EACH)).alias(PLACE_TOLD)))
        return frame

    def _note(self, frame: pl.DataFrame) -> None:
        """Say what empty offices will be filled with, unless the rows deny it."""
        empty = (
            frame
            if self._office not in frame.columns
            else frame.filter(pl.col(self._office).is_null())
        )
        for place, by in (
            empty.select(PLACE_TOLD, TOLD_BY).drop_nulls().unique().sort(TOLD_BY).rows()
        ):
            self.notes.add("IN147", place=place, by=by)
