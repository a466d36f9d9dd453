"""The frames of a run in little memory: statuses as an enumeration, words that repeat as categories."""

from __future__ import annotations

import polars as pl

from minzheng_core.cleaning.outcome.status import Status, is_status

STATUS = pl.Enum([status.value for status in Status])
"""The type of the columns ``…_status``."""
_WORDS = frozenset({"severity", "part", "step", "evidence"})


def compact(frame: pl.DataFrame) -> pl.DataFrame:
    """Statuses as an enumeration and words that repeat as categories: a tenth of the memory."""
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    return frame.with_columns(
        pl.col(name).cast(pl.Categorical if name in _WORDS else STATUS)
        for name in texts
        if name in _WORDS or is_status(name, frame.columns)
    )


def with_missing(records: pl.DataFrame) -> pl.DataFrame:
    """Where a table has no column for a field that another one has, the cells of that field are as empty as blank ones."""
    return records.with_columns(pl.col(STATUS).fill_null(pl.lit(Status.MISSING.value, STATUS)))
