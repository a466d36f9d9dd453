"""The divisions that plain chains of names mean in their years, for whole columns at once.

What :class:`values.domicile_resolver.Resolver` answers where one division of the year fits and all
is called as it was then; of other chains it is asked once for every chain and year.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from minzheng_core.columns.domicile_heads import HeadScanner, names_of
from minzheng_core.columns.domicile_letters import WIDTH, Letters, ranges
from minzheng_core.columns.domicile_townships import TownFinder
from minzheng_core.values.domicile_answer import ABOVE_COUNTY
from minzheng_core.values.domicile_resolver import resolver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile_heads import Heads
    from minzheng_core.columns.domicile_letters import Flags, Positions
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile_answer import Answer
    from minzheng_core.values.domicile_resolver import Resolver

_KEYS = 2
"""A name stands for so many things at most when something follows: a province, a prefecture."""
_LEVELS = {"province": 1, "prefecture": 2, "county": 3}


@frozen(eq=False)
class Reading:
    """What stands at the beginning of texts, whatever the year."""

    letters: Letters
    heads: Heads
    sure: Flags
    chain: Positions
    """The position of the chain of each text in :attr:`chains`."""
    chains: NDArray[np.uint64]
    names: Positions
    """The names of each chain, one row for each step."""
    spans: Positions
    """Where the units of each chain begin in :attr:`units`, and last where they end."""
    units: Positions
    """What each chain can mean in any year."""


@frozen(eq=False)
class Found:
    """Positions in :attr:`answers` and :attr:`towns`, -1 where there is none: the text is not plain."""

    answer: Positions
    town: Positions
    answers: list[Answer]
    towns: list[str]


class PlainAnswers:
    """Units, their names and families as tables of numbers."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._index = index = resolver.index
        self.scanner = HeadScanner(index)
        number = {name: i for i, name in enumerate(self.scanner.names)}
        records, forms = index.records, list(index.forms.values())
        self._starts, self._ends = np.array(index.starts), np.array(index.ends)
        self._levels = np.array([_LEVELS[r.level] for r in records])
        called = [[number.get(n, -2) for n in (r.province, r.prefecture, r.name)] for r in records]
        self._called = np.array(called).T
        meant = [(*f.provinces, *f.prefectures, *f.counties) for f in forms]
        self._counts = np.array([len(units) for units in meant])
        self._first = np.cumsum(self._counts) - self._counts
        self._units = np.array([unit for units in meant for unit in units])
        self._narrow = np.array([bool(f.prefectures) and not f.provinces for f in forms])
        keys = {key: i for i, key in enumerate(dict.fromkeys(k for f in forms for k in f.keys))}
        self._key_numbers = keys
        self._keys = np.full((len(forms), _KEYS), len(keys))
        for i, form in enumerate(forms):
            self._keys[i, : len(form.keys)] = [keys[key] for key in form.keys]
        self._family = np.zeros((len(records), len(keys) + 1), dtype=np.bool_)
        self._family_known = np.zeros(len(records), dtype=np.bool_)
        self._towns = TownFinder(index)
        in_full = [index.full_name(unit) for unit in range(len(records))]
        heads = self.scanner.scan(Letters([name[:WIDTH] for name in in_full]))
        self._in_full = np.where(heads.sure & heads.complete, heads.chains, ~np.uint64(0))

    def read(self, texts: Sequence[str]) -> Reading:
        """The names at the beginning of *texts*, and what they can mean."""
        letters = Letters(texts)
        heads = self.scanner.scan(letters)
        chains, back = np.unique(heads.chains, return_inverse=True)
        names = names_of(chains)
        of, units, at_county = self._units_of(names)
        known = np.bincount(of, minlength=chains.size) > 0
        short = (names[1] < 0) & ~self.scanner.full[names[0]]
        sure = heads.sure & (known & ~short)[back] & (heads.complete | at_county[back])
        spans = np.searchsorted(of, np.arange(chains.size + 1))
        return Reading(letters, heads, sure, back, chains, names, spans, units)

    def _units_of(self, names: Positions) -> tuple[Positions, Positions, Flags]:
        """Pairs of chain and unit that it can mean in some year; which chains end at a county.

        A chain with the same name twice over gets none: it is left to the reader of single texts.
        """
        depth = (names >= 0).sum(axis=0)
        every = np.arange(depth.size)
        last = names[depth - 1, every]
        counts = np.where(depth > 0, self._counts[last], 0)
        of = np.repeat(every, counts)
        units = self._units[np.repeat(self._first[last], counts) + ranges(counts)]
        self._fill_families(units)
        levels = self._levels[units]
        fits = (levels > 1) | (depth[of] == 1)
        narrow = np.zeros(depth.size, dtype=np.bool_)
        for step in range(len(names) - 1):
            above = np.where(depth - 1 > step, names[step], -1)
            has = above >= 0
            narrow |= has & self._narrow[above]
            fits &= ~(has & (above == last))[of]
            rows = np.flatnonzero(has[of])
            keys = self._keys[above[of[rows]]]
            fits[rows] &= self._family[units[rows, None], keys].any(axis=1)
        county = np.bincount(of[fits & (levels == 3)], minlength=depth.size) > 0
        fits &= (levels == 3) | ~(narrow & county)[of]
        higher = np.bincount(of[fits & (levels < 3)], minlength=depth.size) > 0
        return of[fits], units[fits], county & ~higher

    def _fill_families(self, units: Positions) -> None:
        """Note the provinces and prefectures of all times of *units*."""
        for unit in np.unique(units[~self._family_known[units]]).tolist():
            keys = (self._key_numbers.get(key) for key in self._index.family(unit))
            self._family[unit, [key for key in keys if key is not None]] = True
            self._family_known[unit] = True

    def answers(
        self, reading: Reading, texts: Positions, years: Positions, county: str | None
    ) -> Found:
        """The answer and township for each text and year."""
        found, answers = self._answered(reading, texts, years, county)
        county_of = [a.unit if a.level == 3 and not a.choices else -1 for a in answers]
        unit = np.array([*county_of, -1], dtype=np.int64)[found]
        going_on = (found >= 0) & ~reading.heads.complete[texts]
        found[going_on & (unit < 0)] = -1
        at = np.flatnonzero(going_on & (unit >= 0))
        rows = texts[at]
        town = np.full(texts.size, -1, dtype=np.int64)
        form = self._towns.find(reading.letters, rows, reading.heads.ends[rows], unit[at])
        known, which = np.unique(form[form >= 0], return_inverse=True)
        town[at[form >= 0]] = which
        return Found(found, town, answers, [self._towns.codes[i] for i in known.tolist()])

    def _answered(
        self, reading: Reading, texts: Positions, years: Positions, county: str | None
    ) -> tuple[Positions, list[Answer]]:
        """The answers to the heads alone, and for each text and year which one is its own."""
        sure = np.flatnonzero(reading.sure[texts])
        pairs = reading.chain[texts[sure]] << 16 | years[sure]
        pairs, back = np.unique(pairs, return_inverse=True)
        chain, year = pairs >> 16, pairs & 0xFFFF
        unit = self._of_year(reading, chain, year)
        if county is not None:
            unit[reading.names[1, chain] < 0] = -1
        full = self._in_full[unit] == reading.chains[chain]
        known, which = np.unique(np.where(unit < 0, -1, unit << 1 | full), return_inverse=True)
        answers = [self._answer(key >> 1, full=bool(key & 1)) for key in known.tolist() if key >= 0]
        if known.size and known[0] < 0:
            which -= 1
        numbers = {answer: i for i, answer in enumerate(answers)}
        rest = np.flatnonzero(unit < 0)
        for at, names, of_year in zip(
            rest.tolist(),
            reading.names[:, chain[rest]].T.tolist(),
            year[rest].tolist(),
            strict=True,
        ):
            head = self._resolver.reader.head([self.scanner.names[n] for n in names if n >= 0])
            if head is not None:
                answer = self._resolver.answer(head, of_year, county)
                which[at] = numbers.setdefault(answer, len(numbers))
        found = np.full(texts.size, -1)
        found[sure] = which[back]
        return found, list(numbers)

    def _answer(self, unit: int, *, full: bool) -> Answer:
        faults = 0 if self._levels[unit] == _LEVELS["county"] else ABOVE_COUNTY
        return self._resolver.settled(unit, faults, full=full)

    def _of_year(self, reading: Reading, chain: Positions, year: Positions) -> Positions:
        """The one unit of the year that a chain means and names as it was then, else -1."""
        counts = np.diff(reading.spans)[chain]
        of = np.repeat(np.arange(chain.size), counts)
        units = reading.units[np.repeat(reading.spans[chain], counts) + ranges(counts)]
        fits = (self._starts[units] <= year[of]) & (year[of] < self._ends[units])
        for step in range(len(reading.names) - 1):
            above = np.where(reading.names[step + 1] >= 0, reading.names[step], -1)[chain][of]
            listed = (self._called[:, units] == above).any(axis=0)
            fits &= listed | ~self.scanner.full[above]
        found = np.full(chain.size, -1)
        found[of[fits]] = units[fits]
        found[np.bincount(of[fits], minlength=chain.size) != 1] = -1
        return found


@lru_cache(maxsize=4)
def plain_answers(overlay: Overlay | None = None) -> PlainAnswers:
    """The shared tables of the published history, or of that with an *overlay*."""
    return PlainAnswers(resolver(overlay))
