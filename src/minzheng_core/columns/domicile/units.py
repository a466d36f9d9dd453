"""The units of all years, their names and families as tables of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from minzheng_core.columns.domicile.chains import Chains, names_of
from minzheng_core.columns.domicile.families import Families
from minzheng_core.columns.domicile.heads import HeadScanner
from minzheng_core.columns.domicile.letters import ranges
from minzheng_core.columns.domicile.townships import TownFinder
from minzheng_core.values.domicile.answer import LEVELS
from minzheng_core.values.domicile.names import former_county_names, old_names, stem
from minzheng_core.values.domicile.regions import are_province, lies_elsewhere

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.values.domicile.index import DomicileIndex


class UnitTables:
    """Which units each name means, and which chains of names fit each other."""

    def __init__(self, index: DomicileIndex) -> None:
        self.index = index
        self.towns = TownFinder(index)
        records, forms = index.records, list(index.forms.values())
        self.levels = np.array([LEVELS[r.level] for r in records])
        meant = [units for f in forms for units in (f.provinces, f.prefectures, f.counties)]
        self._counts = np.array([len(units) for units in meant]).reshape(-1, 3).sum(axis=1)
        self._first = np.cumsum(self._counts) - self._counts
        self._units = np.array([unit for units in meant for unit in units])
        self.has_counties = np.array([bool(f.counties) for f in forms])
        self.provinces_too = np.array(
            [bool(f.provinces) and bool(f.prefectures or f.counties) for f in forms]
        )
        self._narrow = np.array([bool(f.prefectures) and not f.provinces for f in forms])
        keys = {key: i for i, key in enumerate(dict.fromkeys(k for f in forms for k in f.keys))}
        self._key_numbers = keys
        most = max(2, *(len(form.keys) for form in forms))
        self.keys = np.full((len(forms) + 1, most), len(keys))
        """What each name is called by above others, and last what no name is: first :attr:`nowhere`."""
        for i, form in enumerate(forms):
            if form.keys:
                self.keys[i, : len(form.keys)] = [keys[key] for key in form.keys]
        self.nowhere = len(keys) + 1
        """The scope of what stands below no name: see :meth:`members`."""
        self.keys[-1, 0] = self.nowhere
        self._families = Families(index, keys)
        self.scanner = HeadScanner(index, self.towns, self._families, self.keys)
        self.today = index.today

    def once_elsewhere(self) -> Flags:
        """Which names are those of counties that were in another province before the lists begin, and no name at last."""
        counties = (self.levels[self._units] == LEVELS["county"]) & self._families.once_elsewhere[
            self._units
        ]
        found = np.zeros(self._counts.size + 1, dtype=np.bool_)
        found[np.repeat(np.arange(self._counts.size), self._counts)[counties]] = True
        return found

    def chains_of(self, numbers: NDArray[np.uint64]) -> tuple[Chains, Positions]:
        """The different ones of some chains, and which one each is."""
        chains, back = np.unique(numbers, return_inverse=True)
        names = names_of(chains)
        of, units, at_county = self._units_of(names)
        spans = np.searchsorted(of, np.arange(chains.size + 1))
        different = Chains(
            numbers=chains, names=names, spans=spans, units=units, at_county=at_county
        )
        return different, back

    def known(self, numbers: NDArray[np.uint64]) -> tuple[Flags, Flags]:
        """Which of some chains mean something, and which a county."""
        chains, which = self.chains_of(numbers)
        return chains.known[which], chains.at_county[which]

    def lone_short(self, chains: Chains) -> Flags:
        """Which chains are one name alone, without its kind (吉安)."""
        lone: Flags = (chains.names[1] < 0) & ~self.scanner.full[chains.names[0]]
        return lone

    def elsewhere(self, numbers: NDArray[np.uint64]) -> tuple[Flags, Flags]:
        """Whether the last name of each of some chains is another place's, and no slip; whether it may be.

        It is of the same province (:func:`values.domicile.regions.lies_elsewhere`); only a province
        stands above it (:func:`values.domicile.regions.is_told`).
        """
        chains, back = np.unique(numbers, return_inverse=True)
        found = np.zeros((2, chains.size), dtype=np.bool_)
        for at, names in enumerate(names_of(chains).T.tolist()):
            *above, last = [self.scanner.names[name] for name in names if name >= 0]
            found[:, at] = (
                lies_elsewhere(self.index, above, last),
                are_province(self.index, above),
            )
        is_other, may_be = found[:, back]
        return is_other, may_be

    def _units_of(self, names: Positions) -> tuple[Positions, Positions, Flags]:
        """Pairs of chain and unit that it can mean in some year; which chains end at a county.

        The same name twice over is what lies above and what lies below (吉安吉安); one in full is
        said once more (吉安市吉安市).
        """
        depth = (names >= 0).sum(axis=0)
        every = np.arange(depth.size)
        last = names[depth - 1, every]
        twice = (depth > 1) & (names[depth - 2, every] == last)
        again = twice & self.scanner.full[last]
        counts = np.where(depth > 0, self._counts[last], 0)
        of = np.repeat(every, counts)
        units = self._units[np.repeat(self._first[last], counts) + ranges(counts)]
        levels = self.levels[units]
        fits = (levels > 1) | (depth - again == 1)[of]
        narrow = twice & ~again
        for step in range(len(names) - 1):
            above = np.where(depth - 1 > step, names[step], -1)
            narrow |= (above >= 0) & (above != last) & self._narrow[above]
            has = (above >= 0) & ~(again & (depth - 2 == step))
            rows = np.flatnonzero(has[of])
            keys = self.keys[above[of[rows]]]
            full = self.scanner.full[last[of[rows]]]
            fits[rows] &= self._families.under(units[rows], keys, full)
        county = np.bincount(of[fits & (levels == 3)], minlength=depth.size) > 0
        fits &= (levels == 3) | ~(narrow & county)[of]
        higher = np.bincount(of[fits & (levels < 3)], minlength=depth.size) > 0
        return of[fits], units[fits], county & ~higher

    def members(self) -> Flags:
        """Which names can stand below a province or prefecture, by its key; below :attr:`nowhere`."""
        number, records = self._key_numbers, self.index.records
        above = np.array(
            [
                (
                    -1 if r.level == "province" else number[r.province],
                    number[stem(r.prefecture)] if r.level == "county" and r.prefecture else -1,
                )
                for r in records
            ]
        )
        table = np.zeros((self._counts.size, self.nowhere + 1), dtype=np.bool_)
        name = np.repeat(np.arange(self._counts.size), self._counts)
        for key in above[self._units].T:
            table[name[key >= 0], key[key >= 0]] = True
        older = old_names() | former_county_names()
        old = [name in older for name in self.scanner.names]
        table[:, self.nowhere] = self.scanner.full[:-1] | old
        return table

    def words_of(self, chain: int) -> str:
        """The names of a chain, one after the other."""
        (names,) = names_of(np.array([chain], dtype=np.uint64)).T.tolist()
        return "".join(self.scanner.names[name] for name in names if name >= 0)
