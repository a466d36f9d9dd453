"""Domicile: the division of its day that an address names, with its reason, never a silent guess."""

from __future__ import annotations

import random
from datetime import date

import polars as pl
import pytest

from minzheng_core.columns import domiciles
from minzheng_core.errors import CallError
from minzheng_core.findings import catalogue
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.townships import townships
from minzheng_core.values.domicile.domicile import FAULTS, FIXES, Domicile, Reason
from minzheng_core.values.domicile.resolver import resolver


def _read(text: str, on: int | None = 2010, county: str | None = None) -> Domicile:
    value = Domicile.parse(text, on=on, county=county).value
    assert value is not None
    return value


def _codes(text: str, on: int | None = 2010, county: str | None = None) -> set[str]:
    return {finding.code for finding in Domicile.parse(text, on=on, county=county).findings}


def test_every_county_of_every_list_is_read_from_its_full_name() -> None:
    wrong = [
        (record.full_name, year)
        for record in divisions().all()
        if record.level == "county"
        for year in {record.start, (record.end or 2025) - 1}
        if _read(record.full_name, year).division != record.code
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "year", "division", "how"),
    [
        ("江西省赣州市兴国县潋江镇背街", 2010, "360732", Reason.FULL_NAME),
        ("江西省赣州地区兴国县", 1990, "362133", Reason.FULL_NAME),
        ("江西省兴国县", 1990, "362133", Reason.SHORT_NAME),
        ("江西赣州兴国", 2001, "360732", Reason.SHORT_NAME),
        ("兴国", 1988, "362133", Reason.SHORT_NAME),
        ("江西省赣州市兴国县", 1990, "362133", Reason.LATER_NAME),
        ("赣州地区兴国县", 2010, "360732", Reason.EARLIER_NAME),
        ("江西省赣州市章贡区", 1990, "362101", Reason.LATER_NAME),
        ("北京市通县", 2010, "110112", Reason.EARLIER_NAME),
        ("湖北省襄樊市襄阳区", 2015, "420607", Reason.EARLIER_NAME),
        ("恩施州恩施市", 2000, "422801", Reason.SHORT_NAME),
        ("恩施土家族苗族自治州恩施市", 2000, "422801", Reason.SHORT_NAME),
        ("北京市市辖区朝阳区", 2010, "110105", Reason.FULL_NAME),
        ("湖北省省直辖县级行政区划潜江市", 2010, "429005", Reason.FULL_NAME),
        ("重庆市涪陵区", 1990, "512301", Reason.LATER_NAME),
        ("海南省琼山县", 1985, "442121", Reason.LATER_NAME),
    ],
)
def test_any_name_of_any_time_gives_the_code_of_the_day(
    text: str, year: int, division: str, how: Reason
) -> None:
    value = _read(text, year)
    assert (value.division, value.how) == (division, how)


def test_before_the_first_list_its_codes_are_given() -> None:
    assert _read("江西省宁都县", 1962).division == "362131"


def test_without_a_day_todays_code_is_given() -> None:
    assert _read("江西省赣州地区兴国县", None).division == "360732"


def test_in_the_year_of_a_change_the_old_names_mean_the_old_code() -> None:
    assert _read("江西省赣州地区兴国县", 1998).division == "362133"
    assert "DV212" in _codes("江西省赣州地区兴国县", 1998)
    assert _read("江西省赣州市兴国县", 1998).division == "360732"
    assert Domicile.parse("江西省兴国县", on=date(1998, 5, 1)).value.division == "360732"


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
    assert _read(text).level < 3


def test_a_name_borne_by_several_is_not_guessed() -> None:
    value = _read("鼓楼区", 2000)
    assert (value.division, value.how) == (None, Reason.AMBIGUOUS)
    assert {c.division for c in value.candidates} == {"320106", "320302", "350102", "410204"}
    assert _read("江苏省鼓楼区", 2000).division == "320000"


def test_the_archives_county_decides_between_places_of_one_name() -> None:
    value = _read("鼓楼区", 2000, county="320102")
    assert (value.division, value.how) == ("320106", Reason.ASSUMED_COUNTY)


def test_a_bare_name_rather_means_the_place_near_the_archive() -> None:
    assert _read("通州区", 2000).division == "110112"
    value = _read("通州区", 2000, county="320623")
    assert (value.division, value.how) == ("320683", Reason.ASSUMED_COUNTY)


def test_a_township_alone_lies_in_the_archives_county() -> None:
    value = _read("潋江镇背街村", 1990, county="360732")
    assert (value.division, value.township) == ("362133", "360732100")
    assert value.how is Reason.ASSUMED_COUNTY
    assert _read("潋江公社", 1975, county="362133").division == "362133"


def test_the_archives_county_never_overrides_a_county_in_the_text() -> None:
    assert _read("江西省于都县银坑镇", 2010, county="360732").division == "360731"


