"""What belongs together by pairs that do: components, found over arrays (聚类)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Index = NDArray[np.int64]
    Scores = NDArray[np.float64] | NDArray[np.float32]


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


def pairs_within(
    label: Index, met: tuple[Index, Index], cap: int, *, least: int = 2
) -> tuple[Index, Index]:
    """Every pair of rows with one label; in groups of more than *cap* only the pairs that *met*.

    Groups of fewer than *least* rows are left out.

    >>> one, other = pairs_within(np.array([0, 0, 2, 0]), (np.array([0]), np.array([3])), 3)
    >>> sorted(zip(one.tolist(), other.tolist()))
    [(0, 1), (0, 3), (1, 3)]
    """
    sizes = np.bincount(label, minlength=len(label))[label]
    rows = np.flatnonzero((sizes >= least) & (sizes <= cap))
    rows = rows[np.argsort(label[rows], kind="stable")]
    own = label[rows]
    left, right = [], []
    for step in range(1, cap):
        one, other = rows[:-step], rows[step:]
        tied = own[:-step] == own[step:]
        if not tied.any():
            break
        left.append(one[tied])
        right.append(other[tied])
    large = (label[met[0]] == label[met[1]]) & (sizes[met[0]] > cap)
    return (
        np.concatenate([*left, met[0][large]]).astype(np.int64),
        np.concatenate([*right, met[1][large]]).astype(np.int64),
    )


def constrained(
    count: int, left: Index, right: Index, score: Scores, apart: tuple[Index, Index]
) -> Index:
    """Components that never hold two records known to be *apart*, however they are tied.

    Components without such a pair are taken as they are; in the others the surest ties come first
    and a tie that would bring two apart together is left out.

    >>> chain = np.array([0, 1]), np.array([1, 2])
    >>> constrained(3, *chain, np.array([9.0, 5.0]), (np.array([0]), np.array([2]))).tolist()
    [0, 0, 2]
    """
    label = components(count, left, right)
    wrong = label[apart[0]] == label[apart[1]]
    if not wrong.any():
        return label
    torn = np.unique(label[apart[0][wrong]])
    again = np.isin(label[left], torn)
    order = np.argsort(-score[again], kind="stable")
    enemies: dict[int, set[int]] = {}
    for a, b in zip(apart[0][wrong].tolist(), apart[1][wrong].tolist(), strict=True):
        enemies.setdefault(a, set()).add(b)
        enemies.setdefault(b, set()).add(a)
    members: dict[int, set[int]] = {}
    home: dict[int, int] = {}
    ties = zip(left[again][order].tolist(), right[again][order].tolist(), strict=True)
    for one, other in ties:
        a, b = home.setdefault(one, one), home.setdefault(other, other)
        if a == b:
            continue
        mine, theirs = members.setdefault(a, {a}), members.setdefault(b, {b})
        small, large, name = (mine, theirs, b) if len(mine) < len(theirs) else (theirs, mine, a)
        if any(enemies.get(row, set()) & large for row in small):
            continue
        large |= small
        for row in small:
            home[row] = name
        members[name] = large
    rows = np.flatnonzero(np.isin(label, torn))
    label = label.copy()
    for row in rows.tolist():
        group = members.get(home.get(row, row), {row})
        label[row] = min(group)
    return label
