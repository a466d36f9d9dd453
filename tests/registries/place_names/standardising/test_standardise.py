"""From what people wrote to the standard name: engine, village level, candidates, bad input."""

from __future__ import annotations

import random

import polars as pl
import pytest

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.gazetteer import Gazetteer, Village
from minzheng_core.reference.overlay import Overlay
from minzheng_core.reference.townships import TownshipRecord, townships
from minzheng_core.registries.place_names import Standardised, standardise, standardise_many
from minzheng_core.values.domicile.local_names import Likeness
from minzheng_core.values.domicile.local_places import local_places

XINGGUO = Gazetteer.of(
    [
        Village("360732204", "360732204204", "白石村委会"),
        Village("360732107", "360732107216", "白石村委会"),
        Village("360732100", "360732100005", "背街居委会"),
        Village("360732101", "360732101207", "长山村委会"),
        Village("360732206", "360732206202", "龙砂村村民委员会"),
        Village("360732108", "360732108210", "里垇村委会"),
        Village("360732209", "", "高\ue170村"),
    ]
)


def found(text: str | None, on: int | None = None, county: str | None = None) -> Standardised:
    return standardise(text, on=on, county=county, gazetteer=XINGGUO)


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("江西省赣州市兴国县杰村乡白石村委会", "360732204204", "exact"),
        ("兴国县杰村公社白石大队第三生产队", "360732204204", "kind"),
        ("兴国县城冈镇白石村", "360732107216", "kind"),
        ("江西兴国敛江镇背街12号", "360732100005", "kind"),
        ("兴国县埠头乡龙沙村", "360732206202", "sound"),
        ("兴国县里坳村", "360732108210", "variant"),
        ("江西興國縣江背鎮長山村", "360732101207", "kind"),
        ("兴国县长shan村", "360732101207", "unreadable"),
        ("兴国潋江背街", "360732100005", "kind"),
    ],
)
def test_a_village_is_found_however_it_is_written(text: str, code: str, why: str) -> None:
    answer = found(text)
    assert (answer.code, answer.best.reasons[-1].how if answer.best else "") == (code, why)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("江西省兴国县古龙冈镇", "360732102"),
        ("江西省兴国县古龙岗镇", "360732102"),
        ("⻄安市雁塔区", "610113"),
        ("江西省興國縣古龍崗公社", "360732102"),
        ("兴国县隆坪乡", "360732208"),
        ("兴国县龙坪乡", "360732208"),
        ("兴国潋江", "360732100"),
        ("东莞市虎门镇", "441900121"),
        ("江西省兴国县潋江镇", "360732100"),
    ],
)
def test_shapes_sounds_and_short_forms_of_a_township(text: str, code: str) -> None:
    assert standardise(text).code == code


def test_one_name_in_two_townships_is_left_to_a_person() -> None:
    answer = found("兴国县白石村")
    assert answer.code == "360732"
    assert [c.code for c in answer.candidates] == ["360732107216", "360732204204"]
    assert [f.code for f in answer.findings] == ["PG122"]
    assert all(c.reasons for c in answer.candidates)


def test_a_village_that_lies_elsewhere_is_a_candidate_only() -> None:
    answer = found("兴国县潋江镇长山村")
    assert (answer.code, answer.candidates[0].code) == ("360732100", "360732101207")
    assert "PG123" in {f.code for f in answer.findings}


def test_the_names_and_codes_are_those_of_the_day_and_of_today() -> None:
    answer = found("兴国县城岗镇白石村", on=1995)
    assert answer.best is not None
    assert answer.name == "江西省赣州地区兴国县城岗乡白石村委会"
    assert answer.best.name_today == "江西省赣州市兴国县城岗镇白石村委会"
    town = standardise("江西省兴国县永丰镇", on=2000).best
    assert town is not None
    assert (town.code, town.code_today) == ("360732207", "360732108")


def test_a_name_that_townships_elsewhere_have_is_no_slip() -> None:
    answer = standardise("江西省兴国县东升乡")
    assert answer.code == "360732"
    assert "PG113" in {f.code for f in answer.findings}


def test_an_overlay_knows_a_commune_that_no_list_has() -> None:
    own = TownshipRecord("", "老营盘公社", "360732", end=1984, successors=("兴江乡",))
    answer = standardise("兴国县老营盘公社", on=1980, overlay=Overlay(townships=(own,)))
    assert answer.name == "江西省赣州地区兴国县老营盘公社"


