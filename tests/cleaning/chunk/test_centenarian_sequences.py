"""Fifteen digits with a sequence kept for people over a hundred, which the record may tell not to be of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cleaning.archives import clean_rows, codes

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult

FIELD = "husband_id_number"
OLD, YOUNG = "362133186208159972", "362133196208159971"
ROW = {
    "registration_date": "1988-05-08",
    "husband_name": "张三",
    "husband_id_number": "362133620815997",
    "husband_domicile": "江西省兴国县潋江镇",
    "wife_name": "李四",
}


def cleaned(**cells: str) -> CleanResult:
    return clean_rows([ROW | cells])


@pytest.mark.parametrize(
    "cells",
    [
        {"husband_birth_date": "1962-08-15"},
        {"husband_birth_date": "1962年8月"},
        {"husband_birth_date": "农历1962年七月十六"},
        {"husband_age": "26"},
    ],
)
def test_a_birth_date_or_an_age_decides_the_century_and_the_doubt_is_told(
    cells: dict[str, str],
) -> None:
    result = cleaned(**cells)
    assert result.records.select(FIELD, f"{FIELD}_status").row(0) == (YOUNG, "repaired")
    month = cells.get("husband_birth_date") == "1962年8月"
    assert result.records["husband_birth_date"][0] == ("1962-08" if month else "1962-08-15")
    assert "ID110" in codes(result, FIELD)
    assert result.questions.is_empty()


def test_somebody_over_a_hundred_keeps_the_century_of_the_rule() -> None:
    result = cleaned(registration_date="", husband_birth_date="1862-08-15")
    assert result.records.select(FIELD, f"{FIELD}_status").row(0) == (OLD, "derived")


@pytest.mark.parametrize(
    "cells",
    [
        {"husband_birth_date": "1962-09-15"},
        {"husband_birth_date": "1962-08-15", "husband_id_number": "362133620815996"},
        {"husband_birth_date": "1962-08-15", "husband_id_number": "440822620815997"},
        {"registration_date": "1987-05-08", "husband_id_number": "362133870103997"},
    ],
)
def test_where_other_evidence_speaks_against_it_or_nothing_decides_it_is_asked(
    cells: dict[str, str],
) -> None:
    result = cleaned(**cells)
    assert result.records.select(FIELD, f"{FIELD}_status").row(0) == (None, "conflict")
    assert result.questions.height == 1
