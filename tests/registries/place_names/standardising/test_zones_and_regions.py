"""What is no division, above a county or below it: development zones, regions, parts of provinces."""

from __future__ import annotations

import pytest

from minzheng_core.registries.place_names import standardise, standardise_many


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
    ("text", "town"),
    [
        ("赣州经济技术开发区蟠龙镇", "江西省赣州市章贡区蟠龙镇"),
        ("西安市高新区鱼化寨街道丈八东路", "陕西省西安市雁塔区鱼化寨街道"),
        ("上饶市经开区管委会董团乡", "江西省上饶市广信区董团乡"),
    ],
)
def test_a_township_behind_a_zone_is_a_candidate(text: str, town: str) -> None:
    found = standardise(text)

    assert found.best.level == "prefecture"
    (code,) = [place.code for place in found.candidates if place.full_name == town]
    assert {"PG112", "PG115"} <= {finding.code for finding in found.findings}
    row = standardise_many([text]).row(0, named=True)
    assert row["findings"] == [finding.code for finding in found.findings]
    assert code in row["candidates"]


@pytest.mark.parametrize(
    "text",
    ["兴国县新区路12号", "上海市浦东新区", "兴国县潋江镇工业园", "兴国县将军大道"],
)
def test_a_street_named_after_a_zone_and_a_district_so_called_are_none(text):
    assert "PG115" not in [f.code for f in standardise(text).findings]


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
        ("新疆生产建设兵团农八师石河子市北泉镇", "659001100"),
        ("新疆兵团农八师石河子", "659001"),
        ("新疆维吾尔自治区生产建设兵团石河子市", "659001"),
        ("新疆生产建设兵团第6师五家渠市", "659004"),
        ("新疆生产建设兵团农八师143团", "650000"),
    ],
)
def test_a_city_below_the_corps_is_found(text: str, code: str) -> None:
    assert standardise(text, on=2022).code == code
    assert standardise_many([text], on=2022)["code"][0] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("兴国潋江红门", "PG126"), ("吉水县永丰", "PG117"), ("兴国县园艺场", "PG117")],
)
def test_words_that_are_left_over_are_told(text: str, code: str) -> None:
    assert [f.code for f in standardise(text).findings] == [code]


@pytest.mark.parametrize("text", ["兴国县新建路1号", "兴国县白石村3组", "兴国县潋江镇"])
def test_a_street_or_a_village_is_no_word_left_over(text: str) -> None:
    assert "PG117" not in [f.code for f in standardise(text).findings]


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


@pytest.mark.parametrize(
    "region", ["宿县专员公署", "宿县专署", "宿县行政公署", "宿县地区行政公署", "宿县地区专署"]
)
def test_what_governed_a_prefecture_stands_for_it_and_for_no_county_of_its_name(region):
    for before in ("安徽省", ""):
        found = standardise(f"{before}{region}砀山县", on=1985)
        assert found.best.full_name == "安徽省宿县地区砀山县"
        assert "PG117" not in {finding.code for finding in found.findings}
