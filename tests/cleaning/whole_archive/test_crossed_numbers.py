"""Numbers that stand crosswise in one record and right in another one of the couple."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from minzheng_core.values.ids.arithmetic import check_digit, core_15
from tests.cleaning.archives import clean_rows

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult

HIS = "36213319620815001" + check_digit("36213319620815001")
HERS = "36213319640302122" + check_digit("36213319640302122")
MARRIAGE = {
    "registration_date": "1987-12-23",
    "business_type": "结婚",
    "husband_name": "王五",
    "husband_id_number": HIS,
    "husband_birth_date": "",
    "wife_name": "赵六",
    "wife_id_number": HERS,
    "wife_birth_date": "",
}
CROSSED = MARRIAGE | {
    "registration_date": "2012-03-05",
    "business_type": "补发结婚证",
    "husband_id_number": HERS,
    "wife_id_number": HIS,
}


def told(result: CleanResult, row: int = -1) -> tuple[Any, ...]:
    record = result.records.row(row, named=True)
    return tuple(
        record[f"{party}_{part}"]
        for part in ("id_number", "id_number_status", "birth_date")
        for party in ("husband", "wife")
    )


PUT_BACK = (HIS, HERS, "repaired", "repaired", "1962-08-15", "1964-03-02")
KEPT = (HERS, HIS, "conflict", "conflict", None, None)


@pytest.mark.parametrize("missing", ["", "husband_id_number", "wife_id_number"])
def test_the_couples_other_record_puts_the_numbers_back(missing: str) -> None:
    result = clean_rows([MARRIAGE | ({missing: ""} if missing else {}), CROSSED])
    assert told(result) == PUT_BACK
    assert result.questions.is_empty()
    steps = result.changes.filter(row=1)["step"].to_list()
    assert steps.count("id.swap") == 2


def test_fifteen_digits_elsewhere_are_the_same_number() -> None:
    short = HIS[:6] + HIS[8:17]
    assert told(clean_rows([MARRIAGE | {"husband_id_number": short}, CROSSED])) == PUT_BACK


@pytest.mark.parametrize("birth", ["", "1964"])
def test_fifteen_digits_that_stand_crosswise_are_put_back_too(birth: str) -> None:
    short = {"husband_id_number": core_15(HERS), "wife_id_number": core_15(HIS)}
    result = clean_rows([MARRIAGE, CROSSED | short | {"wife_birth_date": birth}])
    assert told(result)[:4] == PUT_BACK[:4]
    assert result.questions.is_empty()


def test_nothing_is_put_back_without_another_record() -> None:
    strangers = MARRIAGE | {"husband_name": "孙八", "wife_name": "周九"}
    for others in ([], [strangers]):
        assert told(clean_rows([*others, CROSSED])) == KEPT


def test_a_couple_whose_names_changed_places_too_is_asked_about() -> None:
    both = CROSSED | {"husband_name": "赵六", "wife_name": "王五"}
    assert told(clean_rows([MARRIAGE, both])) == KEPT


@pytest.mark.parametrize(
    ("birth", "kept"),
    [
        ({"husband_birth_date": "1962-08"}, ("1962-08", "1964-03-02")),
        ({"husband_birth_date": "1962-08-15"}, ("1962-08-15", "1964-03-02")),
        ({"wife_birth_date": "1964-03-02"}, ("1962-08-15", "1964-03-02")),
    ],
)
def test_a_number_that_is_withheld_for_a_birth_date_is_put_back_too(
    birth: dict[str, str], kept: tuple[str, str]
) -> None:
    result = clean_rows([MARRIAGE, CROSSED | birth])
    assert told(result) == (*PUT_BACK[:4], *kept)
    assert result.questions.is_empty()


def test_the_step_can_be_left_out() -> None:
    assert told(clean_rows([MARRIAGE, CROSSED], without=("id.swap",))) == KEPT


def test_a_number_under_yet_another_name_is_still_asked_about() -> None:
    renamed = MARRIAGE | {"husband_name": "孙八", "wife_name": "", "wife_id_number": ""}
    result = clean_rows([MARRIAGE, CROSSED, renamed])
    assert told(result, row=1) == PUT_BACK
    asked = result.findings.filter(pl.col("code").cast(pl.String) == "MF303")
    assert set(asked.select("row", pl.col("field").cast(pl.String)).iter_rows()) == {
        (0, "husband_id_number"),
        (1, "wife_id_number"),
        (2, "husband_id_number"),
    }
