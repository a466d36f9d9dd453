"""One more record against a warm index: how long matching and adding take beside linking it all again.

``python bench/link_index.py [ROWS] [--seed N] [--records FILE]``. The last 300 records of the archive come
one by one: each is matched, then added. *FILE* are clean records of an earlier run (Parquet).
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

import polars as pl

LATE = 300


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="?", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=41)
    parser.add_argument("--records", type=Path)
    options = parser.parse_args()
    from minzheng_core.registries import marriage
    from minzheng_core.registries.marriage.linking.index import LinkIndex
    from minzheng_core.testing.synthetic import make_archive

    if options.records:
        records = pl.read_parquet(options.records)
    else:
        raw = make_archive(options.rows, seed=options.seed).raw
        records = marriage.clean(raw, county="360732", link=False).records
    early = records.head(records.height - LATE)
    started = time.perf_counter()
    links = marriage.link(early)
    linked = time.perf_counter() - started
    started = time.perf_counter()
    index = LinkIndex.of(early, links)
    indexed = time.perf_counter() - started
    times: dict[str, list[float]] = {"match": [], "add": []}
    for row in range(early.height, records.height):
        one = records[row : row + 1]
        for name, told in times.items():
            started = time.perf_counter()
            getattr(index, name)(one)
            told.append((time.perf_counter() - started) * 1000)
    print(f"{records.height:,} records: linked in {linked:.1f} s, indexed in {indexed:.1f} s")
    for name, told in times.items():
        cuts = statistics.quantiles(told[5:], n=20)
        print(
            f"{name:6} median {cuts[9]:.1f} ms, 95 % within {cuts[18]:.1f} ms, at most {max(told[5:]):.1f} ms; "
            f"{linked * 1000 / cuts[9]:,.0f} times as fast as linking it all again"
        )


if __name__ == "__main__":
    main()
