"""Whether somebody has decided in a workbook: it must not be written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.errors import OutputError
from minzheng_core.reports.decisions.filled_sheet import read_filled

if TYPE_CHECKING:
    from pathlib import Path


def require_unanswered(path: Path, sheet: str, heading: str = "决定") -> None:
    """Refuse to go on where the column *heading* of a sheet holds something.

    A file that is not there, or a workbook without such a sheet, holds no decisions; of one that cannot be
    read nobody knows.

    Raises:
        OutputError: somebody decided in it (IN305).
        InputError: it is damaged or no workbook (IN106 to IN108), or may not be read (IN102).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    if not path.exists():
        return
    filled = read_filled(path, sheet, (heading,))
    if filled is not None and any(row[heading] for _, row in filled.lines()):
        raise OutputError("IN305", directory=path.parent.name, workbook=path.name)
