"""The divisions that plain chains of names mean in their years, for whole columns at once.

What :class:`values.domicile_resolver.Resolver` answers where one division of the year fits and all
is called as it was then; of other chains it is asked once for every chain and year.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve, frozen

from minzheng_core.columns.domicile_damaged import Mender
from minzheng_core.columns.domicile_heads import HeadScanner, names_of
from minzheng_core.columns.domicile_letters import WIDTH, Letters, ranges
from minzheng_core.columns.domicile_townships import TownFinder
from minzheng_core.values.domicile_answer import ABOVE_COUNTY, MISSPELT
from minzheng_core.values.domicile_names import stem
from minzheng_core.values.domicile_resolver import resolver
from minzheng_core.values.domicile_text import TOO_SHORT, cut_too_short

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
class Chains:
    """Different chains of names and what they can mean, whatever the year."""

    numbers: NDArray[np.uint64]
    names: Positions
    """The names of each chain, one row for each step."""
    spans: Positions
    """Where the units of each chain begin in :attr:`units`, and last where they end."""
    units: Positions
    """What each chain can mean in any year."""
    at_county: Flags
    """Whether a chain ends at a county, and at nothing above it."""


@frozen(eq=False)
class Reading:
    """What stands at the beginning of texts."""

    letters: Letters
    ends: Positions
    complete: Flags
    sure: Flags
    misspelt: Flags
    chain: Positions
    """The position of the chain of each text in :attr:`chains`."""
    chains: Chains


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
        self.levels = np.array([_LEVELS[r.level] for r in records])
        # Cities without counties and what lies beyond the mainland are asked about one by one.
        lowest = [index.lowest_until(u) > index.starts[u] for u in range(len(records))]
        self._ordinary = ~np.array(lowest)
        self._ordinary[[r.code > "7" for r in records]] = False
        called = [[number.get(n, -2) for n in (r.province, r.prefecture, r.name)] for r in records]
        self._called = np.array(called).T
        meant = [(*f.provinces, *f.prefectures, *f.counties) for f in forms]
        self._counts = np.array([len(units) for units in meant])
        self._first = np.cumsum(self._counts) - self._counts
        self._units = np.array([unit for units in meant for unit in units])
        self.has_counties = np.array([bool(f.counties) for f in forms])
        self._narrow = np.array([bool(f.prefectures) and not f.provinces for f in forms])
        keys = {key: i for i, key in enumerate(dict.fromkeys(k for f in forms for k in f.keys))}
        self._key_numbers = keys
        self.keys = np.full((len(forms), _KEYS), len(keys))
        for i, form in enumerate(forms):
            self.keys[i, : len(form.keys)] = [keys[key] for key in form.keys]
        self._family = np.zeros((len(records), len(keys) + 1), dtype=np.bool_)
        self._family_known = np.zeros(len(records), dtype=np.bool_)
        self.towns = TownFinder(index)
        self._mender = Mender(self)
        in_full = [index.full_name(unit) for unit in range(len(records))]
        heads = self.scanner.scan(Letters([name[:WIDTH] for name in in_full]))
        self._in_full = np.where(heads.sure & heads.complete, heads.chains, ~np.uint64(0))

    def read(self, texts: Sequence[str], *, mend: bool) -> Reading:
        """The names at the beginning of *texts*, and what they can mean.

        With *mend* the texts are without what follows a township, and damaged names are put right.
        """
        letters = Letters(texts)
        heads = self.scanner.scan(letters)
        chains, chain = self.chains_of(heads.chains)
        known = np.diff(chains.spans) > 0
        short = (chains.names[1] < 0) & ~self.scanner.full[chains.names[0]]
        sure = heads.sure & (known & ~short)[chain] & (heads.complete | chains.at_county[chain])
        reading = Reading(
            letters, heads.ends, heads.complete, sure, np.zeros_like(sure), chain, chains
        )
        if mend:
            open_rows = np.flatnonzero(heads.stopped & ~sure & ~heads.complete)
            reading = self._mended(texts, reading, heads, open_rows)
            short = np.flatnonzero(reading.sure & (letters.sizes < reading.ends + TOO_SHORT))
            for row in short.tolist():
                reading.sure[row] = not cut_too_short(texts[row], reading.ends[row])
        return reading

    def _mended(
        self, texts: Sequence[str], reading: Reading, heads: Heads, rows: Positions
    ) -> Reading:
        """The same with the names that are misspelt put right where only one can be meant."""
        rows, mended = self._mender.mend(texts, reading, heads, rows)
        if not rows.size:
            return reading
        numbers = heads.chains.copy()
        numbers[rows], reading.ends[rows] = mended.chains, mended.ends
        reading.complete[rows], reading.sure[rows] = mended.complete, True
        reading.misspelt[rows] = True
        chains, chain = self.chains_of(numbers)
        return evolve(reading, chain=chain, chains=chains)

    def chains_of(self, numbers: NDArray[np.uint64]) -> tuple[Chains, Positions]:
        """The different ones of some chains, and which one each is."""
        chains, back = np.unique(numbers, return_inverse=True)
        names = names_of(chains)
        of, units, at_county = self._units_of(names)
        spans = np.searchsorted(of, np.arange(chains.size + 1))
        return Chains(chains, names, spans, units, at_county), back

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
        levels = self.levels[units]
        fits = (levels > 1) | (depth[of] == 1)
        narrow = np.zeros(depth.size, dtype=np.bool_)
        for step in range(len(names) - 1):
            above = np.where(depth - 1 > step, names[step], -1)
            has = above >= 0
            narrow |= has & self._narrow[above]
            fits &= ~(has & (above == last))[of]
            rows = np.flatnonzero(has[of])
            keys = self.keys[above[of[rows]]]
            fits[rows] &= self._family[units[rows, None], keys].any(axis=1)
        county = np.bincount(of[fits & (levels == 3)], minlength=depth.size) > 0
        fits &= (levels == 3) | ~(narrow & county)[of]
        higher = np.bincount(of[fits & (levels < 3)], minlength=depth.size) > 0
        return of[fits], units[fits], county & ~higher

    def members(self) -> Flags:
        """Which names can stand below a province or prefecture, by its number; below none: last."""
        number, records = self._key_numbers, self._index.records
        above = np.array(
            [
                (
                    -1 if r.level == "province" else number[r.province],
                    number[stem(r.prefecture)] if r.level == "county" and r.prefecture else -1,
                )
                for r in records
            ]
        )
        table = np.zeros((self._counts.size, len(number) + 2), dtype=np.bool_)
        name = np.repeat(np.arange(self._counts.size), self._counts)
        for key in above[self._units].T:
            table[name[key >= 0], key[key >= 0]] = True
        table[:, -1] = self.scanner.full[:-1]
        return table

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
        county_of = [a.unit if a.lowest and a.unit is not None else -1 for a in answers]
        unit = np.array([*county_of, -1], dtype=np.int64)[found]
        going_on = (found >= 0) & ~reading.complete[texts]
        found[going_on & (unit < 0)] = -1
        at = np.flatnonzero(going_on & (unit >= 0))
        rows = texts[at]
        town = np.full(texts.size, -1, dtype=np.int64)
        form = self.towns.find(reading.letters, rows, reading.ends[rows], unit[at])
        known, which = np.unique(form[form >= 0], return_inverse=True)
        town[at[form >= 0]] = which
        return Found(found, town, answers, [self.towns.codes[i] for i in known.tolist()])

    def _answered(
        self, reading: Reading, texts: Positions, years: Positions, county: str | None
    ) -> tuple[Positions, list[Answer]]:
        """The answers to the heads alone, and for each text and year which one is its own."""
        sure = np.flatnonzero(reading.sure[texts])
        which_text = texts[sure]
        pairs = (reading.chain[which_text] << 1 | reading.misspelt[which_text]) << 16 | years[sure]
        pairs, back = np.unique(pairs, return_inverse=True)
        chain, slip, year = pairs >> 17, pairs >> 16 & 1, pairs & 0xFFFF
        chains = reading.chains
        unit = self._of_year(chains, chain, year)
        unit[~self._ordinary[unit]] = -1
        if county is not None:
            unit[chains.names[1, chain] < 0] = -1
        full = (self._in_full[unit] == chains.numbers[chain]) & (slip == 0)
        content = np.where(unit < 0, -1, unit << 2 | full << 1 | slip)
        known, which = np.unique(content, return_inverse=True)
        answers = [self._answer(key) for key in known.tolist() if key >= 0]
        if known.size and known[0] < 0:
            which -= 1
        numbers = {answer: i for i, answer in enumerate(answers)}
        rest = np.flatnonzero(unit < 0)
        asked = (chains.names[:, chain[rest]].T, slip[rest], year[rest])
        for at, (names, damaged, of_year) in zip(
            rest.tolist(), zip(*(part.tolist() for part in asked), strict=True), strict=True
        ):
            head = self._resolver.reader.head([self.scanner.names[n] for n in names if n >= 0])
            if head is not None:
                head = head.misspelt("", "") if damaged else head
                answer = self._resolver.answer(head, of_year, county)
                which[at] = numbers.setdefault(answer, len(numbers))
        found = np.full(texts.size, -1)
        found[sure] = which[back]
        return found, list(numbers)

    def _answer(self, content: int) -> Answer:
        """The answer that is one unit, in full or misspelt."""
        unit, full, slip = content >> 2, bool(content >> 1 & 1), content & 1
        faults = 0 if self.levels[unit] == _LEVELS["county"] else ABOVE_COUNTY
        return self._resolver.settled(unit, faults | MISSPELT * slip, full=full)

    def _of_year(self, chains: Chains, chain: Positions, year: Positions) -> Positions:
        """The one unit of the year that a chain means and names as it was then, else -1."""
        counts = np.diff(chains.spans)[chain]
        of = np.repeat(np.arange(chain.size), counts)
        units = chains.units[np.repeat(chains.spans[chain], counts) + ranges(counts)]
        fits = (self._starts[units] <= year[of]) & (year[of] < self._ends[units])
        for step in range(len(chains.names) - 1):
            above = np.where(chains.names[step + 1] >= 0, chains.names[step], -1)[chain][of]
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
