"""Names that are mistyped or damaged: read where they can be one name only, and not made one."""

from __future__ import annotations

import pytest
from tests.values.domicile.conftest import read

from minzheng_core.reference.tables import rows
from minzheng_core.values.domicile.domicile import Domicile, Reason
from minzheng_core.values.domicile.typos import SUFFIX, same_sound


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("江西省赣州市兴锅县", "兴国县"),
        ("江西省赣洲市兴国县", "赣州市"),
        ("江四省赣州市兴国县", "江西省"),
        ("江西省赣州市国兴县", "兴国县"),
        ("江西省赣州市兴县", "兴国县"),
        ("江西省赣州市兴国市", "兴国县"),
    ],
)
def test_one_slip_is_read_as_the_only_name_it_can_be(text: str, meant: str) -> None:
    parsed = Domicile.parse(text, on=2010)
    assert parsed.value.division == "360732"
    assert parsed.value.how is Reason.MISSPELT
    assert [f.expected for f in parsed.findings if f.code == "DV203"] == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "江西省赣州市高新区",
        "江西省赣州市水北镇",
        "江西省九江市庐山路5号",
        "北京朝阳门外大街",
        "安远镇",
        "东方红农场",
        "新城南路9号",
    ],
)
def test_what_is_no_county_is_not_made_one(text: str) -> None:
    assert read(text).level < 3


@pytest.mark.parametrize(
    ("text", "year", "division"),
    [
        ("湖南省岳阳弟区湘阴县", 1982, "432223"),
        ("湖南省岳阳市岳阳娄区", 2014, "430602"),
        ("四川川省绵阳地区旺苍县", 1982, "512828"),
        ("广东省惠阳区博罗县", 1981, "442526"),
        ("北安市大兴区", 2007, "110115"),
        ("贵州省黔西和布依族苗族自治州望谟县", 1990, "522326"),
    ],
)
def test_a_damaged_name_that_begins_like_a_sound_one_is_not_cut_short(
    text: str, year: int, division: str
) -> None:
    value = read(text, year)
    assert (value.division, value.how) == (division, Reason.MISSPELT)


@pytest.mark.parametrize(
    ("text", "on", "division", "how"),
    [
        # Each is one letter away from a county that did lie in the region: 高邑县, 崇安县, 宜兴县.
        ("河北省石家庄地区武邑县", 1965, "133024", Reason.EARLIER_NAME),
        ("石家庄地区武邑县", 1990, None, Reason.CONTRADICTORY),
        ("福建省南平专区永安县城关公社", 1960, "352722", Reason.EARLIER_NAME),
        ("江苏省镇江地区泰兴县红旗公社", 1983, None, Reason.CONTRADICTORY),
        # Below a province alone another one's is none either, unless its sound or a township tells.
        ("甘肃省固原县", 1956, "642221", Reason.EARLIER_NAME),
        ("安徽省婺源县", 1951, None, Reason.CONTRADICTORY),
        ("江西省兴山县", 1985, None, Reason.CONTRADICTORY),
        ("江西省兴山县潋江镇", 1985, "362133", Reason.MISSPELT),
        ("安徽省通城县", 1985, "342822", Reason.MISSPELT),
        # Below a prefecture it rather is: 兴山县 is in 湖北.
        ("江西省赣州地区兴山县", 1985, "362133", Reason.MISSPELT),
    ],
)
def test_the_name_of_another_county_is_no_slip(
    text: str, on: int, division: str | None, how: Reason
) -> None:
    value = Domicile.parse(text, on=on).value
    assert (value.division, value.how) == (division, how)


@pytest.mark.parametrize(
    ("text", "division", "slip"),
    [
        ("析疆莎车县荒地公社", "653125", "“析疆”疑为“新疆”之误"),
        ("江办南京市江浦县", "320122", "“江办”疑为“江苏”之误"),
        ("新疆维吾尔自治匹喀什地区莎车县", "653125", "疑为“新疆维吾尔自治区”之误"),
        ("赣州地匹兴国县", "362133", "“赣州地匹”疑为“赣州地区”之误"),
        ("析疆兴国县", None, "未能识别"),
    ],
)
def test_slips_above_the_county(text: str, division: str | None, slip: str) -> None:
    parsed = Domicile.parse(text, on=1985)
    assert parsed.value.division == division
    assert slip in str(parsed.findings[0])


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("陕西省渭南地成澄城县王庄镇", "陕西省渭南地区澄城县"),
        ("渭南地2澄城县", "陕西省渭南地区澄城县"),
        ("云南省楚雄彝族自治永大姚县新街镇", "云南省楚雄彝族自治州大姚县"),
        ("福建省建阳地田光泽县司前乡", "福建省建阳地区光泽县"),
        ("宁夏回族自治安银川市城区", "宁夏回族自治区银川市城区"),
        ("四川省凉山彝族自治州木里藏族自治红项脚乡", "四川省凉山彝族自治州木里藏族自治县"),
        ("陕西省铜川明耀县", "陕西省铜川市耀县"),
        ("江西赣州济会昌县麻州镇", "江西省赣州地区会昌县"),
    ],
)
def test_a_kind_is_known_by_all_but_its_last_character(text: str, division: str) -> None:
    value = Domicile.parse(text, on=1985).value
    assert (value.name, value.how) == (division, Reason.MISSPELT)


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("山西省长治市沁沁县松村乡", "山西省长治市沁县"),
        ("山东省德州市陵陵县前孙镇", "山东省德州市陵县"),
        ("湖北孝感孝孝昌县", "湖北省孝感市孝昌县"),
    ],
)
def test_a_character_written_twice_is_no_other_name(text: str, division: str) -> None:
    value = Domicile.parse(text, on=1995).value
    assert (value.name, value.how) == (division, Reason.MISSPELT)


