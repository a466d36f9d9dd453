"""The library and the competitor on the same file in the same run: times, memory, answers.

``python bench/run.py [ROWS] [--seed N]``. Each side is a process of its own, from start to exit, all
outputs written; time and peak memory come from the operating system's accounting.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from accuracy import score, show

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
CLEAN = """
import json, sys
from pathlib import Path
from minzheng_core.registries import marriage
result = marriage.clean(sys.argv[1], county="360732")
result.save(sys.argv[2])
Path(sys.argv[2], "bench.json").write_text(json.dumps({"questions": result.questions.height}))
"""


def measured(name: str, command: list[str]) -> tuple[float, float]:
    """Run *command* and return its seconds and peak GiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{name} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 2**20


def compare(folder: Path, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Generate, run both sides and score them."""
    python = sys.executable
    archive, truth, where = (folder / n for n in ("archive.csv", "truth.parquet", "where.parquet"))
    generate = [python, "-c", GENERATE, str(folder), str(options.rows), str(options.seed)]
    measured("generator", [*generate, options.encoding])
    sides = {
        "library": [python, "-c", CLEAN, str(archive), str(folder / "library")],
        "chain": [
            *(python, str(HERE / "chain.py"), str(archive)),
            *("--out", str(folder / "chain"), "--encoding", options.encoding),
        ],
    }
    results: dict[str, dict[str, float]] = {}
    for side, command in sides.items():
        if side in options.skip:
            continue
        seconds, peak = measured(side, command)
        summary, tables = score(folder / side, truth, where)
        if options.tables:
            show(tables)
        own = folder / side / ("bench.json" if side == "library" else "stages.json")
        lines = json.loads(own.read_text(encoding="utf-8"))["questions"]
        results[side] = {
            "seconds": round(seconds, 2),
            "rows_per_second": round(options.rows / seconds),
            "peak_gib": round(peak, 3),
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
        print(f"share of its memory: {ours['peak_gib'] / theirs['peak_gib']:.2f}")
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
