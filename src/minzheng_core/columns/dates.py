"""Columns of dates: the same as :class:`PartialDate`, a column at a time (日期列).

The common writings are read by Polars; every other string goes through the scalar value once, or
once per year of the reference where the century of a birth depends on it.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import polars as pl
from attrs import define, field

from minzheng_core.columns.date_forms import CALENDAR, FIX_BITS, PRECISION, READ, read_common
from minzheng_core.columns.date_relations import RELATION, relate, written_lunar
from minzheng_core.columns.day_numbers import day_number
from minzheng_core.columns.masks import bits_of, masks_of
from minzheng_core.values.dates.partial_date import FAULTS
from minzheng_core.values.dates.sense import interpret

if TYPE_CHECKING:
    from collections.abc import Collection

    from minzheng_core.values.dates.partial_date import Role

__all__ = ["CALENDAR", "PRECISION", "RELATION", "parse", "relate", "written_lunar"]

_Row: TypeAlias = tuple[str | int | bool | None, ...]
_NO_YEAR = pl.lit(None, pl.Int32).alias("year")
_FAULT_BITS = bits_of(FAULTS)


def parse(
    series: pl.Series,
    *,
    role: Role = "event",
    reference: pl.Series | None = None,
    on: date | None = None,
    epoch: int = 1900,
    skip: Collection[str] = (),
) -> pl.DataFrame:
    """Read a column of dates; one row per cell, nulls where a cell holds no date.

    *reference* is a Date column of the same height with the registration dates, used where *role*
    is ``birth``. Returns ``text`` (ISO, shortened as ``str`` of the value), ``lo`` and ``hi``
    (Date), ``precision`` and ``calendar`` (Enum), ``fixes`` and ``faults`` (UInt32 masks over
    ``FIXES`` and ``FAULTS``, 0 for an empty cell). Columns of dates and of numbers are read too.

    >>> frame = parse(pl.Series(["1985年10月1日", "八五年元月", "无", None]), on=date(2026, 1, 1))
    >>> frame["text"].to_list(), frame["faults"].to_list()
    (['1985-10-01', '1985-01', None, None], [0, 0, 128, 0])
    """
    read = _Reader(role, on or date.today(), epoch, tuple(skip))
    cells = pl.DataFrame({"raw": _as_text(series)})
    distinct = cells.unique().drop_nulls().with_columns(_NO_YEAR)
    result = cells.join(read(distinct), on="raw", how="left", maintain_order="left")
    if role == "birth" and reference is not None and result["open"].any():
        result = _decided(result, reference, read)
    return result.select(
        "text",
        pl.col("lo", "hi").cast(pl.Date),
        "precision",
        "calendar",
        pl.col("fixes", "faults").fill_null(0),
    )


def _as_text(series: pl.Series) -> pl.Series:
    if series.dtype == pl.Datetime:
        series = series.dt.date()  # a cast would give the day in Greenwich
    return series.cast(pl.String)


@define
class _Reader:
    """Reads distinct cells: the common ones by Polars, every other one by the scalar value.

    ``turns`` remembers of each cell with an open century the years of the reference from which
    the answer changes, so that it is read once between two of them.
    """

    role: Role
    on: date
    epoch: int
    skip: tuple[str, ...]
    turns: dict[str, tuple[int, ...]] = field(factory=dict)
    rows: dict[tuple[str, int], _Row] = field(factory=dict)

    def __call__(self, cells: pl.DataFrame) -> pl.DataFrame:
        """Columns ``raw`` and ``year`` beside those of ``READ``."""
        keys = ["raw", "year"]
        common = read_common(cells.clear() if self.skip else cells, self.role, self.on, self.epoch)
        odd = cells.join(common, on=keys, how="anti", nulls_equal=True)
        rows = [self._row(raw, year) for raw, year in odd.iter_rows()]
        columns = zip(*rows, strict=True) if rows else ((),) * len(READ)
        read = [
            pl.Series(name, values, dtype=dtype)
            for (name, dtype), values in zip(READ.items(), columns, strict=True)
        ]
        return pl.concat([common, odd.hstack(read)])

    def _row(self, raw: str, year: int | None) -> _Row:
        if year is None:
            return self._read(raw, None)
        if raw not in self.turns:
            self._read(raw, None)
        key = raw, bisect_right(self.turns[raw], year)
        row = self.rows.get(key)
        if row is None:
            row = self.rows[key] = self._read(raw, date(year, 12, 31))
        return row

    def _read(self, raw: str, reference: date | None) -> _Row:
        parsed, turns = interpret(
            raw, self.skip, role=self.role, reference=reference, on=self.on, epoch=self.epoch
        )
        if turns:
            self.turns[raw] = turns
        masks = masks_of(parsed, FIX_BITS, _FAULT_BITS)
        value = parsed.value
        if value is None:
            return (None, None, None, None, None, *masks, bool(turns))
        lo, hi = day_number(value.lo), day_number(value.hi)
        return (str(value), lo, hi, value.precision, value.calendar, *masks, bool(turns))


def _decided(result: pl.DataFrame, reference: pl.Series, read: _Reader) -> pl.DataFrame:
    """Read the births with an open century again, by the year of the reference."""
    numbered = result.with_columns(reference.dt.year().alias("year")).with_row_index("row")
    asked = pl.col("open").fill_null(value=False) & pl.col("year").is_not_null()
    again = numbered.filter(asked).select("row", "raw", "year")
    decided = again.join(read(again.select("raw", "year").unique()), on=["raw", "year"], how="left")
    return pl.concat([numbered.filter(~asked), decided.select(numbered.columns)]).sort("row")
