"""Dates whose year, month and day stand in three columns are read as one."""

from __future__ import annotations

import openpyxl
import polars as pl
import pytest

from minzheng_core.reading import ArchiveMapping, read_archive, read_frame
from minzheng_core.reading.recognition.parts import parts_of
from minzheng_core.registries.marriage.archive import FIELDS
from minzheng_core.values.dates.partial_date import PartialDate


def _table(fields, **columns):
    (table,) = read_frame(pl.DataFrame(columns), fields).tables
    return table, table.frame


COLUMNS = {
    "证书编号": ["1", "2", "3"],
    "登记年": ["1985", "86年", "1987-02-03"],
    "登记月": ["10", "5月", None],
    "登记日": ["1", None, None],
    "男方姓名": ["张三", "李四", "王五"],
    "男方出生年份": ["1962", "1963", "一九六四"],
    "男方出生月份": ["8.0", "不详", "腊月"],
    "女方姓名": ["甲某", "乙某", "丙某"],
}


def test_the_parts_of_a_date_are_joined(fields) -> None:
    table, frame = _table(fields, **COLUMNS)
    assert frame["registration_date"].to_list() == ["1985年10月1日", "86年5月", "1987-02-03"]
    assert frame["husband_birth_date"].to_list() == ["1962年8月", "1963", "一九六四年腊月"]
    assert frame["登记月"].to_list() == ["10", "5月", None]
    assert [c.field for c in table.mapping.columns][1:4] == ["registration_date", None, None]


def test_the_columns_of_parts_are_told_from_those_kept_as_they_are(fields) -> None:
    table, _ = _table(fields, **COLUMNS)
    mapping = ArchiveMapping((table.mapping,))
    said = mapping.describe("zh", {"registration_date": "登记日期"}, parts_of).splitlines()
    assert sum("并入登记日期" in line for line in said) == 2
    assert not any("照抄" in line and "月" in line for line in said)
    assert mapping.describe("en", parts_of=parts_of).count("part of husband_birth_date") == 1


def test_parts_below_a_common_heading_are_joined_in_a_table_of_one_person_a_row(
    tmp_path, fields
) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["姓名", "性别", "出生日期", None, None, "身份证号", "登记日期"],
        [None, None, "年", "月", "日", None, None],
        ["张三", "男", "62", "8", "15", None, "1985-10-01"],
        ["李四", "女", "64", "3", "2", None, "1985-10-01"],
    ):
        book.active.append(row)
    for cells in ("A1:A2", "B1:B2", "C1:E1", "F1:F2", "G1:G2"):
        book.active.merge_cells(cells)
    path = tmp_path / "a.xlsx"
    book.save(path)

    (table,) = read_archive(path, fields).tables

    assert table.frame["husband_birth_date"].to_list() == ["62年8月15日"]
    assert table.frame["wife_birth_date"].to_list() == ["64年3月2日"]


def test_a_saved_mapping_joins_the_parts_too_and_leaves_them_apart_where_it_says_so(
    tmp_path, fields
) -> None:
    path = tmp_path / "a.csv"
    rows = [list(COLUMNS), *zip(*COLUMNS.values(), strict=True)]
    path.write_text("\n".join(",".join(c or "" for c in row) for row in rows), encoding="utf-8")
    text = read_archive(path, fields).mapping.to_json()

    again = read_archive(path, fields, mapping=ArchiveMapping.from_json(text))
    edited = text.replace('"registration_date"', "null")
    apart = read_archive(path, fields, mapping=ArchiveMapping.from_json(edited))

    assert again.tables[0].frame["registration_date"][0] == "1985年10月1日"
    assert apart.tables[0].frame["登记年"][0] == "1985"


def test_a_year_and_a_month_that_are_no_date_stay_apart(fields) -> None:
    _, frame = _table(
        fields,
        归档年=["1985", "1986"],
        归档月=["10", "11"],
        登记日期=["1985-10-01", "1986-11-02"],
        男方姓名=["张三", "李四"],
    )
    assert frame["归档年"].to_list() == ["1985", "1986"]
    assert frame["registration_date"].to_list() == ["1985-10-01", "1986-11-02"]


