"""Reading beside the fastest readers: the same file, in turns, each in a process of its own.

    python bench/reading.py [--text-rows 1000000] [--sheet-rows 200000] [--rounds 5]

Of each reader: seconds by the clock and processor seconds (user and system, all threads), the
median of the rounds; peak memory; and the ratio to the fastest other reader, the median of the
ratios within each round, since the machine is not equally busy in all of them. The order turns by
one place from round to round. Imports are not counted. All deliver the same: every cell as text,
empty ones as null; numbers and dates guessed would lose what is written (0123, 1985.10).
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

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
        "rapidfuzz.fuzz",
        "numpy",
        "pyarrow",
    ),
    "pandas": ("pandas", "pyarrow.csv"),
    "pyarrow": ("pyarrow.csv",),
    "fastexcel": ("fastexcel", "polars", "pyarrow"),
    "polars": ("fastexcel", "polars", "pyarrow"),
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
        import pyarrow as pa
        import pyarrow.csv as csv

        with Path(path).open(encoding="gb18030") as file:
            names = file.readline().rstrip("\n").split(",")
        text = csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True
        )
        options = csv.ReadOptions(encoding="gb18030")
        return csv.read_csv(path, read_options=options, convert_options=text).num_rows
    import pandas as pd

    return len(pd.read_csv(path, encoding="gb18030", engine="pyarrow", dtype=str))


def processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def one(reader: str, path: str) -> None:
    """Run in the child: print seconds, processor seconds, rows and peak memory in MiB."""
    for module in MODULES[reader.split(maxsplit=1)[0]]:
        import_module(module)

    start, spent = time.perf_counter(), processor_seconds()
    rows = read(reader, path)
    seconds, spent = time.perf_counter() - start, processor_seconds() - spent
    print(seconds, spent, rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def measure(path: Path, rounds: int) -> None:
    """Every reader in turn, *rounds* times over."""
    readers = READERS[path.suffix[1:]]
    runs: list[dict[str, list[float]]] = []
    for number in range(rounds):
        runs.append({})
        at = number % len(readers)
        for reader in readers[at:] + readers[:at]:
            command = [sys.executable, __file__, "--one", reader, str(path)]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            runs[-1][reader] = [float(word) for word in said.split()]
    print(f"\n{path.name}, {path.stat().st_size / 1e6:.0f} MB, {rounds} rounds")
    print(
        f"  {'':20} {'clock':>8} {'processor':>11} {'rows/s':>11} {'peak':>9}   ratio: clock processor"
    )
    for reader in readers:
        clock, processor, rows, peak = (
            statistics.median(run[reader][i] for run in runs) for i in range(4)
        )
        ratios = (_ratio(runs, reader, i) for i in (0, 1))
        print(
            f"  {reader:20} {clock:6.2f} s {processor:9.2f} s {rows / clock:11,.0f} {peak:5.0f} MiB"
            + "".join(f"{ratio:13.2f}" for ratio in ratios)
        )


def _ratio(runs: list[dict[str, list[float]]], reader: str, measure: int) -> float:
    """How many times as long as the fastest other reader took by the clock, in the same round."""
    ratios = []
    for run in runs:
        fastest = min(
            (v for r, v in run.items() if not r.startswith("minzheng")), key=lambda v: v[0]
        )
        ratios.append(run[reader][measure] / fastest[measure])
    return statistics.median(ratios)


def make(text: str, text_rows: str, book: str, sheet_rows: str) -> None:
    """Make a text file in GB18030 and a workbook."""
    from minzheng_core.testing.synthetic import make_archive
    from minzheng_core.testing.synthetic.layouts import write_csv, write_workbook

    write_csv(make_archive(int(text_rows), seed=1), text)
    write_workbook(make_archive(int(sheet_rows), seed=1), book)


def main() -> None:
    """Make the files in a child, so that this process stays small, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text-rows", type=int, default=1_000_000)
    parser.add_argument("--sheet-rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text, book = Path(folder) / "archive.csv", Path(folder) / "archive.xlsx"
        words = [str(text), str(options.text_rows), str(book), str(options.sheet_rows)]
        subprocess.run([sys.executable, __file__, "--make", *words], check=True)
        for path in (text, book):
            measure(path, options.rounds)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:4])
    elif sys.argv[1:2] == ["--make"]:
        make(*sys.argv[2:6])
    else:
        main()
