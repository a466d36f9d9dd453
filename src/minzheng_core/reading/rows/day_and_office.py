"""The day and the office of an act in one cell, ``1996.2.5 俞村乡政府`` (何时何地登记): parted into both fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_COUNT = "[0-9０-９〇○零一二三四五六七八九十廿卅正元冬腊初]"
_DIGIT = "[0-9０-９]"
_YEAR = rf"(?:{_DIGIT}{{4}}|{_DIGIT}{{2}}|[〇○零一二三四五六七八九]{{2,4}})"
_DAY = (
    rf"(?:农历|阴历)?(?:{_YEAR}\s*年\s*)?{_COUNT}{{1,3}}\s*月\s*{_COUNT}{{1,3}}\s*[日号]"
    rf"|{_YEAR}\s*[.．/\-－—、年]\s*{_DIGIT}{{1,2}}\s*[.．/\-－—、月]\s*{_DIGIT}{{1,2}}(?:\s*[日号])?"
    rf"|{_DIGIT}{{8}}"
)
_BETWEEN = r"[\s,，、;；:：/|]*"
_OFFICE = r"\p{Han}{1,20}?(?:政府|公社|[乡镇鄉鎮]|街道|民政[局科所股]|(?:登记|办事)[处所]|革委会|委员会|管委会|[县区市])"
_SAID = "(?:(?:婚姻)?登记|办理?|领证|结婚|离婚)*"
_DAY_FIRST = rf"^\s*({_DAY}){_BETWEEN}[在于由]?\s*({_OFFICE}){_SAID}\s*$"
_OFFICE_FIRST = rf"^\s*({_OFFICE}){_BETWEEN}({_DAY}){_SAID}\s*$"
_MOST = 0.5
"""Share of the filled cells that must hold both."""


@define
class DayAndOffice:
    """Parts the column of one table that holds days with offices, piece by piece.

    The first piece tells which it is: no column has the office, and most cells hold both.
    """

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    notes: NoteBook
    _columns: dict[str, str] | None = field(default=None, init=False)
    """The columns to part → the fields for the offices."""

    @property
    def parted(self) -> dict[str, tuple[str, str]]:
        """The fields of the columns that are parted → those of the day and of the office."""
        return {day: (day, office) for day, office in (self._columns or {}).items()}

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table, days and offices in columns of their own."""
        if self._columns is None:
            self._columns = dict(self._both(frame))
            for day in self._columns:
                self.notes.add("IN124", heading=self.mapping.fields[day].heading)
        for day, office in self._columns.items():
            cell = pl.col(day)
            order = [c for one in frame.columns for c in ((day, office) if one == day else (one,))]
            frame = frame.with_columns(
                _either(cell, day=True).fill_null(cell).alias(day),
                _either(cell, day=False).alias(office),
            ).select(order)
        return frame

    def _both(self, frame: pl.DataFrame) -> Iterator[tuple[str, str]]:
        """The columns with both, each with the field for the office."""
        for earlier in (False, True):
            day, office = (
                next(iter(self._fields(kind, earlier=earlier)), "")
                for kind in (FieldKind.EVENT_DATE, FieldKind.OFFICE)
            )
            if not office or office in frame.columns or day not in self.mapping.fields:
                continue
            cells = frame[day].drop_nulls().to_frame()
            both = cells.select(_either(pl.col(day), day=True).is_not_null().sum()).item()
            if cells.height and int(both) >= _MOST * cells.height:
                yield day, office

    def _fields(self, kind: FieldKind, *, earlier: bool) -> Iterator[str]:
        """The fields of a kind that tell of the act itself, or of an earlier one."""
        for spec in self.fields:
            if spec.kind is kind and (spec.earlier_of is not None) == earlier:
                yield spec.name


def _either(cell: pl.Expr, *, day: bool) -> pl.Expr:
    """The day, or the office, of the cells that hold both."""
    first, second = (1, 2) if day else (2, 1)
    return pl.coalesce(cell.str.extract(_DAY_FIRST, first), cell.str.extract(_OFFICE_FIRST, second))
