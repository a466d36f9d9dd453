"""Chains of names one after the other, province, prefecture, county, as one number each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.letters import Flags, Positions

STEPS = 4
"""So many names one after the other; more are left to the reader of single texts."""
NAME_BITS = 15
NO_NAME = (1 << NAME_BITS) - 1
NO_CHAIN = (1 << STEPS * NAME_BITS) - 1


@frozen(eq=False, kw_only=True)
class Chains:
    """Different chains of names and what they can mean, whatever the year."""

    numbers: NDArray[np.uint64]
    names: Positions
    """The names of each chain, one row for each step."""
    spans: Positions
    """Where the units of each chain begin in :attr:`units`, and last where they end."""
    units: Positions
    """What each chain can mean in any year."""
    at_county: Flags
    """Whether a chain ends at a county, and at nothing above it."""

    @property
    def known(self) -> Flags:
        """Which chains mean something."""
        known: Flags = np.diff(self.spans) > 0
        return known

    def followed_by(self, other: Chains) -> Chains:
        """These and then *other*."""
        return Chains(
            numbers=np.concatenate([self.numbers, other.numbers]),
            names=np.concatenate([self.names, other.names], axis=1),
            spans=np.concatenate([self.spans, other.spans[1:] + self.units.size]),
            units=np.concatenate([self.units, other.units]),
            at_county=np.concatenate([self.at_county, other.at_county]),
        )


def lengthened(
    chains: NDArray[np.uint64], names: Positions, depth: NDArray[np.integer[Any]]
) -> NDArray[np.uint64]:
    """*chains* of *depth* names each with one more name."""
    shift = depth.astype(np.uint64) * np.uint64(NAME_BITS)
    longer: NDArray[np.uint64] = chains ^ ((names ^ NO_NAME).astype(np.uint64) << shift)
    return longer


def chain_of(names: Sequence[int]) -> int:
    """The number of the chain of some names, at most :data:`STEPS`.

    >>> names_of(np.array([chain_of([7, 3])], dtype=np.uint64))[:, 0].tolist()
    [7, 3, -1, -1]
    """
    chain = NO_CHAIN
    for depth, name in enumerate(names):
        chain ^= (name ^ NO_NAME) << depth * NAME_BITS
    return chain


def names_of(chains: NDArray[np.uint64]) -> Positions:
    """The names of chains, one row for each step, -1 for none."""
    rows = [(chains >> np.uint64(step * NAME_BITS)) & np.uint64(NO_NAME) for step in range(STEPS)]
    names = np.stack(rows).astype(np.int64)
    names[names == NO_NAME] = -1
    return names


def shortened(chains: NDArray[np.uint64], depth: Positions) -> NDArray[np.uint64]:
    """The first *depth* names of *chains*."""
    shift = (depth * NAME_BITS).astype(np.uint64)
    return chains | np.uint64(NO_CHAIN) >> shift << shift
