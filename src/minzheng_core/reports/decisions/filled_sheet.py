"""A sheet that a person has filled in, as any program may have saved it (Excel, WPS, LibreOffice)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.columns.texts import BLANKS
from minzheng_core.extras import require

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

_HEADING_ROWS = 20
"""The headings stand in one of so many rows: a person may have written something above them."""


@frozen
class FilledSheet:
    """The cells of a sheet under their headings; columns may have been moved, rows put above them."""

    path: Path
    name: str
    headings: Sequence[str]
    heading_line: int
    """The row of the headings as a spreadsheet shows its number."""
    _rows: Sequence[dict[str, str]] = field(repr=False)

    def lines(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows below the headings with their numbers, their cells by heading."""
        return enumerate(self._rows, start=self.heading_line + 1)

    def numeric(self, heading: str) -> set[int]:
        """The lines whose cell under *heading* is stored as a number, whatever it shows."""
        book = require("python_calamine", "archive").load_workbook(str(self.path))
        cells = book.get_sheet_by_name(self.name).to_python(skip_empty_area=False)
        shown = [str(cell).strip(BLANKS) for cell in cells[self.heading_line - 1]]
        column = len(shown) - 1 - shown[::-1].index(heading)
        return {
            line for line, row in enumerate(cells, start=1) if isinstance(row[column], (int, float))
        }


def read_filled(path: Path, sheet: str, needed: Sequence[str]) -> FilledSheet | None:
    """The sheet of a workbook whose headings include all that are *needed*.

    ``None`` where the file is text, or has no such sheet or headings. Of two columns with the same
    heading the last counts.

    Raises:
        InputError: the file is not there or cannot be read (IN101 to IN108, IN118, IN121).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    rows = _rows_of(path, [sheet])
    return _under_headings(path, sheet, rows[sheet], needed) if sheet in rows else None


def read_copies(
    path: Path, sheet: str, needed: Sequence[str], *, others: Collection[str]
) -> list[FilledSheet]:
    """The sheet of a workbook as :func:`read_filled` finds it, and every other one with the same headings.

    A person may have copied the sheet or called it otherwise. *others* are sheets that are known to
    be something else.

    Raises:
        InputError: the file is not there or cannot be read (IN101 to IN108, IN118, IN121).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    rows = _rows_of(path, but=others)
    names = sorted(rows, key=lambda name: name != sheet)
    found = [_under_headings(path, name, rows[name], needed) for name in names]
    return [filled for filled in found if filled is not None]


def lacking(path: Path, sheet: str, needed: Sequence[str]) -> list[str]:
    """Which of the headings are not on a sheet that has the most of them in one row; nothing without any."""
    rows = _rows_of(path, [sheet]).get(sheet, [])[:_HEADING_ROWS]
    most = max((set(needed) & set(row) for row in rows), key=len, default=set())
    return [heading for heading in needed if heading not in most] if most else []


def _rows_of(
    path: Path, only: Collection[str] | None = None, *, but: Collection[str] = ()
) -> dict[str, list[list[str]]]:
    """The rows of some sheets of a workbook by their names; none where the file is text."""
    fastexcel = require("fastexcel", "archive")
    from minzheng_core.reading.files.file_kind import FileKind, file_kind
    from minzheng_core.reading.files.workbook import damage_of

    if file_kind(path) not in {FileKind.XLSX, FileKind.BINARY}:
        return {}
    with damage_of(path):
        book = fastexcel.read_excel(str(path))
        return {
            name: _rows(book, name)
            for name in book.sheet_names
            if name not in but and (only is None or name in only)
        }


def _rows(book: Any, sheet: str) -> list[list[str]]:
    # Without skip_rows, blank rows at the top would not be counted.
    found = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    return [[_clean(cell) for cell in row] for row in found.to_polars().iter_rows()]


def _under_headings(
    path: Path, sheet: str, rows: list[list[str]], needed: Sequence[str]
) -> FilledSheet | None:
    for line, headings in enumerate(rows[:_HEADING_ROWS], start=1):
        if set(needed) <= set(headings):
            told = [dict(zip(headings, row, strict=True)) for row in rows[line:]]
            return FilledSheet(path, sheet, headings, line, told)
    return None


def _clean(cell: object) -> str:
    return "" if cell is None else str(cell).strip(BLANKS)
