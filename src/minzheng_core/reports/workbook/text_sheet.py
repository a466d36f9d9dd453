"""A sheet of a workbook for much text: the same bytes as any other sheet, sooner written."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from xlsxwriter.worksheet import CellBlankTuple, CellStringTuple

_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|\A\s|\s\Z")
"""What a text of a sheet cannot hold as it is."""
_letters = cache(xl_col_to_name)


class TextSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose plain cells go straight into the file of a workbook made with little memory.

    To be asked for with :meth:`xlsxwriter.workbook.Workbook.add_worksheet`. All other cells, and all of
    them where a workbook is held in memory, are left to the library.
    """

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
