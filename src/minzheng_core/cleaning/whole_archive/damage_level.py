"""How often the numbers of an archive are damaged, against what is usual.

An archive typed in a hurry has several times the slips of a careful one. Those that leave no number at all
(a check digit that fails, a digit too many, a day that no month has) are counted; how many of the others,
which look like sound numbers, are damaged too follows from them. Where a number and a birth date contradict
each other it counts how often the dates are wrong: those that are a slip away from a number that a check digit
confirms tell it, and of those beside 15 digits what slips of the numbers do not explain.
Where there are none, a hand that slips in numbers is taken to slip in dates as well, by the square root.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import polars as pl
from attrs import evolve

from minzheng_core.values.ids.rates import DEFAULT_RATES, Rates

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec

_BEFOREHAND = 5
"""How many damaged numbers what is usual counts for."""
_NO_SUCH_DAY = 0.17
"""The share of the slips in 15 digits that make an impossible date."""
_ANOTHER_DAY = 6 / 15 - _NO_SUCH_DAY
"""The share of those that make another day of birth."""
_YEARS_OFF = 4
_DAYS_A_SLIP_AWAY = 25
"""So many years, and days of birth of one lifetime, are taken for one by a slip in the date."""


def damage_level(spec: ArchiveSpec, seen: pl.DataFrame, rates: Rates = DEFAULT_RATES) -> Rates:
    """The *rates* with how many times as often the archive's numbers are damaged and its dates wrong.

    By the numbers that are none any more, and the dates that are a slip away from the numbers.
    """
    broken, expected = _broken(spec, seen, rates)
    damaged = (broken + _BEFOREHAND) / (expected + _BEFOREHAND)
    wrong, usual = _wrong_dates(spec, seen, rates, damaged)
    dates = (wrong + _BEFOREHAND * sqrt(damaged)) / (usual + _BEFOREHAND)
    return evolve(rates, damaged=damaged, dates_wrong=dates)


def _broken(spec: ArchiveSpec, seen: pl.DataFrame, rates: Rates) -> tuple[int, float]:
    """How many numbers are none any more, and how many are to be expected."""
    one_slip = rates.substitution + rates.transposition
    lengths = rates.lost + rates.doubled
    broken, expected = 0, 0.0
    for block in spec.people:
        names = [f"{block.prefix}.{name}" for name in ("broken", "legacy")]
        if not set(names) <= set(seen.columns):
            continue
        is_broken, legacy = (pl.col(name) for name in names)
        counts = seen.select(
            broken=is_broken.sum(), whole=(~is_broken).sum(), legacy=(~is_broken & legacy).sum()
        ).row(0, named=True)
        broken += counts["broken"]
        modern = counts["whole"] - counts["legacy"]
        expected += modern * (one_slip + lengths + rates.check_made_up)
        expected += counts["legacy"] * (one_slip * _NO_SUCH_DAY + lengths)
    return broken, expected


def _wrong_dates(
    spec: ArchiveSpec, seen: pl.DataFrame, rates: Rates, damaged: float
) -> tuple[float, float]:
    """How many dates are a slip away from the person's, and how many are to be expected.

    Beside 15 digits without as many as slips of numbers make, that are *damaged* so often.
    """
    one_slip = rates.substitution + rates.transposition
    by_numbers = one_slip * damaged * _ANOTHER_DAY
    by_dates = _YEARS_OFF * rates.birth_year_off + _DAYS_A_SLIP_AWAY * rates.birth_one_edit
    wrong = usual = 0.0
    for block in spec.people:
        names = [f"{block.prefix}.{name}" for name in _OF_DATES]
        if not set(names) <= set(seen.columns):
            continue
        is_broken, legacy, day, birth, lunar, unlike = (pl.col(name) for name in names)
        counts = (
            seen.lazy()
            .filter(~is_broken)
            .group_by(legacy.alias("legacy"))
            .agg(
                told=(day.is_not_null() & birth.is_not_null()).sum(),
                near=((day != birth) & ~lunar & ~unlike).sum(),
            )
            .collect()
        )
        for line in counts.iter_rows(named=True):
            wrong += max(line["near"] - line["legacy"] * line["told"] * by_numbers, 0.0)
            usual += line["told"] * by_dates
    return wrong, usual


_OF_DATES = ("broken", "legacy", "day", "birth", "lunar", "unlike")
