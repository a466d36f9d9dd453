"""What could not be checked for want of columns is told once for the whole file."""

from __future__ import annotations

from datetime import date

import polars as pl

from minzheng_core.registries import funeral

TODAY = date(2026, 11, 23)
LEDGER = {
    "死者姓名": ["王五", "赵六"],
    "身份证号": ["362133195002280018", "362133195203150016"],
    "死亡时间": ["2021.4.28", None],
    "火化日期": ["2021-4-30", "2021-5-2"],
}


def _notes(columns: dict[str, list[str | None]], code: str = "IN176") -> list[str]:
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    remarks = funeral.clean(frame, county="360732", on=TODAY).remarks
    return [note.sentence() for _, note in remarks if note.code == code]


def _columns_of(told: str) -> list[str]:
    return told.partition("；")[0].partition("：")[2].split("、")


def test_a_column_that_is_nowhere_is_named_with_the_checks_that_need_it() -> None:
    (whole,) = _notes(LEDGER)
    assert "死亡日期" not in _columns_of(whole)
    (without,) = _notes({k: v for k, v in LEDGER.items() if k != "死亡时间"})
    assert "死亡日期" in _columns_of(without)
    assert "缺死亡日期（FR101）" in without
    assert "FR101" not in whole
    assert whole.count("（") == 4
    assert whole.endswith("……")


def test_an_empty_cell_is_a_finding_and_an_empty_column_as_well() -> None:
    empty = LEDGER | {"死亡时间": [None, None]}
    frame = pl.DataFrame(empty, schema=dict.fromkeys(empty, pl.String))
    found = funeral.clean(frame, county="360732", on=TODAY).findings
    assert found.filter(pl.col("code") == "FR101")["row"].to_list() == [0, 1]
    assert "死亡日期" not in _columns_of(_notes(empty)[0])


def test_the_columns_that_nobody_recognised_are_named_beside_what_is_missing() -> None:
    assert _notes(LEDGER | {"序号": ["1", "2"]}, "IN135") == []
    (told,) = _notes(LEDGER | {"序号": ["1", "2"], "阴阳先生": ["甲", "乙"]}, "IN135")
    assert "1 个：阴阳先生" in told


def test_a_blank_column_without_a_heading_is_not_told_and_a_filled_one_is() -> None:
    assert _notes(LEDGER | {"": [None, None]}, "IN135") == []
    (told,) = _notes(LEDGER | {"": [None, "x"]}, "IN135")
    assert "1 个：列E" in told


def test_columns_whose_content_goes_to_another_one_are_not_told() -> None:
    parts = {"死亡日期/年": ["2021", "2021"], "死亡日期/月": ["4", "5"], "死亡日期/日": ["28", "1"]}
    ledger = {k: v for k, v in LEDGER.items() if k != "死亡时间"} | parts
    assert _notes(ledger, "IN135") == []
    (told,) = _notes(ledger | {"炉型": ["普通", "拣灰"]}, "IN135")
    assert "1 个：炉型" in told
