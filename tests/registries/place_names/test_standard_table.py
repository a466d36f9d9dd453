"""A whole table standardised: every row answered, what is open decided in a workbook and taken back."""

from __future__ import annotations

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from minzheng_core import CallError, InputError, OutputError
from minzheng_core.cli import main
from minzheng_core.reference.gazetteer import Gazetteer, Village
from minzheng_core.registries.place_names import standardise_many
from minzheng_core.registries.place_names.standard_table import (
    save,
    settle,
    standardise_table,
)

ROWS = [
    ("江西兴国长冈公社", "1987年5月"),
    ("鼓楼区", "2003-01-02"),
    ("鼓楼区中山路", "2003-01-02"),
    ("鼓楼区", "2003-07-01"),
    ("", "2003-07-01"),
    ("同上", "2003"),
    ("赣州地区于都县", "不详"),
    ("长shan村", "2020"),
    ("村" * 500, ""),
]


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "住址.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        sheet.merge_range(0, 0, 0, 2, "住址登记表")
        sheet.write_row(1, 0, ("序号", "住址", "登记日期"))
        for line, row in enumerate(ROWS, start=2):
            sheet.write_row(line, 0, (str(line), *row))
    return path


def decide(path, answers):
    book = openpyxl.load_workbook(path)
    sheet = book["待定"]
    for line, answer in answers.items():
        sheet.cell(line, 8, answer)
    book.save(path)


def test_every_row_has_the_answer_that_its_text_has_alone(workbook):
    table = standardise_table(workbook, dates="登记日期", county="360732")

    texts = table.frame["text"]
    alone = standardise_many(texts, on=table.frame["standard_year"], county="360732")
    assert table.frame.height == len(ROWS)
    assert table.frame["standard_code"].equals(alone["code"].alias("standard_code"))
    assert table.frame["standard_year"].to_list()[:6] == [1987, 2003, 2003, 2003, 2003, 2003]
    assert table.counts() == {"settled": 4, "open": 3, "unknown": 1, "empty": 1}
    assert table.undated == 2


def test_reasons_and_findings_are_in_words(workbook):
    first = standardise_table(workbook, on=1987).frame.row(0, named=True)

    assert first["standard_reasons"] == "县级：简称或旧写；乡级：通名不同或省略"
    assert standardise_table(workbook).frame["standard_findings"][5] == "只写“同上”等，指另一栏"


def test_one_text_of_one_year_is_asked_once_the_most_frequent_first(workbook):
    questions = standardise_table(workbook, dates="登记日期").questions

    assert [(q.text, q.rows) for q in questions] == [("鼓楼区", 2), ("鼓楼区中山路", 1)]
    assert {c.code for c in questions[0].candidates} >= {"320106", "350102"}


def test_a_decision_holds_for_all_rows_of_its_text(workbook, tmp_path):
    folder = save(standardise_table(workbook, dates="登记日期"), tmp_path / "结果")
    sheet = folder / "标准化核对.xlsx"
    decide(sheet, {2: "350102 福建省福州市鼓楼区", 3: "都不是"})

    settled = settle(sheet)

    assert (settled.decided, settled.open, settled.problems) == (2, 0, ())
    final = pl.read_parquet(folder / "standard_final.parquet")
    rows = final.filter(pl.col("text") == "鼓楼区")
    assert rows["standard_code"].to_list() == ["350102", "350102"]
    assert rows["standard_status"].unique().to_list() == ["decided"]
    other = final.row(2, named=True)
    assert (other["standard_code"], other["standard_status"]) == (None, "decided")
    untouched = final.filter(pl.col("standard_status") != "decided")
    before = pl.read_parquet(folder / "standard.parquet")
    assert untouched.equals(before.filter(pl.col("standard_status") != "open"))
    csv = (folder / "标准化定稿.csv").read_text(encoding="utf-8-sig")
    assert csv.startswith("行,住址,登记日期,")
    assert "人工决定" in csv


