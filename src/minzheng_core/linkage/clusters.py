"""What belongs together by pairs that do: components, found over arrays (聚类)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Index = NDArray[np.int64]


def components(count: int, left: Index, right: Index) -> Index:
    """For each of *count* records the smallest record that it is tied to, through any others.

    Labels run down the ties until nothing changes, halving the way at each round, so that long
    chains take few rounds.

    >>> components(5, np.array([0, 3]), np.array([1, 4])).tolist()
    [0, 0, 2, 3, 3]
    >>> components(4, np.array([2, 1, 0]), np.array([3, 2, 1])).tolist()
    [0, 0, 0, 0]
    """
    label = np.arange(count)
    while len(left):
        a, b = label[left], label[right]
        low, high = np.minimum(a, b), np.maximum(a, b)
        apart = low != high
        if not apart.any():
            break
        left, right = left[apart], right[apart]
        np.minimum.at(label, high[apart], low[apart])
        while True:
            shorter = label[label]
            if np.array_equal(shorter, label):
                break
            label = shorter
    return label
