"""What is missing (查漏): holes in series of numbers that ought to run from 1 without a break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from minzheng_core.cleaning.spec import Series

GAPS_SCHEMA: dict[str, type[pl.DataType]] = {
    "series": pl.String,
    "group": pl.String,
    "first_missing": pl.Int64,
    "last_missing": pl.Int64,
    "count": pl.Int64,
    "likely": pl.String,
    "row_before": pl.UInt32,
    "row_after": pl.UInt32,
}

OUTLIER = 3
"""A hole more than this many times as wide as the series has numbers is likelier a mistyped number."""


def find_gaps(facts: pl.DataFrame, series: Series) -> pl.DataFrame:
    """The holes of one series, one line per run of missing numbers.

    *facts* needs ``row`` and the columns the series names. ``likely`` says ``缺档`` (records are
    missing) or ``错号`` (the number after the hole is probably mistyped); ``row_before`` and
    ``row_after`` are the neighbours, null before the first number.

    Basis: 《婚姻登记档案管理办法》(民政部、国家档案局令第 32 号) 第九条: volume numbers restart at 1
    each year in each class.
    """
    number = pl.col("number")
    keys = [pl.col(key).cast(pl.String) for key in series.keys]
    seen = (
        facts.select(
            "row",
            pl.col(series.number).cast(pl.Int64).alias("number"),
            pl.concat_str(keys, separator=" · ").alias("group"),
        )
        .filter(number.is_not_null() & pl.col("group").is_not_null() & (number > 0))
        .sort("group", "number", "row")
        .unique(["group", "number"], keep="first", maintain_order=True)
    )
    holes = seen.with_columns(
        number.shift(1).over("group").fill_null(0).alias("previous"),
        pl.col("row").shift(1).over("group").alias("row_before"),
        pl.len().over("group").alias("present"),
    ).filter(number - pl.col("previous") > 1)
    count = number - pl.col("previous") - 1
    return holes.select(
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
