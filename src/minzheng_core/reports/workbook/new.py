"""A new workbook with its looks; whatever keeps it from being written is one error."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from math import ceil
from typing import TYPE_CHECKING

from minzheng_core.errors import OutputError, write_error
from minzheng_core.extras import require
from minzheng_core.outputs import whole_file
from minzheng_core.reports.workbook.sheet import A4
from minzheng_core.reports.workbook.styles import styles_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from minzheng_core.reports.workbook.styles import Styles

AS_TEXT = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
"""Options of XlsxWriter with which texts stay texts."""
_BROAD = 5
"""Columns from which a sheet is printed across."""
_READABLE = 150
"""Characters that stand beside each other on one page across, near their full size."""


def fit_to_paper(sheet: Worksheet, widths: Sequence[float] = ()) -> None:
    """All columns on one page, the frozen headings on every one; tables of many columns across.

    *widths* are those of the columns, where they may be too wide for one page: they then go on over
    as many as it takes to be read, with the first column on each.
    """
    pages = max(1, ceil(sum(widths) / _READABLE))
    if pages > 1:
        sheet.repeat_columns(0)
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    if (sheet.dim_colmax or 0) >= _BROAD:
        sheet.set_landscape()
    frozen = sheet.panes[0] if sheet.panes else 0
    if frozen:
        sheet.repeat_rows(0, frozen - 1)
    sheet.fit_to_pages(pages, 0)


@contextmanager
def new_workbook(
    path: Path, *, name: str | None = None, **options: object
) -> Iterator[tuple[Workbook, Styles]]:
    """A workbook, written to *path* when the block ends, and its formats; texts stay texts.

    Sheets that say nothing of paper are printed on A4 with all columns on one page.

    *name* is what the file will be called, where *path* is only its place until it is whole;
    *options* are those of XlsxWriter.

    Raises:
        MissingExtra: ``archive`` is not installed (IN002).
        OutputError: it cannot be written (IN302 to IN304).

    """
    xlsxwriter = require("xlsxwriter", "archive")
    # A workbook that was there before stays whole until the new one is.
    with whole_file(path) if name is None else nullcontext(path) as place:
        try:
            with xlsxwriter.Workbook(str(place), AS_TEXT | options) as book:
                yield book, styles_of(book)
                for sheet in book.worksheets():
                    if not sheet.fit_page:
                        fit_to_paper(sheet)
        except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
            raise OutputError(write_error(error) or "IN304", directory=name or path.name) from error
