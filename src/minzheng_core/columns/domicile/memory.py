"""What stands above the village in many addresses, read before: the next chunk has it again."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.columns.domicile.different import different
from minzheng_core.columns.domicile.rows import Rows
from minzheng_core.values.domicile.answer import FAULTS

if TYPE_CHECKING:
    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile.answer import Answer

_REMEMBERED = 100_000
"""So many answers at most; when there are more, all are forgotten."""
_LONGEST = 64 * 3
"""So many bytes a text has at most that is remembered: most letters have three."""
OPEN = -1
"""The number of no answer: the text is not plain."""
CUT = np.iinfo(np.int64).min
"""The number of a text that says too little without what follows its township."""
NO_HEAD, UNTOLD = -2, -1
"""Stand for the chain of a text without any name of a division, and of one that was not noted."""


_FAULT_BITS = len(FAULTS)


def plain_numbers(units: Positions, faults: Positions, full: Flags) -> Positions:
    """The numbers of answers that say: this unit, these faults, all names in full or not."""
    numbers: Positions = (units << _FAULT_BITS | faults) << 1 | full
    return numbers


def plain_parts(numbers: Positions) -> tuple[Positions, Positions, Flags]:
    """The units, the faults, and whether in full, of *numbers* above :data:`OPEN`."""
    faults = numbers >> 1 & (1 << _FAULT_BITS) - 1
    return numbers >> 1 + _FAULT_BITS, faults, (numbers & 1).astype(np.bool_)


class Answers:
    """Numbers for answers: of plain ones what they say, below :data:`OPEN` others in their order."""

    def __init__(self) -> None:
        self._numbers: dict[Answer | None, int] = {}
        self.others: list[Answer | None] = []
        """The answers that are not plain: the first has the number ``OPEN - 1``."""
        self._lowest = np.zeros(0, dtype=np.int64)

    def number(self, answer: Answer | None) -> int:
        """The number of an answer that is not plain."""
        number = self._numbers.get(answer)
        if number is None:
            number = self._numbers[answer] = OPEN - 1 - len(self.others)
            self.others.append(answer)
        return number

    @property
    def lowest(self) -> Positions:
        """The units of :attr:`others` below which no code lies, -1 of others."""
        if self._lowest.size < len(self.others):
            more = self.others[self._lowest.size :]
            units = [a.unit if a and a.lowest and a.unit is not None else -1 for a in more]
            self._lowest = np.append(self._lowest, np.array(units, dtype=np.int64))
        return self._lowest


@frozen(eq=False, kw_only=True)
class Places(Rows):
    """For each cell the number of its answer, its township, and where its division ends."""

    found: Positions
    towns: Positions
    """Rows of :attr:`TownFinder.names`, -1 for none."""
    ends: Positions
    asked: Flags
    """Whether the text was read by itself: the township is known by its code, not by its writing."""
    since: Positions
    """The first year for which the answer to the text is the same."""
    until: Positions
    """The first year after that."""
    chains: Positions
    """The names that the text begins with, as :mod:`.chains` numbers them, :data:`NO_HEAD` or :data:`UNTOLD`."""

    @classmethod
    def none(cls, years: Positions) -> Places:
        """Nothing found in cells of these *years*."""
        return cls(
            found=np.full(years.size, OPEN),
            towns=np.full(years.size, -1),
            ends=np.zeros(years.size, dtype=np.int64),
            asked=np.zeros(years.size, dtype=np.bool_),
            since=years.copy(),
            until=years + 1,
            chains=np.full(years.size, UNTOLD),
        )


class Memory:
    """The answers to texts, each with the years for which it holds."""

    def __init__(self) -> None:
        self.lock = Lock()
        """To be held while anything is looked up or kept: numbers of answers are given out in turn."""
        self.numbers = Answers()
        self._forget()

    def _forget(self) -> None:
        self._texts = pl.Series(dtype=pl.String)
        self._hashes = np.zeros(0, dtype=np.uint64)
        """Those of the texts in their order, and beside each the number of its text."""
        self._of_hash = np.zeros(0, dtype=np.int64)
        self._keys = np.zeros(0, dtype=np.int64)
        """The number of each text and the first year of the answer, in their order."""
        self._places = Places.none(self._keys)

    def __len__(self) -> int:
        return self._keys.size

    def recall(
        self, texts: pl.Series, word: Positions, years: Positions
    ) -> tuple[Places, Positions, Positions]:
        """What is known of each cell, which ones nothing is known of, and the numbers of their texts.

        *word* tells which of the *texts* stands in each cell; the number is -1 of one never kept.
        """
        numbers = self._numbers_of(texts)[word]
        known = np.flatnonzero(numbers >= 0)
        keys = numbers[known] << 16 | years[known]
        # What is looked up in its order is several times as fast.
        order = np.argsort(keys)
        known, keys = known[order], keys[order]
        row = np.searchsorted(self._keys, keys, side="right") - 1
        right = (row >= 0) & (self._keys[row] >> 16 == keys >> 16)
        right &= years[known] < self._places.until[row]
        known, row = known[right], row[right]
        places = Places.none(years)
        places.put(known, self._places.take(row))
        new = np.ones(years.size, dtype=np.bool_)
        new[known] = False
        unknown = np.flatnonzero(new)
        return places, unknown, numbers[unknown]

    def _numbers_of(self, texts: pl.Series) -> Positions:
        """The numbers of *texts*, -1 for those that were never kept."""
        numbers = np.full(texts.len(), -1, dtype=np.int64)
        if not self._hashes.size:
            return numbers
        hashes = texts.hash().to_numpy()
        order = np.argsort(hashes)
        place = np.searchsorted(self._hashes, hashes[order])
        found = self._hashes.take(place, mode="clip") == hashes[order]
        at, known = order[found], self._of_hash[place[found]]
        same = (self._texts[known] == texts[at]).to_numpy()
        numbers[at[same]] = known[same]
        return numbers

    def keep(self, texts: pl.Series, word: Positions, places: Places, numbers: Positions) -> None:
        """Remember what was found for *texts*, each of which has one number in *word*.

        *numbers* are those with which :meth:`recall` gave the cells.
        """
        if not 0 < texts.len() <= _REMEMBERED:
            return
        _, first, _ = different(word << 16 | places.since)
        which = first[(texts[first].str.len_bytes() <= _LONGEST).to_numpy()]
        if len(self) + which.size > _REMEMBERED:
            self._forget()
            numbers = np.full_like(numbers, -1)
        texts, word, numbers = texts[which], word[which], numbers[which]
        new = np.flatnonzero(numbers < 0)
        words, begin, of = different(word[new])
        numbers[new] = self._texts.len() + of
        if words.size:
            self._add(texts[new[begin]])
        keys = np.concatenate([self._keys, numbers << 16 | places.since[which]])
        order = np.argsort(keys)
        self._keys = keys[order]
        self._places = Places.joined([self._places, places.take(which)]).take(order)

    def _add(self, texts: pl.Series) -> None:
        """Give numbers to *texts* that have none."""
        more = self._texts.len() + np.arange(texts.len())
        hashes = np.concatenate([self._hashes, texts.hash().to_numpy()])
        order = np.argsort(hashes)
        self._hashes, self._of_hash = hashes[order], np.concatenate([self._of_hash, more])[order]
        self._texts = pl.concat([self._texts, texts], rechunk=True)


@lru_cache(maxsize=4)
def memory(overlay: Overlay | None, county: str | None) -> Memory:  # noqa: ARG001 - the key
    """What was read with this *overlay* for this *county*."""
    return Memory()
