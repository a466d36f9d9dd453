"""Damaged names in many addresses at once: where a name is expected and just one can be meant.

At the beginning, or below a province or prefecture in full. Where several names could be meant, or
a township must tell, the reader of single texts decides
(:mod:`minzheng_core.values.domicile.reading`), whose answers these are the same as.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from minzheng_core.columns.domicile.between_names import (
    county_may_follow,
    filler_at,
    named_region_at,
    part_at,
)
from minzheng_core.columns.domicile.chains import STEPS, names_of, shortened
from minzheng_core.columns.domicile.heads import Starts
from minzheng_core.columns.domicile.letters import ranges
from minzheng_core.columns.domicile.meant import Spot, followed
from minzheng_core.columns.domicile.rows import Rows
from minzheng_core.columns.domicile.slips import SlipFinder, Spots
from minzheng_core.columns.domicile.township_at import township_at
from minzheng_core.values.domicile.names import GENERIC, former_county_names
from minzheng_core.values.domicile.towns import EVERYWHERE
from minzheng_core.values.domicile.typos import ZONES, preference, zone_end

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.heads import Heads
    from minzheng_core.columns.domicile.letters import Flags, Letters, Positions
    from minzheng_core.columns.domicile.meant import Meant
    from minzheng_core.columns.domicile.readings import Reading
    from minzheng_core.columns.domicile.slips import Slips
    from minzheng_core.columns.domicile.units import UnitTables
    from minzheng_core.values.domicile.typos import Preference

_FAR = 1 << 30
_FEW = 16
"""So few damaged names are sooner read one by one."""
_LONG = 3
"""Names of more letters are believed without anything above them."""


@frozen(eq=False, kw_only=True)
class Mended(Rows):
    """Texts and the chains of names that were meant, where these end, and whether nothing follows."""

    rows: Positions
    chains: NDArray[np.uint64]
    ends: Positions
    complete: Flags
    misspelt: Flags

    @classmethod
    def none(cls) -> Mended:
        """No text at all."""
        of_each = (np.int64, np.uint64, np.int64, np.bool_, np.bool_)
        names = ("rows", "chains", "ends", "complete", "misspelt")
        return cls(**{n: np.zeros(0, dtype=t) for n, t in zip(names, of_each, strict=True)})


@frozen(eq=False, kw_only=True)
class _Names(Rows):
    """The names at the beginning of texts, and whether all of them together mean something."""

    rows: Positions
    chains: NDArray[np.uint64]
    ends: Positions
    last: Positions
    depth: Positions
    known: Flags
    at_county: Flags

    @property
    def starts(self) -> Starts:
        """Where to go on reading."""
        return Starts(
            rows=self.rows, places=self.ends, chains=self.chains, depth=self.depth, last=self.last
        )


class Mender:
    """Finds what misspelt names of divisions were meant to be."""

    def __init__(self, units: UnitTables) -> None:
        self._units = units
        self._scanner = units.scanner
        generic = [name in GENERIC for name in units.scanner.names]
        # One more for -1, no name at all.
        self._said_loosely = ~units.scanner.full | np.array([*generic, False])
        # Short names of provinces that a county or a city bears as well.
        self._provinces_too = np.array([*units.provinces_too, False])
        forms = units.index.forms
        short = (forms.get(name[:-1]) for name in units.scanner.names)
        self._above_counties = np.array([form is not None and bool(form.keys) for form in short])
        """Of which names all but the last letter is what a province or prefecture is called above others."""
        gone = former_county_names()
        self._gone = np.array([name in gone for name in units.scanner.names])
        # Short names of counties that were in another province before the lists begin: what they mean
        # there is left to the reader of single texts (安徽盱眙). One more for no name at all.
        self._once_elsewhere = units.once_elsewhere() & ~units.scanner.full
        self._places: dict[int, tuple[int, ...]] = {}

    @cached_property
    def _slips(self) -> SlipFinder:
        return SlipFinder(self._scanner.names, self._units.members())

    def mend(self, reading: Reading, heads: Heads, rows: Positions) -> Mended:
        """What *rows* mean whose names go on with none that is known, or do not fit each other.

        Those where one name only can be meant, and those where nothing else can be than is written:
        some of these contradict themselves, and mean nothing together.
        """
        letters = reading.letters
        rows = rows[~part_at(letters, rows, heads.ends[rows])]
        rows = rows[~named_region_at(self._units.index, letters, rows, heads.ends[rows])]
        rows = rows[~((heads.last[rows] < 0) & self._scanner.by_letter(letters, rows))]
        names = self._fitting(reading, heads, rows)
        city = self._cities_alone(letters, names)
        # A full name that does not lie where those before it do: it is misspelt, or they are.
        at = np.flatnonzero(~names.known)
        at_last = self._may_be_cut(letters, names) & ~city
        is_other, may_be = self._units.elsewhere(names.chains[at])
        at_last[at] = ~is_other
        by_town = np.zeros_like(at_last)
        by_town[at] = may_be
        spot = self._at_last(names.take(at_last))
        instead, nothing = self._decide(letters, spot, by_town[at_last])
        apart = names.take(at[is_other | np.isin(at, np.flatnonzero(at_last)[nothing])])
        apart = apart.take(~township_at(self._units, letters, self._at_last(apart).starts))
        open_to = names.known & ~city
        open_to[np.flatnonzero(at_last)[~nothing]] = False
        asked = open_to & ~names.at_county & (names.depth < STEPS)
        below, nothing = self._decide(letters, Spot(names.take(asked).starts))
        sound = city | (open_to & names.at_county)
        sound[np.flatnonzero(asked)[nothing]] = True
        # 河南 before a county that cannot be read is the province, and not the county called so.
        at = np.flatnonzero(sound & (names.depth == 1) & self._provinces_too[names.last])
        sound[at] = ~county_may_follow(letters, names.rows[at], names.ends[at])
        written = [_as_written(letters, of) for of in (names.take(sound), apart)]
        return Mended.joined([*written, instead, below])

    def _cities_alone(self, letters: Letters, names: _Names) -> Flags:
        """Where the last name is that of a city, and none of its counties' can follow."""
        last = names.last
        city: Flags = (last >= 0) & ~names.at_county & self._scanner.full[last]
        city &= self._units.has_counties[last] & names.known
        at = np.flatnonzero(city)
        city[at] = ~county_may_follow(letters, names.rows[at], names.ends[at])
        return city

    def _may_be_cut(self, letters: Letters, names: _Names) -> Flags:
        """Where the last name is sound, and yet may be the beginning of a damaged one.

        A township that follows tells that it is not: 达县渡市镇.
        """
        last = names.last
        extended = ~self._scanner.full[last] | self._scanner.extended[last]
        longer: Flags = (last >= 0) & names.known & (names.at_county | extended)
        at = np.flatnonzero(longer)
        different, which = self._units.chains_of(names.chains[at])
        spans = different.spans[which + np.arange(2)[:, None]]
        longer[at] = ~self._town_follows(
            letters, names.rows[at], names.ends[at], different.units, spans
        )
        return longer

    def _fitting(self, reading: Reading, heads: Heads, rows: Positions) -> _Names:
        """The names of *rows* without those at their end that do not lie below the ones before and that
        texts use otherwise as well: short ones, and 新区 or 郊区, which many cities have.
        """
        chains, ends, last = heads.chains[rows], heads.ends[rows], heads.last[rows]
        names = names_of(chains)
        depth = (names >= 0).sum(axis=0)
        letters, told, of = reading.letters, reading.chains, reading.chain[rows]
        known, at_county = told.known[of], told.at_county[of]
        at = np.arange(rows.size)
        while (at := at[~known[at] & (last[at] >= 0) & self._said_loosely[last[at]]]).size:
            ends[at] -= self._scanner.sizes[last[at]]
            depth[at] -= 1
            chains[at] = shortened(chains[at], depth[at])
            last[at] = np.where(depth[at] > 0, names[depth[at] - 1, at], -1)
            known[at], at_county[at] = self._units.known(chains[at])
        known |= last < 0
        cut = np.flatnonzero(ends < heads.ends[rows])
        read = np.ones(rows.size, dtype=np.bool_)
        elsewhere = self._once_elsewhere[names[:, cut]].any(axis=0)
        elsewhere |= named_region_at(self._units.index, letters, rows[cut], ends[cut])
        elsewhere |= filler_at(letters, rows[cut], ends[cut])
        read[cut] = ~elsewhere & ~heads.complete[rows[cut]]
        return _Names(
            rows=rows,
            chains=chains,
            ends=ends,
            last=last,
            depth=depth,
            known=known,
            at_county=at_county,
        ).take(read)

    def _at_last(self, names: _Names) -> Spot:
        """Where the last name stands; if sound, it may be the beginning of a damaged one.

        岳阳弟区 begins with 岳阳.
        """
        depth = names.depth - 1
        every = np.arange(depth.size)
        above = np.where(depth > 0, names_of(names.chains)[depth - 1, every], -1)
        size = self._scanner.sizes[names.last]
        starts = Starts(
            rows=names.rows,
            places=names.ends - size,
            chains=shortened(names.chains, depth),
            depth=depth,
            last=above,
        )
        return Spot(starts, np.where(names.known, size, 0))

    def _decide(
        self, letters: Letters, spot: Spot, by_town: Flags | None = None
    ) -> tuple[Mended, Flags]:
        """What is meant where one place only can be (a township must tell it where *by_town* is true), and where none."""
        rows, count = spot.rows, spot.rows.size
        if count <= _FEW:
            return Mended.none(), np.zeros(count, dtype=np.bool_)
        slips = self._near(letters, spot)
        meant = followed(self._units, letters, spot, slips)
        before = names_of(spot.starts.chains)[:, slips.at]
        unread = meant.unread | (before == slips.names).any(axis=0)
        left = np.bincount(slips.at[unread], minlength=count) > 0
        believed, rank = self._believed(letters, spot, slips, meant)
        rank = np.where(believed & ~left[slips.at], rank, -1)
        complete = meant.ends == letters.sizes[rows[slips.at]]
        top, rivals = likeliest(slips.at, rank, count)
        rivals = rivals[meant.county[rivals] & ~complete[rivals]]
        told = rivals[self._has_town(letters, rows[slips.at[rivals]], meant, rivals)]
        has_town = np.bincount(slips.at[told], minlength=count) > 0
        last = np.concatenate([top[~has_town[slips.at[top]]], told])
        found = self._of_one_place(slips, meant, last)
        nothing = ~left
        nothing[slips.at[found]] = False
        if by_town is not None:
            at = np.flatnonzero(by_town[slips.at[found]])
            lines = found[at]
            there = meant.county[lines]
            there &= self._has_town(letters, rows[slips.at[lines]], meant, lines)
            found = np.delete(found, at[~there])
        mended = Mended(
            rows=rows[slips.at[found]],
            chains=meant.chains[found],
            ends=meant.ends[found],
            complete=complete[found],
            misspelt=np.ones(found.size, dtype=np.bool_),
        )
        return mended, nothing

    def _of_one_place(self, slips: Slips, meant: Meant, last: Positions) -> Positions:
        """Of *last*, for each place asked about, the one to write, if all of these mean one place."""
        at = slips.at[last]
        alone = np.bincount(at, minlength=slips.at.size)[at] == 1
        found, tied = last[alone].tolist(), last[~alone]
        of_spot: dict[int, list[int]] = {}
        for spot, one in zip(slips.at[tied].tolist(), tied.tolist(), strict=True):
            of_spot.setdefault(spot, []).append(one)
        for group in of_spot.values():
            if len({self._place(meant, one) for one in group}) == 1:
                found.append(max(group, key=lambda one: self._preference(slips, meant, one)))
        return np.array(found, dtype=np.int64)

    def _place(self, meant: Meant, one: int) -> tuple[int, ...]:
        """What a chain means today, so that two forms of one place count as one."""
        chain = int(meant.chains[one])
        if chain not in self._places:
            self._places[chain] = self._units.today(meant.units_of(one))
        return self._places[chain]

    def _preference(self, slips: Slips, meant: Meant, one: int) -> Preference:
        name, unit = int(slips.names[one]), min(meant.units_of(one))
        size, full = int(slips.sizes[one]), bool(self._scanner.full[name])
        return preference(self._scanner.names[name], size, full=full, unit=unit, number=name)

    def _near(self, letters: Letters, spot: Spot) -> Slips:
        """What may be meant at *spot*, new zones and the like left out."""
        rows, places, last = spot.rows, spot.starts.places, spot.starts.last
        slips = self._slips.find(Spots(letters, rows, places, self._units.keys[last]))
        kept = slips.sizes >= spot.beyond[slips.at]
        kept &= slips.alike | ~self._gone[slips.names]
        slips = slips.take(kept)
        until = np.full(rows.size, _FAR)
        some = np.flatnonzero(np.bincount(slips.at, minlength=rows.size))
        until[some] = _zone_ends(letters.texts, rows[some], places[some])
        return slips.take(places[slips.at] + slips.sizes < until[slips.at])

    def _believed(
        self, letters: Letters, spot: Spot, slips: Slips, meant: Meant
    ) -> tuple[Flags, Positions]:
        """Whether the evidence for each of *slips* is strong enough, and how strong it is."""
        rows, depth, beyond = spot.rows, spot.depth[slips.at], spot.beyond[slips.at]
        complete = meant.ends == letters.sizes[rows[slips.at]]
        below = depth > 0
        deeper = (meant.depth > depth + 1) & meant.county
        size = self._scanner.sizes[slips.names]
        ends_area = self._slips.ends_area[slips.names]
        whole = ends_area & (size > 2)
        likely = whole | slips.alike
        weak = slips.weak & ~deeper
        may_weakly = weak & whole & meant.county & below
        believed = np.where(
            weak,
            may_weakly & complete,
            np.where(deeper | below, likely, whole & ((size > _LONG) | slips.alike)),
        )
        at = np.flatnonzero(meant.known & ~complete & may_weakly)
        believed[at] = self._has_town(letters, rows[slips.at[at]], meant, at)
        at = np.flatnonzero(meant.known & ~complete & ~weak & ~deeper & below & ~likely)
        last_unit = meant.units[meant.spans[meant.which[at] + 1] - 1]
        believed[at] = (
            self._units.towns.find(letters, rows[slips.at[at]], meant.ends[at], last_unit) >= 0
        )
        at = np.flatnonzero(believed & (beyond > 0) & ~deeper)
        more = slips.sizes[at] - beyond[at]
        longer = meant.county[at] & ends_area[at] & (more > 0)
        by_town = np.flatnonzero(longer & (more == 1))
        longer[by_town] = self._has_town(letters, rows[slips.at[at[by_town]]], meant, at[by_town])
        believed[at] = longer
        at = np.flatnonzero(believed & slips.at_last & ~deeper & meant.county)
        at = at[self._above_counties[slips.names[at]]]
        believed[at] = self._has_town(letters, rows[slips.at[at]], meant, at)
        telling = slips.alike & ((slips.sizes > size) | (size > 2))
        rank = deeper * 4 + ~slips.weak * 2 + telling
        return believed & meant.known, rank

    def _has_town(self, letters: Letters, rows: Positions, meant: Meant, at: Positions) -> Flags:
        """Whether a township follows that the county has and few others."""
        spans = meant.spans[meant.which[at] + np.arange(2)[:, None]]
        return self._town_follows(letters, rows, meant.ends[at], meant.units, spans)

    def _town_follows(
        self, letters: Letters, rows: Positions, ends: Positions, units: Positions, spans: Positions
    ) -> Flags:
        """Whether a township follows that one of some units has: those between the two rows of *spans*."""
        first, counts = spans[0], spans[1] - spans[0]
        of = np.repeat(np.arange(rows.size), counts)
        every = units[np.repeat(first, counts) + ranges(counts)]
        towns = self._units.towns.find(letters, rows[of], ends[of], every)
        has = np.bincount(of[towns >= 0], minlength=rows.size) > 0
        at = np.flatnonzero(has)
        texts = letters.texts[rows[at]].to_list()
        has[at] = [
            not text.startswith(EVERYWHERE, end)
            for text, end in zip(texts, ends[at].tolist(), strict=True)
        ]
        return has


