"""Region codes of a column are graded as one by one."""

from __future__ import annotations

from datetime import date
from itertools import product

import polars as pl
import pytest

from minzheng_core.columns.regions import GRADES, grades
from minzheng_core.reference.region_grade import region_grade, region_windows

ODD = [None, "", "000000", "999999", "36213", "3621330", "E12345", "36213X", "３６２１３３"]
YEARS = [None, 1900, *range(1980, 2027)]


@pytest.mark.parametrize("on", [1980, 1988, 2000, 2026])
def test_columns_and_single_codes_get_the_same_grades(on: int) -> None:
    firsts, _ = region_windows()
    some = [f"{code:06d}" for code in range(0, 1_000_000, 7) if firsts[code]]
    pairs = list(product([*ODD, *some], YEARS))
    births = [year and date(year, 7, 1) for _, year in pairs]
    found = grades(
        pl.Series([code for code, _ in pairs]), pl.Series(births, dtype=pl.Date), date(on, 6, 1)
    )
    assert found.dtype == GRADES
    assert found.to_list() == [
        None if code is None else region_grade(code, year, on).value for code, year in pairs
    ]
