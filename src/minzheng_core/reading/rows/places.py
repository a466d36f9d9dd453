"""The township that stands around a register instead of in it: in a row of its own, in the title, in the names of
the sheet, the file and its folders. It is told beside the rows; whether it is their office, cleaning judges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.rows.body import PLACE
from minzheng_core.reading.rows.file_words import township_in
from minzheng_core.reading.rows.told import PLACE_TOLD, TOLD_BY
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.schema import FieldSpec

_SECTION, _TITLE, _SHEET, _FILE, _FOLDER = "小标题", "标题", "表名", "文件名", "文件夹名"


@define
class Places:
    """Puts beside the rows of one table what township they are told to be of, and by what."""

    fields: Sequence[FieldSpec]
    titles: Sequence[str]
    names: Sequence[str]
    """What the sheet, the file and its folders are called, the nearest first."""
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
        has_office = any(spec.kind is FieldKind.OFFICE for spec in self.fields)
        self._around = next(found, None) if has_office else None

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        sections = PLACE in frame.columns
        if self._around is None and not sections:
            return frame
        place, by = self._around or (None, None)
        here = pl.col(PLACE) if sections else pl.lit(None, pl.String)
        section = pl.when(here.is_not_null()).then(
            pl.concat_str(pl.lit(f"{_SECTION}“"), here, pl.lit("”"))
        )
        return frame.with_columns(
            pl.coalesce(here, pl.lit(place, pl.String)).alias(PLACE_TOLD),
            pl.coalesce(section, pl.lit(by, pl.String)).alias(TOLD_BY),
        ).drop(PLACE, strict=False)
