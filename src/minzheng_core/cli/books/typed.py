"""What is typed as ``name=value``: criteria of a search, new values, findings accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Sequence


def pairs(words: Sequence[str] | None, code: str) -> dict[str, str]:
    """The values by name, blanks around both left out.

    Raises:
        CallError: *code*, where there is no name or no ``=`` behind it.

    >>> pairs(["office = 潋江镇", "remark="], "BK159")
    {'office': '潋江镇', 'remark': ''}
    """
    told = {}
    for typed in words or ():
        name, separator, value = typed.partition("=")
        if not (separator and name.strip()):
            raise CallError(code, typed=name.strip())
        told[name.strip()] = value.strip()
    return told
