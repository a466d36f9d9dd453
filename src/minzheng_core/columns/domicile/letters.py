"""Texts as numbers: their first letters in columns, and a digest of every part of them.

A digest stands for the letters it was made of (64 bits;
``tests/columns/domicile/test_domicile_tables.py`` proves that no two names of places share one), so
that all texts of a column are looked up at once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Digests = NDArray[np.uint64]
    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]

WIDTH = 48
"""So many letters of a text are looked at."""
WIDEST = 62
"""So many at most where a name begins that may be longer than others."""
_BASE = np.uint64(0x9E3779B97F4A7C15)
_LETTERS = 1 << 16
_ZI, _ZHI = map(ord, "自治")


def mixed(numbers: NDArray[Any]) -> Digests:
    """Numbers spread over 64 bits (the finalizer of splitmix64)."""
    z = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x632BE59BD9B4E019)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


_MIXED = mixed(np.arange(_LETTERS))
_POWERS = np.concatenate([[np.uint64(1)], np.cumprod(np.full(WIDEST, _BASE), dtype=np.uint64)])


class Letters:
    """The first *width* letters of each text, one row a position, one column a text."""

    def __init__(self, texts: pl.Series, width: int = WIDTH) -> None:
        self.texts = texts
        self.width = width
        self.count = count = texts.len()
        self.sizes = texts.str.len_chars().cast(pl.Int64).to_numpy()
        longest = int(self.sizes.max(initial=0))
        self._used = used = min(longest, width)
        looked_at = texts if used == longest else texts.str.head(used)
        written = _characters(looked_at.str.join("").item())
        ends = np.cumsum(np.minimum(self.sizes, used))
        self.chars = np.zeros((width, count), dtype=np.uint16)
        here = np.append(0, ends[:-1])
        for place in range(used):
            letters = written.take(here, mode="clip")
            np.multiply(letters, self.sizes > place, out=self.chars[place])
            here += 1
        # After the end of the longest text nothing is summed up: no name has its digest there.
        sums = np.zeros((width + 1, count), dtype=np.uint64)
        for place in range(used):
            np.multiply(sums[place], _BASE, out=sums[place + 1])
            sums[place + 1] += _MIXED.take(self.chars[place])
        self._sums = sums.ravel()
        self._flat = self.chars.ravel()

    def part(self, rows: Positions, starts: Positions, size: int | Positions) -> Digests:
        """The digests of *size* letters of the texts *rows* from *starts* on."""
        begin = starts * self.count + rows
        parts: Digests = self._sums.take(begin + size * self.count)
        parts -= self._sums.take(begin) * _POWERS[size]
        return parts

    def opened(
        self, rows: Positions, starts: Positions, size: int | Positions, place: int | Positions
    ) -> Digests:
        """The digests of *size* letters without what the letter at *place* adds to them."""
        parts = self.part(rows, starts, size)
        parts -= _MIXED[self.at(rows, starts + place)] * _POWERS[size - 1 - place]
        return parts

    def without(
        self, rows: Positions, starts: Positions, size: int | Positions, place: int | Positions
    ) -> Digests:
        """The digests of *size* letters with the one at *place* taken out."""
        rest = size - 1 - place
        parts = self.part(rows, starts, place)
        parts *= _POWERS[rest]
        parts += self.part(rows, starts + place + 1, rest)
        return parts

    def swapped(
        self, rows: Positions, starts: Positions, size: int | Positions, place: int | Positions
    ) -> Digests:
        """The digests of *size* letters with those at *place* and after it exchanged."""
        one = _MIXED[self.at(rows, starts + place)]
        other = _MIXED[self.at(rows, starts + place + 1)]
        rest = size - 1 - place
        step = _POWERS[rest] - _POWERS[rest - 1]
        parts = self.part(rows, starts, size)
        parts += (other - one) * step
        return parts

    def at(self, rows: Positions, places: Positions) -> NDArray[np.uint16]:
        """The letters of the texts *rows* at *places*; 0 after their end."""
        return self._flat.take(places * self.count + rows)

    def match(self, rows: Positions, places: Positions, pattern: re.Pattern[str]) -> Flags:
        """Whether *pattern* matches the texts *rows* at *places*: one by one, for the few of which it is asked."""
        texts = self.texts[rows].to_list()
        found = [
            pattern.match(text, place) is not None
            for text, place in zip(texts, places.tolist(), strict=True)
        ]
        return np.array(found, dtype=np.bool_)

    @cached_property
    def last_autonomous(self) -> Positions:
        """Where 自治 stands last in each text, -1 where it does not."""
        found = np.full(self.count, -1, dtype=np.int64)
        chars = self.chars[: self._used]
        at = np.flatnonzero((chars[:-1] == _ZI) & (chars[1:] == _ZHI))
        found[at % self.count] = at // self.count
        return found

    def whole(self) -> Digests:
        """The digests of the texts, none of which may be longer than the width."""
        every = np.arange(self.count)
        return self._sums.take(self.sizes * self.count + every)

    def beginning(self, size: int) -> Digests:
        """The digests of the first *size* letters of every text."""
        return self._sums[size * self.count : (size + 1) * self.count]


def _characters(text: str) -> NDArray[np.uint16]:
    """The letters of *text* as numbers; those that are too rare to be looked up are all the last one."""
    short = text.encode("utf-16-le")
    if len(short) == 2 * len(text):
        return np.frombuffer(short, dtype=np.uint16)
    long = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    return np.minimum(long, _LETTERS - 1).astype(np.uint16)


def letter_set(letters: str) -> Flags:
    """A table of all letters that says which ones stand in *letters*."""
    table = np.zeros(_LETTERS, dtype=np.bool_)
    table[[ord(letter) for letter in letters]] = True
    return table


class Lookup:
    """Digests to their positions in the sequence that they were given in, the first if repeated."""

    def __init__(self, digests: Digests) -> None:
        order = np.argsort(digests, kind="stable")
        bits = max(int(digests.size).bit_length() + 3, 8)
        self._shift = np.uint64(64 - bits)
        self._keys, self._where = digests[order], order
        slots = self._keys >> self._shift
        begin = np.flatnonzero(np.diff(slots, prepend=~slots[:1]))
        self._first = np.zeros(1 << bits, dtype=np.int32)
        self._first[slots[begin]] = begin
        self._counts = np.zeros(1 << bits, dtype=np.int16)
        self._counts[slots[begin]] = np.diff(begin, append=slots.size)

    def find(self, wanted: Digests) -> Positions:
        """The position of each digest, -1 where there is none."""
        found = np.full(wanted.size, -1, dtype=np.int64)
        slots = (wanted >> self._shift).view(np.int64)
        # Most of what is looked up is not there, and most of that is seen by its empty slot.
        at = np.flatnonzero(self._counts.take(slots) != 0)
        wanted, slots = wanted[at], slots[at]
        here, left = self._first.take(slots).astype(np.int64), self._counts.take(slots)
        while at.size:
            hit = self._keys.take(here) == wanted
            found[at[hit]] = self._where.take(here[hit])
            on = np.flatnonzero(~hit & (left > 1))
            at, wanted, here, left = at[on], wanted[on], here[on] + 1, left[on] - 1
        return found


class Groups:
    """Digests to all the values that were given with each, in any order."""

    def __init__(self, digests: Digests, values: Positions) -> None:
        order = np.argsort(digests)
        keys = digests[order]
        first = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
        self._values = values[order]
        self._first = np.append(first, values.size)
        self._lookup = Lookup(keys[first])

    def find(self, wanted: Digests) -> tuple[Positions, Positions]:
        """Pairs of a position in *wanted* and a value of it."""
        found = self._lookup.find(wanted)
        at = np.flatnonzero(found >= 0)
        first = self._first[found[at]]
        counts = self._first[found[at] + 1] - first
        return np.repeat(at, counts), self._values[np.repeat(first, counts) + ranges(counts)]


class Beginnings:
    """Which sizes the names have that begin with two given letters."""

    def __init__(self, firsts: Digests, sizes: Positions) -> None:
        order = np.argsort(firsts)
        keys = firsts[order]
        begin = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
        self._lookup = Lookup(keys[begin])
        masks = np.bitwise_or.reduceat((np.int64(1) << sizes)[order], begin)
        self._masks = np.append(masks, 0)

    def masks(self, digests: Digests) -> Positions:
        """Bit *i* of a mask: names of *i* letters begin so."""
        return self._masks[self._lookup.find(digests)]


def longest_of_each(masks: Positions, found: Positions) -> Iterator[tuple[Positions, Positions]]:
    """The sizes whose bits are set in each of *masks*, the longest first, and where each stands.

    Those are left out for which meanwhile something other than -1 was written in *found*.
    """
    at = np.flatnonzero(masks != 0)
    masks = masks[at]
    while at.size:
        # With the bit below the highest taken out, no number is rounded up to the next power of two.
        sizes = np.frexp((masks & ~(masks >> 1)).astype(np.float64))[1].astype(np.int64) - 1
        yield sizes, at
        masks = masks ^ np.int64(1) << sizes
        left = np.flatnonzero((masks != 0) & (found[at] < 0))
        at, masks = at[left], masks[left]


def longest_first(masks: Positions) -> Iterator[tuple[int, Positions]]:
    """Each size whose bit is set in any of *masks*, the longest first, and where it is set."""
    some = np.flatnonzero(masks != 0)
    masks = masks[some]
    sizes = int(np.bitwise_or.reduce(masks, initial=0))
    while sizes:
        size = sizes.bit_length() - 1
        yield size, some[np.flatnonzero(masks & (1 << size) != 0)]
        sizes ^= 1 << size


def ranges(counts: Positions) -> Positions:
    """Count up from 0 for each of *counts*: ``[2, 3]`` gives ``[0, 1, 0, 1, 2]``."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if counts.size else 0
    return np.arange(total) - np.repeat(ends - counts, counts)
