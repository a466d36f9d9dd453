"""Registers that a county civil-affairs bureau can trust (县级民政登记簿).

Public names are resolved when they are used, so that ``import minzheng_core`` stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from minzheng_core._version import __version__

if TYPE_CHECKING:
    from minzheng_core.errors import (
        CallError,
        InputError,
        MinzhengError,
        MissingExtra,
        OutputError,
    )
    from minzheng_core.findings import Finding, Severity

_HOME = {
    "MinzhengError": "minzheng_core.errors",
    "CallError": "minzheng_core.errors",
    "InputError": "minzheng_core.errors",
    "OutputError": "minzheng_core.errors",
    "MissingExtra": "minzheng_core.errors",
    "Finding": "minzheng_core.findings",
    "Severity": "minzheng_core.findings",
}

__all__ = [
    "CallError",
    "Finding",
    "InputError",
    "MinzhengError",
    "MissingExtra",
    "OutputError",
    "Severity",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
