"""Tables for decisions hold what they are given, or say what they cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import polars as pl

from minzheng_core.reports.cell_text import CUT, LONGEST
from minzheng_core.reports.decisions.table import write_table

if TYPE_CHECKING:
    from pathlib import Path


def test_a_text_too_long_for_a_cell_is_cut_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "回填.xlsx"

    write_table(pl.DataFrame({"附注": ["长" * 40_000, "甲\x00乙"]}), path)

    long, odd = (row[0] for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True))  # fmt: skip
    assert long == "长" * LONGEST + CUT
    assert odd == "甲□乙"
