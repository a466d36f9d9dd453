"""A sheet without headings is read under those of the sheet before it, where its cells fit them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from minzheng_core.reading import read_archive
from minzheng_core.registries.marriage.archive import FIELDS

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ["登记日期", "证号", "男", "年龄", "住址", "女", "年龄", "住址", "介绍人"]
ROW = ["1985.3.2", "12", "张三", "22", "埠头大队", "李四", "20", "渡江大队", "王五"]


def _book(path: Path, *sheets: list[list[str | None]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1985):
        sheet = book.create_sheet(str(number))
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_sheet_without_headings_goes_on_with_the_table_before_it(tmp_path) -> None:
    title = ["一九八六年结婚登记"]
    path = _book(tmp_path / "a.xlsx", [HEADINGS, ROW, ROW], [title, ROW, ROW, ROW], [ROW])
    tables = read_archive([path], FIELDS).tables
    assert [table.frame.height for table in tables] == [2, 3, 1]
    assert tables[1].frame["source_row"].to_list() == [2, 3, 4]
    assert tables[1].frame.columns == tables[0].frame.columns
    assert tables[2].frame["wife_domicile"].to_list() == ["渡江大队"]
    assert [[n.code for n in t.notes].count("IN132") for t in tables] == [0, 1, 1]


def test_its_mapping_is_saved_and_read_again(tmp_path) -> None:
    path = _book(tmp_path / "a.xlsx", [HEADINGS, ROW, ROW], [ROW, ROW])
    first = read_archive([path], FIELDS)
    again = read_archive([path], FIELDS, mapping=first.mapping)
    for one, two in zip(first.tables, again.tables, strict=True):
        assert one.frame.equals(two.frame)
        assert one.notes == two.notes


@pytest.mark.parametrize(
    "rows",
    [
        [["年份", "件数"], ["1985", "12"]],
        [
            [
                "埠头公社",
                "一百二十对",
                "二十对",
                "三十对",
                "合计一百七十对",
                "上报",
                "县",
                "科",
                "局",
            ]
        ],
        [[*ROW, "又一列"]],
    ],
)
def test_other_things_on_a_sheet_do_not_go_on_with_it(tmp_path, rows) -> None:
    tables = read_archive([_book(tmp_path / "a.xlsx", [HEADINGS, ROW, ROW], rows)], FIELDS).tables
    assert all("IN132" not in [note.code for note in table.notes] for table in tables)
    assert sum(table.frame.height for table in tables if table.sheet == "1985") == 2


def test_a_sheet_with_headings_of_its_own_keeps_them(tmp_path) -> None:
    swapped = [HEADINGS[i] for i in (0, 1, 5, 6, 7, 2, 3, 4, 8)]
    path = _book(tmp_path / "a.xlsx", [HEADINGS, ROW], [swapped, ROW])
    tables = read_archive([path], FIELDS).tables
    assert tables[1].frame["wife_name"].to_list() == ["张三"]
