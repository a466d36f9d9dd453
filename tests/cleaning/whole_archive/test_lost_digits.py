"""A sheet in which most numbers lost their last digits was spoilt by an export, and is told of as such."""

from __future__ import annotations

import pytest

from minzheng_core.values.ids.arithmetic import check_digit
from tests.cleaning.archives import clean_rows, codes

FIELD = "wife_id_number"


def number(at: int) -> str:
    head = f"360732{1970 + at % 20}{at % 12 + 1:02}{at % 28 + 1:02}{at % 400 * 2 + 102:03}"
    return head + check_digit(head)


def rows(lost, count: int, whole: int = 0) -> list[dict[str, str]]:
    written = [lost(number(at)) for at in range(count)]
    written += [number(at) for at in range(count, count + whole)]
    return [
        {
            "registration_date": "2012-05-08",
            "husband_name": f"张{chr(0x4E00 + at)}",
            "wife_name": f"李{chr(0x5E00 + at)}",
            "wife_id_number": text,
        }
        for at, text in enumerate(written)
    ]


def told(result) -> list[tuple[str, int]]:
    return [
        (note.values["field"], note.count) for _, note in result.remarks if note.code == "IN145"
    ]


DAMAGES = {
    "000": lambda text: text[:15] + "000",
    "cut to 15": lambda text: text[:15],
    "power of ten": lambda text: f"{int(text[:17]) * 10:.5E}",
}


@pytest.mark.parametrize("lost", DAMAGES.values(), ids=DAMAGES)
def test_a_column_without_last_digits_is_told_once(lost) -> None:
    result = clean_rows(rows(lost, 30))
    assert told(result) == [("女方身份证号", 30)]
    assert "重新导出" in "".join(result.notes())


@pytest.mark.parametrize("lost", DAMAGES.values(), ids=DAMAGES)
def test_single_cells_are_not(lost) -> None:
    assert told(clean_rows(rows(lost, 10))) == []
    assert told(clean_rows(rows(lost, 25, whole=100))) == []


@pytest.mark.parametrize("name", ["000", "cut to 15"])
def test_the_sex_is_not_read_where_it_was_lost(name) -> None:
    result = clean_rows(rows(DAMAGES[name], 30))
    assert not {"MR208", "MR301"} & codes(result, FIELD)
    assert "IN169" not in {note.code for _, note in result.remarks}
