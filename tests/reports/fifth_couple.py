"""The couples of the small archive, of whom the fifth has what a test needs in its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.registries import marriage
from tests.reports.conftest import HEADINGS, ON, rows

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.cleaning import CleanResult

DAY_OF_ACT, CERTIFICATE, NUMBER, BIRTH, WIFES_NUMBER, WIFES_BIRTH = 1, 3, 6, 7, 10, 11
AGE = len(HEADINGS.split(","))
"""The last column, which only this table has: the age of the husband."""


def cleaned_with(folder: Path, cells: dict[int, str]) -> CleanResult:
    """A run over couples of whom the fifth has other *cells*."""
    table = [[*row, ""] for row in rows()]
    for place, text in cells.items():
        table[4][place] = text
    lines = [f"{HEADINGS},男方年龄", *(",".join(row) for row in table)]
    (folder / "档案.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return marriage.clean(str(folder / "档案.csv"), county="360732", on=ON)
