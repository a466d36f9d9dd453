"""Columns that name a place on the first row of a group only, such as 乡镇 once for each township, or a day.

Elsewhere a blank cell is a missing datum, and nothing is taken from above it. Here the whole column
shows that nothing is missing: it holds only places, the first row has one, each differs from the one
before, several rows go with each, and few of them come again. Cells that are filled here and there
show none of this. Days must follow each other, too. Where the place has a row of its own, in the column that is blank below, it is told as surely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import PERSON, base_name
from minzheng_core.reading.rows.told import SOURCE_ROW
from minzheng_core.schema import FieldKind
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_PLACE = (
    r"^\s*\p{Han}{1,20}(?:[乡鄉镇鎮村区區]|街道|公社|大队|大隊|社区|农场|林场|政府|管委会|[村居]委会|办事处|公所|"
    r"民政[所办股]|登记处)\s*[:：]?\s*$"
)
_DAY = r"^\s*(?:19|20)?\d\d\s*[年./\-]\s*\d{1,2}\s*[月./\-]\s*\d{1,2}\s*日?\s*$"
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
    of_days: bool = False
    """Whether the days of the acts are looked at, once they are written out, rather than places."""
    _columns: tuple[str, ...] | None = field(default=None, init=False)
    _last: dict[str, str | None] = field(factory=dict, init=False)

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        if self._columns is None:
            self._columns = tuple(self._days(frame) if self.of_days else self._places(frame))
        if not self.of_days:
            frame = self._below_heads(frame)
        for name in self._columns:
            cells = frame[name]
            above = cells.clear().extend_constant(self._last.get(name), 1).extend(cells)
            meant = above.forward_fill().slice(1)
            given = cells.is_null() & meant.is_not_null()
            if given.any():
                rows = frame[SOURCE_ROW].filter(given).to_list()
                self.notes.add("IN142", heading=self._called(name), rows=rows)
                frame = frame.with_columns(meant.alias(name))
            self._last[name] = meant[-1] if len(meant) else self._last.get(name)
        return frame

    def _called(self, name: str) -> str:
        return next((spec.label for spec in self.fields if spec.name == name), name)

    def _places(self, frame: pl.DataFrame) -> Iterator[str]:
        own = {spec.name for spec in self.fields if spec.kind is not FieldKind.OFFICE}
        for name in frame.columns:
            asked = name not in {SOURCE_ROW, *own} and not name.startswith(("#", PERSON))
            if asked and _labels(frame[name], _PLACE):
                yield name

    def _days(self, frame: pl.DataFrame) -> Iterator[str]:
        event = next((f.name for f in self.fields if f.kind is FieldKind.EVENT_DATE), None)
        if event in frame.columns and _labels(frame[event], _DAY):
            values = [PartialDate.parse(cell).value for cell in frame[event].drop_nulls()]
            days = [value.lo for value in values if value is not None]
            if len(days) == len(values) and days == sorted(days):
                yield event

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
                    self.notes.add("IN142", heading=self._called(name), rows=rows)
                    frame = frame.with_columns(pl.coalesce(name, head).alias(name))
            frame = frame.drop(head)
        return frame


def _labels(cells: pl.Series, form: str) -> bool:
    """Whether *cells*, all of a *form*, head groups of rows."""
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
        and said.str.contains(form).all()
        and (said != said.shift(1)).fill_null(value=True).all()
    )
