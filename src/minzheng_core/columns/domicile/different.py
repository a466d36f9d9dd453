"""The different ones of many numbers or texts, and where one of each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

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


def numbered(texts: pl.Series) -> Positions:
    """A number for each text from 0 on, the same for the same texts; what is null counts as empty.

    By their hashes, or by themselves where two should share one. The numbers are in the order of the
    texts: what lies side by side in memory is read side by side.

    >>> numbered(pl.Series(["于都", "兴国", "于都"])).tolist()
    [0, 1, 0]
    """
    texts = texts.fill_null("")
    _, one, which = different(texts.hash().to_numpy())
    if not (texts[one[which]] == texts).all():
        rows = texts.to_frame("text").with_row_index("row")
        same = rows.select(pl.col("row").first().over("text").cast(pl.Int64)).to_series().to_numpy()
        _, one, which = different(same)
    number = np.empty_like(one)
    number[np.argsort(one)] = np.arange(one.size)
    numbers: Positions = number[which]
    return numbers
