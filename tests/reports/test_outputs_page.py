"""The page on the outputs names every file, every column and every status that there is."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.cleaning.outcome.status import Status
from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.run_files import WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "outputs.md"
LEADING = (
    "source_file", "source_sheet", "source_row", "registration_date", "business_type",
    "certificate_number", "office",
    *(f"{party}_{name}" for party in ("husband", "wife")
      for name in ("name", "id_number", "birth_date", "division", "domicile")),
)  # fmt: skip
"""What every reader of the records relies on, in this order; other columns stand between."""


def _heads(folder: Path) -> dict[str, list[str]]:
    return {
        path.name: next(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        for path in sorted(folder.glob("*.csv"))
    }


def test_the_page_names_every_file_and_the_columns_of_every_table(
    run: Path, fill: Callable
) -> None:
    fill(run / WORKBOOK, {"|2|husband_id_number": {"决定": "维持原文"}})
    apply_workbook(run / WORKBOOK, by="王五")
    text = PAGE.read_text(encoding="utf-8")
    lists = set(re.findall(r"`([a-z_]+(?:, [a-z_]+)+)`", text))

    for path in (*run.iterdir(), *(run / "final").glob("*.csv")):
        assert path.name in text, path.name
    for name, head in (_heads(run) | _heads(run / "final")).items():
        assert name == "records.csv" or ", ".join(head) in lists, name
    for status in Status:
        assert f"| `{status}` |" in text


def test_the_records_begin_with_what_everybody_reads_in_this_order(run: Path) -> None:
    head = _heads(run)["records.csv"]

    assert tuple(name for name in head if name in LEADING) == LEADING
    for name in ("registration_date", "husband_id_number", "wife_birth_date", "wife_division"):
        assert head[head.index(name) + 1] == f"{name}_status"