def test_a_township_tells_the_county_under_a_prefecture() -> None:
    value = _read("江西省赣州市水南镇", 2010)
    assert (value.division, value.how) == ("360702", Reason.TOWNSHIP)


def test_an_area_that_was_divided_is_flagged() -> None:
    assert _read("广东省潮阳县", 2010).division == "440513"
    assert {"DV204", "DV206"} <= _codes("广东省潮阳县")


def test_parts_that_contradict_each_other_give_candidates_only() -> None:
    value = _read("湖南省兴国县")
    assert (value.division, value.how) == (None, Reason.CONTRADICTORY)
    assert [c.division for c in value.candidates] == ["360732"]


def test_abroad_and_beyond_the_mainland() -> None:
    assert (_read("越南河内").division, _read("越南河内").how) == (None, Reason.ABROAD)
    assert _read("香港九龙", 1990).division == "810000"
    assert _read("台湾省台北市").division == "710000"
    assert _read("澳门").division == "820000"


def test_writing_is_tidied_and_nothing_else() -> None:
    parsed = Domicile.parse("户籍地：现住江西省 贛州市－興國縣", on=2010)
    assert parsed.value.division == "360732"
    assert [fix.name for fix in parsed.fixes] == [n for n in FIXES if n != "domicile.doubled"]
    kept = Domicile.parse("江西省 兴国县", on=2010, skip=("domicile.spaces",))
    assert kept.fixes == ()
    assert Domicile.normalise("江西省兴国县12-3号").fixes == ()


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("江西省省兴国县潋江镇", "360732"),
        ("江西省赣州市市兴国县县", "360732"),
        ("湘西土家族苗族自治州州凤凰县吉信镇", "433123"),
        ("湖北省黄冈市市英山县", "421124"),
        ("湖南省津市市市郊", "430781"),
        ("四川省乐山市市中区", "511102"),
    ],
)
def test_the_end_of_a_name_may_be_written_twice(text: str, division: str) -> None:
    assert _read(text, 2010).division == division


@pytest.mark.parametrize(
    ("text", "year", "division"),
    [
        ("甘肃东乡族自治县柳树乡", 1990, "622926"),
        ("内蒙古鄂温克族自治旗巴彦塔拉", 1990, "152128"),
        ("云南省玉溪市元汀哈尼族彝族傣族自治县红河街道", 2008, "530428"),
        ("云南省玉溪市元汀哈尼族彝族傣族自治县", 1996, "532429"),
        ("吉林延边朝鲜族自治州延吉市", 1990, "222401"),
    ],
)
def test_the_long_name_of_an_autonomous_county_is_read_to_its_end(
    text: str, year: int, division: str
) -> None:
    assert _read(text, year).division == division


@pytest.mark.parametrize("text", [None, "", "  ", "　"])
def test_a_blank_cell_has_no_value_and_no_finding(text: str | None) -> None:
    parsed = Domicile.parse(text)
    assert parsed.value is None
    assert parsed.findings == ()


def test_an_unknown_county_in_the_call_raises() -> None:
    with pytest.raises(CallError, match="DV220"):
        Domicile.parse("潋江镇", county="999999")


def test_every_fault_is_in_the_catalogue_and_makes_a_sentence() -> None:
    assert set(FAULTS) <= set(catalogue())
    for text in ("鼓楼区", "湖南省兴国县", "江西省赣州市兴锅县", "广东省潮阳县", "外星"):
        for finding in Domicile.parse(text, on=2010).findings:
            assert "…" not in finding.sentence("zh")
            assert "…" not in finding.sentence("en")


def test_house_and_village_stay_out_of_repr_and_mask() -> None:
    value = _read("江西省赣州市兴国县潋江镇背街12号")
    assert "背街" not in repr(value)
    assert value.mask("public") == "江西省赣州市兴国县"
    assert str(value) == "江西省赣州市兴国县潋江镇背街12号"
    assert value.show("en") == "江西省赣州市兴国县 (360732)"


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
    value = _read(text, year)
    assert (value.division, value.how) == (division, Reason.MISSPELT)


def test_what_follows_a_township_changes_no_answer() -> None:
    found, rnd = resolver(), random.Random(3)
    counties = [r for r in divisions().all() if r.level == "county"]
    differing = []
    for record in rnd.sample(counties, 1500):
        towns = townships().of_county(record.code)
        town = rnd.choice(towns).name if towns else "石桥公社"
        above = rnd.choice([record.full_name, record.province + record.name, record.name, ""])
        place = rnd.randrange(len(above) + 1)
        misspelt = above[:place] + rnd.choice(["", "新", "山"]) + above[place + 1 :]
        house = rnd.choice(["李家村3组", "背街12号", "三湖大队第四生产队", "平安村村委会七组9号"])
        year, county = rnd.randint(1981, 2024), rnd.choice([None, "360732", record.code])
        for text in (above + town + house, misspelt + town + house):
            short, whole = (
                read(text, year, county) for read in (found.resolve, found.resolve_whole)
            )
            if short[:3] != whole[:3]:
                differing.append((text, year, county))
    assert differing == []


