"""A question shows what stands beside the cell: the clerk need not open the source to see what contradicts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minzheng_core.registries.marriage.spec import spec
from minzheng_core.reports.beside import beside
from minzheng_core.reports.question_lines import question_lines
from tests.reports.conftest import HUSBANDS, WIVES
from tests.reports.fifth_couple import (
    AGE,
    BIRTH,
    CERTIFICATE,
    DAY_OF_ACT,
    NUMBER,
    WIFES_BIRTH,
    WIFES_NUMBER,
    cleaned_with,
)

if TYPE_CHECKING:
    from pathlib import Path

YOUNG = {DAY_OF_ACT: "1992-05-08", CERTIFICATE: "潋结字第5号"}


def evidence(folder: Path, cells: dict[int, str]) -> dict[str, list[str]]:
    """The lines of evidence by item, of the questions about the fifth couple with other *cells*."""
    result = cleaned_with(folder, cells)
    return {q.item: q.evidence.splitlines() for q in question_lines(result) if "|6|" in q.question}


@pytest.mark.parametrize(
    ("cells", "item", "told"),
    [
        (
            {NUMBER: HUSBANDS[4][:6] + HUSBANDS[4][8:17], BIRTH: "1980-07-15"},
            "男方身份证号",
            "同一行：男方出生日期 1980-07-15；男方户口所在地 江西省兴国县潋江镇",
        ),
        (YOUNG, "男方出生日期", f"同一行：男方身份证号 {HUSBANDS[4]}"),
        ({NUMBER: "", BIRTH: "", AGE: "12"}, "男方出生日期", "同一行：男方年龄 12"),
        ({NUMBER: "", AGE: "250"}, "男方年龄", "同一行：男方出生日期 1980-05-15"),
    ],
)
def test_what_the_cell_is_judged_by(
    tmp_path: Path, cells: dict[int, str], item: str, told: str
) -> None:
    assert evidence(tmp_path, cells)[item][-1] == told


@pytest.mark.parametrize(("status", "told"), [("original", True), ("filled", False)])
def test_a_birth_date_that_the_number_gave_is_no_evidence_for_it(status: str, told: bool) -> None:
    values = {"husband_birth_date": "1980-05-15", "husband_birth_date_status": status}
    assert bool(beside(spec(), values, ["husband_id_number"])) is told


def test_an_exchange_says_whose_birth_date_the_numbers_fit(tmp_path: Path) -> None:
    crossed = {NUMBER: WIVES[4], WIFES_NUMBER: HUSBANDS[4], WIFES_BIRTH: "1982-06-20"}
    first, *_ = evidence(tmp_path, crossed)["男方身份证号、女方身份证号"]
    assert first == (
        f"对调后：男方 {HUSBANDS[4]}（与填写的出生日期 1980-05-15 相符）；"
        f"女方 {WIVES[4]}（与填写的出生日期 1982-06-20 不符）"
    )
