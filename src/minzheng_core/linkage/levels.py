"""How alike two values are: levels for columns of pairs, NumPy throughout (比较等级).

Each function takes the values of the left and of the right record of every pair and gives a mask;
:func:`first_of` turns masks into levels. Level 0 is "cannot be compared".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Levels = NDArray[np.int8]
    Rows = NDArray[np.integer]

NO_DAY = np.iinfo(np.int32).min
"""Stands for a missing day or date in integer columns."""


class Columns:
    """The columns of features as arrays, made when first asked for; missing is 0 or :data:`NO_DAY`.

    >>> columns = Columns(pl.DataFrame({"key": [7, None]}, schema={"key": pl.UInt64}))
    >>> columns["key"].tolist()
    [7, 0]
    """

    def __init__(self, frame: pl.DataFrame, size: int | None = None) -> None:
        self.frame = frame
        self.size = frame.height if size is None else size
        """How many records the frame stands for: more than it has where it is a part."""
        self._made: dict[str, NDArray[Any]] = {}

    def __len__(self) -> int:
        return self.frame.height

    def kept(self, name: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """What was worked out of the columns under a name, made when first asked for."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in self._made:
            column = self.frame[name]
            missing = NO_DAY if column.dtype == pl.Int32 else 0
            if column.dtype == pl.Boolean:
                column = column.fill_null(value=False)
            elif column.dtype != pl.String:
                column = column.fill_null(missing)
            self._made[name] = column.to_numpy()
        return self._made[name]


def first_of(known: Mask, masks: Sequence[Mask]) -> Levels:
    """The number of the first mask that holds, from 1; one more where none does; 0 where not *known*.

    >>> first_of(np.array([True, True, False]), [np.array([True, False, True])]).tolist()
    [1, 2, 0]
    """
    level = np.full(len(known), len(masks) + 1, dtype=np.int8)
    for number in range(len(masks), 0, -1):
        level[masks[number - 1]] = number
    level[~known] = 0
    return level


def same(left: NDArray[Any], right: NDArray[Any]) -> Mask:
    """Equal keys; missing ones (0) are never equal."""
    return np.asarray((left == right) & (left != 0))


def overlap(left: tuple[Any, Any], right: tuple[Any, Any]) -> Mask:
    """Whether two ranges of days, given by their first and last, have a day in common."""
    return np.asarray((left[0] <= right[1]) & (right[0] <= left[1]))


def date_slip(left: NDArray[np.int32], right: NDArray[np.int32]) -> Mask:
    """Dates as 19851001 that differ by one slip: a digit, two neighbours swapped, month for day.

    >>> one = np.array([19851001, 19851001, 19851001], dtype=np.int32)
    >>> date_slip(one, np.array([19851007, 19850110, 19770514], dtype=np.int32)).tolist()
    [True, True, False]
    >>> date_slip(np.array([19851012], dtype=np.int32), np.array([19851003], dtype=np.int32)).tolist()
    [False]
    """
    wrong = np.zeros(len(left), dtype=np.int8)
    places = np.zeros(len(left), dtype=np.int16)
    a, b = left.astype(np.int64), right.astype(np.int64)
    sums, squares = np.zeros(len(left), dtype=np.int8), np.zeros(len(left), dtype=np.int16)
    for place in range(8):
        x, y = a // 10**place % 10, b // 10**place % 10
        differs = x != y
        wrong += differs
        places |= (differs.astype(np.int16) << place).astype(np.int16)
        sums += (x - y).astype(np.int8)
        squares += (x * x - y * y).astype(np.int16)
    neighbours = np.isin(places, [0b11 << place for place in range(7)])
    # The same two digits: equal sum and equal sum of squares.
    turned = (wrong == 2) & neighbours & (sums == 0) & (squares == 0)
    same_year = a // 10000 == b // 10000
    month_day = (a // 100 % 100 == b % 100) & (a % 100 == b // 100 % 100)
    known = (left != NO_DAY) & (right != NO_DAY)
    return np.asarray(known & ((wrong == 1) | turned | (same_year & month_day)))


def near_text(
    left: pl.Series,
    right: pl.Series,
    rows: tuple[Rows, Rows],
    asked: Mask,
    *,
    head: int | None = None,
) -> NDArray[np.int8]:
    """The edit distance of the texts of the pairs that are *asked* for, at most 3; 9 elsewhere.

    Two neighbours that changed places count once. Each different pair of texts is compared once;
    with *head* only so many characters from their beginning.
    """
    distances = np.full(len(asked), 9, dtype=np.int8)
    spots = np.flatnonzero(asked)
    if not len(spots):
        return distances
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cpdist

    texts = left.gather(rows[0][spots]), right.gather(rows[1][spots])
    pairs = pl.DataFrame({name: t.str.slice(0, head) for name, t in zip("ab", texts, strict=True)})
    pairs = pairs.with_row_index("spot").drop_nulls()
    if pairs.is_empty():
        return distances
    kinds = pairs.group_by("a", "b").agg("spot")
    found = cpdist(
        kinds["a"].to_list(),
        kinds["b"].to_list(),
        scorer=OSA.distance,
        score_cutoff=3,
        dtype=np.int8,
        workers=1,
    )
    spread = kinds.select("spot", distance=pl.Series(found, dtype=pl.Int8)).explode("spot")
    distances[spots[spread["spot"].to_numpy()]] = np.minimum(spread["distance"].to_numpy(), 3)
    return distances


def frequencies(keys: NDArray[np.uint64]) -> NDArray[np.float64]:
    """For each row the share of rows with the same key; 0 where the key is missing.

    >>> frequencies(np.array([5, 5, 6, 0], dtype=np.uint64)).round(2).tolist()
    [0.67, 0.67, 0.33, 0.0]
    """
    known = keys != 0
    total = max(int(known.sum()), 1)
    counted = pl.Series(keys).to_frame("key").select(n=pl.len().over("key"))["n"].to_numpy()
    return np.asarray(np.where(known, counted / total, 0.0))


def pack(levels: Levels) -> NDArray[np.uint64]:
    """The levels of a pair in one number, four bits for each comparison.

    >>> unpack(pack(np.array([[1, 7, 0]], dtype=np.int8)), 3).tolist()
    [[1, 7, 0]]
    """
    packed = np.zeros(len(levels), dtype=np.uint64)
    for i in range(levels.shape[1]):
        packed |= levels[:, i].astype(np.uint64) << np.uint64(4 * i)
    return packed


def unpack(packed: NDArray[np.uint64], count: int) -> Levels:
    """The levels out of one number, a column per comparison."""
    return np.stack(
        [(packed >> np.uint64(4 * i) & np.uint64(15)).astype(np.int8) for i in range(count)], axis=1
    )
