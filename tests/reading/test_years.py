"""A year that a register says once for many rows completes the dates below it."""

from __future__ import annotations

import openpyxl
import polars as pl
import pytest

from minzheng_core.reading import frames as reading_frames
from minzheng_core.reading import read_archive, read_frame
from minzheng_core.registries.marriage.archive import FIELDS as MARRIAGE
from minzheng_core.schema import FieldKind, FieldSpec

FILED = FieldSpec(
    name="archive_year", label="归档年度", kind=FieldKind.INTEGER, synonyms=("年度", "年份")
)


def _table(fields, **columns):
    (table,) = read_frame(pl.DataFrame(columns), [*fields, FILED]).tables
    return table, table.frame


def _notes(table, code):
    return [note.rows for note in table.notes if note.code == code]


REGISTER = {
    "证书编号": ["1988年", "1", "2", "一九八九年度结婚登记", "1", "2"],
    "登记日期": [None, "5月20日", "12.24", None, "元月四日", "1989-10-01"],
    "男方姓名": [None, "张三", "李四", None, "王五", "赵六"],
    "女方姓名": [None, "甲某", "乙某", None, "丙某", "丁某"],
}


def test_a_row_that_names_a_year_is_no_record_and_gives_it_to_the_rows_below(fields) -> None:
    table, frame = _table(fields, **REGISTER)
    assert frame["source_row"].to_list() == [3, 4, 6, 7]
    assert frame["registration_date"].to_list() == [
        "1988年5月20日",
        "1988.12.24",
        "1989年元月四日",
        "1989-10-01",
    ]
    assert _notes(table, "IN178") == [(2, 5)]
    assert _notes(table, "IN177") == [(3, 4, 6)]
    assert all("#" not in name for name in frame.columns)


def test_the_year_runs_on_through_the_pieces_of_a_long_table(fields, monkeypatch) -> None:
    monkeypatch.setattr(reading_frames, "BATCH_ROWS", 1)
    _, frame = _table(fields, **REGISTER)
    assert frame["registration_date"][2] == "1989年元月四日"


def test_a_year_column_completes_the_dates_of_its_own_row(fields) -> None:
    table, frame = _table(
        fields,
        年度=["1978", "1979年", None, "1979"],
        登记日期=["3月8日", "3/8", "3月8日", "1979.3.8"],
        男方姓名=["张三", "李四", "王五", "赵六"],
    )
    assert frame["registration_date"].to_list() == [
        "1978年3月8日",
        "1979.3.8",
        "3月8日",
        "1979.3.8",
    ]
    assert _notes(table, "IN177") == [(2, 3)]


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        (["1月28日", "腊月廿三", "5月1日"], "1977"),  # at the beginning of 1978
        (["12月28日", "腊月廿三", "腊月廿九"], "1978"),  # at its end
        (["农历十二月初八", "3月1日", "4月1日"], "1977"),
        (["10月1日", "冬月初八", "12月30日"], "1978"),
    ],
)
def test_the_last_lunar_months_are_of_the_year_that_ends_in_the_register_s(
    fields, dates, year
) -> None:
    _, frame = _table(fields, 年度=["1978"] * 3, 登记日期=dates, 男方姓名=["张三", "李四", "王五"])
    said = [
        cell for cell in frame["registration_date"] if "腊" in cell or "农" in cell or "冬" in cell
    ]
    assert {cell[:4] for cell in said} == {year}


@pytest.mark.parametrize("pieces", [1, 100])
def test_a_year_column_filled_once_for_many_rows_is_theirs(fields, monkeypatch, pieces) -> None:
    monkeypatch.setattr(reading_frames, "BATCH_ROWS", pieces)
    _, frame = _table(
        fields,
        年度=["1978", None, None, None, "1979", None, None],
        登记日期=["3月8日", "5月1日", "4月2日", "6月1日", "2月2日", "3月3日", "1月9日"],
        男方姓名=["张三", "李四", "王五", "赵六", "孙七", "周八", "吴九"],
    )
    said = frame["registration_date"].str.slice(0, 4).to_list()
    assert said == [*["1978"] * 4, *["1979"] * 3]


