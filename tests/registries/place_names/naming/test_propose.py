"""A proposed name gets its findings with the article; names that exist are judged apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minzheng_core import CallError, InputError, Severity
from minzheng_core.reference.naming_words import NamingWord, load_naming_words
from minzheng_core.registries.place_names import PlaceKind, PlaceName, Scope, examples
from minzheng_core.registries.place_names.kinds import kind_of, kind_said
from minzheng_core.registries.place_names.naming import (
    KnownName,
    NameIndex,
    NamingSettings,
    Replaced,
    Site,
    SizeRule,
    existing_conflicts,
    existing_findings,
    known_from_names,
    propose,
    review,
)
from minzheng_core.registries.place_names.record import Application

if TYPE_CHECKING:
    from pathlib import Path

COUNTY = "360732"
# Names and townships of 兴国县 as the public list has them; the serials are left out.
XINGGUO = (
    ("和平村委会", "360732204"),
    ("河坪村委会", "360732217"),
    ("铜溪村委会", "360732107"),
    ("桐溪村委会", "360732206"),
    ("芦溪村委会", "360732106"),
    ("鹭溪村委会", "360732205"),
    ("罗兴村委会", "360732107"),
    ("螺形村委会", "360732201"),
    ("复兴居委会", "360732100"),
    ("富兴村委会", "360732213"),
    ("白石村委会", "360732107"),
    ("白石村委会", "360732204"),
    ("长冈村委会", "360732217"),
    ("里垇村委会", "360732217"),
)


@pytest.fixture(scope="module")
def known() -> NameIndex:
    return NameIndex.of(known_from_names(XINGGUO))


def codes(name: str | None, **told: object) -> list[str]:
    return [finding.code for finding in propose(name, county=COUNTY, **told)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("翔宇路", "PN301"),
        ("鲁迅路", "PN302"),
        ("中山路", "PN302"),
        ("林肯路", "PN303"),
        ("美国村", "PN303"),
        ("新加坡花园小区", "PN303"),
        ("光棍村", "PN306"),
        ("三峡镇", "PN309"),
        ("洞庭镇", "PN309"),
        ("公园", "PN203"),
        ("长安区", "PN401"),
        ("帝王花园", "PN306"),
        ("人民路大道", "PN202"),
        ("和平大道大街", "PN202"),
    ],
)
def test_what_the_regulations_speak_of_is_told(name: str, code: str) -> None:
    assert code in codes(name)


@pytest.mark.parametrize("name", ["铁路街", "铁路大街", "马路街", "人民大道", "东大街"])
def test_a_street_along_a_railway_has_one_generic(name: str) -> None:
    assert not {"PN201", "PN202", "PN203"} & set(codes(name))


@pytest.mark.parametrize("name", ["三峡路", "小平坝村", "洞庭溪村"])
def test_what_only_holds_such_a_word_is_not(name: str) -> None:
    assert not {"PN301", "PN302", "PN309"} & set(codes(name))


def test_the_pairs_of_the_county_are_found_and_nothing_else(known: NameIndex) -> None:
    conflicts = list(existing_conflicts(known))

    assert {(c.likeness.value, c.name.specific, c.other.specific) for c in conflicts} == {
        ("toned", "和平", "河坪"),
        ("toned", "铜溪", "桐溪"),
        ("toneless", "芦溪", "鹭溪"),
        ("toneless", "罗兴", "螺形"),
        ("toned", "复兴", "富兴"),
        ("same", "白石", "白石"),
    }
    found = existing_findings(conflicts)
    assert {finding.code for finding in found} == {"PN411", "PN412", "PN413"}
    assert not any(finding.severity is Severity.ERROR for finding in found)


def test_a_new_name_must_be_the_only_one_in_its_county(known: NameIndex) -> None:
    assert codes("白石村", known=known) == ["PN401", "PN401"]
    assert codes("白石社区", known=known) == ["PN401", "PN401"]
    assert "PN402" in codes("合坪村", known=known)
    other = NameIndex.of(known_from_names([("白石村委会", "360731204")]))
    assert codes("白石村", known=other) == []


def test_the_area_and_the_committee_of_one_village_are_no_duplicate(known: NameIndex) -> None:
    assert codes("长冈村", site=Site(division="360732217"), known=known) == []
    assert codes("长冈村", site=Site(division="360732204"), known=known) == ["PN401"]


def test_towns_are_compared_in_their_province_and_counties_in_the_nation() -> None:
    assert codes("长冈镇", kind=PlaceKind.TOWNSHIP) == ["PN401"]
    assert codes("长冈镇", kind=PlaceKind.TOWNSHIP, site=Site(division="360732217")) == []
    assert codes("兴国市", kind=PlaceKind.COUNTY_DIVISION, site=Site(division="360732")) == []
    assert "PN401" in codes("兴国区", kind=PlaceKind.COUNTY_DIVISION, site=Site(division="440103"))


def test_streets_ask_for_their_built_up_area() -> None:
    streets = NameIndex.of(
        [
            KnownName(name="红军路", kind=PlaceKind.STREET, division="360732100", area="县城"),
            KnownName(name="红军路", kind=PlaceKind.STREET, division="360732106", area="古龙岗"),
        ]
    )
    assert codes("红军路", known=streets, site=Site(area="县城")) == ["PN401"]
    assert codes("红军路", known=streets, site=Site(area="开发区")) == []
    assert codes("红军路", known=streets) == ["PN406", "PN401", "PN401"]


def test_without_a_list_duplicates_are_not_denied() -> None:
    assert codes("安然村") == ["PN405"]
    assert codes("安然湾", kind=PlaceKind.SETTLEMENT) == []
    assert codes(
        "安然湾", kind=PlaceKind.SETTLEMENT, settings=NamingSettings(scope=Scope.COUNTY)
    ) == ["PN405"]


@pytest.mark.parametrize("name", ["三八路", "五一路", "五四路", "八一七路", "一二九路", "三里路"])
def test_a_day_that_is_remembered_is_no_mere_number(name: str) -> None:
    assert "PN204" not in codes(name, kind=PlaceKind.STREET)


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("和顺", PlaceKind.VILLAGE, "PN201"),
        ("和顺路路", PlaceKind.STREET, "PN202"),
        ("锦绣小区小区", PlaceKind.SETTLEMENT, "PN202"),
        ("白石村民委员会村民委员会", PlaceKind.VILLAGE_COMMITTEE, "PN202"),
        ("石浒村村村委会", PlaceKind.VILLAGE_COMMITTEE, "PN202"),
        ("石浒村村委会村民委员会", PlaceKind.VILLAGE_COMMITTEE, "PN202"),
        ("和平社区社区社区居委会", PlaceKind.COMMUNITY_COMMITTEE, "PN202"),
        ("村", PlaceKind.VILLAGE, "PN203"),
        ("一二三路", PlaceKind.STREET, "PN204"),
        ("三路", PlaceKind.STREET, "PN204"),
        ("十二街", PlaceKind.STREET, "PN204"),
        ("里垇村", PlaceKind.VILLAGE, "PN211"),
        ("上塅村", PlaceKind.VILLAGE, "PN212"),
        ("高\ue170村", PlaceKind.VILLAGE, "PN213"),
        ("长shan村", PlaceKind.VILLAGE, "PN214"),
        ("８哩村", PlaceKind.VILLAGE, "PN215"),
        ("上(田本)村", PlaceKind.VILLAGE, "PN216"),
        ("⻄安村", PlaceKind.VILLAGE, "PN217"),
        ("長岡村", PlaceKind.VILLAGE, "PN217"),
        ("毛泽东路", PlaceKind.STREET, "PN301"),
        ("孙悟空路", PlaceKind.STREET, "PN302"),
        ("曼哈顿广场", PlaceKind.BUILDING, "PN303"),
        ("万达广场", PlaceKind.BUILDING, "PN304"),
        ("中华大厦", PlaceKind.BUILDING, "PN305"),
        ("忠南海小区", PlaceKind.BUILDING, "PN305"),
        ("帝豪花园", PlaceKind.BUILDING, "PN306"),
        ("24克拉小区", PlaceKind.BUILDING, "PN307"),
        ("井冈山镇", PlaceKind.TOWNSHIP, "PN309"),
    ],
)
def test_each_clause_has_its_finding(name: str, kind: PlaceKind, code: str) -> None:
    found = propose(name, kind=kind, county=COUNTY)

    assert code in [finding.code for finding in found]
    assert all(finding.entry.basis or finding.code == "PN218" for finding in found)
    advice = [f for f in found if f.code in {"PN302", "PN303", "PN304", "PN305", "PN306", "PN307"}]
    assert all(finding.severity is Severity.NOTICE for finding in advice)


def test_commemorative_names_and_longer_names_are_let_be() -> None:
    assert codes("白求恩路", kind=PlaceKind.STREET, known=NameIndex.of([])) == ["PN406"]
    assert "PN302" not in codes("李白沟村", known=NameIndex.of([]))


def test_a_county_brings_its_own_words_and_measures() -> None:
    own = NamingWord("李四光", "person", "specific", "county", "本县")
    sizes = NamingSettings(sizes=(SizeRule(generic="广场", least=10_000, source="本县地名方案"),))

    assert "PN302" in codes("李四光路", settings=NamingSettings(words=(own,)))
    assert "PN308" in codes("和顺广场", site=Site(square_metres=900), settings=sizes)
    assert "PN308" not in codes("和顺广场", site=Site(square_metres=20_000), settings=sizes)
    assert "PN310" in codes("飞云大桥", kind=PlaceKind.FACILITY, site=Site(local_names=("潋江",)))
    assert "PN310" not in codes(
        "潋江大桥", kind=PlaceKind.FACILITY, site=Site(local_names=("潋江",))
    )


def test_an_application_is_complete_or_says_what_it_lacks() -> None:
    whole = Application(applicant="甲", scheme="乙", reasons="丙", location="丁", scale="戊",
                        nature="己", evaluation="庚", expert_review="辛", consultation="壬")  # fmt: skip
    index = NameIndex.of([])

    assert codes("和顺村", known=index, application=whole) == []
    town = propose("和顺镇", county=COUNTY, application=Application(named_after="以烈士命名"))
    assert {f.code for f in town} >= {"PN511", "PN512", "PN513"}
    assert next(f for f in town if f.code == "PN512").severity is Severity.SUSPECT
    village = propose("和顺村", county=COUNTY, known=index, application=Application())
    assert next(f for f in village if f.code == "PN512").severity is Severity.NOTICE


def test_a_protected_name_goes_only_with_measures() -> None:
    street = examples.GOOD[2]
    assert "PN501" in codes("和顺大道", replaced=Replaced(record=street))


def test_names_that_exist_are_judged_mildly() -> None:
    assert [(f.code, f.severity) for f in review("里垇村")] == [("PN211", Severity.NOTICE)]
    assert [(f.code, f.severity) for f in review("长shan村")] == [("PN214", Severity.SUSPECT)]
    assert [f.code for f in review("")] == ["PN101"]


@given(st.text(max_size=60), st.sampled_from([None, *PlaceKind]))
@example("一" * 500, None)
@example("长shan村", PlaceKind.VILLAGE)
def test_no_text_breaks_a_check(text: str, kind: PlaceKind | None) -> None:
    known = NameIndex.of(known_from_names(XINGGUO))

    for finding in (
        *propose(text, kind=kind, county=COUNTY, known=known),
        *review(text, kind=kind),
    ):
        assert "…" not in finding.sentence("zh").replace(text, "") or len(text) > 20
        assert finding.sentence("en")


def test_a_county_that_never_was_is_a_wrong_call() -> None:
    with pytest.raises(CallError, match="IN203"):
        propose("和顺村", county="999999")


def test_a_name_without_a_code_in_the_list_is_compared_too() -> None:
    known = [KnownName(name="河坪村", kind=PlaceKind.VILLAGE, division=COUNTY)]

    assert codes("和平村", known=NameIndex.of(known)) == ["PN402"]


def test_a_street_of_an_unknown_built_up_area_may_be_the_one_in_question() -> None:
    street, county = PlaceKind.STREET, "360732100"
    here = KnownName(name="和顺路", kind=street, division=county)
    there = KnownName(name="和顺路", kind=street, division=county, area="高兴镇区")

    found = propose("和顺路", county=COUNTY, known=NameIndex.of([here]), site=Site(area="县城"))
    assert [(f.code, f.expected) for f in found] == [("PN401", "同一县级行政区域")]
    assert codes("和顺路", known=NameIndex.of([there]), site=Site(area="县城")) == []


def test_letters_and_digits_that_stand_together_are_one_fault() -> None:
    found = propose("24克拉ABC小区8号", county=COUNTY, kind=PlaceKind.OTHER)

    told = [(f.code, f.actual) for f in found if f.code in {"PN214", "PN215"}]
    assert told == [("PN215", "24"), ("PN214", "ABC"), ("PN215", "8")]


def test_a_name_of_no_kind_is_not_said_to_have_no_duplicate() -> None:
    assert codes("大美") == ["PN407"]
    assert codes("大美", kind=PlaceKind.PARK) == []


def test_a_county_adds_words_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "用词.csv"
    file.write_bytes("词,类别,位置,依据\n潋水集团,企业,任何位置,县工商名录\n".encode("gb18030"))
    words = load_naming_words(file)

    assert "PN304" in codes("潋水集团路", settings=NamingSettings(words=words))
    assert "PN304" not in codes("潋水集团路")
    file.write_text("词,类别\n甲,乙\n", encoding="utf-8")
    with pytest.raises(InputError, match="PN195"):
        load_naming_words(file)
    file.write_text("甲,乙\n", encoding="utf-8")
    with pytest.raises(InputError, match="PN194"):
        load_naming_words(file)
    with pytest.raises(InputError, match="PN194"):
        load_naming_words(tmp_path / "没有.csv")


@pytest.mark.parametrize("kind", [PlaceKind.VILLAGE, PlaceKind.read("21610"), None])
def test_a_new_village_is_not_taken_for_that_of_a_committee_somewhere_in_the_county(
    kind: PlaceKind | None,
) -> None:
    known = NameIndex.of(known_from_names([("白石村委会", COUNTY), ("青石村委会", "360732107")]))

    found = [f.code for f in propose("白石村", kind=kind, county=COUNTY, known=known)]
    area = propose("青石村", kind=kind, county=COUNTY, known=known, site=Site(division="360732107"))

    assert found == ["PN401"]
    assert area == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [("泰安县", PlaceKind.COUNTY_DIVISION), ("鲁迅公园", PlaceKind.PARK)],
)
def test_the_ending_tells_counties_and_parks(name: str, kind: PlaceKind) -> None:
    codes = [f.code for f in propose(name, county=COUNTY)]

    assert codes == [f.code for f in propose(name, kind=kind, county=COUNTY)]
    assert "PN407" not in codes


@pytest.mark.parametrize(
    ("name", "code"), [("彭德怀路", "PN301"), ("贺龙路", "PN301"), ("曾国藩路", "PN302")]
)
def test_the_names_of_marshals_and_of_men_of_history_are_told(name: str, code: str) -> None:
    assert code in [f.code for f in propose(name, county="360732")]


@pytest.mark.parametrize(("code", "told"), [("360", "DV101"), ("36073210x", "DV102")])
def test_a_division_that_is_no_code_is_told_and_the_county_taken(
    code: str, told: str, known: NameIndex
) -> None:
    whole = codes("和平村", known=known)

    assert codes("和平村", known=known, site=Site(division=code)) == [told, *whole]
    assert codes("和平村", known=known, site=Site(division="360732217000")) == whole


def test_whose_a_reading_is_stands_in_chinese(known: NameIndex) -> None:
    heard = [f.actual for f in propose("河屏村", county=COUNTY, known=known) if f.code == "PN402"]

    assert heard
    assert not any("dictionary" in (text or "") or "compiled" in (text or "") for text in heard)


@pytest.mark.parametrize(
    ("name", "code"), [("泰晤士小镇", "PN303"), ("孔明路", "PN302"), ("中石化小区", "PN304")]
)
def test_foreign_names_persons_and_companies_are_told(name, code):
    assert code in {f.code for f in propose(name, county="621226")}


def test_another_name_is_told_with_the_township_it_lies_in():
    known = NameIndex.of(known_from_names([("和平村", "360732107")]))

    told = [f.sentence() for f in propose("和平村", county="360732", known=known)]

    assert any("和平村（城岗镇）" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("name", "first"),
    [("瑞金市", "PN401"), ("赣江市", "PN309"), ("阿荣旗", "PN401"), ("红旗", "PN407")],
)
def test_a_city_and_the_very_name_of_a_banner_are_divisions(name: str, first: str) -> None:
    assert codes(name)[0] == first


def test_a_division_is_not_given_the_name_that_it_has() -> None:
    assert codes("兴国县") == ["PN401"]
    assert codes("兴国市") == []
    town = Site(division="360732217")
    assert codes("长冈乡", site=town) == ["PN401"]
    assert codes("长冈镇", site=town) == []


def test_a_market_town_is_no_township_whose_generic_is_missing() -> None:
    assert PlaceKind.read("集镇") is PlaceKind.SETTLEMENT
    assert kind_of(PlaceName(standard_name="新圩", category_name="集镇")) is PlaceKind.SETTLEMENT
    assert kind_said(PlaceName(standard_name="大集镇")) is PlaceKind.TOWNSHIP
