"""What an address leaves to the archive's own county: its townships, its name mistyped, 本县."""

from __future__ import annotations

import polars as pl
import pytest
from tests.values.domicile.conftest import codes, read

from minzheng_core.columns import domiciles
from minzheng_core.values.domicile.domicile import Domicile, Reason


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("兴县潋江镇", "360732"),
        ("兴山县方太公社", "360732"),
        ("国兴县龙口乡", "360732"),
        ("兴县蔚汾镇", "141123"),
        ("兴县", "141123"),
        ("山西省兴县潋江镇", "141123"),
        ("兴县高兴合富", "360732"),
        ("兴县潋江", "360732"),
        ("兴县高兴路3号", "141123"),
        ("兴县康宁", "141123"),
    ],
)
def test_a_township_of_the_own_county_tells_that_its_name_was_mistyped(
    text: str, division: str
) -> None:
    assert Domicile.parse(text, on=2024, county="360732").value.division == division


@pytest.mark.parametrize(
    ("text", "division", "township"),
    [
        ("兴县国", "362133", None),
        ("兴县国龙口镇樟坪村", "362133", "360732106"),
        ("兴县国中乡", "362133", None),
        ("山西省兴县国家村", "142325", None),
    ],
)
def test_the_letters_of_the_own_county_exchanged_name_no_county_far_away(
    text: str, division: str, township: str | None
) -> None:
    value = _both(text, 1989, "360732")
    assert (value.division, value.township) == (division, township)
    assert ("DV203" in codes(text, 1989, "360732")) is (division == "362133")


@pytest.mark.parametrize(
    ("text", "county", "township"),
    [
        ("常营地区桥头街1号", "110105", "110105033"),  # no slip of 常德地区
        ("孙河地区", "110105", "110105037"),  # nor of 绥化地区
        ("兵团一五二团", "659001", "659001500"),
        ("西区街道新圩路84号", "442000", "442000004"),  # no district of 攀枝花
        ("南区公社桥头大队", "442000", "442000005"),
    ],
)
def test_what_the_own_county_has_by_this_very_name_is_meant(
    text: str, county: str, township: str
) -> None:
    value = _both(text, 1990, county)
    assert (value.division, value.township, value.how) == (county, township, Reason.ASSUMED_COUNTY)
    assert read(text, 1990).division != county


@pytest.mark.parametrize("text", ["高兴合富", "潋江背街12号", "梅窖", "城岗林场", "社富桥头"])
def test_a_township_of_the_own_county_may_stand_without_its_kind(text: str) -> None:
    value = read(text, 1990, "360732")
    assert (value.division, value.how) == ("362133", Reason.ASSUMED_COUNTY)
    assert read(text, 1990).division is None


def test_a_district_that_came_later_is_not_meant_rather_than_the_own_township() -> None:
    assert read("龙华腊树", 1980, "360703").division == "362122"


@pytest.mark.parametrize("text", ["高兴路12号", "龙口汽车制造厂", "凌源热水"])
def test_a_road_an_employer_or_an_unknown_place_names_no_township(text: str) -> None:
    assert read(text, 1990, "360732").division is None


@pytest.mark.parametrize("text", ["永丰龙潭", "永丰", "龙口"])
def test_a_township_called_as_a_county_is_may_be_either(text: str) -> None:
    value = read(text, 1990, "360732")
    assert value.how is Reason.AMBIGUOUS
    assert next(c.division for c in value.candidates) == "362133"
    assert len(value.candidates) == 2


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("龙口中岭村", "360732"),
        ("龙口中岭", "360732"),
        ("龙口诸由观镇", "370681"),
        ("龙口诸由观", "370681"),
        ("龙口石良公社", "370681"),
        ("山东龙口", "370681"),
        ("永丰沙溪镇", "360825"),
    ],
)
def test_a_far_county_called_as_a_township_of_the_own_one_needs_one_of_its_own(
    text: str, division: str
) -> None:
    assert read(text, 2010, "360732").division == division


