"""A decision brings with it what cleaning would have derived, had the archive said so from the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.run_files import WORKBOOK
from tests.reports.conftest import HUSBANDS
from tests.reports.decisions.outcome import DAY, final
from tests.reports.fifth_couple import AGE, BIRTH, CERTIFICATE, DAY_OF_ACT, NUMBER, cleaned_with

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.conftest import Fill

OTHER_DAY = {BIRTH: "1980-07-15", NUMBER: HUSBANDS[4][:6] + HUSBANDS[4][8:17]}
"""A number of 15 digits and a birth date that differ in one digit: nothing tells which is right."""
WIFE = {10: "", 11: ""}
OLD = {BIRTH: "", NUMBER: "", AGE: "25"}
NO_DAY = OLD | {DAY_OF_ACT: "某年3月8日", CERTIFICATE: "潋结字第5号", **WIFE}
NO_AGE = OLD | {AGE: "250"}
RIGHT = HUSBANDS[4]


def _saved(folder: Path, cells: dict[int, str]) -> Path:
    folder.mkdir()
    return cleaned_with(folder, cells).save(folder / "结果")


@pytest.mark.parametrize(
    ("cells", "place", "field", "value", "followed"),
    [
        (OTHER_DAY, NUMBER, "husband_id_number", RIGHT, "husband_birth_date"),
        (NO_DAY, DAY_OF_ACT, "registration_date", "1995-03-08", "husband_division"),
        (NO_DAY, DAY_OF_ACT, "registration_date", "1995-03-08", "husband_birth_range"),
        (NO_AGE, AGE, "husband_age", "25", "husband_birth_range"),
    ],
)
def test_the_record_is_as_if_the_archive_had_said_so(
    tmp_path: Path, fill: Fill, cells: dict[int, str], place: int, field: str, value: str,
    followed: str,
) -> None:  # fmt: skip
    run = _saved(tmp_path / "甲", cells)
    said = pl.read_parquet(_saved(tmp_path / "乙", cells | {place: value}) / "records.parquet")
    fill(run / WORKBOOK, {f"|6|{field}": {"决定": "填写", "填写值": value}})

    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    before = pl.read_parquet(run / "records.parquet").row(4, named=True)
    record, wanted = final(run).row(4, named=True), said.row(4, named=True)
    assert before[followed] != wanted[followed], "there is something to follow"
    known = {name for name in record if not name.endswith("_status")}
    assert {name: record[name] for name in known} == {name: wanted[name] for name in known}
    assert record.get(f"{followed}_status") == wanted.get(f"{followed}_status")
    assert outcome.doubts == 0
    changes = pl.read_csv(run / "final" / "changes.csv", infer_schema=False)
    told = changes.filter(pl.col("source_row") == "6", pl.col("field") == followed).tail(1)
    assert told["after"][0] == wanted[followed]


def test_nothing_follows_where_the_writing_is_kept(tmp_path: Path, fill: Fill) -> None:
    run = _saved(tmp_path / "甲", OTHER_DAY)
    fill(run / WORKBOOK, {"|6|husband_id_number": {"决定": "维持原文"}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert final(run)["husband_birth_date"][4] == OTHER_DAY[BIRTH]


def test_what_is_withdrawn_is_put_back(tmp_path: Path, fill: Fill) -> None:
    run = _saved(tmp_path / "甲", OTHER_DAY)
    part = "|6|husband_id_number"
    fill(run / WORKBOOK, {part: {"决定": "填写", "填写值": RIGHT}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert final(run)["husband_birth_date"][4] == "1980-05-15"

    fill(run / WORKBOOK, {part: {"决定": "无法确定", "填写值": ""}})
    apply_workbook(run / WORKBOOK, by="王五", on=DAY)
    assert final(run).equals(pl.read_parquet(run / "records.parquet"))
