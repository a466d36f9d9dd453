"""The names at the beginning of many addresses at once: province, prefecture, county.

Only what reads plainly is answered here: the longest known names one after the other, with nothing
after them that could belong to a name. Everything else is left to the reader of single texts
(:mod:`minzheng_core.values.domicile.reading`), whose answers these are the same as.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.columns.domicile.between_names import (
    after_regions,
    autonomous_within,
    county_may_follow,
    filler_at,
    misspelt_county_at,
    old_region_at,
    peoples_at,
    region_kind,
)
from minzheng_core.columns.domicile.chains import (
    NAME_BITS,
    NO_CHAIN,
    NO_NAME,
    STEPS,
    lengthened,
)
from minzheng_core.columns.domicile.letters import (
    WIDTH,
    Beginnings,
    Letters,
    Lookup,
    letter_set,
    longest_of_each,
    ranges,
)
from minzheng_core.columns.domicile.slips import like_kind
from minzheng_core.columns.domicile.townships import kind_follows
from minzheng_core.values.domicile.around_names import CITY_SIDES, LONGER_WORDS, SELDOM
from minzheng_core.values.domicile.names import LETTERS_OF_PROVINCES
from minzheng_core.values.domicile.regions import AREA, NEW_AREA

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.families import Families
    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.columns.domicile.townships import TownFinder
    from minzheng_core.values.domicile.index import DomicileIndex

_LAST_START = WIDTH - 18
_NOT_ALONE = letter_set(LONGER_WORDS)
_SELDOM = letter_set("".join(SELDOM))
_TOWN_ENDS = letter_set("镇乡")
_SIDE = letter_set(CITY_SIDES)
_SHI = ord("市")
_LETTER_OF_PROVINCE = letter_set("".join(LETTERS_OF_PROVINCES))


@frozen(eq=False, kw_only=True)
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
        return cls.at(np.arange(count), np.zeros(count, dtype=np.int64))

    @classmethod
    def at(cls, rows: Positions, places: Positions) -> Starts:
        """Places in texts above which no name counts."""
        nothing = np.zeros(rows.size, dtype=np.int64)
        chains = np.full(rows.size, NO_CHAIN, dtype=np.uint64)
        return cls(rows=rows, places=places, chains=chains, depth=nothing, last=nothing - 1)


@frozen(eq=False, kw_only=True)
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
    doubtful: Flags
    """Whether all is sure but for the beginning of a damaged name that the last may be."""
    again: Flags
    """Whether a division in full follows that cannot lie below: perhaps the same written again."""
    called_so: Flags
    """Whether that is what a township is called: its kind follows (定县北城区街道)."""


class HeadScanner:
    """All names of divisions, prepared for reading whole columns."""

    def __init__(
        self, index: DomicileIndex, towns: TownFinder, families: Families, keys: Positions
    ) -> None:
        """*keys* of *families* are what each name stands for above others."""
        self._index, self._towns, self._families, self._keys = index, towns, families, keys
        self.names = list(index.forms)
        if len(self.names) >= NO_NAME:
            raise OverflowError(len(self.names))
        forms = list(index.forms.values())
        letters = Letters(pl.Series(self.names))
        self._lookup = Lookup(letters.whole())
        self.sizes = letters.sizes
        self._begin = Beginnings(letters.beginning(2), self.sizes)
        self.full = np.array([form.full for form in forms] + [False])
        self._ends_county = np.array([*(name[-1] == "县" for name in self.names), False])
        self._ends_city = np.array([name[-1] == "市" for name in self.names])
        self._ended = np.array([form.ended for form in forms])
        self.leads = np.array([bool(form.keys) for form in forms])
        self._provinces = np.array([bool(form.provinces) for form in forms])
        self._beyond = self._provinces & ~self.leads
        self._county_counts = np.array([len(form.counties) for form in forms])
        self._county_first = np.cumsum(self._county_counts) - self._county_counts
        self._county_units = np.array([unit for form in forms for unit in form.counties])
        self._below = np.array([bool(form.counties or form.prefectures) for form in forms])
        counties = np.array([form.full and bool(form.counties) for form in forms])
        self._counties = Beginnings(letters.beginning(2)[counties], self.sizes[counties])
        self._is_county = counties
        full = self.full[:-1]
        self._divisions = Beginnings(letters.beginning(2)[full], self.sizes[full])
        extended = index.extended
        self.extended = np.array([name in extended for name in self.names])

    def _named_at(
        self,
        letters: Letters,
        rows: Positions,
        places: Positions,
        below: Positions | None = None,
    ) -> Positions:
        """The longest name at *places* of the texts *rows*, -1 where none stands.

        With *below* only names of fewer letters.
        """
        masks = self._begin.masks(letters.part(rows, places, 2))
        if below is not None:
            masks &= (np.int64(1) << below) - 1
        found = np.full(rows.size, -1, dtype=np.int64)
        for sizes, at in longest_of_each(masks, found):
            found[at] = self._lookup.find(letters.part(rows[at], places[at], sizes))
        return found

    def _taken(
        self, letters: Letters, rows: Positions, places: Positions, depth: Positions
    ) -> Positions:
        """The longest name at *places* that stands by itself and may stand below another."""
        names = self._named_at(letters, rows, places)
        left = np.flatnonzero(names >= 0)
        while left.size:
            of, begin = rows[left], places[left]
            fits = self._below[names[left]] | (depth[left] == 0)
            county = np.flatnonzero(fits & self._ends_county[names[left]])
            after = begin[county] + self.sizes[names[left[county]]]
            fits[county] = ~region_kind(letters, of[county], after)
            short = np.flatnonzero(fits & ~self.full[names[left]])
            after = begin[short] + self.sizes[names[left[short]]]
            fits[short] = self._alone(letters, of[short], after, names[left[short]])
            # 北京地区 is 北京, and 吉林镇未县 is in 吉林.
            first = np.flatnonzero(~fits[short] & (depth[left[short]] == 0))
            first = first[self._provinces[names[left[short[first]]]]]
            behind = letters, of[short[first]], after[first]
            fits[short[first]] = region_kind(*behind, (AREA,)) | misspelt_county_at(*behind)
            left, of, begin = left[~fits], of[~fits], begin[~fits]
            names[left] = self._named_at(letters, of, begin, self.sizes[names[left]])
            left = left[names[left] >= 0]
        return names

    def _alone(
        self, letters: Letters, rows: Positions, after: Positions, names: Positions
    ) -> Flags:
        """Whether short *names* that end before *after* are names, and no parts of longer words."""
        following = letters.at(rows, after)
        alone = ~_NOT_ALONE[following] & ~region_kind(letters, rows, after)
        ended = np.flatnonzero(alone & self._ended[names])
        alone[ended] = ~region_kind(letters, rows[ended], after[ended], (NEW_AREA,))
        at = np.flatnonzero(_NOT_ALONE[following])
        alone[at] = self._named_at(letters, rows[at], after[at]) >= 0
        at = at[~alone[at]]
        seldom = _SELDOM[following[at]]
        for step in (2, 3, 4):
            alone[at] |= seldom & _TOWN_ENDS[letters.at(rows[at], after[at] + step)]
        at = at[~alone[at]]
        of, units = self._counties_called(names[at])
        of = at[of]
        loose = _SELDOM[following[of]]
        towns = self._towns.find(letters, rows[of], after[of], units, loose=loose)
        alone[of[towns >= 0]] = True
        return alone

    def _full_at(self, letters: Letters, rows: Positions, places: Positions) -> Flags:
        """Whether the full name of any division stands at *places*."""
        masks = self._divisions.masks(letters.part(rows, places, 2))
        found = np.full(rows.size, -1, dtype=np.int64)
        for sizes, at in longest_of_each(masks, found):
            names = self._lookup.find(letters.part(rows[at], places[at], sizes))
            found[at] = np.where(self.full[names], names, -1)
        return found >= 0

    def by_letter(self, letters: Letters, rows: Positions) -> Flags:
        """Whether texts begin with the letter that stands for a province, and the full name of a division."""
        places = np.zeros_like(rows)
        found = _LETTER_OF_PROVINCE[letters.at(rows, places)]
        at = np.flatnonzero(found)
        found[at] = self._full_at(letters, rows[at], places[at] + 1)
        return found

    def scan(self, letters: Letters) -> Heads:
        """The names at the beginning of every text."""
        heads = self.walk(letters, Starts.of_all(letters.count))
        rows = np.flatnonzero((heads.last >= 0) & ~heads.complete)
        again = rows[self._full_at(letters, rows, heads.ends[rows])]
        heads.sure[again] = heads.stopped[again] = False
        heads.again[again] = True
        follows = self.walk(letters, Starts.at(again, heads.ends[again]))
        called_so = follows.sure & kind_follows(letters, again, follows.ends)
        # After a city there may be a county of the region that it was the seat of.
        heads.called_so[again] = called_so & ~self._ends_city[heads.last[again]]
        # Nothing beyond the mainland is in the lists: 香港 leads nowhere, and 九龙 is a county too.
        beyond = np.flatnonzero((heads.last >= 0) & self._beyond[heads.last])
        heads.sure[beyond] = heads.stopped[beyond] = False
        rows = np.flatnonzero(heads.sure & ~heads.complete)
        doubtful = self._may_go_on(letters, rows, heads)
        heads.doubtful[rows], heads.sure[rows] = doubtful, ~doubtful
        return heads

    def walk(self, letters: Letters, starts: Starts) -> Heads:
        """The names from where each of *starts* stands, one after the other."""
        count = starts.rows.size
        chains, ends, last = starts.chains.copy(), starts.places.copy(), starts.last.copy()
        sure = np.zeros(count, dtype=np.bool_)
        stopped = np.zeros(count, dtype=np.bool_)
        autonomous = letters.last_autonomous[starts.rows]
        at, depth = np.arange(count), starts.depth
        while at.size and depth.min() < STEPS:
            near = (ends[at] <= _LAST_START) & (depth < STEPS)
            at, depth = at[near], depth[near]
            rows, places = starts.rows[at], ends[at]
            names = self._taken(letters, rows, places, depth)
            within = self._in_city(letters, rows, places, last[at])
            part = within >= 0
            names, places = np.where(part, within, names), places - part
            none = np.flatnonzero(names < 0)
            filler = filler_at(letters, rows[none], places[none])
            region = old_region_at(letters, rows[none], places[none])
            plain = (~filler | (depth[none] == 0)) & ~region
            stopped[at[none]] = plain
            sure[at[none]] = plain & (depth[none] > 0)
            below = none[region & ~filler]
            names[below], after_region = self._below_regions(
                letters, rows[below], places[below], depth[below]
            )
            no_region = below[after_region == places[below]]
            stopped[at[no_region]] = True
            sure[at[no_region]] = depth[no_region] > 0
            places[below] = np.where(names[below] < 0, places[below], after_region)
            after = places + self.sizes[names]
            kept = names >= 0
            short = np.flatnonzero(kept & ~self.full[names] & (autonomous[at] >= after))
            # The peoples between a short name and 自治 are left to the reader of single texts.
            kept[short] = ~peoples_at(letters, rows[short], after[short])
            at, depth, names, part = at[kept], depth[kept], names[kept], part[kept]
            chains[at] = lengthened(chains[at], names, depth)
            ends[at], last[at] = after[kept], names
            leads = self.leads[names] & ~part
            sure[at[~leads]] = True
            at, depth = at[leads], depth[leads] + 1
        sure &= ends <= _LAST_START
        return Heads(
            chains=chains,
            ends=ends,
            last=last,
            sure=sure,
            stopped=stopped & (ends <= _LAST_START),
            complete=ends == letters.sizes[starts.rows],
            doubtful=np.zeros(count, dtype=np.bool_),
            again=np.zeros(count, dtype=np.bool_),
            called_so=np.zeros(count, dtype=np.bool_),
        )

    def _below_regions(
        self, letters: Letters, rows: Positions, places: Positions, depth: Positions
    ) -> tuple[Positions, Positions]:
        """The names below the regions that no list has and that may stand at *places*, -1 for none; where these end."""
        after = after_regions(self._index, letters, rows, places)
        names = np.full(rows.size, -1, dtype=np.int64)
        at = np.flatnonzero(after > places)
        names[at] = self._taken(letters, rows[at], after[at], depth[at])
        return names, after

    def _in_city(
        self, letters: Letters, rows: Positions, places: Positions, last: Positions
    ) -> Positions:
        """The districts of which the 市 at the end of the city is the beginning (市中区), else -1."""
        found = np.full(rows.size, -1, dtype=np.int64)
        at = np.flatnonzero((last >= 0) & _SIDE[letters.at(rows, places)])
        at = at[letters.at(rows[at], places[at] - 1) == _SHI]
        at = at[self._county_under(letters, rows[at], places[at], last[at]) < 0]
        found[at] = self._county_under(letters, rows[at], places[at] - 1, last[at])
        return found

    def _county_under(
        self, letters: Letters, rows: Positions, places: Positions, cities: Positions
    ) -> Positions:
        """The longest full name at *places* of a county that ever stood under the city beside."""
        masks = self._counties.masks(letters.part(rows, places, 2))
        found = np.full(rows.size, -1, dtype=np.int64)
        for sizes, at in longest_of_each(masks, found):
            names = self._lookup.find(letters.part(rows[at], places[at], sizes))
            of, units = self._counties_called(np.where(self._is_county[names], names, -1))
            every = np.ones(units.size, dtype=np.bool_)
            of = of[self._families.under(units, self._keys[cities[at[of]]], every)]
            found[at[of]] = names[of]
        return found

    def _counties_called(self, names: Positions) -> tuple[Positions, Positions]:
        """Pairs of a position in *names* and a county that is called so, none for -1."""
        counts = np.where(names < 0, 0, self._county_counts[names])
        of = np.repeat(np.arange(names.size), counts)
        return of, self._county_units[np.repeat(self._county_first[names], counts) + ranges(counts)]

    def _kind_misspelt(
        self, letters: Letters, rows: Positions, ends: Positions, names: Positions
    ) -> Flags:
        """Whether what is like the kind of a county follows its short name, and then a township of it."""
        found = np.zeros(rows.size, dtype=np.bool_)
        at = np.flatnonzero(like_kind()[letters.at(rows, ends)])
        of, units = self._counties_called(names[at])
        at = at[of]
        towns = self._towns.find(letters, rows[at], ends[at] + 1, units)
        found[at[towns >= 0]] = True
        return found

    def _may_go_on(self, letters: Letters, rows: Positions, heads: Heads) -> Flags:
        """Whether what follows heads may belong to a name that ends like a county's."""
        ends, last = heads.ends[rows], heads.last[rows]
        doubtful = np.zeros(rows.size, dtype=np.bool_)
        single = heads.chains[rows] >> np.uint64(NAME_BITS) == (1 << (STEPS - 1) * NAME_BITS) - 1
        which = np.flatnonzero(~self.full[last])
        doubtful[which] |= autonomous_within(letters, rows[which], ends[which])
        doubtful[which] |= self._kind_misspelt(letters, rows[which], ends[which], last[which])
        which = np.flatnonzero((single & ~self.full[last]) | self.extended[last])
        doubtful[which] |= county_may_follow(letters, rows[which], ends[which])
        return doubtful
