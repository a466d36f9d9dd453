"""What linking finds, as findings on the records (比对问题)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.linkage.judgements import Relation, Verdict
from minzheng_core.rules.frames import findings_in

if TYPE_CHECKING:
    from minzheng_core.linkage.result import LinkResult

FIELD = "registration_date"


def link_findings(links: LinkResult) -> pl.DataFrame:
    """Acts entered several times (LK101) and records with a pair that a person should judge (LK102)."""
    pairs = links.pairs
    twice = pairs.filter(
        (pl.col("relation") == str(Relation.SAME_ACT)) & (pl.col("judgement") == str(Verdict.SAME))
    )
    rows = _rows(twice).unique().sort()
    acts = links.clusters["act"].gather(rows)
    sizes = pl.DataFrame({"act": acts}).select(pl.len().over("act"))["len"].cast(pl.String)
    unsure = pairs.filter(
        (pl.col("relation") != str(Relation.SAME_PERSON))
        & (pl.col("judgement") == str(Verdict.UNSURE))
    )
    asked = _rows(unsure).value_counts().sort("row")
    return pl.concat(
        [
            findings_in(rows, FIELD, "LK101", actual=sizes),
            findings_in(asked["row"], FIELD, "LK102", actual=asked["count"].cast(pl.String)),
        ]
    )


def _rows(pairs: pl.DataFrame) -> pl.Series:
    return pl.concat([pairs["left"], pairs["right"]]).alias("row")
