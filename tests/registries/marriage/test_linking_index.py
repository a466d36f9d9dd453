"""One more record against a warm index: the same judgement as linking the whole again."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.linking.index import LinkIndex
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


def test_records_added_one_by_one_end_up_where_linking_the_whole_puts_them(
    records: pl.DataFrame,
) -> None:
    whole = marriage.link(records)
    late = records.height - 60
    index = LinkIndex.of(records.head(late), None)

    for row in range(late, records.height):
        index.add(records[row : row + 1])

    assert len(index) == records.height
    both = pl.DataFrame({"own": index.clusters["act"], "whole": whole.clusters["act"]})[late:]
    # One record ties nothing that was apart before; all others are where they belong.
    assert (both["own"] == both["whole"]).mean() > 0.97
    several = both.filter(pl.col("whole") < late)
    assert several.height > 2
    assert (several["own"] == several["whole"]).mean() > 0.9


def test_a_record_that_was_added_is_found(records: pl.DataFrame) -> None:
    index = LinkIndex.of(records.head(500))
    couple = {
        "registration_date": "1999-09-09",
        "business_type_code": "IA",
        "husband_name": "呼延灼灼",
        "husband_birth_date": "1970-02-03",
        "wife_name": "东方不败",
        "wife_birth_date": "1971-05-06",
    }
    first, ended = couple, couple | {"registration_date": "2004-02-02", "business_type_code": "IB"}

    assert index.add(first).pairs.is_empty()
    told = index.add(ended).pairs
    again = index.add(couple | {"registration_date": "2006-06-06"}).pairs

    assert told.select("left", "right", "relation").row(0) == (500, 501, "divorce-of")
    assert set(again.select("left", "relation").iter_rows()) == {
        (500, "remarriage"),
        (501, "divorce-of"),
    }
    clusters = index.clusters[500:]
    assert clusters["couple"].to_list() == [500, 500, 500]
    assert clusters["act"].to_list() == [500, 501, 502]
    assert clusters["wife_person"].to_list() == [1001, 1001, 1001]
