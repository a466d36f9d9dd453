"""A sentence says the same for one finding and for a column, and quotes no more than its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from minzheng_core.findings import Finding
from minzheng_core.findings.catalogue_entry import QUOTED as MOST
from minzheng_core.reports.sentences import with_sentences
from minzheng_core.rules.frames import FINDINGS_SCHEMA
from tests.cleaning.archives import clean_rows

if TYPE_CHECKING:
    from pathlib import Path

QUOTED = MOST["actual"]
LISTED = MOST["expected"]
MEGABYTE = "字" * (1 << 20)


def as_frame(*findings: Finding) -> pl.DataFrame:
    lines = [
        (row, f.field, f.code, str(f.severity), f.part, f.expected, f.actual)
        for row, f in enumerate(findings)
    ]
    names = ("row", "field", "code", "severity", "part", "expected", "actual")
    frame = pl.DataFrame(
        lines, schema=dict.fromkeys(names, pl.String) | {"row": pl.UInt32}, orient="row"
    )
    return frame.select(list(FINDINGS_SCHEMA))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_column_says_what_one_finding_says(lang: str) -> None:
    texts = [None, "", "二婚", "张" * QUOTED, "张" * (QUOTED + 1), "张" * (LISTED + 1), MEGABYTE]
    findings = [
        Finding(code, field="business_type", expected=expected, actual=actual)
        for code in ("MR401", "ID104", "MR301", "NM101", "MR115")
        for expected in texts
        for actual in texts
    ]

    said = with_sentences(as_frame(*findings), lang)["sentence"].to_list()

    assert said == [finding.sentence(lang) for finding in findings]


def test_what_is_long_is_quoted_by_its_beginning_and_kept_whole_in_the_finding() -> None:
    whole = Finding("MR401", expected="业务类型", actual="张" * QUOTED)
    longer = Finding("MR401", expected="业务类型", actual="张" * QUOTED + "三")

    assert "张" * QUOTED in whole.sentence()
    assert "…" not in whole.sentence()
    assert "张" * QUOTED + "…" in longer.sentence("en")
    assert "三" not in longer.sentence()
    assert str(longer.actual).endswith("三")


def test_a_list_of_what_is_allowed_is_read_to_its_end() -> None:
    words = "、".join(f"第{number}种" for number in range(1, 50))

    assert QUOTED < len(words) < LISTED
    assert words in Finding("MR401", expected=words, actual="二婚").sentence()


def test_a_cell_of_a_megabyte_stays_in_the_record_and_makes_short_sentences(
    tmp_path: Path,
) -> None:
    result = clean_rows([{"registration_date": "1988-05-20", "business_type": MEGABYTE}])

    folder = result.save(tmp_path / "out")

    assert result.records["business_type"].to_list() == [MEGABYTE]
    sentences = pl.read_csv(folder / "findings.csv")["sentence"].to_list()
    assert len(max(sentences, key=len)) < QUOTED + 60


def test_a_number_hidden_in_a_finding_is_hidden_wherever_the_text_ends() -> None:
    number = "362133196208150010"
    text = "备" * (QUOTED - 9) + number

    result = clean_rows([{"registration_date": "1988-05-20", "husband_id_number": text}])

    said = with_sentences(result.findings)["sentence"].to_list()
    assert "单元格中除号码外还有 71 个字符" in said
    assert not any(number[:6] in sentence for sentence in said)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_column_names_the_parts_of_a_date_as_one_finding_does(lang: str) -> None:
    findings = [
        Finding("DT102", part=part, expected="1–12", actual="13")
        for part in (None, "year", "month", "day")
    ]

    said = with_sentences(as_frame(*findings), lang)["sentence"].to_list()

    assert said == [finding.sentence(lang) for finding in findings]


@pytest.mark.parametrize(
    ("finding", "zh", "en"),
    [
        (
            Finding("DT102", part="month", expected="1–12", actual="13"),
            "日期不存在：月份应为 1–12，实为 13",
            "No such date: the month should be 1–12, found 13",
        ),
        (
            Finding("NM101", part="name", actual="□"),
            "姓名中的“□”代替了没有打出来的字",
            "“□” in the name stands for a character that could not be typed",
        ),
        (
            Finding("MR115", expected="人民公社（1958-08-29—1985-07-01）", actual="潋江公社"),
            "登记日期不在“潋江公社”存在的时间内：人民公社（1958-08-29—1985-07-01）",
            (
                "The registration date lies outside the time in which “潋江公社” existed: "
                "人民公社（1958-08-29—1985-07-01）"
            ),
        ),
    ],
)
def test_a_sentence_reads_as_one(finding: Finding, zh: str, en: str) -> None:
    assert (finding.sentence(), finding.sentence("en")) == (zh, en)
