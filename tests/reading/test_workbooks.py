"""Workbooks of every writer and age give the same text as a spreadsheet shows."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import openpyxl.utils.datetime
import pytest
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P
from openpyxl.styles import Font

from minzheng_core.errors import InputError
from minzheng_core.reading import read_archive
from minzheng_core.reading.files import workbook, xlsx_parts

from .book_writers import WRITERS, with_odfpy, with_openpyxl, with_xlwt
from .people import FIELDS, HEADINGS, couples

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

ROWS = couples(30)


@pytest.mark.parametrize(("write", "extension"), WRITERS)
def test_text_cells_come_out_as_they_are(tmp_path, fields, write, extension) -> None:
    path = tmp_path / f"档案{extension}"
    write(path, [["兴国县婚姻登记档案"], [], HEADINGS, *ROWS])

    (table,) = read_archive(path, fields).tables

    assert table.frame.select(FIELDS).rows() == [tuple(r) for r in ROWS]
    assert table.frame["source_row"].to_list() == list(range(4, 34))
    assert table.mapping.heading_rows == (3,)


@pytest.mark.parametrize(("write", "extension"), WRITERS)
def test_numbers_and_dates_become_the_text_a_spreadsheet_shows(
    tmp_path, fields, write, extension
) -> None:
    row = list(ROWS[0])
    row[0] = dt.date(1985, 10, 1)
    row[4] = 362133196208150000
    row[5] = 31321
    row[8] = 362133620815995
    row[9] = dt.datetime(1962, 8, 15, 12, 30)
    text = list(ROWS[1])
    text[1] = "000123"
    text[4] = "362133196208150016"
    path = tmp_path / f"a{extension}"
    write(path, [[*HEADINGS, "备注"], [*row, 1.5], [*text, "007"]])

    (table,) = read_archive(path, fields).tables
    first, second = table.frame.rows(named=True)

    assert first["registration_date"] == "1985-10-01"
    assert first["husband_id_number"] == "362133196208150000"
    assert first["husband_birth_date"] == "31321"
    assert first["wife_id_number"] == "362133620815995"
    assert first["wife_birth_date"].startswith("1962-08-15")
    assert first["remark"] == "1.5"
    assert second["certificate_number"] == "000123"
    assert second["husband_id_number"] == "362133196208150016"
    assert second["remark"] == "007"
    assert [n.count for n in table.notes if n.code == "IN166"] == [1]


@pytest.mark.parametrize(("write", "extension"), WRITERS)
def test_decimals_have_the_digits_that_a_spreadsheet_shows(
    tmp_path, fields, write, extension
) -> None:
    path = tmp_path / f"a{extension}"
    numbers = [38642750.468, 639761.3449999988, 1234567.1, 0.5]
    write(path, [[*HEADINGS, "备注"], *([*ROWS[1], number] for number in numbers)])

    (table,) = read_archive(path, fields).tables

    read = table.frame["remark"].to_list()
    assert read[0] == "38642750.468"
    assert [float(text) for text in read[1:]] == pytest.approx(numbers[1:], rel=1e-14)
    assert read[2:] == ["1234567.1", "0.5"]


@pytest.mark.parametrize(("from_1904", "date"), [(True, "1985-10-01"), (False, "29859")])
def test_days_shown_as_numbers_are_counted_as_the_workbook_says(
    tmp_path, fields, from_1904, date
) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    if from_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    typed = list(ROWS[1])
    typed[0] = dt.date(1985, 10, 1)
    typed[5], typed[1] = "1985", "29859"
    for row in (HEADINGS, [29859, *ROWS[0][1:5], 29859, *ROWS[0][6:]], typed, ["2985９"]):
        book.active.append(row)
    book.save(path)

    (table,) = read_archive(path, fields).tables
    first, second, odd = table.frame.rows(named=True)

    assert (first["registration_date"], first["husband_birth_date"]) == (date, date)
    assert second["registration_date"] == "1985-10-01"
    assert (second["husband_birth_date"], second["certificate_number"]) == ("1985", "29859")
    assert odd["registration_date"] == "2985９"
    assert [n.count for n in table.notes if n.code == "IN188"] == ([2] if from_1904 else [])


def test_a_table_that_starts_to_the_right_keeps_its_column_letters(tmp_path, fields) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for i, row in enumerate([HEADINGS, *ROWS]):
        for j, value in enumerate(row):
            book.active.cell(i + 5, j + 3, value)
    book.active.cell(6, 7, 362133196208150000)
    book.active.column_dimensions["E"].hidden = True
    book.save(path)

    (table,) = read_archive(path, fields).tables

    assert table.mapping.columns[0].column == "C"
    assert table.frame["husband_id_number"][0] == "362133196208150000"
    assert table.frame["source_row"][0] == 6
    assert [n.values["columns"] for n in table.notes if n.code == "IN172"] == ["E"]


def test_two_row_headings_merged_cells_totals_and_repeated_headings(tmp_path, fields) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 11, "兴国县婚姻登记档案（一九九〇年）")

    def head(top: int) -> None:
        for column, word in ((0, "序号"), (1, "登记\n日期"), (2, "结婚证字号"), (3, "登记机关")):
            sheet.merge_range(top, column, top + 1, column, word)
        sheet.merge_range(top, 4, top, 7, "男　方")
        sheet.merge_range(top, 8, top, 11, "女　方")
        for column, word in enumerate(
            ["姓  名", "身份证\n号码", "出生日期（公历）", "家庭住址"] * 2
        ):
            sheet.write(top + 1, column + 4, word)

    head(1)
    line = 3
    for page in range(3):
        for i in range(10):
            record = ROWS[page * 10 + i]
            sheet.write_number(line, 0, page * 10 + i + 1)
            sheet.write_row(line, 1, [*record[:2], "" if i else record[2], *record[3:]])
            line += 1
        sheet.merge_range(line - 10, 3, line - 1, 3, ROWS[0][2])
        sheet.write_row(line, 0, ["小计", "10对"])
        line += 1
        if page < 2:
            head(line)
            line += 2
    sheet.write(line, 0, "合计：30 对")
    sheet.write(line + 2, 0, "制表人：某某　　审核：某某")
    book.close()

    (table,) = read_archive(path, fields).tables

    assert table.frame.select(FIELDS).rows() == [tuple(r) for r in ROWS]
    assert table.mapping.heading_rows == (2, 3)
    notes = {n.code: n for n in table.notes}
    assert notes["IN151"].count == 4
    assert notes["IN152"].count == 5
    assert table.frame["source_row"][10] == 17


def test_the_title_of_the_next_table_below_is_no_record(tmp_path, fields) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        lines = []
        for year in (1988, 1989, 1990):
            part = ROWS[(year - 1988) * 10 :][:10]
            lines += [[f"{year}年结婚登记"], HEADINGS, *part, [f"{year}年合计", "10"], []]
        lines[-3:] = [["张三"], HEADINGS]
        for i, line in enumerate(lines):
            sheet.write_row(i, 0, line)

    (table,) = read_archive(path, fields).tables

    assert table.frame.select(FIELDS).rows()[:29] == [tuple(r) for r in ROWS[:29]]
    assert table.frame.height == 30
    assert table.frame.row(29)[1:].count("张三") == 1
    assert {n.code: n.count for n in table.notes} == {
        "IN150": 3,
        "IN151": 3,
        "IN152": 2,
        "IN153": 2,
        "IN186": 0,
    }


def test_with_and_without_pyarrow_the_cells_are_the_same(tmp_path, fields, monkeypatch) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*HEADINGS, "备注"])
        odd = [36.0, 0.1 + 0.2, 1e-7, -0.0, 123456789012345.0, 3.62133196208151e17, True, False]
        odd += [dt.datetime(1985, 10, 1), dt.datetime(1985, 10, 1, 8, 30), dt.time(8, 30), " ", ""]
        for i, row in enumerate(ROWS):
            sheet.write_row(i + 1, 0, row)
            sheet.write(i + 1, len(row), odd[i % len(odd)])
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 3, "=1+1", None, 2)

    eager = read_archive(path, fields).tables[0].frame
    monkeypatch.setattr(workbook, "find_spec", lambda _: None)
    lazy = read_archive(path, fields).tables[0].frame

    assert eager.equals(lazy)


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("size", [64, 1 << 16])
def test_long_numbers_errors_and_the_first_column_are_found_wherever_a_piece_ends(
    tmp_path, monkeypatch, packing, size
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet()
        for i in range(200):
            sheet.write_string(i, 3, f"36213319620815{i:04d}")
            sheet.write_number(i, 4, 362133196208150000 + 64 * i if i % 50 == 7 else 99_999 + i)
            sheet.write_string(i, 5, "3621331962081512+00</v>")
            if i % 60 == 9:
                sheet.write_formula(i, 6, "=1/0", None, "#DIV/0!")
        sheet.write_string(150, 1, "x")
        sheet.merge_range(160, 1, 163, 2, "y")
        sheet.set_column(4, 5, None, None, {"hidden": True})
    with zipfile.ZipFile(tmp_path / "b.xlsx") as old, zipfile.ZipFile(path, "w", packing) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    monkeypatch.setattr(xlsx_parts, "CHUNK", size)

    found = xlsx_parts.sheet_parts(path, "xl/worksheets/sheet1.xml")

    assert [(row, column) for row, column, _ in found.long_numbers] == [
        (row, 4) for row in range(7, 200, 50)
    ]
    assert found.errors == 4
    assert found.first_column == 1
    assert found.merges == [(160, 1, 163, 2)]
    assert found.hidden_columns == [4, 5]


def test_group_headings_without_merged_cells_reach_to_the_right(tmp_path, fields) -> None:
    path = tmp_path / "a.csv"
    top = ["", "", "", "男方", "", "", "", "女方", "", "", ""]
    below = [*HEADINGS[:3], *(h[2:] for h in HEADINGS[3:])]
    path.write_text("\n".join(",".join(r) for r in [top, below, *ROWS]), encoding="utf-8-sig")

    (table,) = read_archive(path, fields).tables

    assert table.frame.select(FIELDS).rows() == [tuple(r) for r in ROWS]


@pytest.mark.parametrize("behind", [["备注"], ["登记日期", "备注"]])
def test_the_last_party_is_not_said_of_what_stands_behind_its_columns(
    tmp_path, fields, behind
) -> None:
    """Without numbers nothing else tells that the women stand first."""
    path = tmp_path / "a.csv"
    top = ["", "女方", "", "男方", "", *[""] * len(behind)]
    below = ["结婚证号", "姓名", "出生日期", "姓名", "出生日期", *behind]
    cells = ["一号", "甲某", "1960-01-02", "乙某", "1958-03-04", "1983-05-06"][: 4 + len(behind)]
    path.write_text("\n".join(",".join(r) for r in [top, below, cells, cells]), "utf-8-sig")

    (table,) = read_archive(path, fields).tables

    assert table.frame.select("wife_name", "husband_name").row(0) == ("甲某", "乙某")
    assert ("registration_date" in table.frame.columns) == (len(behind) == 2)


def test_several_sheets_and_files_each_with_their_own_layout(tmp_path, fields) -> None:
    book = openpyxl.Workbook()
    book.active.title = "一"
    for row in [HEADINGS, *ROWS[:10]]:
        book.active.append(row)
    second = book.create_sheet("二")
    for row in [["1991年"], HEADINGS[::-1], *(r[::-1] for r in ROWS[10:20])]:
        second.append(row)
    book.create_sheet("空")
    book.create_sheet("说明")["A1"] = "填表说明：请如实填写"
    hidden = book.create_sheet("旧")
    hidden.append(HEADINGS)
    hidden.append(ROWS[0])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "b.csv").write_text(
        "\n".join(",".join(r) for r in [HEADINGS, *ROWS[20:]]), encoding="gb18030"
    )

    archive = read_archive([tmp_path / "a.xlsx", tmp_path / "b.csv"], fields)

    assert [(t.file, t.sheet, t.frame.height) for t in archive.tables] == [
        ("a.xlsx", "一", 10),
        ("a.xlsx", "二", 10),
        ("b.csv", "", 10),
    ]
    rows = [r for t in archive.tables for r in t.frame.select(FIELDS).rows()]
    assert rows == [tuple(r) for r in ROWS]
    assert {n.code for _, n in archive.notes} == {"IN155", "IN156", "IN157"}
    assert len(archive.digests["a.xlsx"]) == 64
    named = read_archive(tmp_path / "a.xlsx", fields, sheets=["旧"])
    assert named.tables[0].frame.height == 1
    with pytest.raises(InputError) as caught:
        read_archive(tmp_path / "a.xlsx", fields, sheets=["没有"])
    assert caught.value.code == "IN114"


def test_errors_in_cells_are_empty_and_formulas_give_their_last_value(tmp_path, fields) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for i, row in enumerate([HEADINGS, *ROWS]):
        sheet.write_row(i, 0, row)
    sheet.write_formula(1, 2, "=VLOOKUP(1,A1:B2,2)", None, "#N/A")
    sheet.write_formula(2, 2, '="兴国县"&"民政局"', None, "兴国县民政局")
    sheet.write_string(3, 2, "#REF!")
    book.close()

    (table,) = read_archive(path, fields).tables

    assert table.frame["office"][:3].to_list() == [None, "兴国县民政局", None]
    assert sum(n.count for n in table.notes if n.code == "IN161") == 2


def test_formulas_that_were_never_calculated_are_told_by_their_columns(tmp_path, fields) -> None:
    plain, path = tmp_path / "plain.xlsx", tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(plain)
    sheet = book.add_worksheet()
    for i, row in enumerate([HEADINGS, *ROWS]):
        sheet.write_row(i, 0, row)
    sheet.write_formula(1, 2, '="兴国县"&"民政局"', None, "兴国县民政局")
    book.close()
    book = openpyxl.load_workbook(plain)
    book.active["E2"] = "=C2"
    book.active["E3"] = "=C3"
    book.save(path)
    (calculated,), (table,) = (read_archive(p, fields).tables for p in (plain, path))
    assert calculated.frame["office"][0] == "兴国县民政局"
    assert table.frame["office"][0] is None
    assert "IN256" not in [note.code for note in calculated.notes]
    (note,) = (note for note in table.notes if note.code == "IN256")
    # This library keeps no results at all.
    assert note.values == {"columns": "C、E", "number": 3}


@pytest.mark.parametrize("cells", [["XFD1048576"], ["XFD2", "XFC2", "AMX3"], ["BZZ1"]])
def test_lone_cells_at_the_far_end_are_told_and_not_read(tmp_path, fields, cells) -> None:
    book = openpyxl.Workbook()
    for row in [HEADINGS, *ROWS]:
        book.active.append(row)
    book.save(tmp_path / "plain.xlsx")
    for cell in cells:
        book.active[cell] = "x"
    book.save(tmp_path / "a.xlsx")

    (plain,) = read_archive(tmp_path / "plain.xlsx", fields).tables
    (table,) = read_archive(tmp_path / "a.xlsx", fields).tables

    assert table.frame.equals(plain.frame)
    (note,) = (note for note in table.notes if note.code == "IN255")
    assert note.values == {"cells": "、".join(sorted(cells)), "number": len(cells)}


def test_a_table_of_thousands_of_columns_is_refused_not_held_in_memory(tmp_path, fields) -> None:
    book = openpyxl.Workbook()
    for row in [HEADINGS, *ROWS]:
        book.active.append(row)
    for column in range(16_384 - 21, 16_384):
        book.active.cell(1_048_576, column + 1, "x")
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(InputError) as caught:
        read_archive(tmp_path / "a.xlsx", fields)

    assert caught.value.code == "IN113"
    assert "16384" in str(caught.value)


def test_a_stray_cell_far_below_is_told_by_the_rows_not_by_the_columns(tmp_path, fields) -> None:
    book = openpyxl.Workbook()
    for row in [HEADINGS, *ROWS]:
        book.active.append(row)
    book.active.cell(1_048_576, 200, "x")
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(InputError) as caught:
        read_archive(tmp_path / "a.xlsx", fields)

    assert caught.value.code == "IN128"
    assert "1048576 行、200 列" in str(caught.value)


HTML = """<html><head><meta charset="gb2312"><style>td{{}}</style></head><body><table border=1>
<tr><td colspan=11>婚姻登记</td></tr>{}</table></body></html>"""
XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="档案"><Table>{}</Table></Worksheet></Workbook>"""


