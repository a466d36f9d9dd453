"""A small archive with every kind of question in it, all people synthetic."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from minzheng_core.registries import marriage
from minzheng_core.reports.workbook.layout import QUESTION_SHEET
from minzheng_core.values.ids.arithmetic import check_digit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from minzheng_core.cleaning import CleanResult

    Fill = Callable[[Path, dict[str, dict[str, str | int]]], None]

ON = date(2026, 11, 23)
HEADINGS = (
    "序号,登记日期,业务类型,证件字号,登记机关,"
    "男方姓名,男方身份证号,男方出生日期,男方户籍地址,女方姓名,女方身份证号,女方出生日期,女方户籍地址"
)


def number(first_17: str) -> str:
    """A synthetic number with its check digit."""
    return f"{first_17}{check_digit(first_17)}"


def wrong(sound: str) -> str:
    """The same number with another check digit."""
    return sound[:17] + ("1" if sound[17] != "1" else "2")


HUSBANDS = [number(f"3621331980{month:02}15{month:02}1") for month in range(1, 13)]
WIVES = [number(f"3621331982{month:02}20{month:02}2") for month in range(1, 13)]
NAMES = ["赖文彬", "钟国栋", "谢永福", "刘志刚", "黄建华", "曾庆林"]
BRIDES = ["温秀英", "邱春兰", "李桂香", "王小红", "陈玉梅", "肖美玲"]


def rows() -> list[list[str]]:
    """Twelve couples; damage is put in where a test needs it."""
    table = [
            [
                str(n + 1), f"2012-{n + 1:02}-08", "结婚登记", f"J360732-2012-{n + 1:06}", "兴国县民政局",
                NAMES[n % 6] + "一二"[n // 6], HUSBANDS[n], f"1980-{n + 1:02}-15", "江西省兴国县潋江镇",
                BRIDES[n % 6] + "一二"[n // 6], WIVES[n], f"1982-{n + 1:02}-20", "江西省兴国县潋江镇",
            ]
        for n in range(12)
    ]  # fmt: skip
    table[0][6] = wrong(HUSBANDS[0])
    table[0][7] = ""
    table[1][6], table[1][10] = WIVES[1], HUSBANDS[1]
    table[1][7] = table[1][11] = ""
    table[2][3] = table[3][3]
    table[0][5], table[9][4] = "=HYPERLINK(1)", "@SUM(A1)"
    table[7][8] = table[8][8] = "=2+3无此地方\x07"
    table[9][6], table[9][7] = "", "1970-02-30"
    return table


NUMBER = "|2|husband_id_number"
COUPLE = "|3|husband_id_number|MR301"
CERTIFICATE = "|4|certificate_number|MF301"
PLACE = "|9|husband_domicile|DV201"
BIRTH = "|11|husband_birth_date"
"""The questions that this asks, by the ends of their names."""


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive as a CSV."""
    path = tmp_path_factory.mktemp("archive") / "档案.csv"
    lines = [HEADINGS, *(",".join(row) for row in rows())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def result(archive: Path) -> CleanResult:
    """The archive cleaned."""
    return marriage.clean(str(archive), county="360732", on=ON)


@pytest.fixture
def run(result: CleanResult, tmp_path: Path) -> Path:
    """The run on disk."""
    return result.save(tmp_path / "结果")


@pytest.fixture
def fill() -> Fill:
    """Fill in the workbook: ``fill(path, {part of the question's name: {heading: text}})``."""

    def fill_in(path: Path, answers: dict[str, dict[str, str | int]]) -> None:
        book = openpyxl.load_workbook(path)
        sheet = book[QUESTION_SHEET]
        columns = {cell.value: cell.column for cell in sheet[1]}
        open_ = dict(answers)
        for row in range(2, sheet.max_row + 1):
            question = sheet.cell(row, columns["问题编号"]).value or ""
            for part in [part for part in open_ if part in question]:
                for heading, text in open_.pop(part).items():
                    sheet.cell(row, columns[heading]).value = text
        assert not open_, f"no such question: {open_}"
        book.save(path)

    return fill_in
