"""Names in minority languages that no table spells: told by their words, and in part by their characters."""

from __future__ import annotations

import pytest

from minzheng_core.reference.place_spelling import transcription_words
from minzheng_core.registries.place_names import spell, spell_many


def asserted(name: str, kind: str, division: str = "") -> bool:
    spelled = spell(name, kind=kind, division=division)
    assert spelled.confirmed is ("PS103" not in {f.code for f in spelled.findings})
    return spelled.confirmed


@pytest.mark.parametrize("division", ["63", "632801", ""])
def test_a_tabled_stem_before_another_transcription_does_not_vouch_for_it(division: str) -> None:
    assert not asserted("乌兰乌拉湖", "湖泊", division)


def test_what_follows_a_tabled_stem_in_its_own_table_is_no_transcription() -> None:
    assert asserted("喀喇沁左翼蒙古族自治县", "自治县")
    assert asserted("呼和浩特东站", "车站")


@pytest.mark.parametrize(
    ("name", "kind", "division"),
    [
        ("查干湖", "湖泊", "22"),
        ("查干湖", "湖泊", ""),
        ("苏干湖", "湖泊", "62"),
        ("苏干湖", "湖泊", ""),
        ("树林召镇", "镇", "150621"),
        ("子科滩镇", "镇", "632524"),
        ("东杜尔基镇", "镇", "152224"),
        ("耗赖山乡", "乡", "150125"),
        ("孙扎齐牛录镇", "镇", "654022"),
        ("胡地于孜镇", "镇", "654002"),
        ("茫崖市", "市", ""),
        ("唐谷镇", "镇", "632522"),
        ("尼洋河", "河流", ""),
    ],
)
def test_words_and_parts_of_another_language_are_seen(name: str, kind: str, division: str) -> None:
    assert not asserted(name, kind, division)


@pytest.mark.parametrize(
    ("name", "kind", "division"),
    [
        ("昆仑山", "山", ""),
        ("桑干河", "河流", ""),
        ("木兰溪", "河流", ""),
        ("召村", "村", "410325"),
        ("火焰山镇", "镇", "650402"),
        ("美丽河镇", "镇", "150403"),
        ("红柳滩", "自然村", "652925"),
        ("四姑娘山镇", "镇", "513227"),
    ],
)
def test_chinese_names_are_none(name: str, kind: str, division: str) -> None:
    assert asserted(name, kind, division)


def test_the_column_finds_the_same() -> None:
    names = [f"{word}{end}" for word in transcription_words() for end in ("村委会", "山村委会")]
    names += ["树林召村委会", "卓资山村委会", "小卓资山村委会", "青山村委会", "团结查干村委会"]
    for division in ("150621", "2207", ""):
        column = spell_many(names, kind="村", division=division)
        single = [spell(name, kind="村", division=division).confirmed for name in names]
        assert column["confirmed"].to_list() == single


@pytest.mark.parametrize(
    ("name", "plain", "confirmed"),
    [
        ("树林召镇", "Shulinzhao Zhen", False),
        ("水茜镇", "Shuixi Zhen", True),
        ("帕里镇", "Pagri Zhen", False),
        ("团结镇", "Tuanjie Zhen", True),
    ],
)
def test_a_township_is_spelled_where_all_lie_that_are_called_so(
    name: str, plain: str, confirmed: bool
) -> None:
    spelled = spell(name)

    assert (spelled.plain, spelled.confirmed) == (plain, confirmed)


def test_the_column_places_townships_too() -> None:
    names = ["树林召镇", "水茜镇", "帕里镇", "团结镇", "不在名单上镇", "兴国县长冈乡"] * 3
    divisions = [None] * 6 + ["99"] * 6 + ["15"] * 6
    column = spell_many(names, division=divisions)
    single = [spell(n, division=d or "") for n, d in zip(names, divisions, strict=True)]

    assert column["text"].to_list() == [one.text for one in single]
    assert column["confirmed"].to_list() == [one.confirmed for one in single]
    masks = column["findings"].to_list()
    assert [mask.bit_count() for mask in masks] == [len(one.findings) for one in single]
