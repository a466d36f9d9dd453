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
        ({"sheet": "结婚"}, "结婚"),
        ({"title": "兴国县1995年结婚登记花名册"}, "结婚"),
        ({"title": "结婚登记申请书"}, "结婚"),
        ({"sheet": "补录", "结婚证字号": "12"}, "结婚"),
        ({"title": "婚姻登记历史档案补录数据采集表", "结婚证字号": "高字第1号"}, "结婚"),
        ({"sheet": "补领结婚证"}, "补发结婚证"),
        ({"sheet": "离婚证补发"}, "补发离婚证"),
        ({"title": "兴国县1995年離婚登記花名册"}, "离婚"),
        ({"date": "离婚日期"}, "离婚"),
        ({"date": "撤销日期"}, "撤销"),
        ({"date": "结婚时间"}, "结婚"),
        ({"sheet": "离婚", "结婚证号": "兴离字第1号"}, "离婚"),
        ({"sheet": "离婚", "业务类型": "补发离婚证"}, "补发离婚证"),
        ({"date": "补发日期", "原结婚日期": "1988.3"}, "补发结婚证"),
        ({"title": "三、补领登记", "原离婚证号": "龙离字第3号"}, "补发离婚证"),
    ],
)
def test_every_row_is_what_the_table_says(tmp_path, told, act) -> None:
    assert _read(tmp_path, **told) == act


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"date": "结婚日期", "离婚原因": ""},
        {"date": "结婚日期", "补领日期": "1999-03-01"},
        {"sheet": "补发", "date": "结婚日期"},
        {"sheet": "结婚、离婚"},
        {"sheet": "离婚", "date": "结婚日期"},
        {"sheet": "补发"},
        {"title": "婚姻登记花名册（含离婚）"},
        {"title": "说明：离婚的另册登记"},
        {"结(离)婚证字号": "第12号"},
        {"date": "结/离婚日期"},
        {"title": "离、结婚登记花名册"},
    ],
)
def test_nothing_is_said_where_the_table_leaves_it_open(tmp_path, told) -> None:
    assert _read(tmp_path, **told) is None


def test_the_title_of_the_next_part_of_a_table_says_what_follows(tmp_path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    headings = ["男方姓名", "女方姓名", "登记日期", "备注"]
    for title in ("1994年结婚登记花名册", "1994年离婚登记花名册", "1995年结婚登记花名册"):
        for line in ([title], headings, ["张三", "李四", "1995-03-01"], ["王五", "赵六"]):
            page.append(line)
    book.save(tmp_path / "档案.xlsx")
    (table,) = read_archive(tmp_path / "档案.xlsx", FIELDS).tables
    acts = table.frame["business_type"].to_list()
    assert acts == ["结婚"] * 2 + ["离婚"] * 2 + ["结婚"] * 2


def test_one_kind_of_act_is_named_or_none() -> None:
    assert act_of("补发结婚证、离婚证") is None
    assert act_of("撤销结婚登记") == "撤销"


def _numbers(tmp_path, heading, numbers, *, sheet="离婚登记另册", dates=None):
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    page.append(["男方姓名", "女方姓名", "登记日期", heading])
    dates = dates or ["2015-03-01"] * len(numbers)
    for date, number in zip(dates, numbers, strict=True):
        page.append(["张三", "李四", date, number])
    book.save(tmp_path / "档案.xlsx")
    (table,) = read_archive(tmp_path / "档案.xlsx", FIELDS).tables
    types = table.frame["business_type"].to_list()
    return types, {note.code: note.rows for note in table.notes}


@pytest.mark.parametrize(("sheet", "act"), [("离婚", "离婚"), ("结婚", "结婚")])
def test_a_number_that_leaves_its_act_open_does_not_speak_against_the_title(
    tmp_path, sheet, act
) -> None:
    numbers = ["(96)永民婚字第001号", "(96)永民婚字第002号"]
    assert _numbers(tmp_path, "字号", numbers, sheet=sheet)[0] == [act, act]


def test_a_row_is_what_its_own_number_says_whatever_title_stands_above(tmp_path) -> None:
    numbers = ["J360732-2015-000001", "L360732-2015-000001", "BJ360732-2015-000001", None]
    types, notes = _numbers(tmp_path, "证件字号", numbers)
    assert types == [None, "离婚", None, None]  # most numbers speak against the title
    assert notes["IN190"] == (2, 4, 5)
    assert "IN186" in notes


def test_where_most_numbers_agree_with_the_title_it_speaks_for_the_others(tmp_path) -> None:
    numbers = ["L360732-2015-000001", "离字第2号", "J360732-2015-000001", None, "17"]
    types, notes = _numbers(tmp_path, "证件字号", numbers)
    assert types == ["离婚", "离婚", None, "离婚", "离婚"]
    assert notes["IN190"] == (4,)


def test_a_title_that_all_numbers_contradict_is_not_followed(tmp_path) -> None:
    types, notes = _numbers(tmp_path, "结婚证字号", ["J360732-2015-000001", "2015兴结字第2号", "3"])
    assert types == [None, None, None]
    assert "IN186" not in notes


def test_the_marriage_that_ended_does_not_speak_against_the_title(tmp_path) -> None:
    numbers = ["J360732-2009-000001", "结字第2号"]
    assert _numbers(tmp_path, "结婚证字号", numbers)[0] == ["离婚", "离婚"]


def test_in_a_register_of_revoked_acts_no_number_speaks_against_the_title(tmp_path) -> None:
    types, notes = _numbers(tmp_path, "证件字号", ["J360732-2015-000001"], sheet="撤销")
    assert types == ["撤销"]
    assert "IN190" not in notes


@pytest.mark.parametrize(("later", "field"), [(20, None), (90, "registration_date")])
def test_dates_of_a_few_later_acts_are_not_those_of_the_register(tmp_path, later, field) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["男方姓名", "女方姓名", "审批日期", "补发时间"])
    for row in range(100):
        day = f"{1985 + row % 20}-{row % 12 + 1:02}-15"
        page.append(["张三", "李四", day, "2012-06-01" if row < later else None])
    book.save(tmp_path / "档案.xlsx")
    (table,) = read_archive(tmp_path / "档案.xlsx", FIELDS).tables
    fields = {column.heading: column.field for column in table.mapping.columns}
    assert fields["补发时间"] == field
    assert fields["审批日期"] is None


def test_each_title_that_numbers_contradict_is_named_with_its_own_rows(tmp_path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "登记簿"
    page.append(["2015年结婚登记花名册"])
    page.append(["男方姓名", "女方姓名", "登记日期", "证件字号"])
    for number in ("J360732-2015-000001", "J360732-2015-000002", "L360732-2015-000001"):
        page.append(["张三", "李四", "2015-03-01", number])
    page.append(["2015年离婚登记花名册"])
    page.append(["男方姓名", "女方姓名", "登记日期", "证件字号"])
    for number in ("J360732-2015-000003", "L360732-2015-000002", "L360732-2015-000003"):
        page.append(["张三", "李四", "2015-03-01", number])
    book.save(tmp_path / "档案.xlsx")
    (table,) = read_archive(tmp_path / "档案.xlsx", FIELDS).tables
    assert table.frame["business_type"].to_list() == ["结婚", "结婚", None, None, "离婚", "离婚"]
    said = sorted(note.sentence() for note in table.notes if note.code == "IN190")
    assert [("“结婚”" in one, one.endswith("第 5 行")) for one in said] == [
        (False, False),
        (True, True),
    ]
    assert ["“离婚”" in one and one.endswith("第 8 行") for one in said] == [True, False]
