"""What a command and all processes that it starts take: seconds, processor time, memory.

Each command runs twice: once to be timed, with nobody looking, and once for its memory. Looking at all
processes many times a second takes a part of a core, and to a command that uses every core of the
machine that part is lost: it would be charged to whoever works in parallel, and to no one else.

Seconds and processor time are those of the operating system's accounting. So is the peak of the largest
process (Linux), as last seen before it ended. What ``wait4`` reports of memory does not serve: it counts the
memory of this process at the start of the other one, and of scoring the side before. What all processes
take together is the most that was seen at one look; the files that they have in memory (programs and
libraries, the same in all of them) count once.
"""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OFTEN = 0.05
"""Seconds between two looks at the processes."""


@dataclass(frozen=True)
class Usage:
    """What one run took; memory in GiB, ``sum_gib`` is the most of all processes at one moment."""

    seconds: float
    cpu_seconds: float
    peak_gib: float
    sum_gib: float


def measured(name: str, command: Sequence[str]) -> Usage:
    """Run *command* to its end, for the time it takes and again for its memory."""
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name} ended with {process.returncode}")
    seen = _watched(name, command)
    return Usage(
        round(seconds, 2),
        round(usage.ru_utime + usage.ru_stime, 2),
        round(seen.largest / 2**20, 3),
        round(seen.together / 2**20, 3),
    )


@dataclass
class _Seen:
    """The most memory seen so far, in KiB."""

    largest: int = 0
    together: int = 0


def _watched(name: str, command: Sequence[str]) -> _Seen:
    """The memory of a run of *command* that nobody times."""
    seen = _Seen()
    process = subprocess.Popen(command)
    while process.poll() is None:
        now = [_memory(pid) for pid in _tree(process.pid)]
        seen.largest = max(seen.largest, *(memory["VmHWM"] for memory in now))
        own = sum(memory["RssAnon"] + memory["RssShmem"] for memory in now)
        shared = max(memory["RssFile"] for memory in now)
        seen.together = max(seen.together, own + shared)
        time.sleep(OFTEN)
    if process.returncode:
        raise SystemExit(f"{name} ended with {process.returncode} when it was watched")
    return seen


def _tree(root: int) -> Iterator[int]:
    """A process and all that it has started, as far as they still run."""
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        for child in _read(task).split():
            yield from _tree(int(child))


def _memory(pid: int) -> dict[str, int]:
    """The kinds of resident memory of a process and the most it ever had, in KiB."""
    found = dict.fromkeys(("VmHWM", "RssAnon", "RssFile", "RssShmem"), 0)
    for line in _read(Path(f"/proc/{pid}/status")).splitlines():
        name, _, value = line.partition(":")
        if name in found:
            found[name] = int(value.split()[0])
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
