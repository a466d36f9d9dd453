"""One couple of an archive, and what cleaning makes of the husband's number and birth date."""

from __future__ import annotations

from minzheng_core.values.ids.arithmetic import check_digit
from tests.cleaning.archives import clean_rows, codes

NUMBER15 = "362133620815001"
NUMBER = "362133196208150010"
ROW = {
    "registration_date": "1987-12-23",
    "business_type": "结婚",
    "office": "兴国县潋江镇人民政府",
    "husband_name": "王五",
    "husband_id_number": NUMBER15,
    "husband_birth_date": "1962-08-15",
    "husband_domicile": "江西省赣州地区兴国县",
    "wife_name": "赵六",
    "wife_id_number": "362133640302122",
    "wife_birth_date": "1964-03-02",
    "wife_domicile": "江西省赣州地区兴国县",
}


def with_check(seventeen: str) -> str:
    return seventeen + check_digit(seventeen)


def husband(**cells: str) -> tuple[str | None, str, str | None, set[str]]:
    """The husband's number, its status, his birth date, and the doubts about the number."""
    result = clean_rows([ROW | {f"husband_{name}": text for name, text in cells.items()}])
    record = result.records.row(0, named=True)
    return (
        record["husband_id_number"],
        record["husband_id_number_status"],
        record["husband_birth_date"],
        codes(result, "husband_id_number"),
    )
