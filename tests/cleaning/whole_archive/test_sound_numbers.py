"""A number that is sound tells of its person also where the other party's in the same record is open."""

from __future__ import annotations

import pytest

from minzheng_core.values.ids.arithmetic import to_18
from tests.cleaning.archives import clean_rows

HIS, HERS = "362133620815001", "362133640302122"
MARRIAGE = {
    "registration_date": "1987-12-23",
    "husband_name": "王五",
    "husband_id_number": "362133420815001",
    "husband_birth_date": "1962-08-15",
    "wife_name": "赵六",
    "wife_id_number": HERS,
    "wife_birth_date": "1964-03-02",
}
REISSUE = MARRIAGE | {
    "registration_date": "1998-03-05",
    "husband_id_number": HIS,
    "wife_birth_date": "1964-05-02",
}


@pytest.mark.parametrize("chunk", [1, 2])
def test_each_of_two_records_tells_what_the_other_lacks(chunk) -> None:
    records = clean_rows([MARRIAGE, REISSUE], chunk=chunk).records
    assert records["husband_id_number"].to_list() == [to_18(HIS)] * 2
    assert records["husband_id_number_status"].to_list() == ["repaired", "derived"]
    assert records["wife_id_number"].to_list() == [to_18(HERS)] * 2


def test_the_domicile_decides_between_two_mentions_that_differ_in_the_region_code() -> None:
    home = {"husband_domicile": "江西省赣州地区兴国县"}
    both = REISSUE | {"wife_birth_date": "1964-03-02"}
    slipped = both | {"husband_id_number": "362333620815001"}
    for told, answer in ((home, to_18(HIS)), ({}, None)):
        records = clean_rows([slipped | told, both | told]).records
        assert records["husband_id_number"].to_list() == [answer, answer]


def test_a_number_that_is_somebody_elses_tells_nothing() -> None:
    copied = REISSUE | {"husband_name": "孙七", "husband_birth_date": "1955-11-02"}
    same_name = MARRIAGE | {"husband_name": "孙七", "husband_id_number": "362133420815001"}
    records = clean_rows([REISSUE | {"wife_birth_date": None}, copied, same_name]).records
    assert records["husband_id_number"].to_list() == [to_18(HIS), None, None]


@pytest.mark.parametrize(
    ("left_out", "step"), [((), "id.repair-known"), (("id.repair-known",), "id.repair")]
)
def test_what_the_record_leaves_by_itself_needs_no_other_mention(left_out, step) -> None:
    slipped = REISSUE | {
        "husband_id_number": "362133196202150010",
        "husband_domicile": "江西省赣州地区兴国县",
    }
    result = clean_rows([MARRIAGE | {"husband_id_number": HIS}, slipped], without=left_out)

    assert result.records["husband_id_number"].to_list() == [to_18(HIS)] * 2
    assert result.changes.filter(field="husband_id_number", row=1)["step"].to_list() == [step]
