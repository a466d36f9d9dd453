"""Many small tables are cleaned in few chunks, with the answers that each alone would have."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from minzheng_core.cleaning.run import archive as runs
from minzheng_core.registries import marriage
from minzheng_core.testing.synthetic import make_archive

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from minzheng_core.cleaning import CleanResult


def _files(folder: Path) -> list[Path]:
    """Parts of one archive in files by township, some of them with fewer columns."""
    raw = make_archive(240, seed=5).raw
    files = []
    for at, part in enumerate(raw.iter_slices(30)):
        file = folder / f"{'甲乙'[at % 2]}山乡" / f"{1980 + at}年.csv"
        file.parent.mkdir(exist_ok=True)
        (part.drop(part.columns[-1]) if at in {3, 4} else part).write_csv(file)
        files.append(file)
    return files


def _clean(files: list[Path]) -> CleanResult:
    return marriage.clean([*files], county="360732", on=date(2026, 11, 23))


def test_tables_cleaned_together_are_as_each_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = _files(tmp_path)
    together = _clean(files)
    monkeypatch.setattr(runs, "_SMALL", 25_000)
    apart = _clean(files)
    for name in ("records", "changes", "findings", "candidates", "questions", "gaps"):
        assert getattr(together, name).equals(getattr(apart, name)), name
    assert len(together.records) == 240
