"""Townships: 兴国 as its list says, changes since 2014, names in every writing."""

import pytest

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.tables import lines
from minzheng_core.reference.township_names import stem
from minzheng_core.reference.townships import LIST_YEAR, TODAY, TownshipRecord, Townships, townships

TOWNS = townships()


def test_xingguo_has_nine_towns_and_sixteen_townships():
    present = TOWNS.of_county("360732", 2024)
    kinds = [t.code[6] for t in present]

    assert kinds.count("1") == 9
    assert kinds.count("2") == 16
    assert TOWNS.at("360732100")[0].name == "潋江镇"
    assert TOWNS.at("360732217")[0].name == "长冈乡"


def test_a_former_county_code_leads_to_the_same_townships():
    assert {t.name for t in TOWNS.of_county("362133")} == {
        t.name for t in TOWNS.of_county("360732")
    }


@pytest.mark.parametrize(
    ("year", "names"),
    [(2015, ["永丰乡"]), (2021, ["永丰镇", "永丰乡"]), (2024, ["永丰镇"])],
)
def test_a_township_raised_to_a_town_keeps_both_names_in_their_time(year, names):
    found = [t.name for t in TOWNS.of_county("360732", year) if t.stem == "永丰"]

    assert sorted(found) == sorted(names)


@pytest.mark.parametrize("text", ["潋江", "潋江镇", "潋江公社", "潋江人民公社", "潋江乡"])
def test_a_place_is_found_under_every_kind_it_has_had(text):
    assert [t.code for t in TOWNS.named(text, "362133")] == ["360732100"]


def test_the_exact_name_comes_first():
    assert [t.name for t in TOWNS.named("永丰乡", "360732")] == ["永丰乡", "永丰镇"]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("潋江镇", "潋江"),
        ("城关街道办事处", "城关"),
        ("中寨苗族彝族布依族乡", "中寨"),
        ("金坪民族乡", "金坪"),
        ("巴彦鄂温克民族乡", "巴彦"),
        ("达来苏木", "达来"),
        ("镇", "镇"),
        ("新乡", "新乡"),
        ("", ""),
    ],
)
def test_stem_takes_the_kind_away_and_nothing_else(name, bare):
    assert stem(name) == bare


def test_every_township_of_the_list_lies_in_a_known_county():
    known = {t.county for t in TOWNS.all()}

    assert len(known) > 2900
    assert all(t.code[:6] == t.county for t in TOWNS.all())


def test_no_township_is_without_a_name():
    assert [t for t in TOWNS.all() if not t.name] == []
    assert {t.name for t in TOWNS.at("511722001")} == {"东乡街道"}
    assert {t.successors for t in TOWNS.at("360404202")} == {()}


def test_the_names_alone_are_those_of_the_records():
    for county in ("360732", "362133", "110105", "440513"):
        listed = [n[:2] for code in TOWNS.codes_of(county) for n in TOWNS.names_of(code)]
        assert listed == [(t.code, t.name) for t in TOWNS.of_county(county)]
    assert "360732" in TOWNS.counties_with("潋江镇")
    assert TOWNS.counties_with("潋江") == ()


def test_a_township_by_its_code_is_the_one_among_those_of_its_county():
    for county in ("360732", "362133", "110105", "440513", "430424"):
        under = TOWNS.of_county(county)
        for code in {t.code for t in under}:
            assert set(TOWNS.at(code)) == {t for t in under if t.code == code}
    assert TOWNS.at("360732998") == ()


def test_a_name_is_known_of_the_present_and_the_past_and_of_the_countys_own_table():
    own = TownshipRecord("", "老营坳公社", "360732")
    known = Townships(divisions(), [own])

    assert known.has_name("潋江镇")
    assert known.has_name("城岗乡")
    assert known.has_name("老营坳公社")
    assert known.has_name("东固乡")
    assert known.has_name("东固畲族乡")
    assert known.has_name("东固人民公社")
    assert known.counties_with("老营坳公社") == ("360732",)
    assert not TOWNS.has_name("老营坳公社")
    assert not TOWNS.has_name("")


def test_no_township_repeats_the_name_of_its_county():
    whole = {r.code: r.name for r in divisions().all() if r.end is None and len(r.name) > 2}
    repeated = [
        town.name
        for code, name in whole.items()
        for town in TOWNS.of_county(code, 2023)
        if town.name.startswith(name) and town.name.removeprefix(name)[2:] in {"镇", "乡", "街道"}
    ]

    assert repeated == []
    assert [t.code for t in TOWNS.named("坡头公社", "419001")] == ["419001105"]


@pytest.mark.parametrize(
    ("code", "name", "now"),
    [
        ("610118104", "大王镇", ("610118005", "大王街道")),
        ("130130202", "东侯坊乡", ("130130106", "东侯坊镇")),
        ("330109109", "闻堰镇", ("330109012", "闻堰街道")),
    ],
)
def test_a_change_leads_to_the_unit_that_the_list_has_under_its_name(code, name, now):
    """The list of changes numbers the new units of a county in another order than the national one."""
    today = TOWNS.carry(code, 2013, TODAY, name=name)

    assert [(t.code, t.name) for t in today] == [now]


def test_no_change_leads_to_the_code_of_a_township_of_another_name():
    listed = dict(line.split(",") for line in lines("townships.csv.gz"))
    names = {(code[:6], name) for code, name in listed.items()}
    rows = [line.split(",") for line in lines("township_changes.csv")]
    later = {(row[1], row[2]) for row in rows}
    shifted = [
        row
        for row in rows
        if (row[4], row[5]) not in later
        and listed.get(row[4], row[5]) != row[5]
        and (row[4][:6], row[5]) in names
    ]

    assert shifted == []


def test_a_code_that_was_given_again_is_that_of_the_township_in_force():
    """三阳乡 became a town with a code of its own in 2015, and 石门乡 got the code that it had."""
    records = TOWNS.at("341021213")
    assert [record.name for record in records] == ["三阳乡", "石门乡"]
    assert [TOWNS.on("341021213", year).name for year in (2010, 2015, 2016, 2026)] == [
        "三阳乡", "三阳乡", "石门乡", "石门乡",
    ]  # fmt: skip
    assert TOWNS.on("110106008", 2020).name == "六里桥街道", "renamed in that year"
    assert TOWNS.on("360732998", 2020) is None


def test_the_newest_record_of_a_code_is_that_of_the_national_list_or_of_a_later_change():
    listed = {line.partition(",")[0]: line.partition(",")[2] for line in lines("townships.csv.gz")}
    newest = {code: TOWNS.at(code)[-1] for code in listed}
    other = [record for code, record in newest.items() if record.name != listed[code]]
    assert [record for record in other if (record.start or 0) < LIST_YEAR] == []
