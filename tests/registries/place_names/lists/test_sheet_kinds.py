"""Lists that say only by their sheet, their title or a heading what their places are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
import xlsxwriter

from minzheng_core.registries.place_names.lists import edition_from_frame, read_edition
from minzheng_core.registries.place_names.lists.sheet_kinds import kind_of_list

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def write(path: Path, sheets: dict[str, Sequence[Sequence[str]]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


RIVERS = [
    ["序号", "名称", "长度（公里）", "流经乡镇", "源头", "汇入"],
    ["1", "神河", "42", "神河镇", "秦岭", "汉江"],
    ["2", "吕河", "37", "吕河镇", "秦岭", "汉江"],
    ["3", "石门水库", "3", "石门镇", "", ""],
]
HILLS = [["名称", "海拔（米）", "经度", "纬度"], ["文华顶", "1300", "109.4", "32.8"]]


def test_a_sheet_of_one_kind_of_places_says_what_they_are(tmp_path: Path) -> None:
    edition = read_edition(write(tmp_path / "名录.xlsx", {"河流": RIVERS, "山峰": HILLS}))
    assert {row.name: row["category_name"] for row in edition} == {
        "神河": "河流",
        "吕河": "河流",
        "石门水库": "",
        "文华顶": "山",
    }
    said = [(sheet, note.count) for sheet, note in edition.remarks if note.code == "PL120"]
    assert said == [("河流", 2), ("山峰", 1)]
    left = next(note for _, note in edition.remarks if note.code == "PL115")
    assert {"长度", "流经", "源头", "汇入", "海拔"} == set(left.values["headings"].split("、"))


def test_the_title_says_it_too(tmp_path: Path) -> None:
    path = write(tmp_path / "名录.xlsx", {"Sheet1": [["旬阳县河流名称"], *RIVERS]})
    assert [row["category_name"] for row in read_edition(path)] == ["河流", "河流", ""]


def test_a_heading_says_it_where_no_category_does() -> None:
    frame = pl.DataFrame(
        {
            "道路名称": ["太极大道", "老城街"],
            "所在乡镇": ["城关镇", "城关镇"],
            "起止点": ["东", "西"],
        }
    )
    assert [row["category_name"] for row in edition_from_frame(frame)] == ["街路巷"] * 2
    told = frame.with_columns(pl.Series("类别", ["大街", None]))
    assert [row["category_name"] for row in edition_from_frame(told)] == ["大街", "街路巷"]


@pytest.mark.parametrize(
    "words",
    ["村", "行政区划", "道路、桥梁", "街道", "河流情况说明", "二河村", "Sheet1", "大河乡地名名录"],
)
def test_nothing_is_said_of_what_may_be_of_several_kinds(words: str) -> None:
    assert kind_of_list([words]) == ""


def test_sheet_and_heading_that_contradict_each_other_say_nothing() -> None:
    assert kind_of_list(["河流", "山峰名称"]) == ""
