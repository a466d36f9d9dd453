"""Ledgers whose headings stand in two rows: 逝者情况 and 家属情况 above 姓名, 身份证号."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.registries import funeral
from minzheng_core.registries.funeral.archive import FIELDS

if TYPE_CHECKING:
    from pathlib import Path

INDEX = FieldIndex(FIELDS)
OWN, OTHER = "362133195002280018", "360732199002280010"


def _cleaned(path: Path, rows: list[list[str | None]]) -> dict[str, str | None]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path / "台账.xlsx")
    result = funeral.clean(path / "台账.xlsx", county="360732", on=date(2026, 11, 28))
    return result.records.row(0, named=True)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("逝者基本情况/姓名", "deceased_name"),
        ("一、死者信息/身份证号", "deceased_id_number"),
        ("家属情况/姓名", "cremation_handler_name"),
        ("家属情况/家属姓名", "cremation_handler_name"),
        ("申请人（家属）信息/身份证号码", "cremation_handler_id_number"),
        ("经办人信息/与死者的关系", "cremation_handler_relation"),
        ("火化情况/时间", "cremation_date"),
        ("死亡情况/死亡时间", "death_date"),
        ("死亡人员情况/死亡日期", "death_date"),
        ("基本情况/年龄", "deceased_age"),
        ("墓穴位置/区", "placement_zone"),
        ("墓穴位置/排", "placement_row"),
        ("墓穴位置/号", "placement_location"),
    ],
)
def test_a_heading_is_read_with_the_one_above_it(heading: str, field: str) -> None:
    assert INDEX.matches(heading)[0].field == field


@pytest.mark.parametrize(
    "heading", ["家属情况/性别", "户主情况/姓名", "监护人信息/身份证号", "家属情况/住址"]
)
def test_what_is_anothers_is_not_the_deceaseds(heading: str) -> None:
    assert INDEX.matches(heading) == ()


def test_the_relatives_name_and_number_are_not_the_deceaseds(tmp_path: Path) -> None:
    read = _cleaned(
        tmp_path,
        [
            ["序号", "逝者基本情况", None, "死亡情况", "家属情况", None],
            [None, "姓名", "身份证号", "死亡时间", "姓名", "身份证号"],
            # The relative's column is the neater one.
            ["1", "王 五", OWN[:-1], "2021.4.28", "李四", OTHER],
            ["2", "赵 六", None, "2021.4.29", "李七", OTHER],
        ],
    )
    assert read["deceased_name"].replace(" ", "") == "王五"
    assert read["deceased_id_number"] != OTHER
    assert read["cremation_handler_name"] == "李四"
    assert read["cremation_handler_id_number"] == OTHER


def test_a_number_below_the_relatives_heading_alone_is_the_relatives(tmp_path: Path) -> None:
    read = _cleaned(
        tmp_path,
        [
            ["死者姓名", "死亡时间", "家属情况", None, None],
            [None, None, "姓名", "性别", "身份证号"],
            ["王五", "2021.4.28", "李四", "男", OTHER],
        ],
    )
    assert read["cremation_handler_id_number"] == OTHER
    assert read.get("deceased_id_number") is None
    assert read.get("deceased_sex") is None


def test_of_two_columns_with_one_heading_the_first_is_the_deceaseds(tmp_path: Path) -> None:
    read = _cleaned(
        tmp_path,
        [
            ["姓名", "身份证号", "死亡时间", "火化时间", "姓名", "身份证号"],
            ["王 五", None, "2021.4.28", "2021.4.30", "李四", OTHER],
            ["赵 六", OWN, "2021.4.28", "2021.4.30", "李七", OTHER],
        ],
    )
    assert read["deceased_name"].replace(" ", "") == "王五"
    assert read["deceased_id_number"] is None


def test_beside_a_name_that_is_said_to_be_the_deceaseds_a_bare_one_is_the_applicants(
    tmp_path: Path,
) -> None:
    read = _cleaned(
        tmp_path,
        [
            ["姓名", "性别", "身份证号", "与死者关系", "死者姓名", "死者身份证号", "死亡日期"],
            ["李四", "男", OTHER, "父子", "王五", OWN, "2021.4.28"],
        ],
    )
    assert (read["deceased_name"], read["deceased_id_number"]) == ("王五", OWN)
    assert read["cremation_handler_name"] == "李四"
    assert read["cremation_handler_id_number"] == OTHER
    assert read.get("deceased_sex") is None


def test_bare_columns_behind_the_deceaseds_name_stay_theirs(tmp_path: Path) -> None:
    read = _cleaned(
        tmp_path,
        [
            ["死者姓名", "性别", "身份证号", "死亡日期", "申请人姓名", "申请人身份证号"],
            ["王五", "男", OWN, "2021.4.28", "李四", OTHER],
        ],
    )
    assert (read["deceased_name"], read["deceased_id_number"]) == ("王五", OWN)
    assert read["deceased_sex"] == "男性"


def test_who_works_the_furnace_is_not_the_deceased(tmp_path: Path) -> None:
    read = _cleaned(
        tmp_path,
        [
            ["姓名", "身份证号", "死亡日期", "火化日期", "火化人"],
            ["王五", OWN, "2021.4.28", "2021.4.30", "李四"],
        ],
    )
    assert (read["deceased_name"], read["deceased_id_number"]) == ("王五", OWN)


def test_headings_merged_down_end_where_the_others_do(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [
        ["公益性公墓安葬台账"],
        ["编号", "墓穴位置", None, None, "墓主姓名", "死亡日期", "安葬日期", "占地面积"],
        [None, "区", "排", "号"],
        [1, "A", 1, 1, "王五", "2021-04-28", "2021-04-30", "0.5"],
        [2, "A区", 2, "7号", "赵六", "2021-05-28", "2021-05-30", "同上"],
    ]:
        sheet.append(row)
    for cells in ("A1:H1", "A2:A3", "B2:D2", "E2:E3", "F2:F3", "G2:G3", "H2:H3"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "台账.xlsx")
    result = funeral.clean(tmp_path / "台账.xlsx", county="360732", on=date(2026, 11, 28))
    assert result.records["placement_location"].to_list() == ["A区1排1", "A区2排7号"]
    assert result.records["placement_area"].to_list() == ["0.5", "0.5"]
