"""A person's name and number in one cell, ``张三 362133…``: parted into the two fields that they are."""

from __future__ import annotations

import re
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

_DIGIT = "[0-9０-９A-Za-zＸｘ×*?？]"
_NUMBER = rf"(?:{_DIGIT}{{13,20}}|[0-9０-９]{{6}}(?:[\s\-—–－]{{1,3}}{_DIGIT}{{2,14}}){{1,3}})"
"""As long as a number that lost or gained some digits; or its region code and the rest in groups."""
_LABEL = r"(?:居民)?身份证(?:件)?(?:号码?|编号)?|证件(?:号码?|编号)|姓\s*名|号码"
_LOOSE = " \t\r\n\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff,，、;；:：/|()（）[]【】-—_。.'‘’`＇"
"""What parts the two, or stands around one of them."""
_NAME = r"^[\p{Han}\x{E000}-\x{F8FF}○□·•・．.*?？\s]{2,}$"
_MOST = 0.5
"""Share of the filled cells that must hold both; a name, where the heading says that both stand there."""
_SAYS_BOTH = re.compile("姓\\s*名.*(?:身份证|证件|号)|(?:身份证|证件|号码).*姓\\s*名", re.DOTALL)


@define
class Together:
    """Parts the columns of one table that hold a name and a number, piece by piece.

    The first piece tells which these are: no column has the other of the two fields, and most cells
    hold both, or only a name below a heading that promises both (not everybody had a number). A
    cell with two numbers is about two persons and stays as it is.
    """

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    notes: NoteBook
    _columns: dict[str, tuple[str, str]] | None = field(default=None, init=False)
    """The columns to part → the fields for the name and for the number."""

    @property
    def parted(self) -> dict[str, tuple[str, str]]:
        """The fields of the columns that are parted → those of the name and of the number."""
        return dict(self._columns or {})

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table, name and number in columns of their own."""
        if self._columns is None:
            self._columns = {
                column: (name, number)
                for column, name, number in self._lone(frame)
                if self._holds_both(frame, column)
            }
            for column in self._columns:
                self.notes.add("IN192", heading=self.mapping.fields[column].heading)
        for column, (name, number) in self._columns.items():
            cell = pl.col(column)
            several = cell.str.count_matches(_NUMBER) > 1
            text = _name_in(cell)
            into = {
                name: pl.when(~several & text.str.contains(_NAME)).then(text),
                number: pl.when(several).then(cell).otherwise(_number_in(cell, text)),
            }
            frame = parted(frame, column, into)
        return frame

    def _lone(self, frame: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
        """Columns of a name without one of the number, or the reverse; and both fields."""
        known = {spec.name: spec.kind for spec in self.fields}
        ids = [name for name, kind in known.items() if kind is FieldKind.ID_NUMBER]
        for number in (*ids, *(PERSON + base_name(name) for name in ids)):
            name = number.removesuffix("id_number") + "name"
            if known.get(name, FieldKind.PERSON_NAME) is not FieldKind.PERSON_NAME:
                continue
            have = [column for column in (name, number) if column in frame.columns]
            if len(have) == 1 and have[0] in self.mapping.fields:
                yield have[0], name, number

    def _holds_both(self, frame: pl.DataFrame, column: str) -> bool:
        cells = frame[column].drop_nulls().to_frame()
        cell = pl.col(column)
        both = _name_in(cell).str.contains(_NAME)
        if not _SAYS_BOTH.search(self.mapping.fields[column].heading):
            both &= cell.str.count_matches(_NUMBER) == 1
        return bool(len(cells)) and int(cells.select(both.sum()).item()) >= _MOST * len(cells)


def _name_in(cell: pl.Expr) -> pl.Expr:
    """What is left of a cell without the number and the words for either."""
    return cell.str.replace(_NUMBER, "").str.replace_all(_LABEL, "").str.strip_chars(_LOOSE)


def _number_in(cell: pl.Expr, name: pl.Expr) -> pl.Expr:
    """The number in a cell; the cell itself where there is neither a number nor a name in it."""
    return pl.coalesce(
        cell.str.extract(f"({_NUMBER})"), pl.when(~name.str.contains(_NAME)).then(cell)
    )