@pytest.mark.parametrize(
    ("text", "division", "township"),
    [
        ("本县潋江镇", "362133", "360732100"),
        ("本乡", "362133", None),
        ("当地", "362133", None),
        ("本市", "362100", None),
        ("本省", "360000", None),
    ],
)
def test_ones_own_place_is_that_of_the_archive(
    text: str, division: str, township: str | None
) -> None:
    value = read(text, 1990, "360732")
    assert (value.division, value.township) == (division, township)
    assert value.how is Reason.ASSUMED_COUNTY
    assert read(text, 1990).division is None


@pytest.mark.parametrize(
    "text",
    ["高兴区长冈乡", "龙口区公所", "城冈区公所", "高兴区", "方太区桥头乡第三村", "永丰区公所"],
)
def test_a_district_called_after_a_township_lies_in_the_own_county(text: str) -> None:
    value = read(text, 1955, "360732")
    assert (value.division, value.how) == ("362133", Reason.ASSUMED_COUNTY)


def test_a_district_of_the_own_county_goes_before_a_far_name_one_slip_away() -> None:
    assert read("石港区石桥乡", 1955).division == "420202"
    assert read("石港区石桥乡", 1955, "320612").division == "322524"


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("兴圈县", "362133"),
        ("兴圈县潋江镇", "362133"),
        ("兴业县", "452501"),
        ("田国县路口", "362133"),
    ],
)
def test_the_own_county_is_told_with_a_slip_in_its_name(text: str, division: str) -> None:
    assert read(text, 1990, "360732").division == division


def test_where_a_neighbour_may_be_meant_as_well_a_slip_tells_nothing() -> None:
    assert read("甲都县", 1990, "360731").division is None


@pytest.mark.parametrize(("text", "division"), [("本市平潮镇", "320624"), ("本市", "320600")])
def test_the_own_city_is_the_county_where_its_township_follows(text: str, division: str) -> None:
    assert read(text, 1988, "320612").division == division


@pytest.mark.parametrize(
    ("text", "year", "county", "division", "township"),
    [
        ("运河公社五杭大队", 1965, "330110", "330125", "330113006"),
        ("东湖公社", 1975, "330110", "330125", "330113003"),
        ("余杭市塘栖镇", 1996, "330110", "330184", "330113100"),
    ],
)
def test_a_township_that_went_to_a_new_county_later_lay_in_the_old_one(
    text: str, year: int, county: str, division: str, township: str
) -> None:
    value = read(text, year, county)
    assert (value.division, value.township) == (division, township)


@pytest.mark.parametrize("text", ["运河公社", "和平公社三大队", "保山人民公社", "东湖街道"])
def test_what_a_kind_of_township_follows_is_no_far_county(text: str) -> None:
    assert read(text, 1975, "360732").division == "362133"


@pytest.mark.parametrize("text", ["白山大队", "新星大队三队", "泰和大队", "双桥居委会", "高坪社区"])
def test_a_village_is_never_the_county_or_city_called_so(text: str) -> None:
    assert read(text, 1975, "360732").division == "362133"
    assert read(text, 1975).division is None


@pytest.mark.parametrize("text", ["六团镇", "三团村", "八师村"])
def test_a_township_or_village_called_after_a_troop_is_none(text: str) -> None:
    assert read(text, 1990, "360732").division == "362133"


@pytest.mark.parametrize("text", ["泰和公社", "鄱阳公社"])
def test_a_county_of_the_own_province_may_be_what_a_township_is_called_after(text: str) -> None:
    assert read(text, 1975, "360732").division is None


@pytest.mark.parametrize(
    "text", ["莫旗腾克镇", "莫力打瓦旗腾克乡", "莫旗巴彦鄂温克民族乡", "巴彦公社同心大队"]
)
def test_the_own_banner_may_stand_in_short_or_mistyped(text: str) -> None:
    value = read(text, 1990, "150722")
    assert value.division == "152123"
    assert value.township