def test_the_month_of_the_year_s_number_is_a_month_where_all_others_are_days(fields) -> None:
    _, frame = _table(
        fields,
        年度=["2012"] * 7,
        登记日期=["3.28", "5.14", "12.5", "6.30", "12.28", "9.15", "10.21"],
        男方姓名=["张三", "李四", "王五", "赵六", "孙七", "周八", "吴九"],
    )
    assert frame["registration_date"][2] == "2012.12.5"
    assert frame["registration_date"][4] == "2012.12.28"


@pytest.mark.parametrize(
    ("date", "whole"),
    [
        ("3月", "1978年3月"),
        ("十二月份", "1978年十二月份"),
        ("四月初六", "1978年四月初六"),
        ("农历四月初六", "1978年农历四月初六"),
        ("四月初六（农历）", "1978年四月初六（农历）"),
        ("四月初六(阴)", "1978年四月初六(阴)"),
        ("阴四月初六", "1978年阴四月初六"),
        ("闰四月初六", "1978年闰四月初六"),
        ("国庆节", "1978年国庆节"),
        ("元.5", "1978.1.5"),
        ("元/5", "1978.1.5"),
        ("阳历5月1日", "1978年阳历5月1日"),
        ("2.3", "1978.2.3"),  # no zero behind it can be lost
    ],
)
def test_a_day_or_month_without_a_year_is_one_of_that_year(fields, date, whole) -> None:
    names = {"男方姓名": ["张三"], "女方姓名": ["李四"]}
    _, frame = _table(fields, 年度=["1978"], 登记日期=[date], **names)
    assert frame["registration_date"].to_list() == [whole]


@pytest.mark.parametrize("date", ["5.2", "88.5", "10.5", "1988.5", "13月2日以前", "不详"])
def test_what_may_be_anything_but_a_month_and_a_day_stays(fields, date) -> None:
    _, frame = _table(fields, 年度=["2010"], 登记日期=[date], 男方姓名=["张三"], 女方姓名=["李四"])
    assert frame["registration_date"].to_list() == [date]


@pytest.mark.parametrize(
    ("others", "whole"),
    [
        (["5.20", "6.10", "7.30", "8.4"], "2010.9.2"),  # nothing has cut off a zero here
        (["5.15", "6.11", "7.25", "8.4"], "9.2"),
        (["5.20", "6.1", "7.1", "8.2", "6.3"], "9.2"),  # somebody has, in some of them
        (["5/2", "6-1", "7、3"], "9.2"),
    ],
)
def test_a_day_of_one_digit_counts_where_zeros_are_kept(fields, others, whole) -> None:
    dates = [*others, "9.2"]
    names = {"男方姓名": ["张三"] * len(dates), "女方姓名": ["李四"] * len(dates)}
    _, frame = _table(fields, 年度=["2010"] * len(dates), 登记日期=dates, **names)
    assert frame["registration_date"].to_list()[-1] == whole


def test_only_a_point_cuts_off_zeros(fields) -> None:
    dates = ["5/2", "6-1", "7、3"]
    names = {"男方姓名": ["张三"] * 3, "女方姓名": ["李四"] * 3}
    _, frame = _table(fields, 年度=["2010"] * 3, 登记日期=dates, **names)
    assert frame["registration_date"].to_list() == ["2010.5.2", "2010.6.1", "2010.7.3"]


def test_a_year_with_a_digit_of_another_script_is_none(fields) -> None:
    names = {"男方姓名": ["张三"] * 2, "女方姓名": ["李四"] * 2}
    dates = ["5月20日", "5月2０日"]
    _, frame = _table(fields, 年度=["19\u0668\u0668", "19８8"], 登记日期=dates, **names)
    assert frame["registration_date"].to_list() == ["5月20日", "1988年5月20日"]


@pytest.mark.parametrize("heading", ["月日", "登记月日", "办证月日"])
def test_a_column_of_months_and_days_is_that_of_the_date(heading) -> None:
    rows = {"年度": ["1988"], heading: ["5月20日"], "男方姓名": ["张三"], "女方姓名": ["李四"]}
    (table,) = read_frame(pl.DataFrame(rows), MARRIAGE).tables
    assert table.frame["registration_date"].to_list() == ["1988年5月20日"]


