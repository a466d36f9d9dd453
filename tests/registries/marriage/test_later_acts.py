"""Registers of divorces, re-issues and revocations: whose date and number a column holds."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS

COUPLE = {"男方姓名": "张三", "女方姓名": "李四"}
MARRIED = ["1985-10-01", "1986-05-20", "1987-01-01", "1988-08-08"]


def _read(columns):
    (table,) = read_frame(pl.DataFrame(columns), FIELDS).tables
    return {c.heading: c.field for c in table.mapping.columns}


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("date", "number"),
    [("离婚日期", "离婚证号"), ("补领日期", "补发证字号"), ("撤销日期", "撤销决定字号")],
)
def test_in_a_register_of_a_later_act_the_marriage_is_the_earlier_one(date, number, order) -> None:
    acts = [
        ("结婚日期", MARRIED),
        ("结婚证号", ["85结字1号", "86结字2号", None, "88结字4号"]),
        (date, ["1995-03-01", "1995-03-02", "1995-03-03", "1995-03-04"]),
        (number, ["兴字1号", "兴字2号", "兴字3号", "兴字4号"]),
    ]
    assert _read({**COUPLE, **dict(acts[::order])}) | COUPLE == {
        **COUPLE,
        "结婚日期": "old_registration_date",
        "结婚证号": "old_certificate_number",
        date: "registration_date",
        number: "certificate_number",
    }


@pytest.mark.parametrize("divorced", [[None, None, "1995-03-01", None], [None] * 4])
def test_in_a_register_of_marriages_a_divorce_is_a_remark(divorced) -> None:
    columns = {**COUPLE, "离婚日期": divorced, "结婚日期": MARRIED}
    assert _read(columns)["结婚日期"] == "registration_date"


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("own", [("结婚日期", "结婚证号"), ("登记日期", "证件字号")])
@pytest.mark.parametrize(
    ("date", "number"),
    [("离婚日期", "离婚证号"), ("补发日期", "补发证号"), ("撤销日期", "撤销决定字号")],
)
def test_the_few_days_and_numbers_of_divorces_fit_better_than_those_of_a_register_of_marriages(
    date, number, own, order
) -> None:
    acts = [
        (own[0], ["1985-10-01", "不详", "87.1.1", "元旦"]),
        (own[1], ["85结字1号", "第2号", "字迹不清", "88结字4号"]),
        (date, [None, None, "1995-03-01", None]),
        (number, [None, None, "L360732-1995-000003", None]),
    ]
    assert _read({**COUPLE, **dict(acts[::order])}) | COUPLE == {
        **COUPLE,
        own[0]: "registration_date",
        own[1]: "certificate_number",
        date: None,
        number: None,
    }


def test_numbers_of_marriages_and_of_divorces_that_complete_each_other_are_one() -> None:
    columns = {
        **COUPLE,
        "结婚证号": ["第1号", "字迹不清", None, "88结字4号"],
        "离婚证号": [None, None, "L360732-1995-000003", None],
    }
    (table,) = read_frame(pl.DataFrame(columns), FIELDS).tables
    assert table.frame["certificate_number"].to_list() == [
        "第1号",
        "字迹不清",
        "L360732-1995-000003",
        "88结字4号",
    ]


def test_columns_that_complete_each_other_are_one() -> None:
    columns = {
        **COUPLE,
        "结婚日期": ["1985-10-01", None, "1987-01-01", None],
        "离婚日期": [None, "1995-03-01", None, "1996-04-05"],
    }
    (table,) = read_frame(pl.DataFrame(columns), FIELDS).tables
    assert table.frame["registration_date"].to_list() == [
        "1985-10-01",
        "1995-03-01",
        "1987-01-01",
        "1996-04-05",
    ]


def test_a_ditto_in_the_year_of_filing_is_the_year_above() -> None:
    columns = {**COUPLE, "年度": ["1986", "〃", "同上", "1987"], "登记日期": MARRIED}
    (table,) = read_frame(pl.DataFrame(columns), FIELDS).tables
    assert table.frame["archive_year"].to_list() == ["1986", "1986", "1986", "1987"]


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        (["85结字1号", "(86)潋结字第2号", "J360732-2012-000003", None], "old_certificate_number"),
        (["95离字1号", "(95)兴离字第2号", "L360732-2012-000003", None], "certificate_number"),
        (["1", "2", "3", "4"], "certificate_number"),
    ],
)
def test_the_numbers_say_whose_they_are_where_the_register_has_none_of_its_own(
    numbers, field
) -> None:
    columns = {**COUPLE, "离婚日期": ["1995-03-01"] * 4, "结婚证号": numbers}
    assert _read(columns)["结婚证号"] == field