def test_a_township_tells_that_a_name_of_several_far_districts_is_the_own_city_mistyped() -> None:
    assert read("东市谢岗镇西大街", 1995, "441900").division == "441900"


def test_a_subdistrict_of_a_city_without_counties_is_no_district_of_another() -> None:
    value = read("广东省中山市东区街道桥岗村", 2012, "441900")
    assert (value.division, value.township) == ("442000", "442000002")


@pytest.mark.parametrize("text", ["城关镇东街村", "城关公社", "东风公社"])
def test_a_township_that_any_county_has_is_the_own_one_though_only_neighbours_list_it(
    text: str,
) -> None:
    value = read(text, 1990, "410225")
    assert (value.division, value.how) == ("410225", Reason.ASSUMED_COUNTY)


@pytest.mark.parametrize(
    "text", ["王庄", "三十里铺", "马店", "李家营二组", "东坪第3生产队", "小寨"]
)
def test_a_settlement_alone_is_of_the_own_county(text: str) -> None:
    value = read(text, 1990, "360732")
    assert (value.division, value.how) == ("362133", Reason.ASSUMED_COUNTY)
    assert domiciles.resolve(pl.Series([text]), county="360732")["division"].to_list() == [
        read(text, None, "360732").division
    ]


@pytest.mark.parametrize("text", ["枣庄", "驻马店", "书店", "兵营"])
def test_a_city_or_a_shop_is_no_settlement_of_the_own_county(text: str) -> None:
    assert Domicile.parse(text, on=1990, county="360732").value.how is not Reason.ASSUMED_COUNTY


def test_below_the_own_province_the_own_county_is_meant_where_one_slip_makes_another_of_it() -> (
    None
):
    own = Domicile.parse("江西省兴县", on=1985, county="360732").value
    assert (own.division, own.how) == ("362133", Reason.MISSPELT)
    # 兴县 is in 山西, and nothing says that it is not meant.
    assert Domicile.parse("江西省兴县", on=1985).value.how is Reason.CONTRADICTORY
    assert Domicile.parse("湖北省兴县", on=1985, county="360732").value.division is None


@pytest.mark.parametrize("text", ["红星", "东风", "前进", "海淀"])
def test_the_bare_name_of_a_district_in_another_province_may_be_a_village(text: str) -> None:
    value = read(text, 1972, "520304")
    assert (value.division, value.how) == (None, Reason.UNKNOWN)
    assert value.candidates
    assert read(text, 1972).division is not None
    assert read(text + "区", 1972, "520304").division is not None


def test_a_bare_district_of_the_own_province_and_a_bare_county_are_meant() -> None:
    assert read("南明", 1985, "520304").division == "520102"
    assert read("于都", 1972, "520304").division == "362132"


@pytest.mark.parametrize(
    "text", ["石佛岩3组", "长山二社", "红星3队", "平江三组", "3组", "第二生产队", "李家5小队"]
)
def test_a_group_of_villagers_lies_in_the_own_county(text: str) -> None:
    value = read(text, 1985, "520304")
    assert (value.division, value.how) == ("522121", Reason.ASSUMED_COUNTY)
    column = domiciles.resolve(pl.Series([text]), None, county="520304")
    assert column["division"].to_list() == [read(text, None, "520304").division]


@pytest.mark.parametrize("text", ["运输三队", "建筑公司二队", "建设兵团三队"])
def test_a_team_of_an_employer_tells_no_county(text: str) -> None:
    assert read(text, 1985, "520304").division is None


def _both(text: str, year: int, county: str | None) -> Domicile:
    value = read(text, year, county)
    column = domiciles.resolve(pl.Series([text]), pl.Series([year]), county=county)
    assert column.select("division", "township").row(0) == (value.division, value.township)
    return value


