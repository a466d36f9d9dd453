"""Optional parts: imported where they are used, and named clearly where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from minzheng_core.errors import MissingExtra


def require(module: str, extra: str) -> Any:
    """Import *module*, or raise :class:`MissingExtra` naming the *extra* that installs it.

    >>> require("json", "archive").dumps([1])
    '[1]'
    """
    try:
        return import_module(module)
    except ImportError as error:
        if error.name != module.partition(".")[0]:
            raise
        raise MissingExtra("IN002", module=module, extra=extra) from error
