"""Lone cells far to the right of a table, left by a slip of the hand: the workbook is read as if they were not there.

A sheet is held densely while it is read, so that one such cell would make it thousands of columns wide.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MOST_STRAY = 20
"""Cells beyond the columns that can be read: more are no slip, but a table of another kind."""


def without_cells(path: Path, cells: Mapping[str, Sequence[str]]) -> bytes:
    """The .xlsx file at *path* without some *cells* (``XFD9``) of the parts they are in."""
    written = BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(written, "w") as target:
        for info in source.infolist():
            body = source.read(info)
            if names := cells.get(info.filename):
                named = "|".join(names).encode()
                body = re.sub(
                    rb'<c r="(?:%s)"(?:[^>]*/>|.*?</c>)' % named, b"", body, flags=re.DOTALL
                )
            target.writestr(info.filename, body)
    return written.getvalue()