def _as_written(letters: Letters, names: _Names) -> Mended:
    """The *names* that are all that was meant."""
    complete = names.ends == letters.sizes[names.rows]
    return Mended(
        rows=names.rows,
        chains=names.chains,
        ends=names.ends,
        complete=complete,
        misspelt=np.zeros_like(complete),
    )


def _zone_ends(texts: pl.Series, rows: Positions, places: Positions) -> Positions:
    """Where a word that tells a new zone ends after *places*, far away if there is none."""
    until = np.full(rows.size, _FAR)
    written = texts[rows]
    for one in np.flatnonzero(written.str.contains(ZONES.pattern).to_numpy()).tolist():
        until[one] = zone_end(written[one], int(places[one])) or _FAR
    return until


def likeliest(at: Positions, rank: Positions, count: int) -> tuple[Positions, Positions]:
    """What has the highest rank for each of *count* places asked about.

    And all that lies as deep, where that is more than one: the township may tell which is meant.
    """
    best = np.full(count, -1)
    np.maximum.at(best, at, rank)
    top = np.flatnonzero((rank >= 0) & (rank == best[at]))
    rivals = np.flatnonzero((rank >= 0) & (rank >> 2 == best[at] >> 2))
    several = np.bincount(at[rivals], minlength=count) > 1
    return top, rivals[several[at[rivals]]]
