"""Lists compared over a year in which a township became a town: its villages did not move."""

from __future__ import annotations

import polars as pl

from minzheng_core.registries.place_names.lists import Edition, compare_editions, edition_from_frame

HEAD = ("名称", "政区代码", "类别", "所属乡镇")


def edition(*rows: tuple[str, str, str, str]) -> Edition:
    return edition_from_frame(pl.DataFrame(rows, schema=HEAD, orient="row"))


OLD = edition(
    ("上岭乡", "360732218", "乡", ""),
    ("下岭镇", "360732120", "镇", ""),
    ("和平村", "360732218201", "行政村", "上岭乡"),
    ("安定村", "360732218202", "行政村", "上岭乡"),
    ("长岗村", "360732218204", "行政村", "上岭乡"),
    ("永乐村", "360732120201", "行政村", "下岭镇"),
    ("桃坪村", "360732120202", "行政村", "下岭镇"),
    ("石窝村", "360732120203", "行政村", "下岭镇"),
)
NEW = edition(
    ("上岭镇", "360732121", "镇", ""),
    ("下岭镇", "360732120", "镇", ""),
    ("和平村", "360732121201", "行政村", "上岭镇"),
    ("安定村", "360732121208", "行政村", "上岭镇"),
    ("长冈村", "360732121204", "行政村", "上岭镇"),
    ("永乐村", "360732121205", "行政村", "上岭镇"),
    ("桃坪村委会", "360732120202", "村民委员会", "下岭镇"),
    ("石窝村", "360732120203", "行政村", "上岭镇"),
    ("添福村", "360732120210", "行政村", "下岭镇"),
)


def became(old: Edition, new: Edition) -> dict[str, str]:
    pairs = compare_editions(old, new).pairs
    return {
        (pair.new or pair.old).name: "、".join(w.label for w in (pair.what, *pair.also))  # type: ignore[union-attr]
        for pair in pairs
    }


def test_each_row_is_told_by_what_became_of_it() -> None:
    assert became(OLD, NEW) == {
        "上岭镇": "更名、改码",
        "下岭镇": "一致",
        "和平村": "改码",
        "安定村": "改码",
        "长冈村": "更名、改码",
        "永乐村": "划转、改码",
        "桃坪村委会": "内容不同",
        "石窝村": "冲突",
        "添福村": "新增",
    }


def test_a_township_with_a_code_of_another_county_went_there() -> None:
    gone = edition(
        ("上岭乡", "360731219", "乡", ""), ("和平村", "360731219201", "行政村", "上岭乡")
    )
    there = became(edition(*(tuple(row[n] for n in ("standard_name", "unit_code", "category_name", "parent_name")) for row in list(OLD)[0:3:2])), gone)  # fmt: skip

    assert there == {"上岭乡": "划转、改码", "和平村": "改码"}


def test_a_new_township_of_a_name_that_two_had_is_not_guessed_at() -> None:
    old = edition(
        ("和平村", "360732218201", "行政村", "上岭乡"),
        ("安定村", "360732219201", "行政村", "上岭镇"),
    )
    new = edition(("和平村", "360732121201", "行政村", "上岭镇"))

    assert became(old, new) == {"和平村": "划转、改码", "安定村": "减少"}


def test_a_town_that_changed_its_name_is_told_by_its_villages_where_no_list_has_codes() -> None:
    villages = {"白石村": "城岗", "回龙村": "城岗", "大获村": "城岗", "杨村": "社富", "社富村": "社富", "丰溪村": "社富"}  # fmt: skip
    before, after = ({"城岗": "城岗乡", "社富": "社富乡"}, {"城岗": "城岗镇", "社富": "红旗镇"})

    def listed(towns: dict[str, str]) -> Edition:
        own = [(name, "", "乡镇", "兴国县") for name in towns.values()]
        return edition(*own, *((v, "", "行政村", towns[t]) for v, t in villages.items()))

    told = became(listed(before), listed(after))
    assert (told["红旗镇"], told["城岗镇"]) == ("更名", "更名")
    assert "划转" not in told.values()
    # One village that went elsewhere leaves it open.
    moved = [("杨村", "", "行政村", "城岗镇")]
    other = edition(*(r for r in _rows(listed(after)) if r[0] != "杨村"), *moved)
    assert became(listed(before), other)["红旗镇"] == "新增"


def test_a_township_that_the_national_list_has_no_more_is_the_town_of_its_name() -> None:
    """Rows that name a township of today have its code, those that name the 乡 that it was have none."""

    def listed(sanyang: str) -> Edition:
        rows = [("甲村", "深渡镇"), ("乙村", "深渡镇"), ("丙村", "北岸镇"), ("叶村", sanyang)]
        frame = pl.DataFrame(
            [(name, "行政村", town) for name, town in rows],
            schema=("名称", "类别", "所属乡镇"),
            orient="row",
        )
        return edition_from_frame(frame, county="341021")

    before, after = listed("三阳乡"), listed("三阳镇")

    assert [row.township for row in (*before, *after)][3::4] == ["三阳", "341021114"]
    assert set(became(before, after).values()) == {"一致"}
    assert became(before, listed("石门乡"))["叶村"] == "划转"


def _rows(found: Edition) -> list[tuple[str, str, str, str]]:
    return [(r.name, r.code, r["category_name"], r["parent_name"]) for r in found]
