"""Names of far counties that may be the archive's own county mistyped, for whole columns at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from minzheng_core.values.domicile.districts import DISTRICT
from minzheng_core.values.domicile.index import FIRST_YEAR, LAST_YEAR
from minzheng_core.values.domicile.own import own_district

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.columns.domicile.readings import Reading
    from minzheng_core.values.domicile.resolver import Resolver


class OwnNames:
    """Which names one slip makes out of a name that the county has ever had."""

    def __init__(self, resolver: Resolver, number: Mapping[str, int]) -> None:
        self._resolver = resolver
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
        """Whether names that stand alone are districts below the county in their years.

        They are misspelt, or those of districts of cities.
        """
        found = np.zeros(rows.size, dtype=np.bool_)
        if county is None:
            return found
        names = reading.chains.names[:2, reading.chain[rows]]
        alone = (names[1] < 0) & (reading.misspelt[rows] | self._districts[names[0]])
        for at in np.flatnonzero(alone).tolist():
            row, year = int(rows[at]), int(years[at])
            head = self._resolver.reader.head([self._names[int(names[0, at])]])
            if head is not None:
                text, end = reading.letters.texts[row], int(reading.ends[row])
                head = head.misspelt("", "?") if reading.misspelt[row] else head
                found[at] = own_district(self._resolver, text, head, end, year=year, county=county)
        return found

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
