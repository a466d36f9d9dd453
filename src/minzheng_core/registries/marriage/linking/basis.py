"""The rule that decided each pair, and the relation that follows (判定依据)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from minzheng_core.linkage.judgements import Relation
from minzheng_core.linkage.levels import NO_DAY, Columns
from minzheng_core.linkage.result import RELATIONS
from minzheng_core.registries.marriage.linking.acts import Partition, differ, one_paper, slips
from minzheng_core.registries.marriage.linking.features import (
    DIVORCE,
    DIVORCE_AGAIN,
    MARRIAGE_AGAIN,
    REVOKED,
)
from minzheng_core.registries.marriage.linking.levels import points_back

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Index = NDArray[np.int64]
    Mask = NDArray[np.bool_]

BASES = (
    "人工判定",
    "同一夫妻，登记日期相同",
    "同一夫妻，证件字号或卷号相同",
    "同一夫妻，登记日期相差一笔或月日相同",
    "同一夫妻，补领记录写明原证或原登记日期",
    "同一夫妻，补领在此次登记之后",
    "同一夫妻，通过另一条记录归为同一登记",
    "同一夫妻，离婚登记",
    "同一夫妻，两次登记之间有离婚登记或字号、婚况表明再次登记",
    "同一夫妻两个登记日期，其间没有离婚登记",
    "一方证据确凿相同，另一方不同",
    "双方或一方证据不足",
    "合并会与确凿的矛盾相抵触",
    "同一夫妻，至少一条没有登记日期，看不出是不是同一次登记",
)
"""The words for the rules, by their number."""
(
    CLERK, SAME_DAY, SAME_PAPER, SLIP, NAMED, AFTER, THROUGH, ENDED, AGAIN, OPEN, ONE_PERSON, WEAK,
    TORN, UNDATED,
) = range(len(BASES))  # fmt: skip


def relation_of(
    c: Columns, left: Index, right: Index, is_couple: Mask, acts: Index
) -> NDArray[np.uint8]:
    """The position in :data:`~minzheng_core.linkage.result.RELATIONS` of each pair's relation."""
    one, other = c["kind"][left], c["kind"][right]
    one_act = acts[left] == acts[right]
    reissue = np.isin(one, (MARRIAGE_AGAIN, DIVORCE_AGAIN)) != np.isin(
        other, (MARRIAGE_AGAIN, DIVORCE_AGAIN)
    )
    ends = (DIVORCE, DIVORCE_AGAIN, REVOKED)
    ended = np.isin(one, ends) != np.isin(other, ends)
    relation = np.full(len(left), RELATIONS.index(Relation.SAME_PERSON), dtype=np.uint8)
    relation[is_couple] = RELATIONS.index(Relation.REMARRIAGE)
    relation[is_couple & ended] = RELATIONS.index(Relation.DIVORCE_OF)
    # Two certificates issued again for one act on different days are no double entry.
    apart = (
        (one == other)
        & np.isin(one, (MARRIAGE_AGAIN, DIVORCE_AGAIN))
        & (c["day"][left] != c["day"][right])
    )
    one_paper = one_act & ~reissue & ~apart
    relation[is_couple & ~ended & one_act] = RELATIONS.index(Relation.REISSUE)
    relation[is_couple & ~ended & one_paper] = RELATIONS.index(Relation.SAME_ACT)
    return relation


def basis_of(
    c: Columns,
    pair: tuple[Index, Index],
    told: tuple[Mask, Mask],
    couple: Index,
    acts: Index,
) -> NDArray[np.uint8]:
    """The number of the rule that decided each pair; *told* is whether it is sure, and of a couple."""
    left, right = pair
    sure, is_couple = told
    one_act = acts[left] == acts[right]
    a, b = c["day"][left], c["day"][right]
    day = (a == b) & (a != NO_DAY)
    paper = one_paper(c, left, right)
    one, other = c["kind"][left], c["kind"][right]
    alike = one == other
    ends = (DIVORCE, DIVORCE_AGAIN, REVOKED)
    ended = np.isin(one, ends) != np.isin(other, ends)
    named = points_back(c, left, right) | points_back(c, right, left)
    renewed = differ(c, left, right) | _divorced_between(c, couple, left, right)
    basis = np.full(len(left), OPEN, dtype=np.uint8)
    for rule, mask in (
        (AGAIN, ~one_act & renewed),
        (ENDED, ended),
        (THROUGH, one_act),
        (AFTER, one_act & ~alike),
        (SLIP, one_act & alike & slips(c, left, right)),
        (NAMED, one_act & named),
        (SAME_PAPER, one_act & alike & paper),
        (SAME_DAY, one_act & alike & day),
    ):
        basis[mask] = rule
    reissue_apart = ~one_act & ~alike & ~ended
    basis[reissue_apart] = AGAIN
    basis[is_couple & ~sure] = np.where(couple[left] == couple[right], OPEN, WEAK)[
        is_couple & ~sure
    ]
    basis[~is_couple] = np.where(sure, ONE_PERSON, WEAK)[~is_couple]
    return basis


def _divorced_between(c: Columns, couple: Index, left: Index, right: Index) -> Mask:
    part = Partition(c, couple)
    a, b = c["day"][left].astype(np.int64), c["day"][right].astype(np.int64)
    return part.between(couple[left], a, b)