@pytest.mark.parametrize("text", ["", None, "  ", "，。", "x" * 500, "江西省兴国县潋江镇" * 60])
@pytest.mark.parametrize("county", [None, "360732", "999999", "36073", "县"])
def test_bad_input_gives_findings(text: str | None, county: str | None) -> None:
    answer = found(text, county=county)
    assert answer.findings or county == "360732"
    frame = standardise_many([text], county=county, gazetteer=XINGGUO)
    assert frame["findings"][0].to_list() == [f.code for f in answer.findings]


def test_a_township_whose_code_was_given_again_keeps_its_own_name() -> None:
    answer = standardise("广东省茂名市电白县水东镇", on=2012)
    assert (answer.code, answer.name) == ("440904117", "广东省茂名市电白县水东镇")
    assert answer.best is not None
    assert answer.best.name_today == "广东省茂名市电白区水东街道"


def test_every_list_of_townships_can_be_searched_for_slips() -> None:
    for county in townships().counties():
        found = local_places((county,)).read("无山乡东风村")
        assert found.written == "无山乡"
        assert all(town.how is not Likeness.EXACT for town in found.towns)


def test_what_is_written_after_the_place_is_not_shown() -> None:
    assert "12号" not in repr(found("兴国县潋江镇背街12号"))


def cells_of(answer: Standardised) -> tuple[object, ...]:
    """An answer as the columns give it."""
    best = answer.best
    others = [c.code or c.full_name for c in answer.candidates if c != best]
    why = ";".join(map(str, best.reasons)) if best else answer.reason
    cells = (
        (best.level, best.code, best.full_name, best.code_today, best.name_today)
        if best
        else (None,) * 5
    )
    return (
        *(cell or None for cell in (*cells, why)),
        others or None,
        [f.code for f in answer.findings],
    )


@pytest.mark.parametrize("gazetteer", [None, XINGGUO], ids=["plain", "gazetteer"])
@pytest.mark.parametrize("county", [None, "360732"])
def test_the_column_equals_the_single_texts(
    county: str | None, gazetteer: Gazetteer | None
) -> None:
    rnd = random.Random(23)
    records = [r for r in divisions().all() if r.level == "county"]
    texts: list[str | None] = [
        "",
        None,
        "鼓楼区",
        "兴国潋江",
        "兴国县长shan村",
        "白石村",
        "x" * 300,
    ]
    texts += ["兴国县白石村", "江西省兴国县城岗乡白石村", "美国", "同上", "潋江镇背街3组"]
    for record in rnd.sample(records, 300):
        towns = townships().of_county(record.code)
        town = rnd.choice(towns).name if towns else "石桥公社"
        text = rnd.choice([record.full_name, record.name]) + town + rnd.choice(["", "东风村"])
        place = rnd.randrange(len(text))
        texts += [text, text[:place] + rnd.choice("山新岗a") + text[place + 1 :]]
    years = [rnd.choice([None, rnd.randint(1975, 2026)]) for _ in texts]
    on = pl.Series(years, dtype=pl.Int32)
    frame = standardise_many(texts, on=on, county=county, gazetteer=gazetteer)
    for text, year, cells in zip(texts, years, frame.rows(), strict=True):
        answer = standardise(text, on=year, county=county, gazetteer=gazetteer)
        assert cells == cells_of(answer), (text, year)


@pytest.mark.parametrize(
    "text",
    [
        "(现住)江西省 兴国县",
        "（户籍所在地）江西兴国县",
        "【原籍】兴国县",
        "(现住址)江西省赣州市兴国县公安局",
    ],
)
def test_a_note_in_brackets_before_the_place_does_not_hide_it(text: str) -> None:
    assert standardise(text).code == "360732"
    assert standardise_many([text])["code"].to_list() == ["360732"]