def test_a_township_in_the_name_of_a_division_is_not_the_end() -> None:
    assert _read("江苏镇江句容李家村", 2002).division == "321183"
    assert _read("贵州镇远", 2010).division == "522625"
    assert _read("江西景德镇浮梁县", 2010).division == "360222"


@pytest.mark.parametrize(
    ("text", "year", "division"),
    [
        ("四州省雅安地区名山县茅河公社", 1981, "513122"),
        ("宁夏回族自治区银州市永宁县团结西路街道", 2010, "640121"),
        ("四川省永州地区大足县龙石公社", 1981, "512126"),
        ("江西赣州兴国社富公社龙头大队", 1981, "362133"),
        ("江西赣州安远镇岗乡白石大队", 1981, "362127"),
        ("四川凉山彝族喜德红莫公社", 1981, "513432"),
        ("湘西土家族苗族永顺县万民公社", 1982, "433127"),
        ("阿克塞哈萨克族红柳湾公社", 1982, "622125"),
        ("阿克陶塔尔塔吉克民族公社", 1982, "653022"),
        ("四川省乐山市沐州县底堡乡", 1999, "511129"),
        ("江西省宜春市宜半县新庄镇", 2010, "360924"),
        ("黑龙江省七台河市新新区", 2010, "230902"),
        ("江西省九江市水修县马口镇", 2018, "360425"),
        ("济南市中区六里山街道", 2010, "370103"),
        ("濮阳市区任丘路街道", 1985, "410902"),
        ("青岛市北区辽宁路", 2010, "370203"),
    ],
)
def test_what_follows_tells_how_a_name_was_meant(text: str, year: int, division: str) -> None:
    assert _read(text, year).division == division


def test_a_township_of_every_second_county_tells_nothing() -> None:
    value = _read("青海省海东地区湟种县城关镇南街", 1993)
    assert (value.division, value.how) == ("632124", Reason.MISSPELT)


@pytest.mark.parametrize(
    ("text", "year", "county", "division", "township"),
    [
        ("广东省东莞市虎门镇", 2010, None, "441900", "441900121"),
        ("虎门镇", 2010, "441900", "441900", "441900121"),
        ("虎门镇", 1986, "441900", "442502", "441900121"),
        ("广东省中山市小榄镇", 2010, None, "442000", "442000118"),
        ("那大镇", 2018, "460400", "460400", "460400100"),
        ("甘肃省嘉峪关市", 2010, "620200", "620200", None),
    ],
)
def test_a_city_without_counties_is_the_lowest_level(
    text: str, year: int, county: str | None, division: str, township: str | None
) -> None:
    parsed = Domicile.parse(text, on=year, county=county)
    assert (parsed.value.division, parsed.value.township) == (division, township)
    assert "DV207" not in {f.code for f in parsed.findings}


def test_a_city_has_counties_below_it_from_the_year_of_the_first_on() -> None:
    assert "DV207" not in _codes("海南省三亚市", 2005)
    assert "DV207" in _codes("海南省三亚市", 2016)


@pytest.mark.parametrize(
    ("text", "how", "code"),
    [
        ("同上", Reason.REFERRING, "DV213"),
        ("同男方", Reason.REFERRING, "DV213"),
        ("83021部队", Reason.INSTITUTION, "DV215"),
        ("农八师143团", Reason.INSTITUTION, "DV215"),
        ("第三师四十一团", Reason.INSTITUTION, "DV215"),
        ("125团场", Reason.INSTITUTION, "DV215"),
        ("新疆生产建设兵团", Reason.SHORT_NAME, "DV207"),
        ("东方红农场", Reason.INSTITUTION, "DV215"),
        ("台湾省台北市", Reason.BEYOND_MAINLAND, "DV214"),
        ("越南河内", Reason.ABROAD, "DV210"),
    ],
)
def test_what_names_no_county_says_what_it_is(text: str, how: Reason, code: str) -> None:
    assert _read(text, 1990, "360732" if text != "东方红农场" else None).how is how
    assert code in _codes(text, 1990)


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("原籍广东梅县，现住江西省兴国县潋江镇", "362133"),
        ("祖籍：河南林县 迁入江西兴国县", "362133"),
        ("籍贯江西兴国", "362133"),
        ("户籍江西兴国，现住广东梅县", "362133"),
        ("原籍江西兴国现住", "362133"),
    ],
)
def test_where_a_family_came_from_is_not_where_it_lives(text: str, division: str) -> None:
    assert _read(text, 1985).division == division


