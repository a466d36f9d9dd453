"""One more record against a warm index: the same judgement as linking the whole again."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.linking_index import LinkIndex
from minzheng_core.testing.synthetic import make_archive


@pytest.fixture(scope="module")
def records() -> pl.DataFrame:
    archive = make_archive(3000, seed=9)
    return marriage.clean(archive.raw, county="360732", on=date(2026, 11, 26), link=False).records


def test_a_record_that_comes_later_is_judged_like_one_that_was_there(records: pl.DataFrame) -> None:
    whole = marriage.link(records)
    sure = whole.pairs.filter(pl.col("judgement") == "same")
    asked = sure["right"].unique().sort()[:12].to_list()
    rest = records.with_row_index("at").filter(~pl.col("at").is_in(asked))
    index = LinkIndex.of(rest.drop("at"))
    places = rest["at"]

    for row in asked:
        found = index.match(records[row : row + 1])
        told = {
            (places[left], relation)
            for left, relation, verdict in found.pairs.select(
                "left", "relation", "judgement"
            ).iter_rows()
            if verdict == "same"
        }
        there = sure.filter((pl.col("right") == row) & ~pl.col("left").is_in(asked))
        wanted = set(there.select("left", pl.col("relation").cast(pl.String)).iter_rows())
        assert {left for left, _ in wanted} <= {left for left, _ in told}


def test_a_stranger_matches_nobody(records: pl.DataFrame) -> None:
    index = LinkIndex.of(records)
    stranger = {
        "registration_date": "1999-09-09",
        "business_type_code": "IA",
        "husband_name": "呼延灼灼",
        "husband_birth_date": "1970-02-03",
        "wife_name": "东方不败",
        "wife_birth_date": "1971-05-06",
    }

    assert index.match(stranger).pairs.is_empty()


def test_the_reasons_of_a_match_can_be_read(records: pl.DataFrame) -> None:
    index = LinkIndex.of(records)

    found = index.match(records[7:8])

    line = found.pairs.filter(pl.col("left") == 7).row(0, named=True)
    assert (line["relation"], line["judgement"], line["right"]) == (
        "same-act",
        "same",
        records.height,
    )
    assert "男方姓名同名" in found.explain(7, records.height)
