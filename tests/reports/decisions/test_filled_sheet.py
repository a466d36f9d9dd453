"""A filled sheet is found under its headings, wherever a person has moved them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from minzheng_core.errors import InputError
from minzheng_core.reports.decisions.answered import require_unanswered
from minzheng_core.reports.decisions.filled_sheet import read_filled

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ("序号", "决定")


def _saved(path: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "核对"
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("above", [[], [[]], [[], ["请李四先填"], []]])
@pytest.mark.parametrize("before", [[], [None], ["附注", None]])
def test_lines_have_the_numbers_that_a_spreadsheet_shows(tmp_path, above, before) -> None:
    rows = [*above, [*before, *HEADINGS], [*before, 1, " 采用新 "], [], [*before, "2", 12]]
    sheet = read_filled(_saved(tmp_path / "a.xlsx", rows), "核对", HEADINGS)
    assert sheet is not None
    told = {line: (row["序号"], row["决定"]) for line, row in sheet.lines() if row["序号"]}
    first = len(above) + 2
    assert told == {first: ("1", "采用新"), first + 2: ("2", "12")}
    assert sheet.numeric("序号") == {first}
    assert sheet.numeric("决定") == {first + 2}


def test_a_file_without_the_sheet_or_its_headings_holds_none(tmp_path: Path) -> None:
    path = _saved(tmp_path / "a.xlsx", [["序号"], [1]])
    assert read_filled(path, "核对", HEADINGS) is None
    assert read_filled(path, "别的", ("序号",)) is None
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 cut")
    with pytest.raises(InputError, match="IN108"):
        read_filled(tmp_path / "b.xlsx", "核对", HEADINGS)
    with pytest.raises(InputError, match="IN108"):
        require_unanswered(tmp_path / "b.xlsx", "核对")  # decisions may stand in it
    require_unanswered(tmp_path / "none.xlsx", "核对")
