"""Small files and folders that a command is given or leaves, and one sentence where they cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.errors import InputError
from minzheng_core.outputs import whole_file, writing

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLES = frozenset({".xlsx", ".xls", ".xlsb", ".xlsm", ".ods", ".csv", ".tsv", ".txt", ".et"})
"""The endings of files that hold tables."""
_LONGEST_PATH = 255


def is_table(text: str) -> bool:
    """Whether what was typed names a file with tables, and is no address or coordinate itself.

    >>> is_table("名录.XLSX"), is_table("X=2914211.695 Y=38634885.367")
    (True, False)
    """
    return len(text) < _LONGEST_PATH and Path(text).suffix.lower() in TABLES


def named(patterns: Sequence[str]) -> list[str]:
    """The files that are meant by what was typed, patterns such as ``登记/*/*.xlsx`` written out.

    Some shells hand on a pattern as it is. What a spreadsheet program puts beside a file while it is
    open (``~$登记表.xlsx``) is none.
    """
    files: list[str] = []
    for text in patterns:
        found = [text]
        if any(sign in text for sign in "*?[") and not Path(text).exists():
            found = _matching(Path(text)) or [text]
        files += (file for file in found if not Path(file).name.startswith("~$"))
    return files or list(patterns)


def _matching(pattern: Path) -> list[str]:
    """The files with tables that a pattern means; none where it is no pattern after all."""
    folder = Path(pattern.anchor)
    try:
        paths = folder.glob(str(pattern.relative_to(pattern.anchor)))
        return sorted(str(path) for path in paths if is_table(str(path)))
    except (ValueError, OSError):
        return []


def text_of(file: Path) -> str:
    """The text of a small file that a command is given.

    Raises:
        InputError: there is none (IN206), no permission (IN104), or it is no text in UTF-8 (IN207).

    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError("IN206", file=file.name) from error
    except PermissionError as error:
        raise InputError("IN104", file=file.name) from error
    except (OSError, ValueError) as error:
        raise InputError("IN207", file=file.name) from error


def save_text(file: Path, text: str) -> None:
    """Write a small file; one that was there before stays whole until the new one is.

    Raises:
        OutputError: it cannot be written (IN302 to IN304).

    """
    with whole_file(file) as part:
        part.write_text(text, encoding="utf-8", newline="")


def make_folder(folder: Path) -> None:
    """Make a folder for results.

    Raises:
        OutputError: it cannot be made (IN302 to IN304).

    """
    with writing(folder.name):
        folder.mkdir(parents=True, exist_ok=True)
