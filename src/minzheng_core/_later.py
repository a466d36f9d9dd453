"""Public names that are resolved when they are used, so that importing a package stays cheap."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def later(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of *package*: a name of *homes* comes out of its module when asked for.

    >>> later("minzheng_core.values", {"Age": "age"})("Age")
    <class 'minzheng_core.values.age.Age'>
    """

    def resolve(name: str) -> Any:
        if name in homes:
            return getattr(import_module(f"{package}.{homes[name]}"), name)
        message = f"module {package!r} has no attribute {name!r}"
        raise AttributeError(message)

    return resolve
