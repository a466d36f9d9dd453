"""The same rows written as workbooks by libraries of every age."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[list[Any]]


def with_xlsxwriter(path: Path, rows: Rows) -> None:
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("档案")
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            sheet.write_string(i, j, value) if isinstance(value, str) else sheet.write(i, j, value)
    book.close()


def with_openpyxl(path: Path, rows: Rows) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def with_xlwt(path: Path, rows: Rows) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("档案")
    date = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write(i, j, value, date)
            elif value is not None:
                sheet.write(i, j, value)
    book.save(str(path))


def with_odfpy(path: Path, rows: Rows) -> None:
    book = OpenDocumentSpreadsheet()
    table = OdfTable(name="档案")
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, (dt.datetime, dt.date)):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, bool):
                cell = TableCell(valuetype="boolean", booleanvalue=str(value).lower())
            elif isinstance(value, (int, float)):
                cell = TableCell(valuetype="float", value=value)
            elif value is None:
                cell = TableCell()
            else:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))


WRITERS = [
    pytest.param(with_xlsxwriter, ".xlsx", id="xlsxwriter"),
    pytest.param(with_openpyxl, ".xlsx", id="openpyxl"),
    pytest.param(with_xlwt, ".xls", id="xlwt"),
    pytest.param(with_odfpy, ".ods", id="odfpy"),
]