def test_a_short_township_and_its_village_are_read_as_far_as_they_go() -> None:
    """春荣镇 was a township of another code; a village begins like 张相公屯 itself."""
    book = Gazetteer.of(
        [
            Village("621026113", "621026113206", "王台村委会"),
            Village("621026101", "621026101209", "王台村委会"),
            Village("211404205", "211404205200", "张相公村委会"),
            Village("211404205", "211404205201", "丁家屯村委会"),
        ]
    )
    texts = ["甘肃宁县春荣王台村", "辽宁南票区张相公屯丁家屯村", "辽宁南票区张相公屯村"]

    codes = [standardise(text, on=2023, gazetteer=book).code for text in texts]

    assert codes[:2] == ["621026113206", "211404205201"]
    assert standardise_many(texts, on=2023, gazetteer=book)["code"].to_list() == codes


@pytest.mark.parametrize(
    ("text", "code", "zone"),
    [
        ("江西省兴国县经济开发区金岭路", "360732", "经济开发区"),
        ("兴国县洪门工业园", "360732", "洪门工业园"),
        ("合肥市高新区蜀麓街道", "340100", "高新区"),
        ("兴国县工业园区管委会", "360732", "工业园区管委会"),
    ],
)
def test_a_development_zone_is_said_to_be_left_over(text, code, zone):
    found = standardise(text)

    assert found.code == code
    assert [(f.actual, f.expected) for f in found.findings if f.code == "PG115"] == [
        (zone, found.best.name)
    ]


@pytest.mark.parametrize(
    "text",
    ["兴国县新区路12号", "上海市浦东新区", "兴国县潋江镇工业园", "兴国县将军大道"],
)
def test_a_street_named_after_a_zone_and_a_district_so_called_are_none(text):
    assert "PG115" not in [f.code for f in standardise(text).findings]


def test_a_neighbours_township_is_a_candidate_itself_also_in_a_column() -> None:
    answer = standardise("琴江镇", county="360732")
    assert [c.code for c in answer.candidates] == ["360735100", "360732"]
    row = standardise_many(["琴江镇"], county="360732").row(0, named=True)
    assert row["candidates"] == ["360735100", "360732"]


@pytest.mark.parametrize("text", ["长沙", "恩施", "阿坝", "辽宁辽阳", "四川万县"])
def test_the_best_is_among_the_candidates(text: str) -> None:
    answer = standardise(text)
    assert answer.best in answer.candidates
    assert len(answer.candidates) > 1


@pytest.mark.parametrize(
    ("text", "on"), [("通州区", 1990), ("番禺", 1985), ("江宁区", 1990), ("朝阳区", 1990)]
)
def test_what_is_said_about_a_name_leaves_nothing_open(text: str, on: int) -> None:
    assert not any("…" in str(f) for f in standardise(text, on=on).findings)


@pytest.mark.parametrize(
    ("text", "several"), [("武进县", ["320412", "320411"]), ("南海市", ["440605", "440604"])]
)
def test_a_divided_county_names_all_that_have_a_part(text: str, several: list[str]) -> None:
    said = next(str(f) for f in standardise(text).findings if f.code == "DV206")
    assert all(code in said for code in several)
    assert "DV206" in standardise_many([text])["findings"][0]


def test_what_was_parted_and_is_one_again_is_not_said_to_be_divided() -> None:
    for year, record in ((r.end, r) for r in divisions().all() if r.level == "county"):
        if year is None or len(divisions().current(record.code, year - 1)) > 1:
            continue
        codes = {f.code for f in standardise(record.full_name).findings}
        assert "PG116" not in codes, record.full_name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("江西省赣南行政公署兴国县", "360732"),
        ("江西赣虔兴国县潋江镇", "360732100"),
        ("江西省宁都地区兴国县", "360732"),
        ("四川省川北行署南部县", "511321"),
    ],
)
def test_a_region_that_no_list_has_hides_no_county(text: str, code: str) -> None:
    answer = standardise(text)
    assert answer.code == code
    if not text.startswith(("江西省宁都地区", "四川省川北行署")):
        assert "PG117" in [f.code for f in answer.findings]


