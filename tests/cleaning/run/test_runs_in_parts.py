"""A run in parts gives what the whole gives: records compared across parts, columns that came later."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import polars as pl
import pytest

from minzheng_core.cleaning.run import archive
from minzheng_core.cleaning.whole_archive.shared_keys import hashed, rows_sharing
from minzheng_core.processing.packing import packed
from minzheng_core.processing.parts import Parts
from minzheng_core.registries import marriage
from minzheng_core.testing.synthetic import make_archive

if TYPE_CHECKING:
    from pathlib import Path


def in_parts(*frames: pl.DataFrame) -> Parts:
    parts = Parts()
    for frame in frames:
        parts.add(packed(frame), frame["row"].min())  # type: ignore[arg-type]
    return parts


def test_what_stands_twice_is_found_in_other_parts_and_in_other_columns() -> None:
    parts = in_parts(
        pl.DataFrame({"row": [0, 1], "his": ["a", None], "hers": ["b", None]}),
        pl.DataFrame({"row": [2, 3], "his": ["c", "d"], "hers": ["a", "e"]}),
    )
    pooled = partial(hashed, pool=("his", "hers"))

    assert rows_sharing(parts.map(pooled)).to_list() == [0, 2]
    assert rows_sharing(parts.map(partial(hashed, pool=("his",)))).to_list() == []


def test_what_is_counted_waits_for_a_reading_of_its_columns() -> None:
    parts = in_parts(
        pl.DataFrame({"row": [0, 1], "his": ["a", "b"], "hers": ["c", "d"]}),
        pl.DataFrame({"row": [2], "his": ["a"], "hers": ["e"]}),
    )
    read: list[list[str]] = []

    def noted(part: pl.DataFrame) -> pl.DataFrame:
        read.append(part["his"].to_list())
        return part.select(pl.col("his").n_unique())

    different = parts.tally(noted, "row", "his", "no such column")
    list(parts.each("hers"))
    next(iter(parts.each("his")))
    assert different.waits

    list(parts.each("hers", "his"))
    assert read[-2:] == [["a", "b"], ["a"]]
    seen = len(read)
    assert different.whole()["his"].to_list() == [2, 1]
    assert len(read) == seen


def test_what_was_counted_is_counted_anew_after_a_change() -> None:
    parts = in_parts(pl.DataFrame({"row": [0, 1]}), pl.DataFrame({"row": [4]}))
    heights = parts.tally(lambda part: part.select(pl.len()), "row")
    assert heights.whole()["len"].to_list() == [2, 1]

    parts.add_later(pl.DataFrame({"row": [3]}))
    assert heights.whole()["len"].to_list() == [3, 1]
    parts.drop(pl.Series([0, 4]))
    assert heights.whole()["len"].to_list() == [2, 0]
    parts.edit(lambda part: part.filter(pl.col("row") != 3))
    assert heights.whole()["len"].to_list() == [1, 0]


def test_all_that_waits_is_counted_in_one_reading() -> None:
    parts = in_parts(pl.DataFrame({"row": [0, 1], "his": ["a", "b"], "hers": ["c", "d"]}))
    columns: list[list[str]] = []

    def noted(part: pl.DataFrame) -> pl.DataFrame:
        columns.append(part.columns)
        return part.select(pl.len())

    his, hers = parts.tally(noted, "his"), parts.tally(noted, "hers")
    assert his.whole().equals(hers.whole())
    assert columns == [["row", "his", "hers"]] * 2


@pytest.mark.parametrize("first", [0, 1])
def test_a_column_without_a_value_in_one_part_has_the_type_of_the_others(first: int) -> None:
    frames = [
        pl.DataFrame({"row": [0], "volume": [None]}, schema_overrides={"volume": pl.Null}),
        pl.DataFrame({"row": [0], "volume": [7]}),
    ]
    parts = in_parts(frames[first], frames[1 - first].with_columns(row=pl.lit(1, pl.Int64)))

    assert parts.whole()["volume"].to_list() == ([None, 7] if first == 0 else [7, None])


def test_some_lines_stay_in_parts_with_what_came_later() -> None:
    parts = in_parts(pl.DataFrame({"row": [0, 1]}), pl.DataFrame({"row": [4, 5]}))
    parts.add_later(pl.DataFrame({"row": [3]}))

    some = parts.only(pl.Series([1, 3, 5]))

    assert [part["row"].to_list() for part in some.each()] == [[1, 3], [5]]
    assert some.among(pl.Series([3, 5]))["row"].to_list() == [3, 5]


def test_lines_that_agree_in_several_columns_stay_with_what_came_later() -> None:
    parts = in_parts(pl.DataFrame({"row": [0, 1], "field": ["x", "y"]}))
    parts.add_later(pl.DataFrame({"row": [1, 1], "field": ["x", "y"]}))

    some = parts.only(pl.DataFrame({"row": [1, 0, 1], "field": ["y", "y", "y"]}))

    assert some.whole().rows() == [(1, "y"), (1, "y")]


def test_files_of_which_one_lacks_columns_are_cleaned_together(tmp_path: Path) -> None:
    raw = make_archive(60, seed=5).raw
    raw.drop("登记机关", "卷号", "女方身份证号").write_csv(tmp_path / "a.csv")
    raw.write_csv(tmp_path / "b.csv")
    short, full = tmp_path / "a.csv", tmp_path / "b.csv"

    for files in ([short, full], [full, short]):
        result = marriage.clean(files, county="360732", on=date(2026, 11, 23))

        assert result.records["source_file"].unique(maintain_order=True).to_list() == result.files
        assert result.records["volume_number"].null_count() >= 60


def test_parts_smaller_than_the_run_find_the_same_across_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = make_archive(500, seed=8, error_rate=3).raw

    whole = marriage.clean(raw, county="360732", on=date(2026, 11, 23))
    monkeypatch.setattr(archive, "CHUNK_ROWS", 90)
    parts = marriage.clean(raw, county="360732", on=date(2026, 11, 23))

    across = pl.col("code").is_in(["MF301", "MF302"])
    assert whole.findings.filter(across).height > 0
    assert whole.findings.filter(across).equals(parts.findings.filter(across))
    assert whole.gaps.equals(parts.gaps)
