"""What stands more than once in a run, found without holding the run: by the hashes of its keys.

A check across the file compares the few records that have a key in common, never all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


def rows_sharing(told: pl.DataFrame) -> pl.Series:
    """The rows with a key that another line has as well, in their order.

    *told* has lines ``row, key`` of a whole run; ``key`` is a hash. Keys that differ may have one hash:
    who compares the records of these rows compares the keys themselves.

    >>> register = pl.DataFrame({"row": [0, 1, 2], "number": ["7", "8", "7"]})
    >>> rows_sharing(hashed(register, ["number"])).to_list()
    [0, 2]
    """
    return told["row"].gather(lines_sharing(told["key"])).unique().sort()


def lines_sharing(keys: pl.Series) -> NDArray[np.int64]:
    """The positions of the keys that stand more than once, in their order."""
    values = keys.to_numpy()
    order = np.argsort(values)
    ordered = values[order]
    same = np.zeros(len(values) + 1, dtype=bool)
    same[1:-1] = ordered[1:] == ordered[:-1]
    return np.sort(order[same[1:] | same[:-1]])


def hashed(part: pl.DataFrame, pool: Iterable[str]) -> pl.DataFrame:
    """The values of the columns in *pool* as lines ``row, key``; an empty cell is no key."""
    return pl.concat(
        part.select("row", key=pl.col(name).hash()).filter(part[name].is_not_null())
        for name in pool
    )
