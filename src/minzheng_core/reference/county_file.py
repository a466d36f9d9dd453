"""The text of a table that a county has written itself, as its spreadsheet or editor saved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def text_of(path: Path) -> str:
    """What stands in *path*: UTF-8, with or without its mark, else GB 18030.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: it is neither.

    """
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
