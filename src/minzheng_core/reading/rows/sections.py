"""Rows that name a place and nothing else, 潋江镇 between the records: headings of what stands below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from minzheng_core.extras import require
from minzheng_core.reading.mapping import PERSON, base_name
from minzheng_core.reading.recognition.content import begins_like_a_name
from minzheng_core.reading.rows.body import SOURCE_ROW
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_PLACE = (
    r"^\s*[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})?[)）]?[、.．]?\s*\p{Han}{1,12}"
    r"(?:[乡鄉镇鎮村]|街道|公社|大队|大隊|社区|农场|林场|村委会|居委会|办事处|区公所|民政所|登记处)\s*[:：]?\s*$"
)
_SHORT = 3
"""Characters of a name that may end like a place: 李小村."""
_ITS_OWN = {FieldKind.DOMICILE, FieldKind.OFFICE}
"""Columns in which a place is a datum, though the only one of its record."""
_LEAST_COLUMNS = 3


@define
class Sections:
    """Takes such rows out of one table, piece by piece, and notes them."""

    fields: Sequence[FieldSpec]
    notes: NoteBook

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table without them."""
        cells = [name for name in frame.columns if name != SOURCE_ROW and not name.startswith("#")]
        if len(cells) < _LEAST_COLUMNS:
            return frame
        polars = require("polars", "archive")
        filled = polars.sum_horizontal(polars.col(name).is_not_null() for name in cells)
        lone = frame.filter(filled == 1)
        text = polars.coalesce(cells)
        named = lone.filter(text.str.contains(_PLACE)) if lone.height else lone
        kinds = {
            name: spec.kind
            for spec in self.fields
            for name in (spec.name, PERSON + base_name(spec.name))
        }
        rows = [
            row
            for row, *values in named.select(SOURCE_ROW, *cells).iter_rows()
            if _is_heading(
                *next(
                    (kinds.get(c), v) for c, v in zip(cells, values, strict=True) if v is not None
                )
            )
        ]
        if not rows:
            return frame
        self.notes.add("IN193", rows=rows)
        return frame.filter(~polars.col(SOURCE_ROW).is_in(rows))


def _is_heading(kind: FieldKind | None, text: str) -> bool:
    """Whether a place in a column of *kind* is a heading, rather than what the column is for."""
    if kind in _ITS_OWN:
        return False
    text = text.strip()
    return kind is not FieldKind.PERSON_NAME or len(text) > _SHORT or not begins_like_a_name(text)
