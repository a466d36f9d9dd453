"""Ditto marks: ``同上``, ``上同``, ``仝前`` and ``〃`` stand for what the row above says in the same column.

A mark of its own (``〃``, ``—〃—``) always means the cell above. So do the words, wherever only the row
above can be meant; in the domicile of a table with both spouses in one row they may mean the other
spouse, and stay as written. Names and numbers belong to their own row: no ditto is followed there,
except for the certificate number of the couple in a table with one person per row. A mark beside
something else (``〃枫林大队``, ``〃02``) stands for that part of the cell above that it takes the place of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.ditto_marks import (
    DOUBLED,
    OF_A_PART,
    SIGN,
    SIGN_OR_DAY,
    SIGN_OR_WORD,
    SIGNS,
    WORDS,
)
from minzheng_core.reading.mapping import field_kinds
from minzheng_core.reading.rows.part_dittos import PART, completed
from minzheng_core.reading.rows.place_dittos import PlaceDittos
from minzheng_core.reading.rows.told import SOURCE_ROW
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_NO_WHOLE = "^\\b$"
"""No ditto that is a whole cell."""
_MARKS = SIGNS + DOUBLED
_SIGNS = {
    SIGN: _MARKS,
    SIGN_OR_WORD: _MARKS + WORDS,
    SIGN_OR_DAY: _MARKS + WORDS,
    _NO_WHOLE: OF_A_PART,
}
"""What a column that holds a ditto holds somewhere."""
_PART_OF_DOMICILE = "_domicile_"
_REPEATED = frozenset(
    (
        FieldKind.EVENT_DATE,
        FieldKind.OFFICE,
        FieldKind.BUSINESS_TYPE,
        FieldKind.ETHNICITY,
        FieldKind.CODE,
        FieldKind.DOMICILE,
        FieldKind.CERTIFICATE_NUMBER,
    )
)
"""Kinds of fields that a hand leaves unwritten because the row above says the same, or a part of it."""
_PART = re.compile(PART)


@define
class Dittos:
    """Writes out the dittos of one table, piece by piece, and notes the rows."""

    fields: Sequence[FieldSpec]
    notes: NoteBook
    couples: bool
    """Whether both spouses stand in one row."""
    _above: dict[str, str | None] = field(factory=dict, init=False)
    """What each column said last, written out; ``None`` where the last cell is blank."""
    _places: PlaceDittos = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._places = PlaceDittos(self.fields, self.notes)

    def written_out(
        self, frame: pl.DataFrame, among: Collection[str] | None = None
    ) -> pl.DataFrame:
        """The next piece of the table with every ditto replaced by the text above.

        *among* are the columns that may hold one, where that is known.
        """
        kinds = dict(self._repeated(frame.columns))
        patterns = {name: self._pattern(name, kind) for name, kind in kinds.items()}
        told = among
        among = self._among(frame, patterns) if among is None else among
        rows: set[int] = set()
        for name, pattern in patterns.items():
            if name in among:
                above = self._above.get(name)
                frame = self._followed(frame, name, pattern, rows)
                frame = self._completed(frame, name, kinds[name], above, rows)
            else:
                self._above[name] = frame[name][-1]
        if self.couples and not frame.is_empty():
            frame = self._places.written_out(frame, rows, told)
        if rows:
            self.notes.add("IN175", rows=sorted(rows))
        return frame

    def _among(self, frame: pl.DataFrame, patterns: Mapping[str, str]) -> set[str]:
        """The columns that have one of their signs somewhere: most have none."""
        asked = [_held(name, _SIGNS[pattern]) for name, pattern in patterns.items()]
        held = frame.select(asked).row(0, named=True) if asked else {}
        return {name for name, has in held.items() if has}

    def _followed(
        self, frame: pl.DataFrame, name: str, pattern: str, rows: set[int]
    ) -> pl.DataFrame:
        """*frame* with the dittos of one column replaced; their rows are added to *rows*."""
        cells = frame[name]
        ditto = cells.str.contains(pattern).fill_null(value=False)
        if not ditto.any():
            self._above[name] = cells[-1]
            return frame
        # A blank cell is something said too: nothing is taken from above it.
        said = cells.fill_null("").set(ditto, None)
        if ditto[0]:
            said = said.scatter(0, self._above.get(name) or "")
        meant = said.forward_fill()
        followed = ditto & (meant != "")
        cells = meant.zip_with(followed, cells)
        rows.update(frame[SOURCE_ROW].filter(followed).to_list())
        self._above[name] = None if ditto[-1] and not followed[-1] else cells[-1]
        return frame.with_columns(cells.alias(name))

    def _completed(
        self, frame: pl.DataFrame, name: str, kind: FieldKind, above: str | None, rows: set[int]
    ) -> pl.DataFrame:
        """*frame* with the dittos of a part of the cell above completed in one column, the last before it being *above*."""
        held = _held(name, OF_A_PART)
        if not frame.select(held).item() or not frame[name].str.contains(PART).any():
            return frame
        cells: list[str | None] = []
        for row, cell in frame.select(SOURCE_ROW, name).iter_rows():
            whole = completed(cell, above, kind) if cell and above and _PART.search(cell) else None
            if whole:
                rows.add(row)
            above = whole or cell
            cells.append(above)
        self._above[name] = above
        return frame.with_columns(pl.Series(name, cells, dtype=pl.String))

    def _pattern(self, name: str, kind: FieldKind) -> str:
        """What a whole cell is that is a ditto."""
        if kind is FieldKind.EVENT_DATE:
            return SIGN_OR_DAY
        if not self.couples:
            return SIGN_OR_WORD
        if kind is FieldKind.CERTIFICATE_NUMBER:
            return _NO_WHOLE
        of_place = kind is FieldKind.DOMICILE or _PART_OF_DOMICILE in name
        return SIGN if of_place else SIGN_OR_WORD

    def _repeated(self, columns: Sequence[str]) -> list[tuple[str, FieldKind]]:
        """The columns that may hold dittos; in a table of one person a row they have no party yet."""
        kinds = field_kinds(s for s in self.fields if s.kind in _REPEATED or s.repeated)
        return [(name, kinds[name]) for name in columns if name in kinds]


def _held(name: str, signs: str) -> pl.Expr:
    """Whether a column has one of the *signs* somewhere: it is looked through fastest as one text."""
    return pl.col(name).str.join("").str.contains(f"[{signs}]").fill_null(value=False)
