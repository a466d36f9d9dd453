"""What tells one run from another, and the questions of a run as a table on disk."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.outcome.schemas import QUESTIONS_SCHEMA
from minzheng_core.reports.run_files import QUESTIONS

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.cleaning.run.result import CleanResult

_LISTS = ("codes", "rows", "fields")
_DIGITS = 16


def questions_table(questions: pl.DataFrame) -> pl.DataFrame:
    """The questions as plain text columns: lists are joined by ``;``, ``rows`` count from 0."""
    return questions.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join(";").alias(name) for name in _LISTS
    )


def run_digest(questions: pl.DataFrame, recipe: str) -> str:
    """Sixteen hexadecimal digits that name a run: the same files and recipe give the same ones."""
    content = questions_table(questions).write_csv() + recipe
    return hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]


def digest_of(result: CleanResult) -> str:
    """The digest of a result in memory."""
    return run_digest(result.questions, result.recipe.to_json())


def read_questions(folder: Path) -> pl.DataFrame:
    """The questions that a run has left in *folder*."""
    flat = pl.read_csv(
        folder / QUESTIONS, schema_overrides=dict.fromkeys(QUESTIONS_SCHEMA, pl.String)
    )
    parted = flat.with_columns(
        pl.when(pl.col(name).fill_null("") == "")
        .then(pl.lit([], dtype=pl.List(pl.String)))
        .otherwise(pl.col(name).str.split(";"))
        .alias(name)
        for name in _LISTS
    )
    return parted.cast(QUESTIONS_SCHEMA)  # type: ignore[arg-type]
