"""A day without its year is asked with the days that it may mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from minzheng_core.registries import marriage

ON = date(2026, 11, 23)


def _offered(field: str, **cells: Any) -> list[str]:
    record = {
        "登记日期": "1985-03-15",
        "证件字号": "兴结字(1985)第1号",
        "男方姓名": "张三",
        "女方姓名": "李四",
        **cells,
    }
    result = marriage.clean(pl.DataFrame([record]), county="360732", on=ON)
    candidates = result.candidates.filter(pl.col("field") == field).sort("rank")
    assert result.records[field].to_list() == [None]
    return candidates["value"].to_list()


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("3.15", ["1985-03-15"]),
        ("2.1", ["1985-02-01", "1985-02-10"]),
        ("2.3", ["1985-02-03"]),
        ("2.29", []),
        ("13.15", []),
    ],
)
def test_a_day_of_registration_in_the_year_of_the_certificate(written, days) -> None:
    assert _offered("registration_date", 登记日期=written) == days


def test_digits_of_other_scripts_name_no_day() -> None:
    assert _offered("registration_date", 登记日期="3.1٥") == []


def test_a_birthday_in_the_years_that_the_age_allows() -> None:
    birth = {"男方出生日期": "8.15", "男方年龄": "周岁23"}
    assert _offered("husband_birth_date", **birth) == ["1961-08-15"]


def test_nothing_is_offered_where_nothing_tells_the_year() -> None:
    assert _offered("husband_birth_date", 男方出生日期="8.15") == []
    assert _offered("registration_date", 登记日期="3.15", 证件字号="") == []
