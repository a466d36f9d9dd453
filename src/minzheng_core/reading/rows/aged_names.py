"""A person's name and age in one cell, ``张三（26岁）``: parted into the two fields that they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import PERSON, base_name
from minzheng_core.reading.rows.parted import parted
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_AGED = (
    r"^\s*([\p{Han}·•\s]{2,}?)\s*[（(]\s*((?:周岁|虚岁)?\s*\d{2}\s*(?:周岁|虚岁|岁)?)\s*[)）]\s*$"
)
_MOST = 0.5
"""Share of the filled cells that must hold both."""


@define
class AgedNames:
    """Parts the columns of one table that hold names with ages, piece by piece.

    The first piece tells which these are: no column has the ages, and most cells hold both.
    """

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    notes: NoteBook
    _columns: dict[str, str] | None = field(default=None, init=False)
    """The columns to part → the fields for the ages."""

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table, names and ages in columns of their own."""
        if self._columns is None:
            self._columns = dict(self._both(frame))
            for name in self._columns:
                self.notes.add("IN149", heading=self.mapping.fields[name].heading)
        for name, age in self._columns.items():
            cell = pl.col(name)
            into = {
                name: pl.coalesce(cell.str.extract(_AGED, 1), cell),
                age: cell.str.extract(_AGED, 2),
            }
            frame = parted(frame, name, into)
        return frame

    def _both(self, frame: pl.DataFrame) -> Iterator[tuple[str, str]]:
        """The columns with both, each with the field for the age."""
        known = {spec.name: spec.kind for spec in self.fields}
        ages = [name for name, kind in known.items() if kind is FieldKind.AGE]
        for age in dict.fromkeys((*ages, *(PERSON + base_name(name) for name in ages))):
            name = age.removesuffix("age") + "name"
            if age in frame.columns or name not in frame.columns or name not in self.mapping.fields:
                continue
            cells = frame[name].drop_nulls()
            if len(cells) and int(cells.str.contains(_AGED).sum()) >= _MOST * len(cells):
                yield name, age