@pytest.mark.parametrize(
    "cells",
    [
        ["1988年", None, None, "李四"],
        ["1985年小计", None, "张三", None],
        [None, None, "张三", None],
        ["1988年10月1日", None, None, None],
    ],
)
def test_rows_that_say_more_than_a_year_are_no_section(fields, cells) -> None:
    columns = ["登记日期", "证书编号", "男方姓名", "女方姓名"]
    rows = [["1985.10.1", "1", "王五", "赵六"], cells]
    data = {name: [row[i] for row in rows] for i, name in enumerate(columns)}
    table, _ = _table(fields, **data)
    assert _notes(table, "IN178") == []


def test_the_name_of_a_sheet_and_a_title_say_the_year(tmp_path, fields) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "1988年"
    heading = ["登记日期", "男方姓名", "女方姓名", "证书编号"]
    for row in (heading, ["5月20日", "张三", "李四", "1"]):
        sheet.append(row)
    sheet = book.create_sheet("城关")
    for row in (["城关公社1978年结婚登记册"], heading, ["3月8日", "王五", "赵六", "1"]):
        sheet.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)

    frames = [table.frame for table in read_archive(path, fields).tables]

    assert [f["registration_date"].to_list() for f in frames] == [
        ["1988年5月20日"],
        ["1978年3月8日"],
    ]


def test_months_and_days_in_numerals_alone_are_of_the_year_of_the_sheet(tmp_path, fields) -> None:
    book = openpyxl.Workbook()
    book.active.title = "一九七五"
    for row in (
        ["登记日期", "男方姓名", "女方姓名"],
        ["五、一", "张三", "李四"],
        ["十.廿三", "王五", "赵六"],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (table,) = read_archive(tmp_path / "a.xlsx", fields).tables
    assert table.frame["registration_date"].to_list() == ["1975年五、一", "1975年十.廿三"]


@pytest.mark.parametrize("heading", ["日", "登记日期", "日期"])
def test_a_day_alone_is_of_the_month_that_the_title_says(tmp_path, heading) -> None:
    book = openpyxl.Workbook()
    book.active.title = "5月"
    for row in (
        ["1985年长冈乡结婚登记"],
        [heading, "结婚证号", "男方姓名", "女方姓名"],
        ["3", "长字1号", "张三", "李四"],
        ["18日", "长字2号", "王五", "周芳"],
        ["六月份"],
        ["廿一日", "长字3号", "赵六", "钱英"],
        ["1986年"],
        ["7", "长字1号", "陈七", "林兰"],
    ):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    (table,) = read_archive(tmp_path / "x.xlsx", MARRIAGE).tables
    dates = table.frame["registration_date"].to_list()
    assert dates == ["1985年5月3日", "1985年5月18日", "1985年6月廿一日", "7"]
    assert [note.rows for note in table.notes if note.code == "IN253"] == [(3, 4, 6)]


@pytest.mark.parametrize("title", ["1985年1-6月结婚登记", "1985年结婚登记（5月31日止）", "5月补录"])
def test_a_title_of_several_months_or_of_later_work_says_none(tmp_path, title) -> None:
    text = f"{title}\n日,结婚证号,男方姓名,女方姓名\n3,长字1号,张三,李四\n8,长字2号,王五,周芳\n"
    (tmp_path / "x.csv").write_text(text, "utf-8")
    (table,) = read_archive(tmp_path / "x.csv", MARRIAGE).tables
    assert table.frame["registration_date"].to_list() == ["3", "8"]


def test_a_month_may_stand_alone_above_the_headings(tmp_path) -> None:
    rows = "2002年登记\n一月份\n序号,登记日,男方姓名,女方姓名,证号\n1,5日,张三,李四,社1\n2,18日,王五,周芳,社2\n"
    (tmp_path / "x.csv").write_text(rows + "二月份\n1,3日,赵六,钱英,社3\n", "utf-8")
    (table,) = read_archive(tmp_path / "x.csv", MARRIAGE).tables
    dates = table.frame["registration_date"].to_list()
    assert dates == ["2002年1月5日", "2002年1月18日", "2002年2月3日"]


def test_full_width_days_get_the_year_of_their_column() -> None:
    frame = pl.DataFrame(
        {
            "年度": ["１９９４", "1995"],
            "结婚月日": ["９月２０日", "１０．５"],
            "男方姓名": ["张三", "王五"],
            "女方姓名": ["李四", "赵六"],
        }
    )
    (table,) = read_frame(frame, MARRIAGE).tables
    assert table.frame["registration_date"].to_list() == ["1994年9月20日", "1995.10.5"]
