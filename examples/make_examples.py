"""Make the two example files of ``examples/marriage`` again: the same bytes every time.

Run from anywhere: ``python examples/make_examples.py``.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from minzheng_core.testing.synthetic import (
    SyntheticArchive,
    make_archive,
    write_csv,
    write_workbook,
)

FOLDER = Path(__file__).parent / "marriage"
WORKBOOK = FOLDER / "兴国县婚姻登记档案.xlsx"
SUPPLEMENT = FOLDER / "补录数据_GB18030.csv"


def main() -> None:
    """Write both files and say how large they are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    # One archive in two files, as a bureau has it: numbers run on from the one to the other.
    archive = make_archive(5_000, seed=20251, error_rate=1.2)
    is_supplement = pl.Series(range(5_000)) % 5 < 2
    write_workbook(_part(archive, ~is_supplement), WORKBOOK, layout="messy")
    write_csv(_part(archive, is_supplement), SUPPLEMENT)
    for file in (WORKBOOK, SUPPLEMENT):
        print(f"{file.name}: {file.stat().st_size / 1024:.0f} KiB")


def _part(archive: SyntheticArchive, rows: pl.Series) -> SyntheticArchive:
    """Some rows of an archive, with nothing of the others."""
    return SyntheticArchive(
        raw=archive.raw.filter(rows),
        truth=archive.truth.filter(rows),
        damages=archive.damages.clear(),
    )


if __name__ == "__main__":
    main()
