"""What stands before, around and between the parts of an address, alone and in columns."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.columns import domiciles
from minzheng_core.values.domicile.domicile import Domicile, Reason

_XINGGUO, _CHANGGANG = "360732", "360732217"


def _read(text: str, on: int = 2005, county: str | None = None) -> Domicile:
    value = Domicile.parse(text, on=on, county=county).value
    assert value is not None
    column = domiciles.resolve(pl.Series([text]), pl.Series([on]), county=county)
    of_column = column.select("division", "township", "how").row(0)
    assert of_column == (value.division, value.township, value.how.value)
    return value


@pytest.mark.parametrize(
    "before",
    [
        *(
            "身份证地址：",
            "居民身份证：",
            "身份证住址",
            "户口登记地",
            "户口簿地址",
            "常住地",
            "经常居住地：",
        ),
        *(
            "男方户籍：",
            "女方：",
            "通讯地址：",
            "单位地址:",
            "出生地：",
            "户口所在地派出所：",
            "户籍地:1.",
        ),
        *(
            "女方",
            "娘家",
            "老家",
            "1.",
            "1、",
            "(2)",
            "342400",
            "342400 ",
            "360732",
            "360732217000",
        ),
    ],
)
def test_headings_numbers_and_postcodes_are_no_part_of_the_place(before: str) -> None:
    value = _read(f"{before}江西省赣州市兴国县长冈乡")
    assert (value.division, value.township) == (_XINGGUO, _CHANGGANG)
    assert value.how is Reason.FULL_NAME


@pytest.mark.parametrize(
    "text",
    [
        *(
            "江西省(兴国县)长冈乡",
            "(江西省)兴国县长冈乡",
            "［江西省］兴国县长冈乡",
            "【江西省】赣州市兴国县长冈乡",
        ),
        *("江西省赣州市（兴国县）长冈乡", "江西省_兴国县_长冈乡", "江西省→赣州市→兴国县→长冈乡"),
    ],
)
def test_brackets_and_signs_between_the_parts_are_no_slip(text: str) -> None:
    value = _read(text)
    assert (value.division, value.township) == (_XINGGUO, _CHANGGANG)
    assert not {f.code for f in value.explain()}


@pytest.mark.parametrize(
    "text",
    ["江西省赣州市兴国县（原籍湖南省平江县）", "江西省兴国县(湖南省平江县)", "江西省（原兴国县）"],
)
def test_what_a_bracket_says_besides_stays_where_it_is(text: str) -> None:
    assert "(" in Domicile.normalise(text).text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "赣州市江西省兴国县长冈乡",
            "赣州市江西省赣州市兴国县长冈乡",
            "江西省江西省赣州市兴国县长冈乡",
        ),
        *("兴国县赣州市长冈乡", "兴国县江西省赣州市长冈乡", "江西省兴国县赣州市长冈乡"),
    ],
)
def test_what_the_county_lies_in_may_be_written_again_or_after_it(text: str) -> None:
    value = _read(text)
    assert (value.division, value.township) == (_XINGGUO, _CHANGGANG)


@pytest.mark.parametrize(
    ("text", "division", "township"),
    [
        ("山东省济宁市金乡县金乡县羊山镇", "370828", "370828101"),
        ("青县青县农场", "130922", "130922400"),
        ("赣州市湖南省平江县", "360700", None),
    ],
)
def test_other_names_after_a_place_are_not_taken_for_it(
    text: str, division: str, township: str | None
) -> None:
    value = _read(text, 2023)
    assert (value.division, value.township) == (division, township)


@pytest.mark.parametrize(
    ("text", "division"),
    [
        *(("湖南湘江新区", "430000"), ("湖南湘江新区岳麓街道", "430000"), ("湘江新区", None)),
        *(("深圳光明新区", "440311"), ("上海浦东新区", "310115"), ("陕西杨凌示范区", "610403")),
    ],
)
def test_a_new_area_is_not_the_district_that_ended_long_before(
    text: str, division: str | None
) -> None:
    assert _read(text, 2020).division == division


@pytest.mark.parametrize(
    ("text", "division"),
    [
        *(
            ("台北市中山区", "710000"),
            ("云林县台西乡", "710000"),
            ("花莲县", "710000"),
            ("台湾大安区", "710000"),
        ),
        *(
            ("香港屯门", "810000"),
            ("新界元朗", "810000"),
            ("黄大仙区", "810000"),
            ("香港东区", "810000"),
        ),
    ],
)
@pytest.mark.parametrize("county", [None, "360732", "533102"])
def test_places_beyond_the_mainland_are_no_county_of_it(
    text: str, division: str, county: str | None
) -> None:
    value = _read(text, 1995, county)
    assert (value.division, value.how) == (division, Reason.BEYOND_MAINLAND)


def test_kowloon_is_also_a_county() -> None:
    assert [c.division for c in _read("九龙", 1995).candidates] == ["810000", "513324"]
    assert _read("四川九龙", 1995).division == _read("九龙呷尔镇", 1995).division == "513324"


@pytest.mark.parametrize(
    "text", ["缅甸木姐", "旅居缅甸", "印尼雅加达", "印度尼西亚", "刚果", "津巴布韦", "现居美国"]
)
def test_countries_are_abroad(text: str) -> None:
    assert _read(text, 1995, _XINGGUO).how is Reason.ABROAD


@pytest.mark.parametrize(("text", "county"), [("也门勒乡", "654201"), ("巴西镇", "513232")])
def test_a_township_may_begin_as_a_country_does(text: str, county: str) -> None:
    assert _read(text, 1985, county).division == county
    assert _read(text, 1985).how is not Reason.ABROAD


@pytest.mark.parametrize("name", ["江西省", "江西省赣州市", "兴国县", "兴国县江西省", "台北市"])
def test_a_name_may_be_written_again_a_thousand_times(name: str) -> None:
    assert _read(name * 1500).division is not None


def test_a_prefecture_in_full_is_none_of_the_parts_it_begins_with() -> None:
    value = _read("黔西南布依族苗族自治州秧坝镇", 2020)
    assert (value.division, value.township, value.how) == ("522327", "522327105", Reason.TOWNSHIP)
    assert _read("黔西册亨县", 2020).division == "522327"


@pytest.mark.parametrize(
    ("text", "year", "division"),
    [
        ("福建省建阳市邵武县昭阳街道", 1981, "352125"),
        ("黑龙江省嫩江市泰来县泰来镇", 1981, "232224"),
        ("永川市合川县", 1982, "512122"),
    ],
)
def test_the_seat_of_a_region_before_a_county_stands_for_the_region(
    text: str, year: int, division: str
) -> None:
    value = _read(text, year)
    assert (value.division, value.how) == (division, Reason.MISSPELT)
    assert _read("福建省建阳市", 1981).division == "352122"
    assert _read("吉安市吉安县", 1985).division == "362421"


@pytest.mark.parametrize(
    ("text", "year", "division"),
    [
        *(
            ("云南省文山地区", 2019, "532600"),
            ("怒江地区", 1995, "533300"),
            ("湘西地区", 1995, "433100"),
        ),
        *(("贵州省黔西南地区兴义市", 2018, "522301"), ("文山地区富宁县", 1995, "532628")),
        *(("恩施地区", 1982, "422800"), ("伊犁地区", 1998, "654100"), ("海南地区", 2008, "460000")),
        *(("三江侗族县", 1990, "452228"), ("河南蒙古族县宁木特镇", 2021, "632324")),
    ],
)
def test_autonomous_areas_may_be_called_regions_or_plain_counties(
    text: str, year: int, division: str
) -> None:
    assert _read(text, year).division == division


@pytest.mark.parametrize(
    ("text", "division"),
    [
        *(("榆次地区", None), ("山西榆次地区", "140000"), ("沔阳专区", None), ("江津地区", None)),
        *(
            ("湖南衡山地区", "430000"),
            ("广东合浦专区", "440000"),
            ("泰州地区", None),
            ("镇远地区", None),
        ),
        *(("榆临地区", "612700"), ("陕西榆木地区", "612700")),
    ],
)
def test_a_region_called_after_its_seat_is_no_slip_of_another(
    text: str, division: str | None
) -> None:
    assert _read(text, 1982).division == division
