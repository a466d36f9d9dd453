"""Months at the end of dates in a column that still has its zeros: beside 1950.10 a 1951.1 is January (DT110)."""

from __future__ import annotations

import polars as pl

from minzheng_core.values.dates import partial_date

_LOST = 1 << partial_date.FAULTS.index("DT110")
_OCTOBER = r"^\s*(?:[0-9]{2}|[12][0-9]{3})\.10\s*$"
_KEPT = 2
"""So many Octobers at least, and half as many as there are doubtful months."""


def without_lost_zeros(raw: pl.Series, parts: pl.DataFrame) -> pl.DataFrame:
    """*parts* of a column of dates without the doubt whether 年.1 is October, where it keeps its Octobers."""
    doubtful = parts["faults"] & _LOST != 0
    cut = int(doubtful.sum())
    if not cut:
        return parts
    kept = int(raw.str.contains(_OCTOBER).sum())
    if kept < _KEPT or _KEPT * kept < cut:
        return parts
    return parts.with_columns(
        faults=pl.when(doubtful).then(parts["faults"] - _LOST).otherwise(parts["faults"])
    )
