"""Rebuild ``divisions.csv`` from a folder with yescallop/areacodes (CC0-1.0).

python refdata/divisions.py SOURCE [--check]
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from common import Table, main

if TYPE_CHECKING:
    from pathlib import Path

LEVELS = {"省级": "1", "地级": "2", "县级": "3"}
COLUMNS = (
    "code",
    "name",
    "province",
    "prefecture",
    "level",
    "start",
    "end",
    "successors",
    "documents",
)
CHANGE = re.compile(r"([-+=])(\d{6}) ")
META = re.compile(r"# *(文号|日期)：(.*)")


def successors(text: str, end: str) -> str:
    """``130108[2001];130111`` of a record that ended 2014 → ``130108@2001 130111@2014``."""
    pairs = []
    for part in filter(None, text.split(";")):
        code, _, year = part.rstrip("]").partition("[")
        pairs.append(f"{code}@{year or end}")
    return " ".join(pairs)


def build(source: Path) -> Table:
    with (source / "result.csv").open(encoding="utf-8-sig", newline="") as file:
        raw = list(csv.reader(file))[1:]
    rows = []
    for code, province, prefecture, name, level, _state, start, end, following in raw:
        above = "" if prefecture == "直辖" or LEVELS[level] == "1" else prefecture
        rows.append(
            (code, name, province, above, LEVELS[level], start, end, successors(following, end), "")
        )
    rows.sort(key=lambda r: (r[0], r[5]))
    return Table("divisions.csv", COLUMNS, rows)


if __name__ == "__main__":
    main(build, description=__doc__ or "")
