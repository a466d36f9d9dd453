"""What chains of names mean in their years, for whole columns at once.

What :meth:`values.domicile.resolver.Resolver.answer` says where it comes to one unit: one that bore
the names in that year, or had them in the year of a change, or that holds the area today or then.
Of other chains it is asked once for every chain and year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from minzheng_core.columns.domicile.chains import NO_CHAIN, lengthened
from minzheng_core.columns.domicile.letters import ranges
from minzheng_core.columns.domicile.memory import OPEN, plain_numbers
from minzheng_core.columns.domicile.rows import Rows
from minzheng_core.values.domicile.answer import (
    ABOVE_COUNTY,
    DIVIDED,
    EARLIER,
    LATER,
    MISSPELT,
    YEAR_OF_CHANGE,
)
from minzheng_core.values.domicile.index import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.chains import Chains
    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.values.domicile.index import DomicileIndex

_NEVER = 9999
_NOT_ASKED, NONE, SEVERAL = -3, -2, -1
_NO_NAME, _UNKNOWN = -2, -3
_STEPS = 50
"""So many changes are followed; more run in a circle."""


@frozen(eq=False)
class AskedChains:
    """Different chains, each with a year and whether a name in it was misspelt."""

    chains: Chains
    chain: Positions
    year: Positions
    slip: Flags


@frozen(eq=False)
class Settled:
    """The number of the answer to each, and from when to when it is the same."""

    found: Positions
    since: Positions
    until: Positions


@frozen(eq=False, kw_only=True)
class _Lines(Rows):
    """Every unit that a chain can mean, one line for each."""

    of: Positions
    """Which of the things asked about."""
    units: Positions
    here: Flags
    """Whether the unit was in force in that year."""
    ended: Flags
    """Whether it ended in that year."""
    listed: Flags
    """Whether it was listed under the names that stand above it in full."""


class Years:
    """The units of an index with their times and names, as tables of numbers."""

    def __init__(self, index: DomicileIndex, full: Flags) -> None:
        """*full* tells which names are."""
        records, forms = index.records, index.forms
        self._carry = CarryTable(index)
        self._full = full
        self._starts, self._ends = np.array(index.starts), np.array(index.ends)
        # Cities without counties and what lies beyond the mainland are asked about one by one.
        self._ordinary = np.array(index.lowest_until) <= self._starts
        self._ordinary[[r.code > "7" for r in records]] = False
        self._above_county = np.array([r.level != "county" for r in records]) * ABOVE_COUNTY
        self._called = _called(index, index.numbers)
        self._in_full = _in_full(self._called)
        first = [
            min(index.starts[u] for u in (*f.provinces, *f.prefectures)) if f.keys else -1
            for f in forms.values()
        ]
        self._first_start = np.array([*first, -1])

    def settled(self, asked: AskedChains) -> Settled:
        """The numbers of the answers where one unit is meant, :data:`OPEN` of others."""
        year, count = asked.year, asked.year.size
        lines = self._lines(asked)
        since, until = self._unchanged(lines, year)
        plain = lines.take(lines.here)
        plain = plain.take((_times(plain.of, count) == 1)[plain.of] & plain.listed)
        unit, faults = np.full(count, -1), np.zeros(count, dtype=np.int64)
        unit[plain.of] = plain.units
        rest = unit < 0
        since[rest], until[rest] = year[rest], year[rest] + 1
        self._not_plain(asked, lines.take(rest[lines.of]), unit, faults)
        unit[~self._ordinary[unit]] = -1
        full = (self._in_full[unit] == asked.chains.numbers[asked.chain]) & ~asked.slip
        full &= faults == 0
        faults |= self._above_county[unit] | asked.slip * MISSPELT
        found = np.where(unit < 0, OPEN, plain_numbers(unit, faults, full))
        return Settled(found, since, until)

    def _unchanged(self, lines: _Lines, year: Positions) -> tuple[Positions, Positions]:
        """From when to when no unit that may be meant begins or ends."""
        since, until = np.zeros_like(year), np.full_like(year, _NEVER)
        # The lines of one thing stand side by side.
        begin = np.flatnonzero(np.diff(lines.of, prepend=-1))
        if begin.size:
            of, of_year = lines.of[begin], year[lines.of]
            bounds = np.stack([self._starts[lines.units], self._ends[lines.units]])
            past = bounds <= of_year
            last = np.where(past, bounds, 0).max(axis=0)
            since[of] = np.maximum.reduceat(last, begin)
            until[of] = np.minimum.reduceat(np.where(past, _NEVER, bounds).min(axis=0), begin)
        return since, until

    def _lines(self, asked: AskedChains) -> _Lines:
        chains, year = asked.chains, asked.year
        counts = np.diff(chains.spans)[asked.chain]
        of = np.repeat(np.arange(year.size), counts)
        at = np.repeat(chains.spans[asked.chain], counts) + ranges(counts)
        units = chains.units[at]
        starts, ends = self._starts[units], self._ends[units]
        return _Lines(
            of=of,
            units=units,
            here=(starts <= year[of]) & (year[of] < ends),
            ended=ends == year[of],
            listed=self._listed(chains)[at],
        )

    def _listed(self, chains: Chains) -> Flags:
        """Whether each unit that a chain can mean was listed under the names above in full."""
        of = np.repeat(np.arange(chains.numbers.size), np.diff(chains.spans))
        listed = np.ones(of.size, dtype=np.bool_)
        for above in self._full_above(chains):
            listed &= (self._called[:, chains.units] == above[of]).any(axis=0) | (above[of] < 0)
        return listed

    def _full_above(self, chains: Chains) -> list[Positions]:
        """The names above the last that stand in full, -1 where none does."""
        names = chains.names
        above = [np.where(names[i + 1] >= 0, names[i], -1) for i in range(len(names) - 1)]
        return [np.where(self._full[each], each, -1) for each in above]

    def _named(self, asked: AskedChains) -> list[Positions]:
        """The same for each that is asked about."""
        return [above[asked.chain] for above in self._full_above(asked.chains)]

    def _not_plain(
        self, asked: AskedChains, lines: _Lines, unit: Positions, faults: Positions
    ) -> None:
        """Write the one *unit* and the *faults* where not all is called as it was in that year."""
        count, year = asked.year.size, asked.year
        named = np.zeros(count, dtype=np.bool_)
        for above in self._named(asked):
            named |= above >= 0
        last = _last(asked.chains.names)[asked.chain]
        open_to = np.zeros(count, dtype=np.bool_)
        open_to[lines.of] = True
        here = lines.here & self._bearing_the_name(lines, last, count)
        as_named = lines.ended & lines.listed & named[lines.of]
        changed = _any(as_named, lines, count) & ~_any(here & lines.listed, lines, count)
        _write(lines.take(as_named & changed[lines.of]), YEAR_OF_CHANGE, unit, faults)
        open_to &= ~changed
        there = open_to & _any(here, lines, count)
        under = named & _any(here & lines.listed, lines, count)
        of_year = lines.take(here & (lines.listed | ~under[lines.of]) & there[lines.of])
        of_year = of_year.take((_times(of_year.of, count) == 1)[of_year.of])
        other = named[of_year.of] & ~of_year.listed
        of_year = of_year.take(
            ~self._are_others(lines, of_year.take(other), last, year)[of_year.of]
        )
        other = named[of_year.of] & ~of_year.listed
        _write(of_year, np.where(other, self._when(asked, of_year), 0), unit, faults)
        open_to &= ~there
        changed = open_to & self._full[last] & _any(lines.ended, lines, count)
        _write(lines.take(lines.ended & changed[lines.of]), YEAR_OF_CHANGE, unit, faults)
        open_to &= ~changed
        under = named & _any(lines.listed, lines, count)
        carried = lines.take(open_to[lines.of] & (lines.listed | ~under[lines.of]))
        self._carried(carried, year, unit, faults)

    def _are_others(
        self, lines: _Lines, of_year: _Lines, last: Positions, year: Positions
    ) -> Flags:
        """Whether what was listed under the names above became another unit than the one *of_year*.

        As 绵阳市市中区 of 1984 is not 德阳市市中区; the resolver is asked about these.
        """
        held = np.full(year.size, NONE)
        held[of_year.of] = of_year.units
        called = self._called[-1, lines.units] == last[lines.of]
        listed = lines.take(lines.listed & called & (held >= 0)[lines.of])
        units, _ = self._carry.of(listed.units, year[listed.of])
        same = _any(units == held[listed.of], listed, year.size)
        others: Flags = _any(units != NONE, listed, year.size) & ~same
        return others

    def _bearing_the_name(self, lines: _Lines, last: Positions, count: int) -> Flags:
        """Of several in force that a full name can mean those that bear it, if there are any."""
        several = _times(lines.of[lines.here], count) > 1
        own = self._called[-1, lines.units] == last[lines.of]
        narrow = several & self._full[last] & _any(lines.here & own, lines, count)
        bearing: Flags = own | ~narrow[lines.of]
        return bearing

    def _when(self, asked: AskedChains, lines: _Lines) -> Positions:
        """Whether the names above that are not of that year were used later or before."""
        later = np.zeros(lines.of.size, dtype=np.bool_)
        for each in self._named(asked):
            above = each[lines.of]
            own = (self._called[:, lines.units] == above).any(axis=0)
            begun_later = self._first_start[above] > asked.year[lines.of]
            later |= (above >= 0) & ~own & begun_later
        return np.where(later, LATER, EARLIER)

    def _carried(self, lines: _Lines, year: Positions, unit: Positions, faults: Positions) -> None:
        """The same for units of other times: who holds their area, if it is one."""
        count = year.size
        units, chosen = self._carry.of(lines.units, year[lines.of])
        earlier = self._ends[lines.units] <= year[lines.of]
        divided = _any(chosen | (units < 0), lines, count)
        said = np.where(_any(earlier, lines, count), EARLIER, LATER) | divided * DIVIDED
        open_to = _any(units == SEVERAL, lines, count)
        low, high = np.full(count, _NEVER << 1), np.full(count, -1)
        held = np.flatnonzero(units >= 0)
        np.minimum.at(low, lines.of[held], units[held])
        np.maximum.at(high, lines.of[held], units[held])
        one = np.flatnonzero((low == high) & ~open_to)
        unit[one], faults[one] = high[one], said[one]


class CarryTable:
    """Where the area of a unit stands in another year.

    Followed for all together where one county went to one after the other, else asked of the index.
    """

    def __init__(self, index: DomicileIndex) -> None:
        self._index = index
        count = len(index.records)
        self._starts, self._ends = np.array(index.starts), np.array(index.ends)
        self._steps = np.full((2, count), _NOT_ASKED)
        """What each county came from and went to; :data:`SEVERAL` where the index must be asked."""
        shape = count, LAST_YEAR - FIRST_YEAR + 1
        self._units = np.full(shape, _NOT_ASKED, dtype=np.int16)
        self._chosen = np.zeros(shape, dtype=np.bool_)

    def of(self, units: Positions, years: Positions) -> tuple[Positions, Flags]:
        """The one unit of the year, :data:`NONE` or :data:`SEVERAL`; whether it was chosen."""
        column = years - FIRST_YEAR
        found = self._followed(units, years)
        chosen = np.zeros(units.size, dtype=np.bool_)
        at = np.flatnonzero(found == SEVERAL)
        units, column = units[at], column[at]
        unknown = self._units[units, column] == _NOT_ASKED
        for unit, year in zip(*(of[unknown].tolist() for of in (units, column)), strict=True):
            carried = self._index.carry(unit, year + FIRST_YEAR)
            held = carried.units
            self._chosen[unit, year] = carried.chosen
            # Last, since it tells other threads that the answer is known.
            self._units[unit, year] = held[0] if len(held) == 1 else SEVERAL if held else NONE
        found[at], chosen[at] = self._units[units, column], self._chosen[units, column]
        return found, chosen

    def _followed(self, units: Positions, years: Positions) -> Positions:
        """The unit of the year where every step leads to one county, else :data:`SEVERAL`."""
        found, at = units.copy(), np.arange(units.size)
        for _ in range(_STEPS):
            here = found[at]
            at = at[(years[at] < self._starts[here]) | (years[at] >= self._ends[here])]
            if not at.size:
                return found
            forward = (years[at] >= self._ends[found[at]]).astype(np.int64)
            found[at] = self._step(found[at], forward)
            at = at[found[at] >= 0]
        found[at] = SEVERAL
        return found

    def _step(self, units: Positions, forward: Positions) -> Positions:
        for way, step in enumerate((self._index.before, self._index.after)):
            asked = units[forward == way]
            for unit in np.unique(asked[self._steps[way, asked] == _NOT_ASKED]).tolist():
                further = step(unit)
                counties = {self._index.records[u].level for u in (unit, *further)} == {"county"}
                alone = further[0] if len(further) == 1 and counties else SEVERAL
                self._steps[way, unit] = alone if further or not counties else NONE
        return self._steps[forward, units]


def _called(index: DomicileIndex, number: Mapping[str, int]) -> Positions:
    """The numbers of the names of province, prefecture and unit itself, a row for each."""
    known = {**number, "": _NO_NAME}
    names = ((r.province, r.prefecture, r.name) for r in index.records)
    return np.array([[known.get(name, _UNKNOWN) for name in of] for of in names]).T


def _in_full(called: Positions) -> NDArray[np.uint64]:
    """The chains of the full names of units: each name once, from above to below."""
    chains = np.full(called.shape[1], NO_CHAIN, dtype=np.uint64)
    depth = np.zeros(called.shape[1], dtype=np.uint64)
    for row, names in enumerate(called):
        new = np.flatnonzero((names >= 0) & (called[:row] != names).all(axis=0))
        chains[new] = lengthened(chains[new], names[new], depth[new])
        depth[new] += np.uint64(1)
    chains[(called == _UNKNOWN).any(axis=0)] = ~np.uint64(0)
    return chains


def _last(names: Positions) -> Positions:
    """The last name of each chain."""
    depth = (names >= 0).sum(axis=0)
    last: Positions = names[depth - 1, np.arange(depth.size)]
    return last


def _times(of: Positions, count: int) -> Positions:
    return np.bincount(of, minlength=count)


def _any(which: Flags, lines: _Lines, count: int) -> Flags:
    """Whether *which* is true of any of the lines of each thing asked about."""
    found = np.zeros(count, dtype=np.bool_)
    found[lines.of[which]] = True
    return found


def _write(lines: _Lines, said: int | Positions, unit: Positions, faults: Positions) -> None:
    """Write the units and what is *said* where there is one line."""
    one = _times(lines.of, unit.size)[lines.of] == 1
    of = lines.of[one]
    unit[of] = lines.units[one]
    faults[of] = said if isinstance(said, int) else said[one]
