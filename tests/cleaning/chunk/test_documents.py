"""Numbers of passports and passes, where the column of document types says so."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import marriage
from minzheng_core.registries.marriage import MarriageRecord, Party

ON = date(2026, 11, 1)
MAN = "362133196208151232"


def _cleaned(kind: str, number: str) -> tuple[str | None, set[str]]:
    frame = pl.DataFrame(
        {
            "登记日期": ["2012-03-01"],
            "男方姓名": ["张三"],
            "男方身份证号": [MAN],
            "女方姓名": ["李四"],
            "女方证件类型": [kind],
            "女方证件号码": [number],
        }
    )
    result = marriage.clean(frame, county="360732", on=ON, link=False)
    codes = set(result.findings["code"])
    return result.records["wife_id_number"][0], {c for c in codes if c.startswith("ID")}


def _checked(kind: str, number: str) -> set[str]:
    wife = Party(name="李四", id_type=kind, id_number=number)
    record = MarriageRecord(
        registration_date="2012-03-01", husband=Party(name="张三", id_number=MAN), wife=wife
    )
    found = marriage.check(record, county="360732", on=ON)
    return {f.code for f in found if f.code.startswith("ID")}


@pytest.mark.parametrize(
    ("kind", "number", "wanted"),
    [
        ("台胞证", "0087654321", "0087654321"),
        ("护照", "51 1234567", "511234567"),
        ("414", "987654321", "987654321"),
        ("回乡证", "H01234567", "H01234567"),
    ],
)
def test_a_document_of_another_kind_is_no_damaged_card(kind, number, wanted) -> None:
    assert _cleaned(kind, number) == (wanted, set())
    assert _checked(kind, number) == set()


@pytest.mark.parametrize("kind", ["身份证", "", "户口簿"])
def test_of_a_citizen_the_same_digits_are_too_few(kind) -> None:
    number, codes = _cleaned(kind, "0087654321")
    assert number is None
    assert codes == _checked(kind, "0087654321")
    assert "ID101" in codes


def test_a_number_of_a_citizen_stays_one_whatever_the_column_says() -> None:
    assert _cleaned("护照", "362133620815124")[0] == "362133196208151240"
    assert _cleaned("护照", "无")[0] is None
