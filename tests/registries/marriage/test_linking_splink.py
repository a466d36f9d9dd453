"""What splink is told is what this library does: the same pairs, the same levels."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from minzheng_core.linkage.levels import Columns
from minzheng_core.linkage.passes import candidates
from minzheng_core.linkage.splink_adapter import levels_of, linker
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.linking.features import features
from minzheng_core.registries.marriage.linking.judge import compare
from minzheng_core.registries.marriage.linking.levels import COMPARISONS
from minzheng_core.registries.marriage.linking.passes import PASSES
from minzheng_core.registries.marriage.linking.splink import settings, splink_linker
from minzheng_core.testing.synthetic import make_archive
from tests.engines.conftest import needs

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def records() -> pl.DataFrame:
    raw = make_archive(4_000, seed=23, error_rate=2.0).raw
    return marriage.clean(raw, county="360732", link=False).records


@pytest.fixture(scope="module")
def predicted(records: pl.DataFrame) -> Any:
    needs("splink")
    told = settings(marriage.link(records).weights)
    # Strangers too, so that every level is seen.
    told["blocking_rules_to_generate_predictions"].append({"blocking_rule": "l.year = r.year"})
    found = linker(features(records), told).inference.predict(threshold_match_weight=-200)
    return pl.DataFrame(found.as_duckdbpyrelation().to_arrow_table())


def test_the_levels_in_sql_are_those_of_the_columns(records: pl.DataFrame, predicted: Any) -> None:
    left, right = (predicted[f"unique_id_{s}"].to_numpy() for s in "lr")

    ours = compare(Columns(features(records)), left, right, np.zeros(len(left), dtype=np.bool_))

    theirs = levels_of(predicted, COMPARISONS)
    differing = {
        c.name: int((theirs[c.name].to_numpy() != ours.levels[:, at]).sum())
        for at, c in enumerate(COMPARISONS)
    }
    assert differing == dict.fromkeys(differing, 0)
    seen = {c.name: theirs[c.name].n_unique() for c in COMPARISONS}
    assert all(seen[c.name] >= len(c.levels) - 1 for c in COMPARISONS), seen


def test_splink_meets_every_pair_that_the_passes_do(records: pl.DataFrame, predicted: Any) -> None:
    pairs = candidates(Columns(features(records)), PASSES)
    ours = pl.DataFrame({"l": pairs.left, "r": pairs.right}).cast(pl.Int64)

    theirs = predicted.select(l="unique_id_l", r="unique_id_r").cast(pl.Int64)

    assert ours.join(theirs, on=["l", "r"], how="anti").height == 0


def test_with_weights_handed_over_splink_finds_couples(
    records: pl.DataFrame, predicted: Any
) -> None:
    couple = marriage.link(records).clusters["couple"]
    sure = predicted.filter(pl.col("match_probability") > 0.999)

    same = couple.gather(sure["unique_id_l"]) == couple.gather(sure["unique_id_r"])

    assert sure.height > 200
    assert same.mean() > 0.9


def test_splink_is_started_in_one_call(records: pl.DataFrame) -> None:
    needs("splink")

    linker = splink_linker(records.head(200), marriage.link(records).weights)

    assert "match_probability" in linker.inference.predict().as_duckdbpyrelation().columns
