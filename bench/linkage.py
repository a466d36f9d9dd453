"""Linking against splink on DuckDB: the same clean records, in the same run.

``python bench/linkage.py [ROWS] [--seed N] [--errors X]``. Each side is a process of its own; time is
from clean records in memory to clusters (training, prediction, clustering), memory is what the peak
stands above the loaded frame. Pairs are counted of one act, re-issues included: a marriage with its
re-issues, a divorce with its re-issues. Splink has the settings of somebody who knows it: names with
term frequencies and a phonetic level, numbers with one slip, dates by digits, twelve blocking rules,
u from a million random pairs, m by expectation and maximisation in two blocks; marriages are compared
with marriages only.
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

THRESHOLD = 0.999
SHARE_OF_COUPLES = 0.92
"""Marriages per row in the synthetic archive: events below that number are first marriages."""


def make(folder: Path, rows: int, seed: int, errors: float) -> None:
    """Clean records and the truth beside them."""
    from minzheng_core.registries import marriage
    from minzheng_core.testing.synthetic import make_archive

    archive = make_archive(rows, seed=seed, error_rate=errors)
    truth = archive.truth.select("event", "couple", "business_type")
    first = pl.col("event") < int(rows * SHARE_OF_COUPLES) + 80
    kind = pl.col("business_type")
    act = (
        pl.when(kind.is_in(["IB", "ICB"]))
        .then(2)
        .when(kind == "ID")
        .then(3)
        .when((kind == "IA") & ~first)
        .then(1)
        .otherwise(0)
    )
    truth.with_columns(act=pl.col("couple") * 4 + act).write_parquet(folder / "truth.parquet")
    raw = archive.raw
    del archive
    records = marriage.clean(raw, county="360732", link=False).records
    records.write_parquet(folder / "records.parquet")


def peak() -> float:
    """The peak of this process in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(folder: Path) -> None:
    """One side: this library."""
    from minzheng_core.registries import marriage

    records = pl.read_parquet(folder / "records.parquet")
    base, started, cpu = peak(), time.perf_counter(), time.process_time()
    links = marriage.link(records)
    told = {"seconds": time.perf_counter() - started, "cpu": time.process_time() - cpu}
    told["megabytes"] = peak() - base
    links.clusters.select("act").write_parquet(folder / "ours.parquet")
    automatic = links.pairs.filter(
        pl.col("relation").is_in(["same-act", "re-issue"]) & (pl.col("judgement") == "same")
    )
    automatic.select("left", "right").write_parquet(folder / "automatic.parquet")
    (folder / "ours.json").write_text(json.dumps(told))


def theirs(folder: Path) -> None:
    """The other side: splink 5 on DuckDB."""
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    from minzheng_core.columns.names import keys

    logging.getLogger("splink").setLevel(logging.ERROR)
    records = pl.read_parquet(folder / "records.parquet")
    base, started, cpu = peak(), time.perf_counter(), time.process_time()
    columns = {
        "unique_id": pl.int_range(pl.len()),
        "class": pl.when(pl.col("business_type_code").is_in(["IB", "ICB"]))
        .then(pl.lit("divorce"))
        .when(pl.col("business_type_code") == "ID")
        .then(pl.lit("revoked"))
        .otherwise(pl.lit("marriage")),
        "day": "registration_date",
        "certificate": "certificate_number",
    }
    frame = records.select(
        **columns,
        **{
            f"{short}_{name}": pl.col(f"{party}_{column}")
            for short, party in (("h", "husband"), ("w", "wife"))
            for name, column in (
                ("name", "name"),
                ("id", "id_number"),
                ("birth", "birth_date"),
                ("town", "township"),
            )
        },
    )
    sounds = {
        s: keys(records[f"{p}_name"])["pinyin_key"] for s, p in (("h", "husband"), ("w", "wife"))
    }
    frame = frame.with_columns(series.alias(f"{s}_sound") for s, series in sounds.items())

    def name(side: str) -> cl.CustomComparison:
        return cl.CustomComparison(
            output_column_name=f"{side}_name",
            comparison_levels=[
                cll.NullLevel(f"{side}_name"),
                cll.ExactMatchLevel(f"{side}_name", term_frequency_adjustments=True),
                cll.ExactMatchLevel(f"{side}_sound"),
                cll.LevenshteinLevel(f"{side}_name", 1),
                cll.ElseLevel(),
            ],
        )

    sides = ("h", "w")
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            *(name(side) for side in sides),
            *(cl.LevenshteinAtThresholds(f"{side}_id", [1, 2]) for side in sides),
            *(cl.LevenshteinAtThresholds(f"{side}_birth", [1, 2]) for side in sides),
            *(cl.ExactMatch(f"{side}_town") for side in sides),
            cl.LevenshteinAtThresholds("day", [1, 2]),
            cl.ExactMatch("certificate"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("class", *rule)
            for rule in (
                ("h_id",), ("w_id",), ("h_name", "w_name"), ("h_sound", "w_sound", "day"),
                ("h_name", "h_birth"), ("w_name", "w_birth"), ("h_name", "day"), ("w_name", "day"),
                ("h_birth", "w_birth"), ("certificate", "day"), ("certificate", "h_name"),
                ("h_sound", "w_sound", "h_birth"),
            )
        ],
        retain_matching_columns=False,
        probability_two_random_records_match=0.1 / records.height,
    )  # fmt: skip
    database = DuckDBAPI()
    linker = Linker(database.register(frame.to_arrow()), settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("class", "h_name", "w_name")
    )
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("class", "h_birth", "w_birth")
    )
    predicted = linker.inference.predict(threshold_match_probability=THRESHOLD)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=THRESHOLD
    )
    table = pl.from_arrow(clusters.as_duckdbpyrelation().arrow()).sort("unique_id")
    told = {"seconds": time.perf_counter() - started, "cpu": time.process_time() - cpu}
    told["megabytes"] = peak() - base
    table.select(act=pl.col("cluster_id").rank("dense")).write_parquet(folder / "splink.parquet")
    (folder / "splink.json").write_text(json.dumps(told))


