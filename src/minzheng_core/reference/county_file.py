"""The text of a table that a county has written itself, as its spreadsheet or editor saved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def text_of(path: Path) -> str:
    """What stands in *path*: UTF-8, with or without its mark, else GB 18030.

    Raises:
        InputError: no permission to read it (IN104).
        OSError: the file cannot be read otherwise.
        UnicodeDecodeError: it is neither.

    """
    data = bytes_of(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def bytes_of(path: Path) -> bytes:
    """What stands in *path*.

    Raises:
        InputError: no permission to read it (IN104), as for every file that a command is given.
        OSError: the file cannot be read otherwise.

    """
    try:
        return path.read_bytes()
    except PermissionError as error:
        raise InputError("IN104", file=path.name) from error
