"""Divisions and townships with their names and codes of the day and of today, by numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from minzheng_core.columns.domicile.plain import plain_answers
from minzheng_core.columns.domicile.town_turns import SEVERAL, TO_ASK, town_turns
from minzheng_core.registries.place_names.standardising.local import township_places
from minzheng_core.registries.place_names.standardising.standard_name import (
    above_today,
    division_on,
    township_year,
)
from minzheng_core.values.domicile.index import domicile_index

if TYPE_CHECKING:
    from minzheng_core.columns.domicile.letters import Flags, Positions
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
        self._of_several: dict[tuple[int, int], tuple[str, ...]] = {}
        # A division that still is or became another whole has that of its unit after those.
        today = _today(index)
        known = (today >= 0) & ~self._twice
        self._of_unit = np.where(known, towns.height + 1 + np.arange(today.size), _NOT_ASKED)
        self._listed = towns.height + 1 + today.size
        self._more: list[PlaceOnDay] = []
        self._divided = self._turns.today == SEVERAL
        towns = pl.concat([pl.DataFrame({"town": "", "name": ""}), towns.select("town", "name")])
        towns_today = towns[np.append(NOTHING, np.maximum(self._turns.today + 1, NOTHING))]
        code, name = pl.Series(codes), pl.Series(names)
        above = _above_today(towns_today["town"], overlay)
        self._whole = np.ones(self._listed, dtype=np.bool_)
        self._whole[: towns.height] = (above != "").to_numpy()
        self._divided_at = np.zeros(self._listed, dtype=np.bool_)
        self._columns = [
            pl.concat([of_town, of_unit], rechunk=True)
            for of_town, of_unit in (
                (towns["town"], code),
                (towns["name"], name),
                (towns_today["town"], code[today]),
                (above + towns_today["name"], name[today]),
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
        places = np.where((places >= 0) & self._divided[places], TO_ASK, places)
        numbers = np.where(places == SEVERAL, NOT_ONE, places + 1)
        for at in np.flatnonzero(places == TO_ASK).tolist():
            key = int(rows[at]), max(int(years[at]), self._since)
            if key not in self._of_asked:
                self._of_asked[key] = self._town(*key)
            numbers[at] = self._of_asked[key]
        return numbers

    def _town(self, row: int, year: int) -> int:
        places = self._places(row, year)
        return self._add(places[0]) if len(places) == 1 else NOT_ONE

    def _places(self, row: int, year: int) -> tuple[PlaceOnDay, ...]:
        code, name = self.town_names.row(row)[:2]
        return township_places(code, name, year, self._overlay)

    def codes_of_several(self, rows: Positions, years: Positions) -> list[tuple[str, ...]]:
        """The codes of the townships between which the area of each name was divided in its year."""
        found = []
        for row, year in zip(rows.tolist(), years.tolist(), strict=True):
            key = row, max(year, self._since)
            if key not in self._of_several:
                self._of_several[key] = tuple(place.code for place in self._places(*key))
            found.append(self._of_several[key])
        return found

    def _add(self, place: PlaceOnDay) -> int:
        self._more.append(place)
        return self._listed + len(self._more) - 1

    @property
    def columns(self) -> tuple[pl.Series, pl.Series, pl.Series, pl.Series]:
        """Code and full name of the day, and of today, by the numbers."""
        self._write_more()
        code, name, code_today, name_today = self._columns
        return code, name, code_today, name_today

    @property
    def whole(self) -> Flags:
        """Whether the name of today of a township has what is above it, by the numbers."""
        self._write_more()
        return self._whole

    @property
    def divided(self) -> Flags:
        """Whether several share the area today, by the numbers."""
        self._write_more()
        return self._divided_at

    def heirs(self, number: int) -> list[str]:
        """The codes of those that share the area of a number today, names where there is no code."""
        return [heir.code or heir.full_name for heir in self._more[number - self._listed].heirs]

    def _write_more(self) -> None:
        new = self._more[self._columns[0].len() - self._listed :]
        if not new:
            return
        told = zip(
            *((p.code, p.full_name, p.code_today, p.above_today + p.name_today) for p in new),
            strict=True,
        )
        self._columns = [
            pl.concat([known, pl.Series(more, dtype=pl.String)], rechunk=True)
            for known, more in zip(self._columns, told, strict=True)
        ]
        self._whole = np.append(self._whole, [bool(p.above_today) for p in new])
        self._divided_at = np.append(self._divided_at, [bool(p.heirs) for p in new])


def _above_today(towns: pl.Series, overlay: Overlay | None) -> pl.Series:
    """The full names of the divisions that *towns* of the newest list lie in today, by their codes."""
    codes = towns.str.slice(0, 6)
    different = codes.unique(maintain_order=True)
    names = [above_today(code, overlay) for code in different.to_list()]
    return codes.replace_strict(different, pl.Series(names, dtype=pl.String))


def _today(index: DomicileIndex) -> Positions:
    """What each unit is today: itself, or the one county that its whole area went to, else -1.

    The same as :meth:`DomicileIndex.today_of` says of each, which is asked about the others.
    """
    records = index.records
    lives = (r.end is None for r in records)
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
