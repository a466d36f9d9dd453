"""Rows of two editions told apart by their coordinates, copies, and kinds; townships that place codes name."""

from __future__ import annotations

from minzheng_core.registries.place_names.lists import Edition, ListRow, What, compare_editions
from minzheng_core.registries.place_names.lists.compare import TWICE


def edition(*rows: dict[str, str]) -> Edition:
    return Edition(label="", rows=tuple(ListRow(line=i, cells=c) for i, c in enumerate(rows, 2)))


def settlement(name: str, east: str, north: str = "26.31", **more: str) -> dict[str, str]:
    return {
        "standard_name": name,
        "category_name": "自然村",
        "parent_name": "长冈乡",
        "longitude": east,
        "latitude": north,
    } | more


def test_two_of_one_name_in_a_township_are_told_apart_by_where_they_lie():
    old = edition(settlement("李屋", "115.31"), settlement("李屋", "115.48"))
    new = edition(settlement("李屋", "115.48", origin="以姓氏命名"), settlement("李屋", "115.31"))
    pairs = compare_editions(old, new).pairs
    assert [(p.old.line, p.new.line, p.what, p.sure) for p in pairs] == [
        (3, 2, What.SAME, True),
        (2, 3, What.SAME, True),
    ]


def test_without_coordinates_two_of_one_name_stay_in_conflict():
    old = edition(settlement("李屋", ""), settlement("李屋", "", alias="上李屋"))
    new = edition(settlement("李屋", "", alias="下李屋"), settlement("李屋", ""))
    assert [p.what for p in compare_editions(old, new).pairs] == [What.CONFLICT, What.CONFLICT]


def test_a_row_that_stands_twice_is_matched_once_and_its_copy_is_told():
    old = edition(settlement("李屋", "115.31", place_code="36073221722200000001"))
    row = settlement("李屋", "115.31", place_code="36073221722200000001")
    pairs = compare_editions(old, edition(row, row)).pairs
    assert [(p.what, p.old is None, p.sure) for p in pairs] == [
        (What.SAME, False, True),
        (What.CONFLICT, True, False),
    ]
    assert pairs[1].evidence == f"{TWICE}（第 2 行）"


def test_what_both_editions_have_twice_is_no_copy():
    row = settlement("李屋", "115.31")
    pairs = compare_editions(edition(row, row), edition(row, row)).pairs
    assert [p.what for p in pairs] == [What.SAME, What.SAME]


def test_another_name_at_the_same_point_is_perhaps_the_same_place():
    old = edition(settlement("李屋", "115.31"), settlement("王屋", "115.32"))
    new = edition(settlement("和顺新村", "115.31"), settlement("王屋", "115.32"))
    first = compare_editions(old, new).pairs[0]
    assert (first.what, first.sure, first.evidence) == (What.RENAMED, False, "同一乡镇里坐标相同")


def test_names_that_share_one_point_are_not_paired_by_it():
    old = edition(settlement("李屋", "115.31"), settlement("陈坊", "115.31"))
    new = edition(settlement("和顺", "115.31"), settlement("永乐", "115.31"))
    whats = [p.what for p in compare_editions(old, new).pairs]
    assert whats == [What.ADDED, What.ADDED, What.REMOVED, What.REMOVED]


def test_a_village_is_not_like_a_settlement_whose_name_is_one_character_away():
    village = settlement("高庄村委会", "") | {"category_name": "行政村"}
    pairs = compare_editions(edition(village), edition(settlement("冬庄", ""))).pairs
    assert [p.what for p in pairs] == [What.ADDED, What.REMOVED]


def test_a_place_code_does_not_say_where_a_place_lies_today():
    code = {"place_code": "36073221721610000001"}
    before = settlement("和顺村", "") | code | {"category_name": "行政村"}
    after = before | {"parent_name": "杰村乡"}
    (pair,) = compare_editions(edition(before), edition(after)).pairs
    assert (pair.what, pair.sure) == (What.MOVED, True)


def test_a_division_code_against_the_name_of_the_township_is_a_conflict():
    code = {"unit_code": "360732217201", "category_name": "行政村"}
    before = settlement("和顺村", "") | code
    (pair,) = compare_editions(edition(before), edition(before | {"parent_name": "杰村乡"})).pairs
    assert pair.what is What.CONFLICT


def test_a_row_whose_former_name_the_other_edition_has_was_renamed():
    old = edition(settlement("洪岭", "115.31"), settlement("王屋", "115.32"))
    new = edition(
        settlement("卖花渔村", "115.41", former_names="红旗（1966—1983）；洪岭"),
        settlement("王屋", "115.32"),
    )
    for pairs in (compare_editions(old, new).pairs, compare_editions(new, old).pairs):
        assert (pairs[0].what, pairs[0].sure) == (What.RENAMED, True)
        assert pairs[0].evidence == "历史名称里有这个名称"
        assert pairs[1].what is What.SAME


def test_a_former_name_that_two_have_or_that_lies_elsewhere_pairs_nothing():
    old = edition(settlement("红旗", "115.31"))
    both = edition(
        settlement("甲屋", "115.41", former_names="红旗"),
        settlement("乙屋", "115.42", former_names="红旗"),
    )
    away = edition(settlement("甲屋", "115.41", former_names="红旗", parent_name="杰村乡"))
    hill = edition(settlement("甲屋", "115.41", former_names="红旗", category_name="山"))
    for new in (both, away, hill):
        assert What.RENAMED not in {pair.what for pair in compare_editions(old, new).pairs}
