"""The clerk's workbook of a funeral ledger speaks of deaths, not of registrations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import polars as pl

from minzheng_core.registries import funeral
from minzheng_core.reports.workbook.layout import CERTIFICATE, DATE, GUIDE_SHEET, QUESTION_SHEET, at
from minzheng_core.reports.workbook.volumes import write_workbook

if TYPE_CHECKING:
    from pathlib import Path


def test_the_day_is_called_as_the_register_calls_it(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"死者姓名": ["王五"], "身份证号": ["362133195002280017"], "死亡时间": ["2021.4.28"]}
    )
    result = funeral.clean(frame, county="360732", on=date(2026, 11, 23))
    write_workbook(result, tmp_path / "w.xlsx")
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    asked = book[QUESTION_SHEET]

    assert asked.cell(1, at(DATE) + 1).value == "死亡日期"
    assert asked.cell(2, at(DATE) + 1).value == "2021-04-28"
    hidden = openpyxl.utils.get_column_letter(at(CERTIFICATE) + 1)
    assert asked.column_dimensions[hidden].hidden
    told = " ".join(str(cell.value) for row in book[GUIDE_SHEET].rows for cell in row)
    assert "证件字号" not in told
    assert "卷号中断" in told