@pytest.mark.parametrize(
    "text",
    ["蒙化县东风公社", "贵筑县花溪乡3组", "白水县城关镇", "青石自治县石桥村", "滨江市石桥镇"],
)
def test_a_county_that_no_list_has_is_not_the_own_one(text: str) -> None:
    assert _both(text, 1985, "360732").division != "362133"


def test_a_county_not_to_be_read_before_an_own_township_may_be_the_own_one() -> None:
    value = _both("行郭县长冈公社", 1985, "360732")
    assert value.division is None
    assert [c.division for c in value.candidates] == ["362133"]


@pytest.mark.parametrize("text", ["阳光城市花园社区", "旧县乡", "市场村", "大红旗营子村"])
def test_villages_with_such_a_letter_are_still_of_the_own_county(text: str) -> None:
    assert _both(text, 1985, "360732").division == "362133"


@pytest.mark.parametrize(
    "text", ["红星公社下村大队", "东方红公社", "永红公社三队", "朝阳公社上坪大队", "向阳公社"]
)
def test_communes_of_the_names_of_their_day_are_no_far_districts(text: str) -> None:
    assert _both(text, 1983, "360732").division == "362133"
    assert _both(text, 1983, None).division is None


def test_the_commune_called_as_a_county_of_the_province_is_asked_about() -> None:
    value = _both("泰和公社上坪大队", 1983, "360732")
    assert value.division is None
    assert [c.division for c in value.candidates] == ["362133", "362426"]


@pytest.mark.parametrize(
    ("text", "year", "county", "division"),
    [
        *(
            ("中山区下村村", 1985, "533121", "533121"),
            ("龙山区公所前进村", 1987, "220319", "220319"),
        ),
        *(("城区天凝公社", 1982, "332121", "332121"), ("城关区上埠公社", 1989, "360312", "360312")),
        *(
            ("江东区高兴公社", 1985, "360732", "362133"),
            ("坡头区坡头公社", 1986, "532128", "532128"),
        ),
        ("中山区桃源街道", 1985, "533121", "210202"),
        ("章贡区水南镇", 2005, "360721", "360702"),
    ],
)
def test_a_district_below_the_own_county_may_be_called_as_one_of_a_city(
    text: str, year: int, county: str, division: str
) -> None:
    assert _both(text, year, county).division == division


@pytest.mark.parametrize(
    "text", ["城关解放路12号", "城关", "城内东街", "县城", "街上3号", "县农机厂", "县一中宿舍3栋"]
)
def test_the_seat_without_a_name_is_that_of_the_own_county(text: str) -> None:
    assert _both(text, 1985, "360732").division == "362133"


@pytest.mark.parametrize(
    ("text", "division"),
    [
        *(("我县长冈乡", "360732"), ("本省兴国县", "360732"), ("本市章贡区水南镇", "360702")),
        *(("本市", "360700"), ("我省南昌县", "360121"), ("本省平江县", "360000")),
    ],
)
def test_what_the_own_province_or_city_stands_before_is_read(text: str, division: str) -> None:
    assert _both(text, 2005, "360732").division == division


@pytest.mark.parametrize("text", ["海淀中关村", "阳明山村第5村民小组"])
def test_a_bare_district_of_another_province_before_a_village_may_be_its_name(text: str) -> None:
    value = _both(text, 2000, "360732")
    assert value.division is None
    assert value.candidates[0].division == "360732"


def test_the_own_township_goes_before_a_province_by_its_letter() -> None:
    assert _both("黑宝山观音", 2020, "511781").division == "511781"


@pytest.mark.parametrize("county", ["360000", "360700", "110000", "441900"])
@pytest.mark.parametrize(
    "text", ["朝阳区红旗公社", "本省朝阳区", "城区", "红星公社", "县农机厂", "本市中山区"]
)
def test_a_province_or_prefecture_may_keep_the_archive(text: str, county: str) -> None:
    _both(text, 1985, county)