def test_what_cannot_be_read_is_named_and_not_taken(workbook, tmp_path):
    folder = save(standardise_table(workbook, dates="登记日期"), tmp_path / "结果")
    sheet = folder / "标准化核对.xlsx"
    decide(sheet, {2: "福州那个"})

    settled = settle(sheet)

    assert [line for line, _ in settled.problems] == [2]
    assert settled.open == 2


def test_people_read_status_and_level_in_chinese_programs_in_the_words_of_the_library(
    workbook, tmp_path
):
    folder = save(standardise_table(workbook, dates="登记日期"), tmp_path / "结果")

    rows = pl.read_csv(folder / "标准化结果.csv", infer_schema=False)
    assert set(rows["级别"].drop_nulls()) <= {"省级", "地级", "县级", "乡级", "村级"}
    assert "乡级" in rows["级别"]
    assert "township" in pl.read_parquet(folder / "standard.parquet")["standard_level"]
    sheet = openpyxl.load_workbook(folder / "标准化核对.xlsx")["结果"]
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"乡级", "已确定"} <= cells
    assert not cells & {"township", "settled"}


def test_decisions_are_not_written_over(workbook, tmp_path):
    table = standardise_table(workbook, dates="登记日期")
    folder = save(table, tmp_path / "结果")
    save(table, folder)
    decide(folder / "标准化核对.xlsx", {2: "都不是"})

    with pytest.raises(OutputError, match="IN305"):
        save(table, folder)


def test_a_workbook_of_another_run_is_refused(workbook, tmp_path):
    one = save(standardise_table(workbook, dates="登记日期"), tmp_path / "一")
    two = save(standardise_table(workbook, on=1990), tmp_path / "二")
    decide(one / "标准化核对.xlsx", {2: "都不是"})
    (two / "标准化核对.xlsx").write_bytes((one / "标准化核对.xlsx").read_bytes())

    with pytest.raises(InputError, match="PG224"):
        settle(two / "标准化核对.xlsx")
    alone = tmp_path / "别处"
    alone.mkdir()
    (alone / "标准化核对.xlsx").write_bytes((one / "标准化核对.xlsx").read_bytes())
    with pytest.raises(InputError, match="PG225"):
        settle(alone / "标准化核对.xlsx")
    with pytest.raises(InputError, match="PG223"):
        settle(workbook)


def test_villages_come_from_the_gazetteer(workbook):
    book = Gazetteer.of([Village("360732217", "360732217201", "长山村委会")])

    row = standardise_table(workbook, county="360732", gazetteer=book).frame.row(7, named=True)

    assert (row["standard_level"], row["standard_code"]) == ("village", "360732217201")


def test_wrong_calls_are_said_in_one_sentence(workbook, tmp_path):
    with pytest.raises(CallError, match="IN203"):
        standardise_table(workbook, county="999999")
    with pytest.raises(InputError, match="PG222"):
        standardise_table(workbook, dates="出生日期")
    with pytest.raises(InputError, match="IN111"):
        standardise_table(workbook, column="工作单位")
    folder = tmp_path / "目录"
    folder.mkdir()
    with pytest.raises(InputError, match="IN103"):
        standardise_table(folder)


def test_columns_of_the_table_stay_beside_the_answers():
    frame = pl.DataFrame({"住址": ["兴国县"], "状态": ["在册"], "year": ["壹"], "code": ["甲"]})

    table = standardise_table(frame)

    assert table.frame.select("状态", "year", "code").row(0) == ("在册", "壹", "甲")


def test_the_commands_write_and_take_back(workbook, tmp_path, capsys):
    out = tmp_path / "结果"
    call = ["place-names", "standardise", str(workbook), "--date-column", "登记日期"]

    assert main(call) == 2
    assert "PG226" in capsys.readouterr().err
    assert main([*call, "--county", "360732", "--out", str(out), "--quiet"]) == 10
    said = capsys.readouterr().out
    assert "待定的写法 2 种" in said
    assert "日期读不出的 2 行" in said
    decide(out / "标准化核对.xlsx", {2: "320106", 3: "320106 江苏省南京市鼓楼区"})
    assert main(["place-names", "settle", str(out / "标准化核对.xlsx")]) == 0
    assert "采用决定 2 种写法" in capsys.readouterr().out
