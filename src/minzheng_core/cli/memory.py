"""Memory of a command: what has been freed goes back to the system soon, not when the command ends."""

from __future__ import annotations

import ctypes
import os
import sys

from minzheng_core.processing.hands import SPARING

_MALLOPT = {-1: "MALLOC_TRIM_THRESHOLD_", -3: "MALLOC_MMAP_THRESHOLD_", -8: "MALLOC_ARENA_MAX"}
"""The options of mallopt(3) in the GNU C library, by the variables that say the same."""


def give_back() -> None:
    """Ask for it those that are not loaded yet, by the environment, and the allocator of the C library."""
    for name, value in SPARING.items():
        os.environ.setdefault(name, value)
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        if hasattr(library, "mallopt"):
            for option, variable in _MALLOPT.items():
                library.mallopt(option, int(SPARING[variable]))
