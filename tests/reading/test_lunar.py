"""Dates under a heading that says that they are lunar."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.archive import FIELDS

CELLS = ["1967年八月十五", "1967-8-15", "农历1967-8-15", "公历1967-09-18", "不详", None]


def _cleaned(heading: str) -> tuple[list[str | None], list[str]]:
    frame = pl.DataFrame({"登记日期": "1990-05-01", "女方姓名": "李四", heading: CELLS})
    result = marriage.clean(frame, county="360732", on=date(2026, 11, 1), link=False)
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame.height == len(CELLS)
    return result.records["wife_birth_date"].to_list(), [note.code for note in table.notes]


@pytest.mark.parametrize(
    "heading",
    ["女方出生日期（农历）", "女方阴历出生日期", "女方出生日期(農曆)", "女方出生日期(农)"],
)
def test_dates_under_a_lunar_heading_are_lunar_but_where_the_cell_says_otherwise(heading) -> None:
    births, notes = _cleaned(heading)
    assert births == ["1967-09-18"] * 4 + [None, None]
    assert "IN191" in notes


@pytest.mark.parametrize(
    "heading", ["女方出生日期", "女方出生日期（公历）", "女方出生日期（公历或农历）"]
)
def test_under_any_other_heading_they_are_what_they_were(heading) -> None:
    births, notes = _cleaned(heading)
    assert births[1:4] == ["1967-08-15", "1967-09-18", "1967-09-18"]
    assert "IN191" not in notes


def test_in_a_table_of_one_person_a_row_too() -> None:
    frame = pl.DataFrame(
        {
            "证件字号": ["结字1号", "结字1号"],
            "姓名": ["张三", "李四"],
            "性别": ["男", "女"],
            "出生日期（农历）": ["1965-8-15", "1967-8-15"],
            "登记日期": ["1990-05-01"] * 2,
        }
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["wife_birth_date"].to_list() == ["农历1967-8-15"]


def _days(cells: list[str]) -> tuple[list[str], list[str]]:
    frame = pl.DataFrame({"男方姓名": ["张三"] * len(cells), "登记日期": cells})
    (table,) = read_frame(frame, FIELDS).tables
    return table.frame["registration_date"].to_list(), [note.code for note in table.notes]


LUNAR = ["一九五三年腊月廿八", "一九五三年三月初五", "一九五三年冬月十二"]


def test_dates_are_of_the_calendar_in_which_their_column_is_written() -> None:
    days, notes = _days([*LUNAR, "一九五三年八月十八", "一九五三年八月十八日", "1953.8.18"])
    assert days[:3] == [LUNAR[0], LUNAR[1], LUNAR[2]]
    assert days[3:] == ["农历一九五三年八月十八", "一九五三年八月十八日", "1953.8.18"]
    assert "IN138" in notes


def test_which_dates_are_taken_for_lunar_is_said_with_their_rows() -> None:
    cells = [*LUNAR, "一九五三年八月十八", "1953.8.18"]
    frame = pl.DataFrame({"登记时间": cells, "男方姓名": list("甲乙丙丁戊")})
    (table,) = read_frame(frame, FIELDS).tables
    said = table.frame["registration_date"].to_list()
    assert said[3].startswith("农历")
    (note,) = [note for note in table.notes if note.code == "IN138"]
    assert "“登记时间”" in note.sentence("zh")
    assert note.rows == (5,)


@pytest.mark.parametrize("cells", [LUNAR[:2], [*LUNAR, "一九五三年六月八"]])
def test_few_lunar_dates_or_one_that_is_none_tell_nothing(cells) -> None:
    days, notes = _days([*cells, "一九五三年八月十八"])
    assert days[-1] == "一九五三年八月十八"
    assert "IN138" not in notes
