"""The day of an act and its office or number in one cell: parted into both fields.

``1996.2.5 俞村乡政府``, ``1970年3月瑞塔铺公社`` (何时何地登记), ``2001.5.1 兴结字第55号`` (原结婚时间及证号).
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.rows.parted import parted
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
    rf"|{_YEAR}\s*年\s*{_COUNT}{{1,2}}\s*月份?"
)
_BETWEEN = r"[\s,，、;；:：/|]*"
_OFFICE = r"\p{Han}{1,20}?(?:政府|公社|[乡镇鄉鎮]|街道|民政[局科所股]|(?:登记|办事)[处所]|革委会|委员会|管委会|[县区市])"
_SAID = "(?:(?:婚姻)?登记|办理?|领证|结婚|离婚)*"
_NUMBER = (
    r"[(（\[〔]?[\p{Han}0-9０-９()（）\[\]〔〕]{0,16}字.{0,8}?[0-9０-９]+\s*号?"
    r"|B?[JL][0-9]{6}[\-－—]?[0-9]{4}[\-－—]?[0-9]{4,6}"
)
_BEHIND = {
    FieldKind.OFFICE: f"[在于由]?\\s*({_OFFICE}){_SAID}",
    FieldKind.CERTIFICATE_NUMBER: f"({_NUMBER})",
}
"""What may stand with the day, behind it or before."""
_MOST = 0.5
"""Share of the filled cells that must hold both."""


@define
class DayAndMore:
    """Parts the columns of one table that hold days with offices or numbers, piece by piece.

    The first piece tells which these are: no column has the other datum, and most cells hold both.
    """

    fields: Sequence[FieldSpec]
    mapping: SheetMapping
    notes: NoteBook
    _columns: dict[str, tuple[str, FieldKind]] | None = field(default=None, init=False)
    """The columns to part → the fields for the other data, and their kinds."""

    @property
    def parted(self) -> dict[str, tuple[str, str]]:
        """The fields of the columns that are parted → those of the day and of the other datum."""
        return {day: (day, other) for day, (other, _) in (self._columns or {}).items()}

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table, days and other data in columns of their own."""
        if self._columns is None:
            self._columns = {day: (other, kind) for day, other, kind in self._both(frame)}
            for day, (other, _) in self._columns.items():
                label = next(spec.label for spec in self.fields if spec.name == other)
                self.notes.add("IN124", heading=self.mapping.fields[day].heading, label=label)
        for day, (other, kind) in self._columns.items():
            cell = pl.col(day)
            into = {
                day: _either(cell, kind, day=True).fill_null(cell),
                other: _either(cell, kind, day=False),
            }
            frame = parted(frame, day, into)
        return frame

    def _both(self, frame: pl.DataFrame) -> Iterator[tuple[str, str, FieldKind]]:
        """The columns with both, each with the field for the other datum and its kind."""
        for earlier, kind in product((False, True), _BEHIND):
            day, other = (
                next(iter(self._fields(of, earlier=earlier)), "")
                for of in (FieldKind.EVENT_DATE, kind)
            )
            if not other or other in frame.columns or day not in self.mapping.fields:
                continue
            cells = frame[day].drop_nulls().to_frame()
            both = cells.select(_either(pl.col(day), kind, day=True).is_not_null().sum()).item()
            if cells.height and int(both) >= _MOST * cells.height:
                yield day, other, kind

    def _fields(self, kind: FieldKind, *, earlier: bool) -> Iterator[str]:
        """The fields of a kind that tell of the act itself, or of an earlier one."""
        for spec in self.fields:
            if spec.kind is kind and (spec.earlier_of is not None) == earlier:
                yield spec.name


def _either(cell: pl.Expr, kind: FieldKind, *, day: bool) -> pl.Expr:
    """The day, or the datum of that *kind*, of the cells that hold both."""
    first, second = (1, 2) if day else (2, 1)
    other = _BEHIND[kind]
    return pl.coalesce(
        cell.str.extract(rf"^\s*({_DAY}){_BETWEEN}{other}\s*$", first),
        cell.str.extract(rf"^\s*{other}{_BETWEEN}({_DAY}){_SAID}\s*$", second),
    )
