"""Domicile: the division of its day that an address names, with its reason, never a silent guess."""

from __future__ import annotations

from datetime import date

import pytest
from tests.values.domicile.conftest import codes, read

from minzheng_core.errors import CallError
from minzheng_core.findings import catalogue
from minzheng_core.reference.divisions import divisions
from minzheng_core.values.domicile.domicile import FAULTS, FIXES, Domicile, Reason
from minzheng_core.values.domicile.index import domicile_index
from minzheng_core.values.domicile.reading import Reader


def test_every_county_of_every_list_is_read_from_its_full_name() -> None:
    wrong = [
        (record.full_name, year)
        for record in divisions().all()
        if record.level == "county"
        for year in {record.start, (record.end or 2025) - 1}
        if read(record.full_name, year).division != record.code
    ]
    assert wrong == []


def test_a_text_shorter_than_another_that_was_read_ends_where_it_ends() -> None:
    reader = Reader(domicile_index())
    for text in ("江西省赣州地区兴国县", "江西省赣州市章贡区"):
        assert [reader.read(text)[1] for _ in range(2)] == [len(text)] * 2


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
    value = read(text, year)
    assert (value.division, value.how) == (division, how)


def test_before_the_first_list_its_codes_are_given() -> None:
    assert read("江西省宁都县", 1962).division == "362131"


def test_without_a_day_todays_code_is_given() -> None:
    assert read("江西省赣州地区兴国县", None).division == "360732"


def test_in_the_year_of_a_change_the_old_names_mean_the_old_code() -> None:
    assert read("江西省赣州地区兴国县", 1998).division == "362133"
    assert "DV212" in codes("江西省赣州地区兴国县", 1998)
    assert read("江西省赣州市兴国县", 1998).division == "360732"
    assert Domicile.parse("江西省兴国县", on=date(1998, 5, 1)).value.division == "360732"


def test_a_name_borne_by_several_is_not_guessed() -> None:
    value = read("鼓楼区", 2000)
    assert (value.division, value.how) == (None, Reason.AMBIGUOUS)
    assert {c.division for c in value.candidates} == {"320106", "320302", "350102", "410204"}
    assert read("江苏省鼓楼区", 2000).division == "320000"


def test_the_archives_county_decides_between_places_of_one_name() -> None:
    value = read("鼓楼区", 2000, county="320102")
    assert (value.division, value.how) == ("320106", Reason.ASSUMED_COUNTY)


def test_a_bare_name_rather_means_the_place_near_the_archive() -> None:
    assert read("通州区", 2000).division == "110112"
    value = read("通州区", 2000, county="320623")
    assert (value.division, value.how) == ("320683", Reason.ASSUMED_COUNTY)


def test_the_archives_county_never_overrides_a_county_in_the_text() -> None:
    assert read("江西省于都县银坑镇", 2010, county="360732").division == "360731"


def test_an_area_that_was_divided_is_flagged() -> None:
    assert read("广东省潮阳县", 2010).division == "440513"
    assert {"DV204", "DV206"} <= codes("广东省潮阳县")


def test_parts_that_contradict_each_other_give_candidates_only() -> None:
    value = read("湖南省兴国县")
    assert (value.division, value.how) == (None, Reason.CONTRADICTORY)
    assert [c.division for c in value.candidates] == ["360732"]


def test_abroad_and_beyond_the_mainland() -> None:
    assert (read("越南河内").division, read("越南河内").how) == (None, Reason.ABROAD)
    assert read("香港九龙", 1990).division == "810000"
    assert read("台湾省台北市").division == "710000"
    assert read("澳门").division == "820000"


def test_writing_is_tidied_and_nothing_else() -> None:
    parsed = Domicile.parse("户籍地：现住江西省 贛州市－興國縣", on=2010)
    assert parsed.value.division == "360732"
    not_here = {"domicile.owner", "domicile.doubled"}
    assert [fix.name for fix in parsed.fixes] == [n for n in FIXES if n not in not_here]
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
    assert read(text, 2010).division == division


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
    assert read(text, year).division == division


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
    value = read("江西省赣州市兴国县潋江镇背街12号")
    assert "背街" not in repr(value)
    assert value.mask("public") == "江西省赣州市兴国县"
    assert str(value) == "江西省赣州市兴国县潋江镇背街12号"
    assert value.show("en") == "江西省赣州市兴国县 (360732)"


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
    assert "DV207" not in codes("海南省三亚市", 2005)
    assert "DV207" in codes("海南省三亚市", 2016)


def test_compatibility_radicals_are_read() -> None:
    assert read("⼭东省济南市历下区", 2000).division == "370102"


def test_districts_were_there_before_the_lists_named_any() -> None:
    early = Domicile.parse("浙江省杭州市西湖区三墩公社", on=1965)
    assert (early.value.division, early.findings) == ("330106", ())
    # One that took over the area of another division is as young as the list says.
    assert Domicile.parse("邯郸市邯山区", on=1982).value.division != "130402"


@pytest.mark.parametrize(
    ("text", "code"),
    [("浦东", "310115"), ("上海浦东", "310115"), ("乌市", "650100"), ("呼市新城区", "150102")],
)
def test_names_in_daily_use_are_known(text: str, code: str) -> None:
    value = Domicile.parse(text).value
    assert value is not None
    assert value.division == code


def test_the_seat_of_a_county_by_its_old_name_is_the_county() -> None:
    assert read("雩都县城", 2020).division == "360731"


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
