"""The divisions that texts were found to begin with, as arrays, and what is to be read below them."""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.columns.domicile.verdicts import REASONS
from minzheng_core.registries.place_names.standardising.codes import CODE
from minzheng_core.registries.place_names.standardising.counties_within import (
    COUNTY_WRITTEN,
    PART_WRITTEN,
)
from minzheng_core.registries.place_names.standardising.names_of_day import names_of_day
from minzheng_core.registries.place_names.standardising.regions import BETWEEN
from minzheng_core.registries.place_names.standardising.standard_name import LEVELS
from minzheng_core.values.domicile.answer import AMBIGUOUS, UNKNOWN, Reason
from minzheng_core.values.domicile.index import domicile_index

if TYPE_CHECKING:
    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.columns.domiciles import Found
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile.answer import Answer

COUNTY = LEVELS.index("county")
SLIP = REASONS.index(Reason.MISSPELT)
REGION = 1 << 40
"""In a mask of what is to be said about divisions: a region that no list has stands in the text."""


@frozen(eq=False)
class Tail:
    """What follows a division, to be read by itself."""

    answer: Answer
    year: int
    township: str
    """The code of the one that was found with the division, else empty."""
    text: str


class Divisions:
    """What was found above the townships, as arrays."""

    def __init__(self, found: Found, overlay: Overlay | None) -> None:
        self._found = found
        told = found.verdicts
        of = told.of
        self.units = np.maximum(told.units, -1)[of]
        self.levels = np.where(self.units < 0, 0, _levels(overlay)[self.units])
        self.codes = np.where(self.units < 0, 0, _codes(overlay)[self.units])
        self.hows = told.hows[of]
        self.masks, of_answer = np.unique(told.faults, return_inverse=True)
        """The different masks of what is to be said about divisions."""
        self.mask = of_answer[of]
        # A short name alone may be followed by the name of a township without its kind.
        short = (told.blank | ((told.units < 0) & (told.choices == 1)))[of]
        unsure = ((told.choices > 0) | (told.faults & UNKNOWN > 0))[of]
        # A township that is not the own county's but a neighbour's.
        near = ((told.choices > 0) & (told.faults & AMBIGUOUS > 0))[of]
        near &= np.asarray(found.places.ends) == 0
        tails = found.tidy.str.slice(pl.Series(found.places.ends))
        # A code, a county below a region that no list has, or a misspelt one in a part of a province.
        open_ = (self.levels < COUNTY) | (np.asarray(found.places.ends) == 0)
        between = _among(tails, open_ & (self.units >= 0), BETWEEN)
        # The names of what is misspelt are not those that are written.
        single = between & ((self.levels >= COUNTY) | (self.hows == SLIP))
        single |= _among(tails, open_, CODE)
        single |= _among(tails, open_ & (self.units < 0), f"{COUNTY_WRITTEN}|{PART_WRITTEN}")
        self.alone: Flags = short | near | single | found.unreadable
        """Whether the whole text must be read by itself."""
        self.between: Flags = between & ~self.alone
        """Whether a region that no list has may follow, and a county below it."""
        self.misspelt: Flags = _among(
            tails, unsure & (self.units >= 0) & ~self.alone, COUNTY_WRITTEN
        )
        """Whether one of several divisions is followed by what may be a misspelt county, or one below such a region."""
        self.unsure: Flags = unsure & ~self.alone
        """Whether there are several divisions or none, so that nothing is read below them."""
        unread = self.alone | self.unsure
        self.years = found.years.cast(pl.Int64).to_numpy()
        self.tails = tails
        self.homes = _homes(overlay).of(self.units, self.years)
        """The units whose townships may follow, -1 where none may."""
        self.homes[unread | (self.tails == "").fill_null(value=True).to_numpy()] = -1
        self.names = names_of_day(overlay)
        self.numbers = self.names.divisions(np.where(unread, -1, self.units), self.years)

    def over_regions(self, rows: Positions, other: Divisions, of: Positions) -> Divisions:
        """The same with those of *other* at the positions *of* for *rows*, in which a region was not read."""
        told = copy(self)
        for name in ("units", "levels", "codes", "hows", "homes", "numbers"):
            column = getattr(self, name).copy()
            column[rows] = getattr(other, name)[of]
            setattr(told, name, column)
        for name in ("alone", "between", "misspelt", "unsure"):
            flags = getattr(self, name).copy()
            flags[rows] = False
            setattr(told, name, flags)
        told.masks = np.concatenate([self.masks, other.masks.astype(np.int64) | REGION])
        told.mask = self.mask.copy()
        told.mask[rows] = self.masks.size + other.mask[of]
        told.tails = self.tails.clone().scatter(rows, other.tails[of])
        return told

    def tails_of(self, which: Flags) -> list[Tail]:
        """What follows those *which* is true of."""
        at = np.flatnonzero(which)
        found = self._found.places.towns[at]
        codes = self.names.town_names["town"][np.maximum(found, 0)].to_list()
        return [
            Tail(answer, year, code if town >= 0 else "", text)
            for answer, year, code, town, text in zip(
                map(self._found.verdicts.answer, self._found.verdicts.of[at].tolist()),
                self.years[at].tolist(),
                codes,
                found.tolist(),
                self.tails[at].to_list(),
                strict=True,
            )
        ]

    def answers_of(self, which: Flags) -> tuple[list[tuple[Answer, int]], Positions]:
        """The different answers and years of those *which* is true of, and which one each has."""
        keys, back = np.unique(
            self._found.verdicts.of[which] << 16 | self.years[which], return_inverse=True
        )
        answer = self._found.verdicts.answer
        return [(answer(key >> 16), key & 0xFFFF) for key in keys.tolist()], back


def _among(tails: pl.Series, which: Flags, pattern: str) -> Flags:
    """Whether *pattern* stands in those of the *tails* that *which* is true of."""
    found, at = np.zeros_like(which), np.flatnonzero(which)
    if not at.size:
        return found
    found[at] = tails[at].str.contains(pattern).fill_null(value=False).to_numpy()
    return found


class _Homes:
    """Where the townships of a division of a year are listed; as ``local_places.places_of``."""

    def __init__(self, overlay: Overlay | None) -> None:
        index = domicile_index(overlay)
        records = index.records
        # The records of one code stand side by side, the oldest first; another code after the last.
        self._code = np.append(_codes(overlay), -1)
        self._starts = np.append(index.starts, 0)
        lowest = [
            9999 if r.level == "county" else index.lowest_until[u] for u, r in enumerate(records)
        ]
        self._lowest_until = np.array(lowest)

    def of(self, units: Positions, years: Positions) -> Positions:
        """The last unit begun under the code of each of *units*, -1 where counties lie below it."""
        at, code = units.copy(), self._code[units]
        while (later := (self._starts[at + 1] <= years) & (self._code[at + 1] == code)).any():
            at += later
        while (before := (self._starts[at] > years) & (self._code[at] == code)).any():
            at -= before
        there = (units >= 0) & (self._code[at] == code)
        return np.where(there & (years < self._lowest_until[at]), at, -1)


@lru_cache(maxsize=4)
def _levels(overlay: Overlay | None) -> Positions:
    """The level of each unit, by its number in :data:`LEVELS`."""
    return np.array([LEVELS.index(r.level) for r in domicile_index(overlay).records])


@lru_cache(maxsize=4)
def _codes(overlay: Overlay | None) -> Positions:
    """The code of each unit."""
    return np.array([int(r.code) for r in domicile_index(overlay).records])


@lru_cache(maxsize=4)
def _homes(overlay: Overlay | None) -> _Homes:
    return _Homes(overlay)
