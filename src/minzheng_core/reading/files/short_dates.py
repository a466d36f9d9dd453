"""Dates that a spreadsheet shows without their day or their year, and that were typed so.

1964年9月 is kept as the first of September; 3月5日 as that day of the year in which it was typed. Day and year
are the program's, not the archive's. Where the date is of another day, or the dates of the column are of several
years, somebody typed them, and they stay.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FIRST = {
    len("1985-03"): re.compile(r"\d{4}-\d\d-01(?: 00:00:00)?"),
    len("1985"): re.compile(r"\d{4}-01-01(?: 00:00:00)?"),
}
"""The first day of a month and of a year, as a cell of a date is read."""
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: 00:00:00)?")


@frozen
class ShortDates:
    """What became of the dates of a sheet that are shown in part."""

    frame: pl.DataFrame
    without_day: int = 0
    without_year: int = 0
    years: tuple[int, ...] = ()
    """The years that they would have had."""


def as_shown(frame: pl.DataFrame, shown: Iterable[tuple[int, int, int]]) -> ShortDates:
    """*frame* with those of its dates that were typed in part as they are *shown*: rows, columns, characters of an ISO date.

    >>> frame = pl.DataFrame({"c0": ["1964-09-01", "1964-09-12", "2012-03-05"]})
    >>> as_shown(frame, [(0, 0, 7), (1, 0, 7), (2, 0, -5)]).frame["c0"].to_list()
    ['1964-09', '1964-09-12', '3月5日']
    """
    cut: dict[str, dict[int, str]] = {}
    days: dict[str, dict[int, re.Match[str]]] = {}
    columns: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for row, column, length in shown:
        if 0 <= column < frame.width and row < frame.height:
            columns[column][row] = length
    for column, lengths in columns.items():
        name = frame.columns[column]
        for (row, length), cell in zip(
            lengths.items(), frame[name].gather(list(lengths)), strict=True
        ):
            if not isinstance(cell, str):
                continue
            if length > 0 and _FIRST[length].fullmatch(cell):
                cut.setdefault(name, {})[row] = cell[:length]
            elif length < 0 and (date := _DATE.fullmatch(cell)):
                days.setdefault(name, {})[row] = date
    without_day = sum(map(len, cut.values()))
    years: set[int] = set()
    for name, dates in days.items():
        of_column = {int(date[1]) for date in dates.values()}
        if max(of_column) - min(of_column) <= 1:
            years |= of_column
            cut.setdefault(name, {}).update(
                (row, f"{int(date[2])}月{int(date[3])}日") for row, date in dates.items()
            )
    return ShortDates(
        frame.with_columns(_written(frame, cut)),
        without_day,
        sum(map(len, cut.values())) - without_day,
        tuple(sorted(years)),
    )


def _written(frame: pl.DataFrame, cut: Mapping[str, Mapping[int, str]]) -> list[pl.Series]:
    return [
        frame[name].clone().scatter(list(cells), pl.Series(list(cells.values())))
        for name, cells in cut.items()
    ]
