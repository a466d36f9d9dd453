"""Where divisions stand in other years does not depend on what was asked before."""

from __future__ import annotations

import random

import pytest

from minzheng_core.values.domicile.domicile import Domicile, Reason
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


@pytest.mark.parametrize(
    ("text", "year", "name", "township"),
    [
        ("四川省泸州市纳溪县通滩镇", 2006, "四川省泸州市江阳区", "510502106"),
        ("四川省成都市金牛区盐市口街道", 1999, "四川省成都市锦江区", "510104002"),
        ("湖南省常德地区慈利县协合乡", 1991, "湖南省大庸市武陵源区", "430811201"),
        ("广东潮阳县峡山街道", 2018, "广东省汕头市潮南区", "440514001"),
    ],
)
def test_a_township_that_went_to_another_county_tells_that_one(
    text: str, year: int, name: str, township: str
) -> None:
    parsed = Domicile.parse(text, on=year)
    value = parsed.value
    assert value is not None
    assert (value.name, value.township, value.how) == (name, township, Reason.TOWNSHIP)
    assert {"DV204", "DV211"} <= {finding.code for finding in parsed.findings}


@pytest.mark.parametrize(
    ("text", "year", "name"),
    [
        ("湖南省常德地区慈利县协合乡", 1985, "湖南省常德地区慈利县"),  # before 武陵源区 was made
        ("四川省重庆市江北县城关镇", 2004, "重庆市渝北区"),
        ("四川省泸州市纳溪县经济开发区", 2006, "四川省泸州市纳溪区"),
        ("浙江省宁波地区鄞县洞桥镇", 2007, "浙江省宁波市鄞州区"),
    ],
)
def test_what_went_to_it_later_or_is_everywhere_tells_nothing(
    text: str, year: int, name: str
) -> None:
    value = Domicile.parse(text, on=year).value
    assert value is not None
    assert value.name == name
