"""Identity numbers that were floating-point numbers before they became text.

A program that writes a column of floats with all their digits (``%.0f``, or a float turned into an
integer) makes up the last two or three of eighteen: what is written looks like a number and ends
like one. A float of that size is a multiple of 16, one number in sixteen is that by chance, and a
whole column of them never.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.files.cells import known_digits
from minzheng_core.reading.mapping import field_kinds
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_LONG = r"^[1-9][0-9]{17}$"
_STEP = 16
"""Between floats of 18 digits lie at least so many whole numbers (IEEE 754, 53 bits)."""
_LEAST = 8
"""So many different numbers tell: eight multiples of 16 by chance are one column in four thousand million."""
_LOOK = 64
"""So many cells show of almost every column that its numbers are as they were written."""


@define
class Rounded:
    """Takes the digits that a float made up out of the numbers of one table (000), piece by piece.

    Limitations: a column with some numbers that were text all along is not seen.
    """

    fields: Sequence[FieldSpec]
    notes: NoteBook
    _known: set[str] = field(factory=set, init=False)

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        kinds = field_kinds(self.fields)
        for name in frame.columns:
            if kinds.get(name) is not FieldKind.ID_NUMBER:
                continue
            if not _may_be_rounded(frame[name].head(_LOOK)):
                continue  # as almost every column: the rest of it need not be read
            rows = frame[name].str.contains(_LONG).arg_true()
            written = frame[name].gather(rows)
            if not len(written) or not _may_be_rounded(written):
                continue
            if name not in self._known and written.n_unique() < _LEAST:
                continue
            self._known.add(name)
            told = [known_digits(float(text)) for text in written.to_list()]
            kept = pl.Series(told, dtype=pl.String)
            if made_up := int((kept != written).sum()):
                self.notes.add("IN166", count=made_up)
                frame = frame.with_columns(frame[name].clone().scatter(rows, kept))
        return frame


def _may_be_rounded(cells: pl.Series) -> bool:
    """Whether no number of 18 digits among *cells* lies between two floats."""
    long = cells.filter(cells.str.contains(_LONG)).cast(pl.Int64)
    return bool(((long % _STEP) == 0).all())