@pytest.mark.parametrize(
    ("template", "row", "cell", "codec"),
    [
        (HTML, "<tr>{}</tr>\n", "<td>{}&nbsp;</td>", "gbk"),
        (HTML.replace('<meta charset="gb2312">', ""), "<TR>{}\n", "<TD><b>{}</b>", "gb18030"),
        (XML, "<Row>{}</Row>\n", '<Cell><Data ss:Type="String">{}</Data></Cell>', "utf-8"),
    ],
)
def test_markup_called_xls_is_read_by_its_content(
    tmp_path, fields, template, row, cell, codec
) -> None:
    body = "".join(row.format("".join(cell.format(v) for v in r)) for r in [HEADINGS, *ROWS])
    path = tmp_path / "导出.xls"
    path.write_bytes(template.format(body).encode(codec))

    archive = read_archive(path, fields)

    assert archive.tables[0].frame.select(FIELDS).rows() == [tuple(r) for r in ROWS]
    assert [n.code for _, n in archive.notes] == ["IN171"]


@pytest.mark.parametrize(
    ("write", "endings"),
    [
        (with_openpyxl, (".xls", ".ods", ".xlsb")),
        (with_xlwt, (".xlsx", ".ods")),
        (with_odfpy, (".xlsx", ".xls")),
    ],
)
def test_a_workbook_with_the_ending_of_another_kind_is_read(
    tmp_path, fields, write, endings
) -> None:
    write(tmp_path / "a", [HEADINGS, *ROWS])
    for ending in endings:
        path = (tmp_path / "a").rename(tmp_path / f"b{ending}")
        (table,) = read_archive(path, fields).tables
        assert table.frame.select(FIELDS).rows() == [tuple(r) for r in ROWS]
        path.rename(tmp_path / "a")


