"""Weights: learned without labels, sensible in a file of three records."""

import numpy as np
import pytest

from minzheng_core.linkage.weights import Comparison, estimate

NAME = Comparison(
    name="name",
    label="姓名",
    levels=("缺", "同", "不同"),
    expected=(0.95, 0.05),
    by_chance=(1e-3, 1),
)
DAY = Comparison(
    name="day", label="日期", levels=("缺", "同", "不同"), expected=(0.5, 0.5), by_chance=(1e-4, 1)
)


def _levels(rng: np.random.Generator, size: int, shares: tuple[float, float]) -> np.ndarray:
    return np.stack([np.where(rng.random(size) < share, 1, 2) for share in shares], axis=1).astype(
        np.int8
    )


def test_the_truth_is_found_without_labels() -> None:
    rng = np.random.default_rng(3)
    true, strangers = _levels(rng, 6000, (0.9, 0.7)), _levels(rng, 50_000, (0.02, 0.01))
    candidates = np.concatenate([true, _levels(rng, 4000, (0.02, 0.01))])

    weights = estimate([NAME, DAY], candidates, strangers)

    assert weights.m[0][0] == pytest.approx(0.9, abs=0.02)
    assert weights.m[1][0] == pytest.approx(0.7, abs=0.03)
    assert weights.share == pytest.approx(0.6, abs=0.03)


def test_a_file_without_pairs_uses_what_is_expected() -> None:
    none = np.empty((0, 2), dtype=np.int8)

    weights = estimate([NAME, DAY], none, none)

    assert weights.m[0].tolist() == pytest.approx([0.95, 0.05])
    assert weights.of(0)[1] == pytest.approx(np.log2(0.95 / (1e-3 / 1.001)), rel=1e-3)
    assert weights.of(0)[0] == 0.0


def test_what_is_missing_weighs_nothing() -> None:
    none = np.empty((0, 2), dtype=np.int8)
    weights = estimate([NAME, DAY], none, none)

    assert weights.score(np.zeros((1, 2), dtype=np.int8)).tolist() == [0.0]
