"""What a person has to decide: one line per question, the most useful first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.cleaning.outcome.schemas import QUESTIONS_SCHEMA
from minzheng_core.cleaning.questions.doubts import open_cells
from minzheng_core.cleaning.questions.grouping import grouped

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.cleaning.questions.asked_records import AskedParts


_OFFER = 15
"""A cell with an offer is decided in a second, so it comes sooner."""


def ask(spec: ArchiveSpec, doubts: pl.DataFrame, asked: AskedParts) -> pl.DataFrame:
    """The questions of a run about :func:`doubts` on the records in *asked*, ranked.

    A question is a field of a record with an *error* or *suspect* finding that evidence did not
    settle, or with candidates waiting; everything that concerns the same cell is one question.
    What concerns several cells in the same way is one question too, as ``spec.asking`` says: the
    numbers of a couple, one text on many records, one series of certificate numbers. Missing cells
    are counted in the report and are no questions. The priority adds the strength of the strongest
    finding, the importance of the field, a bonus for candidates and one for the number of records.
    """
    questions = grouped(open_cells(spec, doubts, asked), spec)
    importance = pl.col("field").replace_strict(
        dict(spec.importance), default=5, return_dtype=pl.Int32
    )
    source = asked.records.among(questions["row"], "row", *SOURCE)
    offered = pl.when(pl.col("offers") > 0).then(_OFFER).otherwise(0)
    size = (pl.col("rows").list.len().cast(pl.Float64).log(2) * 2).clip(0, 10).cast(pl.Int32)
    return (
        questions.with_columns(
            (pl.col("strength") + importance + offered + size).cast(pl.Int32).alias("priority")
        )
        .join(source, on="row", how="left")
        .with_columns(_identity().alias("question"))
        .sort(["priority", "row", "field", "question"], descending=[True, False, False, False])
        .select(list(QUESTIONS_SCHEMA))
        .cast(QUESTIONS_SCHEMA)  # type: ignore[arg-type]
    )


def _identity() -> pl.Expr:
    """A name that the same question has in every run over the same files."""
    cell = pl.concat_str(
        pl.col("source_file").fill_null(""),
        pl.col("source_sheet").fill_null(""),
        pl.col("source_row").cast(pl.String),
        "field",
        separator="|",
    )
    code = pl.col("codes").list.join("+")
    return pl.when(pl.col("shared")).then(pl.concat_str(cell, code, separator="|")).otherwise(cell)