def pairs_of(label: np.ndarray) -> np.ndarray:
    """All pairs of rows with one label, packed."""
    order = np.argsort(label, kind="stable")
    own, found = label[order], []
    for step in range(1, 400):
        same = own[:-step] == own[step:]
        if not same.any():
            break
        one, other = order[:-step][same], order[step:][same]
        low, high = np.minimum(one, other), np.maximum(one, other)
        found.append(low.astype(np.uint64) << np.uint64(32) | high.astype(np.uint64))
    return np.sort(np.concatenate(found)) if found else np.empty(0, dtype=np.uint64)


def scored(folder: Path, name: str) -> dict[str, float]:
    """Precision, recall, F1, and what was wrongly merged."""
    truth = pl.read_parquet(folder / "truth.parquet")
    act, couple = truth["act"].to_numpy(), truth["couple"].to_numpy()
    right = pairs_of(act)
    got = pairs_of(pl.read_parquet(folder / f"{name}.parquet")["act"].to_numpy())
    hits = int(np.isin(got, right).sum())
    precision, recall = hits / max(len(got), 1), hits / max(len(right), 1)
    wrong = np.setdiff1d(got, right)
    left, other = (wrong >> np.uint64(32)).astype(int), (wrong & np.uint64(0xFFFFFFFF)).astype(int)
    twice = int((couple[left] == couple[other]).sum())
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "married_twice": twice,
        "others": len(wrong) - twice,
    }


def automatic(folder: Path) -> float:
    """The precision of pairs that were judged the same act without a person."""
    truth = pl.read_parquet(folder / "truth.parquet")["act"]
    pairs = pl.read_parquet(folder / "automatic.parquet")
    return float((truth.gather(pairs["left"]) == truth.gather(pairs["right"])).mean() or 0)


def main() -> None:
    """Run both sides and print them side by side."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="?", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=41)
    parser.add_argument("--errors", type=float, default=1.0)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--side", choices=("ours", "theirs", "make"))
    options = parser.parse_args()
    if options.side:
        sides = {"ours": ours, "theirs": theirs}
        if options.side == "make":
            make(options.folder, options.rows, options.seed, options.errors)
        else:
            sides[options.side](options.folder)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        base = [sys.executable, __file__, str(options.rows), "--seed", str(options.seed)]
        base += ["--errors", str(options.errors), "--folder", str(folder), "--side"]
        steps = ["ours", "theirs"]
        if not (folder / "records.parquet").exists():
            steps.insert(0, "make")
        for side in steps:
            subprocess.run([*base, side], check=True)
        show(folder, options.rows)


def show(folder: Path, rows: int) -> None:
    """Print times, memory and answers of both sides."""
    told = {
        n: json.loads((folder / f"{n}.json").read_text()) | scored(folder, n)
        for n in ("ours", "splink")
    }
    print(f"{rows:,} records, two cores or fewer; F1 of pairs of one act, re-issues included")
    print(
        f"{'':8}{'seconds':>9}{'cpu':>8}{'MB':>8}{'prec.':>9}{'recall':>9}{'F1':>9}{'married twice':>15}{'others':>8}"
    )
    for name, values in told.items():
        print(
            f"{name:8}{values['seconds']:9.1f}{values['cpu']:8.1f}{values['megabytes']:8.0f}"
            f"{values['precision']:9.5f}{values['recall']:9.5f}{values['f1']:9.5f}"
            f"{values['married_twice']:15,}{values['others']:8,}"
        )
    one, other = told["ours"], told["splink"]
    print(
        f"time {one['seconds'] / other['seconds']:.2f}, cpu {one['cpu'] / other['cpu']:.2f}, "
        f"memory {one['megabytes'] / other['megabytes']:.2f} of splink's; "
        f"precision of automatic judgements {automatic(folder):.5f}"
    )


if __name__ == "__main__":
    main()
