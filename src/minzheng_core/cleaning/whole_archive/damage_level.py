"""How often the numbers of an archive are damaged, against what is usual.

An archive typed in a hurry has several times the slips of a careful one. Those that leave no number at all
(a check digit that fails, a digit too many, a day that no month has) are counted; how many of the others,
which look like sound numbers, are damaged too follows from them. Where a number and a birth date contradict
each other it counts how often the dates are wrong: those beside numbers that a check digit confirms tell it.
Where there are none, a hand that slips in numbers is taken to slip in dates as well, by the square root.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.values.ids.rates import DEFAULT_RATES, Rates

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec

_BEFOREHAND = 5
"""How many damaged numbers what is usual counts for."""
_NO_SUCH_DAY = 0.17
"""The share of the slips in 15 digits that make an impossible date."""


def damage_level(spec: ArchiveSpec, seen: pl.DataFrame, rates: Rates = DEFAULT_RATES) -> float:
    """How many times as likely as the *rates* say a number is damaged, against a date that it contradicts.

    By the numbers that are none any more, and the dates that numbers with a check digit contradict.
    """
    broken, expected = _broken(spec, seen, rates)
    damaged = (broken + _BEFOREHAND) / (expected + _BEFOREHAND)
    wrong, usual = _wrong_dates(spec, seen, rates)
    return damaged * (usual + _BEFOREHAND) / (wrong + _BEFOREHAND * sqrt(damaged))


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


def _wrong_dates(spec: ArchiveSpec, seen: pl.DataFrame, rates: Rates) -> tuple[int, float]:
    """How many dates are not those of a number that its check digit confirms, and how many are to be expected."""
    wrong, told = 0, 0
    for block in spec.people:
        names = [f"{block.prefix}.{name}" for name in ("broken", "legacy", "day", "birth", "lunar")]
        if not set(names) <= set(seen.columns):
            continue
        is_broken, legacy, day, birth, lunar = (pl.col(name) for name in names)
        other = day != birth
        checked = (
            seen.lazy()
            .filter(~is_broken & ~legacy)
            .select(told=other.count(), wrong=(other & ~lunar).sum())
        )
        counts = checked.collect().row(0, named=True)
        told += counts["told"]
        wrong += counts["wrong"]
    return wrong, told * (1 - rates.birth - rates.birth_alternative)
