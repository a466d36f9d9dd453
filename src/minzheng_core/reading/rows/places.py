"""The township that stands around a register instead of in it: in a row of its own, in the title, in the names of
the sheet, the file and its folders. It is told beside the rows; whether it is their office, cleaning judges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.rows.file_words import township_in
from minzheng_core.reading.rows.told import PLACE, PLACE_TOLD, TOLD_BY
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_SECTION, _TITLE, _SHEET, _FILE, _FOLDER = "小标题", "标题", "表名", "文件名", "文件夹名"


@define
class Places:
    """Puts beside the rows of one table what township they are told to be of, and by what."""

    fields: Sequence[FieldSpec]
    notes: NoteBook
    titles: Sequence[str]
    names: Sequence[str]
    """What the sheet, the file and its folders are called, the nearest first."""
    _office: str | None = field(init=False)
    _around: tuple[str, str] | None = field(init=False)

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

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
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
