"""From candidates to couples, acts and persons (婚姻登记比对)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from minzheng_core.linkage.clusters import components, constrained, pairs_within
from minzheng_core.linkage.judgements import Verdict
from minzheng_core.linkage.keys import may_be_shared, mixed
from minzheng_core.linkage.levels import NO_DAY, Columns, pack
from minzheng_core.linkage.passes import Pairs, candidates
from minzheng_core.linkage.result import EDITION, PAIRS_SCHEMA, RELATIONS, LinkResult
from minzheng_core.registries.marriage.linking.acts import CAP, acts_of
from minzheng_core.registries.marriage.linking.basis import (
    BASES,
    OPEN,
    UNDATED,
    basis_of,
    relation_of,
)
from minzheng_core.registries.marriage.linking.clerk import Clerk, clerk_of
from minzheng_core.registries.marriage.linking.features import PARTIES, features
from minzheng_core.registries.marriage.linking.judge import (
    COUPLE,
    DIFFERENT,
    HUSBAND_ONLY,
    SAME,
    UNSURE,
    WIFE_ONLY,
    apart_within,
    compare,
    crossed_pairs,
    judge,
    train,
)
from minzheng_core.registries.marriage.linking.passes import PASSES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.linkage.judgements import Judgements
    from minzheng_core.linkage.weights import Weights
    from minzheng_core.registries.marriage.linking.judge import Judged

    Index = NDArray[np.int64]
    Ties = tuple[Index, Index]

MANY = 24
"""Copies of one record beyond which they are not compared with each other."""
VERDICT_OF = {SAME: Verdict.SAME, UNSURE: Verdict.UNSURE, DIFFERENT: Verdict.DIFFERENT}


def run(
    records: pl.DataFrame,
    *,
    judgements: Judgements | None = None,
    weights: Weights | None = None,
) -> LinkResult:
    """Link clean *records*; see :func:`~minzheng_core.registries.marriage.link`."""
    described = features(records)
    columns = Columns(described)
    pairs = _candidates(columns)
    crossed = crossed_pairs(columns, pairs)
    compared = compare(columns, pairs.left, pairs.right, crossed)
    weights = weights or train(columns, pairs, compared)
    judged = judge(columns, weights, pairs, compared)
    clerk = clerk_of(records, judgements)
    couple = _couples(columns, judged, clerk)
    acts = acts_of(
        columns, couple, (judged.left, judged.right), told=clerk.acts, apart=clerk.acts_apart
    )
    persons = persons_of(columns, judged, couple, clerk)
    lines = judged_lines(columns, judged, couple, acts, persons)
    return LinkResult(
        pairs=clerk.over(lines),
        clusters=pl.DataFrame(
            {
                "act": pl.Series(acts, dtype=pl.UInt32),
                "couple": pl.Series(couple, dtype=pl.UInt32),
                "husband_person": pl.Series(persons[0::2], dtype=pl.UInt32),
                "wife_person": pl.Series(persons[1::2], dtype=pl.UInt32),
            }
        ),
        counts=pairs.counts,
        weights=weights,
        bases=BASES,
    )


IDENTITY = (
    "kind", "day_lo", "certificate_text", "volume",
    *(f"{party}_{key}" for party in PARTIES for key in ("exact", "core", "birth_lo", "place")),
)  # fmt: skip
"""What makes records copies of each other, as far as passes can tell them apart."""


def _candidates(columns: Columns) -> Pairs:
    """The pairs that the passes find; copies of one record meet the first of them only.

    So a million copies of one row are a million pairs and no more.
    """
    spare, first = _copies(mixed(columns, IDENTITY))
    if not len(spare):
        return candidates(columns, PASSES)
    kept = np.delete(np.arange(len(columns)), spare)
    pairs = candidates(Columns(columns.frame[kept]), PASSES)
    left = np.concatenate([kept[pairs.left], first])
    right = np.concatenate([kept[pairs.right], spare])
    found = np.concatenate([pairs.found, np.ones(len(spare), dtype=np.uint32)])
    order = np.lexsort((right, left))
    return Pairs(
        left=left[order].astype(np.uint32),
        right=right[order].astype(np.uint32),
        found=found[order],
        counts=pairs.counts,
    )


def _copies(identity: NDArray[np.uint64]) -> Ties:
    """The rows that are one of more than :data:`MANY` copies, but for the first, and that first."""
    rows = np.flatnonzero(may_be_shared(identity))
    _, first, group, sizes = np.unique(
        identity[rows], return_index=True, return_inverse=True, return_counts=True
    )
    spare = (sizes[group] > MANY) & (first[group] != np.arange(len(rows)))
    return rows[spare], rows[first[group[spare]]]


def _couples(c: Columns, judged: Judged, clerk: Clerk) -> Index:
    """The couple of each record: its smallest record; never against a certain contradiction."""
    left, right, _ = judged.tied(COUPLE)
    score = judged.score[(judged.who == COUPLE) & (judged.verdict == SAME)]
    ties = _both((left, right), clerk.couples)
    score = np.concatenate([score, np.full(len(clerk.couples[0]), np.inf)])
    label = components(len(c), *ties)
    apart = apart_within(c, *pairs_within(label, ties, CAP, least=3))
    return constrained(len(c), *ties, score, _both(apart, clerk.couples_apart))


def _both(one: Ties, other: Ties) -> Ties:
    return np.concatenate([one[0], other[0]]), np.concatenate([one[1], other[1]])


def persons_of(c: Columns, judged: Judged, couple: Index, clerk: Clerk | None = None) -> Index:
    """The person behind each mention: twice the row for the husband, one more for the wife.

    The parties of an act are two persons and a person has one sex: husbands are tied to husbands,
    unless a record has its parties in each other's columns.
    """
    clerk = clerk or Clerk()
    rows = np.arange(len(c), dtype=np.int64)
    left, right, turned = judged.tied(COUPLE)
    whole = couple[left] == couple[right]
    left, right, turned = left[whole], right[whole], turned[whole]
    # Records of one couple are tied through its first record; those that stand crossed by their pairs.
    straight = np.ones(len(c), dtype=np.bool_)
    straight[left[turned]] = straight[right[turned]] = False
    straight &= straight[couple] & (couple != rows)
    tied = [(2 * couple[straight] + side, 2 * rows[straight] + side) for side in (0, 1)]
    tied += [(2 * left + side, 2 * right + (turned ^ bool(side))) for side in (0, 1)]
    for who, side in ((HUSBAND_ONLY, 0), (WIFE_ONLY, 1)):
        one, other, turned = judged.tied(who)
        tied.append((2 * one + side, 2 * other + (turned ^ bool(side))))
    tied.append(clerk.persons)
    one = np.concatenate([a for a, _ in tied])
    other = np.concatenate([b for _, b in tied])
    # What a clerk said comes first, then the couples, then single persons.
    strength = np.repeat([*([2.0] * (len(tied) - 3)), 1.0, 1.0, 3.0], [len(a) for a, _ in tied])
    label = components(2 * len(c), one, other)
    apart = apart_within(c, *pairs_within(label, (one, other), CAP, least=3), mentions=True)
    bars = _both(_both((2 * rows, 2 * rows + 1), apart), clerk.persons_apart)
    return constrained(2 * len(c), one, other, strength, bars)


def judged_lines(
    c: Columns, judged: Judged, couple: Index, acts: Index, persons: Index
) -> pl.DataFrame:
    """The judged pairs that are worth keeping, with their relation and the rule that decided."""
    keep = np.flatnonzero(judged.verdict != DIFFERENT)
    left, right = judged.left[keep], judged.right[keep]
    who, verdict = judged.who[keep], judged.verdict[keep].copy()
    is_couple = who == COUPLE
    # What the constraints took apart is not the same, whatever the pair says alone.
    verdict[is_couple & (verdict == SAME) & (couple[left] != couple[right])] = UNSURE
    turned = judged.compared.crossed[keep]
    side = (who == WIFE_ONLY).astype(np.int64)
    mention = 2 * left + side, 2 * right + (turned ^ (side == 1))
    torn = ~is_couple & (verdict == SAME) & (persons[mention[0]] != persons[mention[1]])
    verdict[torn] = UNSURE
    basis = basis_of(c, (left, right), (verdict == SAME, is_couple), couple, acts)
    relation = relation_of(c, left, right, is_couple, acts)
    verdict[(basis == OPEN) & (verdict == SAME)] = UNSURE
    undated = (c["day"][left] == NO_DAY) | (c["day"][right] == NO_DAY)
    basis[(basis == OPEN) & undated] = UNDATED
    words = pl.Series([str(VERDICT_OF[v]) for v in (SAME, UNSURE, DIFFERENT)])
    columns: dict[str, Any] = {
        "left": left,
        "right": right,
        "relation": pl.Series([str(r) for r in RELATIONS]).gather(pl.Series(relation)),
        "judgement": words.gather(pl.Series(verdict - 1)),
        "score": judged.score[keep],
        "first": judged.husband[keep],
        "second": judged.wife[keep],
        "levels": pack(judged.compared.levels[keep]),
        "basis": basis,
        "found": judged.found[keep],
        "by": pl.repeat(EDITION, len(keep), eager=True),
    }
    return pl.DataFrame(columns).cast(pl.Schema(PAIRS_SCHEMA))
