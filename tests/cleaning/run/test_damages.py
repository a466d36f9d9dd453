"""Archives without a slip raise no alarm, and each single damage is found by its code."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.testing.synthetic import make_archive
from tests.cleaning.archives import clean_rows, codes, raw_of

EXPECTED_OF_A_SOUND_ARCHIVE = {
    "MF302": "the generator enters some acts twice",
    "MF304": "divorces before a second marriage are lost with other files",
    "MR115": "the generator opens some offices a few months before their kind existed",
    "ID112": "one sound number in a thousand ends in 000 and may be what a spreadsheet left",
    "DV201": "本县 and 同上 name no place by themselves",
    "MR206": "a few marry below the age",
}
"""Errors and doubts that a sound archive may show, each with its reason."""


def test_a_sound_archive_raises_no_other_alarm() -> None:
    result = clean_rows(raw_of(make_archive(800, seed=5, error_rate=0.0)))
    alarms = result.findings.filter(pl.col("severity") != "notice")
    assert set(alarms["code"]) <= set(EXPECTED_OF_A_SOUND_ARCHIVE)
    assert alarms.height < 0.12 * result.records.height


SOUND = {
    "registration_date": "2021-05-20",
    "business_type": "结婚",
    "certificate_number": "J360732-2021-000123",
    "office": "兴国县民政局婚姻登记处",
    "husband_name": "王五",
    "husband_id_number": "360732199002280010",
    "husband_birth_date": "1990-02-28",
    "husband_domicile": "江西省赣州市兴国县",
    "wife_name": "赵六",
    "wife_id_number": "360732199203050027",
    "wife_birth_date": "1992-03-05",
    "wife_domicile": "江西省赣州市兴国县",
}


def test_the_sound_record_is_sound() -> None:
    assert codes(clean_rows([SOUND])) == set()


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("husband_id_number", "360732199002280011", "ID104"),
        ("husband_id_number", "36073219900228001", "ID101"),
        ("husband_id_number", "360732199002290016", "ID103"),
        ("husband_id_number", "3.60732E+17", "ID111"),
        ("husband_id_number", "不详", "ID114"),
        ("wife_id_number", "360732199002280010", "MR302"),
        ("husband_birth_date", "1990-02-30", "DT102"),
        ("husband_birth_date", "1990-03-28", "MR212"),
        ("husband_birth_date", "1971-11-06", "MR213"),
        ("registration_date", "2021-02-30", "DT102"),
        ("registration_date", "2099-01-01", "DT105"),
        ("certificate_number", "L360732-2021-000123", "MR110"),
        ("certificate_number", "J360732-2012-000123", "MR111"),
        ("certificate_number", "J360732-2021-00123", "CN101"),
        ("office", "潋江公社", "MR115"),
        ("wife_name", "王五", "MR303"),
        ("husband_name", "", "MR201"),
        ("wife_domicile", "江西省赣州市兴图县", "DV203"),
    ],
)
def test_a_single_damage_is_found(field: str, text: str, code: str) -> None:
    assert code in codes(clean_rows([SOUND | {field: text}]), field)  # type: ignore[dict-item]


def test_spaces_inside_a_name_do_not_hide_its_other_mentions() -> None:
    """A damaged number is repaired by the sound one of the same name, however the name is spaced."""
    again = SOUND | {
        "certificate_number": "BJ360732-2022-000001",
        "registration_date": "2022-05-20",
        "business_type": "补发结婚证",
        "husband_name": "王　五",
        "husband_id_number": "360732199002280O1",
    }
    result = clean_rows([SOUND, again])  # type: ignore[list-item]
    assert result.records["husband_id_number"].to_list() == [SOUND["husband_id_number"]] * 2


def test_swapped_numbers_that_are_put_back_ask_nothing() -> None:
    """Both birth dates tell whose number it is, so it is set right with a status and a finding."""
    crossed = SOUND | {
        "husband_id_number": SOUND["wife_id_number"],
        "wife_id_number": SOUND["husband_id_number"],
    }
    result = clean_rows([crossed])

    put_back = result.records.row(0, named=True)
    for party in ("husband", "wife"):
        assert put_back[f"{party}_id_number"] == SOUND[f"{party}_id_number"]
        assert put_back[f"{party}_id_number_status"] == "repaired"
    assert "MR301" in codes(result)
    assert "MR223" not in codes(result), "nothing is withheld"
    assert result.questions.is_empty()


def test_swapped_numbers_that_nothing_proves_are_asked_about_once() -> None:
    crossed = SOUND | {
        "husband_id_number": SOUND["wife_id_number"],
        "wife_id_number": SOUND["husband_id_number"],
        "husband_birth_date": None,
        "wife_birth_date": None,
    }
    result = clean_rows([crossed])

    assert result.questions["codes"].list.contains("MR301").to_list() == [True]
    as_written = result.records.row(0, named=True)
    for party in ("husband", "wife"):
        assert as_written[f"{party}_id_number"] == crossed[f"{party}_id_number"]
        assert as_written[f"{party}_id_number_status"] == "conflict"
        assert as_written[f"{party}_birth_date"] is None, "it may be the other one's"


@pytest.mark.parametrize(
    ("written", "status"),
    [("1990-02", "filled"), ("1990年", "filled"), ("1990-02-04", "derived")],
)
def test_a_number_put_right_completes_the_birth_date(written: str, status: str) -> None:
    row = SOUND | {"husband_id_number": "36073219900228OO10", "husband_birth_date": written}
    record = clean_rows([row]).records.row(0, named=True)
    assert record["husband_id_number"] == "360732199002280010"
    assert (record["husband_birth_date"], record["husband_birth_date_status"]) == (
        "1990-02-28",
        status,
    )
