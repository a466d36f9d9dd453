"""Make the two example files of ``examples/marriage`` again: the same bytes every time.

Run from anywhere: ``python examples/make_examples.py``.
"""

from __future__ import annotations

from pathlib import Path

from minzheng_core.testing.synthetic import make_archive, write_csv, write_workbook

FOLDER = Path(__file__).parent / "marriage"
WORKBOOK = FOLDER / "兴国县婚姻登记档案.xlsx"
SUPPLEMENT = FOLDER / "补录数据_GB18030.csv"


def main() -> None:
    """Write both files and say how large they are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_workbook(make_archive(3_000, seed=20251), WORKBOOK, layout="messy")
    write_csv(make_archive(2_000, seed=20252, error_rate=1.5), SUPPLEMENT)
    for file in (WORKBOOK, SUPPLEMENT):
        print(f"{file.name}: {file.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
