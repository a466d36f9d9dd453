"""A workbook that could not be finished leaves the one that was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minzheng_core import OutputError
from minzheng_core.reports.workbook.new import new_workbook

if TYPE_CHECKING:
    from pathlib import Path


def test_a_workbook_that_was_there_stays_whole_until_the_new_one_is(tmp_path: Path) -> None:
    path = tmp_path / "名录.xlsx"
    with new_workbook(path) as (book, _):
        book.add_worksheet("甲")
    before = path.read_bytes()

    with pytest.raises(KeyboardInterrupt), new_workbook(path):
        raise KeyboardInterrupt
    with pytest.raises(OutputError) as caught, new_workbook(path) as (book, _):
        raise OSError(28, "No space left on device")

    assert caught.value.code == "IN302"
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["名录.xlsx"]
