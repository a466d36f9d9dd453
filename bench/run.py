"""The library and the competitor on the same file in the same run: times, memory, answers.

``python bench/run.py [ROWS] [--seed N]``. Each side is a command of its own, from start to exit, all
outputs written: ``minzheng clean`` with the processes it starts by itself, and ``chain.py``. Time and
memory come from the operating system's accounting, each from a run of its own (``usage.py``).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from accuracy import score, show
from usage import measured

HERE = Path(__file__).parent
GENERATE = """
import sys
from pathlib import Path
from minzheng_core.testing.synthetic import make_archive, write_csv
folder = Path(sys.argv[1])
archive = make_archive(int(sys.argv[2]), seed=int(sys.argv[3]))
write_csv(archive, folder / "archive.csv", sys.argv[4]).write_parquet(folder / "where.parquet")
archive.truth.write_parquet(folder / "truth.parquet")
"""
COUNTY = "360732"


def sides(archive: Path, folder: Path, encoding: str) -> dict[str, list[str]]:
    """The command of each side: the product as its users run it, but for linking, and the chain."""
    python = sys.executable
    return {
        "library": [
            *(python, "-m", "minzheng_core.cli", "clean", str(archive), "--county", COUNTY),
            # The chain links nothing, so neither side does; linking is measured in linkage.py.
            *("--out", str(folder / "library"), "--quiet", "--no-link"),
        ],
        "chain": [
            *(python, str(HERE / "chain.py"), str(archive)),
            *("--out", str(folder / "chain"), "--encoding", encoding),
        ],
    }


def generate(folder: Path, rows: int, seed: int, encoding: str) -> Path:
    """Make an archive with its truth in *folder*."""
    command = [sys.executable, "-c", GENERATE, str(folder), str(rows), str(seed), encoding]
    subprocess.run(command, check=True)
    return folder / "archive.csv"


def compare(folder: Path, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Generate, run both sides and score them."""
    archive = generate(folder, options.rows, options.seed, options.encoding)
    truth, where = folder / "truth.parquet", folder / "where.parquet"
    results: dict[str, dict[str, float]] = {}
    for side, command in sides(archive, folder, options.encoding).items():
        if side in options.skip:
            continue
        usage = measured(side, command)
        summary, tables = score(folder / side, truth, where)
        if options.tables:
            show(tables)
        own = folder / side / ("summary.json" if side == "library" else "stages.json")
        lines = json.loads(own.read_text(encoding="utf-8"))["questions"]
        results[side] = {
            **asdict(usage),
            "rows_per_second": round(options.rows / usage.seconds),
            "lines_for_the_clerk": lines,
        } | summary
    return results


def report(results: dict[str, dict[str, float]]) -> None:
    """Print both columns side by side, then the ratios the project promises."""
    names = list(dict.fromkeys(name for side in results.values() for name in side))
    print(f"{'':44}" + "".join(f"{side:>14}" for side in results))
    for name in names:
        print(f"{name:44}" + "".join(f"{side.get(name, ''):>14}" for side in results.values()))
    if len(results) == 2:
        ours, theirs = results["library"], results["chain"]
        print(f"times as fast: {theirs['seconds'] / ours['seconds']:.1f}")
        print(f"share of its processor time: {ours['cpu_seconds'] / theirs['cpu_seconds']:.2f}")
        print(f"share of its memory, largest process: {ours['peak_gib'] / theirs['peak_gib']:.2f}")
        print(f"share of its memory, all processes: {ours['sum_gib'] / theirs['sum_gib']:.2f}")
        lines = ours["lines_for_the_clerk"] / max(theirs["lines_for_the_clerk"], 1)
        print(f"share of its lines for the clerk: {lines:.2f}")


def main() -> None:
    """Compare both on one synthetic archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=100_000)
    parser.add_argument("--seed", type=int, default=2025)
    parser.add_argument("--encoding", default="gb18030")
    parser.add_argument("--folder", type=Path, help="keep the files here")
    parser.add_argument("--tables", action="store_true", help="print the tables by kind as well")
    parser.add_argument("--skip", nargs="*", default=[], choices=["library", "chain"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        results = compare(folder, options)
        report(results)
        (folder / "results.json").write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
