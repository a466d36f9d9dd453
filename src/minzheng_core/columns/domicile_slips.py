"""Names that may be meant where letters stand that are none: one slip of the pen away.

The same as :class:`values.domicile_typos.Spellings` finds, for many places at once: digests of all
names with a letter left open, left out or exchanged are looked up together.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from minzheng_core.columns.domicile_letters import (
    Beginnings,
    Groups,
    Letters,
    Lookup,
    letter_set,
    mixed,
)
from minzheng_core.values.domicile_typos import AREA_SUFFIX, COUNTY_SUFFIX, SUFFIX, TELLING, sounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile_letters import Digests, Flags, Positions

_AREA = letter_set("".join(AREA_SUFFIX))
_COUNTY = letter_set("".join(COUNTY_SUFFIX))
_SUFFIX = letter_set("".join(SUFFIX))
_TELLING = [letter_set("".join(words)) for words in TELLING]
_SHORT = 3
"""Names of so many letters have no beginning or rest to be found by."""


@frozen(eq=False)
class Spots:
    """Places in texts: the texts, which of them, and where in each."""

    letters: Letters
    rows: Positions
    starts: Positions

    def take(self, at: Positions) -> Spots:
        """Those at the positions *at*."""
        return Spots(self.letters, self.rows[at], self.starts[at])

    def letter(self, place: int) -> NDArray[np.uint16]:
        """The letters at *place* from each on."""
        return self.letters.at(self.rows, self.starts + place)


@frozen(eq=False)
class Slips:
    """Names that may be meant, each with the position of the place that was asked about."""

    at: Positions
    names: Positions
    sizes: Positions
    """How many letters of the text stand for the name."""
    alike: Flags
    weak: Flags

    def where(self, kept: Flags) -> Slips:
        """Those that are *kept*."""
        return Slips(
            self.at[kept], self.names[kept], self.sizes[kept], self.alike[kept], self.weak[kept]
        )


class SlipFinder:
    """All names with the slips that can be made in them."""

    def __init__(self, names: Sequence[str]) -> None:
        self._longest = max(map(len, names))
        self._letters = letters = Letters(names, self._longest + 1)
        every = np.arange(letters.count)
        self.ends_area = _AREA[letters.at(every, letters.sizes - 1)]
        self._exact = Lookup(letters.whole())
        self._begin = Beginnings(letters.beginning(2), letters.sizes)
        longer = np.flatnonzero(letters.sizes > _SHORT)
        self._rest = Beginnings(letters.part(longer, longer * 0 + 2, 2), letters.sizes[longer])
        opened, shorter = [], []
        for place in range(self._longest):
            has = np.flatnonzero(letters.sizes > place)
            sizes = letters.sizes[has]
            opened.append((letters.opened(has, has * 0, sizes, place) ^ _salt(sizes, place), has))
            char, after = (
                letters.at(every, every * 0 + place),
                letters.at(every, every * 0 + place + 1),
            )
            inner = (letters.sizes > max(place + 1, 2)) & (char != after)
            inner &= _SUFFIX[letters.at(every, letters.sizes - 1)]
            has = np.flatnonzero(inner)
            shorter.append((letters.without(has, has * 0, letters.sizes[has], place), has))
        self._opened = _groups(opened)
        self._shorter = _groups(shorter)

    def find(self, spots: Spots) -> Slips:
        """All names that may be meant at *spots*."""
        found = list(self._of_all_kinds(spots))
        return Slips(
            np.concatenate([s.at for s in found]),
            np.concatenate([s.names for s in found]),
            np.concatenate([s.sizes for s in found]),
            np.concatenate([s.alike for s in found]),
            np.concatenate([s.weak for s in found]),
        )

    def _of_all_kinds(self, spots: Spots) -> Iterator[Slips]:
        letters, rows, starts = spots.letters, spots.rows, spots.starts
        left = letters.sizes[rows] - starts
        begun = self._begin.masks(letters.part(rows, starts, 2))
        rest = self._rest.masks(letters.part(rows, starts + 2, 2))
        second = self._begin.masks(letters.part(rows, starts + 1, 2))
        outer = self._begin.masks(letters.without(rows, starts, 3, 1))
        for size in range(2, self._longest + 1):
            fits = left >= size
            by_begin, by_rest = (
                fits & (mask >> size & 1).astype(np.bool_) for mask in (begun, rest)
            )
            for place in range(size):
                may = fits if size <= _SHORT else by_rest if place < 2 else by_begin
                yield self._exchanged(spots, np.flatnonzero(may), size, place)
            for place in range(size - 2):
                may = by_begin if place >= 2 else fits if place or size <= _SHORT else by_rest
                yield self._swapped(spots, np.flatnonzero(may), size, place)
            if size < 3:
                continue
            fits = left > size
            yield self._missing(spots, np.flatnonzero(left >= size - 1), size)
            for place in range(size):
                mask = (second, outer)[place] if place < 2 else begun
                may = fits & (mask >> size & 1).astype(np.bool_)
                yield self._extra(spots, np.flatnonzero(may), size, place)

    def _exchanged(self, spots: Spots, at: Positions, size: int, i: int) -> Slips:
        """One letter for another: 兴锅县."""
        here = spots.take(at)
        keys = spots.letters.opened(here.rows, here.starts, size, i) ^ _salt(size, i)
        which, names = self._opened.find(keys)
        at = at[which]
        written = spots.take(at).letter(i)
        meant = self._letters.at(names, names * 0 + i)
        alike = sound_alike(written, meant)
        if i == size - 1:
            kind = _COUNTY[written] & _COUNTY[meant]
            kept = kind | (alike & _AREA[meant] & ~_SUFFIX[written])
            weak = np.zeros(at.size, dtype=np.bool_)
        else:
            kept = np.ones(at.size, dtype=np.bool_)
            weak = (_SUFFIX[written] & ~alike) | both_telling(written, meant)
        kept &= written != meant
        return Slips(at, names, np.full(at.size, size), alike, weak).where(kept)

    def _swapped(self, spots: Spots, at: Positions, size: int, i: int) -> Slips:
        """Two letters exchanged: 国兴县."""
        here = spots.take(at)
        at = at[here.letter(i) != here.letter(i + 1)]
        here = spots.take(at)
        names = self._exact.find(spots.letters.swapped(here.rows, here.starts, size, i))
        return _sure(at, names, size, alike=True)

    def _missing(self, spots: Spots, at: Positions, size: int) -> Slips:
        """A letter left out: 兴县."""
        here = spots.take(at)
        which, names = self._shorter.find(spots.letters.part(here.rows, here.starts, size - 1))
        return _sure(at[which], names, size - 1, alike=False).where(
            self._letters.sizes[names] == size
        )

    def _extra(self, spots: Spots, at: Positions, size: int, i: int) -> Slips:
        """A letter too many: 兴兴国县."""
        here = spots.take(at)
        written, after = here.letter(i), here.letter(i + 1)
        twice = written == here.letter(i - 1) if i else np.zeros(at.size, dtype=np.bool_)
        kept = (written != after) & (twice | ~_SUFFIX[written])
        at, twice = at[kept], twice[kept]
        here = spots.take(at)
        names = self._exact.find(spots.letters.without(here.rows, here.starts, size + 1, i))
        found = _sure(at, names, size + 1, alike=False)
        return Slips(found.at, found.names, found.sizes, twice[names >= 0], found.weak)


def sound_alike(one: NDArray[Any], other: NDArray[Any]) -> Flags:
    """Whether letters may be read alike, as :func:`values.domicile_typos.same_sound` has it."""
    sound = _sounds()[one]
    alike: Flags = (sound > 0) & (sound == _sounds()[other])
    return alike


@cache
def _sounds() -> NDArray[np.int16]:
    """A number for the sound of each letter, 0 where none is known."""
    sound = sounds()
    number = {s: i for i, s in enumerate(dict.fromkeys(sound.values()), 1)}
    table = np.zeros(1 << 16, dtype=np.int16)
    table[[ord(char) for char in sound]] = [number[s] for s in sound.values()]
    return table


def both_telling(one: NDArray[Any], other: NDArray[Any]) -> Flags:
    """Whether exchanging one letter for the other names another place (东、西), and is no slip."""
    told = np.zeros(one.size, dtype=np.bool_)
    for words in _TELLING:
        told |= words[one] & words[other]
    return told


def _salt(size: int | Positions, place: int) -> Digests:
    """What tells the digests of names of different sizes with different letters left open apart."""
    return mixed(np.atleast_1d(size) * 64 + place)


def _groups(parts: list[tuple[Digests, Positions]]) -> Groups:
    return Groups(
        np.concatenate([digests for digests, _ in parts]),
        np.concatenate([names for _, names in parts]),
    )


def _sure(at: Positions, names: Positions, size: int, *, alike: bool) -> Slips:
    """What was found, none of it weak; -1 stands for nothing."""
    at, names = at[names >= 0], names[names >= 0]
    sizes = np.full(at.size, size)
    return Slips(at, names, sizes, np.full(at.size, alike), np.zeros(at.size, dtype=np.bool_))
