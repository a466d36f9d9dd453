"""A table that says of which kind of act its records are, where no column does."""

from __future__ import annotations

import openpyxl
import pytest

from minzheng_core.reading import read_archive
from minzheng_core.reading.rows.acts import act_of
from minzheng_core.registries.marriage.archive import FIELDS


def _read(tmp_path, sheet="Sheet1", title=None, date="登记日期", **more):
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    if title:
        page.append([title])
    page.append(["男方姓名", "女方姓名", date, *more])
    page.append(["张三", "李四", "1995-03-01", *more.values()])
    page.append(["王五", "赵六", "1995-03-02", *more.values()])
    book.save(tmp_path / "档案.xlsx")
    (table,) = read_archive(tmp_path / "档案.xlsx", FIELDS).tables
    frame = table.frame
    types = frame["business_type"].to_list() if "business_type" in frame.columns else [None]
    assert len(set(types)) == 1
    assert any(note.code == "IN186" for note in table.notes) == (
        "业务类型" not in more and types != [None]
    )
    return types[0]


@pytest.mark.parametrize(
    ("told", "act"),
    [
        ({"sheet": "离婚"}, "离婚"),
        ({"sheet": "补领结婚证"}, "补发结婚证"),
        ({"sheet": "离婚证补发"}, "补发离婚证"),
        ({"title": "兴国县1995年離婚登記花名册"}, "离婚"),
        ({"date": "离婚日期"}, "离婚"),
        ({"date": "撤销日期"}, "撤销"),
        ({"sheet": "离婚", "结婚证号": "兴离字第1号"}, "离婚"),
        ({"sheet": "离婚", "业务类型": "补发离婚证"}, "补发离婚证"),
    ],
)
def test_every_row_is_what_the_table_says(tmp_path, told, act) -> None:
    assert _read(tmp_path, **told) == act


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"sheet": "结婚"},
        {"sheet": "结婚、离婚"},
        {"sheet": "离婚", "date": "结婚日期"},
        {"sheet": "补发"},
        {"title": "婚姻登记花名册（含离婚）"},
        {"title": "说明：离婚的另册登记"},
    ],
)
def test_nothing_is_said_where_the_table_leaves_it_open(tmp_path, told) -> None:
    assert _read(tmp_path, **told) is None


def test_one_kind_of_act_is_named_or_none() -> None:
    assert act_of("补发结婚证、离婚证") is None
    assert act_of("撤销结婚登记") == "撤销"
