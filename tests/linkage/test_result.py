"""The reasons of judged pairs in words."""

import numpy as np
import polars as pl

from minzheng_core.linkage.levels import pack
from minzheng_core.linkage.result import reasons_of
from minzheng_core.linkage.weights import Comparison, Weights

_LEVELS = ("缺", "同", "不同")


def _comparison(label: str, **more: object) -> Comparison:
    return Comparison(name=label, label=label, levels=_LEVELS, expected=(0.9, 0.1), **more)


def test_a_weight_that_varies_is_what_the_score_of_its_party_leaves_wherever_it_stands() -> None:
    compared = (
        _comparison("日期"),
        _comparison("妻生日", party="second"),
        _comparison("夫生日", party="first"),
        _comparison("妻姓名", party="second", varies=True),
        _comparison("夫姓名", party="first", varies=True),
    )
    even = (np.array([0.5, 0.5]),) * len(compared)
    four_bits = (np.array([8.0, 0.5]),) * len(compared)
    weights = Weights(comparisons=compared, m=four_bits, u=even, share=0.5)
    levels = pack(np.array([[2, 1, 1, 1, 1]], dtype=np.int8))
    pairs = pl.DataFrame({"levels": levels, "first": [13.5], "second": [5.0]})

    assert reasons_of(pairs, weights).to_list() == [
        "日期不同 +0.0；妻生日同 +4.0；夫生日同 +4.0；妻姓名同 +1.0；夫姓名同 +9.5"
    ]
