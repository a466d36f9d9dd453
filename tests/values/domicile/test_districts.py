"""Districts between a county and its townships, which no list has."""

from __future__ import annotations

import pytest

from minzheng_core.values.domicile import Domicile


@pytest.mark.parametrize(
    ("text", "on", "division", "township"),
    [
        ("江西省兴国县高兴区长冈乡", 1985, "362133", "360732217"),
        ("江西省兴国县高兴区公所长冈乡合富村", 1985, "362133", "360732217"),
        ("江西省兴国县第三区长冈乡", 1952, "362133", "360732217"),
        ("兴国县12区长冈乡", 1952, "362133", "360732217"),
        ("宁都县黄陂区小布公社", 1975, "362131", "360730109"),
        ("兴国县良村区良村公社约口大队", 1960, "362133", "360732105"),
        ("于都银坑区葛坳乡", 1985, "362132", "360731208"),
        # The district is written in another shape than the township that it is called after.
        ("兴国县城冈区鼎龙公社", 1965, "362133", "360732216"),
        # No township, one that no list has, no district.
        ("江西省兴国县高兴区", 1985, "362133", None),
        ("江西省兴国县高兴区不知公社", 1985, "362133", None),
        ("兴国县红军小区长冈乡", 1985, "362133", None),
        ("兴国县经济开发区长冈乡", 2005, "360732", None),
    ],
)
def test_the_township_below_a_district_is_read(
    text: str, on: int, division: str, township: str | None
) -> None:
    value = Domicile.parse(text, on=on).value
    assert (value.division, value.township) == (division, township)


def test_what_is_left_begins_with_the_township() -> None:
    assert Domicile.parse("兴国县高兴区长冈乡合富村", on=1985).value.rest == "长冈乡合富村"
    assert Domicile.parse("兴国县高兴区不知公社", on=1985).value.rest == "不知公社"
    assert Domicile.parse("兴国县高兴区", on=1985).value.rest == "高兴区"


@pytest.mark.parametrize("text", ["高兴区长冈乡", "第三区长冈乡", "城冈区长冈公社"])
def test_the_own_county_need_not_be_written(text: str) -> None:
    value = Domicile.parse(text, on=1985, county="360732").value
    assert (value.division, value.township) == ("362133", "360732217")