@pytest.mark.parametrize(
    ("text", "county", "code"),
    [
        ("苏州工业园区", None, "320500"),
        ("赣州经开区", "360732", "360700"),
        ("兴国经济开发区", None, "360732"),
        ("北京经济技术开发区", None, "110000"),
        ("兴隆工业园", "360732", ""),
        ("赣州工业园路", None, ""),
    ],
)
def test_a_zone_after_a_short_name_is_of_that_place(
    text: str, county: str | None, code: str
) -> None:
    answer = standardise(text, county=county)
    assert answer.code == code
    assert ("PG115" in [f.code for f in answer.findings]) == bool(code)
    assert (standardise_many([text], county=county)["code"][0] or "") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("赣南兴国潋江镇", "360732100"),
        ("江西省赣南兴国县", "360732"),
        ("陕北延川", "610622"),
        ("鲁中南新泰", "370982"),
        ("胶东莱阳", "370682"),
        ("湘西溆浦县", "431224"),
        ("桂东贺州", "451100"),
        ("豫东", "410000"),
    ],
)
def test_a_part_of_a_province_hides_no_county(text: str, code: str) -> None:
    answer = standardise(text)
    assert answer.code == code
    said = [f.code for f in answer.findings]
    assert "DV216" in said
    assert "DV203" not in said
    many = standardise_many([text]).row(0, named=True)
    assert (many["code"], many["findings"]) == (code, said)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("新疆生产建设兵团第八师石河子市北泉镇", "659001100"),
        ("新疆维吾尔自治区生产建设兵团石河子市", "659001"),
        ("新疆生产建设兵团第6师五家渠市", "659004"),
        ("新疆生产建设兵团农八师143团", "650000"),
    ],
)
def test_a_city_below_the_corps_is_found(text: str, code: str) -> None:
    assert standardise(text, on=2022).code == code
    assert standardise_many([text], on=2022)["code"][0] == code


@pytest.mark.parametrize(
    ("text", "code", "likely"),
    [
        ("福建省长丁县", "350000", "352622"),
        ("陕西延安廷川县李家村", "612600", "612622"),
        ("陕北廷川县", "", "612622"),
        ("陕北地区廷川县", "", "612622"),
        ("河南商兵县", "410000", "412322"),
        ("吉林双阴县", "220000", "220125"),
        ("江西省上饶地区王山县", "362300", "362323"),
    ],
)
def test_counties_one_character_away_are_candidates_where_several_are(
    text: str, code: str, likely: str
) -> None:
    answer = standardise(text, on=1990)
    candidates = [c.code for c in answer.candidates]
    said = [f.code for f in answer.findings]
    assert answer.code == code
    assert likely in candidates
    assert "PG129" in said
    row = standardise_many([text], on=1990).row(0, named=True)
    assert (row["code"] or "", row["findings"]) == (code, said)
    assert row["candidates"] == [c for c in candidates if c != code]


@pytest.mark.parametrize(
    "text", ["江西省城郊开发区", "江西省赣州市章江新区", "赣南客家县", "河南县", "江西省商业小区"]
)
def test_what_is_no_misspelt_county_has_none_for_candidates(text: str) -> None:
    said = [f.code for f in standardise(text).findings]
    assert "PG129" not in said
    assert standardise_many([text])["findings"][0].to_list() == said


_OWN = Gazetteer.of(
    [
        Village("360732101", "360732101201", "凤凰溪村民委员会"),
        Village("360732101", "360732101203", "徽州溪村民委员会"),
        Village("360732101", "360732101202", "刘家村"),
        Village("360732102", "360732102201", "刘家村委会"),
        Village("360732102", "360732102001", "刘家社区"),
    ]
)


@pytest.mark.parametrize(
    ("text", "code"), [("凤凰溪村3组", "360732101201"), ("徽州溪村3组", "360732101203")]
)
def test_a_village_of_the_own_county_goes_before_the_short_name_of_a_far_place(
    text: str, code: str
) -> None:
    answer = standardise(text, county="360732", gazetteer=_OWN)
    assert (answer.code, answer.rest, answer.reason) == (code, "3组", "assumed-county")
    assert [f.code for f in answer.findings] == ["DV208"]
    row = standardise_many([text], county="360732", gazetteer=_OWN).row(0, named=True)
    assert (row["code"], row["findings"]) == (code, ["DV208"])


def test_a_far_county_that_is_written_in_full_goes_before_a_village_of_the_own_one() -> None:
    assert standardise("凤凰县凤凰溪村", county="360732", gazetteer=_OWN).code == "433123"


