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
    from collections.abc import Collection, Mapping, Sequence

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
        may = both if among is None else [name for name in both if name in among]
        ditto = {
            name: frame[name].str.contains(SIGN_OR_WORD).fill_null(value=False) for name in may
        }
        if self._of_the_first is None:
            self._of_the_first = second[0] in ditto and bool(ditto[second[0]][0])
        written = self._written(frame, both, ditto, rows)
        self._above = {name: written[name].get(frame.height - 1, frame[name][-1]) for name in both}
        return frame.with_columns(
            frame[name].scatter(list(cells), pl.Series(list(cells.values())))
            for name, cells in written.items()
            if cells
        )

    def _written(
        self,
        frame: pl.DataFrame,
        both: tuple[str, str],
        ditto: Mapping[str, pl.Series],
        rows: set[int],
    ) -> dict[str, dict[int, str]]:
        """What is written out of the cells of *both* columns that are a *ditto*, by their places."""
        written: dict[str, dict[int, str]] = {name: {} for name in both}
        places = [
            (at, both.index(name)) for name, cells in ditto.items() for at in cells.arg_true()
        ]
        of_the_other: list[int] = []

        def said(name: str, at: int) -> str | None:
            if at < 0:
                return self._above.get(name)
            return written[name].get(at) or frame[name][at]

        for at, which in sorted(places):
            name, of_the_first = both[which], which and self._of_the_first
            above, beside = said(name, at - 1), said(both[0], at)
            meant = beside if of_the_first else above
            clear = not which or of_the_first or above == beside
            if not clear or not meant or _DITTO.fullmatch(meant):
                continue
            written[name][at] = meant
            if meant == above:
                rows.add(frame[SOURCE_ROW][at])
            else:
                of_the_other.append(frame[SOURCE_ROW][at])
        if of_the_other:
            self.notes.add("IN268", rows=of_the_other)
        return written
