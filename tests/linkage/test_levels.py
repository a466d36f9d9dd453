"""Levels of likeness: what a slip is, and that reasons survive being packed."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.linkage.levels import (
    NO_DAY,
    Columns,
    date_slip,
    first_of,
    frequencies,
    near_text,
    pack,
    same,
    unpack,
)


def _slip(one: int, other: int) -> bool:
    return bool(date_slip(np.array([one], dtype=np.int32), np.array([other], dtype=np.int32))[0])


@pytest.mark.parametrize(
    "one, other, slip",
    [
        (19851001, 19851001, False),
        (19851001, 19851007, True),
        (19851001, 19951001, True),
        (19851002, 19851020, True),
        (19850312, 19851203, True),
        (19850312, 19860412, False),
        (19850312, NO_DAY, False),
        (NO_DAY, NO_DAY, False),
    ],
)
def test_a_slip_is_one_digit_two_neighbours_or_month_for_day(
    one: int, other: int, slip: bool
) -> None:
    assert _slip(one, other) is slip
    assert _slip(other, one) is slip


@given(st.lists(st.lists(st.integers(0, 15), min_size=9, max_size=9), min_size=1, max_size=5))
def test_levels_survive_packing(rows: list[list[int]]) -> None:
    levels = np.array(rows, dtype=np.int8)

    assert unpack(pack(levels), 9).tolist() == rows


def test_the_first_mask_that_holds_counts() -> None:
    yes, no = np.array([True, True]), np.array([False, True])

    assert first_of(yes, [no, yes]).tolist() == [2, 1]
    assert first_of(no, [yes, yes]).tolist() == [0, 1]


def test_missing_keys_are_never_the_same() -> None:
    keys = np.array([0, 7, 7], dtype=np.uint64)

    assert same(keys, np.array([0, 7, 8], dtype=np.uint64)).tolist() == [False, True, False]
    assert frequencies(keys).tolist() == [0.0, 1.0, 1.0]


def test_texts_are_only_compared_where_asked() -> None:
    names = pl.Series(["王小明", "王晓明", None, "李四"])
    rows = (
        np.array([0, 0, 0, 0], dtype=np.uint32),
        np.array([1, 2, 3, 1], dtype=np.uint32),
    )

    told = near_text(names, names, rows, np.array([True, True, True, False]))

    assert told.tolist() == [1, 9, 3, 9]


def test_swapped_neighbours_count_once() -> None:
    numbers = pl.Series(["36213319620815001", "36213319620851001"])
    rows = np.array([0], dtype=np.uint32), np.array([1], dtype=np.uint32)

    assert near_text(numbers, numbers, rows, np.array([True]), head=17).tolist() == [1]


def test_columns_say_missing_in_one_way() -> None:
    frame = pl.DataFrame(
        {"key": [None, 3], "day": [None, 5], "yes": [None, True]},
        schema={"key": pl.UInt64, "day": pl.Int32, "yes": pl.Boolean},
    )
    columns = Columns(frame)

    assert columns["key"].tolist() == [0, 3]
    assert columns["day"].tolist() == [NO_DAY, 5]
    assert columns["yes"].tolist() == [False, True]
