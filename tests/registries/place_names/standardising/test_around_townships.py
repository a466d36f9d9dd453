"""What people write around a township: brackets, its office, whose farm it is, two characters exchanged."""

from __future__ import annotations

import pytest

from minzheng_core.registries.place_names import standardise, standardise_many


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("山东省惠民地区滨县（北镇街道东风大队）", 1981, "371602003"),
        ("山东省惠民地区滨县（北镇街道东风大队", 1981, "371602003"),
        ("江西省赣州市兴国县(潋江镇背街)12号", 2020, "360732100"),
        ("山东省泰安地区肥城县（老城街道李家坝村）", 1982, "370983002"),
        ("河北省张家口市康保县（屯垦林场）", 1996, "130723501"),
        ("陕西省西安市雁塔区小寨路街办八里村", 2020, "610113001"),
        ("湖北省武汉市江岸区一元街办", 2020, "420102003"),
        ("四川省成都市武侯区浆洗街街办", 2020, "510107001"),
        ("江苏省淮安市楚州区国有白马湖农场", 2000, "320803400"),
        ("河北省沧州市献县国营梅庄洼农场东风大队", 2012, "130929400"),
        ("河南省焦作市博爱县国营博爱农场", 2020, "410822400"),
    ],
)
def test_a_township_is_read_with_what_people_write_around_it(text: str, on: int, code: str) -> None:
    answer = standardise(text, on=on)
    assert (answer.best and answer.best.code, answer.findings) == (code, ())
    assert standardise_many([text], on=on)["code"].to_list() == [code]


@pytest.mark.parametrize(
    "text",
    [
        "江西省兴国县（原属于都县银坑镇）",
        "江西省兴国县（曾用名高兴镇）",
        "江西省兴国县（归高兴镇管）",
    ],
)
def test_another_place_in_brackets_is_no_part_of_the_address(text: str) -> None:
    answer = standardise(text, on=2020)
    assert (answer.best and answer.best.code) == "360732"


@pytest.mark.parametrize(
    ("text", "on", "meant", "like"),
    [
        ("四川省甘孜藏族自治州康定县公塔乡", 2003, "塔公乡", "捧塔乡"),
        ("广东省广州市海珠区阳凤街道", 2004, "凤阳街道", "龙凤街道"),
    ],
)
def test_two_characters_exchanged_are_as_likely_as_one_that_is_wrong(
    text: str, on: int, meant: str, like: str
) -> None:
    answer = standardise(text, on=on)
    assert {meant, like} <= {place.name for place in answer.candidates}
    assert "PG112" in {finding.code for finding in answer.findings}
    assert answer.best is not None
    assert answer.best.level == "county"
    assert standardise_many([text], on=on)["level"].to_list() == ["county"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("河南省博爱县博爱农场3队", "河南省焦作市博爱县国营博爱农场"),
        ("河南省博爱县国营博爱农场", "河南省焦作市博爱县国营博爱农场"),
        ("江蘇省淮安市洪澤區洪澤經濟開發區", "江苏省淮安市洪泽区洪泽经济开发区"),
    ],
)
def test_a_farm_without_its_owner_and_a_zone_in_old_characters_are_those_of_the_list(
    text: str, name: str
) -> None:
    assert standardise(text, on=2020).name == name
    assert standardise_many([text], on=2020)["name"].to_list() == [name]
