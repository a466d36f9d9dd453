"""The township of each row, where a column says it that names neither an office nor an address of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from minzheng_core.reading import read_archive
from minzheng_core.reading.rows.told import PLACE_TOLD
from minzheng_core.registries.marriage.archive import FIELDS

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    "1,大桥公社,张三,大桥大队,李四,沂洋大队,1964-1-18",
    "2,〃,王五,梅坪大队,赵六,大桥大队,1964-2-3",
    "3,,钱七,瑞岩大队,孙八,瑞岩大队,1964-2-11",
    "4,卓洋公社,周九,卓洋大队,吴十,卓洋大队,1964-3-8",
)


def places_told(
    folder: Path, heading: str, name: str = "古田公社1964年"
) -> tuple[list[str | None] | None, list[str]]:
    path = folder / f"{name}.csv"
    lines = [f"编号,{heading},男方姓名,男方住址,女方姓名,女方住址,登记日期", *ROWS]
    path.write_text("\n".join(lines), encoding="utf-8")
    (table,) = read_archive([path], FIELDS).tables
    frame = table.frame
    told = frame[PLACE_TOLD].to_list() if PLACE_TOLD in frame.columns else None
    return told, [note.values["place"] for note in table.notes if note.code == "IN147"]


@pytest.mark.parametrize("heading", ["公社名称", "所在公社", "公社", "乡镇"])
def test_a_column_of_townships_comes_before_the_name_of_the_file(
    tmp_path: Path, heading: str
) -> None:
    told, noted = places_told(tmp_path, heading)
    assert told == ["大桥公社", "大桥公社", None, "卓洋公社"]
    assert noted == ["每行所写的乡镇"]


def test_a_register_of_the_county_has_no_office_in_the_couples_townships(tmp_path: Path) -> None:
    told, _ = places_told(tmp_path, "乡镇", "古田县民政局1964年结婚登记")
    assert told is None


def test_where_a_text_was_found_is_not_where_it_was_registered(tmp_path: Path) -> None:
    path = tmp_path / "登记.csv"
    title = "一九八一年结婚登记（根据县档案馆存区公所移交之存根录入）"
    path.write_text(
        f"{title},,,\n男方姓名,女方姓名,登记日期,备注\n张三,李四,1981-1-5,\n", encoding="utf-8"
    )
    (table,) = read_archive([path], FIELDS).tables
    assert PLACE_TOLD not in table.frame.columns


def test_a_sheet_may_be_called_by_its_township_and_year(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "夏庄镇1994"
    for line in (
        ("男方姓名", "女方姓名", "登记日期"),
        ("张三", "李四", "1.15"),
        ("王五", "赵六", "3.8"),
    ):
        sheet.append(line)
    book.save(path := tmp_path / "登记.xlsx")
    (table,) = read_archive([path], FIELDS).tables
    assert table.frame["registration_date"].to_list() == ["1994.1.15", "1994.3.8"]
