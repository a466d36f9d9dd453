"""What a command and all processes that it starts take: seconds, processor time, memory.

The peak of the largest process is that of the operating system's accounting (Linux), as last seen before it
ended. What ``wait4`` reports does not serve: it counts the memory of this process at the start of the
other one, and of scoring the side before. What all processes take together is looked at many times a
second; the files that they have in memory (programs and libraries, the same in all of them) count once.
"""

from __future__ import annotations

import os
import subprocess
import threading
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
    """Run *command* to its end."""
    start = time.perf_counter()
    process = subprocess.Popen(command)
    seen = _Seen()
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, seen, ended))
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    ended.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name} ended with {process.returncode}")
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


def _watch(root: int, seen: _Seen, ended: threading.Event) -> None:
    while not ended.wait(OFTEN):
        now = [_memory(pid) for pid in _tree(root)]
        seen.largest = max(seen.largest, *(memory["VmHWM"] for memory in now))
        own = sum(memory["RssAnon"] + memory["RssShmem"] for memory in now)
        shared = max(memory["RssFile"] for memory in now)
        seen.together = max(seen.together, own + shared)


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
