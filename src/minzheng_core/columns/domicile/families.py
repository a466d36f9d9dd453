"""The provinces and prefectures under which units ever stood, as a table of bits.

The same as :meth:`values.domicile.index.DomicileIndex.family` gives for one unit, for all at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from minzheng_core.values.domicile.names import stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.values.domicile.index import DomicileIndex

_WORD = 64


class Families:
    """All units with the keys of those above them, of their forebears and of their heirs."""

    def __init__(self, index: DomicileIndex, number: Mapping[str, int]) -> None:
        """*number* numbers the keys of provinces and prefectures."""
        own = np.zeros((len(index.records), len(number) // _WORD + 1), dtype=np.uint64)
        above = ((r.province, stem(r.prefecture) if r.prefecture else "") for r in index.records)
        for names in zip(*above, strict=True):
            keys = np.array([number.get(name, -1) for name in names])
            units = np.flatnonzero(keys >= 0)
            bits = np.uint64(1) << (keys[units] % _WORD).astype(np.uint64)
            own[units, keys[units] // _WORD] |= bits
        self._bits = _spread(own, index.heirs) | _spread(own, index.forebears)

    def under(self, units: Positions, keys: Positions) -> Flags:
        """Whether each of *units* ever stood under one of the *keys* beside it."""
        words = self._bits[units[:, None], keys // _WORD]
        bits = words >> (keys % _WORD).astype(np.uint64) & np.uint64(1)
        found: Flags = np.logical_or.reduce(bits, axis=1)
        return found


def _spread(own: NDArray[np.uint64], steps: Mapping[int, Sequence[int]]) -> NDArray[np.uint64]:
    """What each unit has of its *own*, and what all have that are reached by step after step."""
    pairs = [(unit, further) for unit, to in steps.items() for further in to]
    at, further = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    found, before = own.copy(), np.zeros_like(own)
    while (found != before).any():
        before = found.copy()
        np.bitwise_or.at(found, at, found[further])
    return found
