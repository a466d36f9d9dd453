"""What the final records say after decisions: doubts settled are gone, doubts brought are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.run_files import WORKBOOK
from tests.reports.conftest import CERTIFICATE, HUSBANDS, NUMBER, number
from tests.reports.decisions.outcome import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.conftest import Fill

SERIOUS = pl.col("severity") != "notice"


def findings(folder: Path, source_row: str) -> set[tuple[str, str]]:
    """The fields and codes of errors and doubts on a record."""
    table = pl.read_csv(folder / "findings.csv", infer_schema=False)
    of_row = table.filter(SERIOUS, pl.col("source_row") == source_row)
    return set(of_row.select("field", "code").iter_rows())


def test_a_doubt_that_a_decision_settles_is_gone(run: Path, fill: Fill) -> None:
    assert any(field == "husband_id_number" for field, _ in findings(run, "2"))
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": HUSBANDS[0]}})

    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    assert not findings(run / "final", "2")
    assert outcome.doubts == 0


def test_a_decision_that_contradicts_the_record_is_told(run: Path, fill: Fill) -> None:
    child = number("36213320030115011")
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": child}})

    outcome = apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    assert outcome.doubts
    assert "第 2 行男方" in outcome.describe("zh")
    assert child not in outcome.describe("zh")
    assert "MR204" in {code for _, code in findings(run / "final", "2")}


def test_doubts_nobody_decided_stay_in_their_order(run: Path, fill: Fill) -> None:
    fill(run / WORKBOOK, {NUMBER: {"决定": "填写", "填写值": HUSBANDS[0]}})

    apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    before, after = (
        pl.read_csv(folder / "findings.csv", infer_schema=False).filter(pl.col("source_row") != "2")
        for folder in (run, run / "final")
    )
    assert after.equals(before)


def test_what_only_another_record_shows_stays_until_its_cell_is_decided(
    run: Path, fill: Fill
) -> None:
    shared = ("certificate_number", "MF301")
    assert shared in findings(run, "4")
    fill(run / WORKBOOK, {CERTIFICATE: {"决定": "维持原文"}})

    apply_workbook(run / WORKBOOK, by="王五", on=DAY)

    assert shared not in findings(run / "final", "4")
