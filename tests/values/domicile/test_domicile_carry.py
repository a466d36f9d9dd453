"""Where divisions stand in other years does not depend on what was asked before."""

from __future__ import annotations

import random

import pytest

from minzheng_core.values.domicile.domicile import Domicile
from minzheng_core.values.domicile.index import DomicileIndex


def test_the_order_of_questions_makes_no_difference() -> None:
    once, again = DomicileIndex(), DomicileIndex()
    asked = [(unit, year) for unit in range(len(once.records)) for year in (1981, 1985, 1995, 2024)]
    found = {key: once.carry(*key) for key in asked}
    random.Random(1).shuffle(asked)
    assert {key: again.carry(*key) for key in asked} == found


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("四川省江北县", "500112"),  # 渝北区: 江北区 stood beside it.
        ("江西省九江市庐山区", "360402"),  # 濂溪区: 庐山市 was 星子县.
        ("江苏省无锡县", "320205"),
        ("河北省宣化县", "130705"),
    ],
)
def test_a_divided_county_goes_on_in_what_began_when_it_ended(text: str, today: str) -> None:
    value = Domicile.parse(text, on=2024).value
    assert value is not None
    assert value.division == today


@pytest.mark.parametrize(
    ("text", "year", "township"),
    [
        ("无锡县洛社镇", 1990, "320206102"),
        ("南海县南庄镇", 1990, "440604100"),
        ("江陵县弥市公社", 1982, "421003105"),
        ("庐山区牯岭镇", 2000, "360483107"),
    ],
)
def test_townships_of_a_divided_county_may_lie_in_any_of_its_parts_today(
    text: str, year: int, township: str
) -> None:
    value = Domicile.parse(text, on=year).value
    assert value is not None
    assert value.township == township
