"""The names at the beginning of many addresses at once: province, prefecture, county.

Only what reads plainly is answered here: the longest known names one after the other, with nothing
after them that could belong to a name. Everything else is left to the reader of single texts
(:mod:`minzheng_core.values.domicile_reading`), whose answers these are the same as.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from minzheng_core.columns.domicile_letters import (
    WIDTH,
    Beginnings,
    Letters,
    Lookup,
    letter_set,
)
from minzheng_core.values.domicile_reading import LONGER_WORDS, NAMES_END, NAMES_GO_ON

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.columns.domicile_letters import Flags, Positions
    from minzheng_core.values.domicile_index import DomicileIndex

STEPS = 4
"""So many names one after the other; more are left to the reader of single texts."""
NAME_BITS = 15
_NO_NAME = (1 << NAME_BITS) - 1
_LAST_START = WIDTH - 18
_NOT_ALONE = letter_set(LONGER_WORDS)
_FILLER = letter_set("市省自直所下辖县")
_ENDS_NAME = letter_set(NAMES_END)
_STOPS_NAME = letter_set(NAMES_GO_ON)
_ZHI = ord("治")


@frozen(eq=False)
class Heads:
    """What stands at the beginning of texts: a chain of names, where it ends, whether that is sure."""

    chains: NDArray[np.uint64]
    """The numbers of the names, 15 bits each, the first name lowest."""
    ends: Positions
    sure: Flags
    """Whether the reader of single texts would take these names and no others."""
    complete: Flags
    """Whether nothing follows."""


class HeadScanner:
    """All names of divisions, prepared for reading whole columns."""

    def __init__(self, index: DomicileIndex) -> None:
        self.names = list(index.forms)
        if len(self.names) >= _NO_NAME:
            raise OverflowError(len(self.names))
        forms = list(index.forms.values())
        letters = Letters(self.names)
        self._lookup = Lookup(letters.whole())
        self._sizes = letters.sizes
        self.longest = int(self._sizes.max())
        self._begin = Beginnings(letters.beginning(2), self._sizes)
        self.full = np.array([form.full for form in forms] + [False])
        leads = np.array([form.is_parent for form in forms])
        self._leads = leads
        self._below = np.array([bool(form.counties or form.prefectures) for form in forms])
        counties = np.array([form.full and bool(form.counties) for form in forms])
        self._counties = Beginnings(letters.beginning(2)[counties], self._sizes[counties])
        self._is_county = counties
        extended = index.extended
        self._extended = np.array([name in extended for name in self.names])

    def _named_at(
        self, letters: Letters, rows: Positions, places: Positions, begin: Beginnings
    ) -> Positions:
        """The longest name at *places* of the texts *rows*, -1 where none stands."""
        masks = begin.masks(letters.part(rows, places, 2))
        found = np.full(rows.size, -1, dtype=np.int64)
        for size in range(self.longest, 1, -1):
            at = np.flatnonzero((masks >> size & 1).astype(np.bool_) & (found < 0))
            if at.size:
                found[at] = self._lookup.find(letters.part(rows[at], places[at], size))
        return found

    def _county_at(self, letters: Letters, rows: Positions, places: Positions) -> Flags:
        """Whether the full name of a county stands at *places*."""
        masks = self._counties.masks(letters.part(rows, places, 2))
        hit = np.zeros(rows.size, dtype=np.bool_)
        for size in range(self.longest, 1, -1):
            at = np.flatnonzero((masks >> size & 1).astype(np.bool_) & ~hit)
            if at.size:
                name = self._lookup.find(letters.part(rows[at], places[at], size))
                hit[at] = (name >= 0) & self._is_county[name]
        return hit

    def scan(self, letters: Letters) -> Heads:
        """The names at the beginning of every text."""
        count = letters.count
        chains = np.full(count, (1 << STEPS * NAME_BITS) - 1, dtype=np.uint64)
        ends = np.zeros(count, dtype=np.int64)
        sure = np.zeros(count, dtype=np.bool_)
        last = np.full(count, -1, dtype=np.int64)
        autonomous = _last_place(letters, _ZHI)
        rows = np.arange(count)
        for step in range(STEPS):
            rows = rows[ends[rows] <= _LAST_START]
            places = ends[rows]
            names = self._named_at(letters, rows, places, self._begin)
            none = names < 0
            if step:
                stopped = rows[none]
                sure[stopped] = ~_FILLER[letters.at(stopped, ends[stopped])]
            rows, places, names = rows[~none], places[~none], names[~none]
            after = places + self._sizes[names]
            full = self.full[names]
            kept = full | ~(_NOT_ALONE[letters.at(rows, after)] | (autonomous[rows] > after))
            if step:
                kept &= self._below[names]
            rows, after, names = rows[kept], after[kept], names[kept]
            shift = np.uint64(step * NAME_BITS)
            chains[rows] ^= (names.astype(np.uint64) ^ np.uint64(_NO_NAME)) << shift
            ends[rows], last[rows] = after, names
            leads = self._leads[names]
            sure[rows[~leads]] = True
            rows = rows[leads]
        sure &= ends <= _LAST_START
        heads = Heads(chains, ends, sure, ends == letters.sizes)
        rows = np.flatnonzero(sure & ~heads.complete)
        sure[rows] = ~self._doubtful(letters, heads, rows, last[rows])
        return heads

    def _doubtful(self, letters: Letters, heads: Heads, rows: Positions, last: Positions) -> Flags:
        """Whether what follows may belong to a name: a county, or one that ends so."""
        ends = heads.ends[rows]
        doubtful = self._county_at(letters, rows, ends)
        single = heads.chains[rows] >> np.uint64(NAME_BITS) == (1 << (STEPS - 1) * NAME_BITS) - 1
        at = np.flatnonzero((single & ~self.full[last]) | self._extended[last])
        doubtful[at] |= _county_may_follow(letters, rows[at], ends[at])
        return doubtful


def names_of(chains: NDArray[np.uint64]) -> Positions:
    """The names of chains, one row for each step, -1 for none."""
    rows = [(chains >> np.uint64(step * NAME_BITS)) & np.uint64(_NO_NAME) for step in range(STEPS)]
    names = np.stack(rows).astype(np.int64)
    names[names == _NO_NAME] = -1
    return names


def _last_place(letters: Letters, char: int) -> Positions:
    """Where *char* stands last in each text, -1 where it does not."""
    found = np.full(letters.count, -1, dtype=np.int64)
    for place in range(WIDTH):
        found[letters.chars[place] == char] = place
    return found


def _county_may_follow(letters: Letters, rows: Positions, starts: Positions) -> Flags:
    """Whether up to nine letters and the last one of a county's name stand at *starts*."""
    found = np.zeros(rows.size, dtype=np.bool_)
    going = np.ones(rows.size, dtype=np.bool_)
    for step in range(10):
        char = letters.at(rows, starts + step)
        if step:
            found |= going & _ENDS_NAME[char]
        going &= ~_STOPS_NAME[char]
    return found
