"""One office under its many spellings: its place and its unit."""

import pytest

from minzheng_core.values.office_place import office_place


@pytest.mark.parametrize(
    ("text", "place", "unit"),
    [
        ("东村乡", "东村", "乡"),
        ("江西省兴国县东村乡人民政府", "东村", "乡"),
        ("宁都专区兴国县潋江公社", "潋江", "公社"),
        ("潋江人民公社革命委员会", "潋江", "公社"),
        ("兴国潋江镇婚姻登记站", "潋江", "镇"),
        ("兴国县高兴镇民政办", "高兴", "镇"),
        ("樟木畲族乡", "樟木", "乡"),
        ("潋江区公所", "潋江", "区"),
        ("潋江", "潋江", ""),
        ("兴国镇人民政府", "兴国", "镇"),
        ("兴国县民政局潋江婚姻登记处", "潋江", ""),
        ("兴国县民政局", "兴国县", ""),
        ("江西省兴国县民政局婚姻登记处", "兴国县", ""),
        ("兴国民政局婚姻登记处", "兴国县", ""),
        ("兴国县婚姻登记服务中心", "兴国县", ""),
        ("兴国县潋江镇社会事务办公室", "潋江", "镇"),
        ("县民政局", "兴国县", ""),
        ("婚姻登记处", "兴国县", ""),
        ("兴国县民政局第二婚姻登记处", "兴国县第二", ""),
        ("于都县民政局", "于都县", ""),
        ("江西省赣州市于都县贡江镇", "于都县贡江", "镇"),
    ],
)
@pytest.mark.parametrize("county", ["360732", "362133"])
def test_the_place_does_not_depend_on_the_spelling(text, place, unit, county):
    found = office_place(text, county)

    assert (found.place, found.unit) == (place, unit)


@pytest.mark.parametrize(
    ("text", "county", "place"),
    [
        ("东莞市东城街道办事处", "441900", "东城"),
        ("东莞市民政局", "441900", "东莞市"),
        ("杭州市西湖区北山街道办事处", "330106", "北山"),
        ("西湖区民政局", "330106", "西湖区"),
        ("潋江镇人民政府", "000000", "潋江"),
    ],
)
def test_cities_districts_and_unknown_counties(text, county, place):
    assert office_place(text, county).place == place


@pytest.mark.parametrize("text", ["", " ", "（）"])
def test_nothing_names_no_office(text):
    assert office_place(text, "360732") is None
