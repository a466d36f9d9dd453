"""Rows that are shifted by one cell are put right where the form of every cell says so."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS

HEADINGS = (
    "档号", "登记日期", "证件字号", "男方姓名", "男方身份证号", "男方出生日期", "男方住址",
    "女方姓名", "女方身份证号", "女方出生日期", "女方住址", "备注", "另记",
)  # fmt: skip
ROW = (
    "A-1", "1995.3.4", "(95)潋结字第1号", "张建国", "362133197001010012", "1970.1.1", "兴国县潋江镇",
    "李秀英", "362133197203040020", "1972.3.4", "兴国县高兴镇", None, None,
)  # fmt: skip


def read(*rows: tuple[str | None, ...]) -> tuple[list[tuple[str | None, ...]], tuple[int, ...]]:
    lines = [ROW, *rows, ROW]
    frame = pl.DataFrame(lines, schema=dict.fromkeys(HEADINGS, pl.String), orient="row")
    (table,) = read_frame(frame, FIELDS).tables
    names = [c.field or c.heading for c in table.mapping.columns]
    cells = table.frame.select(names).rows()[1:-1]
    notes = {note.code: note.rows for note in table.notes}
    return cells, notes.get("IN197", ())


@pytest.mark.parametrize("at", [3, 7])
def test_a_blank_too_many_is_taken_out(at: int) -> None:
    cells, noted = read((*ROW[:at], None, *ROW[at:-1]))
    assert cells == [ROW]
    assert noted == (3,)


@pytest.mark.parametrize("at", range(3, 9))
def test_a_cell_that_was_left_out_leaves_a_blank(at: int) -> None:
    cells, noted = read((*ROW[:at], *ROW[at + 1 :], None))
    assert cells == [(*ROW[:at], None, *ROW[at + 1 :])]
    assert noted == (3,)


@pytest.mark.parametrize(
    "row",
    [
        ROW,
        (*ROW[:4], "不详", *ROW[5:8], "遗失", *ROW[9:]),
        (*ROW[:3], ROW[4], ROW[3], *ROW[5:]),  # two cells that changed places
        (*ROW[:3], *ROW[7:11], *ROW[3:7], None, None),  # both parties
        (*ROW[:3], None, None, None, None, *ROW[7:]),
        (*ROW[:3], None, *ROW[3:7], "1995", "高兴镇", "362133197203040020", "李秀英", None),
        (*ROW[:5], "兴国县潋江镇", "1970.1.1", *ROW[7:]),
    ],
)
def test_everything_else_stays_where_it_is(row: tuple[str | None, ...]) -> None:
    cells, noted = read(row)
    assert cells == [row]
    assert noted == ()


def test_rows_of_a_table_without_such_rows_cost_no_note() -> None:
    cells, noted = read(*[ROW] * 50)
    assert cells == [ROW] * 50
    assert noted == ()


def test_cells_behind_a_blank_column_stay_where_they_fit() -> None:
    headings = (*HEADINGS[1:7], "空栏", "登记机关", "女方姓名", "女方住址", "女方出生日期")
    right = (*ROW[1:7], None, "潋江镇", "李秀英", "兴国县高兴镇", "1972.3.4")
    shifted = (*right[:2], None, *right[2:6], *right[7:])
    frame = pl.DataFrame(
        [right, shifted, right], schema=dict.fromkeys(headings, pl.String), orient="row"
    )
    (table,) = read_frame(frame, FIELDS).tables
    names = [c.field or c.heading for c in table.mapping.columns]
    assert table.frame.select(n for n in names if n in table.frame.columns).rows()[1] == tuple(
        cell for name, cell in zip(names, right, strict=True) if name in table.frame.columns
    )
    assert {note.code: note.rows for note in table.notes}["IN197"] == (3,)
