"""The divisions that plain chains of names mean in their years, for whole columns at once.

What :class:`values.domicile.resolver.Resolver` answers where one division of the year fits and all
is called as it was then; of other chains it is asked once for every chain and year.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import evolve

from minzheng_core.columns.domicile.chains import STEPS, chain_of
from minzheng_core.columns.domicile.damaged import Mender
from minzheng_core.columns.domicile.different import different
from minzheng_core.columns.domicile.letters import WIDTH, Letters, letter_set, ranges
from minzheng_core.columns.domicile.memory import CUT, NO_HEAD, OPEN, UNTOLD, Places, plain_parts
from minzheng_core.columns.domicile.own import OwnNames
from minzheng_core.columns.domicile.readings import Asked, Reading
from minzheng_core.columns.domicile.units import UnitTables
from minzheng_core.columns.domicile.verdicts import answers_to
from minzheng_core.columns.domicile.years import AskedChains, Years
from minzheng_core.values.domicile.answer import LEVELS
from minzheng_core.values.domicile.districts import (
    DISTRICT,
    LONGEST_DISTRICT,
    after_district,
)
from minzheng_core.values.domicile.names import GENERIC, former_county_names
from minzheng_core.values.domicile.regions import province_slip
from minzheng_core.values.domicile.resolver import resolver
from minzheng_core.values.domicile.text import TOO_SHORT, cut_too_short
from minzheng_core.values.domicile.towns import place_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.columns.domicile.heads import Heads
    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.columns.domicile.memory import Answers
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile.head import Head
    from minzheng_core.values.domicile.resolver import Resolver

_ENDS_LONG_KIND = letter_set("社道")


class PlainAnswers:
    """Reads the names at the beginning of texts, and answers which division of its year each means."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._index = index = resolver.index
        self.units = units = UnitTables(index)
        self.towns = units.towns
        self._own = OwnNames(resolver, units.towns, index.numbers)
        self._mender = Mender(units)
        self._years = Years(index, units.scanner.full)
        gone = former_county_names()
        self._former = np.array([name in gone for name in (*units.scanner.names, "")])
        """Which names are those of counties that others took over before the lists begin."""
        self._generic = np.array([name in GENERIC for name in (*units.scanner.names, "")])

    @cached_property
    def _parted(self) -> Flags:
        """Which units are counties that gave a part away, or from what they became."""
        parted = np.zeros(len(self._index.records), dtype=np.bool_)
        parted[[*self._resolver.parts.parted]] = True
        return parted

    def read(self, texts: pl.Series, *, above_village: bool) -> Reading:
        """The names at the beginning of *texts*, and what they can mean; damaged ones put right.

        *above_village*: the texts are without what follows a township.
        """
        letters = Letters(texts)
        heads = self.units.scanner.scan(letters)
        chains, chain = self.units.chains_of(heads.chains)
        known = chains.known[chain]
        short = self.units.lone_short(chains)[chain]
        sure = heads.sure & known & ~short & (heads.complete | chains.at_county[chain])
        reading = Reading(
            letters=letters,
            ends=heads.ends,
            complete=heads.complete,
            sure=sure,
            misspelt=np.zeros_like(sure),
            bare=np.zeros_like(sure),
            cut=np.zeros_like(sure),
            chain=chain,
            chains=chains,
        )
        going_on = heads.stopped | heads.doubtful | ((heads.sure | heads.again) & ~known)
        going_on |= heads.called_so & known & chains.at_county[chain]
        going_on &= ~sure & ~(heads.complete & known) & (letters.sizes > 0)
        reading = self._mended(reading, heads, np.flatnonzero(going_on))
        if above_village:
            _cut_off(reading)
        return reading

    def _mended(self, reading: Reading, heads: Heads, rows: Positions) -> Reading:
        """The same with the names that are misspelt put right where only one can be meant."""
        if not rows.size:
            return reading
        mended = self._mender.mend(reading, heads, rows)
        rows = mended.rows
        reading.ends[rows], reading.complete[rows] = mended.ends, mended.complete
        reading.misspelt[rows] = mended.misspelt
        meant, which = self.units.chains_of(mended.chains)
        reading.chain[rows] = reading.chains.numbers.size + which
        short = self.units.lone_short(meant)
        bare = short[which] & ~mended.misspelt
        reading.sure[rows], reading.bare[rows] = ~bare, bare
        return evolve(reading, chains=reading.chains.followed_by(meant))

    def answers(self, asked: Asked, county: str | None, numbers: Answers) -> Places:
        """The answers and the townships; :data:`OPEN` for what must be read one by one."""
        reading = asked.reading
        found, since, until = self._answered(asked, county, numbers)
        found[self._own.districts(reading, asked.texts, asked.years, county)] = OPEN
        former: Flags = np.logical_or.reduce(self._former[reading.chains.names], axis=0)
        former |= self._generic[reading.chains.names[0]] & (reading.chains.names[1] < 0)
        found[former[reading.chain[asked.texts]]] = OPEN
        found, town, told_by_town = self._townships(asked, found, county, numbers)
        found[reading.cut[asked.texts]] = CUT
        bare = reading.bare[asked.texts]
        for_a_year = bare | told_by_town
        places = Places(
            found=found,
            towns=np.where(town < 0, -1, self.towns.rows[town]),
            ends=reading.ends[asked.texts],
            asked=bare,
            since=np.where(for_a_year, asked.years, since),
            until=np.where(for_a_year, asked.years + 1, until),
            chains=reading.chains.numbers.astype(np.int64)[reading.chain[asked.texts]],
        )
        self._read_bare(places, asked, county, numbers)
        return places

    def _townships(
        self, asked: Asked, found: Positions, county: str | None, numbers: Answers
    ) -> tuple[Positions, Positions, Flags]:
        """The answers anew with what follows the names, and the forms of the townships that do.

        And of which answers a township may tell between which counties they leave it open.
        """
        reading, found = asked.reading, found.copy()
        going_on = (found != OPEN) & ~reading.complete[asked.texts]
        county_of = self._lowest(found, numbers)
        open_still = going_on & (county_of < 0)
        town = np.full(found.size, -1, dtype=np.int64)
        at = np.flatnonzero(going_on & ~open_still)
        rows = asked.texts[at]
        town[at] = self.towns.find(reading.letters, rows, reading.ends[rows], county_of[at])
        at = at[town[at] < 0]
        found[at[self._in_district(reading, asked.texts[at], county_of[at])]] = OPEN
        found[at[self._given_away(asked.take(at), county_of[at])]] = OPEN
        at = np.flatnonzero(open_still)
        found[at], town[at] = self._by_town(asked.take(at), found[at], county, numbers)
        at = np.flatnonzero(going_on & (town < 0))
        found[at[self._own.mistyped(reading, asked.texts[at], county)]] = OPEN
        return found, town, open_still

    def _read_bare(
        self, places: Places, asked: Asked, county: str | None, numbers: Answers
    ) -> None:
        """Write what the whole text tells where the names are all that was read."""
        reading = asked.reading
        for at in np.flatnonzero(places.asked).tolist():
            row = int(asked.texts[at])
            text, end = reading.letters.texts[row], int(reading.ends[row])
            head = self._head(reading.chains.names[:, reading.chain[row]].tolist())
            if head is None:
                head, end = province_slip(self._resolver.reader, text) or (None, end)
            year = int(asked.years[at])
            answer, code, places.ends[at], head = self._resolver.read(text, head, end, year, county)
            places.chains[at] = self.chain_of(head)
            places.found[at] = numbers.number(answer)
            places.towns[at] = self.towns.row_of(code)

    def _in_district(self, reading: Reading, rows: Positions, units: Positions) -> Flags:
        """Whether a district of the county and a township stand after it; they are left to be read one by one."""
        ends, letters = reading.ends[rows], reading.letters
        found = np.zeros(rows.size, dtype=np.bool_)
        for step in range(1, LONGEST_DISTRICT + 1):
            found |= letters.at(rows, ends + step) == ord(DISTRICT)
        for at in np.flatnonzero(found).tolist():
            text, end = letters.texts[int(rows[at])], int(ends[at])
            found[at] = after_district(self._index, int(units[at]), text, end) > end
        return found

    def _given_away(self, asked: Asked, units: Positions) -> Flags:
        """Whether a township follows that a part of what the names mean went to; as :func:`values.domicile.parts.given_away`.

        *units* are the counties that have no such township.
        """
        reading, parts = asked.reading, self._resolver.parts
        chains, chain = reading.chains, reading.chain[asked.texts]
        of_each = np.repeat(np.arange(chains.numbers.size), np.diff(chains.spans))
        parted = np.bincount(of_each[self._parted[chains.units]], minlength=chains.numbers.size) > 0
        at = np.flatnonzero(parted[chain])
        cases, case = np.unique(chain[at] << 16 | asked.years[at], return_inverse=True)
        spans = chains.spans
        held = [
            parts.of(chains.units[spans[one] : spans[one + 1]].tolist(), year)
            for one, year in zip((cases >> 16).tolist(), (cases & 0xFFFF).tolist(), strict=True)
        ]
        counts = np.array([len(some) for some in held], dtype=np.int64)
        first = np.cumsum(counts) - counts
        every = np.array([unit for some in held for unit in some], dtype=np.int64)
        counts = counts[case]
        of = np.repeat(np.arange(at.size), counts)
        others = every[np.repeat(first[case], counts) + ranges(counts)]
        other = others != units[at[of]]
        of, others = of[other], others[other]
        rows = asked.texts[at[of]]
        towns = self.towns.find(reading.letters, rows, reading.ends[rows], others)
        found = np.zeros(chain.size, dtype=np.bool_)
        found[at[of[towns >= 0]]] = True
        return found

    def chain_of(self, head: Head | None) -> int:
        """The number of the names of *head*."""
        if head is None:
            return NO_HEAD
        if len(head.names) > STEPS:
            return UNTOLD
        return chain_of([self._index.numbers[name] for name in head.names])

    def _head(self, names: Sequence[int]) -> Head | None:
        """The head of some names, -1 for none."""
        written = self._written(names)
        return self._resolver.reader.head([*written]) if written else None

    def _written(self, names: Sequence[int]) -> tuple[str, ...]:
        """Some names by their numbers, -1 for none."""
        return tuple(self.units.scanner.names[name] for name in names if name >= 0)

    def _lowest(self, found: Positions, numbers: Answers) -> Positions:
        """The units of answers below which no code lies, -1 of others."""
        units = plain_parts(np.maximum(found, 0))[0]
        plain = np.where((found >= 0) & (self.units.levels[units] == LEVELS["county"]), units, -1)
        other = np.flatnonzero((found < OPEN) & (found != CUT))
        plain[other] = numbers.lowest[OPEN - 1 - found[other]]
        return plain

    def _by_town(
        self, asked: Asked, found: Positions, county: str | None, numbers: Answers
    ) -> tuple[Positions, Positions]:
        """The same where the township may tell which of several counties is meant."""
        cases, case = np.unique(found << 16 | asked.years, return_inverse=True)
        answers = answers_to(cases >> 16, numbers.others, self._resolver)
        pools = [
            self._resolver.open_between(answer, number & 0xFFFF) if answer else ()
            for answer, number in zip(answers, cases.tolist(), strict=True)
        ]
        counts = np.array([len(pool) for pool in pools], dtype=np.int64)
        first = np.cumsum(counts) - counts
        every = np.array([unit for pool in pools for unit in pool], dtype=np.int64)
        counts = counts[case]
        of = np.repeat(np.arange(found.size), counts)
        units = every[np.repeat(first[case], counts) + ranges(counts)]
        rows = asked.texts[of]
        form = self.towns.find(asked.reading.letters, rows, asked.reading.ends[rows], units)
        of, units, form = of[form >= 0], units[form >= 0], form[form >= 0]
        rather = self._nearest(of, units, form)
        of, units, form = of[rather], units[rather], form[rather]
        hits = np.bincount(of, minlength=found.size)
        found, town = found.copy(), np.full(found.size, -1, dtype=np.int64)
        if county is not None:
            found[hits > 1] = OPEN
        one = hits[of] == 1
        town[of[one]] = form[one]
        of, units = of[one], units[one]
        settled, which = np.unique(case[of] << 32 | units, return_inverse=True)
        new = [OPEN] * settled.size
        for at, pair in enumerate(settled.tolist()):
            if answer := answers[pair >> 32]:
                settled_answer = self._resolver.told_by_township(answer, pair & 0xFFFFFFFF)
                new[at] = numbers.number(settled_answer)
        found[of] = np.array(new, dtype=np.int64)[which]
        return found, town

    def _nearest(self, of: Positions, units: Positions, form: Positions) -> Flags:
        """Which of the *units* that have a township rather have it; as :func:`values.domicile.towns.nearest` says."""
        rather = np.ones(of.size, dtype=np.bool_)
        several = np.flatnonzero(np.bincount(of, minlength=1)[of] > 1)
        if several.size == 0:
            return rather
        of = of[several]
        pairs, which = np.unique(units[several] << 32 | form[several], return_inverse=True)
        towns = self.towns.names["town"][self.towns.rows[pairs & 0xFFFFFFFF]]
        place = [
            place_in(self._index.town_codes(unit), town)
            for unit, town in zip((pairs >> 32).tolist(), towns.to_list(), strict=True)
        ]
        code = towns.cast(pl.Int64, strict=False).fill_null(0).to_numpy()[which]
        places = np.array(place)[which]
        least, low, high = (np.full(of.max() + 1, start) for start in (1 << 40, 1 << 40, -1))
        np.minimum.at(least, of, places)
        np.minimum.at(low, of, code)
        np.maximum.at(high, of, code)
        rather[several] = (places == least[of]) | (low[of] != high[of])
        return rather

    def _answered(
        self, asked: Asked, county: str | None, numbers: Answers
    ) -> tuple[Positions, Positions, Positions]:
        """The numbers of the answers to the heads alone; from when to when they are the same."""
        reading = asked.reading
        sure = np.flatnonzero(reading.sure[asked.texts])
        text = asked.texts[sure]
        pairs = (reading.chain[text] << 1 | reading.misspelt[text]) << 16 | asked.years[sure]
        pairs, _, back = different(pairs)
        chain, slip, year = pairs >> 17, (pairs >> 16 & 1).astype(np.bool_), pairs & 0xFFFF
        chains = reading.chains
        settled = self._years.settled(AskedChains(chains, chain, year, slip))
        which = settled.found
        if county is not None:
            which[chains.names[1, chain] < 0] = OPEN
        rest = np.flatnonzero(which == OPEN)
        of = (chains.names[:, chain[rest]].T, slip[rest], year[rest])
        for at, (names, damaged, of_year) in zip(
            rest.tolist(), zip(*(part.tolist() for part in of), strict=True), strict=True
        ):
            head = self._head(names)
            if head is None and county is None:
                head = self._resolver.reader.conflict(self._written(names))
            if head is not None:
                head = head.misspelt("", "") if damaged else head
                which[at] = numbers.number(self._resolver.answer(head, of_year, county))
        found = np.full(asked.texts.size, OPEN)
        since, until = asked.years.copy(), asked.years + 1
        found[sure] = which[back]
        settled.since[rest], settled.until[rest] = year[rest], year[rest] + 1
        since[sure], until[sure] = settled.since[back], settled.until[back]
        return found, since, until


def _cut_off(reading: Reading) -> None:
    """Take those back whose last letter may belong to the name of a division (新乡, 景德镇)."""
    letters, ends = reading.letters, reading.ends
    close = np.flatnonzero((reading.sure | reading.bare) & (letters.sizes < ends + TOO_SHORT))
    sizes = letters.sizes[close]
    last = letters.at(close, np.minimum(sizes, WIDTH) - 1)
    shorter = sizes + 1 < ends[close] + TOO_SHORT
    close = close[shorter | _ENDS_LONG_KIND[last] | (sizes > WIDTH)]
    for row in close.tolist():
        if cut_too_short(letters.texts[row], ends[row]):
            reading.sure[row] = reading.bare[row] = False
            reading.cut[row] = True


@lru_cache(maxsize=4)
def plain_answers(overlay: Overlay | None) -> PlainAnswers:
    """The shared tables of the published history, or of that with an *overlay*."""
    return PlainAnswers(resolver(overlay))
