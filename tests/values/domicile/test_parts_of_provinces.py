"""Names above counties that no list has: parts of provinces, regions of before the lists."""

from __future__ import annotations

import pytest
from tests.values.domicile.conftest import codes, read

from minzheng_core.values.domicile.domicile import Domicile, Reason


@pytest.mark.parametrize(
    ("text", "on", "division", "how"),
    [
        ("湖南省邵阳地区双峰县", 1965, "432522", Reason.EARLIER_NAME),
        ("湘潭专区双峰县走马街公社", 1965, "432522", Reason.EARLIER_NAME),
        ("邵阳地区双峰县", 1990, None, Reason.CONTRADICTORY),
        ("南昌市双峰县", 1965, None, Reason.CONTRADICTORY),
        ("江西省宁都专区兴国县", 1951, "362133", Reason.SHORT_NAME),
        ("宁都专区兴国县高兴区", 1951, "362133", Reason.SHORT_NAME),
        ("江西省赣南行政区兴国县", 1955, "362133", Reason.SHORT_NAME),
        ("江西省宁都专区", 1951, "360000", Reason.FULL_NAME),
        ("江西省宁都", 1951, "362131", Reason.SHORT_NAME),
        ("江西省宁都地区石城县", 1951, "362137", Reason.SHORT_NAME),
        ("江西省宁都地区", 1951, "360000", Reason.FULL_NAME),
        ("四川省江津地区永川县", 1982, "512125", Reason.SHORT_NAME),
        ("安徽省芜湖地区宣城县", 1979, "342521", Reason.SHORT_NAME),
        ("山东省胶州专区胶县", 1955, "370224", Reason.SHORT_NAME),
        ("湖南省郴县专区安乡县", 1952, "432422", Reason.SHORT_NAME),
        ("湖南省郴县安和乡", 1985, "432821", Reason.SHORT_NAME),
        ("贵州省镇远专区思南县", 1955, "522225", Reason.SHORT_NAME),
        ("河北省天津地区武清县", 1970, "120222", Reason.EARLIER_NAME),
        ("天津专区武清县", 1970, "120222", Reason.SHORT_NAME),
        ("北京地区通县", 1970, "110223", Reason.SHORT_NAME),
        ("上海地区", 1970, "310000", Reason.SHORT_NAME),
    ],
)
def test_regions_of_before_the_lists_do_not_hide_the_county(
    text: str, on: int, division: str | None, how: Reason
) -> None:
    value = Domicile.parse(text, on=on).value
    assert (value.division, value.how) == (division, how)


def test_what_was_read_before_hides_no_region() -> None:
    assert read("河南省巩县新华路街道", 1985).rest == "新华路街道"
    assert read("河南省巩县地区巩县新华路街道", 1985).rest == "新华路街道"


@pytest.mark.parametrize(
    ("text", "year", "county", "division"),
    [
        ("川巫溪公社", 1975, "500243", "512228"),
        ("豫鄢陵望田镇", 1987, "659001", "411024"),
        ("鲁临沭县", 1990, None, "372833"),
        ("琼三亚", 2000, "469030", "460200"),
        ("湘潭县花石镇", 1990, "360732", "430321"),
        ("川石乡红星村", 1999, "350783", "350783"),
        ("赣江镇", 1990, None, None),
    ],
)
def test_a_province_may_be_called_by_its_letter(
    text: str, year: int, county: str | None, division: str | None
) -> None:
    assert read(text, year, county).division == division


@pytest.mark.parametrize(
    ("text", "on", "division"),
    [
        ("赣南兴国", 1990, "362133"),
        ("闽南安溪县湖头镇", 2001, "350524"),
        ("川东万县", 1990, "512221"),
        ("苏北连云港市赣榆县", 1990, "320721"),
        ("吉林省吉东敦化市", 1990, "222403"),
        ("鄂西宜昌", 2001, "420500"),
        ("南疆莎车县", 1990, "653125"),
        ("冀中", 1990, "130000"),
        ("湘西南县", 1990, "432322"),
        ("陕北地区延川县", 1990, "612622"),
    ],
)
def test_a_part_of_a_province_tells_the_province(text: str, on: int, division: str) -> None:
    value = Domicile.parse(text, on=on).value
    assert (value.division, value.how) == (division, Reason.SHORT_NAME)
    assert "DV216" in codes(text, on)


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("赣南会倡县", "362135"),
        ("江西赣南会倡县文武坝镇", "362135"),
        ("陕北廷川县永坪镇", "612622"),
        ("闽西长丁县河田公社", "352622"),
        ("鲁西南巨叶县", "372926"),
        ("苏北连云港市干榆县", "320721"),
        ("粤北韶光市", "440200"),
        ("闽南安西县湖头镇", "350524"),
    ],
)
def test_a_misspelt_county_in_a_part_of_a_province_is_found(text: str, division: str) -> None:
    value = read(text, 1990)
    assert (value.division, value.how) == (division, Reason.MISSPELT)
    assert {"DV203", "DV216"} <= set(codes(text, 1990))


@pytest.mark.parametrize("text", ["赣南新区", "赣南大桥", "闽南新村", "胶东机场", "苏北大学"])
def test_no_county_is_read_into_what_is_called_after_a_part_of_a_province(text: str) -> None:
    assert read(text, 2020).division is None


@pytest.mark.parametrize("text", ["赣南长汀", "赣南长汀县", "闽西兴国县潋江镇"])
def test_a_county_outside_of_the_province_of_the_part_contradicts_it(text: str) -> None:
    assert read(text, 1990).how is Reason.CONTRADICTORY
    assert {"DV209", "DV216"} <= set(codes(text, 1990))


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("湘西凤凰县", "433123"),
        ("黔东南凯里", "522601"),
        ("陇西", "621122"),
        ("淮南市", "340400"),
        ("渝中区", "500103"),
        ("桂东县沙田镇", "431027"),
        ("皖南陵县", "340223"),
        ("川南江县", "511922"),
        ("豫西峡县", "411323"),
        ("赣南大道12号", None),
        ("闽南话研究会", None),
        ("冀南新区", None),
        ("辽东湾新区", None),
    ],
)
def test_names_that_begin_like_a_part_of_a_province_are_no_such(
    text: str, division: str | None
) -> None:
    assert read(text, 2020).division == division
    assert "DV216" not in codes(text, 2020)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("江西长汀", Reason.CONTRADICTORY),
        ("河北通州", Reason.CONTRADICTORY),
        ("江西长汀村", Reason.SHORT_NAME),
        ("东莞长安", Reason.SHORT_NAME),
        ("四川涪陵", Reason.SHORT_NAME),
        ("香港九龙", Reason.BEYOND_MAINLAND),
    ],
)
def test_a_short_name_alone_below_another_province_contradicts_it(text: str, how: Reason) -> None:
    assert read(text, 2020).how is how
