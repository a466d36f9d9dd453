"""What is missing (查漏): holes in series of numbers that ought to run from 1 without a break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.outcome.schemas import GAPS_SCHEMA

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import Series


SHARED = 1.2
"""So many times as many numbers by office as in all: each office has a series of its own."""
OUTLIER = 3
"""A hole more than this many times as wide as the series has numbers is likelier a mistyped number."""


def holes(told: pl.DataFrame, series: Series) -> pl.DataFrame:
    """The holes between the numbers of a series, one line per run of missing numbers.

    *told* is what :func:`numbered` tells of a whole run. ``likely`` says ``缺档`` (records are
    missing) or ``错号`` (the number after the hole is probably mistyped); ``row_before`` and
    ``row_after`` are the neighbours, null before the first number. A series that several offices
    have used each from 1 is one series for each of them.

    Basis: 《婚姻登记档案管理办法》(民政部、国家档案局令第 32 号) 第九条: volume numbers restart at 1
    each year in each class.
    """
    number = pl.col("number")
    seen = (
        _apart(told, series)
        .sort("group", "number", "row")
        .unique(["group", "number"], keep="first", maintain_order=True)
    )
    broken = seen.with_columns(
        number.shift(1).over("group").fill_null(0).alias("previous"),
        pl.col("row").shift(1).over("group").alias("row_before"),
        pl.len().over("group").alias("present"),
    ).filter(number - pl.col("previous") > 1)
    count = number - pl.col("previous") - 1
    return broken.select(
        pl.lit(series.label).alias("series"),
        "group",
        (pl.col("previous") + 1).alias("first_missing"),
        (number - 1).alias("last_missing"),
        count.alias("count"),
        pl.when(count > OUTLIER * pl.col("present").cast(pl.Int64))
        .then(pl.lit("错号"))
        .otherwise(pl.lit("缺档"))
        .alias("likely"),
        pl.col("row_before"),
        pl.col("row").alias("row_after"),
    ).cast(pl.Schema(GAPS_SCHEMA))


def numbered(facts: pl.DataFrame, series: Series) -> pl.DataFrame:
    """Those of some records that have a number, with the group in which it counts, and the office.

    Words that repeat are categories: the whole run is held in this form.
    """
    parts = {
        f"part{place}": pl.col(name).cast(pl.String).fill_null("").cast(pl.Categorical)
        for place, name in enumerate(series.apart)
    }
    keys = [pl.col(key).cast(pl.String) for key in series.keys]
    return facts.select(
        "row",
        number=pl.col(series.number).cast(pl.Int64),
        group=pl.concat_str(keys, separator=" · ").cast(pl.Categorical),
        **parts,
    ).filter((pl.col("number") > 0) & pl.col("group").is_not_null())


def _apart(told: pl.DataFrame, series: Series) -> pl.DataFrame:
    """The numbers with groups that fall apart where offices count for themselves."""
    for place in range(len(series.apart)):
        told = _by(told, f"part{place}")
    return told


def _by(told: pl.DataFrame, part: str) -> pl.DataFrame:
    """The numbers with groups that fall apart by one column where each of its values counts from 1."""
    named = pl.col(part) != ""
    if not told.select(named.any()).item():
        return told.drop(part)
    pairs = pl.struct("number", part).filter(named).n_unique().over("group")
    split = pairs > SHARED * pl.col("number").filter(named).n_unique().over("group")
    # What names no office may belong to any of them.
    return (
        told.with_columns(split=split)
        .filter(~pl.col("split") | named)
        .with_columns(
            group=pl.when("split")
            .then(pl.concat_str("group", part, separator=" · "))
            .otherwise(pl.col("group").cast(pl.String))
            .cast(pl.Categorical),
        )
        .drop("split", part)
    )