def test_compatibility_radicals_are_read() -> None:
    assert _read("⼭东省济南市历下区", 2000).division == "370102"


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
        ("河北省天津地区武清县", 1970, None, Reason.CONTRADICTORY),
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
    assert _read("河南省巩县新华路街道", 1985).rest == "新华路街道"
    assert _read("河南省巩县地区巩县新华路街道", 1985).rest == "新华路街道"


@pytest.mark.parametrize(
    ("text", "on", "division", "how"),
    [
        # Each is one letter away from a county that did lie in the region: 高邑县, 崇安县, 宜兴县.
        ("河北省石家庄地区武邑县", 1965, "133024", Reason.EARLIER_NAME),
        ("石家庄地区武邑县", 1990, None, Reason.CONTRADICTORY),
        ("福建省南平专区永安县城关公社", 1960, "352722", Reason.EARLIER_NAME),
        ("江苏省镇江地区泰兴县红旗公社", 1983, None, Reason.CONTRADICTORY),
        # Below a province alone another one's is none either, unless its sound or a township tells.
        ("甘肃省固原县", 1956, None, Reason.CONTRADICTORY),
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


def test_districts_were_there_before_the_lists_named_any() -> None:
    early = Domicile.parse("浙江省杭州市西湖区三墩公社", on=1965)
    assert (early.value.division, early.findings) == ("330106", ())
    # One that took over the area of another division is as young as the list says.
    assert Domicile.parse("邯郸市邯山区", on=1982).value.division != "130402"


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
    assert _read(text, year, county).division == division


@pytest.mark.parametrize(
    ("text", "year"),
    [("四川省达县地区达县渡市乡", 1951), ("四川达县景市乡新桥村", 1956), ("达县河市镇", 1990)],
)
def test_a_county_and_its_township_are_no_damaged_name_of_a_city(text: str, year: int) -> None:
    assert _read(text, year).division == "513021"


@pytest.mark.parametrize(
    ("text", "code"),
    [("浦东", "310115"), ("上海浦东", "310115"), ("乌市", "650100"), ("呼市新城区", "150102")],
)
def test_names_in_daily_use_are_known(text: str, code: str) -> None:
    value = Domicile.parse(text).value
    assert value is not None
    assert value.division == code


@pytest.mark.parametrize(
    ("text", "township"),
    [
        ("兴国县高兴", "360732104"),
        ("兴国潋江", "360732100"),
        ("兴国县高兴圩", "360732104"),
        ("兴国县古龙岗公社", "360732102"),
        ("会昌筠门岭", "360733101"),
        ("兴国县高兴合富村", None),
        ("章贡区水南", None),
    ],
)
def test_a_township_may_stand_without_its_kind_or_in_another_shape(
    text: str, township: str | None
) -> None:
    value = Domicile.parse(text, on=2010).value
    assert value is not None
    assert value.township == township
    assert domiciles.resolve(pl.Series([text]), pl.Series([2010]))["township"][0] == township


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
    assert "DV216" in _codes(text, on)


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
    value = _read(text, 1990)
    assert (value.division, value.how) == (division, Reason.MISSPELT)
    assert {"DV203", "DV216"} <= set(_codes(text, 1990))


@pytest.mark.parametrize("text", ["赣南新区", "赣南大桥", "闽南新村", "胶东机场", "苏北大学"])
def test_no_county_is_read_into_what_is_called_after_a_part_of_a_province(text: str) -> None:
    assert _read(text, 2020).division is None


@pytest.mark.parametrize("text", ["赣南长汀", "赣南长汀县", "闽西兴国县潋江镇"])
def test_a_county_outside_of_the_province_of_the_part_contradicts_it(text: str) -> None:
    assert _read(text, 1990).how is Reason.CONTRADICTORY
    assert {"DV209", "DV216"} <= set(_codes(text, 1990))


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
    assert _read(text, 2020).division == division
    assert "DV216" not in _codes(text, 2020)


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
    assert _read(text, 2020).how is how


def test_the_seat_of_a_county_by_its_old_name_is_the_county() -> None:
    assert _read("雩都县城", 2020).division == "360731"


def test_what_is_not_known_is_the_whole_text_and_not_the_name_that_it_begins_with() -> None:
    (said,) = Domicile.parse("兴国三僚").findings
    assert (said.code, said.actual) == ("DV201", "兴国三僚")


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("内蒙古科左中旗", "152322"),
        ("哲盟科左后旗", "152323"),
        ("内蒙古科右前旗归流河公社", "152221"),
        ("察右中旗", "152631"),
        ("锡盟东乌旗", "152525"),
        ("阿左旗", "152921"),
    ],
)
def test_banners_are_known_by_the_short_names_everybody_uses(text: str, division: str) -> None:
    assert Domicile.parse(text, on=1990).value.division == division
