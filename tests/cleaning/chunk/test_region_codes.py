"""The region code inside a number, in a column of its own."""

from __future__ import annotations

from tests.cleaning.archives import clean_rows

ROW = {"registration_date": "2015-05-06", "husband_name": "张三", "wife_name": "李四"}


def test_a_foreigner_has_no_region_code_in_the_number() -> None:
    numbers = {"husband_id_number": "932682198501010017", "wife_id_number": "810000199408230021"}
    record = clean_rows([ROW | numbers]).records.row(0, named=True)
    assert (record["husband_id_division"], record["wife_id_division"]) == (None, "810000")
