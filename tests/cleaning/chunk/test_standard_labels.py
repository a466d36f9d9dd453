"""Marital status and education are written as the standard's table calls them, as ethnicity is."""

from __future__ import annotations

from tests.cleaning.archives import clean_rows, codes

ROW = {
    "registration_date": "2012-03-08",
    "husband_name": "张三",
    "husband_ethnicity": "汉",
    "husband_marital_status": "离异",
    "husband_education": "大专",
    "husband_occupation": "务农",
    "wife_name": "李四",
    "wife_marital_status": "20",
    "wife_education": "读过私塾",
}


def test_wording_and_bare_codes_become_the_label_and_what_no_table_knows_stays() -> None:
    result = clean_rows([ROW])

    record = result.records.row(0, named=True)
    assert (record["husband_marital_status"], record["husband_marital_status_code"]) == (
        "离婚",
        "40",
    )
    assert (record["wife_marital_status"], record["wife_marital_status_code"]) == ("已婚", "20")
    assert (record["husband_education"], record["husband_education_code"]) == (
        "大学专科教育",
        "30",
    )
    assert (record["wife_education"], record["wife_education_code"]) == ("读过私塾", None)
    assert (record["husband_occupation"], record["husband_occupation_code"]) == ("务农", "5")
    assert codes(result, "wife_education") == {"MR401"}


def test_what_was_written_stands_in_the_list_of_changes() -> None:
    changes = clean_rows([ROW]).changes.filter(step="code.lookup")

    told = {
        field: (was, now) for field, was, now in changes["field", "before", "after"].iter_rows()
    }
    assert told["husband_marital_status"] == ("离异", "离婚")
    assert told["wife_marital_status"] == ("20", "已婚")
    assert told["husband_ethnicity"] == ("汉", "汉族")


def test_the_step_can_be_left_out() -> None:
    record = clean_rows([ROW], without=["code.lookup"]).records.row(0, named=True)

    assert (record["husband_marital_status"], record["wife_marital_status"]) == ("离异", "20")
    assert record["husband_marital_status_code"] == "40"
