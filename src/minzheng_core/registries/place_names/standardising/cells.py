"""The cells of columns of any library."""

from __future__ import annotations

from math import isnan
from typing import Any

_LISTS = ("to_list", "to_pylist")


def is_column(values: Any) -> bool:
    """Whether it is a list, or a column of pandas, Polars or Arrow."""
    return isinstance(values, (list, tuple)) or any(hasattr(values, name) for name in _LISTS)


def listed(values: Any) -> list[Any]:
    """What a column of another library, or anything that can be gone through, holds."""
    for name in _LISTS:
        if hasattr(values, name):
            return list(getattr(values, name)())
    return list(values)


def known(value: Any) -> Any:
    """The value, or ``None`` for what stands for nothing in a column of pandas."""
    return None if isinstance(value, float) and isnan(value) else value
