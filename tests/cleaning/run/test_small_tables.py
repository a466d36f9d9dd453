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


def test_a_field_that_a_table_has_no_column_for_is_missing_in_all_of_its_rows(
    tmp_path: Path,
) -> None:
    """Those whose numbers are put right are cleaned together with rows of other tables."""
    whole, short = tmp_path / "甲.csv", tmp_path / "乙.csv"
    number, slipped = "362133196208150010", "362133196202150010"
    whole.write_text(
        "登记日期,男方姓名,男方身份证号,男方出生日期,男方住址\n"
        f"1999-03-01,张三,{slipped},1962-08-15,兴国县\n",
        encoding="utf-8",
    )
    short.write_text(
        f"登记日期,男方姓名,男方身份证号\n1999-03-02,李四,{slipped}\n1999-03-03,王五,{number}\n",
        encoding="utf-8",
    )
    records = _clean([whole, short]).records

    assert records["husband_division_status"].to_list() == ["derived", "missing", "missing"]
