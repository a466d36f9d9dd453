"""Days that soon follow the event of a record and are written without their year."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.funeral.archive import FIELDS


def _cremated(death: list[str], cremation: list[str]) -> tuple[list[str | None], list[str]]:
    frame = pl.DataFrame(
        {"死者姓名": ["张三"] * len(death), "死亡时间": death, "火化时间": cremation}
    )
    (table,) = read_frame(frame, FIELDS).tables
    return table.frame["cremation_date"].to_list(), [note.code for note in table.notes]


@pytest.mark.parametrize(
    ("death", "cremation", "read"),
    [
        ("2024.9.15", "9月18日", "2024-9-18"),
        ("2024-12-30", "1月2日", "2025-1-2"),
        ("2024年9月15日", "9.18", "2024-9-18"),
        ("2012年元月11日", "元月13日", "2012-1-13"),
        ("2024-09-15", "2024-09-18", "2024-09-18"),
        ("2024-09-15", "不详", "不详"),
        ("9月15日", "9月18日", "9月18日"),
        # A digit of another script is none that can be counted.
        ("2024年９月15日", "9月18日", "9月18日"),
        ("202４-09-15", "9月18日", "9月18日"),
        # May 2010, or the fifth of October.
        ("2010-10-04", "10.5", "10.5"),
        # Shown by a workbook for 9.20, or the second.
        ("2024-09-01", "9.2", "9.2"),
    ],
)
def test_the_year_is_that_of_the_event_or_the_next(death, cremation, read) -> None:
    assert _cremated([death], [cremation])[0] == [read]


def test_what_was_done_is_told() -> None:
    assert "IN134" in _cremated(["2024.9.15"], ["9月18日"])[1]
    assert "IN134" not in _cremated(["2024.9.15"], ["2024.9.18"])[1]


@pytest.mark.parametrize(
    ("death", "followers", "read"),
    [
        ("1月3日", ["2019-01-05", None], "2019年1月3日"),
        ("12月30日", ["2020.1.2", None], "2019年12月30日"),
        ("3.19", [None, "2021-03-22"], "2021.3.19"),
        ("腊月廿三", ["2022年1月28日", None], "2021年腊月廿三"),
        # The first that follows decides; who was laid to rest years later tells less.
        ("3月9日", ["2021-03-11", "2025-04-04"], "2021年3月9日"),
        ("3月9日", [None, None], "3月9日"),
        ("3月9日", ["不详", None], "3月9日"),
    ],
)
def test_an_event_without_its_year_came_before_what_follows_it(death, followers, read) -> None:
    cremated, placed = followers
    frame = pl.DataFrame(
        {"死者姓名": ["张三"], "死亡时间": [death], "火化时间": [cremated], "安葬时间": [placed]}
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["death_date"].to_list() == [read]


def test_a_year_that_others_tell_is_not_believed_where_the_event_would_come_too_late() -> None:
    frame = pl.DataFrame(
        {
            "死者姓名": ["张三", "李四", "王五"],
            "死亡时间": ["2023-01-05", "腊月廿三", "5月6日"],
            "安葬时间": ["2023-01-08", "2022-01-28", "2024-04-04"],
        }
    )
    (table,) = read_frame(frame, FIELDS).tables
    # The last one was laid to rest a year later: nothing is against the year of the row above.
    assert table.frame["death_date"].to_list()[1:] == ["2021年腊月廿三", "2023年5月6日"]
