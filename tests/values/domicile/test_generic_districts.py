"""Districts that any city may have (东区, 郊区), written without their city."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.columns.domiciles import resolve
from minzheng_core.values.domicile import Domicile

CASES = [
    ("东区", None, 2000, None),
    ("东区街道", None, 2000, None),
    ("西区", "360732", 2000, None),
    ("郊区", "360732", 1990, None),
    ("郊区", "360121", 1990, "360111"),
    ("市中区", "370811", 1990, "370802"),
    ("攀枝花东区", None, 2000, "510402"),
    ("四川省攀枝花市东区", "360732", 2000, "510402"),
]


@pytest.mark.parametrize(("text", "county", "on", "division"), CASES)
def test_it_is_asked_for_unless_the_archive_is_of_that_city(
    text: str, county: str | None, on: int, division: str | None
) -> None:
    found = Domicile.parse(text, on=on, county=county)
    assert found.value is not None
    assert found.value.division == division
    cells = resolve(pl.Series([text]), pl.Series([on]), county=county)
    assert cells["division"].to_list() == [division]
    if division is None:
        assert [f.code for f in found.findings] == ["DV202"]


def test_the_one_of_the_own_province_is_the_first_candidate() -> None:
    value = Domicile.parse("郊区", on=1990, county="360732").value
    assert value is not None
    assert value.candidates[0].division == "360111"


@pytest.mark.parametrize(
    ("text", "year", "name"),
    [
        ("四川省绵阳市市中区", 1984, "四川省绵阳地区绵阳市"),
        ("广东省佛山市城区", 1984, "广东省佛山市汾江区"),
        ("四川省德阳市市中区", 1984, "四川省德阳市市中区"),
        ("湖北省襄阳地区随县", 2021, "湖北省随州市随县"),
    ],
)
def test_the_city_tells_whose_district_is_meant_before_there_was_one(
    text: str, year: int, name: str
) -> None:
    value = Domicile.parse(text, on=year).value
    assert value is not None
    assert value.name == name
    assert resolve(pl.Series([text] * 9), pl.Series([year] * 9))["name"][0] == name
