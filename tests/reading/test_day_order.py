"""The order of month and day is that of the column, where the column tells it."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS

TELL = [f"{n}/2{n}/1986" for n in range(1, 6)]


def _read(cells: list[str]) -> tuple[list[str], dict[str, int]]:
    frame = pl.DataFrame({"登记日期": cells, "男方姓名": ["张三"] * len(cells)})
    (table,) = read_frame(frame, FIELDS).tables
    dates = table.frame["registration_date"].to_list()
    return dates, {note.code: note.count for note in table.notes}


def test_dates_of_either_order_are_read_like_the_others() -> None:
    dates, notes = _read([*TELL, "7/6/1986", " 8.9.1990 00:00:00", "5/5/1986"])
    assert dates == [*TELL, "1986-7-6", "1990-8-9", "5/5/1986"]
    assert notes["IN195"] == 2


def test_a_digit_of_another_script_is_left_to_whoever_reads_the_date() -> None:
    assert _read([*TELL, "７/6/1986", "7/６/1986"])[0][-2:] == ["７/6/1986", "7/６/1986"]


def test_the_day_may_stand_first() -> None:
    days = [f"2{n}/{n}/1986" for n in range(1, 6)]
    assert _read([*days, "7/6/1986"])[0][-1] == "1986-6-7"


@pytest.mark.parametrize(
    "others", [[], TELL[:1], [*TELL, "25/1/1986"], ["1986-01-21", "1986/5/23", "86.3.4"] * 4]
)
def test_a_column_that_does_not_tell_leaves_them_open(others: list[str]) -> None:
    dates, notes = _read([*others, "7/6/1986"])
    assert dates[-1] == "7/6/1986"
    assert "IN195" not in notes


def test_the_time_of_day_that_programs_write_is_left_out() -> None:
    assert _read([*TELL, "7/6/1986 9:31", "7/8/1986 12:05:00 AM"])[0][5:] == [
        "1986-7-6",
        "1986-7-8",
    ]


def test_other_columns_tell_the_order_where_a_column_does_not() -> None:
    frame = pl.DataFrame(
        {"登记日期": ["7/6/1986"] * 5, "男方出生日期": TELL, "男方姓名": ["张三"] * 5}
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["registration_date"][0] == "1986-7-6"
    both = pl.DataFrame(
        {"男方出生日期": TELL, "女方出生日期": ["25/1/1986", "26/1/1986", *["7/6/1986"] * 3]}
    )
    (table,) = read_frame(frame.hstack(both.drop("男方出生日期")), FIELDS).tables
    assert table.frame["registration_date"][0] == "7/6/1986"
