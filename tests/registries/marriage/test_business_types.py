"""A business type that leaves open which it is, and a certificate number that tells."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import marriage
from minzheng_core.registries.marriage import MarriageRecord
from tests.cleaning.archives import clean_rows, codes

NUMBERS = {
    "ICA": "BJ360732-2015-000045",
    "ICB": "BL360732-2015-000003",
    "IA": "J360732-2015-000001",
    "IB": "L360732-2015-000001",
}
LABELS = {
    "ICA": "补发结婚登记证",
    "ICB": "补发离婚登记证",
    "IA": "结婚登记",
    "IB": "离婚登记",
}
ROW = {"registration_date": "2015-05-06", "husband_name": "张三", "wife_name": "李四"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            (text, "ICA")
            for text in ("补领", "补发", "补证", " 换证 ", "补办", "补领证件", "", None)
        ),
        *((text, "ICB") for text in ("补领", "补发", "补办", "")),
        *((text, "IA") for text in ("补办", "")),
        ("", "IB"),
    ],
)
def test_the_certificate_number_says_what_the_cell_leaves_open(text: str | None, code: str) -> None:
    result = clean_rows([ROW | {"business_type": text, "certificate_number": NUMBERS[code]}])

    record = result.records.row(0, named=True)
    assert (record["business_type"], record["business_type_code"]) == (LABELS[code], code)
    (change,) = result.changes.filter(field="business_type").rows(named=True)
    assert (change["step"], change["before"]) == ("code.type-from-certificate", text)
    assert codes(result, "business_type") == set()


@pytest.mark.parametrize(
    ("text", "number"),
    [("补领", NUMBERS["IA"]), ("补办", NUMBERS["IB"]), ("补领", ""), ("其他", NUMBERS["IA"])],
)
def test_nothing_is_made_up_where_both_do_not_fit(text: str, number: str) -> None:
    result = clean_rows([ROW | {"business_type": text, "certificate_number": number}])

    record = result.records.row(0, named=True)
    assert (record["business_type"], record["business_type_code"]) == (text, None)
    assert codes(result, "business_type") == {"MR401"}


def test_the_step_can_be_left_out() -> None:
    row = ROW | {"business_type": "补领", "certificate_number": NUMBERS["ICA"]}
    result = clean_rows([row], without=["code.type-from-certificate"])
    assert result.records["business_type_code"].to_list() == [None]


@pytest.mark.parametrize(("number", "open_"), [(NUMBERS["ICA"], False), (NUMBERS["IA"], True)])
def test_one_record_is_judged_alike(number: str, open_: bool) -> None:
    act = MarriageRecord(
        registration_date="2015-05-06", business_type="补领", certificate_number=number
    )
    found = {f.code for f in marriage.check(act, county="360732", on=date(2026, 11, 23))}
    assert ("MR401" in found) is open_


def test_divorce_by_agreement_is_a_divorce() -> None:
    result = clean_rows([ROW | {"business_type": "协议离婚"}])
    assert result.records["business_type_code"].to_list() == ["IB"]


def test_the_columns_of_a_communes_register_are_known() -> None:
    frame = pl.DataFrame(
        {
            "登记号": ["凤76字1号"],
            "登记年月日": ["76.7.20"],
            "事项": ["离婚"],
            "男方姓名": ["张三"],
            "女方姓名": ["李四"],
            "经办单位": ["沱江公社"],
        }
    )
    record = marriage.clean(frame, county="433123", on=date(2026, 11, 23)).records.row(
        0, named=True
    )
    assert record["business_type_code"] == "IB"
    assert record["certificate_number"] is not None
    assert record["office"] == "沱江公社"


@pytest.mark.parametrize("code", sorted(NUMBERS))
def test_the_certificate_number_says_it_where_no_column_does(code: str) -> None:
    result = clean_rows([ROW | {"certificate_number": NUMBERS[code]}])

    record = result.records.row(0, named=True)
    assert (record["business_type"], record["business_type_code"]) == (LABELS[code], code)
    (change,) = result.changes.filter(field="business_type").rows(named=True)
    assert (change["step"], change["before"]) == ("code.type-from-certificate", None)


def test_a_divorce_without_a_column_of_types_is_no_marriage() -> None:
    couple = ROW | {
        "husband_id_number": "362133196208150010",
        "wife_id_number": "362133196403020027",
    }
    result = clean_rows(
        [
            couple | {"registration_date": "1988-05-06", "certificate_number": "(88)潋结字第12号"},
            couple | {"registration_date": "1995-03-01", "certificate_number": "(95)兴离字第1号"},
        ]
    )
    assert result.links is not None
    assert result.links.pairs["relation"].to_list() == ["divorce-of"]
