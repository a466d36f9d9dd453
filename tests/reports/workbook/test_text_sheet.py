"""A sheet for much text is the sheet that the library itself would write, byte by byte."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from minzheng_core.reports.workbook.text_sheet import TextSheet

ODD = [
    "<r>甲</r>",
    "_x0041_",
    " 前",
    "后\n",
    "\x00\x1f",
    "a&b",
    '"',
    "\ufffe",
    "\u2028",
    "=1+1",
    "\x85",
]
cells = st.one_of(
    st.text(st.characters(codec="utf-8")), st.sampled_from(ODD), st.none(), st.integers(0, 9)
)
texts = st.one_of(st.text(st.characters(codec="utf-8")), st.sampled_from(ODD), st.just(""))
rows = st.lists(st.lists(st.tuples(cells, st.integers(0, 2)), max_size=30), max_size=5)


def written(
    kind: type[Worksheet],
    lines: list[list[tuple[object, int]]],
    *,
    lean: bool,
    whole: bool = False,
) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"constant_memory": lean, "in_memory": not lean, "strings_to_formulas": False}
    )
    styles = [None, book.add_format({"bold": True}), book.add_format({"num_format": "@"})]
    sheet = book.add_worksheet("甲", kind)
    sheet.set_column(0, 2, 9, styles[2])
    for row, line in enumerate(lines):
        if whole:
            cells = [
                (column, str(text), styles[style]) for column, (text, style) in enumerate(line)
            ]
            sheet.write_line(row, cells)
            continue
        for column, (value, style) in enumerate(line):
            if value is None:
                sheet.write_blank(row, column, None, styles[style])
            elif isinstance(value, int):
                sheet.write_number(row, column, value, styles[style])
            else:
                sheet.write_string(row, column, str(value), styles[style])
    book.close()
    with ZipFile(buffer) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("lean", [True, False])
@given(lines=rows)
def test_the_bytes_are_those_of_any_other_sheet(
    lines: list[list[tuple[object, int]]], lean: bool
) -> None:
    expected = written(Worksheet, lines, lean=lean)
    assert written(TextSheet, lines, lean=lean) == expected


@pytest.mark.parametrize("lean", [True, False])
@given(lines=st.lists(st.lists(st.tuples(texts, st.integers(0, 2)), max_size=30), max_size=5))
def test_a_line_is_what_its_cells_are_one_by_one(
    lines: list[list[tuple[str, int]]], lean: bool
) -> None:
    singly = [[(text or None, style) for text, style in line] for line in lines]
    assert written(TextSheet, lines, lean=lean, whole=True) == written(Worksheet, singly, lean=lean)
