"""Arrays of one length side by side: what all tables of many cells can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from attrs import astuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.columns.domicile.letters import Flags, Positions


class Rows:
    """An attrs class whose fields are arrays; a row is what stands at one position of all of them."""

    __slots__ = ()

    def take(self, which: Positions | Flags) -> Self:
        """The rows at the positions *which*, or those of which it is true."""
        return type(self)(*(column[which] for column in _columns(self)))

    def put(self, at: Positions | slice, other: Self) -> None:
        """Write the rows of *other* in the place of those *at*."""
        for own, new in zip(_columns(self), _columns(other), strict=True):
            own[at] = new

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """The rows of all *parts*, one after the other."""
        return cls(*map(np.concatenate, zip(*map(_columns, parts), strict=True)))


def _columns(rows: Any) -> tuple[Any, ...]:
    columns: tuple[Any, ...] = astuple(rows, recurse=False)
    return columns
