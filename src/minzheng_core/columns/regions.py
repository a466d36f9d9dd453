"""Region codes of identity numbers graded a column at a time, equal to ``region_grade``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.columns.lifted import lift
from minzheng_core.reference.region_grade import RegionGrade, region_grade

if TYPE_CHECKING:
    from datetime import date

    from minzheng_core.reference.overlay import Overlay

GRADES = pl.Enum([grade.value for grade in RegionGrade])


def grades(
    region: pl.Series, birth: pl.Series, on: date, overlay: Overlay | None = None
) -> pl.Series:
    """How well each region code fits the time in which its number can have been assigned.

    *birth* are dates (null where not known), *on* the day up to which numbers can have been
    assigned. Pairs of code and birth year are few, so each is graded once.

    >>> from datetime import date
    >>> births = pl.Series([date(1962, 8, 15), date(2005, 1, 1)])
    >>> grades(pl.Series(["362133", "362133"]), births, date(2026, 1, 1)).to_list()
    ['consistent', 'before_assignment']
    """

    def grade(code: str | None, year: int | None) -> tuple[str] | None:
        return None if code is None else (region_grade(code, year, on, overlay).value,)

    return lift([region, birth.dt.year()], grade, {"grade": GRADES})["grade"]
