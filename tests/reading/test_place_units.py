"""Places whose kind only the heading of their column says."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.archive import FIELDS


def _frame(brigade: str, group: str) -> pl.DataFrame:
    rows = 4
    return pl.DataFrame(
        {
            "登记日期": ["1972-05-03"] * rows,
            "男方姓名": ["张三", "李四", "王五", "赵六"],
            brigade: ["红星", "李家庄", "东风大队", None],
            group: ["3", "第二", "四队", "不详"],
            "女方姓名": ["陈英", "刘兰", "杨芳", "黄梅"],
        }
    )


@pytest.mark.parametrize(
    ("brigade", "group"),
    [
        ("男方大队", "男方生产队"),
        ("男方/大队", "男方/生产队"),
        ("男方住址（大队）", "男方住址（生产队）"),
    ],
)
def test_names_under_a_kind_of_place_are_read_as_places_of_that_kind(brigade, group) -> None:
    (table,) = read_frame(_frame(brigade, group), FIELDS).tables
    assert table.frame["husband_domicile_village"].to_list() == [
        "红星大队",
        "李家庄大队",
        "东风大队",
        None,
    ]
    assert table.frame["husband_domicile_group"].to_list() == [
        "3生产队",
        "第二生产队",
        "四队",
        "不详",
    ]


@pytest.mark.parametrize("heading", ["男方住村", "男方现住何村", "男方何村人", "男方居住村"])
def test_a_heading_that_asks_for_the_village_says_that_names_below_are_villages(heading) -> None:
    frame = _frame(heading, "备注").with_columns(
        pl.Series(heading, ["横坡", "段村", "汾阳县演武公社西社", "同上"])
    )
    records = marriage.clean(frame, county="140728", on=date(2026, 11, 1), link=False).records
    assert records["husband_domicile"].to_list()[:3] == ["横坡村", "段村", "汾阳县演武公社西社"]
    assert records["husband_division"].to_list()[:3] == ["142431", "142431", "142321"]


def test_a_brigade_is_no_district_far_away() -> None:
    frame = _frame("男方大队", "男方生产队")
    records = marriage.clean(frame, county="520304", on=date(2026, 11, 1), link=False).records
    assert records["husband_domicile"].to_list()[:2] == ["红星大队3生产队", "李家庄大队第二生产队"]
    assert records["husband_division"].to_list()[:2] == ["522121"] * 2


def test_where_the_heading_leaves_the_kind_open_nothing_is_added() -> None:
    (table,) = read_frame(_frame("男方村组", "备注"), FIELDS).tables
    assert table.frame["husband_domicile_village"].to_list()[:2] == ["红星", "李家庄"]


def test_in_a_table_of_one_person_a_row_too() -> None:
    frame = pl.DataFrame(
        {
            "证号": ["72-1", "72-1"],
            "姓名": ["张三", "陈英"],
            "性别": ["男", "女"],
            "户籍大队": ["红星", "东风"],
            "登记日期": ["1972-05-03"] * 2,
        }
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["wife_domicile_village"].to_list() == ["东风大队"]


def test_a_brigade_may_be_called_after_a_street() -> None:
    frame = _frame("男方大队", "男方生产队").with_columns(
        pl.Series("男方大队", ["中街", "上街大队", "东门前街", "老街村"])
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["husband_domicile_village"].to_list() == [
        "中街大队",
        "上街大队",
        "东门前街",
        "老街村",
    ]
