"""A filled workbook that is cut short or damaged is called what an archive is called in that state."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from minzheng_core.errors import InputError
from minzheng_core.reading import read_archive
from minzheng_core.registries.marriage.archive import FIELDS
from minzheng_core.reports.decisions.apply import apply_workbook
from minzheng_core.reports.run_files import WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def said(call: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        call()
    return str(caught.value)


@pytest.mark.parametrize(
    ("part", "code"), [(0, "IN102"), (0.01, "IN108"), (0.5, "IN108"), (0.999, "IN108")]
)
def test_cut_short(run: Path, tmp_path: Path, part: float, code: str) -> None:
    whole = (run / WORKBOOK).read_bytes()
    cut = tmp_path / WORKBOOK
    cut.write_bytes(whole[: int(len(whole) * part)])
    told = said(lambda: apply_workbook(cut, by="王五", directory=run))

    assert told.startswith(f"[{code}]")
    assert told == said(lambda: read_archive([cut], FIELDS))
    assert not (run / "final").exists()


def test_damaged_inside(run: Path, tmp_path: Path) -> None:
    damaged = tmp_path / WORKBOOK
    with ZipFile(run / WORKBOOK) as whole, ZipFile(damaged, "w") as made:
        for name in whole.namelist():
            content = whole.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = content[: len(content) // 2] + b"<<<&"
            made.writestr(name, content)

    assert said(lambda: apply_workbook(damaged, by="王五", directory=run)).startswith("[IN108]")
    assert not (run / "final").exists()


def test_something_else_is_named(run: Path, tmp_path: Path) -> None:
    letter = tmp_path / "信.docx"
    with ZipFile(letter, "w") as made:
        made.writestr("word/document.xml", "<w/>")

    assert "[IN106]" in said(lambda: apply_workbook(letter, by="王五", directory=run))
