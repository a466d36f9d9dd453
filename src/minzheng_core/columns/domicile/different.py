"""The different ones of many numbers, and where one of each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.letters import Positions


def different(numbers: NDArray[Any]) -> tuple[NDArray[Any], Positions, Positions]:
    """The different *numbers* in their order, where any one of each stands, and which one each is.

    Several times as fast as :func:`numpy.unique`, which looks for where each stands first.

    >>> [part.tolist() for part in different(np.array([7, 3, 7]))][::2]
    [[3, 7], [1, 0, 1]]
    """
    order = np.argsort(numbers)
    ordered = numbers[order]
    new = np.ones(ordered.size, dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    which = np.empty(ordered.size, dtype=np.int64)
    which[order] = np.cumsum(new) - 1
    one = np.flatnonzero(new)
    return ordered[one], order[one], which
