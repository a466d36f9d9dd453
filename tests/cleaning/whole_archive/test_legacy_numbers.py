"""What another mention of the same person tells about a 15-digit number, which has no check digit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from minzheng_core.values.ids.arithmetic import to_18
from tests.cleaning.archives import clean_rows, codes

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult

HIS = "362133620815001"
SLIP = "362133620815003"
OTHER_DAY = "362133620812001"
OTHER_REGION = "362138620815001"
HERS = "362133640302122"
MARRIAGE = {
    "registration_date": "1987-12-23",
    "business_type": "结婚",
    "husband_name": "王五",
    "husband_id_number": HIS,
    "wife_name": "赵六",
    "wife_id_number": HERS,
}
REISSUE = MARRIAGE | {"registration_date": "2012-03-05", "business_type": "补发结婚证"}


def clean(*rows: dict[str, str | None], without: tuple[str, ...] = ()) -> CleanResult:
    return clean_rows(list(rows), without=without)


def husband(result: CleanResult, row: int = 0) -> tuple[Any, ...]:
    record = result.records.row(row, named=True)
    return tuple(
        record[f"husband_{name}"] for name in ("id_number", "id_number_status", "birth_date")
    )


def test_the_couples_other_record_with_a_check_digit_decides_between_region_codes() -> None:
    result = clean(
        MARRIAGE | {"husband_id_number": OTHER_REGION}, REISSUE | {"husband_id_number": to_18(HIS)}
    )
    assert husband(result) == (to_18(HIS), "repaired", "1962-08-15")


@pytest.mark.parametrize("written", [SLIP, OTHER_DAY])
def test_a_number_of_before_1999_may_have_been_put_right_since(written: str) -> None:
    """The police gave millions other sequences and birth dates: what stands in the old record was so then."""
    result = clean(
        MARRIAGE | {"husband_id_number": written}, REISSUE | {"husband_id_number": to_18(HIS)}
    )
    assert husband(result)[:2] == (None, "conflict")
    assert "MR227" in codes(result, "husband_id_number")
    assert husband(result, 1)[:2] == (to_18(HIS), "original")
    offers = result.candidates.filter(pl.col("field") == "husband_id_number")
    assert set(offers["value"]) == {to_18(written), to_18(HIS)}


def test_a_number_that_stands_so_twice_was_so_then() -> None:
    divorce = MARRIAGE | {"registration_date": "1995-01-05", "business_type": "离婚"}
    result = clean(MARRIAGE, divorce, REISSUE | {"husband_id_number": to_18(SLIP)})
    assert husband(result)[:2] == husband(result, 1)[:2] == (to_18(HIS), "derived")
    assert husband(result, 2)[:2] == (to_18(SLIP), "original")


def test_a_birth_date_that_is_written_beside_holds_the_number_with_it() -> None:
    birth = {"husband_birth_date": "1962年8月15日"}
    result = clean(MARRIAGE | birth, REISSUE | {"husband_id_number": to_18(OTHER_DAY)})
    assert husband(result) == (to_18(HIS), "derived", "1962-08-15")
    assert husband(result, 1)[:2] == (to_18(OTHER_DAY), "original")


def test_a_known_number_takes_the_place_of_one_that_the_record_contradicts() -> None:
    birth = {"husband_birth_date": "1962年8月15日"}
    result = clean(
        MARRIAGE | birth | {"husband_id_number": OTHER_DAY},
        REISSUE | {"husband_id_number": to_18(HIS)},
    )
    assert husband(result)[:2] == (to_18(HIS), "repaired")


def test_two_numbers_without_check_digits_are_both_asked_about_with_their_births() -> None:
    result = clean(MARRIAGE | {"husband_id_number": OTHER_DAY}, REISSUE)
    for row in (0, 1):
        assert husband(result, row) == (None, "conflict", None)
        assert "MR227" in codes(result, "husband_id_number", row)
    offers = result.candidates.filter(pl.col("field") == "husband_id_number", pl.col("row") == 0)
    assert set(offers["value"]) == {to_18(OTHER_DAY), to_18(HIS)}
    assert (offers["score"] < 0.5).all()


def test_a_written_birth_date_is_left_where_the_number_is_withheld() -> None:
    birth = {"husband_birth_date": "1962年8月"}
    result = clean(MARRIAGE | birth | {"husband_id_number": OTHER_DAY}, REISSUE | birth)
    assert husband(result) == (None, "conflict", "1962-08")


def test_a_birth_that_all_numbers_have_stays() -> None:
    result = clean(MARRIAGE | {"husband_id_number": SLIP}, REISSUE)
    assert husband(result) == (None, "conflict", "1962-08-15")


def test_what_several_records_have_holds_against_one() -> None:
    divorce = MARRIAGE | {"registration_date": "1999-01-05", "business_type": "离婚"}
    result = clean(MARRIAGE | {"husband_id_number": SLIP}, REISSUE, divorce)
    assert husband(result)[:2] == (None, "conflict")
    assert husband(result, 1)[:2] == husband(result, 2)[:2] == (to_18(HIS), "derived")
    offers = result.candidates.filter(pl.col("field") == "husband_id_number")
    assert offers.sort("rank")["value"][0] == to_18(HIS)


def test_another_couple_and_another_number_say_nothing() -> None:
    others = {"wife_name": "孙七", "wife_id_number": None, "husband_name": "王六"}
    result = clean(
        MARRIAGE,
        REISSUE | {"husband_id_number": "362133590101013"},
        REISSUE | {"husband_id_number": SLIP, "husband_birth_date": "1962-08-15"} | others,
    )
    assert husband(result)[:2] == (to_18(HIS), "derived")


def test_steps_left_out_change_nothing() -> None:
    rows = (MARRIAGE | {"husband_id_number": OTHER_DAY}, REISSUE)
    kept = clean(*rows, without=("cell.withhold",))
    assert husband(kept) == (to_18(OTHER_DAY), "conflict", "1962-08-12")


@pytest.mark.parametrize(
    "other",
    ["362133620815793", "360732196208150015", "362133650309001", "362133620518001"],
    ids=["sequence", "region code", "birth date", "month and day"],
)
def test_numbers_of_one_couple_that_differ_in_one_part_are_asked_about(other: str) -> None:
    result = clean(MARRIAGE, REISSUE | {"husband_id_number": other})

    assert husband(result)[:2] == (None, "conflict")
    assert "MR227" in codes(result, "husband_id_number")
    offers = result.candidates.filter(pl.col("field") == "husband_id_number", pl.col("row") == 0)
    assert set(offers["value"]) == {to_18(HIS), to_18(other) or other}


def test_another_sequence_of_a_namesake_born_on_that_day_says_nothing() -> None:
    namesake = {"husband_id_number": "362133620815793", "wife_name": "孙七", "wife_id_number": None}
    result = clean(MARRIAGE, REISSUE | namesake)

    assert husband(result)[:2] == (to_18(HIS), "derived")
    assert husband(result, 1)[1] == "derived"


@pytest.mark.parametrize(("far", "settled"), [(0, True), (40, False)])
def test_of_two_region_codes_the_one_that_the_domicile_has_decides(far: int, settled: bool) -> None:
    """Of two numbers that differ in nothing else, where the archive has hardly any of the other code."""
    home = {"husband_domicile": "江西省兴国县潋江镇", "husband_birth_date": "1962-08-15"}
    rows = [
        MARRIAGE
        | home
        | {
            "husband_name": f"张{chr(0x4E00 + at)}",
            "wife_name": f"李{chr(0x4E00 + at)}",
            "wife_id_number": "",
            "husband_id_number": f"{'362424' if at < far else '362133'}620815{at * 2 % 998 + 5:03}",
        }
        for at in range(400)
    ]
    written = home | {"husband_id_number": "362424620815001"}
    result = clean(MARRIAGE | written, REISSUE | home, *rows)
    if settled:
        assert husband(result) == (to_18(HIS), "repaired", "1962-08-15")
        assert husband(result, 1) == (to_18(HIS), "derived", "1962-08-15")
        assert "MR227" not in codes(result, "husband_id_number", 1)
    else:
        assert husband(result)[0] is None
