"""Townships of minority-language names, spelled as an open gazetteer has them and never asserted."""

from __future__ import annotations

import pytest

from minzheng_core.reference.place_spelling import minority_towns
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names import check_spelling, spell, spell_many


def codes(spelled) -> list[str]:
    return [finding.code for finding in spelled.findings]


@pytest.mark.parametrize(
    ("name", "division", "plain"),
    [
        ("巴彦浩特镇", "152921", "Bayan Hot Zhen"),
        ("赛汉塔拉镇", "152524100", "Saihan Tal Zhen"),
        ("霍吉尔特蒙古族乡", "654221", "Hujirti Mongolzu Xiang"),
        ("舟群乡", "632823", "Zhugkyung Xiang"),
        ("阿拉善左旗巴彦浩特镇", "", "Alxa Zuoqi Bayan Hot Zhen"),
    ],
)
def test_the_letters_of_the_gazetteer_are_taken_and_marked(name, division, plain) -> None:
    spelled = spell(name, division=division)

    assert spelled.plain == plain
    assert "PS112" in codes(spelled)
    assert "PS103" not in codes(spelled)
    assert not spelled.confirmed


@pytest.mark.parametrize(
    ("name", "division", "plain", "confirmed"),
    [
        ("新发朝鲜民族乡", "150722", "Xinfa Chosen Minzu Xiang", True),
        ("音河达斡尔鄂温克民族乡", "150721", "Yinhe Daur Ewenki Minzu Xiang", True),
        ("达木珞巴民族乡", "540423", "Damu Lhoba Minzu Xiang", False),
        ("白银纳鄂伦春族乡", "232721", "Baiyinna Oroqenzu Xiang", False),
    ],
)
def test_the_people_of_a_township_is_a_word_of_its_own(name, division, plain, confirmed) -> None:
    spelled = spell(name, division=division)

    assert (spelled.plain, spelled.confirmed) == (plain, confirmed)


def test_a_name_of_two_characters_is_taken_only_where_its_county_has_it() -> None:
    assert spell("热当乡", division="540221").plain == "Ratang Xiang"
    assert spell("热当乡", division="540222").plain == "Redang Xiang"
    assert spell("热当", kind="镇").plain == "Redang"


def test_the_only_township_of_the_list_is_the_one_of_its_county() -> None:
    spelled = spell("热当乡")

    assert (spelled.plain, spelled.confirmed) == ("Ratang Xiang", False)


def test_a_long_name_of_one_township_alone_needs_no_county() -> None:
    assert spell("巴彦浩特镇").plain == "Bayan Hot Zhen"
    assert spell("巴彦浩特镇", division="360732").plain == "Bayanhaote Zhen"


def test_every_town_of_the_table_is_a_township_of_its_county() -> None:
    towns = townships()
    strange = [town for town in minority_towns() if not towns.named(town[1], town[0])]
    assert strange == []


def test_a_column_has_the_same_answers() -> None:
    names = [f"{name}{kind}" for _, name in minority_towns() for kind in ("镇", "乡", "苏木")]
    counties = [county for county, _ in minority_towns() for _ in range(3)]
    frame = spell_many(names, division=counties)
    alone = [spell(name, division=county) for name, county in zip(names, counties, strict=True)]

    assert frame["plain"].to_list() == [spelled.plain for spelled in alone]
    assert frame["text"].to_list() == [spelled.text for spelled in alone]
    assert frame["confirmed"].to_list() == [spelled.confirmed for spelled in alone]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("Bayan Hot Zhen", []),
        ("BAYAN HOT ZHEN", []),
        ("Bayanhaote Zhen", ["PS217"]),
        ("Bayanhot Zhen", ["PS217"]),
        ("Bayan Hot Xiang", ["PS201"]),
        ("Bayan Hotzhen", ["PS203"]),
    ],
)
def test_another_spelling_of_an_unpublished_name_is_not_called_wrong(given, found) -> None:
    assert codes(check_spelling("巴彦浩特镇", given, division="152921")) == found


def test_nor_is_it_where_no_gazetteer_has_the_name() -> None:
    assert codes(check_spelling("阿克塔木乡", "Aktam Xiang", division="653122")) == ["PS217"]
    assert codes(check_spelling("阿克塔木乡", "Aktam Zhen", division="653122")) == ["PS201"]
