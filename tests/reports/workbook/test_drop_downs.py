"""The drop-downs of the workbook: what a spreadsheet takes, and for each question what it offers and no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from minzheng_core.registries import marriage
from minzheng_core.reports.question_lines import question_lines
from minzheng_core.reports.save import WORKBOOK
from minzheng_core.reports.workbook.layout import (
    CANDIDATE,
    LIST_SHEET,
    QUESTION_SHEET,
    VALUE,
    WHICH,
    at,
)
from tests.reports.conftest import HEADINGS, ON, rows

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

_OFFSET = re.compile(
    r"OFFSET\((\w+)!\$A\$1,\$A2-1,(\d+),1,MAX\(1,COUNTA\(OFFSET\(.*?,1,(\d+)\)\)\)\)"
)


def _formulas(book: Workbook) -> dict[str, str]:
    validations = book[QUESTION_SHEET].data_validations.dataValidation
    return {str(v.sqref).split(":")[0]: v.formula1 for v in validations}


def _offered(book: Workbook, column: int, number: int) -> list[str]:
    """The options of the drop-down in *column* of question *number*."""
    formula = _formulas(book)[f"{get_column_letter(column + 1)}2"]
    match = _OFFSET.fullmatch(formula)
    assert match is not None
    sheet, start, width = book[match[1]], int(match[2]), int(match[3])
    line = [sheet.cell(number, start + 1 + place).value for place in range(width)]
    count = max(1, sum(cell is not None for cell in line))
    return [cell for cell in line[:count] if cell is not None]


def test_spreadsheets_take_them(run: Path) -> None:
    """At most 255 characters a formula and a prompt, no comma within an option of a list written out."""
    book = openpyxl.load_workbook(run / WORKBOOK)
    for sheet in book:
        for one in sheet.data_validations.dataValidation:
            assert len(one.formula1) <= 255
            assert len(one.prompt or "") <= 255
            assert len(one.error or "") <= 255
            assert len(one.errorTitle or "") <= 32


@pytest.mark.parametrize("candidates", [True, False])
def test_each_question_is_offered_its_own_options(tmp_path: Path, *, candidates: bool) -> None:
    table = rows() if candidates else _without_candidates()
    source = tmp_path / "档案.csv"
    source.write_text("\n".join([HEADINGS, *map(",".join, table)]), "utf-8")
    result = marriage.clean(str(source), county="360732", on=ON)
    lines = list(question_lines(result))
    assert any(line.candidates for line in lines) is candidates
    assert any(line.members for line in lines)

    book = openpyxl.load_workbook(result.save(tmp_path / "结果") / WORKBOOK)

    for number, line in enumerate(lines, start=1):
        assert _offered(book, at(CANDIDATE), number) == list(line.candidates)
        assert _offered(book, at(VALUE), number) == list(line.candidates)
        which = _offered(book, at(WHICH), number)
        assert which[1:] == (list(line.members) if which else [])
    assert book[LIST_SHEET].sheet_state == "veryHidden"


def _without_candidates() -> list[list[str]]:
    """Two couples with one certificate number, and nothing else to ask."""
    table = rows()[3:7]
    table[0][3] = table[1][3]
    return table