def test_tabbed_text_called_xls_is_read_by_its_content(tmp_path, fields) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes("\r\n".join("\t".join(r) for r in [HEADINGS, *ROWS]).encode("gbk"))

    assert read_archive(path, fields).tables[0].frame.select(FIELDS).rows() == [
        tuple(r) for r in ROWS
    ]


def test_merged_cells_of_an_open_document_are_filled_down(tmp_path, fields) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    def cell(text, down=1):
        made = TableCell(valuetype="string", numberrowsspanned=down, numbercolumnsspanned=1)
        made.addElement(P(text=text))
        return made

    book, sheet = OpenDocumentSpreadsheet(), Table(name="档案")
    sheet.addElement(TableRow(numberrowsrepeated=2))
    for at, row in enumerate([HEADINGS, *ROWS[:6]]):
        line = TableRow()
        for place, text in enumerate(row):
            merged = at > 0 and place == 2
            covered = merged and at % 3 != 1
            line.addElement(CoveredTableCell() if covered else cell(text, 3 if merged else 1))
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    book.save(str(tmp_path / "a.ods"))

    (table,) = read_archive(tmp_path / "a.ods", fields).tables

    assert table.frame["office"].to_list() == [row[2] for row in ROWS[:6]]
    assert table.frame["source_row"].to_list() == [4, 5, 6, 7, 8, 9]


