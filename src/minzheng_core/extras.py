"""Optional parts: imported where they are used, and named clearly where they are missing."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from minzheng_core.errors import MissingExtra

PARTS = {
    "archive": ("numpy", "polars", "fastexcel", "xlsxwriter", "rapidfuzz", "rich"),
    "plot": ("matplotlib",),
    "spark": ("pyspark", "pyarrow"),
    "splink": ("splink", "duckdb"),
}
"""The modules of an extra without which none of its work can begin."""


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


def require_extra(extra: str) -> None:
    """Raise :class:`MissingExtra` where a module of :data:`PARTS` is missing; import nothing.

    Public functions that work on whole columns or archives begin with it, so that the modules
    behind them may import what they need at their top.
    """
    for module in PARTS[extra]:
        if not _there(module):
            raise MissingExtra("IN002", module=module, extra=extra)


def _there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ImportError:
        return False
