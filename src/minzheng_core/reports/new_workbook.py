"""A new workbook with its looks; whatever keeps it from being written is one error."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from minzheng_core.errors import OutputError, write_error
from minzheng_core.reports.workbook_styles import styles_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xlsxwriter.workbook import Workbook

    from minzheng_core.reports.workbook_styles import Styles


@contextmanager
def new_workbook(path: Path) -> Iterator[tuple[Workbook, Styles]]:
    """A workbook, written to *path* when the block ends, and its formats.

    Raises:
        OutputError: it cannot be written (IN302 to IN304).

    """
    import xlsxwriter

    try:
        with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
            yield book, styles_of(book)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise OutputError(write_error(error) or "IN304", directory=path.name) from error
