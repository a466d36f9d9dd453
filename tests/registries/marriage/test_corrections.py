"""A remark that corrects a cell is asked about at that cell, unless the cell says already what it wants."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import marriage
from minzheng_core.registries.marriage import MarriageRecord, Party, check
from minzheng_core.reports.question_lines import question_lines

ON = date(2026, 11, 1)
HERS = "362133196403020027"


def _asked(remark: str | None) -> list[str | None]:
    """The fields that the check of one record asks about; the whole archive asks about the same."""
    record = MarriageRecord(
        registration_date="1995-03-01",
        husband=Party(name="方可明"),
        wife=Party(name="李小红", id_number=HERS, birth_date="1964-03-02"),
        remark=remark,
    )
    said = [f.field for f in check(record, county="360732", on=ON) if f.code == "MR120"]
    row = {
        "登记日期": "1995.3.1",
        "男方姓名": "方可明",
        "女方姓名": "李小红",
        "女方身份证号": HERS,
        "女方出生日期": "1964-03-02",
        "备注": remark,
    }
    frame = pl.DataFrame([row], schema=dict.fromkeys(row, pl.String))
    result = marriage.clean(frame, county="360732", on=ON)
    found = result.findings.filter(pl.col("code") == "MR120")["field"].to_list()
    assert found == [field.replace(".", "_") for field in said if field]
    lines = [line for line in question_lines(result) if "MR120" in line.codes]
    assert len(lines) == len(found)
    assert all(f"备注：{remark}" in line.evidence for line in lines)
    return found


@pytest.mark.parametrize(
    ("remark", "field"),
    [
        ("男方更正为方克明", "husband_name"),
        ("男方姓名应为方克明", "husband_name"),
        ("女方身份证号码应为362133196403020045", "wife_id_number"),
        ("女方出生年月写错", "wife_birth_date"),
        ("登记日期应为1995.3.11", "registration_date"),
        ("结婚日期有误", "registration_date"),
        ("原件笔误", "remark"),
    ],
)
def test_a_correction_is_asked_about_where_it_belongs(remark: str, field: str) -> None:
    assert _asked(remark) == [field]


@pytest.mark.parametrize(
    "remark",
    [
        None,
        "初婚",
        "核对无误",
        "姓名已更正",
        "未更正",
        "男方原写方克明，更正为方可明",
        "登记日期原写94.3.1，更正为95.3.1",
        f"女方身份证号应为{HERS[:6]}{HERS[8:17]}",
    ],
)
def test_what_the_cell_says_already_is_not_asked(remark: str | None) -> None:
    assert _asked(remark) == []
