"""Whether somebody has decided in a workbook: it must not be written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.errors import OutputError
from minzheng_core.extras import require

if TYPE_CHECKING:
    from pathlib import Path


def require_unanswered(path: Path, sheet: str, heading: str = "决定") -> None:
    """Refuse to go on where the column *heading* of a sheet holds something.

    A file that is not there, or is no workbook with such a sheet, holds no decisions.

    Raises:
        OutputError: somebody decided in it (IN305).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    fastexcel = require("fastexcel", "archive")
    try:
        found = fastexcel.read_excel(str(path)).load_sheet(sheet, header_row=None, dtypes="string")
    except (fastexcel.FastExcelError, OSError):
        return
    rows = list(found.to_polars().iter_rows())
    if not rows or heading not in rows[0]:
        return
    column = rows[0].index(heading)
    if any(row[column] and str(row[column]).strip() for row in rows[1:]):
        raise OutputError("IN305", directory=path.parent.name, workbook=path.name)
