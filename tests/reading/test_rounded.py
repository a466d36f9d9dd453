"""Digits that a floating-point number made up are not taken for written."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS
from minzheng_core.values.ids.arithmetic import check_digit

NUMBERS = [
    seventeen + check_digit(seventeen)
    for seventeen in (f"36213319620815{n:03d}" for n in range(1, 400, 2))
]
WHOLE = [n for n in NUMBERS if not n.endswith("X") and 32 < int(n[15:]) < 968]
"""The float of a number next to a full thousand may lie beyond it."""


def _read(numbers: list[str | None]) -> tuple[list[str | None], dict[str, int]]:
    frame = pl.DataFrame({"男方身份证号": numbers, "男方姓名": ["张三"] * len(numbers)})
    (table,) = read_frame(frame, FIELDS).tables
    cells = table.frame["husband_id_number"].to_list()
    return cells, {note.code: note.count for note in table.notes}


def test_numbers_of_a_column_that_was_floats_keep_fifteen_digits() -> None:
    cells, notes = _read([f"{float(number):.0f}" for number in WHOLE] + [None, "362133620815001"])

    assert cells[:-2] == [f"{number[:15]}000" for number in WHOLE]
    assert cells[-2:] == [None, "362133620815001"]
    assert notes["IN166"] == len(WHOLE)


@pytest.mark.parametrize(
    "numbers",
    [
        WHOLE,
        [f"{float(number):.0f}" for number in WHOLE] + [WHOLE[0]],
        [f"{float(number):.0f}" for number in WHOLE[:7]],
        [f"{float(WHOLE[0]):.0f}"] * 20,
    ],
    ids=["sound", "one that was text", "too few", "one number again and again"],
)
def test_other_columns_stay_as_they_are(numbers: list[str | None]) -> None:
    cells, notes = _read(numbers)
    assert cells == numbers
    assert "IN166" not in notes


def test_digits_of_other_scripts_are_no_float() -> None:
    """A register that begins with years without numbers, and one full-width digit further down."""
    numbers = [None] * 64 + ["36213319620815００10", "٣٦٢١٣٣١٩٦٢٠٨١٥٠٠١٠"]
    cells, notes = _read(numbers)
    assert cells == numbers
    assert "IN166" not in notes
