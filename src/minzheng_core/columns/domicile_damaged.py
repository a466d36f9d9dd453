"""Damaged names in many addresses at once: where a name is expected and just one can be meant.

At the beginning, or below a province or prefecture in full. Where several names could be meant, or
a township must tell, the reader of single texts decides
(:mod:`minzheng_core.values.domicile_reading`), whose answers these are the same as.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.columns.domicile_heads import (
    NAME_BITS,
    NO_CHAIN,
    STEPS,
    Starts,
    county_may_follow,
    names_of,
)
from minzheng_core.columns.domicile_letters import ranges
from minzheng_core.columns.domicile_slips import SlipFinder, Spots
from minzheng_core.values.domicile_reading import EVERYWHERE
from minzheng_core.values.domicile_typos import ZONES, zone_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile_heads import Heads
    from minzheng_core.columns.domicile_letters import Flags, Letters, Positions
    from minzheng_core.columns.domicile_plain import PlainAnswers, Reading
    from minzheng_core.columns.domicile_slips import Slips

_FAR = 1 << 30
_LONG = 3
"""Names of more letters are believed without anything above them."""


@frozen(eq=False)
class Mended:
    """Texts and the chains of names that were meant, where these end, and whether nothing follows."""

    rows: Positions
    chains: NDArray[np.uint64]
    ends: Positions
    complete: Flags


@frozen(eq=False)
class _Spot:
    """Where in which texts a name is asked for, below which names."""

    starts: Starts
    beyond: Positions
    """The letters there are a sound name already: only a longer one counts, 0 where they are not."""

    @property
    def rows(self) -> Positions:
        return self.starts.rows

    @property
    def depth(self) -> Positions:
        return self.starts.depth


@frozen(eq=False)
class _Meant:
    """What may be meant, one line for each slip: the chain that follows, and what it can mean."""

    chains: NDArray[np.uint64]
    ends: Positions
    depth: Positions
    known: Flags
    county: Flags
    unread: Flags
    """Whether what follows must be read by itself."""
    which: Positions
    """Where the units of each begin and end: positions in ``spans``, which are ones in ``units``."""
    spans: Positions
    units: Positions


class Mender:
    """Finds what misspelt names of divisions were meant to be."""

    def __init__(self, plain: PlainAnswers) -> None:
        self._plain = plain
        self._scanner = plain.scanner

    @cached_property
    def _slips(self) -> SlipFinder:
        return SlipFinder(self._scanner.names)

    @cached_property
    def _members(self) -> Flags:
        return self._plain.members()

    def mend(
        self, texts: Sequence[str], reading: Reading, heads: Heads, rows: Positions
    ) -> tuple[Mended, Positions]:
        """What *rows* mean whose names go on with none that is known.

        Those where one name only can be meant, and those where nothing else can be than is written.
        """
        scanner, letters, chains = self._scanner, reading.letters, reading.chains
        known = (np.diff(chains.spans) > 0)[reading.chain[rows]]
        rows = rows[(heads.last[rows] < 0) | known]
        last, chain = heads.last[rows], reading.chain[rows]
        named, at_county = last >= 0, chains.at_county[chain]
        city = named & ~at_county & scanner.full[last] & self._plain.has_counties[last]
        which = np.flatnonzero(city)
        city[which] = ~county_may_follow(letters, rows[which], heads.ends[rows[which]])
        longer = named & ~city & (at_county | ~scanner.full[last] | scanner.extended[last])
        spot = self._at_last(reading, heads, rows[longer])
        begun, nothing = self._decide(texts, letters, spot)
        open_to = ~city
        open_to[np.flatnonzero(longer)[~nothing]] = False
        sound = rows[city | (open_to & at_county)]
        asked = rows[open_to & ~at_county & (chains.names[STEPS - 1, chain] < 0)]
        depth = (chains.names[:, reading.chain[asked]] >= 0).sum(axis=0)
        starts = Starts(asked, heads.ends[asked], heads.chains[asked], depth, heads.last[asked])
        spot = _Spot(starts, depth * 0)
        followed, nothing = self._decide(texts, letters, spot)
        mended = Mended(
            np.concatenate([begun.rows, followed.rows]),
            np.concatenate([begun.chains, followed.chains]),
            np.concatenate([begun.ends, followed.ends]),
            np.concatenate([begun.complete, followed.complete]),
        )
        return mended, np.concatenate([sound, asked[nothing]])

    def _at_last(self, reading: Reading, heads: Heads, rows: Positions) -> _Spot:
        """Where the last name stands, which may be the sound beginning of a damaged one: 岳阳弟区."""
        names = reading.chains.names[:, reading.chain[rows]]
        depth = (names >= 0).sum(axis=0) - 1
        above = np.where(depth > 0, names[depth - 1, np.arange(rows.size)], -1)
        shift = (depth * NAME_BITS).astype(np.uint64)
        chains = heads.chains[rows] | np.uint64(NO_CHAIN) >> shift << shift
        size = self._scanner.sizes[heads.last[rows]]
        return _Spot(Starts(rows, heads.ends[rows] - size, chains, depth, above), size)

    def _decide(self, texts: Sequence[str], letters: Letters, spot: _Spot) -> tuple[Mended, Flags]:
        """What is meant where one name only can be, and where none can."""
        rows, count = spot.rows, spot.rows.size
        slips = self._near(texts, letters, spot)
        meant = self._followed(letters, spot, slips)
        before = names_of(spot.starts.chains)[:, slips.at]
        unread = meant.unread | (before == slips.names).any(axis=0)
        left = np.bincount(slips.at[unread], minlength=count) > 0
        believed, rank = self._believed(texts, letters, spot, slips, meant)
        believed &= ~left[slips.at]
        nothing = ~left & (np.bincount(slips.at[believed], minlength=count) == 0)
        complete = meant.ends == letters.sizes[rows[slips.at]]
        rank = np.where(believed, rank, -1)
        found, rivals = _best(slips.at, rank, meant.county & ~complete, count)
        told = rivals[self._has_town(texts, letters, rows[slips.at[rivals]], meant, rivals)]
        found = _told(slips.at, found, told, count)
        mended = Mended(
            rows[slips.at[found]], meant.chains[found], meant.ends[found], complete[found]
        )
        return mended, nothing

    def _near(self, texts: Sequence[str], letters: Letters, spot: _Spot) -> Slips:
        """What may be meant at *spot*, new zones and the like left out."""
        rows, places, last = spot.rows, spot.starts.places, spot.starts.last
        slips = self._slips.find(Spots(letters, rows, places))
        nowhere = self._members.shape[1] - 1
        keys = np.where((last >= 0)[:, None], self._plain.keys[last], nowhere)
        here = self._members[slips.names[:, None], keys[slips.at]]
        kept = (here[:, 0] | here[:, 1]) & (slips.sizes >= spot.beyond[slips.at])
        until = _zone_ends(texts, rows, places)
        return slips.where(kept & (places[slips.at] + slips.sizes < until[slips.at]))

    def _believed(
        self, texts: Sequence[str], letters: Letters, spot: _Spot, slips: Slips, meant: _Meant
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
        believed[at] = self._has_town(texts, letters, rows[slips.at[at]], meant, at)
        at = np.flatnonzero(meant.known & ~complete & ~weak & ~deeper & below & ~likely)
        last_unit = meant.units[meant.spans[meant.which[at] + 1] - 1]
        believed[at] = (
            self._plain.towns.find(letters, rows[slips.at[at]], meant.ends[at], last_unit) >= 0
        )
        longer = meant.county & (slips.sizes > beyond + 1) & ends_area
        believed &= deeper | longer | (beyond == 0)
        rank = deeper * 4 + ~slips.weak * 2 + (slips.alike & (size > 2))
        return believed & meant.known, rank

    def _has_town(
        self, texts: Sequence[str], letters: Letters, rows: Positions, meant: _Meant, at: Positions
    ) -> Flags:
        """Whether a township follows that the county has and few others."""
        spans = meant.spans[meant.which[at]]
        counts = meant.spans[meant.which[at] + 1] - spans
        of = np.repeat(np.arange(at.size), counts)
        units = meant.units[np.repeat(spans, counts) + ranges(counts)]
        towns = self._plain.towns.find(letters, rows[of], meant.ends[at][of], units)
        has = np.bincount(of[towns >= 0], minlength=at.size) > 0
        for one in np.flatnonzero(has).tolist():
            has[one] = not texts[rows[one]].startswith(EVERYWHERE, meant.ends[at[one]])
        return has

    def _followed(self, letters: Letters, spot: _Spot, slips: Slips) -> _Meant:
        """The names that follow what may be meant."""
        at, rows = slips.at, spot.rows
        depth, ended_at = spot.depth[at], spot.starts.places[at] + slips.sizes
        shift = (depth * NAME_BITS).astype(np.uint64)
        none = np.uint64((1 << NAME_BITS) - 1)
        chains = spot.starts.chains[at] ^ ((slips.names.astype(np.uint64) ^ none) << shift)
        ends = ended_at.copy()
        unread = np.zeros(at.size, dtype=np.bool_)
        depth = depth + 1
        leads = np.flatnonzero(self._scanner.leads[slips.names])
        starts = Starts(
            rows[at[leads]], ends[leads], chains[leads], depth[leads], slips.names[leads]
        )
        below = self._scanner.walk(letters, starts)
        chains[leads], ends[leads], unread[leads] = below.chains, below.ends, ~below.sure
        names = names_of(below.chains)
        unread[leads] |= ((names[1:] == names[:-1]) & (names[1:] >= 0)).any(axis=0)
        ended = depth.copy()
        depth[leads] = (names >= 0).sum(axis=0)
        known, county = self._known(chains)
        # What follows does not lie there: the names before it are all that is said.
        lost = np.flatnonzero(~known & (depth > ended))
        unread[lost] |= spot.beyond[at[lost]] > 0
        for many in (2, 1):
            cut = lost[depth[lost] >= ended[lost] + many]
            size = ((ended[cut] + many - 1) * NAME_BITS).astype(np.uint64)
            chains[cut] |= np.uint64(NO_CHAIN) >> size << size
            shorter, at_county = self._known(chains[cut])
            if many > 1:
                unread[cut] |= shorter
            else:
                known[cut], county[cut], depth[cut] = shorter, at_county, ended[cut]
                ends[cut] = ended_at[cut]
        different, which = self._plain.chains_of(chains)
        return _Meant(
            chains, ends, depth, known, county, unread, which, different.spans, different.units
        )

    def _known(self, chains: NDArray[np.uint64]) -> tuple[Flags, Flags]:
        """Whether chains mean something, and whether it is a county."""
        different, which = self._plain.chains_of(chains)
        return (np.diff(different.spans) > 0)[which], different.at_county[which]


def _zone_ends(texts: Sequence[str], rows: Positions, places: Positions) -> Positions:
    """Where a word that tells a new zone ends after *places*, far away if there is none."""
    until = np.full(rows.size, _FAR)
    written = pl.Series([texts[row] for row in rows.tolist()], dtype=pl.String)
    for one in np.flatnonzero(written.str.contains(ZONES.pattern).to_numpy()).tolist():
        until[one] = zone_end(written[one], int(places[one])) or _FAR
    return until


def _best(
    at: Positions, rank: Positions, in_township: Flags, count: int
) -> tuple[Positions, Positions]:
    """What has the highest rank for each of *count* things asked about, if but one has.

    And those of which more than one lies as deep, so that the township may tell which is meant.
    """
    best = np.full(count, -1)
    np.maximum.at(best, at, rank)
    top = np.flatnonzero((rank >= 0) & (rank == best[at]))
    rivals = np.flatnonzero((rank >= 0) & (rank >> 2 == best[at] >> 2))
    several = (np.bincount(at[rivals], minlength=count) > 1)[at[rivals]]
    alone = np.bincount(at[top], minlength=count) == 1
    return top[alone[at[top]]], rivals[several & in_township[rivals]]


def _told(at: Positions, found: Positions, told: Positions, count: int) -> Positions:
    """What was *found*, or what the township has *told* where it has told one thing."""
    times = np.bincount(at[told], minlength=count)
    return np.concatenate([found[times[at[found]] == 0], told[times[at[told]] == 1]])
