"""A number that is as sound with its month and day exchanged decides nothing against the written date."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import funeral
from minzheng_core.registries.funeral import Cremation, Death, Deceased, FuneralRecord
from minzheng_core.registries.funeral.check import judged_facts
from minzheng_core.registries.marriage import MarriageRecord, Party, check
from tests.cleaning.archives import COUNTY, ON, clean_rows, codes
from tests.cleaning.chunk.husbands import NUMBER, ROW, with_check

EITHER = with_check("36213319621204087")
"""As sound with 04-12 for 12-04."""
OTHER_DAY = "1962-04-12"


def test_which_of_the_two_was_exchanged_is_a_question() -> None:
    row = ROW | {"husband_id_number": EITHER, "husband_birth_date": OTHER_DAY}
    result = clean_rows([row])
    record = result.records.row(0, named=True)
    assert (record["husband_id_number"], record["husband_birth_date"]) == (None, OTHER_DAY)
    assert "MR221" in codes(result, "husband_id_number")
    assert set(result.candidates["value"]) == {EITHER, with_check("36213319620412087")}


def test_one_record_says_so_too() -> None:
    party = Party(name="王五", id_number=EITHER, birth_date=OTHER_DAY)
    act = MarriageRecord(registration_date="1987-12-23", business_type="结婚", husband=party)
    assert "MR221" in [one.code for one in check(act, county=COUNTY, on=ON)]


def test_another_record_with_the_number_answers_it() -> None:
    row = ROW | {"husband_id_number": EITHER, "husband_birth_date": OTHER_DAY}
    other = row | {"husband_birth_date": "1962-12-04", "registration_date": "1990-05-06"}
    births = clean_rows([row, other]).records["husband_birth_date"].to_list()
    assert births == ["1962-12-04"] * 2


def test_a_number_told_by_another_record_that_contradicts_the_birth_date_is_told() -> None:
    later = {"registration_date": "1990-05-06", "husband_birth_date": "1951-03-09"}
    cut = ROW | later | {"husband_id_number": NUMBER[:-1]}
    result = clean_rows([ROW | {"husband_id_number": NUMBER}, cut])
    record = result.records.row(1, named=True)
    assert (record["husband_id_number"], record["husband_id_number_status"]) == (NUMBER, "repaired")
    assert (record["husband_birth_date"], record["husband_birth_date_status"]) == (
        "1951-03-09",
        "conflict",
    )
    assert "MR213" in codes(result, "husband_birth_date", row=1)


@pytest.mark.parametrize(
    ("written", "birth", "status"),
    [
        ("", None, "conflict"),
        ("1950", "1950", "conflict"),
        ("1950-02-28", "1950-02-28", "original"),
    ],
)
def test_a_relatives_number_fills_in_no_birth_date(
    written: str, birth: str | None, status: str
) -> None:
    number = "362133195002280018"
    cells = {
        "死者姓名": "王五",
        "死者身份证号": number,
        "死者出生日期": written,
        "死亡日期": "2021-04-28",
        "申请人身份证号": number,
    }
    result = funeral.clean(pl.DataFrame([cells]), county=COUNTY, on=ON)
    record = result.records.row(0, named=True)
    assert record["deceased_id_number"] == number
    assert record["deceased_id_number_status"] == status
    assert record["deceased_birth_date"] == birth
    act = FuneralRecord(
        deceased=Deceased(name="王五", id_number=number, birth_date=written or None),
        death=Death(date="2021-04-28"),
        cremation=Cremation(handler_id_number=number),
    )
    facts, _ = judged_facts(act, county=COUNTY, on=ON)
    whole = date(1950, 2, 28)
    assert facts["deceased.trusted"] is (status == "original")
    assert (facts["deceased.birth_lo"] == whole) is (status == "original")
