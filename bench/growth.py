"""How time and memory grow with the records of an archive.

``python bench/growth.py [ROWS …] [--chain] --folder DIR`` cleans a synthetic archive of each size with
``minzheng clean`` and, with ``--chain``, with the competitor. An archive that is in DIR already is
used again. Seconds per 10,000 records that stay the same mean that time grows linearly.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from run import generate, sides
from usage import measured

SIZES = (10_000, 100_000, 1_000_000)
COLUMNS = ("records", "side", "seconds", "cpu", "s/10,000", "largest GiB", "sum GiB")


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="*", default=SIZES)
    parser.add_argument("--chain", action="store_true", help="the competitor as well")
    parser.add_argument("--seed", type=int, default=2025)
    parser.add_argument("--encoding", default="gb18030")
    parser.add_argument("--folder", type=Path, required=True, help="where the archives are kept")
    options = parser.parse_args()
    print("".join(f"{name:>13}" for name in COLUMNS))
    for rows in options.rows:
        folder = options.folder / str(rows)
        folder.mkdir(parents=True, exist_ok=True)
        archive = folder / "archive.csv"
        if not archive.exists():
            generate(folder, rows, options.seed, options.encoding)
        for side, command in sides(archive, folder, options.encoding).items():
            if side == "chain" and not options.chain:
                continue
            usage = measured(side, command)
            each = usage.seconds / rows * 10_000
            line = (rows, side, usage.seconds, usage.cpu_seconds, round(each, 2))
            cells = (*line, usage.peak_gib, usage.sum_gib)
            print("".join(f"{cell:>13}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
