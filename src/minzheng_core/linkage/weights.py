"""How much an agreement is worth: weights that can be read, estimated from the file itself (权重).

The model is that of Fellegi and Sunter: for each level of each comparison the probability among
pairs that belong together (*m*) and among pairs that do not (*u*); the weight is log2(m / u).
*u* comes from pairs taken at random, *m* from expectation and maximisation over the level patterns
of the candidate pairs. Patterns are few where pairs are many, so that a million pairs cost no more
than ten thousand.

References: I. P. Fellegi, A. B. Sunter, "A Theory for Record Linkage", JASA 64 (1969).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from attrs import field, frozen

from minzheng_core.linkage.levels import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Levels = NDArray[np.int8]

ROUNDS = 60
CLOSE = 1e-6
FLOOR = 1e-6
"""No level is impossible: what was not seen in a file may stand in the next."""
PRIOR = 20.0
"""How many pairs the shipped expectation of *m* counts for beside those of the file."""
PRIOR_CHANCE = 2000.0
"""How many pairs of strangers the shipped expectation of *u* counts for."""


@frozen(kw_only=True)
class Comparison:
    """One comparison: its name, the words for its levels, and what is expected of pairs that belong together.

    Level 0 is "cannot be compared" (a value is missing) and weighs nothing.
    """

    name: str
    label: str
    levels: tuple[str, ...]
    expected: tuple[float, ...]
    """Shares of the levels from 1 on among pairs that belong together."""
    by_chance: tuple[float, ...] = ()
    """Shares of the levels from 1 on among strangers; where not given, evenly."""
    party: Literal["first", "second"] | None = None
    """Whose field is compared: the column of judged pairs with the score of that party; none of the act."""
    varies: bool = False
    """Whether its weight differs from pair to pair, as that of a name does, which may be common or rare.

    It is what the score of its party leaves over.
    """


@frozen(kw_only=True)
class Weights:
    """For each comparison *m*, *u* and the weight of every level; level 0 weighs nothing."""

    comparisons: tuple[Comparison, ...]
    m: tuple[NDArray[np.float64], ...] = field(repr=False)
    u: tuple[NDArray[np.float64], ...] = field(repr=False)
    share: float
    """The share of candidate pairs that belong together."""

    def of(self, comparison: int) -> NDArray[np.float64]:
        """The weights of the levels of one comparison, in bits."""
        bits = np.zeros(len(self.comparisons[comparison].levels))
        bits[1:] = np.log2(self.m[comparison] / self.u[comparison])
        return bits

    def score(self, levels: Levels) -> NDArray[np.float64]:
        """The summed weights of pairs; *levels* has a column per comparison."""
        total = np.zeros(len(levels))
        for i in range(len(self.comparisons)):
            total += self.of(i)[levels[:, i]]
        return total


def estimate(comparisons: Sequence[Comparison], candidates: Levels, strangers: Levels) -> Weights:
    """Weights from the levels of candidate pairs and of pairs taken at random.

    >>> compared = Comparison(name="name", label="姓名", levels=("missing", "same", "other"),
    ...                       expected=(0.9, 0.1), by_chance=(0.01, 0.99))
    >>> near = np.array([[1]] * 90 + [[2]] * 10, dtype=np.int8)
    >>> far = np.array([[1]] * 1 + [[2]] * 99, dtype=np.int8)
    >>> weights = estimate([compared], near, far)
    >>> bool(weights.of(0)[1] > 5), bool(weights.of(0)[2] < -2)
    (True, True)
    """
    u = [_by_chance(strangers[:, i], c) for i, c in enumerate(comparisons)]
    m = [np.array(c.expected) / sum(c.expected) for c in comparisons]
    share = 0.5
    if len(candidates):
        packed, counts = np.unique(pack(candidates), return_counts=True)
        patterns = unpack(packed, len(comparisons))
        for _ in range(ROUNDS):
            belongs = _posterior(patterns, m, u, share) * counts
            new = [_maximised(patterns[:, i], belongs, c) for i, c in enumerate(comparisons)]
            moved = max(float(np.abs(a - b).max()) for a, b in zip(m, new, strict=True))
            m, share = new, float(np.clip(belongs.sum() / counts.sum(), 1e-4, 1 - 1e-4))
            if moved < CLOSE:
                break
    return Weights(comparisons=tuple(comparisons), m=tuple(m), u=tuple(u), share=share)


def _posterior(
    patterns: Levels,
    m: Sequence[NDArray[np.float64]],
    u: Sequence[NDArray[np.float64]],
    share: float,
) -> NDArray[np.float64]:
    odds = np.full(len(patterns), np.log(share / (1 - share)))
    for i, (likely, unlikely) in enumerate(zip(m, u, strict=True)):
        weights = np.concatenate([[0.0], np.log(likely / unlikely)])
        odds += weights[patterns[:, i]]
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -60, 60))))


def _maximised(
    levels: Levels, belongs: NDArray[np.float64], comparison: Comparison
) -> NDArray[np.float64]:
    seen = np.bincount(levels, weights=belongs, minlength=len(comparison.levels))[1:]
    expected = np.array(comparison.expected) / sum(comparison.expected)
    counted = seen + PRIOR * expected + FLOOR
    return np.asarray(counted / counted.sum())


def _by_chance(levels: Levels, comparison: Comparison) -> NDArray[np.float64]:
    count = len(comparison.levels)
    seen = np.bincount(levels, minlength=count)[1:].astype(np.float64)
    chance = np.array(comparison.by_chance or [1.0] * (count - 1))
    counted = seen + PRIOR_CHANCE * chance / chance.sum()
    return np.asarray(np.maximum(counted / counted.sum(), FLOOR))