def test_a_ditto_in_one_part_stands_for_that_part_alone() -> None:
    parts = {
        "年": ["84", "〃", "〃", None, "〃"],
        "月": ["1", "〃", "3", "4", "同上"],
        "日": list("58967"),
    }
    columns = {f"登记日期/{name}": cells for name, cells in parts.items()}
    frame = pl.DataFrame(columns | {"男方姓名": ["张三"] * 5, "女方姓名": ["李四"] * 5})
    (table,) = read_frame(frame, FIELDS).tables
    dates = table.frame["registration_date"].to_list()
    assert dates[:3] == ["84年1月5日", "84年1月8日", "84年3月9日"]
    assert dates[3:] == ["1984年4月6日", "1984年4月7日"]  # as the rows above go on


def test_month_and_day_have_columns_and_the_year_stands_in_the_title(tmp_path, fields) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["街口区婚姻登记（一九五五年）"],
        ["月", "日", "男方姓名", "女方姓名"],
        ["一", "五", "张三", "李四"],
        ["〃", "廿八", "王五", "赵六"],
        ["12", "31", "钱七", "周八"],
    ):
        book.active.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    (table,) = read_archive(path, FIELDS).tables
    read = [str(PartialDate.parse(cell).value) for cell in table.frame["registration_date"]]
    assert read == ["1955-01-05", "1955-01-28", "1955-12-31"]


@pytest.mark.parametrize(
    ("year", "rest"), [("年", "月日"), ("登记年", "登记月日"), ("登记日期/年", "月日")]
)
def test_a_year_beside_a_column_of_months_and_days(year, rest) -> None:
    columns = {
        year: ["1993", None, "94", None],
        rest: ["8月15日", "9.5", "元月3日", "二月廿"],
        "男方姓名": ["张三", "李四", "王五", "赵六"],
    }
    (table,) = read_frame(pl.DataFrame(columns), FIELDS).tables
    days = [PartialDate.parse(cell).value for cell in table.frame["registration_date"]]
    assert list(map(str, days)) == ["1993-08-15", "1993-09-05", "1994-01-03", "1994-03-31"]


@pytest.mark.parametrize("heading", ["判决日期", "判决生效日期", "调解时间"])
def test_in_a_list_of_a_courts_divorces_the_marriage_is_the_act_before(heading) -> None:
    columns = {
        heading: ["2008-02-03", "2008-05-06"],
        "原告": ["张三", "李四"],
        "被告": ["王五", "赵六"],
        "结婚登记日期": ["1998-06-12", "1992-01-17"],
    }
    (table,) = read_frame(pl.DataFrame(columns), FIELDS).tables
    assert table.frame["registration_date"].to_list() == ["2008-02-03", "2008-05-06"]
    assert table.frame["old_registration_date"].to_list() == ["1998-06-12", "1992-01-17"]


@pytest.mark.parametrize(
    ("others", "day"), [(["9.25", "8.14"], "10.2"), (["9.20", "8.30"], "1993年10月2")]
)
def test_a_day_that_may_have_lost_its_zero_is_not_made_sure(others, day) -> None:
    columns = {"年": ["1993"] * 3, "月日": ["10.2", *others], "男方姓名": ["张三", "李四", "王五"]}
    (table,) = read_frame(pl.DataFrame(columns), FIELDS).tables
    assert table.frame["registration_date"][0] == day


def test_a_month_is_written_once_for_the_days_below_it() -> None:
    frame = pl.DataFrame(
        {
            "年": ["1989", None, None, None, None],
            "月": ["1", None, "2", None, None],
            "日": ["2", "9", "6", "20", "3"],
            "男方姓名": ["张三", "王五", "赵六", "陈七", "杨八"],
            "女方姓名": ["李四", "周芳", "钱英", "林兰", "方红"],
        }
    )
    (table,) = read_frame(frame, FIELDS).tables
    told = table.frame["registration_date"].to_list()
    assert told[:4] == ["1989年1月2日", "1989年1月9日", "1989年2月6日", "1989年2月20日"]
    assert told[4] is None, "a day before the one above may be of any month"


def test_a_blank_month_of_a_birth_is_not_that_of_the_person_above() -> None:
    frame = pl.DataFrame(
        {
            "登记日期": ["1989-01-02", "1989-01-09"],
            "男方姓名": ["张三", "王五"],
            "女方姓名": ["李四", "周芳"],
            "男方出生年": ["1962", None],
            "男方出生月": ["1", None],
            "男方出生日": ["2", "9"],
        }
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["husband_birth_date"].to_list() == ["1962年1月2日", None]
