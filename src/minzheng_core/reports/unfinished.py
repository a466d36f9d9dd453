"""What runs left that were killed while they wrote: found by its name and cleared away."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def working_directory(target: Path) -> Path:
    """Where this process writes what is to become *target*: beside it, hidden, a name of its own."""
    return target.with_name(f".{target.name}-{this_machine()}-{os.getpid()}-{token_hex(4)}")


def clear_away(target: Path) -> None:
    """Remove what earlier runs for *target* left that were killed on this machine.

    Their directories carry the machine and the process in their names; those of a process that is
    still there, or of another machine, stay. An earlier result that was just being replaced comes
    back, unless its successor is in place.
    """
    name = re.compile(rf"\.{re.escape(target.name)}-{this_machine()}-(\d+)-[0-9a-f]{{8}}(-old)?")
    for entry in sorted(target.parent.iterdir()):
        match = name.fullmatch(entry.name)
        if match is None or _alive(int(match[1])):
            continue
        if match[2] and not target.exists():
            entry.rename(target)
        else:
            shutil.rmtree(entry, ignore_errors=True)


def this_machine() -> str:
    """The machine, in a few characters that tell nothing else."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:6]


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
