"""What stands above the village in many addresses, read before: the next chunk has it again."""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from minzheng_core.columns.domicile_plain import OPEN, Answers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.columns.domicile_letters import Flags, Positions
    from minzheng_core.reference.overlay import Overlay

_REMEMBERED = 100_000
"""So many texts at most; when there are more, all are forgotten."""
_LONGEST = 64


@frozen(eq=False)
class Places:
    """For each cell the number of its answer, its township, and where its division ends."""

    found: Positions
    towns: Positions
    """Rows of :attr:`TownFinder.names`, -1 for none."""
    ends: Positions
    asked: Flags
    """Whether the text was read by itself: the township is known by its code, not by its writing."""

    @classmethod
    def none(cls, count: int) -> Places:
        """Nothing found in so many cells."""
        nothing = np.full(count, -1, dtype=np.int64)
        zero = np.zeros_like(nothing)
        return cls(np.full(count, OPEN, dtype=np.int64), nothing, zero, zero.astype(np.bool_))

    def put(self, at: Positions | slice, other: Places) -> None:
        """Write *other* into the cells *at*."""
        self.found[at], self.towns[at], self.ends[at] = other.found, other.towns, other.ends
        self.asked[at] = other.asked

    def take(self, at: Positions) -> Places:
        """Those of the cells *at*."""
        return Places(self.found[at], self.towns[at], self.ends[at], self.asked[at])

    def followed_by(self, other: Places) -> Places:
        """These cells and then *other*."""
        return Places(
            np.concatenate([self.found, other.found]),
            np.concatenate([self.towns, other.towns]),
            np.concatenate([self.ends, other.ends]),
            np.concatenate([self.asked, other.asked]),
        )


class Memory:
    """The answers to texts with their years, each text and year in one key."""

    def __init__(self) -> None:
        self.lock = Lock()
        """To be held while anything is looked up or kept: numbers of answers are given out in turn."""
        self.numbers = Answers()
        self._rows: dict[str, int] = {}
        self._places = Places.none(0)

    def __len__(self) -> int:
        return len(self._rows)

    def recall(self, keys: Sequence[str]) -> tuple[Places, Positions]:
        """What is known of each of *keys*, and which ones nothing is known of."""
        rows = np.fromiter(map(self._rows.get, keys, repeat(-1)), dtype=np.int64, count=len(keys))
        places = Places.none(rows.size)
        known = np.flatnonzero(rows >= 0)
        places.put(known, self._places.take(rows[known]))
        return places, np.flatnonzero(rows < 0)

    def keep(self, keys: Sequence[str], places: Places) -> None:
        """Remember what was found for *keys*, each once."""
        at = {key: i for i, key in enumerate(keys) if len(key) <= _LONGEST}
        if len(self._rows) + len(at) > _REMEMBERED:
            self._rows, self._places = {}, Places.none(0)
        if len(at) > _REMEMBERED:
            return
        begin = len(self._rows)
        self._rows.update(zip(at, range(begin, begin + len(at)), strict=True))
        which = np.fromiter(at.values(), dtype=np.int64, count=len(at))
        self._places = self._places.followed_by(places.take(which))


@lru_cache(maxsize=4)
def _memory(overlay: Overlay | None, county: str | None) -> Memory:  # noqa: ARG001 - the key
    return Memory()


def memory(overlay: Overlay | None, county: str | None) -> Memory:
    """What was read with this *overlay* for this *county*."""
    return _memory(overlay, county)
