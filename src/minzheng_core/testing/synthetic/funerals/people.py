"""Who died in a synthetic county: birth, death, name and number."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.testing.synthetic.days import end_of, number_of, year_of, ymd_of
from minzheng_core.testing.synthetic.draws import blank, running_number, texts
from minzheng_core.testing.synthetic.names import GIVEN, SURNAMES
from minzheng_core.testing.synthetic.people import id18_of

if TYPE_CHECKING:
    from minzheng_core.testing.synthetic.draws import Bools, Ints, Rng


@frozen(kw_only=True)
class Dead:
    """Who died, a column per fact; days since 1970-01-01."""

    birth: Ints
    death: Ints
    female: Bools
    name: pl.Series
    number: pl.Series


def make_dead(rng: Rng, size: int, years: tuple[int, int]) -> Dead:
    """Draw *size* people who died in *years*, in the order of their deaths."""
    first = number_of(date(years[0], 1, 1))
    last = min(end_of(years[1]), number_of(date(2026, 10, 20)))
    death = np.sort(rng.integers(first, last + 1, size))
    age = np.clip(rng.normal(77, 12, size), 19, 104)
    birth = death - (age * 365.25).astype(np.int64)
    female = rng.random(size) < 0.47
    return Dead(
        birth=birth,
        death=death,
        female=female,
        name=_names(rng, birth, female),
        number=numbers(birth, female),
    )


def numbers(birth: Ints, female: Bools) -> pl.Series:
    """Numbers of the county: a sequence of its own for each birthday and sex."""
    region = np.where(year_of(birth) < 1995, 362133, 360732)
    rank = running_number(birth * 2 + female) - 1
    sequence = (rank % 450 + 1) * 2 + np.where(female, 0, 1)
    return id18_of(region * 10**11 + ymd_of(birth) * 1000 + sequence)


def _names(rng: Rng, birth: Ints, female: Bools) -> pl.Series:
    size = len(birth)
    surname = texts(SURNAMES[:60], rng.integers(0, 60, size))
    period = np.clip((year_of(birth) - 1945) // 15, 0, 3)
    given = blank(size)
    for number in range(4):
        for sex, mask in (("m", ~female), ("f", female)):
            table = GIVEN[sex, number]
            own = pl.Series(mask & (period == number))
            one = texts(table, rng.integers(0, len(table), size))
            two = texts(table, rng.integers(0, len(table), size))
            given = (one + two).zip_with(own, given)
    return surname + given
