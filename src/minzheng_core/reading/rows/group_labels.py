"""Columns that name a place on the first row of a group only, such as 乡镇 once for each township.

Elsewhere a blank cell is a missing datum, and nothing is taken from above it. Here the whole column
shows that nothing is missing: it holds only places, the first row has one, each differs from the one
before, several rows go with each, and few of them come again. Cells that are filled here and there
show none of this. Where the place has a row of its own, in the column that is blank below, it is told as surely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import PERSON, base_name
from minzheng_core.reading.rows.body import SOURCE_ROW
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_PLACE = (
    r"^\s*\p{Han}{1,20}(?:[乡鄉镇鎮村区區]|街道|公社|大队|大隊|社区|农场|林场|政府|管委会|[村居]委会|办事处|公所|"
    r"民政[所办股]|登记处)\s*[:：]?\s*$"
)
_LABELS = 2
"""So many groups at least."""
_ROWS = 3
"""So many rows to a group, on the whole."""
_ALONE = 0.2
"""Share of the groups that may have one row."""
_AGAIN = 2
"""So many groups to a place at most, on the whole."""


@define
class GroupLabels:
    """Writes the label of each group into all its rows, piece by piece; the first piece tells which columns."""

    fields: Sequence[FieldSpec]
    notes: NoteBook
    _columns: tuple[str, ...] | None = field(default=None, init=False)
    _last: dict[str, str | None] = field(factory=dict, init=False)

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        if self._columns is None:
            own = {spec.name for spec in self.fields if spec.kind is not FieldKind.OFFICE}
            others = {SOURCE_ROW, *own}
            self._columns = tuple(
                name
                for name in frame.columns
                if name not in others
                and not name.startswith(("#", PERSON))
                and _labels(frame[name])
            )
        frame = self._below_heads(frame)
        for name in self._columns:
            cells = frame[name]
            above = cells.clear().extend_constant(self._last.get(name), 1).extend(cells)
            meant = above.forward_fill().slice(1)
            given = cells.is_null() & meant.is_not_null()
            if given.any():
                self.notes.add(
                    "IN142", heading=name, rows=frame[SOURCE_ROW].filter(given).to_list()
                )
                frame = frame.with_columns(meant.alias(name))
            self._last[name] = meant[-1] if len(meant) else self._last.get(name)
        return frame

    def _below_heads(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The villages and the like that rows of their own say, in the blank cells of their columns below."""
        for head in [name for name in frame.columns if name.startswith("#domicile_")]:
            below = frame[head].is_not_null()
            for name in frame.columns:
                if base_name(name.removeprefix(PERSON)) != head[1:]:
                    continue
                given = below & frame[name].is_null()
                if given.any():
                    rows = frame[SOURCE_ROW].filter(given).to_list()
                    self.notes.add("IN142", heading=name, rows=rows)
                    frame = frame.with_columns(pl.coalesce(name, head).alias(name))
            frame = frame.drop(head)
        return frame


def _labels(cells: pl.Series) -> bool:
    """Whether *cells* are the places that head groups of rows."""
    if cells.dtype != pl.String or not len(cells) or cells[0] is None:
        return False
    filled = cells.is_not_null()
    said = cells.drop_nulls()
    if not _LABELS <= len(said) <= len(cells) / _ROWS:
        return False
    alone = int((filled & filled.shift(-1, fill_value=True)).sum())
    return bool(
        alone <= _ALONE * len(said)
        and len(said) <= _AGAIN * said.n_unique()
        and said.str.contains(_PLACE).all()
        and (said != said.shift(1)).fill_null(value=True).all()
    )