def test_the_kind_alone_tells_no_village_from_one_of_its_name_in_another_township() -> None:
    answer = standardise("江西省兴国县刘家村", gazetteer=_OWN)
    assert answer.code == "360732"
    assert [c.code for c in answer.candidates] == ["360732101202", "360732102201"]
    assert [f.code for f in answer.findings] == ["PG122"]
    assert standardise("江西省兴国县刘家社区", gazetteer=_OWN).code == "360732102001"
    assert standardise("江西省兴国县江背镇刘家村", gazetteer=_OWN).code == "360732101202"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1985年江西省兴国县", "362133"),
        ("1985.5.1江西省兴国县", "362133"),
        ("1985-05-01 江西省兴国县", "362133"),
        ("19850501江西兴国县潋江镇", "360732100"),
        ("85年5月迁入江西省兴国县", "362133"),
        ("1985年原江西省兴国县", "362133"),
        ("1985年", ""),
        ("1985.5.1", ""),
    ],
)
def test_a_date_before_the_place_is_no_part_of_it(text: str, code: str) -> None:
    assert standardise(text, on=1985).code == code
    assert (standardise_many([text], on=1985)["code"][0] or "") == code


@pytest.mark.parametrize(
    "text", ["江西省赣州市建设局兴国县分局", "江西省南昌市八一大道兴国县驻昌办"]
)
def test_a_county_in_the_name_of_an_office_or_a_road_is_not_the_place(text: str) -> None:
    assert standardise(text).code in {"360700", "360100"}


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("兴国县东固乡", "360732", ["PG113"]),
        ("兴国县东固公社", "360732", ["PG113"]),
        ("兴国县东固畲族乡", "360732", ["PG113"]),
        ("兴国县东付乡", "360732202", ["PG110"]),
        ("吉安市青原区东固乡", "360803201", []),
        ("吉安市青原区东固畲族乡", "360803201", []),
        ("北京市通州区于家务乡", "110112209", []),
        ("北京市通州区于加务回族乡", "110112209", ["PG110"]),
    ],
)
def test_a_township_of_nationalities_is_known_without_these(
    text: str, code: str, said: list[str]
) -> None:
    answer = standardise(text)
    assert (answer.code, [f.code for f in answer.findings]) == (code, said)
    many = standardise_many([text]).row(0, named=True)
    assert (many["code"], many["findings"]) == (code, said)


@pytest.mark.parametrize("text", ["兴国县高兴圩", "兴国县高兴墟"])
def test_a_market_is_its_township(text: str) -> None:
    assert standardise(text).code == "360732104"
    assert standardise_many([text])["code"].to_list() == ["360732104"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("兴国潋江红门", "PG126"), ("吉水县永丰", "PG117"), ("兴国县园艺场", "PG117")],
)
def test_words_that_are_left_over_are_told(text: str, code: str) -> None:
    assert [f.code for f in standardise(text).findings] == [code]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("兴国县高兴合富村", ["高兴镇"]),
        ("兴国县埠头凤冈石屋组", ["埠头乡"]),
        ("兴国永丰均村", ["永丰镇"]),
        ("兴国县高兴大道12号", ["兴国县"]),
        ("兴国县高兴镇合富村", ["高兴镇"]),
    ],
)
def test_a_township_without_its_kind_before_a_village_is_a_candidate(
    text: str, names: list[str]
) -> None:
    found = standardise(text)

    assert [c.name for c in found.candidates] == names
    told = "PG126" in [f.code for f in found.findings]
    assert told is (found.best is not None and found.best not in found.candidates)


def test_a_committee_of_another_sort_and_spelling_is_a_candidate_only() -> None:
    book = Gazetteer.of([Village("360732100", "360732100212", "洪门村委会")])
    found = standardise("红门居委会", county="360732", gazetteer=book)

    assert found.best is not None
    assert (found.best.name, [c.name for c in found.candidates]) == ("兴国县", ["洪门村委会"])
    assert "PG122" in [f.code for f in found.findings]
    village = standardise("红门村", county="360732", gazetteer=book).best
    assert village is not None
    assert village.name == "洪门村委会"


