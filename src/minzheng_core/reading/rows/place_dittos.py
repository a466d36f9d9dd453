"""同上 in the domiciles of couples in one row: of the first party it means the row above, of the other one the row above
or the first party.

Which of both is told where they say the same, and by a table whose first row already says 同上 of the second party: nothing
stands above it. Elsewhere it stays as written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.ditto_marks import SIGN_OR_WORD
from minzheng_core.reading.rows.told import SOURCE_ROW
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_DITTO = re.compile(SIGN_OR_WORD)


@define
class PlaceDittos:
    """Writes out the words for a ditto in the domiciles of one table, piece by piece."""

    fields: Sequence[FieldSpec]
    notes: NoteBook
    _above: dict[str, str | None] = field(factory=dict, init=False)
    """What each column said last, written out; ``None`` before the first row."""
    _of_the_first: bool | None = field(default=None, init=False)
    """Whether the second party's 同上 means the first one, as the first row tells."""

    def written_out(
        self, frame: pl.DataFrame, rows: set[int], among: Collection[str] | None = None
    ) -> pl.DataFrame:
        """The next piece; the rows of what was written out are added to *rows*.

        *among* are the columns that may hold a ditto, where that is known.
        """
        names = [f.name for f in self.fields if f.kind is FieldKind.DOMICILE and f.party]
        first, *second = [name for name in frame.columns if name in names] or [""]
        if not first or len(second) != 1:
            return frame
        both = (first, second[0])
        may = both if among is None else tuple(name for name in both if name in among)
        if not any(frame[name].str.contains(SIGN_OR_WORD).any() for name in may):
            self._above = {name: frame[name][-1] for name in both}
            self._of_the_first = self._of_the_first or False
            return frame
        cells = {name: frame[name].to_list() for name in both}
        of_the_other = []
        for at, row in enumerate(frame[SOURCE_ROW].to_list()):
            for name, beside in ((first, None), (second[0], cells[first][at])):
                cell = cells[name][at]
                ditto = cell is not None and _DITTO.fullmatch(cell) is not None
                if name != first and self._of_the_first is None:
                    self._of_the_first = ditto
                above = self._above.get(name)
                meant = beside if name != first and self._of_the_first else above
                clear = name == first or self._of_the_first or above == beside
                if ditto and clear and meant and not _DITTO.fullmatch(meant):
                    cells[name][at] = meant
                    if meant == above:
                        rows.add(row)
                    else:
                        of_the_other.append(row)
                self._above[name] = cells[name][at]
        if of_the_other:
            self.notes.add("IN268", rows=of_the_other)
        return frame.with_columns(
            pl.Series(name, column, dtype=pl.String) for name, column in cells.items()
        )
