"""A wrong year of registration is one question with its answer, not one for each thing it contradicts."""

from __future__ import annotations

import random
from datetime import date, timedelta

import polars as pl
import pytest

from minzheng_core.registries.marriage.year_column import year_column
from minzheng_core.registries.marriage.year_facts import year_of_record
from tests.cleaning.archives import clean_rows

ROW = {
    "registration_date": "1988-05-20",
    "business_type": "结婚",
    "certificate_number": "(88)兴结字第12号",
    "husband_name": "王五",
    "husband_birth_date": "1962-08-15",
    "husband_age": "25",
    "wife_name": "赵六",
    "wife_birth_date": "1964-03-02",
    "wife_age": "24",
}


def questions(**cells: str | None) -> list[tuple[str, list[str]]]:
    result = clean_rows([ROW | cells])
    return [(q["field"], q["codes"]) for q in result.questions.iter_rows(named=True)]


def offered(**cells: str | None) -> list[str]:
    offers = clean_rows([ROW | cells]).candidates
    return offers.filter(pl.col("field") == "registration_date")["value"].to_list()


def test_there_is_nothing_to_ask_where_all_agrees() -> None:
    assert questions() == []
    assert offered() == []


@pytest.mark.parametrize("written", ["1968-05-20", "1898-05-20", "2088-05-20", "8988-05-20"])
def test_certificate_and_ages_tell_the_year(written: str) -> None:
    asked = questions(registration_date=written)
    assert [field for field, _ in asked] == ["registration_date"]
    assert "MR105" in asked[0][1]
    assert offered(registration_date=written) == ["1988-05-20"]


def test_two_ages_tell_the_year_where_one_slip_explains_both() -> None:
    cells = {"registration_date": "1998-05-20", "certificate_number": "兴结字第12号"}
    assert questions(**cells) == [("registration_date", ["MR105"])]
    assert offered(**cells) == ["1988-05-20"]


@pytest.mark.parametrize(
    "cells",
    [
        {"husband_age": "45"},
        {"certificate_number": "(78)兴结字第12号"},
        {"registration_date": "1998-05-20", "certificate_number": "兴结字第12号", "wife_age": None},
        {"certificate_number": "(98)兴结字第12号", "husband_age": "45"},
    ],
)
def test_the_date_stands_where_one_witness_alone_contradicts_it(cells: dict[str, str]) -> None:
    assert "registration_date" not in {field for field, _ in questions(**cells)}
    assert offered(**cells) == []


def test_what_the_date_does_not_settle_is_asked_all_the_same() -> None:
    asked = questions(registration_date="1968-05-20", husband_id_number="362133196208151233")
    assert {field for field, _ in asked} == {"registration_date", "husband_id_number"}


def test_a_date_yet_to_come_does_not_date_the_domicile() -> None:
    cells = {"husband_domicile": "江西省赣州地区兴国县", "registration_date": "8988-05-20"}
    record = clean_rows([ROW | cells]).records.row(0, named=True)
    assert record["husband_division"] == "362133"


def test_an_age_is_not_asked_about_beside_the_birth_date_that_it_does_not_fit() -> None:
    asked = questions(husband_birth_date="1988-08-15")
    assert [field for field, _ in asked] == ["husband_birth_date"]


def test_a_column_gives_the_year_of_each_record() -> None:
    rnd = random.Random(7)
    day = date(1988, 5, 20)
    rows = []
    for _ in range(4000):
        event = rnd.choice([day, day.replace(year=rnd.randint(1900, 2090)), None])
        row = {
            "registration_date.lo": event,
            "registration_date.hi": event and event + timedelta(days=rnd.choice([0, 0, 30])),
            "certificate_number.year": rnd.choice([None, 1988, rnd.randint(1950, 2026)]),
        }
        for party in ("husband", "wife"):
            born = day.replace(year=rnd.choice([1860, 1950, 1962, 1964, 1975, 1990]))
            born += timedelta(days=rnd.randint(-300, 300))
            known = rnd.random() < 0.8
            row |= {
                f"{party}.birth_lo": born if known else None,
                f"{party}.birth_hi": born + timedelta(days=rnd.choice([0, 300])) if known else None,
                f"{party}_birth_date.lo": rnd.choice([born, None]),
                f"{party}_age.value": rnd.choice([None, 22, 24, 26, 38, 90]),
                f"{party}.trusted": rnd.choice([True, False]),
            }
        rows.append(row)
    frame = pl.DataFrame(rows, infer_schema_length=None)
    years = year_column(lambda name, _: frame[name])
    assert years.to_list() == [year_of_record(row) for row in rows]
    assert years.n_unique() > 5
