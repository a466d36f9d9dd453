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
from minzheng_core.values.domicile_typos import ZONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile_heads import Heads
    from minzheng_core.columns.domicile_letters import Flags, Letters, Positions
    from minzheng_core.columns.domicile_plain import PlainAnswers, Reading
    from minzheng_core.columns.domicile_slips import Slips

_LONG = 3
"""Names of more letters are believed without anything above them."""


@frozen(eq=False)
class Mended:
    """Chains of names as they were meant, where they end, and whether nothing follows."""

    chains: NDArray[np.uint64]
    ends: Positions
    complete: Flags


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
    ) -> tuple[Positions, Mended]:
        """Those of *rows* where one name only can be meant, and what follows from it."""
        letters, scanner = reading.letters, self._scanner
        rows = self._asked(texts, reading, heads, rows)
        depth = (reading.chains.names[:, reading.chain[rows]] >= 0).sum(axis=0)
        last, starts = heads.last[rows], heads.ends[rows]
        slips = self._slips.find(Spots(letters, rows, starts))
        nowhere = self._members.shape[1] - 1
        places = np.where((depth > 0)[:, None], self._plain.keys[last], nowhere)
        here = self._members[slips.names[:, None], places[slips.at]]
        slips = slips.where(here[:, 0] | here[:, 1])
        meant = self._followed(letters, heads, rows, depth, slips)
        complete = meant.ends == letters.sizes[rows[slips.at]]
        deeper = (meant.depth > depth[slips.at] + 1) & meant.county
        size = scanner.sizes[slips.names]
        whole = self._slips.ends_area[slips.names] & (size > 2)
        below = depth[slips.at] > 0
        likely = whole | slips.alike
        weak = slips.weak & ~deeper
        may_weakly = weak & whole & meant.county & below
        believed = np.where(
            weak,
            may_weakly & complete,
            np.where(deeper | below, likely, whole & ((size > _LONG) | slips.alike)),
        )
        at = np.flatnonzero(meant.known & ~complete & may_weakly)
        believed[at] = self._has_town(texts, reading, rows[slips.at[at]], meant, at)
        at = np.flatnonzero(meant.known & ~complete & ~weak & ~deeper & below & ~likely)
        last_unit = meant.units[meant.spans[meant.which[at] + 1] - 1]
        believed[at] = (
            self._plain.towns.find(letters, rows[slips.at[at]], meant.ends[at], last_unit) >= 0
        )
        before = reading.chains.names[:, reading.chain[rows[slips.at]]]
        unread = meant.unread | (before == slips.names).any(axis=0)
        left = np.bincount(slips.at[unread], minlength=rows.size) > 0
        rank = deeper * 4 + ~slips.weak * 2 + (slips.alike & (size > 2))
        rank = np.where(believed & meant.known & ~left[slips.at], rank, -1)
        found, rivals = _best(slips.at, rank, meant.county & ~complete, rows.size)
        told = rivals[self._has_town(texts, reading, rows[slips.at[rivals]], meant, rivals)]
        found = _told(slips.at, found, told, rows.size)
        found = found[(complete | meant.county)[found]]
        mended = Mended(meant.chains[found], meant.ends[found], complete[found])
        return rows[slips.at[found]], mended

    def _has_town(
        self, texts: Sequence[str], reading: Reading, rows: Positions, meant: _Meant, at: Positions
    ) -> Flags:
        """Whether a township follows that the county has and few others."""
        spans = meant.spans[meant.which[at]]
        counts = meant.spans[meant.which[at] + 1] - spans
        of = np.repeat(np.arange(at.size), counts)
        units = meant.units[np.repeat(spans, counts) + ranges(counts)]
        towns = self._plain.towns.find(reading.letters, rows[of], meant.ends[at][of], units)
        has = np.bincount(of[towns >= 0], minlength=at.size) > 0
        for one in np.flatnonzero(has).tolist():
            has[one] = not texts[rows[one]].startswith(EVERYWHERE, meant.ends[at[one]])
        return has

    def _asked(
        self, texts: Sequence[str], reading: Reading, heads: Heads, rows: Positions
    ) -> Positions:
        """Those of *rows* where a name is expected, with nothing above it or a name in full."""
        last, chain = heads.last[rows], reading.chain[rows]
        first = last < 0
        known = (np.diff(reading.chains.spans) > 0)[chain] & ~reading.chains.at_county[chain]
        below = known & self._scanner.full[last] & ~self._scanner.extended[last]
        city = np.flatnonzero(below & self._plain.has_counties[last])
        below[city] = county_may_follow(reading.letters, rows[city], heads.ends[rows[city]])
        below &= reading.chains.names[STEPS - 1, chain] < 0
        rows = rows[first | below]
        zones = pl.Series([texts[row] for row in rows.tolist()], dtype=pl.String)
        none: Positions = np.flatnonzero(~zones.str.contains(ZONES.pattern).to_numpy())
        return rows[none]

    def _followed(
        self, letters: Letters, heads: Heads, rows: Positions, depth: Positions, slips: Slips
    ) -> _Meant:
        """The names that follow what may be meant."""
        at = slips.at
        depth = depth[at]
        shift = (depth * NAME_BITS).astype(np.uint64)
        none = np.uint64((1 << NAME_BITS) - 1)
        chains = heads.chains[rows[at]] ^ ((slips.names.astype(np.uint64) ^ none) << shift)
        ends = heads.ends[rows[at]] + slips.sizes
        unread = np.zeros(at.size, dtype=np.bool_)
        depth = depth + 1
        leads = np.flatnonzero(self._scanner.leads[slips.names])
        starts = Starts(
            rows[at[leads]], ends[leads], chains[leads], depth[leads], slips.names[leads]
        )
        below = self._scanner.walk(letters, starts)
        chains[leads], ends[leads], unread[leads] = below.chains, below.ends, ~below.sure
        names = names_of(below.chains)
        ended = depth.copy()
        depth[leads] = (names >= 0).sum(axis=0)
        known, county = self._known(chains)
        # What follows does not lie there: the names before it are all that is said.
        lost = np.flatnonzero(~known & (depth > ended))
        for many in (2, 1):
            cut = lost[depth[lost] >= ended[lost] + many]
            size = ((ended[cut] + many - 1) * NAME_BITS).astype(np.uint64)
            chains[cut] |= np.uint64(NO_CHAIN) >> size << size
            shorter, at_county = self._known(chains[cut])
            if many > 1:
                unread[cut] |= shorter
            else:
                known[cut], county[cut], depth[cut] = shorter, at_county, ended[cut]
                ends[cut] = heads.ends[rows[at[cut]]] + slips.sizes[cut]
        different, which = self._plain.chains_of(chains)
        return _Meant(
            chains, ends, depth, known, county, unread, which, different.spans, different.units
        )

    def _known(self, chains: NDArray[np.uint64]) -> tuple[Flags, Flags]:
        """Whether chains mean something, and whether it is a county."""
        different, which = self._plain.chains_of(chains)
        return (np.diff(different.spans) > 0)[which], different.at_county[which]


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
