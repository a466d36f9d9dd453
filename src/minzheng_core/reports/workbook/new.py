"""A new workbook with its looks; whatever keeps it from being written is one error."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from minzheng_core.errors import OutputError, write_error
from minzheng_core.extras import require
from minzheng_core.reports.workbook.styles import styles_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xlsxwriter.workbook import Workbook

    from minzheng_core.reports.workbook.styles import Styles


@contextmanager
def new_workbook(
    path: Path, *, name: str | None = None, **options: object
) -> Iterator[tuple[Workbook, Styles]]:
    """A workbook, written to *path* when the block ends, and its formats; texts stay texts.

    *name* is what the file will be called, where *path* is only its place until it is whole;
    *options* are those of XlsxWriter.

    Raises:
        MissingExtra: ``archive`` is not installed (IN002).
        OutputError: it cannot be written (IN302 to IN304).

    """
    xlsxwriter = require("xlsxwriter", "archive")
    texts = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(str(path), texts | options) as book:
            yield book, styles_of(book)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise OutputError(write_error(error) or "IN304", directory=name or path.name) from error
