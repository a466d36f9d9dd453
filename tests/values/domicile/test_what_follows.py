"""What follows a name tells how it was meant: townships, what is no place, where a family came from."""

from __future__ import annotations

import random

import polars as pl
import pytest
from tests.values.domicile.conftest import codes, read

from minzheng_core.columns import domiciles
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.townships import townships
from minzheng_core.values.domicile.domicile import Domicile, Reason
from minzheng_core.values.domicile.resolver import resolver


def test_a_township_alone_lies_in_the_archives_county() -> None:
    value = read("潋江镇背街村", 1990, county="360732")
    assert (value.division, value.township) == ("362133", "360732100")
    assert value.how is Reason.ASSUMED_COUNTY
    assert read("潋江公社", 1975, county="362133").division == "362133"


def test_a_township_tells_the_county_under_a_prefecture() -> None:
    value = read("江西省赣州市水南镇", 2010)
    assert (value.division, value.how) == ("360702", Reason.TOWNSHIP)


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
    assert read("江苏镇江句容李家村", 2002).division == "321183"
    assert read("贵州镇远", 2010).division == "522625"
    assert read("江西景德镇浮梁县", 2010).division == "360222"


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
    assert read(text, year).division == division


def test_a_township_of_every_second_county_tells_nothing() -> None:
    value = read("青海省海东地区湟种县城关镇南街", 1993)
    assert (value.division, value.how) == ("632124", Reason.MISSPELT)


@pytest.mark.parametrize(
    ("text", "how", "code"),
    [
        ("同上", Reason.REFERRING, "DV213"),
        ("同男方", Reason.REFERRING, "DV213"),
        ("同", Reason.REFERRING, "DV213"),
        ("同村", Reason.REFERRING, "DV213"),
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
    assert read(text, 1990, "360732" if text != "东方红农场" else None).how is how
    assert code in codes(text, 1990)


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
    assert read(text, 1985).division == division


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
    ("text", "division", "township"),
    [
        ("高兴街上", "362133", "360732104"),
        ("高兴圩上", "362133", "360732104"),
        ("场上", "362133", None),
        ("本街", "362133", None),
        ("外县（于都县岭背公社）", "362132", "360731107"),
        ("外省广东省南雄县", "440223", None),
        ("外县岭背公社", None, None),  # said not to be the archive's county
        ("外地", None, None),
    ],
)
def test_a_street_is_of_the_own_seat_and_elsewhere_is_not(
    text: str, division: str | None, township: str | None
) -> None:
    value = Domicile.parse(text, on=1985, county="360732").value
    assert value is not None
    assert (value.division, value.township) == (division, township)
    column = domiciles.resolve(pl.Series([text]), pl.Series([1985]), county="360732")
    assert column.select("division", "township").row(0) == (division, township)
