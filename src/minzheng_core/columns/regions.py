"""Region codes of identity numbers graded a column at a time, equal to ``region_grade``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from minzheng_core.reference.region_grade import (
    FIRST_NUMBERS,
    LAG,
    SEEN,
    RegionGrade,
    region_windows,
)

if TYPE_CHECKING:
    from datetime import date

    from minzheng_core.reference.overlay import Overlay

GRADES = pl.Enum([grade.value for grade in RegionGrade])
_GRADES = pl.Series([grade.value for grade in RegionGrade], dtype=GRADES)
_NUMBERS = {grade: number for number, grade in enumerate(RegionGrade)}
_IN_TURN = (
    RegionGrade.UNLISTED,
    RegionGrade.UNLISTED_SEEN,
    RegionGrade.FUTURE,
    RegionGrade.CONSISTENT,
    RegionGrade.LAG,
)
"""The grades in the order in which they are tried; what is left ended before the first numbers."""


def grades(
    region: pl.Series, birth: pl.Series, on: date, overlay: Overlay | None = None
) -> pl.Series:
    """How well each region code fits the time in which its number can have been assigned.

    *birth* are dates (null where not known), *on* the day up to which numbers can have been
    assigned.

    >>> from datetime import date
    >>> births = pl.Series([date(1962, 8, 15), date(2005, 1, 1)])
    >>> grades(pl.Series(["362133", "362133"]), births, date(2026, 1, 1)).to_list()
    ['consistent', 'before_assignment']
    """
    firsts, lasts = (np.frombuffer(years, "u2") for years in region_windows(overlay))
    plain = region.str.contains("^[0-9]{6}$")
    code = pl.select(pl.when(plain).then(region).cast(pl.UInt32)).to_series()
    at = code.fill_null(0).to_numpy()
    first, last = firsts[at].astype(np.int32), lasts[at].astype(np.int32)
    earliest = np.maximum(birth.dt.year().fill_null(0).to_numpy(), FIRST_NUMBERS)
    grade = np.select(
        [
            first == 0,
            first <= SEEN,
            first > on.year,
            earliest <= last,
            (last >= FIRST_NUMBERS) & (earliest <= last + LAG),
        ],
        [_NUMBERS[grade] for grade in _IN_TURN],
        _NUMBERS[RegionGrade.BEFORE_ASSIGNMENT],
    )
    return _GRADES.gather(grade).set(region.is_null(), None).alias("grade")
