"""A date of which there is no such day still tells its year: places are read as of it."""

from __future__ import annotations

import pytest

from tests.cleaning.archives import clean_rows

RECORD = {
    "business_type": "结婚",
    "certificate_number": "12",
    "husband_name": "王五",
    "husband_domicile": "四川江津白沙公社",
    "wife_name": "赵六",
}


@pytest.mark.parametrize(
    ("written", "division"),
    [
        ("1975-09-32", "512121"),
        ("19750932", "512121"),
        ("1997年2月30日", "500381"),
        ("不详", "500116"),
    ],
)
def test_a_domicile_is_of_the_year_of_a_day_that_there_is_not(written: str, division: str) -> None:
    record = clean_rows([RECORD | {"registration_date": written}]).records.row(0, named=True)
    assert record["registration_date"] is None
    assert record["husband_division"] == division
