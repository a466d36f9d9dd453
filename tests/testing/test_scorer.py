"""The scorer of the benchmarks: perfect answers score perfectly, and each fault is counted as what it is."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import polars as pl
import pytest

from minzheng_core.testing.synthetic import make_archive, write_csv

SCRIPT = Path(__file__).parents[2] / "bench" / "accuracy.py"


@pytest.fixture(scope="module")
def accuracy():
    spec = importlib.util.spec_from_file_location("accuracy", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["accuracy"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["accuracy"]


@pytest.fixture(scope="module")
def truth():
    return make_archive(3000, seed=21)


def perfect(archive):
    columns = {
        "registration_date": "registration_date_known",
        "certificate_number": "certificate_number",
    }
    for party in ("husband", "wife"):
        columns |= {
            f"{party}_id_number": f"{party}_id18",
            f"{party}_birth_date": f"{party}_birth_date_known",
            f"{party}_division": f"{party}_division",
        }
    rows = archive.truth.select(pl.col(old).alias(new) for new, old in columns.items())
    return rows.with_row_index("source_row", offset=2)


def scored(accuracy, archive, answers, folder):
    write_csv(archive, folder / "a.csv").write_parquet(folder / "where.parquet")
    archive.truth.write_parquet(folder / "truth.parquet")
    answers.write_csv(folder / "records.csv")
    return accuracy.score(folder, folder / "truth.parquet", folder / "where.parquet")[0]


def test_the_truth_itself_scores_a_hundred(accuracy, truth, tmp_path):
    summary = scored(accuracy, truth, perfect(truth), tmp_path)

    for name in (
        "ids_knowable_right_%",
        "ids_content_damage_right_%",
        "dates_right_%",
        "divisions_named_right_%",
        "certificates_right_%",
    ):
        assert summary[name] == 100
    assert summary["ids_sound_changed_to_wrong"] == 0
    assert summary["dates_sound_changed_to_wrong"] == 0


def test_a_sound_number_changed_is_counted(accuracy, truth, tmp_path):
    sound = (pl.col("husband_id_form") != "") & (pl.col("husband_id_damage") == "")
    rows = truth.truth.with_row_index().filter(sound & ~pl.col("swapped_spouses"))["index"][:5]
    answers = perfect(truth)
    column = answers["husband_id_number"].clone().scatter(rows, "110105194912310021")

    summary = scored(accuracy, truth, answers.with_columns(husband_id_number=column), tmp_path)

    assert summary["ids_sound_changed_to_wrong"] == 5


def test_empty_answers_are_neither_right_nor_wrong(accuracy, truth, tmp_path):
    answers = perfect(truth).with_columns(husband_division=pl.lit(""), wife_division=pl.lit(""))

    summary = scored(accuracy, truth, answers, tmp_path)

    assert summary["divisions_none_%"] == 100
    assert summary["divisions_neither_%"] == 0


def test_a_number_in_doubt_is_not_counted_as_wrong(accuracy, truth, tmp_path):
    answers = perfect(truth).with_columns(
        husband_id_number=pl.lit("362133"),
        husband_id_number_status=pl.lit("conflict"),
        wife_id_number=pl.lit("362133"),
        wife_id_number_status=pl.lit("repaired"),
    )

    summary = scored(accuracy, truth, answers, tmp_path)

    assert 40 < summary["ids_content_damage_doubtful_%"] < 60
    assert 40 < summary["ids_content_damage_wrong_%"] < 60
