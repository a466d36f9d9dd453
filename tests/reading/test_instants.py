"""Milliseconds and seconds since 1970 are the days that they are in China."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS

DAYS = [
    dt.date(2005, 1, 1),
    dt.date(2011, 11, 11),
    dt.date(1988, 7, 1),
    dt.date(1962, 8, 15),
    dt.date(1970, 1, 1),
]


def _instant(day: dt.date, hours: int) -> int:
    summer = (
        hours == 8 and dt.date(1986, 5, 4) <= day < dt.date(1991, 9, 15) and 5 <= day.month <= 8
    )
    zone = dt.timezone(dt.timedelta(hours=hours + summer))
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


def _read(cells: list[str]) -> tuple[list[str], list[str]]:
    frame = pl.DataFrame(
        {"opDate": cells, "nameMan": ["张三"] * len(cells), "nameWoman": ["李四"] * len(cells)}
    )
    (table,) = read_frame(frame, FIELDS).tables
    return table.frame["registration_date"].to_list(), [note.code for note in table.notes]


@pytest.mark.parametrize("hours", [0, 8])
@pytest.mark.parametrize("unit", [1, 1000])
@pytest.mark.parametrize("end", ["", ".0"])
def test_the_day_is_that_in_china(hours: int, unit: int, end: str) -> None:
    days = [day for day in DAYS if day.year != 1970]
    told, codes = _read([f"{_instant(day, hours) * unit}{end}" for day in days])
    assert told == [day.isoformat() for day in days]
    assert "IN266" in codes


@pytest.mark.parametrize(
    "cells",
    [
        ["20050101", "20111111", "19880701"],
        ["200501011000", "201111111000", "198807011000"],
        ["20050101", "1104508800000", "19880701"],
        ["1104508801234", "1320969701234", "583714801234"],
    ],
)
def test_other_numbers_stay(cells: list[str]) -> None:
    told, codes = _read(cells)
    assert told == cells
    assert "IN266" not in codes
