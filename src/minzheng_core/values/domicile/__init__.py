"""Domiciles: what division of its day the text of an address names, down to the village (户籍地、住址).

The public name is resolved when it is used, so that a part of this package does not load the whole.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minzheng_core.values.domicile.domicile import Domicile

__all__ = ["Domicile"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("minzheng_core.values.domicile.domicile"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
