"""What stands above the village in many addresses, read before: the next chunk has it again."""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from minzheng_core.values.domicile_answer import FAULTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile_letters import Flags, Positions
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile_answer import Answer

_REMEMBERED = 100_000
"""So many answers at most; when there are more, all are forgotten."""
_LONGEST = 64
_SPANS = 8
"""So many answers to a text, each for other years, are looked through."""
OPEN = -1
"""The number of no answer: the text is not plain."""
CUT = np.iinfo(np.int64).min
"""The number of a text that says too little without what follows its township."""


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

    def number(self, answer: Answer | None) -> int:
        """The number of an answer that is not plain."""
        number = self._numbers.get(answer)
        if number is None:
            number = self._numbers[answer] = OPEN - 1 - len(self.others)
            self.others.append(answer)
        return number


@frozen(eq=False)
class Places:
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

    @classmethod
    def none(cls, years: Positions) -> Places:
        """Nothing found in cells of these *years*."""
        nothing = np.full(years.size, -1, dtype=np.int64)
        zero = np.zeros_like(nothing)
        no = zero.astype(np.bool_)
        return cls(np.full(years.size, OPEN), nothing, zero, no, years.copy(), years + 1)

    @property
    def _columns(self) -> tuple[NDArray[Any], ...]:
        return self.found, self.towns, self.ends, self.asked, self.since, self.until

    def put(self, at: Positions | slice, other: Places) -> None:
        """Write *other* into the cells *at*."""
        for own, new in zip(self._columns, other._columns, strict=True):
            own[at] = new

    def take(self, at: Positions) -> Places:
        """Those of the cells *at*."""
        return Places(*(column[at] for column in self._columns))

    def followed_by(self, other: Places) -> Places:
        """These cells and then *other*."""
        return Places(*map(np.concatenate, zip(self._columns, other._columns, strict=True)))


class Memory:
    """The answers to texts, each with the years for which it holds."""

    def __init__(self) -> None:
        self.lock = Lock()
        """To be held while anything is looked up or kept: numbers of answers are given out in turn."""
        self.numbers = Answers()
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[str, int] = {}
        self._before = np.zeros(0, dtype=np.int64)
        """The row of the answer to the same text that was kept before, -1 if there is none."""
        self._places = Places.none(self._before)

    def __len__(self) -> int:
        return self._before.size

    def recall(self, texts: Sequence[str], years: Positions) -> tuple[Places, Positions]:
        """What is known of each of *texts*, and which ones nothing is known of."""
        rows = np.fromiter(map(self._rows.get, texts, repeat(-1)), dtype=np.int64, count=len(texts))
        for last in (*[False] * _SPANS, True):
            at = np.flatnonzero(rows >= 0)
            since, until = self._places.since[rows[at]], self._places.until[rows[at]]
            at = at[(years[at] < since) | (years[at] >= until)]
            if not at.size:
                break
            rows[at] = -1 if last else self._before[rows[at]]
        places = Places.none(years)
        known = np.flatnonzero(rows >= 0)
        places.put(known, self._places.take(rows[known]))
        return places, np.flatnonzero(rows < 0)

    def keep(self, texts: Sequence[str], word: Positions, places: Places) -> None:
        """Remember what was found for *texts*, each of which has one number in *word*."""
        if len(texts) > _REMEMBERED:
            return
        _, first = np.unique(word << 16 | places.since, return_index=True)
        short = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) <= _LONGEST
        which = first[short[first]]
        if len(self) + which.size > _REMEMBERED:
            self._forget()
        rows = len(self) + np.arange(which.size)
        kept = [texts[at] for at in which.tolist()]
        before = np.fromiter(map(self._rows.get, kept, repeat(-1)), np.int64, which.size)
        again = np.flatnonzero(np.diff(word[which]) == 0) + 1
        before[again] = rows[again] - 1
        self._rows.update(zip(kept, rows.tolist(), strict=True))
        self._before = np.concatenate([self._before, before])
        self._places = self._places.followed_by(places.take(which))


@lru_cache(maxsize=4)
def _memory(overlay: Overlay | None, county: str | None) -> Memory:  # noqa: ARG001 - the key
    return Memory()


def memory(overlay: Overlay | None, county: str | None) -> Memory:
    """What was read with this *overlay* for this *county*."""
    return _memory(overlay, county)
