"""Reading beside the fastest readers: the same file, alternately, each in a process of its own.

    python bench/reading.py [rows of the text file] [rows of the workbook]

Columns: seconds (median of three), rows a second, peak memory, ratio to the fastest other reader.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

ROUNDS = 3
READERS = {
    "csv": ("minzheng", "minzheng in chunks", "pandas with pyarrow", "pyarrow"),
    "xlsx": ("minzheng", "fastexcel", "polars read_excel"),
}


MODULES = {
    "minzheng": (
        "minzheng_core.reading.archive",
        "minzheng_core.registries.marriage.archive",
        "polars",
        "fastexcel",
    ),
    "pandas": ("pandas", "pyarrow.csv"),
    "pyarrow": ("pyarrow.csv",),
    "fastexcel": ("fastexcel", "polars"),
    "polars": ("fastexcel", "polars"),
}


def read(reader: str, path: str) -> int:
    """Read the file whole; the number of rows."""
    if reader.startswith("minzheng"):
        from minzheng_core.reading import read_archive
        from minzheng_core.registries.marriage.archive import FIELDS

        archive = read_archive(path, FIELDS)
        if reader.endswith("chunks"):
            return sum(frame.height for _, frame in archive.chunks())
        return sum(table.frame.height for table in archive.tables)
    if reader == "fastexcel":
        import fastexcel

        return fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_polars().height
    if reader == "polars read_excel":
        import polars as pl

        return pl.read_excel(path, infer_schema_length=0).height
    if reader == "pyarrow":
        import pyarrow.csv as csv

        return csv.read_csv(path, read_options=csv.ReadOptions(encoding="gb18030")).num_rows
    import pandas as pd

    return len(pd.read_csv(path, encoding="gb18030", engine="pyarrow", dtype=str))


def one(reader: str, path: str) -> None:
    """Run in the child: print seconds, rows and peak memory in MiB; imports are not counted."""
    import resource

    for module in MODULES[reader.split(maxsplit=1)[0]]:
        import_module(module)

    start = time.perf_counter()
    rows = read(reader, path)
    seconds = time.perf_counter() - start
    print(seconds, rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def measure(path: Path) -> None:
    """Every reader in turn, three times over."""
    runs: dict[str, list[tuple[float, int, int]]] = {}
    for _ in range(ROUNDS):
        for reader in READERS[path.suffix[1:]]:
            command = [sys.executable, __file__, "--one", reader, str(path)]
            words = subprocess.run(
                command, check=True, capture_output=True, text=True
            ).stdout.split()
            runs.setdefault(reader, []).append((float(words[0]), int(words[1]), int(words[2])))
    middle = {reader: statistics.median(t for t, _, _ in found) for reader, found in runs.items()}
    fastest = min(
        seconds for reader, seconds in middle.items() if not reader.startswith("minzheng")
    )
    print(f"\n{path.name}, {path.stat().st_size / 1e6:.0f} MB")
    for reader, seconds in middle.items():
        _, rows, peak = runs[reader][0]
        print(
            f"  {reader:20} {seconds:6.2f} s {rows / seconds:12,.0f} rows/s {peak:6} MiB {seconds / fastest:5.2f}"
        )


def make(text: str, text_rows: str, book: str, sheet_rows: str) -> None:
    """Make a text file in GB18030 and a workbook."""
    from minzheng_core.testing.synthetic import make_archive
    from minzheng_core.testing.synthetic.layouts import write_csv, write_workbook

    write_csv(make_archive(int(text_rows), seed=1), text)
    write_workbook(make_archive(int(sheet_rows), seed=1), book)


def main(text_rows: int, sheet_rows: int) -> None:
    """Make the files in a child, so that this process stays small, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        text, book = Path(folder) / "archive.csv", Path(folder) / "archive.xlsx"
        words = [str(text), str(text_rows), str(book), str(sheet_rows)]
        subprocess.run([sys.executable, __file__, "--make", *words], check=True)
        measure(text)
        measure(book)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:4])
    elif sys.argv[1:2] == ["--make"]:
        make(*sys.argv[2:6])
    else:
        numbers = [int(a) for a in sys.argv[1:3]]
        main(*(numbers + [1_000_000, 200_000][len(numbers) :]))
