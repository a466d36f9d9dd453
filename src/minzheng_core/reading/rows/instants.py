"""Days that a program exported as milliseconds or seconds since 1970: 1104508800000 is 2005-01-01 in China.

A column of them is known by what no other writing does: all but a few of its numbers are the beginning of a day,
by Chinese time (UTC+8, in the summers of 1940, 1941 and 1986 to 1991 UTC+9) or by UTC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import date_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_COUNTED = r"^\s*(-?[0-9]{8,13})(?:\.0+)?\s*$"
_SHARE = 0.9
_FEWEST = 3
"""So many different days at least tell."""
_DAY, _HOUR = 86_400, 3_600
_ZONES = (9, 8, 0)
"""Hours by which a day may begin before that of UTC, and be named by the day it is in China."""
_MILLISECONDS = 1000
_LONG = 100_000_000_000
"""Milliseconds of 1973; as seconds they would be of the year 5138."""


@define
class Instants:
    """Writes such days of one table as dates, piece by piece; the first piece tells of a column whether it has them."""

    fields: Sequence[FieldSpec]
    notes: NoteBook
    _known: dict[str, int] | None = field(default=None, init=False)
    """The columns and how many of their units make a second."""

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The next piece of the table."""
        if self._known is None:
            names = [name for name in frame.columns if name in date_fields(self.fields)]
            told = {name: _unit(frame[name]) for name in names}
            self._known = {name: unit for name, unit in told.items() if unit is not None}
        for name, unit in self._known.items():
            if name not in frame.columns:
                continue
            seconds = _numbers(frame[name]) // unit
            day = pl.lit(None, pl.Int64)
            for hours in reversed(_ZONES):
                begins = (pl.col("at") + hours * _HOUR) % _DAY == 0
                own = (pl.col("at") + max(hours, 8) * _HOUR) // _DAY
                day = pl.when(begins).then(own).otherwise(day)
            days = pl.DataFrame({"at": seconds, "cell": frame[name]}).select(
                day=day.cast(pl.Int32).cast(pl.Date).cast(pl.String), cell="cell"
            )
            if count := len(days) - days["day"].null_count():
                self.notes.add("IN266", heading=name, count=count)
            frame = frame.with_columns(
                days.select(pl.coalesce("day", "cell").alias(name)).to_series()
            )
        return frame


def _numbers(cells: pl.Series) -> pl.Series:
    return cells.str.extract(_COUNTED).cast(pl.Int64)


def _unit(cells: pl.Series) -> int | None:
    """How many of the units of a column make a second; ``None`` where it counts no time.

    >>> _unit(pl.Series(["1104508800000", "1104595200000", "184003200000", None]))
    1000
    >>> _unit(pl.Series(["20050101", "20050102", "20050103"])) is None
    True
    """
    written = cells.drop_nulls().head(1000)
    numbers = _numbers(written).drop_nulls().unique()
    if len(numbers) < _FEWEST or len(numbers) < _SHARE * written.n_unique():
        return None
    unit = _MILLISECONDS if int((numbers.abs() >= _LONG).sum()) * 2 > len(numbers) else 1
    whole = numbers % unit == 0
    seconds = numbers // unit
    begins = pl.Series([False]).new_from_index(0, len(numbers))
    for hours in _ZONES:
        begins |= (seconds + hours * _HOUR) % _DAY == 0
    return unit if int((whole & begins).sum()) >= _SHARE * len(numbers) else None
