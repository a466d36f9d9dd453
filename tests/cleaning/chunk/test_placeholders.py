"""Cells that say that nothing is known are as good as empty, in columns as in single records."""

from __future__ import annotations

import pytest

from minzheng_core.registries.marriage import MarriageRecord, Party, check
from tests.cleaning.archives import COUNTY, ON, clean_rows, codes

ROW = {
    "registration_date": "1988-05-20",
    "business_type": "结婚",
    "certificate_number": "兴结字第12号",
    "office": "兴国县长冈乡人民政府",
    "husband_name": "张三",
    "husband_domicile": "江西省兴国县长冈乡",
    "husband_ethnicity": "汉",
    "husband_marital_status": "未婚",
    "wife_name": "李四",
}
NOTHING = [
    "不详",
    "无",
    "（无）",
    "NULL",
    "n/a",
    "—",
    "/",
    "……",
    "未填写",
    "字迹不清",
    "原件缺失",
    "0",
]


@pytest.mark.parametrize("text", NOTHING)
@pytest.mark.parametrize("field", ["office", "husband_domicile", "husband_ethnicity"])
def test_they_are_emptied_with_a_line_and_without_a_question(field: str, text: str) -> None:
    result = clean_rows([ROW | {field: text}])
    record = result.records.row(0, named=True)
    assert record[field] is None
    assert codes(result, field) == set()
    (change,) = result.changes.filter(field=field).rows(named=True)
    assert (change["step"], change["before"], change["after"]) == ("cell.empty", text, None)
    assert result.questions.filter(field=field).is_empty()


def test_an_office_and_an_address_are_missing_then() -> None:
    record = clean_rows([ROW | {"office": "无", "husband_domicile": "不详"}]).records.row(
        0, named=True
    )
    assert record["office_status"] == record["husband_division_status"] == "missing"


def test_the_certificate_number_says_what_the_cell_does_not() -> None:
    record = clean_rows([ROW | {"business_type": "—"}]).records.row(0, named=True)
    assert (record["business_type"], record["business_type_code"]) == ("结婚登记", "IA")


@pytest.mark.parametrize(
    ("field", "text"),
    [("husband_marital_status", "不详"), ("office", "同上"), ("husband_domicile", "无锡市")],
)
def test_what_says_something_stays(field: str, text: str) -> None:
    result = clean_rows([ROW | {field: text}])
    assert "cell.empty" not in result.changes["step"].to_list()


def test_without_the_step_they_stay_as_written() -> None:
    result = clean_rows([ROW | {"office": "无"}], without=["cell.empty"])
    assert result.records["office"].to_list() == ["无"]


def test_one_record_is_read_alike() -> None:
    party = Party(name="张三", domicile="不详", ethnicity="—")
    record = MarriageRecord(registration_date="1988-05-20", office="NULL", husband=party)
    fields = {"office", "husband_domicile", "husband_ethnicity"}
    assert not [one for one in check(record, county=COUNTY, on=ON) if one.field in fields]
