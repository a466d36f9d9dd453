"""What a filled workbook came to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 12, 1)
"""On which it was taken back."""


def final(run: Path) -> pl.DataFrame:
    return pl.read_parquet(run / "final" / "records.parquet")


def returned(run: Path) -> dict[str, str]:
    """Code by line of the returned lines."""
    paths = list((run / "final").glob("退回清单_*.xlsx"))
    if not paths:
        return {}
    lines = openpyxl.load_workbook(paths[0]).active.iter_rows(min_row=2, values_only=True)
    return {str(line[1]): str(line[6]) for line in lines}