@pytest.mark.parametrize("text", ["兴国县新建路1号", "兴国县白石村3组", "兴国县潋江镇"])
def test_a_street_or_a_village_is_no_word_left_over(text: str) -> None:
    assert "PG117" not in [f.code for f in standardise(text).findings]


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("360732", None, "360732"),
        ("362127", 1985, "362127"),
        ("362133", 2020, "360732"),
        ("360732102", None, "360732102"),
        ("360732204204", None, "360732204204"),
        ("999999", None, ""),
    ],
)
def test_a_code_is_the_place_of_the_code(text: str, on: int | None, code: str) -> None:
    assert found(text, on).code == code


def test_a_county_may_be_given_by_a_longer_code() -> None:
    assert standardise("潋江镇", county="360732000000").code == "360732100"


@pytest.mark.parametrize(("on", "early"), [(1950, True), (0, True), (1981, False), (None, False)])
def test_a_year_before_the_first_list_is_told(on: int | None, early: bool) -> None:
    assert ("PG105" in [f.code for f in standardise("赣州地区兴国县", on=on).findings]) is early
    assert ("PG105" in standardise_many(["赣州地区兴国县"], on=on)["findings"][0]) is early


def test_a_text_that_is_cut_in_a_finding_has_a_mark() -> None:
    (finding,) = standardise("不知哪里的一个很远的地方").findings
    assert str(finding).count("…") == 1


@pytest.mark.parametrize(("text", "first"), [("潭头村", "002"), ("潭头社区", "001")])
def test_of_a_village_and_a_neighbourhood_of_one_name_the_kind_written_comes_first(
    text: str, first: str
) -> None:
    two = Gazetteer.of(
        [
            Village("360732100", "360732100001", "潭头居委会"),
            Village("360732100", "360732100002", "潭头村委会"),
        ]
    )
    answer = standardise("兴国县潋江镇" + text, gazetteer=two)
    assert answer.candidates[0].code[-3:] == first


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("江西省兴国县兴国县潋江镇", "360732100"),
        ("兴国县江西省兴国县潋江镇", "360732100"),
        ("江西省赣州市兴国县江西省赣州市兴国县潋江镇", "360732100"),
        ("江西省江西省兴国县潋江镇", "360732100"),
        ("江西省赣州市江西省赣州市兴国县潋江镇", "360732100"),
        ("河南省济源市济源市克井镇", "419001100"),
        ("新疆维吾尔自治区喀什地区泽普县泽普县依玛乡", "653124201"),
    ],
)
def test_a_place_that_is_written_twice_is_read_once(text, code):
    """A column of divisions and one of whole addresses were joined."""
    found = standardise(text, on=2020)

    assert (found.best.code, found.findings) == (code, ())
    column = standardise_many([text], on=2020)
    assert (column["code"][0], column["findings"][0].to_list()) == (code, [])


@pytest.mark.parametrize("text", ["山西省晋城市城区城区街道", "广东省汕尾市城区城区街道"])
def test_a_township_called_as_its_county_is_not_taken_for_the_county_again(text):
    assert [f.code for f in standardise(text, on=2020).findings] == ["PG113"]


def test_another_county_after_a_county_is_no_repetition():
    found = standardise("江西省兴国县于都县贡江镇", on=2020)

    assert found.best.code == "360732"
    assert [f.code for f in found.findings] == ["PG113"]


def test_townships_that_begin_with_the_end_of_their_county_are_found() -> None:
    """通道侗族自治县县溪镇: 县县 is no slip there."""
    history, missed = divisions(), []
    for town in townships().all():
        county = history.at(town.county, 2023) if town.in_force(2023) else None
        if county is not None and county.name[-1] == town.name[0]:
            best = standardise(county.full_name + town.name, on=2023).best
            missed += [town.name] if best is None or best.code != town.code else []

    assert missed == []


