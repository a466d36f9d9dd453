"""No identity number and no full name leaves by repr, str, exceptions or logs."""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import minzheng_core
from minzheng_core import CertificateNumber, IdNumber, PartialDate, PersonName, check_id
from minzheng_core.cli import main
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage import MarriageRecord, Party
from minzheng_core.testing.synthetic import SyntheticArchive, make_archive, write_csv
from minzheng_core.values.ids.arithmetic import check_digit

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult

DAY = date(2026, 11, 23)
NUMBER = "362133196208150010"
LONG = re.compile(r"\d{15,17}[\dXx]?")

bodies = st.builds(
    lambda region, born, sequence: f"{region:06d}{born:%Y%m%d}{sequence:03d}",
    st.integers(110000, 659999),
    st.dates(date(1900, 1, 1), date(2030, 1, 1)),
    st.integers(0, 999),
)
written = (
    bodies.map(lambda body: body + str(check_digit(body)))
    | bodies.map(lambda body: body + "0")
    | bodies.map(lambda body: body[:6] + body[8:])
    | bodies.map(lambda body: " " + body[:9] + " " + body[9:] + "x")
    | bodies.map(lambda body: "'" + body + "5（补）")
)


@settings(max_examples=150)
@given(written)
def test_a_number_is_in_no_repr_and_in_no_sentence(text: str) -> None:
    parsed = IdNumber.parse(text)
    findings = check_id(text, on=DAY)
    said = (
        repr(parsed)
        + repr(findings)
        + "".join(f.sentence(lang) for f in findings for lang in ("zh", "en"))
    )
    for fix in parsed.fixes:
        said += repr(fix)
    if parsed.value:
        said += f"{parsed.value!r}{parsed.value.mask('staff')}{parsed.value.mask('public')}"
    birth_and_sequence = "".join(re.findall(r"\d", text))[8:17]

    assert not LONG.search(said)
    assert birth_and_sequence not in said


@pytest.mark.parametrize(
    "text", ["欧阳娜娜", "买买提·吐尔逊", "张三丰（曾用名张君宝）", "张三丰3", "王□山"]
)
def test_a_name_is_in_no_repr_and_in_no_sentence(text: str) -> None:
    parsed = PersonName.parse(text)
    said = repr(parsed) + "".join(str(f) + f.sentence("en") for f in parsed.findings)
    if parsed.value:
        said += repr(parsed.value) + parsed.value.mask("public")

    assert text not in said
    assert not any(given in said for given in ("娜娜", "吐尔逊", "三丰", "君宝"))


def test_other_values_hide_what_points_at_a_person() -> None:
    assert "10-01" not in repr(PartialDate.parse("1985-10-01")) + PartialDate.parse(
        "1985-10-01"
    ).value.mask("public")
    assert "000123" not in CertificateNumber.parse("J360732-2021-000123").value.mask("public")


def test_a_record_hides_its_sensitive_fields() -> None:
    party = Party(name="欧阳娜娜", id_number=NUMBER, birth_date="1962-08-15", domicile="潋江镇3号")
    record = MarriageRecord(business_type="结婚", husband=party, remark="欧阳娜娜本人到场")

    assert "结婚" in repr(record)
    assert not any(secret in repr(record) for secret in (NUMBER, "娜娜", "1962-08-15", "潋江镇"))


def test_an_error_shows_neither_the_cell_nor_the_name() -> None:
    with pytest.raises(minzheng_core.CallError) as caught:
        minzheng_core.check_ids(NUMBER)

    assert NUMBER not in str(caught.value) + repr(caught.value)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> tuple[SyntheticArchive, CleanResult]:
    archive = make_archive(300, seed=11, error_rate=2.0)
    file = tmp_path_factory.mktemp("archive") / "档案.csv"
    write_csv(archive, file)
    return archive, marriage.clean(file, county="360732", on=DAY)


def test_a_run_logs_nothing_and_shows_no_person(
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    result: tuple[SyntheticArchive, CleanResult],
) -> None:
    archive, cleaned = result
    with caplog.at_level(logging.DEBUG):
        said = repr(cleaned) + str(cleaned.summary) + str(cleaned.report.counts())
    said += caplog.text + "".join(capsys.readouterr()) + "\n".join(cleaned.notes())

    assert not LONG.search(said)
    names = {name for name in archive.raw["男方姓名"].drop_nulls() if len(name) > 2}
    assert not any(name in said for name in names)


def test_findings_and_evidence_hold_no_identity_number(
    result: tuple[SyntheticArchive, CleanResult],
) -> None:
    _, cleaned = result
    shown = cleaned.findings.select(pl.concat_str(pl.col(pl.String), ignore_nulls=True))
    evidence = cleaned.changes["evidence"], cleaned.candidates["evidence"]

    for series in (shown.to_series(), *evidence):
        assert [text for text in series.drop_nulls() if LONG.search(text)] == []


@pytest.mark.parametrize("arguments", [[NUMBER], [NUMBER[:-1] + "1"], [NUMBER + "9"], ["不详"]])
def test_the_command_line_shows_numbers_masked(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check-id", *arguments])

    assert not LONG.search("".join(capsys.readouterr()))
