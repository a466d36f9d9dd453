"""A row that names a place and nothing else heads what stands below it."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS

HEADINGS = ("序号", "男方姓名", "女方姓名", "登记日期", "男方住址")
RECORD = ("1", "张三", "李四", "1985-03-01", "高兴镇")


def _rows(lone: dict[str, str]) -> tuple[list[int], list[str]]:
    rows = [
        dict(zip(HEADINGS, RECORD, strict=True)),
        lone,
        dict(zip(HEADINGS, RECORD, strict=True)),
    ]
    (table,) = read_frame(
        pl.DataFrame(rows, schema=dict.fromkeys(HEADINGS, pl.String)), FIELDS
    ).tables
    return table.frame["source_row"].to_list(), [note.code for note in table.notes]


@pytest.mark.parametrize("said", ["二季度", "第一季度：", "上半年结婚登记", "1985年下半年"])
def test_a_quarter_or_a_half_of_a_year_is_no_record(said) -> None:
    rows, notes = _rows({"男方姓名": said})
    assert rows == [2, 4]
    assert "IN178" in notes


@pytest.mark.parametrize("column", ["序号", "男方姓名", "登记日期"])
@pytest.mark.parametrize(
    "place", ["潋江镇", "一、潋江公社：", "（2）城岗乡人民公社", "长冈街道办事处"]
)
def test_it_is_no_record(column, place) -> None:
    rows, notes = _rows({column: place})
    assert rows == [2, 4]
    assert "IN193" in notes


def test_a_place_that_begins_like_a_name_is_known_by_the_addresses() -> None:
    rows, notes = _rows({"男方姓名": "高兴镇"})
    assert (rows, "IN193" in notes) == ([2, 4], True)
    rows, notes = _rows({"男方姓名": "蒋巷镇"})
    assert (rows, "IN193" in notes) == ([2, 3, 4], False)


@pytest.mark.parametrize(
    "lone",
    [
        {"男方住址": "潋江镇"},
        {"男方姓名": "李小村"},
        {"男方姓名": "王五"},
        {"男方姓名": "潋江镇", "女方姓名": "李四"},
        {"登记日期": "1985-03-01"},
    ],
)
def test_what_may_be_all_that_is_left_of_a_record_stays_one(lone) -> None:
    rows, notes = _rows(lone)
    assert rows == [2, 3, 4]
    assert "IN193" not in notes


def test_in_a_table_of_one_person_a_row_it_does_not_part_a_couple() -> None:
    frame = pl.DataFrame(
        {
            "证件字号": ["高兴镇", "结字1号", "结字1号", None],
            "姓名": [None, "张三", "李四", None],
            "性别": [None, "男", "女", None],
            "户籍地": [None, "高兴镇", "高兴镇", "高兴镇"],
        }
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame.select("source_row", "source_row_2").rows() == [(3, 4), (5, None)]
    assert "IN193" in [note.code for note in table.notes]


@pytest.mark.parametrize("date", ["7/16/1986", "7/6", "7／6", "1986/7/6"])
def test_a_record_that_begins_with_a_date_is_no_page_number(date) -> None:
    columns = ["登记日期", "男方姓名", "女方姓名", "备注"]
    rows = [[date, "张三", "李四", None]] * 3 + [["3/12", None, None, None]]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["registration_date"].to_list() == [date] * 3


BESIDE = (*HEADINGS, "女方住址", "备注", "月份", "对数")


def _beside(*lines: dict[str, str]) -> tuple[list[int], dict[str, tuple[int, ...]]]:
    whole = {**dict(zip(HEADINGS, RECORD, strict=True)), "女方住址": "高兴镇", "备注": "补办"}
    frame = pl.DataFrame([whole, *lines, whole], schema=dict.fromkeys(BESIDE, pl.String))
    (table,) = read_frame(frame, FIELDS).tables
    return table.frame["source_row"].to_list(), {n.code: n.rows for n in table.notes}


def test_rows_of_a_small_table_beside_are_no_records() -> None:
    rows, notes = _beside({"月份": "1月", "对数": "12"}, {"男方姓名": "王五", "月份": "2月"})
    assert rows == [2, 4, 5]
    assert notes["IN196"] == (3,)


@pytest.mark.parametrize(
    "lines",
    [
        [["年份", "类别", "件数"], ["1986", "结婚", "120"], ["1987", "离婚", "3"]],
        [["乡镇", "结婚对数", "离婚对数"], ["高兴镇", "1,120", "3"], ["潋江镇", "87", ""]],
        [["结婚登记", "120"], ["补发结婚证", "25件"], ["离婚", "3"]],
        [["1986年", "120"], ["1987年", "130"]],
        [["月份", "一", "二", "三"], ["对数", "3", "5", "2"]],
    ],
)
def test_rows_that_count_the_records_are_none(lines: list[list[str]]) -> None:
    rows, notes = _beside(*(dict(zip(HEADINGS, line, strict=False)) for line in lines))
    assert rows == [2, 3 + len(lines)]
    assert notes["IN196"] == tuple(range(3, 3 + len(lines)))


@pytest.mark.parametrize(
    "line",
    [["1986-05-08", "王五"], ["1986", "王五", "25"], ["", "王五", "120"], ["结婚", "赵六", "1"]],
)
def test_a_record_of_which_little_is_known_is_no_count(line: list[str]) -> None:
    rows, notes = _beside(dict(zip(HEADINGS, line, strict=False)))
    assert rows == [2, 3, 4]
    assert "IN196" not in notes


@pytest.mark.parametrize("lone", [{"备注": "见附件", "月份": "2月"}, {"登记日期": "1985-03-01"}])
def test_a_row_with_something_of_a_record_stays_one(lone) -> None:
    rows, notes = _beside(lone)
    assert rows == [2, 3, 4]
    assert "IN196" not in notes


def test_where_few_columns_are_known_a_row_of_the_others_stays() -> None:
    frame = pl.DataFrame(
        {
            "登记日期": ["1985-03-01", None, "1985-03-02"],
            "当事人甲": ["张三", "王五", "赵六"],
            "当事人乙": ["李四", "钱七", "孙八"],
        }
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame.height == 3


@pytest.mark.parametrize("form", ["{}", "({})", "（{}）"])
def test_a_row_that_numbers_the_columns_is_no_record(form: str) -> None:
    rows, notes = _rows({name: form.format(at) for at, name in enumerate(HEADINGS, 1)})
    assert (rows, "IN151" in notes) == ([2, 4], True)


def test_a_quarter_between_two_couples_is_nobodys_spouse() -> None:
    lines = [
        {"姓名": "张三", "性别": "男", "登记日期": "1985-03-01"},
        {"姓名": "李四", "性别": "女", "登记日期": None},
        {"姓名": "二季度", "性别": None, "登记日期": None},
        {"姓名": "王五", "性别": "男", "登记日期": "1985-05-01"},
        {"姓名": "赵六", "性别": "女", "登记日期": None},
    ]
    (table,) = read_frame(pl.DataFrame(lines), FIELDS).tables
    assert table.frame.select("husband_name", "wife_name").rows() == [
        ("张三", "李四"),
        ("王五", "赵六"),
    ]
