"""The provinces and prefectures under which units ever stood, as a table of bits.

The same as :meth:`values.domicile.index.DomicileIndex.family` gives for one unit, for all at once.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np

from minzheng_core.values.domicile.names import provinces_before, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.values.domicile.index import DomicileIndex

_WORD = 64


class Families:
    """All units with the keys of those above them, of their forebears and of their heirs."""

    def __init__(self, index: DomicileIndex, number: Mapping[str, int]) -> None:
        """*number* numbers the keys of provinces and prefectures; the number after the last is of none."""
        above = ((r.province, stem(r.prefecture) if r.prefecture else "") for r in index.records)
        once = (provinces_before().get((r.province, r.name), ()) for r in index.records)
        of_lists = _bits(zip(*above, strict=True), number, index)
        of_before = _bits(zip_longest(*once, fillvalue=""), number, index)
        self._count, self._words = of_lists.shape
        self._no_key = len(number)
        of_all = of_lists | of_before
        # The table of the lists, and after it that with what was before them as well.
        self._bits = np.concatenate([of_lists, of_all]).ravel()
        self.once_elsewhere: Flags = (of_all != of_lists).any(axis=1)
        """Which units were in another province before the lists begin."""

    def under(self, units: Positions, keys: Positions, before: Flags) -> Flags:
        """Whether each of *units* ever stood under one of the *keys* beside it.

        *before*: of which units also what they lay in before the lists begin.
        """
        first = (units + before * self._count) * self._words
        found = self._has(first, keys[:, 0])
        # Few names have several keys.
        some = np.flatnonzero(keys[:, 1] != self._no_key)
        for key in keys[some, 1:].T:
            found[some] |= self._has(first[some], key)
        return found

    def _has(self, first: Positions, keys: Positions) -> Flags:
        """Whether the bits of *keys* are set in the words from *first* on."""
        words = self._bits.take(first + keys // _WORD)
        return (words >> (keys % _WORD).astype(np.uint64) & np.uint64(1)).astype(np.bool_)


def _bits(
    above: Iterable[Sequence[str]], number: Mapping[str, int], index: DomicileIndex
) -> NDArray[np.uint64]:
    """The bits of the names *above* every unit and above all that it was or became."""
    own = np.zeros((len(index.records), len(number) // _WORD + 1), dtype=np.uint64)
    for names in above:
        keys = np.array([number.get(name, -1) for name in names])
        units = np.flatnonzero(keys >= 0)
        bits = np.uint64(1) << (keys[units] % _WORD).astype(np.uint64)
        own[units, keys[units] // _WORD] |= bits
    return _spread(own, index.heirs) | _spread(own, index.forebears)


def _spread(own: NDArray[np.uint64], steps: Mapping[int, Sequence[int]]) -> NDArray[np.uint64]:
    """What each unit has of its *own*, and what all have that are reached by step after step."""
    pairs = [(unit, further) for unit, to in steps.items() for further in to]
    at, further = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    found, before = own.copy(), np.zeros_like(own)
    while (found != before).any():
        before = found.copy()
        np.bitwise_or.at(found, at, found[further])
    return found
