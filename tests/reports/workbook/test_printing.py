"""Workbooks are read on paper: no column stands alone on a page of its own, no text is cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

from minzheng_core.linkage.judgements import RecordKey
from minzheng_core.registries.marriage.spec import spec
from minzheng_core.reports.workbook.heights import row_height
from minzheng_core.reports.workbook.new import new_workbook
from minzheng_core.reports.workbook.pairs import PairLine, write_pairs

if TYPE_CHECKING:
    from pathlib import Path


def test_all_columns_stand_on_one_page_under_their_headings(tmp_path: Path) -> None:
    with new_workbook(tmp_path / "表.xlsx") as (book, styles):
        broad, narrow, own = (book.add_worksheet(name) for name in ("宽", "窄", "自定"))
        for column in range(12):
            broad.write_string(0, column, "列", styles.head)
        broad.freeze_panes(1, 2)
        narrow.write_string(0, 0, "列", styles.head)
        own.set_paper(8)
        own.fit_to_pages(2, 0)

    sheets = openpyxl.load_workbook(tmp_path / "表.xlsx")
    for name in ("宽", "窄"):
        setup = sheets[name].page_setup
        assert (setup.paperSize, setup.fitToHeight) == (9, 0)
        assert sheets[name].sheet_properties.pageSetUpPr.fitToPage
    assert sheets["宽"].page_setup.orientation == "landscape"
    assert sheets["宽"].print_title_rows == "$1:$1"
    assert sheets["窄"].page_setup.orientation == "portrait"
    assert (sheets["自定"].page_setup.paperSize, sheets["自定"].page_setup.fitToWidth) == (8, 2)


def test_a_hidden_column_makes_no_row_tall() -> None:
    assert row_height(["甲", "乙" * 100], [10, 0]) == row_height(["甲", ""], [10, 10])
    assert row_height(["甲\n乙"], [10]) > row_height(["甲乙"], [10])
    assert row_height(["甲\n" * 16], [10]) > row_height(["甲\n" * 12], [10]), (
        "the evidence on a couple is that long"
    )


def test_the_reasons_of_a_pair_are_not_cut_off(tmp_path: Path) -> None:
    lines = [
        PairLine(left=RecordKey("甲", "", 2), right=RecordKey("甲", "", 3), relation="补领", score=1.0,
                 fields=(("husband_id_number", "", ""),), reasons="同名 +1.0；" * times)
        for times in (1, 40)
    ]  # fmt: skip
    with new_workbook(tmp_path / "表.xlsx") as (book, styles):
        write_pairs(book.add_worksheet("重复核对"), styles, spec(), lines, "")

    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx")["重复核对"]
    short, long = (sheet.row_dimensions[row].height for row in (2, 3))
    assert short < 54 < long
    assert (
        sheet.column_dimensions["D"].width > len("身份证号 甲：") + 4 + 18
    )  # a number stands on one line
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")


def test_a_pair_says_once_what_agrees_and_in_a_colour_what_does_not(tmp_path: Path) -> None:
    fields = (
        ("registration_date", "1988-05-06", "1988-05-06"),
        ("certificate_number", "字第1号", ""),
        ("husband_name", "张三", "张三"),
        ("husband_domicile", "潋江镇", "=高兴镇"),
        ("wife_name", "李四", "李思"),
    )
    line = PairLine(
        left=RecordKey("甲", "", 2),
        right=RecordKey("甲", "", 3),
        relation="补领",
        score=1.0,
        fields=fields,
        reasons="",
    )
    with new_workbook(tmp_path / "表.xlsx") as (book, styles):
        write_pairs(book.add_worksheet("重复核对"), styles, spec(), [line], "")

    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx", rich_text=True)["重复核对"]
    cells = {cell.value: sheet.cell(2, cell.column).value for cell in sheet[1]}
    assert cells["登记"] == "登记日期：1988-05-06\n证件字号 甲：字第1号\n证件字号 乙：（空）"
    same, differs = cells["男方"]
    assert str(same) == "姓名：张三\n"
    assert str(differs) == "户口所在地 甲：潋江镇\n户口所在地 乙：=高兴镇"
    assert differs.font.color.rgb == "FFC00000"
    assert cells["女方"] == "姓名 甲：李四\n姓名 乙：李思"