def test_rows_that_are_struck_out_are_read_and_told(tmp_path, fields) -> None:
    book = openpyxl.Workbook()
    for row in [HEADINGS, *couples(30)]:
        book.active.append(row)
    for at in (5, 20):
        for cell in book.active[at]:
            cell.font = Font(strike=True)
    book.active.cell(9, 1).font = Font(strike=True)  # one cell put right by hand
    for cell in book.active[12]:
        cell.font = Font(bold=True)
    book.save(tmp_path / "档案.xlsx")
    (table,) = read_archive(tmp_path / "档案.xlsx", fields).tables
    assert table.frame.height == 30
    assert [note.rows for note in table.notes if note.code == "IN261"] == [(5, 20)]


def test_hidden_rows_are_read_and_told(tmp_path, fields) -> None:
    book = openpyxl.Workbook()
    for row in [HEADINGS, *couples(30)]:
        book.active.append(row)
    for at in (5, 6, 20, 40):
        book.active.row_dimensions[at].hidden = True
    book.save(tmp_path / "档案.xlsx")
    (table,) = read_archive(tmp_path / "档案.xlsx", fields).tables
    assert table.frame.height == 30
    assert [note.rows for note in table.notes if note.code == "IN148"] == [(5, 6, 20)]


def _ods(path: Path, rows: list[list[object]], *, struck: Collection[int] = ()) -> None:
    """A spreadsheet whose dates (value, text) are shown as the text; whole rows struck out."""
    book = OpenDocumentSpreadsheet()
    style = Style(name="ce1", family="table-cell")
    style.addElement(TextProperties(textlinethroughstyle="solid"))
    book.automaticstyles.addElement(style)
    table = OdfTable(name="档案")
    for at, row in enumerate(rows, start=1):
        line = TableRow()
        for value in row:
            look = {"stylename": style} if at in struck else {}
            if isinstance(value, tuple):
                cell = TableCell(valuetype="date", datevalue=value[0], **look)
                cell.addElement(P(text=value[1]))
            else:
                cell = TableCell(valuetype="string", **look)
                cell.addElement(P(text=value))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))


