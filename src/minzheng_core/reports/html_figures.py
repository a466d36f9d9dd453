"""The numbers behind the HTML report, counted with Polars so that a million records take no time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.findings import Severity

if TYPE_CHECKING:
    from minzheng_core.cleaning.result import CleanResult

UNKNOWN_YEAR = "不明"
_OFFICE = r"府|局|处|所|社|会|镇|乡|街道|区|县|市|院|馆|科|股|室"
_FIRST_YEAR = 1912
OTHER_OFFICE = "（其他）"


def rows_by_severity(result: CleanResult) -> pl.DataFrame:
    """Each record with its year, office and its worst finding (2 error, 1 suspect, 0 none)."""
    ranks = {severity.value: severity.rank for severity in Severity}
    rank = pl.col("severity").replace_strict(ranks, return_dtype=pl.UInt8)
    worst = result.finding_parts.map(
        lambda part: part.group_by("row").agg(rank.max().alias("worst")), "row", "severity"
    )
    event = result.spec.event
    have = result.record_parts.schema
    none = pl.lit(None, dtype=pl.String)
    office = pl.col("office") if "office" in have else none
    year = pl.col(event).str.extract(r"^(\d{4})") if event in have else none
    rows = result.record_parts.map(
        lambda part: part.select(
            "row",
            pl.when(year.cast(pl.Int32).is_between(_FIRST_YEAR, result.recipe.on.year))
            .then(year)
            .otherwise(pl.lit(UNKNOWN_YEAR))
            .cast(pl.Categorical)
            .alias("year"),
            pl.when(office.str.contains(_OFFICE)).then(office).otherwise(pl.lit(OTHER_OFFICE))
            .cast(pl.Categorical)
            .alias("office"),
        ),
        "row", event, "office",
    )  # fmt: skip
    # Positions are numbers of rows: what is said of a row is put in its place.
    levels = pl.zeros(rows.height, dtype=pl.UInt8, eager=True)
    return rows.with_columns(levels.scatter(worst["row"], worst["worst"]).alias("worst"))


def counted(rows: pl.DataFrame, by: str) -> pl.DataFrame:
    """``by, error, suspect, sound, total`` per year or office."""
    return (
        rows.group_by(by)
        .agg(
            (pl.col("worst") == 2).sum().alias("error"),
            (pl.col("worst") == 1).sum().alias("suspect"),
            (pl.col("worst") == 0).sum().alias("sound"),
            pl.len().alias("total"),
        )
        .with_columns(pl.col(by).cast(pl.String))
        .sort(by)
    )


def codes_by_decade(result: CleanResult, rows: pl.DataFrame, codes: list[str]) -> pl.DataFrame:
    """``code, decade, count`` of some codes."""
    years = rows["year"]

    def by_year(part: pl.DataFrame) -> pl.DataFrame:
        found = part.filter(pl.col("code").is_in(codes))
        dated = found.with_columns(years.gather(found["row"]).cast(pl.String).alias("year"))
        return dated.group_by("code", "year").len("count")

    decade = (
        pl.when(pl.col("year") == UNKNOWN_YEAR)
        .then(pl.lit(UNKNOWN_YEAR))
        .otherwise(pl.col("year").str.slice(0, 3) + "0年代")
    )
    found = result.finding_parts.map(by_year, "row", "code")
    return (
        found.group_by("code", decade.alias("decade"))
        .agg(pl.col("count").sum())
        .sort("code", "decade")
    )


def single_steps(result: CleanResult) -> pl.DataFrame:
    """``step, count``: a cell with two fixes counts for both."""
    return (
        result.change_parts.map(lambda part: part.group_by("step").len(), "step")
        .select(pl.col("step").cast(pl.String).str.split("+"), "len")
        .explode("step")
        .group_by("step")
        .agg(pl.col("len").sum().alias("count"))
        .sort(["count", "step"], descending=[True, False])
    )