def test_the_letter_of_a_province_is_none_where_the_name_of_its_people_follows() -> None:
    parsed = Domicile.parse("蒙蒙古自治区呼伦贝尔市根河市镇江", on=1977)
    assert parsed.value.how is Reason.MISSPELT
    assert "DV203" in {finding.code for finding in parsed.findings}
    assert Domicile.parse("蒙额尔古纳左旗", on=1985).value.how is not Reason.MISSPELT


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("河南南阳磴县汲滩镇", "河南省南阳地区邓县"),
        ("河南南阳磴县", "河南省南阳地区邓县"),
        ("山西运城霞县泗交镇", "山西省运城地区夏县"),
        ("四川省眉山永县寿镇", "四川省乐山地区眉山县"),
        ("河南省南阳地县", "河南省南阳地区"),
    ],
)
def test_a_county_below_is_not_that_of_the_name_above_with_one_character_more(
    text: str, division: str
) -> None:
    value = Domicile.parse(text, on=1984).value
    assert value.name == division or (division.endswith("眉山县") and value.division is None)


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("广东省佛山市高明现云勇林场", "广东省佛山市高明县"),
        ("江西兴国现潋江镇", "江西省赣州地区兴国县"),
        ("青岛四方去镇江路街道", "山东省青岛市四方区"),
    ],
)
def test_what_is_read_like_its_kind_is_no_part_of_a_township(text: str, division: str) -> None:
    value = Domicile.parse(text, on=1990).value
    assert (value.name, value.how) == (division, Reason.MISSPELT)
    assert value.township
    assert Domicile.parse("江西兴国现代农庄", on=1990).value.how is Reason.SHORT_NAME


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("甘会宁县翟家所乡", "甘肃省白银市会宁县"),
        ("甘宁县平子镇", "甘肃省庆阳地区宁县"),
        ("浙西湖区留下街道", "浙江省杭州市西湖区"),
        ("晋绛县陈村镇", "山西省运城地区绛县"),
    ],
)
def test_the_letter_of_a_province_and_a_county_in_full_are_no_slip(
    text: str, division: str
) -> None:
    value = Domicile.parse(text, on=1990).value
    assert (value.name, value.how) == (division, Reason.SHORT_NAME)


@pytest.mark.parametrize("text", ["延安地毯厂", "陕西省延安地质队", "陕西省延安地税局家属院"])
def test_what_begins_like_a_kind_is_none_where_no_county_follows(text: str) -> None:
    value = Domicile.parse(text, on=1985).value
    assert value.how is not Reason.MISSPELT
    assert value.division in {None, "612600"}


@pytest.mark.parametrize(
    ("text", "year"),
    [("四川省达县地区达县渡市乡", 1951), ("四川达县景市乡新桥村", 1956), ("达县河市镇", 1990)],
)
def test_a_county_and_its_township_are_no_damaged_name_of_a_city(text: str, year: int) -> None:
    assert read(text, year).division == "513021"


def test_what_is_not_known_is_the_whole_text_and_not_the_name_that_it_begins_with() -> None:
    (said,) = Domicile.parse("兴国三僚").findings
    assert (said.code, said.actual) == ("DV201", "兴国三僚")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("江苏省沐阳县", "沭阳县"),
        ("沐阳县", "沭阳县"),
        ("安徽毫州", "亳州市"),
        ("河南省浙川县", "淅川县"),
        ("湖南彬州", "郴州市"),
    ],
)
def test_a_character_drawn_like_that_of_one_name_alone_is_a_slip(text: str, meant: str) -> None:
    parsed = Domicile.parse(text, on=2010)
    assert parsed.value.how is Reason.MISSPELT
    assert parsed.value.name.endswith(meant)


def test_where_one_name_is_drawn_alike_and_another_read_alike_none_is_taken() -> None:
    """甄城县 may be 鄄城县 or 增城县."""
    assert read("甄城县", 1990).division is None


def test_the_characters_that_are_drawn_alike_stand_in_names_and_are_no_kinds() -> None:
    for meant, written, place in rows("drawn_alike.csv"):
        assert meant in place
        assert read(place, 1990).level >= 2
        assert not same_sound(meant, written)
        assert SUFFIX.isdisjoint(meant + written)
