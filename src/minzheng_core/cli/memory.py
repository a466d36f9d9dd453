"""Memory of a command: what has been freed goes back to the system soon, not when the command ends."""

from __future__ import annotations

import ctypes
import os
import sys

from minzheng_core.cleaning.hands import RETURNING

_SIZE = 2 << 20
_MALLOPT = {-1: _SIZE, -3: _SIZE, -8: 1}
"""``M_TRIM_THRESHOLD``, ``M_MMAP_THRESHOLD`` and ``M_ARENA_MAX`` of the GNU C library (mallopt(3))."""


def give_back() -> None:
    """Ask both allocators for it: that of Polars, before it is loaded, and that of the C library."""
    for name, value in RETURNING.items():
        os.environ.setdefault(name, value)
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        if hasattr(library, "mallopt"):
            for option, size in _MALLOPT.items():
                library.mallopt(option, size)
