"""A month that is wanting before a day is unknown: the day never takes its place."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.columns import dates
from minzheng_core.values.dates.partial_date import PartialDate


@given(
    st.integers(1950, 2025),
    st.sampled_from(["?", "??", "×", "*", "□", "不详", " "]),
    st.integers(1, 31),
    st.sampled_from(["{}.{}.{}", "{}-{}-{}", "{}/{}/{}", "{}年{}月{}日"]),
)
def test_only_the_year_is_read(year: int, unknown: str, day: int, form: str) -> None:
    text = form.format(year, unknown, day)
    assert str(PartialDate.parse(text).value) == str(year)
    assert dates.parse(pl.Series([text]))["text"].to_list() == [str(year)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1985..12", "1985"),
        ("85.?.12", "1985"),
        ("1985.3.?", "1985-03"),
        ("1985年×月×日", "1985"),
        ("1985..3.12", "1985-03-12"),
        ("1985--12", "1985-12"),
        ("1985//3", "1985-03"),
        ("1985--13", "1985"),
        ("1972、元、1", "1972-01-01"),
        ("59.腊.初八", "1960-01-06"),
        ("2003年10月1日上午", "2003-10-01"),
        ("2003.10.1 农历九月初六", "2003-10-01"),
    ],
)
def test_what_else_is_written_is_read(text: str, date: str) -> None:
    assert str(PartialDate.parse(text).value) == date


def test_the_other_calendar_without_brackets_is_compared_too() -> None:
    assert PartialDate.parse("2003.10.1，农历九月初六").findings == ()
    (finding,) = PartialDate.parse("2003.10.1，农历九月初七").findings
    assert finding.code == "DT113"
