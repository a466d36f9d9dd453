"""What is missing (查漏): holes in series of numbers that ought to run from 1 without a break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.outcome.schemas import GAPS_SCHEMA

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import Series


SHARED = 1.2
"""So many times as many numbers by office as in all: each office has a series of its own."""
ENOUGH = 3.0
"""So many repeats must be expected of offices that count for themselves before their lack tells anything."""
FEW = 0.25
"""At most this share of the expected repeats are slips in a series that offices share."""
OUTLIER = 3
"""A hole more than this many times as wide as the series has numbers is likelier a mistyped number."""


def holes(numbers: pl.DataFrame, series: Series) -> pl.DataFrame:
    """The holes between the numbers of a series, one line per run of missing numbers.

    *numbers* are what :func:`numbered` tells of a whole run. ``likely`` says ``缺档`` (records are
    missing) or ``错号`` (the number after the hole is probably mistyped); ``row_before`` and
    ``row_after`` are the neighbours, null before the first number. A series that several offices
    have used each from 1 is one series for each of them; several offices whose numbers have the same
    words before them and interleave without repeats draw from one series.

    Basis: 《婚姻登记档案管理办法》(民政部、国家档案局令第 32 号) 第九条: volume numbers restart at 1
    each year in each class.
    """
    number = pl.col("number")
    seen = (
        _apart(_together(numbers) if series.shared else numbers, series)
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


def repeated(numbers: pl.DataFrame, series: Series) -> pl.DataFrame:
    """The rows whose number several offices gave, that draw from one series: ``row``, ``series``.

    *numbers* are what :func:`numbered` tells of a whole run.
    """
    if not series.shared or numbers.is_empty():
        return pl.DataFrame(schema={"row": numbers.schema["row"], "series": pl.String})
    one = _drawn_together(numbers).filter("one").select("shared")
    used = numbers.filter(pl.col("group").is_not_null()).join(
        one, on="shared", maintain_order="left"
    )
    several = pl.col("group").n_unique().over("shared", "number") > 1
    name = pl.concat_str(pl.col("shared", "number").cast(pl.String), separator=" · ")
    return used.filter(several).select("row", series=name)


def numbered(facts: pl.DataFrame, series: Series) -> pl.DataFrame:
    """Those of some records that have a number, with the group in which it counts, and the office.

    Words that repeat are categories: the whole run is held in this form.
    """
    parts = {
        f"part{place}": pl.col(name).cast(pl.String).fill_null("").cast(pl.Categorical)
        for place, name in enumerate(series.apart)
    }
    groups = {"group": _group(series.keys)}
    words = {}
    if series.shared:
        groups["shared"] = _group((series.shared, *series.keys[1:]))
        words["words"] = pl.col(series.shared).cast(pl.String).cast(pl.Categorical)
    return facts.select(
        "row",
        **groups,
        **words,
        number=pl.col(series.number).cast(pl.Int64),
        **parts,
    ).filter((pl.col("number") > 0) & pl.any_horizontal(pl.col(*groups).is_not_null()))


def _group(keys: tuple[str, ...]) -> pl.Expr:
    parts = [pl.col(key).cast(pl.String) for key in keys]
    return pl.concat_str(parts, separator=" · ").cast(pl.Categorical)


def _together(numbers: pl.DataFrame) -> pl.DataFrame:
    """The numbers with one group for all offices that draw from one series.

    Numbers without an office belong to the series that the words before them name, unless several
    offices use these words each for itself.
    """
    offices = _drawn_together(numbers)
    numbers = numbers.join(offices, on="shared", how="left")
    own, shared = pl.col("group").cast(pl.String), pl.col("shared").cast(pl.String)
    one = pl.col("one").fill_null(value=False)
    # The words are left out or mistyped on some numbers of an office: they follow its others.
    elsewhere = pl.when(one).then(shared).drop_nulls().mode().sort().first().over("group")
    follows = own.is_not_null() & (one.mean().over("group") > 0.5)
    group = (
        pl.when(one)
        .then(shared)
        .when(follows)
        .then(elsewhere)
        .when(own.is_null() & (pl.col("offices") == 1))
        .then(pl.col("office").cast(pl.String))
        .when(own.is_null() & pl.col("offices").is_null())
        .then(shared)
        .otherwise(own)
    )
    return (
        numbers.with_columns(group=group.cast(pl.Categorical))
        .filter(pl.col("group").is_not_null())
        .drop("shared", "words", "offices", "office", "one")
    )


def _drawn_together(numbers: pl.DataFrame) -> pl.DataFrame:
    """By the words before the numbers and their year: how many offices use them, and whether as ``one`` series.

    Offices that each begin at 1 repeat each other's numbers about as often as chance has it; where
    next to none of these repeats is seen, one series runs through all of them. What a year is too
    short to tell, all years with the same words tell. Twice the middle number is where the series
    ends, since a mistyped number would stretch it.
    """
    number, end = pl.col("number"), pl.col("end")
    used = numbers.filter(pl.col("group").is_not_null() & pl.col("shared").is_not_null())
    used = used.unique(["shared", "group", "number"]).with_columns(
        end=(2 * number.median()).floor().over("shared")
    )
    counts = (
        used.filter(number <= end)
        .group_by("words", "shared", "group")
        .agg(pl.len().cast(pl.Float64).alias("count"), end.first())
    )
    free = (1 - pl.col("count") / end).log().sum().exp()
    distinct = (
        used.filter(number <= end).group_by("shared").agg(number.n_unique().alias("distinct"))
    )
    by_series = (
        counts.group_by("words", "shared")
        .agg(
            offices=pl.len(),
            office=pl.col("group").first(),
            numbers=pl.col("count").sum(),
            expected=pl.col("count").sum() - end.first() * (1 - free),
        )
        .join(distinct, on="shared")
        .with_columns(repeats=pl.col("numbers") - pl.col("distinct"))
    )
    expected, repeats = pl.col("expected"), pl.col("repeats")
    enough = expected >= ENOUGH
    pooled_expected, pooled_repeats = expected.sum().over("words"), repeats.sum().over("words")
    by_pool = (pooled_expected >= ENOUGH) & (pooled_repeats <= FEW * pooled_expected)
    one = pl.when(enough).then(repeats <= FEW * expected).otherwise(by_pool & (repeats < 1))
    return by_series.select("shared", "offices", "office", one=one & (pl.col("offices") > 1))


def _apart(numbers: pl.DataFrame, series: Series) -> pl.DataFrame:
    """The numbers with groups that fall apart where offices count for themselves."""
    for place in range(len(series.apart)):
        numbers = _by(numbers, f"part{place}")
    return numbers


def _by(numbers: pl.DataFrame, part: str) -> pl.DataFrame:
    """The numbers with groups that fall apart by one column where each of its values counts from 1."""
    named = pl.col(part) != ""
    if not numbers.select(named.any()).item():
        return numbers.drop(part)
    pairs = pl.struct("number", part).filter(named).n_unique().over("group")
    split = pairs > SHARED * pl.col("number").filter(named).n_unique().over("group")
    # What names no office may belong to any of them.
    return (
        numbers.with_columns(split=split)
        .filter(~pl.col("split") | named)
        .with_columns(
            group=pl.when("split")
            .then(pl.concat_str("group", part, separator=" · "))
            .otherwise(pl.col("group").cast(pl.String))
            .cast(pl.Categorical),
        )
        .drop("split", part)
    )
