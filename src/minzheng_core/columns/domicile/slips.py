"""Names that may be meant where letters stand that are none: one slip of the pen away.

The same as :class:`values.domicile.typos.Spellings` finds, for many places at once: digests of all
names with a letter left open, left out or exchanged are looked up together.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from attrs import evolve, frozen

from minzheng_core.columns.domicile.letters import (
    Beginnings,
    Groups,
    Letters,
    Lookup,
    letter_set,
    mixed,
    ranges,
)
from minzheng_core.columns.domicile.rows import Rows
from minzheng_core.values.domicile.typos import (
    AREA_SUFFIX,
    COUNTY_SUFFIX,
    KINDS_DRAWN_ALIKE,
    KNOWN_BY_REST,
    SUFFIX,
    TELLING,
    drawn_alike,
    like_kinds,
    sounds,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.letters import Digests, Flags, Positions

_AREA = letter_set("".join(AREA_SUFFIX))
_COUNTY = letter_set("".join(COUNTY_SUFFIX))
_SUFFIX = letter_set("".join(SUFFIX))
_DRAWN = np.zeros(1 << 16, dtype=np.uint16)
_DRAWN[list(map(ord, KINDS_DRAWN_ALIKE))] = list(map(ord, KINDS_DRAWN_ALIKE.values()))
_TELLING = [letter_set("".join(words)) for words in TELLING]
_SHORT = 3
"""Names of so many letters have no beginning or rest to be found by."""
_SHORT_SIZES = (2 << _SHORT) - 1
_SHORTEST = 2
_BLOCK = 1 << 14
"""So many places are looked at together."""


@frozen(eq=False)
class Spots:
    """Places in texts: the texts, which of them, and where in each."""

    letters: Letters
    rows: Positions
    starts: Positions
    scopes: Positions
    """The scopes in one of which a name must lie to be meant, a row for each place."""

    def take(self, at: Positions) -> Spots:
        """Those at the positions *at*."""
        return Spots(self.letters, self.rows[at], self.starts[at], self.scopes[at])

    def letter(self, place: Positions) -> NDArray[np.uint16]:
        """The letters at the *place* beside each, counted from it."""
        return self.letters.at(self.rows, self.starts + place)


@frozen(eq=False, kw_only=True)
class Tries(Rows):
    """Slips to try: at which spots, in names of how many letters, in which of these."""

    at: Positions
    sizes: Positions
    places: Positions

    @classmethod
    def of(cls, *masks: Positions, last: int = 0) -> Tries:
        """Those of each spot: bit *i* of its masks says that names of *i* letters are tried.

        The first of *masks* holds for the first letter and so on, the last one for all that follow,
        but for so many letters at the end.
        """
        tries: list[Tries] = []
        for place, mask in enumerate(masks):
            at, sizes = _set_bits(mask)
            counts = np.maximum(sizes - last - place, 0)
            if place < len(masks) - 1:
                counts = np.minimum(counts, 1)
            tries.append(
                cls(
                    at=np.repeat(at, counts),
                    sizes=np.repeat(sizes, counts),
                    places=place + ranges(counts),
                )
            )
        return cls.joined(tries)


@frozen(eq=False, kw_only=True)
class Slips(Rows):
    """Names that may be meant, each with the position of the place that was asked about."""

    at: Positions
    names: Positions
    sizes: Positions
    """How many letters of the text stand for the name."""
    alike: Flags
    """Whether the letters in question may be read alike, or the slip is one of order or number."""
    weak: Flags
    """Whether the slip says something of its own: another kind of place, another side."""
    at_last: Flags
    """Whether another letter stands before the last one of the name."""


class SlipFinder:
    """All names with the slips that can be made in them."""

    def __init__(self, names: Sequence[str], members: Flags) -> None:
        """*members* tells which names lie in which scopes, a row for each name."""
        self._members, self._scopes = members.ravel(), members.shape[1]
        self._inhabited: Flags = np.logical_or.reduce(members, axis=0)
        self._longest = max(map(len, names))
        self._letters = letters = Letters(pl.Series(names), self._longest + 1)
        every = np.arange(letters.count)
        self.ends_area = _AREA[letters.at(every, letters.sizes - 1)]
        self._by_rest = np.array([len(n) > 2 and n.endswith(KNOWN_BY_REST) for n in names])
        self._exact = Lookup(letters.whole())
        self._begin = Beginnings(letters.beginning(2), letters.sizes)
        at = np.flatnonzero(self._by_rest)
        self._begin_by_rest = Beginnings(letters.beginning(2)[at], letters.sizes[at])
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
        cut = [letters.part(every, every * 0 + 1, 2), letters.without(every, every * 0, 3, 1)]
        begin = np.concatenate([letters.beginning(2), *cut])
        self._begin_shorter = Beginnings(begin, np.tile(letters.sizes, 3))

    def find(self, spots: Spots) -> Slips:
        """All names that may be meant at *spots*."""
        blocks = range(0, max(spots.rows.size, 1), _BLOCK)
        slips = Slips.joined(slips for at in blocks for slips in self._in_block(spots, at))
        return slips.take(self._within(spots, slips.at, slips.names))

    def _within(self, spots: Spots, at: Positions, names: Positions) -> Flags:
        """Whether *names* lie in one of the scopes of the spot *at* which each is tried."""
        first, *others = spots.scopes.T
        names = names * self._scopes
        within: Flags = self._members.take(names + first[at])
        # Few spots have several scopes: the others are without any name.
        for scope in others:
            some = np.flatnonzero(self._inhabited[scope][at])
            within[some] |= self._members.take(names[some] + scope[at[some]])
        return within

    def _in_block(self, spots: Spots, begin: int) -> list[Slips]:
        """Those of every kind at the spots from *begin* on."""
        here = spots.take(np.arange(begin, min(begin + _BLOCK, spots.rows.size)))
        letters, rows, starts = here.letters, here.rows, here.starts
        left = np.minimum(letters.sizes[rows] - starts, self._longest + 1)
        two = letters.part(rows, starts, 2)
        begun = self._begin.masks(two)
        turned = self._begin.masks(letters.swapped(rows, starts, 2, 0))
        second = self._begin.masks(letters.part(rows, starts + 1, 2))
        outer = self._begin.masks(letters.without(rows, starts, 3, 1))
        by_rest = self._begin_by_rest.masks(two)
        rest = self._rest.masks(letters.part(rows, starts + 2, 2)) | _SHORT_SIZES
        fits, extra = self._sizes(2, left), self._sizes(2, left - 1)
        missing = self._sizes(3, left + 1) & self._begin_shorter.masks(two)
        found = [
            self._exchanged(here, Tries.of(fits & rest, fits & rest, fits & begun), by_rest),
            self._swapped(here, Tries.of(fits & turned, fits & outer, fits & begun, last=2)),
            self._missing(here, Tries.of(missing, missing * 0)),
            self._extra(here, Tries.of(extra & second, extra & outer, extra & begun)),
        ]
        return [evolve(slips, at=slips.at + begin) for slips in found]

    def _sizes(self, least: int, most: Positions) -> Positions:
        """Masks of the sizes of names from *least* to *most*: bit *i* for *i* letters."""
        bits = (np.int64(2) << np.clip(most, 0, self._longest)) - 1
        return bits & ~np.int64((1 << least) - 1)

    def _exchanged(self, spots: Spots, tries: Tries, by_rest: Positions) -> Slips:
        """One letter for another: 兴锅县.

        *by_rest*: of how many letters names may stand at each spot that are known by all but the last.
        """
        written = spots.letters.at(spots.rows[tries.at], spots.starts[tries.at] + tries.places)
        ends = (by_rest[tries.at] >> tries.sizes & 1).astype(np.bool_) & ~_SUFFIX[written]
        ends |= _may_end()[written]
        tries = tries.take((tries.places < tries.sizes - 1) | ends)
        keys = spots.letters.opened(
            spots.rows[tries.at], spots.starts[tries.at], tries.sizes, tries.places
        )
        which, names = self._opened.find(keys ^ _salt(tries.sizes, tries.places))
        # Very many names have all but one of so few letters: 赣县, 吴县.
        kept = self._within(spots, tries.at[which], names)
        tries, names = tries.take(which[kept]), names[kept]
        written = spots.letters.at(spots.rows[tries.at], spots.starts[tries.at] + tries.places)
        meant = self._letters.at(names, tries.places)
        alike = easily_mistaken(written, meant)
        kind = (_COUNTY[written] & _COUNTY[meant]) | (_DRAWN[written] == meant)
        ends = tries.places == tries.sizes - 1
        kept = ~ends | kind | (alike & _AREA[meant] & ~_SUFFIX[written])
        by_rest = ~kept & self._by_rest[names] & ~_SUFFIX[written]
        kept |= by_rest
        weak = by_rest | (~ends & ((_SUFFIX[written] & ~alike) | both_telling(written, meant)))
        kept &= written != meant
        at, sizes, no = tries.at, tries.sizes, np.zeros_like(kept)
        found = Slips(at=at, names=names, sizes=sizes, alike=alike, weak=weak, at_last=no)
        return found.take(kept)

    def _swapped(self, spots: Spots, tries: Tries) -> Slips:
        """Two letters exchanged: 国兴县."""
        here = spots.take(tries.at)
        differ = np.flatnonzero(here.letter(tries.places) != here.letter(tries.places + 1))
        here, tries = here.take(differ), tries.take(differ)
        names = self._exact.find(
            spots.letters.swapped(here.rows, here.starts, tries.sizes, tries.places)
        )
        yes = np.ones(names.size, dtype=np.bool_)
        return _sure(tries, names, yes, ~yes)

    def _missing(self, spots: Spots, tries: Tries) -> Slips:
        """A letter left out: 兴县. Where it stood makes no difference."""
        here = spots.take(tries.at)
        shorter = tries.sizes - 1
        which, names = self._shorter.find(spots.letters.part(here.rows, here.starts, shorter))
        sizes = shorter[which]
        no = np.zeros(names.size, dtype=np.bool_)
        at = tries.at[which]
        found = Slips(at=at, names=names, sizes=sizes, alike=no, weak=no, at_last=no)
        return found.take(self._letters.sizes[names] == sizes + 1)

    def _extra(self, spots: Spots, tries: Tries) -> Slips:
        """A letter too many: 兴兴国县."""
        here = spots.take(tries.at)
        written, after = here.letter(tries.places), here.letter(tries.places + 1)
        twice = (tries.places > 0) & (written == here.letter(np.maximum(tries.places - 1, 0)))
        foreign = ~_SUFFIX[written] & (tries.sizes > _SHORTEST)
        kept = np.flatnonzero((written != after) & (twice | foreign))
        here, tries = here.take(kept), tries.take(kept)
        longer = evolve(tries, sizes=tries.sizes + 1)
        names = self._exact.find(
            spots.letters.without(here.rows, here.starts, longer.sizes, longer.places)
        )
        twice = twice[kept]
        return _sure(longer, names, twice, ~twice & (tries.places == tries.sizes - 1))


def sound_alike(one: NDArray[Any], other: NDArray[Any]) -> Flags:
    """Whether letters may be read alike, as :func:`values.domicile.typos.same_sound` has it."""
    sound = _sounds()[one]
    alike: Flags = (sound > 0) & (sound == _sounds()[other])
    return alike


def easily_mistaken(one: NDArray[Any], other: NDArray[Any]) -> Flags:
    """Whether letters are read or drawn alike, as :func:`values.domicile.typos.easily_mistaken` has it."""
    return sound_alike(one, other) | np.isin(_pair(one, other), _drawn_alike())


@cache
def _drawn_alike() -> Positions:
    ones, others = (np.array([ord(c) for c in chars]) for chars in zip(*drawn_alike(), strict=True))
    return _pair(ones, others)


def _pair(one: NDArray[Any], other: NDArray[Any]) -> Positions:
    pairs: Positions = one.astype(np.int64) << 16 | other
    return pairs


@cache
def _may_end() -> Flags:
    """Which letters may be written for the last one of a name."""
    area = np.flatnonzero(_AREA)
    like_area = np.isin(_sounds(), _sounds()[area]) & (_sounds() > 0) & ~_SUFFIX
    return _COUNTY | (_DRAWN > 0) | like_area


@cache
def like_kind() -> Flags:
    """Which letters are like the last one of a county's name, as :func:`values.domicile.typos.like_kinds` has it."""
    return letter_set("".join(like_kinds()))


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


def _set_bits(masks: Positions) -> tuple[Positions, Positions]:
    """Pairs of a position in *masks* and the number of a bit that is set there, of 32 at most."""
    some = np.flatnonzero(masks != 0)
    bits = np.unpackbits(masks[some].astype("<u4").view(np.uint8), bitorder="little")
    at = np.flatnonzero(bits.view(np.bool_))
    return some[at >> 5], at & 31


def _salt(size: Positions, place: int | Positions) -> Digests:
    """What tells the digests of names of different sizes with different letters left open apart."""
    return mixed(size * 64 + place)


def _groups(parts: list[tuple[Digests, Positions]]) -> Groups:
    return Groups(
        np.concatenate([digests for digests, _ in parts]),
        np.concatenate([names for _, names in parts]),
    )


def _sure(tries: Tries, names: Positions, alike: Flags, at_last: Flags) -> Slips:
    """What was found, none of it weak; -1 stands for nothing."""
    at, sizes, no = tries.at, tries.sizes, np.zeros(names.size, dtype=np.bool_)
    found = Slips(at=at, names=names, sizes=sizes, alike=alike, weak=no, at_last=at_last)
    return found.take(names >= 0)
