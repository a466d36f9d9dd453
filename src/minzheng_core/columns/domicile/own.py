"""Names that may be the archive's own county mistyped, or a district below it, for whole columns at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from minzheng_core.values.domicile.districts import DISTRICT, district_at
from minzheng_core.values.domicile.index import FIRST_YEAR, LAST_YEAR
from minzheng_core.values.domicile.own import OFFICE, named_as_listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.columns.domicile.readings import Reading
    from minzheng_core.columns.domicile.townships import TownFinder
    from minzheng_core.values.domicile.resolver import Resolver


class OwnNames:
    """Which names one slip makes out of a name that the county has ever had."""

    def __init__(self, resolver: Resolver, towns: TownFinder, number: Mapping[str, int]) -> None:
        self._resolver = resolver
        self._towns = towns
        self._number = number
        self._names = list(number)
        self._districts = np.array([*(name[-1] == DISTRICT for name in number), False])
        self._flags: dict[str | None, Flags] = {None: np.zeros(len(number) + 1, dtype=np.bool_)}

    def mistyped(self, reading: Reading, rows: Positions, county: str | None) -> Flags:
        """Whether the texts in *rows* begin with one such name alone; of those all is to be read."""
        heads = reading.chains.names[:, reading.chain[rows]]
        alike: Flags = self._of(county)[heads[0]] & (heads[1] < 0)
        return alike

    def districts(
        self, reading: Reading, rows: Positions, years: Positions, county: str | None
    ) -> Flags:
        """Whether names that stand alone may be districts below the county in their years.

        They are misspelt, or those of districts of cities; the reader of single texts decides
        (:func:`values.domicile.own.own_district`).
        """
        found = np.zeros(rows.size, dtype=np.bool_)
        if county is None:
            return found
        names = reading.chains.names[:2, reading.chain[rows]]
        alone, misspelt = names[1] < 0, reading.misspelt[rows]
        for one in np.flatnonzero(alone & misspelt).tolist():
            home = self._resolver.context(county, int(years[one]))
            text = reading.letters.texts[int(rows[one])]
            found[one] = home is not None and named_as_listed(self._resolver.index, home, text)
        at = np.flatnonzero(alone & ~misspelt & self._districts[names[0]])
        found[at] = self._own_of_sound(reading, rows[at], names[0, at], years[at], county)
        return found

    def _own_of_sound(
        self, reading: Reading, rows: Positions, names: Positions, years: Positions, county: str
    ) -> Flags:
        """The same of the sound *names* of districts, by what follows them in the texts *rows*, or begins with them."""
        cases, case = np.unique(names << 16 | years, return_inverse=True)
        said = [self._case(number >> 16, number & 0xFFFF, county) for number in cases.tolist()]
        homes, by_town, by_name = np.array(said, dtype=np.int64).reshape(-1, 3)[case].T
        may: Flags = by_name > 0
        ends = reading.ends[rows]
        may |= reading.letters.at(rows, ends) == ord(OFFICE[0])
        at = np.flatnonzero((by_town > 0) & (homes >= 0))
        may[at] |= self._towns.find(reading.letters, rows[at], ends[at], homes[at]) >= 0
        at = np.flatnonzero(homes >= 0)
        starts = np.zeros_like(at)
        may[at] |= self._towns.find(reading.letters, rows[at], starts, homes[at]) >= 0
        may &= homes >= 0
        return may

    def _case(self, name: int, year: int, county: str) -> tuple[int, bool, bool]:
        """For the district called *name* in *year*: the own county, -1 if it is that or in it; whether a
        township of this tells that a district below it is meant, and whether any village does.
        """
        found, written = self._resolver, self._names[name]
        home, head = found.context(county, year), found.reader.head([written])
        if home is None or head is None or found.lies_in(head, home, year):
            return -1, False, False
        far = not found.lies_in(head, found.path(home)[:2][-1], year)
        return home, far, district_at(found.index, home, written) > 0

    def _of(self, county: str | None) -> Flags:
        if county not in self._flags:
            flags = self._flags[None].copy()
            years = range(FIRST_YEAR, LAST_YEAR + 1)
            homes = {self._resolver.context(county, year) for year in years} - {None}
            for home in homes:
                names = self._resolver.mistaken_for(home or 0)
                flags[[self._number[name] for name in names if name in self._number]] = True
            self._flags[county] = flags
        return self._flags[county]
