"""A certificate of which each of the couple has a copy, with a column for the number of each."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS

PEOPLE = {
    "男方姓名": ["张三", "李四"],
    "女方姓名": ["王五", "赵六"],
    "登记日期": ["2005.01.02", "2005.02.03"],
}


def _read(**columns):
    (table,) = read_frame(pl.DataFrame(PEOPLE | columns), FIELDS).tables
    return table


@pytest.mark.parametrize(
    "name", ["离婚证编号（{}）", "{}方离婚证号", "{}方结婚证字号", "{}方登记证号"]
)
def test_the_husbands_is_read_and_the_wifes_kept_as_it_is(name) -> None:
    his, hers = (name.format(who) for who in "男女")
    table = _read(**{hers: ["离字第2号", "离字第4号"], his: ["离字第1号", "离字第3号"]})
    assert table.frame["certificate_number"].to_list() == ["离字第1号", "离字第3号"]
    assert table.frame[hers].to_list() == ["离字第2号", "离字第4号"]
    assert "IN158" in {note.code for note in table.notes}


def test_where_only_one_of_them_is_filled_both_columns_are_one() -> None:
    table = _read(男方结婚证号=["结字第1号", None], 女方结婚证号=[None, "结字第2号"])
    assert table.frame["certificate_number"].to_list() == ["结字第1号", "结字第2号"]


def test_a_number_of_a_person_is_none_of_the_couple() -> None:
    """证号 below 男方 may be that of the identity card."""
    table = _read(男方证号=["1", "2"], 女方证号=["3", "4"])
    assert "certificate_number" not in table.frame.columns


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("机关", "office"),
        ("登记机构", "office"),
        ("批准机关", "office"),
        ("DEPT", "office"),
        ("登记机构代码", "office_code"),
        ("业务名称", "business_type"),
        ("异常信息备注", "remark"),
    ],
)
def test_what_exports_call_them(heading, field) -> None:
    table = _read(**{heading: ["结婚登记", "离婚登记"]})
    assert table.mapping.columns[-1].field == field


def test_exports_name_persons_as_they_name_firms() -> None:
    (table,) = read_frame(
        pl.DataFrame({"男方名称": ["张三"], "女方名称": ["李四"], "登记日期": ["2005.01.02"]}),
        FIELDS,
    ).tables
    assert table.frame.select("husband_name", "wife_name").row(0) == ("张三", "李四")
