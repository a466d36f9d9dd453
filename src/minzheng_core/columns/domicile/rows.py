"""Arrays of one length side by side: what all tables of many cells can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from attrs import asdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.columns.domicile.letters import Flags, Positions


class Rows:
    """An attrs class whose fields are arrays; a row is what stands at one position of all of them.

    Its fields are given by their names: most of the arrays are of one type, and easily mistaken.
    """

    __slots__ = ()

    def take(self, which: Positions | Flags) -> Self:
        """The rows at the positions *which*, or those of which it is true."""
        if which.dtype == np.bool_:
            which = np.flatnonzero(which)
        return type(self)(**{name: column[which] for name, column in _columns(self).items()})

    def put(self, at: Positions | slice, other: Self) -> None:
        """Write the rows of *other* in the place of those *at*."""
        for name, column in _columns(self).items():
            column[at] = getattr(other, name)

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """The rows of all *parts*, one after the other."""
        every = [_columns(part) for part in parts]
        return cls(**{name: np.concatenate([part[name] for part in every]) for name in every[0]})


def _columns(rows: Any) -> dict[str, Any]:
    columns: dict[str, Any] = asdict(rows, recurse=False)
    return columns
