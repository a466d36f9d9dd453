"""The rules of funerals by the days on which they change."""

from __future__ import annotations

from datetime import date

import pytest

from minzheng_core.reference.holidays import working_day_after
from minzheng_core.registries import funeral
from minzheng_core.registries.funeral import FuneralRecord, examples
from minzheng_core.registries.funeral.examples import OF_2021, OF_2026, UNKNOWN_BODY, changed
from minzheng_core.registries.funeral.use_terms import term_end
from minzheng_core.values.grave_number import grave_number

ON = date(2026, 11, 23)


def codes(record: FuneralRecord) -> set[str]:
    found = funeral.check(record, county="360732", on=ON, settings=examples.SETTINGS)
    return {f.code for f in found if f.severity.value != "notice"}


@pytest.mark.parametrize(
    ("day", "area", "capacity", "wrong"),
    [
        ("2021-05-01", "0.60", "1", False), ("2023-05-01", "0.60", "1", True),
        ("2023-05-01", "0.80", "2", False), ("2023-05-01", "0.81", "2", True),
        ("2022-02-28", "1.0", "1", False), ("2022-03-01", "0.51㎡", "1", True),
        ("2021-05-01", "1.01", "2", True), ("2023-05-01", "0.7", None, False),
    ],
)  # fmt: skip
def test_the_limit_of_a_grave_is_that_of_its_own_day(day, area, capacity, wrong):
    died = f"{int(day[:4]) - 1}-12-01"
    case = changed(
        OF_2021,
        death={"date": died, "certificate_date": died},
        cremation={"date": died},
        placement={"date": day, "area": area, "capacity": capacity},
    )

    assert ("FR140" in codes(case)) is wrong


def test_what_was_not_asked_before_2024_is_only_noted():
    old = changed(OF_2021, death={"certificate_number": None})
    found = funeral.check(old, county="360732", on=ON)

    assert [(f.code, f.severity.value) for f in found] == [("FR120", "notice")]


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("91350100M000100Y430007", None), ("91350100M000100Y43007", "21"),
        ("91350100M000100Y420007", "3"),
    ],
)  # fmt: skip
def test_an_unknown_body_has_the_number_of_the_issuer(number, wrong):
    found = funeral.check(
        changed(UNKNOWN_BODY, death={"certificate_number": number}), county="360732", on=ON
    )

    told = [f.expected for f in found if f.code == "FR132"]
    assert told == [] if wrong is None else wrong in told[0]


def test_the_old_form_is_taken_for_the_days_of_grace():
    late = changed(
        OF_2026,
        death={"certificate_form": "旧式", "certificate_number": "3607320000123"},
    )
    graceful = funeral.Settings(form_grace_days=60)

    assert "FR130" in codes(late)
    assert funeral.check(late, county="360732", on=ON, settings=graceful) == []


def test_reports_are_due_by_working_days():
    paper = {"certificate_date": "2026-09-30", "report_medium": "纸质"}
    case = FuneralRecord(death=funeral.Death(date="2026-09-29", report_date="2026-10-22", **paper))
    late = changed(case, death={"report_date": "2026-10-28"})

    assert working_day_after(date(2026, 9, 30), 15) == date(2026, 10, 27)
    assert "FR133" not in {f.code for f in funeral.check(case, county="360732", on=ON)}
    assert "FR133" in {f.code for f in funeral.check(late, county="360732", on=ON)}


def test_terms_end_on_a_day_that_is_there():
    assert term_end(date(2004, 2, 29), 20) == date(2024, 2, 29)
    assert term_end(date(2004, 2, 29), 21) == date(2025, 2, 28)


def test_what_a_county_has_not_said_is_not_judged():
    buried = changed(OF_2021, placement={"kind": "土葬", "area": None})

    assert "FR152" not in {f.code for f in funeral.check(buried, county="360732", on=ON)}
    assert "FR152" in codes(buried)
    assert "FR152" not in codes(changed(buried, deceased={"ethnicity": "回族"}))


@pytest.mark.parametrize(
    "text", ["A区03排12号", "A-03-012", "Ａ区3排12", "a3-12", "A区 第03排 第012号"]
)
def test_a_grave_is_known_however_its_number_is_written(text):
    assert grave_number(text) == "A-03-012"


@pytest.mark.parametrize("day", ["", "不详", "2026-13-45", "昨天"])
def test_a_day_that_cannot_be_read_is_a_finding_and_no_crash(day):
    case = changed(
        OF_2026, death={"date": day}, cremation={"date": day}, placement={"term_years": "很久"}
    )

    assert "FR101" in {f.code for f in funeral.check(case, county="360732", on=ON)}
