"""Other headings far down a long text, with rows below them that are read under the wrong names.

Shorter texts and sheets are divided where other headings begin
(:mod:`~minzheng_core.reading.rows.areas`); a long text is read as it comes, and a remark says where
it should have been divided.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.schema import FieldSpec

_LEAST = 3
"""Fields that a row has to name, and half of its cells."""
_OF_DIGITS = (FieldKind.ID_NUMBER, FieldKind.EVENT_DATE, FieldKind.BIRTH_DATE)
"""Kinds of columns in which nearly every cell begins with a digit, and no heading does."""
_LOOKED_AT = 200
"""Rows of a batch that are looked at closely."""
_TELLING = r"^[^\d'\s]"


@frozen
class HeadingsBelow:
    """Finds rows that say headings in the columns of *kinds*."""

    fields: Sequence[FieldSpec]
    kinds: tuple[FieldKind | None, ...]

    def rows(self, frame: pl.DataFrame) -> list[int]:
        """The positions of such rows in *frame*, which has the columns ``c0``, ``c1``, …"""
        at = next((f"c{i}" for i, kind in enumerate(self.kinds) if kind in _OF_DIGITS), None)
        if at is None or at not in frame.columns:
            return []
        telling = pl.col(at).str.contains(_TELLING).fill_null(value=False)
        suspects = frame.select(telling.arg_true()).to_series().head(_LOOKED_AT)
        if suspects.is_empty():
            return []
        cells = frame[suspects].select(f"c{i}" for i in range(len(self.kinds)))
        pairs = zip(suspects, cells.iter_rows(), strict=True)
        return [position for position, row in pairs if self._says_headings(row)]

    def _says_headings(self, row: Sequence[str | None]) -> bool:
        words = [cell for cell in row if cell]
        if len(words) < _LEAST or any(map(str.isdigit, "".join(words))):
            return False
        return self._index.known(words) >= max(_LEAST, len(words) // 2)

    @cached_property
    def _index(self) -> FieldIndex:
        return FieldIndex(self.fields)