def test_struck_rows_of_an_opendocument_spreadsheet_are_told_too(tmp_path, fields) -> None:
    _ods(tmp_path / "档案.ods", [HEADINGS, *couples(30)], struck={5, 20})
    (table,) = read_archive(tmp_path / "档案.ods", fields).tables
    assert table.frame.height == 30
    assert [note.rows for note in table.notes if note.code == "IN261"] == [(5, 20)]


def _dated(tmp_path: Path, form: str, *, title: bool, other: bool = False) -> Path:
    """Rows whose days, typed as 3月5日 in 2012, and births, typed as 1964年9月, a spreadsheet made whole dates."""
    days = [dt.date(2012, 3, 5), dt.date(2012, 11, 20), dt.date(2005 if other else 2012, 4, 1)]
    births = [dt.date(1964, 9, 1), dt.date(1965, 2, 1), dt.date(1966, 7, 15)]
    if form == "ods":
        rows = [
            [
                (day.isoformat(), f"{day.month}月{day.day}日"),
                "张三",
                (born.isoformat(), f"{born.year}年{born.month}月"),
                "李四",
            ]
            for day, born in zip(days, births, strict=True)
        ]
        heads = [["登记日期", "男方姓名", "男方出生日期", "女方姓名"]]
        _ods(
            tmp_path / "a.ods",
            [*([["1985年结婚登记", "", "", ""]] if title else []), *heads, *rows],
        )
        return tmp_path / "a.ods"
    book = openpyxl.Workbook()
    if title:
        book.active.append(["1985年结婚登记"])
    book.active.append(["登记日期", "男方姓名", "男方出生日期", "女方姓名"])
    for day, born in zip(days, births, strict=True):
        book.active.append([day, "张三", born, "李四"])
        line = book.active[book.active.max_row]
        line[0].number_format, line[2].number_format = 'm"月"d"日"', 'yyyy"年"m"月"'
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_dates_are_read_as_far_as_they_are_shown(tmp_path, fields, form) -> None:
    (table,) = read_archive(_dated(tmp_path, form, title=True), fields).tables
    assert table.frame["registration_date"].to_list() == [
        "1985年3月5日",
        "1985年11月20日",
        "1985年4月1日",
    ]
    assert table.frame["husband_birth_date"].to_list() == ["1964-09", "1965-02", "1966-07-15"]
    told = {note.code: note.count for note in table.notes}
    assert (told["IN264"], told["IN265"]) == (2, 3)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_days_of_several_years_have_the_years_that_were_typed(tmp_path, fields, form) -> None:
    (table,) = read_archive(_dated(tmp_path, form, title=False, other=True), fields).tables
    assert table.frame["registration_date"].to_list() == ["2012-03-05", "2012-11-20", "2005-04-01"]
    assert "IN265" not in {note.code for note in table.notes}
