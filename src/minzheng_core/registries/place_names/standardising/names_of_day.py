"""Divisions and townships with their names and codes of the day and of today, by numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from minzheng_core.columns.domicile.plain import plain_answers
from minzheng_core.registries.place_names.standardising.local import township_places
from minzheng_core.registries.place_names.standardising.standard_name import (
    division_on,
    township_year,
)
from minzheng_core.registries.place_names.standardising.town_turns import (
    SEVERAL,
    TO_ASK,
    town_turns,
)
from minzheng_core.values.domicile.index import domicile_index

if TYPE_CHECKING:
    from minzheng_core.columns.domicile.letters import Positions
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.place_names.standardising.standard_name import PlaceOnDay
    from minzheng_core.values.domicile.index import DomicileIndex

NOTHING = 0
"""The number of no place: all its names are empty."""
NOT_ONE = -1
"""Stands for a township whose area belonged to several."""
_NOT_ASKED = -2


class NamesOfDay:
    """Numbers for places, and columns of their names; each is found out when first asked for."""

    def __init__(self, overlay: Overlay | None) -> None:
        self._overlay = overlay
        index = domicile_index(overlay)
        self._records = index.records
        codes = [record.code for record in self._records]
        names = [index.full_name(unit) for unit in range(len(codes))]
        # One code may have the same name twice, in between which it was another's.
        self._twice = pl.DataFrame({"code": codes, "name": names}).is_duplicated().to_numpy()
        self._of_twice: dict[tuple[int, int], int] = {}
        self.town_names = towns = plain_answers(overlay).towns.names
        # A township has the number of its row, after that of nothing.
        self._turns = town_turns(overlay)
        self._since = township_year(0, overlay)
        self._of_asked: dict[tuple[int, int], int] = {}
        # A division that still is or became another whole has that of its unit after those.
        today = _today(index)
        known = (today >= 0) & ~self._twice
        self._of_unit = np.where(known, towns.height + 1 + np.arange(today.size), _NOT_ASKED)
        self._listed = towns.height + 1 + today.size
        self._more: list[PlaceOnDay] = []
        towns = pl.concat([pl.DataFrame({"town": "", "name": ""}), towns.select("town", "name")])
        towns_today = towns[np.append(NOTHING, np.maximum(self._turns.today + 1, NOTHING))]
        code, name = pl.Series(codes), pl.Series(names)
        self._columns = [
            pl.concat([of_town, of_unit], rechunk=True)
            for of_town, of_unit in (
                (towns["town"], code),
                (towns["name"], name),
                (towns_today["town"], code[today]),
                (towns_today["name"], name[today]),
            )
        ]

    def divisions(self, units: Positions, years: Positions) -> Positions:
        """The numbers of *units* with their names of the years beside them; -1 is no unit."""
        numbers = np.where(units < 0, NOTHING, self._of_unit[units])
        at = np.flatnonzero(numbers == _NOT_ASKED)
        twice = self._twice[units[at]]
        for unit in np.unique(units[at[~twice]]).tolist():
            self._of_unit[unit] = self._division(unit, self._records[unit].start)
        numbers[at] = self._of_unit[units[at]]
        for one in at[twice].tolist():
            key = (int(units[one]), int(years[one]))
            if key not in self._of_twice:
                self._of_twice[key] = self._division(*key)
            numbers[one] = self._of_twice[key]
        return numbers

    def _division(self, unit: int, year: int) -> int:
        record = self._records[unit]
        return self._add(division_on(record.code, year, self._overlay, record.full_name))

    def towns(self, rows: Positions, years: Positions) -> Positions:
        """The numbers of the townships whose names have these rows; :data:`NOT_ONE` of several."""
        places = self._turns.of(rows, years)
        numbers = np.where(places == SEVERAL, NOT_ONE, places + 1)
        for at in np.flatnonzero(places == TO_ASK).tolist():
            key = int(rows[at]), max(int(years[at]), self._since)
            if key not in self._of_asked:
                self._of_asked[key] = self._town(*key)
            numbers[at] = self._of_asked[key]
        return numbers

    def _town(self, row: int, year: int) -> int:
        code, name = self.town_names.row(row)[:2]
        places = township_places(code, name, year, self._overlay)
        return self._add(places[0]) if len(places) == 1 else NOT_ONE

    def _add(self, place: PlaceOnDay) -> int:
        self._more.append(place)
        return self._listed + len(self._more) - 1

    @property
    def columns(self) -> tuple[pl.Series, pl.Series, pl.Series, pl.Series]:
        """Code and full name of the day, and of today, by the numbers."""
        new = self._more[self._columns[0].len() - self._listed :]
        if new:
            told = zip(
                *((p.code, p.full_name, p.code_today, p.name_today) for p in new), strict=True
            )
            self._columns = [
                pl.concat([known, pl.Series(more, dtype=pl.String)], rechunk=True)
                for known, more in zip(self._columns, told, strict=True)
            ]
        code, name, code_today, name_today = self._columns
        return code, name, code_today, name_today


def _today(index: DomicileIndex) -> Positions:
    """What each unit is today: itself, or the one county that its whole area went to, else -1."""
    records = index.records
    lives = (r.end is None and (r.level == "county" or not r.successors) for r in records)
    today = np.where(np.fromiter(lives, np.bool_, len(records)), np.arange(len(records)), -1)
    for unit, heirs in index.heirs.items():
        counties = {records[of].level for of in (unit, *heirs)} == {"county"}
        told = any(year == records[unit].end for _, year in records[unit].successors)
        if counties and told and len(heirs) == 1:
            today[unit] = heirs[0]
    while (further := np.where(today < 0, -1, today[today]) != today).any():
        today[further] = today[today[further]]
    return today


@lru_cache(maxsize=4)
def _names_of_day(overlay: Overlay | None) -> NamesOfDay:
    return NamesOfDay(overlay)


def names_of_day(overlay: Overlay | None = None) -> NamesOfDay:
    """The shared numbers of the published lists, or of those with an *overlay*."""
    return _names_of_day(overlay)
