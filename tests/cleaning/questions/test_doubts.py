"""What settles a doubt, so that nobody is asked about it."""

from __future__ import annotations

import pytest

from tests.cleaning.archives import clean_rows


@pytest.mark.parametrize("number", ["362133620815001", "362133196208150010"])
def test_one_number_under_two_names_is_asked_about_whatever_its_length(number: str) -> None:
    first = {"registration_date": "1988-05-20", "husband_id_number": number}
    between = {"registration_date": "1990-03-05", "husband_name": "周七"}
    result = clean_rows(
        [first | {"husband_name": "张三丰"}, between, first | {"husband_name": "赵六"}]
    )

    asked = result.questions.filter(result.questions["codes"].list.contains("MF303"))
    assert asked["rows"].to_list() == [[0, 2]]


def test_a_misspelt_place_that_was_found_is_not_asked_about() -> None:
    result = clean_rows(
        [{"registration_date": "2001-05-20", "husband_domicile": "江西省兴园县背街村12号"}]
    )

    assert "DV203" in result.findings["code"].to_list()
    assert result.questions.is_empty()
