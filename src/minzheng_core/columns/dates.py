"""Columns of dates: the same as :class:`PartialDate`, a column at a time (日期列).

The common writings are read by Polars; every other string goes through the scalar value once, or
once per year of the reference where the century of a birth depends on it.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, get_args

import polars as pl

from minzheng_core.columns.date_relations import RELATION, relate
from minzheng_core.values.date_digits import Calendar
from minzheng_core.values.date_sense import interpret
from minzheng_core.values.partial_date import (
    DEFAULT_DATES,
    FAULTS,
    FIRST_YEAR,
    FIXES,
    PartialDate,
    Precision,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from minzheng_core.values.base import Parsed
    from minzheng_core.values.partial_date import Role

__all__ = ["CALENDAR", "PRECISION", "RELATION", "parse", "relate"]

PRECISION = pl.Enum(get_args(Precision))
CALENDAR = pl.Enum(get_args(Calendar))

_READ: dict[str, pl.DataType | type[pl.DataType]] = {
    "text": pl.String,
    "lo": pl.Int32,
    "hi": pl.Int32,
    "precision": PRECISION,
    "calendar": CALENDAR,
    "fixes": pl.UInt32,
    "faults": pl.UInt32,
    "open": pl.Boolean,
}
_FIX_BIT = {name: 1 << bit for bit, name in enumerate(FIXES)}
_FAULT_BIT = {code: 1 << bit for bit, code in enumerate(FAULTS)}
_EPOCH = date(1970, 1, 1).toordinal()
_COMMON = (
    r"^(?P<day>(?P<y>[0-9]{4})(?:[-/.年](?P<m>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})日?"
    r"|(?P<mm>[0-9]{2})(?P<dd>[0-9]{2})))(?P<time>[ T]00?:00(?::00(?:\.0{1,9})?)?)?$"
)


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
    on = on or date.today()
    skipped = tuple(skip)
    cells = pl.DataFrame({"raw": _as_text(series)})
    distinct = cells.unique().drop_nulls()
    common = pl.DataFrame(schema={"raw": pl.String, **_READ}) if skipped else _common(distinct, on)
    odd = distinct.join(common, on="raw", how="anti")
    scalar = partial(interpret, skip=skipped, role=role, on=on, epoch=epoch)
    rows = [_row(*scalar(text)) for text in odd["raw"]]
    read = pl.concat([common, _table(odd, rows)])
    result = cells.join(read, on="raw", how="left", maintain_order="left")
    if role == "birth" and reference is not None and read["open"].any():
        result = _decided(result, reference, scalar)
    return result.select(
        "text",
        pl.col("lo", "hi").cast(pl.Date),
        "precision",
        "calendar",
        pl.col("fixes", "faults").fill_null(0),
    )


def _as_text(series: pl.Series) -> pl.Series:
    if series.dtype == pl.Datetime:
        series = series.cast(pl.Date)
    return series.cast(pl.String)


def _common(distinct: pl.DataFrame, on: date) -> pl.DataFrame:
    """The strings of the common writings that are a sound day; columns as in ``_READ``."""
    groups = (
        distinct.select("raw", pl.col("raw").str.extract_groups(_COMMON).alias("parts"))
        .unnest("parts")
        .filter(pl.col("day").is_not_null())
    )
    separators, time = _FIX_BIT["date.separators"], _FIX_BIT["date.time"]
    day = (
        groups.with_columns(
            pl.concat_str(
                "y",
                pl.coalesce("m", "mm").str.zfill(2),
                pl.coalesce("d", "dd").str.zfill(2),
                separator="-",
            ).alias("text")
        )
        .with_columns(pl.col("text").str.to_date("%Y-%m-%d", strict=False).alias("date"))
        .filter(
            pl.col("date").is_between(date(FIRST_YEAR, 1, 1), on)
            & ~pl.col("date").is_in(sorted(DEFAULT_DATES))
        )
    )
    number = pl.col("date").cast(pl.Int32)
    return day.select(
        "raw",
        "text",
        number.alias("lo"),
        number.alias("hi"),
        pl.lit("ymd", PRECISION).alias("precision"),
        pl.lit("solar", CALENDAR).alias("calendar"),
        (
            pl.when(pl.col("day") != pl.col("text")).then(separators).otherwise(0)
            + pl.when(pl.col("time").is_not_null()).then(time).otherwise(0)
        )
        .cast(pl.UInt32)
        .alias("fixes"),
        pl.lit(0, pl.UInt32).alias("faults"),
        pl.lit(value=False).alias("open"),
    )


def _row(parsed: Parsed[PartialDate], depends: bool) -> tuple[object, ...]:
    """What the scalar value made of one string, in the columns of ``_READ``."""
    fixes = sum({_FIX_BIT[fix.name] for fix in parsed.fixes})
    faults = sum({_FAULT_BIT[finding.code] for finding in parsed.findings})
    value = parsed.value
    if value is None:
        return (None, None, None, None, None, fixes, faults, depends)
    lo, hi = value.lo.toordinal() - _EPOCH, value.hi.toordinal() - _EPOCH
    return (str(value), lo, hi, value.precision, value.calendar, fixes, faults, depends)


def _table(keys: pl.DataFrame, rows: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    """Key columns beside the columns of ``_READ``."""
    columns = list(zip(*rows, strict=True)) or [()] * len(_READ)
    read = [
        pl.Series(name, values, dtype=dtype)
        for (name, dtype), values in zip(_READ.items(), columns, strict=True)
    ]
    return keys.hstack(read)


def _decided(
    result: pl.DataFrame,
    reference: pl.Series,
    scalar: Callable[..., tuple[Parsed[PartialDate], bool]],
) -> pl.DataFrame:
    """Read the births with an open century again, once per string and year of the reference."""
    numbered = result.with_columns(reference.dt.year().alias("year")).with_row_index("row")
    asked = pl.col("open").fill_null(value=False) & pl.col("year").is_not_null()
    again = numbered.filter(asked).select("row", "raw", "year")
    pairs = again.select("raw", "year").unique()
    rows = [_row(*scalar(raw, reference=date(year, 12, 31))) for raw, year in pairs.iter_rows()]
    decided = again.join(_table(pairs, rows), on=["raw", "year"], how="left")
    return pl.concat([numbered.filter(~asked), decided.select(numbered.columns)]).sort("row")
