"""A text that is no number is put right by its one likely answer, and by nothing where that step is left out."""

import pytest

from tests.cleaning.archives import clean_rows

TRUTH = "362133196208150010"
ROW = {
    "registration_date": "1988-10-01",
    "husband_name": "张三",
    "husband_id_number": "3621336220815001",
    "husband_age": "26",
    "husband_domicile": "江西省兴国县",
    "wife_name": "李四",
}


def test_the_change_says_why_nobody_was_asked() -> None:
    result = clean_rows([ROW])

    assert result.records["husband_id_number"][0] == TRUTH
    assert result.records["husband_id_number_status"][0] == "repaired"
    (change,) = result.changes.filter(step="id.repair-likely").to_dicts()
    assert change["field"] == "husband_id_number"
    assert change["evidence"].endswith("原文不成号码，此答案可能性 95% 以上")


@pytest.mark.parametrize("step", ["id.repair-likely", "id.repair"])
def test_without_the_step_it_is_the_first_candidate(step) -> None:
    result = clean_rows([ROW], without=[step])

    assert result.records["husband_id_number"][0] is None
    best = result.candidates.filter(field="husband_id_number", rank=1)
    assert best["value"].to_list() == [TRUTH]


def test_a_number_that_may_be_right_is_never_changed_by_it() -> None:
    result = clean_rows([ROW | {"husband_id_number": "362133720815001"}])

    assert "id.repair-likely" not in set(result.changes["step"])
