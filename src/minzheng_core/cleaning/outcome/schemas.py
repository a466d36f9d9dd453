"""The columns of the frames in which a run tells what became of an archive."""

from __future__ import annotations

from typing import TypeAlias

import polars as pl

CHANGES_SCHEMA: dict[str, type[pl.DataType]] = {
    "row": pl.UInt32,
    "field": pl.String,
    "before": pl.String,
    "after": pl.String,
    "step": pl.String,
    "evidence": pl.String,
}

CANDIDATES_SCHEMA: dict[str, type[pl.DataType]] = {
    "row": pl.UInt32,
    "field": pl.String,
    "rank": pl.UInt8,
    "value": pl.String,
    "score": pl.Float64,
    "evidence": pl.String,
}

Candidate: TypeAlias = tuple[int, str, int, str, float, str]
"""One line of the candidates."""

QUESTIONS_SCHEMA: dict[str, type[pl.DataType] | pl.DataType] = {
    "question": pl.String,
    "row": pl.UInt32,
    "field": pl.String,
    "priority": pl.Int32,
    "codes": pl.List(pl.String),
    "current": pl.String,
    "written": pl.String,
    "offers": pl.UInt32,
    "rows": pl.List(pl.UInt32),
    "fields": pl.List(pl.String),
}
"""``rows`` and ``fields`` are parallel: every cell that the question is about, the first one first."""

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
