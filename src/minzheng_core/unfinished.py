"""Where something is written until it is whole, and what was left there by programs that were killed.

Each process has places of its own, so that two that write the same thing at once do not mix it.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
from contextlib import suppress
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 200
"""Bytes of a name that may be followed by the marks of a working place; most systems take 255."""


def working_place(target: Path) -> Path:
    """Where this process writes what is to become *target*: beside it, hidden, a name of its own."""
    name = f".{_short(target.name)}-{this_machine()}-{os.getpid()}-{token_hex(4)}"
    return target.with_name(name)


def clear_away(target: Path) -> None:
    """Remove what earlier programs left for *target* that were killed on this machine.

    Their working places carry the machine and the process in their names; those of a process that is
    still there, or of another machine, stay. An earlier result that was just being replaced comes
    back, unless its successor is in place.
    """
    name = re.compile(
        rf"\.{re.escape(_short(target.name))}-{this_machine()}-(\d+)-[0-9a-f]{{8}}(-old)?"
    )
    for entry in sorted(target.parent.iterdir()):
        match = name.fullmatch(entry.name)
        if match is None or _alive(int(match[1])):
            continue
        if match[2] and not target.exists():
            entry.rename(target)
        elif entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            with suppress(OSError):
                entry.unlink()


def this_machine() -> str:
    """The machine, in a few characters that tell nothing else."""
    return _digest(platform.node())[:6]


def _short(name: str) -> str:
    """*name*, or the beginning of a long one with a mark that tells it from others."""
    data = name.encode(errors="surrogateescape")
    if len(data) <= _LONGEST:
        return name
    return data[: _LONGEST // 2].decode(errors="ignore") + _digest(name)[:12]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def _alive(process: int) -> bool:
    """Whether a process of this machine may still be there; where that cannot be told, it may."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
