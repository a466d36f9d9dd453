"""A year that a register in order writes once goes on through the days below, where those after confirm it."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.reading import frames as reading_frames
from minzheng_core.reading import read_archive, read_frame
from minzheng_core.registries.marriage.archive import FIELDS


def _dates(dates: list[str | None], **columns: list[str]) -> list[str | None]:
    names = {"男方姓名": ["张三"] * len(dates), "女方姓名": ["李四"] * len(dates)}
    (table,) = read_frame(pl.DataFrame({"登记日期": dates, **names, **columns}), FIELDS).tables
    return table.frame["registration_date"].to_list()


def test_the_year_goes_on_to_the_next_date_that_says_one() -> None:
    assert _dates(["92.1.5", "1月12日", "2/13", "92.2.28", "三月四日", "93年元月3日"]) == [
        "92.1.5",
        "1992年1月12日",
        "1992.2.13",
        "92.2.28",
        "1992年三月四日",
        "93年元月3日",
    ]


def test_it_turns_from_december_to_january() -> None:
    dates = ["1992年11月5日", "12月1日", "1月4日", "1993年1月5日"]
    assert _dates(dates)[1:3] == ["1992年12月1日", "1993年1月4日"]


@pytest.mark.parametrize(
    "dates",
    [
        ["1月4日", "1992年3月5日"],
        ["1992年5月5日", "2月4日", "1992年6月5日"],
        ["1992年1月5日", "3月4日", "1994年5月5日"],
        ["1992年11月5日", "1月4日"],
        ["1992年3月5日", "5月4日", "1991年1月5日"],
    ],
    ids=["none before", "not in order", "either year", "not confirmed", "contradicted"],
)
def test_a_day_that_may_be_of_another_year_stays_without_one(dates) -> None:
    assert _dates(dates) == dates


def test_a_table_that_is_in_no_order_tells_nothing() -> None:
    mixed = ["1992年1月5日", "1988年3月2日", "1990年1月1日", "1985年5月5日", "1985年5月6日"]
    assert _dates([*mixed, "6月1日", "1985年7月1日"])[5] == "6月1日"


def test_a_register_that_runs_over_into_the_next_year_is_not_all_of_the_year_in_its_title(
    tmp_path,
) -> None:
    days = ["3月5日", "92.11.5", "93.1.4", "3月1日"]
    lines = ["一九九二年结婚登记", "登记日期,男方姓名,女方姓名", *(f"{d},张三,李四" for d in days)]
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    (table,) = read_archive([tmp_path / "a.csv"], FIELDS).tables
    read = table.frame["registration_date"].to_list()
    assert [read[0], read[3]] == ["1992年3月5日", "1993年3月1日"]


def test_it_goes_on_through_the_pieces_of_a_long_table(monkeypatch) -> None:
    monkeypatch.setattr(reading_frames, "BATCH_ROWS", 1)
    assert _dates(["92.1.5", "2月3日"])[1] == "1992年2月3日"


@given(
    st.lists(
        st.dates(min_value=date(1960, 1, 1), max_value=date(1999, 12, 31)), min_size=2, max_size=30
    ),
    st.data(),
)
def test_no_year_is_told_but_the_true_one(days, data) -> None:
    """Whatever dates of a register in order lack their year: with those that remain none is told wrong."""
    days = sorted(days)
    bare = data.draw(st.lists(st.booleans(), min_size=len(days) - 2, max_size=len(days) - 2))
    lacking = [False, *bare, False]
    cells = [
        f"{day.month}月{day.day}日" if lacks else f"{day.year}年{day.month}月{day.day}日"
        for day, lacks in zip(days, lacking, strict=True)
    ]
    for cell, day in zip(_dates(cells), days, strict=True):
        assert cell in {f"{day.year}年{day.month}月{day.day}日", f"{day.month}月{day.day}日"}


def _in_columns(*rows: tuple[str | None, str, str]) -> list[str | None]:
    columns = dict(zip(("年", "月", "日"), map(list, zip(*rows, strict=True)), strict=True))
    frame = pl.DataFrame({f"登记日期/{name}": cells for name, cells in columns.items()})
    names = {"男方姓名": ["张三"] * len(rows), "女方姓名": ["李四"] * len(rows)}
    (table,) = read_frame(
        frame.with_columns(**{k: pl.Series(v) for k, v in names.items()}), FIELDS
    ).tables
    return table.frame["registration_date"].to_list()


def test_a_column_of_years_that_is_left_blank_goes_on_until_the_next() -> None:
    rows = [
        ("84", "1", "15"),
        (None, "1", "20"),
        (None, "2", "1"),
        ("86", "3", "5"),
        (None, "4", "1"),
    ]
    assert _in_columns(*rows) == [
        "84年1月15日",
        "1984年1月20日",
        "1984年2月1日",
        "86年3月5日",
        "1986年4月1日",
    ]


@pytest.mark.parametrize("row", [(None, "1", "4"), (None, "6", "4")])
def test_a_blank_year_in_a_column_is_not_told_where_the_months_turn_back(row) -> None:
    rows = [("84", "9", "15"), row, ("86", "3", "5")]
    assert _in_columns(*rows)[1] == f"{row[1]}月{row[2]}日"