def test_the_townships_of_the_country_are_found_below_their_counties() -> None:
    """Those called as their county goes on, too: 青县青县农场, 当阳市当阳市林场."""
    history = divisions()
    towns = [t for t in townships().all() if t.in_force(2023) and history.at(t.county, 2023)]
    texts = [f"{history.at(t.county, 2023).full_name}{t.name}" for t in towns]
    found = standardise_many(texts, on=2023)["code"].to_list()
    missed = [text for text, t, code in zip(texts, towns, found, strict=True) if t.code != code]

    assert len(texts) > 40_000
    assert len(missed) < 50  # mostly names that two townships of one county have


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("河南省郑州市郑州航空港经济综合实验区明港街道", "410173405"),
        ("郑州航空港经济综合实验区明港街道新港社区", "410173405"),
        ("苏州工业园区娄葑街道", "320576050"),
        ("兰州新区中川镇", "620171101"),
        ("河北省邯郸市邯郸冀南新区城南街道", "130473001"),
        ("大兴安岭地区加格达奇区卫东街道", "232761002"),
        ("江苏省苏州市娄葑街道", "320576050"),
    ],
)
def test_a_township_that_statistics_list_under_a_zone_is_found_and_said_to_be(
    text: str, code: str
) -> None:
    answer = standardise(text, on=2023)
    assert answer.code == code
    assert "PG127" in [f.code for f in answer.findings]
    row = standardise_many([text], on=2023).row(0, named=True)
    assert (row["code"], row["name"]) == (code, answer.name)
    assert row["findings"] == [f.code for f in answer.findings]


def test_a_county_named_above_a_township_of_a_zone_leaves_it_a_candidate() -> None:
    answer = standardise("郑州市中牟县张庄乡", on=1990)
    assert answer.code == "410122"
    assert [c.code for c in answer.candidates] == ["410122", "410173108"]
    assert standardise_many(["郑州市中牟县张庄乡"], on=1990)["candidates"][0].to_list() == [
        "410173108"
    ]


@pytest.mark.parametrize(
    ("text", "above", "codes"),
    [
        ("江西省潋江镇", "360000", ["360732100"]),
        ("兰州市中川镇", "620100", ["620121107", "620122108"]),
    ],
)
def test_a_township_below_no_county_is_a_candidate(text: str, above: str, codes: list[str]) -> None:
    answer = standardise(text, on=2023)
    assert answer.code == above
    assert [c.code for c in answer.candidates[1:]] == codes
    assert "PG112" in [f.code for f in answer.findings]
    assert standardise_many([text], on=2023)["candidates"][0].to_list() == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("雄安新区容城县", "130629"),
        ("河北省雄安新区雄县雄州镇", "130638100"),
        ("赣州府兴国县", "360732"),
        ("河北省雄安新区大王镇", "130000"),
        ("镇江新区", "321100"),
    ],
)
def test_what_is_no_division_above_a_county_hides_none(text: str, code: str) -> None:
    answer = standardise(text, on=2023)
    assert answer.code == code
    assert "DV203" not in [f.code for f in answer.findings]
    assert standardise_many([text], on=2023)["code"][0] == code


def test_a_township_renamed_under_its_code_is_said_to_be() -> None:
    answer = standardise("江苏海安西城街道", on=2023)
    assert answer.name.endswith("胡集街道")
    assert [f.code for f in answer.findings] == ["PG114"]
    assert standardise_many(["江苏海安西城街道"], on=2023)["findings"][0].to_list() == ["PG114"]


@pytest.mark.parametrize(
    "text", ["999999", "342499", "360701", "36073299", "36073210720", "１２３４５６"]
)
@pytest.mark.parametrize("county", [None, "360732"])
def test_digits_that_were_never_a_code_are_no_place(text: str, county: str | None) -> None:
    found = standardise(text, county=county)

    assert (found.best, found.candidates) == (None, ())
    assert [f.code for f in found.findings] == ["PG128"]
    row = standardise_many([text], county=county).row(0, named=True)
    assert (row["code"], row["findings"]) == (None, ["PG128"])


@pytest.mark.parametrize(
    ("text", "code"),
    [("620201", "620200"), ("620201100", "620201100"), ("620201100000", "620201100"), ("342400", "341500")],
)  # fmt: skip
def test_what_lies_in_a_city_without_counties_is_found_by_both_its_codes(
    text: str, code: str
) -> None:
    assert standardise(text).code == code
    assert standardise_many([text])["code"].to_list() == [code]


@pytest.mark.parametrize(
    "region", ["宿县专员公署", "宿县专署", "宿县行政公署", "宿县地区行政公署", "宿县地区专署"]
)
def test_what_governed_a_prefecture_stands_for_it_and_for_no_county_of_its_name(region):
    for before in ("安徽省", ""):
        found = standardise(f"{before}{region}砀山县", on=1985)
        assert found.best.full_name == "安徽省宿县地区砀山县"
        assert "PG117" not in {finding.code for finding in found.findings}
