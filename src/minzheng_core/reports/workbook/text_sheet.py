"""A sheet of a workbook for much text: the same bytes as any other sheet, sooner written."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellBlankTuple, CellStringTuple, Worksheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format

_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|\A\s|\s\Z")
"""What a text of a sheet cannot hold as it is."""
_letters = cache(xl_col_to_name)


class TextSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose plain cells go straight into the file of a workbook made with little memory.

    To be asked for with :meth:`xlsxwriter.workbook.Workbook.add_worksheet`. All other cells, and
    all of them where a workbook is held in memory, are left to the library.
    """

    def write_line(self, row: int, cells: Sequence[tuple[int, str, Format | None]]) -> None:
        """Write texts into one row, each at its place in its format; an empty one is a blank cell with a format.

        The same as ``write_string`` and ``write_blank`` one after the other, without what these ask
        of every cell. None may be longer than a cell: see
        :func:`~minzheng_core.reports.cell_text.cell_text`.
        """
        if not self.constant_memory:
            for place, text, style in cells:
                if text:
                    self.write_string(row, place, text, style)
                else:
                    self.write_blank(row, place, None, style)
            return
        kept = {
            place: CellStringTuple(text, style) if text else CellBlankTuple(style)
            for place, text, style in cells
            if text or style
        }
        if not kept:
            return
        for place in (min(kept), max(kept)):
            self._check_dimensions(row, place)
        if row > self.previous_row:
            self._write_single_row(row)
        self.table[row].update(kept)

    def _write_cell(self, row: int, col: int, cell: CellStringTuple | CellBlankTuple) -> None:
        """Write one cell."""
        kind = cell.__class__.__name__ if self.constant_memory and cell.format else "left"
        blank = kind == "Blank"
        if not blank and (kind != "String" or _SPECIAL.search(cell.string)):
            super()._write_cell(row, col, cell)
            return
        start = f'<c r="{_letters(col)}{row + 1}" s="{cell.format._get_xf_index()}"'  # noqa: SLF001
        text = "/>" if blank else f' t="inlineStr"><is><t>{cell.string}</t></is></c>'
        self.fh.write(start + text)
