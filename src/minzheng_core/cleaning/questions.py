"""What a person has to decide: one line per question, the most useful first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.findings import catalogue

if TYPE_CHECKING:
    from minzheng_core.cleaning.spec import ArchiveSpec

QUESTIONS_SCHEMA: dict[str, type[pl.DataType] | pl.DataType] = {
    "question": pl.String,
    "row": pl.UInt32,
    "field": pl.String,
    "priority": pl.Int32,
    "codes": pl.List(pl.String),
    "current": pl.String,
    "offers": pl.UInt32,
}

_WEIGHT = {"error": 60, "suspect": 30, "notice": 0}
_SETTLED = ("repaired", "filled", "derived", "decided")
"""A field that evidence has settled raises no question; its findings stay in the list of findings."""


def ask(
    spec: ArchiveSpec, records: pl.DataFrame, findings: pl.DataFrame, candidates: pl.DataFrame
) -> pl.DataFrame:
    """The questions of a run, ranked.

    A question is a field of a record with an *error* or *suspect* finding that evidence did not
    settle, or with candidates waiting; everything that concerns the same cell is one question.
    Missing cells are counted in the report and are no questions. The priority adds the strength of
    the strongest finding, the importance of the field and a bonus for candidates, since a cell with
    an offer is decided in a second.
    """
    doubts = (
        findings.lazy()
        .filter(pl.col("severity") != "notice")
        .filter(~pl.col("code").is_in(_NEVER))
        .group_by("row", "field")
        .agg(
            pl.col("code").unique().sort().alias("codes"),
            pl.col("severity")
            .replace_strict(_WEIGHT, return_dtype=pl.Int32)
            .max()
            .alias("strength"),
        )
    )
    offers = candidates.lazy().group_by("row", "field").agg(pl.len().alias("offers"))
    merged = (
        doubts.join(offers, on=["row", "field"], how="full", coalesce=True)
        .with_columns(
            pl.col("codes").fill_null([]),
            pl.col("strength").fill_null(_WEIGHT["suspect"]),
            pl.col("offers").fill_null(0).cast(pl.UInt32),
        )
        .collect()
    )
    merged = _with_cells(merged, records, spec)
    open_ = merged.filter(~pl.col("status").is_in(_SETTLED).fill_null(value=False))
    importance = pl.col("field").replace_strict(
        dict(spec.importance), default=5, return_dtype=pl.Int32
    )
    source = records.select("row", "source_file", "source_sheet", "source_row")
    return (
        open_.with_columns(
            (pl.col("strength") + importance + pl.when(pl.col("offers") > 0).then(15).otherwise(0))
            .cast(pl.Int32)
            .alias("priority")
        )
        .join(source, on="row", how="left")
        .with_columns(
            pl.concat_str(
                "source_file",
                "source_sheet",
                pl.col("source_row").cast(pl.String),
                "field",
                separator="|",
            ).alias("question")
        )
        .sort(["priority", "row", "field"], descending=[True, False, False])
        .select(list(QUESTIONS_SCHEMA))
        .cast(QUESTIONS_SCHEMA)  # type: ignore[arg-type]
    )


_NEVER = frozenset(code for code, entry in catalogue().items() if "missing" in entry.slug)
"""Findings of an empty cell: nothing can be decided at the desk without the paper."""


def _with_cells(merged: pl.DataFrame, records: pl.DataFrame, spec: ArchiveSpec) -> pl.DataFrame:
    """Add the present text and the status of each questioned cell."""
    del spec
    parts = []
    for (field,), group in merged.group_by("field", maintain_order=True):
        name = str(field)
        if name not in records.columns:
            parts.append(
                group.with_columns(
                    pl.lit(None, dtype=pl.String).alias("current"),
                    pl.lit(None, dtype=pl.String).alias("status"),
                )
            )
            continue
        status = f"{name}_status"
        if name.endswith("_domicile"):
            status = f"{name.removesuffix('domicile')}division_status"
        cells = records.select(
            "row",
            pl.col(name).cast(pl.String).alias("current"),
            (pl.col(status) if status in records.columns else pl.lit(None, dtype=pl.String)).alias(
                "status"
            ),
        )
        parts.append(group.join(cells, on="row", how="left"))
    if not parts:
        return merged.with_columns(
            pl.lit(None, dtype=pl.String).alias("current"),
            pl.lit(None, dtype=pl.String).alias("status"),
        )
    return pl.concat(parts)
