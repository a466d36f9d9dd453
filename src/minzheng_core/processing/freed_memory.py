"""Memory that this process has freed, and that the C library keeps for what may come."""

from __future__ import annotations

import ctypes
import sys


def trim() -> None:
    """Return to the system what is free between what is used; where that cannot be asked for, nothing happens."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        if hasattr(library, "malloc_trim"):
            library.malloc_trim(0)
