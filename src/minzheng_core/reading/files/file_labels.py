"""What the files of an archive are called in its records: by their names, and by their folders where there are several."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from minzheng_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


Mark = tuple[int, int]
"""The length of a file and the time at which it was written."""
_PARTS = 3
"""So many parts of a path are enough, if they tell the files apart."""


def file_labels(paths: Sequence[Path]) -> list[str]:
    """The ends of *paths* that tell each from the others, and in which folder it is where these are several.

    Every township calls its workbook 登记表.xlsx: by the name alone a decision on a record of one
    would be taken for that of another. And 91年.xlsx tells little where 离婚 is the name of its folder.

    Raises:
        InputError: two are the same file, or one a copy of the other (IN125).

    >>> from pathlib import Path
    >>> file_labels([Path("潋江/登记表.xlsx"), Path("高兴/登记表.xlsx"), Path("高兴/补录.csv")])
    ['潋江/登记表.xlsx', '高兴/登记表.xlsx', '高兴/补录.csv']
    >>> file_labels([Path("登记/离婚/91年.xlsx"), Path("登记/补录.csv")])
    ['离婚/91年.xlsx', '补录.csv']
    """
    _refuse_copies(paths)
    whole = [path.absolute().parts for path in paths]
    common = sum(
        1 for _ in takewhile(_all_alike, zip(*(parts[:-1] for parts in whole), strict=False))
    )
    taken = [min(max(len(parts) - common, 1), _PARTS) for parts in whole]
    while True:
        labels = ["/".join(parts[-n:]) for parts, n in zip(whole, taken, strict=True)]
        times = Counter(labels)
        longer = [
            n + (times[label] > 1 and n < len(parts))
            for parts, n, label in zip(whole, taken, labels, strict=True)
        ]
        if longer == taken:
            return labels
        taken = longer


def _all_alike(parts: tuple[str, ...]) -> bool:
    return len(set(parts)) == 1


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_of(path: Path) -> int | None:
    """The length of a file; ``None`` where there is none, or where nobody may look for it."""
    try:
        return path.stat().st_size if path.is_file() else None
    except OSError:
        return None


def mark_of(path: Path) -> Mark | None:
    """By what it is seen that a file was written to: its length and time; ``None`` where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _refuse_copies(paths: Sequence[Path]) -> None:
    sizes: dict[int, list[Path]] = {}
    for path in paths:
        if (size := size_of(path)) is not None:
            sizes.setdefault(size, []).append(path)
    for alike in sizes.values():
        seen: dict[str, Path] = {}
        for path in alike if len(alike) > 1 else ():
            first = seen.setdefault(sha256(path), path)
            if first is not path:
                raise InputError("IN125", file=str(path), other=str(first))
