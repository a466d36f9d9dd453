"""What a command and all processes that it starts take: seconds, processor time, memory.

The peaks are those of the operating system's accounting (Linux), of each process as last seen before it
ended. What ``wait4`` reports does not serve: it counts the memory of this process at the start of the
other one, and of scoring the side before.
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
    """What one run took; memory in GiB, ``sum_gib`` is that of the peaks of all processes."""

    seconds: float
    cpu_seconds: float
    peak_gib: float
    sum_gib: float


def measured(name: str, command: Sequence[str]) -> Usage:
    """Run *command* to its end."""
    start = time.perf_counter()
    process = subprocess.Popen(command)
    peaks: dict[int, int] = {}
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, peaks, ended))
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
        round(max(peaks.values()) / 2**20, 3),
        round(sum(peaks.values()) / 2**20, 3),
    )


def _watch(root: int, peaks: dict[int, int], ended: threading.Event) -> None:
    while not ended.wait(OFTEN):
        for pid in _tree(root):
            peaks[pid] = max(peaks.get(pid, 0), _peak(pid))


def _tree(root: int) -> Iterator[int]:
    """A process and all that it has started, as far as they still run."""
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        for child in _read(task).split():
            yield from _tree(int(child))


def _peak(pid: int) -> int:
    """The largest resident memory of a process so far, in KiB."""
    lines = _read(Path(f"/proc/{pid}/status")).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
