"""Several cells in one question: the numbers of a couple, one text on many records, one series."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.outcome.status import SURE
from minzheng_core.cleaning.questions.doubts import WEIGHT, without
from minzheng_core.findings import catalogue

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec


_SERIES = 5
"""So many repeated numbers in one series are one matter: two series were counted from 1."""

_APART = 20
"""Rows so far from each other are of two blocks; those between may have been put right already."""

_MERGED = (
    pl.col("codes").explode().unique().sort(),
    pl.col("strength").max(),
    pl.col("current", "status", "written").first(),
)
"""What one question says of several cells."""

_STEM = r"(?:-\d+|\d{5})$"
"""The running part of a certificate number; what stands before it names the series."""


def grouped(cells: pl.DataFrame, spec: ArchiveSpec) -> pl.DataFrame:
    """One line per question about open *cells*, those of single cells first."""
    single, shared = _parted(_in_blocks(_paired(cells, spec), spec), spec)
    return pl.concat([single, _by_value(shared)])


def _couple(spec: ArchiveSpec) -> tuple[str, str] | None:
    """The fields with the numbers of both parties, where a record has two."""
    first = spec.people[0]
    return (first.field("id_number"), f"{first.partner}_id_number") if first.partner else None


def _paired(cells: pl.DataFrame, spec: ArchiveSpec) -> pl.DataFrame:
    """One question for both numbers of a couple where the doubt is about the pair."""
    fields = _couple(spec)
    if fields is None:
        return cells
    both = pl.col("field").is_in(fields)
    cells = _one_sided(cells, both, spec)
    codes, of_both = pl.col("codes").list, sorted(spec.asking.couple)
    about_both = codes.set_intersection(of_both).list.len() > 0
    crosswise = codes.set_difference(sorted(spec.asking.one_sided))
    crosswise = crosswise.list.set_intersection(of_both).list.len() > 0
    sides = pl.len().over("row")
    rows = cells.filter(both).filter(about_both & (crosswise | (sides > 1)))["row"].unique()
    in_pair = both & pl.col("row").is_in(rows.implode())
    merged = (
        cells.filter(in_pair)
        .sort("row", pl.col("field") != fields[0])
        .group_by("row", maintain_order=True)
        .agg(pl.col("offers").sum(), *_MERGED)
        .with_columns(
            field=pl.lit(fields[0]),
            rows=pl.concat_list("row", "row"),
            fields=pl.lit([*fields]),
            shared=pl.lit(value=True),
        )
    )
    return pl.concat([cells.filter(~in_pair), merged.select(cells.columns)])


def _in_blocks(cells: pl.DataFrame, spec: ArchiveSpec) -> pl.DataFrame:
    """One question for rows next to each other in which the parties stand for each other.

    It is about both numbers of each row, one row after the other. Rows that have other doubts about a
    number as well keep their own question.
    """
    fields = _couple(spec)
    codes = pl.col("codes").list
    rows = cells.filter(codes.contains(spec.asking.block))["row"].unique().sort()
    if fields is None or rows.is_empty():
        return cells
    begins = (rows.diff().fill_null(0) > _APART).cast(pl.UInt32)
    blocks = pl.DataFrame({"row": rows, "block": begins.cum_sum()})
    here = pl.col("field").is_in(fields) & pl.col("row").is_in(rows.implode())
    alone = codes.set_difference(sorted(spec.asking.in_block)).list.len() > 0
    apart = pl.col("row").is_in(cells.filter(here & alone)["row"].unique().implode())
    cells = without(cells, here & apart, [spec.asking.block])
    here &= ~apart
    merged = (
        cells.filter(here)
        .sort("row", pl.col("field") != fields[0])
        .join(blocks, on="row", maintain_order="left")
        .group_by("block", maintain_order=True)
        .agg(
            pl.col("row").first(),
            *_MERGED,
            rows=pl.col("row").unique().sort().repeat_by(2).explode(),
        )
        .with_columns(
            field=pl.lit(fields[0]),
            offers=pl.lit(0, pl.UInt32),
            fields=pl.lit([*fields])
            .repeat_by(pl.col("rows").list.len() // 2)
            .list.eval(pl.element().explode()),
            shared=pl.lit(value=True),
        )
    )
    return pl.concat([cells.filter(~here), merged.select(cells.columns)])


def _one_sided(cells: pl.DataFrame, both: pl.Expr, spec: ArchiveSpec) -> pl.DataFrame:
    """Do not ask about a sure number that only stands in the other party's cell as well."""
    shared = sorted(spec.asking.one_sided)
    about = pl.col("codes").list.set_intersection(shared).list.len() > 0
    sure = pl.col("status").is_in(SURE).fill_null(value=False)
    withheld = cells.filter(both & about & ~sure)["row"].unique()
    only = pl.col("codes").list.set_difference(shared).list.len() == 0
    return cells.filter(~(both & about & only & sure & pl.col("row").is_in(withheld.implode())))


def _parted(cells: pl.DataFrame, spec: ArchiveSpec) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Questions of single cells, and one line per doubt that is shared by equal texts."""
    by_value = sorted(spec.asking.by_value)
    weights = {code: WEIGHT.get(catalogue()[code].severity, 0) for code in by_value}
    alone = (
        cells.with_columns(
            pl.when(pl.col("current").is_null() | pl.col("shared"))
            .then(pl.col("codes"))
            .otherwise(pl.col("codes").list.set_difference(by_value))
            .alias("own")
        )
        .filter((pl.col("own").list.len() > 0) | (pl.col("offers") > 0))
        .with_columns(pl.col("own").list.sort().alias("codes"))
        .drop("own")
    )
    shared = (
        cells.filter(pl.col("current").is_not_null() & ~pl.col("shared"))
        .explode("codes", keep_nulls=False)
        .filter(pl.col("codes").is_in(by_value))
        .with_columns(
            pl.col("codes")
            .replace_strict(weights, default=0, return_dtype=pl.Int32)
            .alias("strength"),
            pl.col("codes").is_in(spec.asking.by_series).alias("by_series"),
        )
    )
    return alone, shared


def _by_value(shared: pl.DataFrame) -> pl.DataFrame:
    """One question per code and text; one per series where the whole series is in doubt."""
    stem = pl.col("current").str.replace(_STEM, "")
    whole = pl.col("by_series") & (pl.col("current").n_unique().over("codes", stem) >= _SERIES)
    return (
        shared.with_columns(
            pl.when(whole).then(stem + "…").otherwise("current").alias("current")
        )
        .sort("codes", "current", "row", "field")
        .group_by("codes", "current", maintain_order=True)
        .agg(
            pl.col("row").first(),
            pl.col("field").first(),
            pl.col("strength").first(),
            pl.lit(0, dtype=pl.UInt32).alias("offers"),
            pl.col("status").first(),
            pl.lit(None, dtype=pl.String).alias("written"),
            pl.col("row").alias("rows"),
            pl.col("field").alias("fields"),
            pl.lit(value=True).alias("shared"),
        )
        .with_columns(pl.concat_list("codes").alias("codes"))
        .select(
            "row", "field", "codes", "strength", "offers", "current", "status", "written",
            "rows", "fields", "shared",
        )
    )  # fmt: skip
