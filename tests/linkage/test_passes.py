"""Passes: nothing that is missing meets anything, and no key explodes."""

import polars as pl

from minzheng_core.linkage.levels import Columns
from minzheng_core.linkage.passes import Pass, candidates

NAME = Pass(name="name", label="姓名", keys=("name",), refine=("year",), order="day")


def _frame(rows: list[tuple[int | None, int, int]]) -> pl.DataFrame:
    schema = {"name": pl.UInt64, "year": pl.Int32, "day": pl.Int32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_missing_meets_nothing() -> None:
    assert len(candidates(Columns(_frame([(None, 1, 1), (None, 1, 1)])), [NAME])) == 0


def test_a_large_group_is_cut_and_counted() -> None:
    frame = _frame([(7, row % 20, row) for row in range(400)])

    pairs = candidates(Columns(frame), [NAME], cap=24)

    # Twenty years of twenty records each, all of one year compared with each other.
    assert len(pairs) == 20 * (20 * 19 // 2)
    assert pairs.counts[0].cut == 1


def test_what_is_still_too_large_meets_its_neighbours_only() -> None:
    frame = _frame([(7, 1, row) for row in range(5000)])

    pairs = candidates(Columns(frame), [NAME], cap=24, window=4)

    assert 4 * 4990 < len(pairs) <= 4 * 5000
    assert ((pairs.right - pairs.left) <= 4).all()


def test_a_pair_is_counted_as_new_once_and_knows_its_passes() -> None:
    frame = _frame([(7, 1, 1), (7, 1, 1)])
    day = Pass(name="day", label="日期", keys=("day",))

    pairs = candidates(Columns(frame), [NAME, day])

    assert pairs.found.tolist() == [0b11]
    assert [(c.pairs, c.new) for c in pairs.counts] == [(1, 1), (1, 0)]


def test_columns_of_the_other_side() -> None:
    frame = pl.DataFrame(
        {"old": [None, 5, 6], "new": [5, None, 6]},
        schema_overrides={"old": pl.UInt64, "new": pl.UInt64},
    )
    back = Pass(name="back", label="原证", keys=("old",), partner=("new",))

    pairs = candidates(Columns(frame), [back])

    assert list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)) == [(0, 1)]
