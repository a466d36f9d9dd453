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
from minzheng_core.values.domicile_reading import CITY_SIDES, LONGER_WORDS, NAMES_END, NAMES_GO_ON

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.columns.domicile_letters import Flags, Positions
    from minzheng_core.values.domicile_index import DomicileIndex

STEPS = 4
"""So many names one after the other; more are left to the reader of single texts."""
NAME_BITS = 15
_NO_NAME = (1 << NAME_BITS) - 1
NO_CHAIN = (1 << STEPS * NAME_BITS) - 1
_LAST_START = WIDTH - 18
_NOT_ALONE = letter_set(LONGER_WORDS)
_FILLER = letter_set("市省自直所下辖县")
_ENDS_NAME = letter_set(NAMES_END)
_STOPS_NAME = letter_set(NAMES_GO_ON)
_ZHI = ord("治")


_SIDE = letter_set(CITY_SIDES)
_SHI = ord("市")


@frozen(eq=False)
class Starts:
    """Where to go on reading: the texts, the places in them, the chains of names before and their size."""

    rows: Positions
    places: Positions
    chains: NDArray[np.uint64]
    depth: Positions
    last: Positions

    @classmethod
    def of_all(cls, count: int) -> Starts:
        """The beginnings of so many texts."""
        nothing = np.zeros(count, dtype=np.int64)
        chains = np.full(count, NO_CHAIN, dtype=np.uint64)
        return cls(np.arange(count), nothing, chains, nothing, nothing - 1)


@frozen(eq=False)
class Heads:
    """What stands at the beginning of texts: a chain of names, where it ends, whether that is sure."""

    chains: NDArray[np.uint64]
    """The numbers of the names, 15 bits each, the first name lowest."""
    ends: Positions
    last: Positions
    """The last name, -1 if there is none."""
    sure: Flags
    """Whether the reader of single texts would take these names and no others."""
    stopped: Flags
    """Whether no known name follows; it may be a damaged one."""
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
        self.sizes = letters.sizes
        self.longest = int(self.sizes.max())
        self._begin = Beginnings(letters.beginning(2), self.sizes)
        self.full = np.array([form.full for form in forms] + [False])
        leads = np.array([form.is_parent for form in forms])
        self.leads = leads
        self._below = np.array([bool(form.counties or form.prefectures) for form in forms])
        counties = np.array([form.full and bool(form.counties) for form in forms])
        self._counties = Beginnings(letters.beginning(2)[counties], self.sizes[counties])
        self._is_county = counties
        extended = index.extended
        self.extended = np.array([name in extended for name in self.names])

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
        heads = self.walk(letters, Starts.of_all(letters.count))
        rows = np.flatnonzero(heads.sure & ~heads.complete)
        heads.sure[rows] = ~self.doubtful(letters, rows, heads, rows)
        return heads

    def walk(self, letters: Letters, starts: Starts) -> Heads:
        """The names from where each of *starts* stands, one after the other."""
        count = starts.rows.size
        chains, ends, last = starts.chains.copy(), starts.places.copy(), starts.last.copy()
        sure = np.zeros(count, dtype=np.bool_)
        stopped = np.zeros(count, dtype=np.bool_)
        autonomous = _last_place(letters, _ZHI)
        at, depth = np.arange(count), starts.depth
        while at.size and depth.min() < STEPS:
            near = (ends[at] <= _LAST_START) & (depth < STEPS)
            at, depth = at[near], depth[near]
            rows, places = starts.rows[at], ends[at]
            names = self._named_at(letters, rows, places, self._begin)
            within = self._in_city(letters, rows, places, depth)
            none = (names < 0) & ~within
            stopped[at[none]] = plain = ~_FILLER[letters.at(rows[none], places[none])]
            sure[at[none]] = plain & (depth[none] > 0)
            after = places + self.sizes[names]
            alone = self.full[names] | ~(
                _NOT_ALONE[letters.at(rows, after)] | (autonomous[rows] > after)
            )
            kept = ~none & ~within & alone & (self._below[names] | (depth == 0))
            at, depth, names = at[kept], depth[kept], names[kept]
            chains[at] ^= (names ^ _NO_NAME).astype(np.uint64) << (depth * NAME_BITS).astype(
                np.uint64
            )
            ends[at], last[at] = after[kept], names
            leads = self.leads[names]
            sure[at[~leads]] = True
            at, depth = at[leads], depth[leads] + 1
        sure &= ends <= _LAST_START
        return Heads(
            chains,
            ends,
            last,
            sure,
            stopped & (ends <= _LAST_START),
            ends == letters.sizes[starts.rows],
        )

    def _in_city(
        self, letters: Letters, rows: Positions, places: Positions, depth: Positions
    ) -> Flags:
        """Whether a 市 at the end of a city may be the beginning of the district as well (市中区)."""
        found = np.zeros(rows.size, dtype=np.bool_)
        at = np.flatnonzero((depth > 0) & _SIDE[letters.at(rows, places)])
        at = at[letters.at(rows[at], places[at] - 1) == _SHI]
        found[at] = self._county_at(letters, rows[at], places[at] - 1)
        return found

    def doubtful(self, letters: Letters, rows: Positions, heads: Heads, at: Positions) -> Flags:
        """Whether what follows the heads *at* may belong to a name: a county, or one that ends so."""
        ends, last = heads.ends[at], heads.last[at]
        doubtful = self._county_at(letters, rows, ends)
        single = heads.chains[at] >> np.uint64(NAME_BITS) == (1 << (STEPS - 1) * NAME_BITS) - 1
        which = np.flatnonzero((single & ~self.full[last]) | self.extended[last])
        doubtful[which] |= county_may_follow(letters, rows[which], ends[which])
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


def county_may_follow(letters: Letters, rows: Positions, starts: Positions) -> Flags:
    """Whether up to nine letters and the last one of a county's name stand at *starts*."""
    found = np.zeros(rows.size, dtype=np.bool_)
    going = np.ones(rows.size, dtype=np.bool_)
    for step in range(10):
        char = letters.at(rows, starts + step)
        if step:
            found |= going & _ENDS_NAME[char]
        going &= ~_STOPS_NAME[char]
    return found
