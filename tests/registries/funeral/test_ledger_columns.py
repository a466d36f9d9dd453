"""Columns of cemeteries and villages: zones and rows, domiciles in parts, infants, bodies without a name, causes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest

from minzheng_core.columns import ages
from minzheng_core.registries import funeral
from minzheng_core.values.age import Age

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.cleaning import CleanResult

ON = date(2026, 11, 28)


def _cleaned(rows: dict[str, list[str | None]]) -> CleanResult:
    count = len(next(iter(rows.values())))
    base = {"死者姓名": ["王五", "赵六", "李四"][:count], "死亡日期": ["2021-04-28"] * count}
    return funeral.clean(pl.DataFrame(base | rows), county="360732", on=ON)


def _book(path: Path, sheets: dict[str, list[list[str | None]]]) -> CleanResult:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path / "公墓.xlsx")
    return funeral.clean(path / "公墓.xlsx", county="360732", on=ON)


HEAD = ["墓主", "卒于", "墓穴编号", "墓型"]
FIRST = ["王五", "2021-04-28", "1排1号", "单穴"]
SECOND = ["赵六", "2022-04-28", "1排1号", "单穴"]


def test_one_number_in_two_sheets_without_a_facility_is_two_graves(tmp_path: Path) -> None:
    result = _book(tmp_path, {"东区": [HEAD, FIRST], "西区": [HEAD, SECOND]})
    assert "FX103" not in result.findings["code"].to_list()


def test_one_number_twice_in_one_sheet_is_one_grave(tmp_path: Path) -> None:
    result = _book(tmp_path, {"东区": [HEAD, FIRST, SECOND]})
    assert result.findings["code"].to_list().count("FX103") == 2


def test_a_named_facility_is_one_in_every_sheet(tmp_path: Path) -> None:
    named = [*HEAD, "公墓名称"]
    sheets = {
        "东区": [named, [*FIRST, "福寿山公墓"]],
        "西区": [named, [*SECOND, "福寿山公墓"]],
    }
    assert _book(tmp_path, sheets).findings["code"].to_list().count("FX103") == 2


def test_zone_and_row_belong_to_the_number_of_a_grave() -> None:
    result = _cleaned(
        {"墓区": ["松鹤园", "1", None], "排": ["3", "3", "3"], "墓穴号": ["11号", "1号", "2号"]}
    )
    assert result.records["placement_location"].to_list() == [
        "松鹤园墓区3排11号",
        "1墓区3排1号",
        "3排2号",
    ]


def test_a_domicile_in_parts_is_read_whole() -> None:
    result = _cleaned(
        {"住址乡镇": ["杰村乡", "长冈乡"], "村": ["红星", "上社村"], "组": ["3", "四组"]}
    )
    assert result.records["deceased_domicile"].to_list() == ["杰村乡红星村3组", "长冈乡上社村四组"]
    assert result.records["deceased_division"].to_list() == ["360732"] * 2
    assert "deceased_domicile_village" not in result.records.columns


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3天", 0),
        ("28日", 0),
        ("八个月", 0),
        ("5个月零3天", 0),
        ("18个月", 1),
        ("新生儿", 0),
        ("半岁", 0),
        ("不满周岁", 0),
        ("6小时", 0),
        ("3", 3),
        ("约50岁", 50),
    ],
)
def test_the_age_of_an_infant_is_read_alone_and_in_a_column(text: str, years: int) -> None:
    alone = Age.parse(text)
    column = ages.parse(pl.Series([text]))

    assert alone.value is not None
    assert (alone.value.value, alone.findings) == (years, ())
    assert column.select("text", "value").rows() == [(str(alone.value), years)]


@pytest.mark.parametrize("text", ["40-50岁", "月", "天", "老年"])
def test_what_is_no_age_stays_unread(text: str) -> None:
    assert Age.parse(text).value is None


@pytest.mark.parametrize(
    "name", ["无名男尸", "未知名尸体", "身份不明者", "无主遗体", "不明身份人员", "死婴", "无名氏"]
)
def test_a_body_without_a_name_has_none(name: str) -> None:
    frame = pl.DataFrame(
        {
            "死者姓名": [name],
            "死亡日期": ["2021-04-28"],
            "火化日期": ["2021-04-30"],
            "死亡证明种类": ["医学证明"],
        }
    )
    result = funeral.clean(frame, county="360732", on=ON)
    assert result.records["deceased_name"].to_list() == [None]


@pytest.mark.parametrize(
    ("cause", "code"),
    [("脑溢血", "NORMAL"), ("肺癌", "NORMAL"), ("车祸", "ABNORMAL"), ("溺亡", "ABNORMAL")],
)
def test_a_cause_of_death_tells_whether_it_was_natural(cause: str, code: str) -> None:
    result = _cleaned({"死亡原因": [cause]})
    assert result.records["death_manner_code"].to_list() == [code]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("寄存期限", "placement_term_years"),
        ("墓型", "placement_capacity"),
        ("报告单位", "death_certificate_issuer"),
    ],
)
def test_headings_of_columbaria_and_health_bureaus(heading: str, field: str) -> None:
    result = _cleaned({heading: ["2"]})
    assert field in result.records.columns
