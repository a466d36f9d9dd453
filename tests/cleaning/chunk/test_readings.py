"""A date that can be read in several ways is asked about with its readings to choose from."""

from __future__ import annotations

import pytest

from minzheng_core.values.ids.arithmetic import check_digit
from tests.cleaning.archives import clean_rows

ROW = {
    "registration_date": "1988-05-20",
    "business_type": "结婚",
    "husband_name": "张三丰",
    "husband_birth_date": "1962-08-15",
    "wife_name": "李四娘",
    "wife_birth_date": "1964-03-02",
}


def _offered(**cells: str) -> dict[str, list[str]]:
    offers: dict[str, list[str]] = {}
    for line in clean_rows([ROW | cells]).candidates.iter_rows(named=True):
        offers.setdefault(line["field"], []).append(line["value"])
    return offers


@pytest.mark.parametrize("field", ["registration_date", "husband_birth_date"])
def test_the_readings_are_offered(field: str) -> None:
    day = "7/6/1988" if field == "registration_date" else "7/6/1962"
    year = day[-4:]
    assert _offered(**{field: day}) == {field: [f"{year}-07-06", f"{year}-06-07"]}


def test_a_birth_date_that_a_number_tells_needs_no_choice() -> None:
    body = "36213319620706001"
    number = body + check_digit(body)
    assert _offered(husband_birth_date="7/6/1962", husband_id_number=number) == {}


def test_a_date_of_one_reading_offers_nothing() -> None:
    assert _offered(registration_date="7/16/1988") == {}
