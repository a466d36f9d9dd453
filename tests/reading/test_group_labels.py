"""A place written on the first row of each group is that of its other rows; other blank cells stay blank."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS


def _table(columns: dict[str, list[str | None]]):
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    (table,) = read_frame(frame, FIELDS).tables
    return table


def _couples(count: int) -> dict[str, list[str | None]]:
    return {
        "登记日期": ["1985-03-01"] * count,
        "男方姓名": ["张大山"] * count,
        "女方姓名": ["李小花"] * count,
    }


@pytest.mark.parametrize("heading", ["乡镇", "登记机关"])
def test_a_place_on_the_first_row_of_each_group_is_that_of_the_others(heading: str) -> None:
    labels = ["高兴镇", None, None, None, "长冈乡", None, None, "江背公社：", None]
    table = _table({heading: labels, **_couples(9)})
    name = "office" if heading == "登记机关" else heading
    assert table.frame[name].to_list() == [*["高兴镇"] * 4, *["长冈乡"] * 3, *["江背公社："] * 2]
    (note,) = (note for note in table.notes if note.code == "IN142")
    assert note.rows == (3, 4, 5, 7, 8, 10)


@pytest.mark.parametrize(
    "cells",
    [
        [None, "高兴镇", None, None, "长冈乡", None, None, None, None],
        ["高兴镇", None, None, None, "高兴镇", None, None, None, None],
        ["高兴镇", "长冈乡", None, None, "江背镇", "埠头乡", None, None, None],
        ["高兴镇", None, None, None, "王某某", None, None, None, None],
        ["高兴镇", None, None, None, None, None, None, None, None],
    ],
    ids=["not the first row", "the same again", "several in a row", "no place", "only one"],
)
def test_what_may_be_missing_stays_blank(cells: list[str | None]) -> None:
    table = _table({"登记机关": cells, **_couples(9)})
    assert table.frame["office"].to_list() == cells
    assert "IN142" not in [note.code for note in table.notes]


def test_where_somebody_lives_is_never_taken_from_above() -> None:
    cells = ["兴国县高兴镇", None, None, None, "兴国县长冈乡", None, None, None, None]
    table = _table({"男方住址": cells, "男方乡镇": cells, **_couples(9)})
    assert table.frame["husband_domicile"].to_list() == cells


def test_places_that_come_again_and_again_are_those_of_their_rows() -> None:
    cells = ["高兴镇", None, None, None, "长冈乡", None, None, None, None, None] * 5
    table = _table({"登记机关": cells, **_couples(50)})
    assert table.frame["office"].to_list() == cells


def test_a_day_on_the_first_row_of_each_group_is_that_of_the_others() -> None:
    days = ["1985.3.1", None, None, "1985.3.8", None, None, None, "1985.4.2", None]
    table = _table(_couples(9) | {"登记日期": days})
    told = table.frame["registration_date"].to_list()
    assert told == [*["1985.3.1"] * 3, *["1985.3.8"] * 4, *["1985.4.2"] * 2]
    (note,) = (note for note in table.notes if note.code == "IN142")
    assert note.rows == (3, 4, 6, 7, 8, 10)


@pytest.mark.parametrize(
    "days",
    [
        ["1985.3.1", None, None, "1985.3.1", None, None, None, "1985.4.2", None],
        ["1985.3.8", None, None, "1985.3.1", None, None, None, "1985.4.2", None],
        ["1985.3.1", None, "1985.3.8", "1985.4.2", None, None, "1985.5.1", None, None],
        [None, "1985.3.1", None, None, "1985.3.8", None, None, None, None],
        ["1985.3", None, None, "1985.4", None, None, None, "1985.5", None],
    ],
    ids=["the same again", "not in order", "many of one row", "not the first row", "no days"],
)
def test_days_that_may_be_missing_stay_blank(days) -> None:
    table = _table(_couples(9) | {"登记日期": days})
    assert table.frame["registration_date"].to_list() == days
