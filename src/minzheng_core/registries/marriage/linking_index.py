"""A book's records kept ready, so that one more is matched at once (增量比对)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from attrs import define, field

from minzheng_core.linkage.clusters import components
from minzheng_core.linkage.levels import Columns
from minzheng_core.linkage.passes import KeyIndex, Pairs
from minzheng_core.linkage.result import LinkResult
from minzheng_core.registries.marriage.linking_acts import acts_of
from minzheng_core.registries.marriage.linking_basis import BASES
from minzheng_core.registries.marriage.linking_features import PARTIES, features
from minzheng_core.registries.marriage.linking_judge import (
    COUPLE,
    compare,
    crossed_pairs,
    judge,
    name_shares,
)
from minzheng_core.registries.marriage.linking_passes import PASSES
from minzheng_core.registries.marriage.linking_run import judged_lines, persons_of, run

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 80
"""Records of one key that are looked at; where more have it, those that agree in more."""
NAME_KEYS = tuple(f"{party}_{key}" for party in PARTIES for key in ("variant", "dialect"))


@define(repr=False)
class LinkIndex:
    """Clean records with an index for each pass, their weights and clusters.

    >>> import polars as pl
    >>> one = {"registration_date": "1988-10-01", "business_type_code": "IA",
    ...        "husband_name": "张三丰", "husband_birth_date": "1962-08-15",
    ...        "wife_name": "李四妹", "wife_birth_date": "1964-03-02"}
    >>> index = LinkIndex.of(pl.DataFrame([one]))
    >>> index.match(one).pairs.select("left", "relation", "judgement").row(0)
    (0, 'same-act', 'same')
    """

    links: LinkResult
    described: pl.DataFrame
    _keys: dict[tuple[str, ...], KeyIndex]
    _shares: dict[str, NDArray[np.float64]] = field(factory=dict)

    @classmethod
    def of(cls, records: pl.DataFrame, links: LinkResult | None = None) -> LinkIndex:
        """Index clean records; *links* is what linking found of them, found again where not given."""
        links = links or run(records)
        described = features(records)
        columns = Columns(described)
        keys = {one.partner or one.keys for one in PASSES} | {one.keys for one in PASSES}
        keys |= {(*one.keys, *one.refine) for one in PASSES}
        return cls(
            links=links,
            described=described,
            keys={key: KeyIndex.of(described, key) for key in sorted(keys)},
            shares={key: name_shares(columns, key) for key in NAME_KEYS},
        )

    def match(self, record: dict[str, Any] | pl.DataFrame) -> LinkResult:
        """What one clean record is to those of the index.

        ``left`` of the pairs is the row in the index, ``right`` the number of records in it, which
        the new one would be next.
        """
        one = record if isinstance(record, pl.DataFrame) else pl.DataFrame([record])
        new = features(one.head(1))
        rows, found = self._candidates(new)
        height, last = self.described.height, len(rows)
        small = pl.concat([self.described[rows], new], how="vertical_relaxed")
        columns = Columns(small, size=height + 1)
        for key, share in self._shares.items():
            columns.kept(f"share of {key}", partial(np.append, share[rows], 0.0))
        pairs = Pairs(
            left=np.arange(last, dtype=np.uint32),
            right=np.full(last, last, dtype=np.uint32),
            found=found,
            counts=self.links.counts,
        )
        compared = compare(columns, pairs.left, pairs.right, crossed_pairs(columns, pairs))
        judged = judge(columns, self.links.weights, pairs, compared)
        known = components(last + 1, *self._known(rows))
        left, right, _ = judged.tied(COUPLE)
        spots = np.flatnonzero(known != np.arange(last + 1))
        couple = components(
            last + 1, np.concatenate([known[spots], left]), np.concatenate([spots, right])
        )
        acts = acts_of(columns, couple, (judged.left, judged.right))
        persons = persons_of(columns, judged, couple)
        lines = judged_lines(columns, judged, couple, acts, persons)
        places = pl.Series(np.append(rows, height), dtype=pl.UInt32)
        return LinkResult(
            pairs=lines.with_columns(
                left=places.gather(lines["left"]), right=places.gather(lines["right"])
            ),
            clusters=self.links.clusters,
            counts=self.links.counts,
            weights=self.links.weights,
            bases=BASES,
        )

    def _candidates(self, new: pl.DataFrame) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """The rows that some pass brings together with the new record, and by which passes."""
        met: dict[int, int] = {}
        for bit, one in enumerate(PASSES):
            ways = {(one.partner or one.keys, one.keys), (one.keys, one.partner or one.keys)}
            for there, here in ways:
                near = self._keys[there].rows(new, here, MOST + 1)
                if len(near) > MOST and one.refine:
                    finer = (*one.keys, *one.refine)
                    near = self._keys[finer].rows(new, finer, MOST)
                for row in near[:MOST].tolist():
                    met[row] = met.get(row, 0) | 1 << bit
        rows = np.array(sorted(met), dtype=np.uint32)
        return rows, np.array([met[row] for row in rows.tolist()], dtype=np.uint32)

    def _known(self, rows: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The couples that are known among the candidates, as ties between their places."""
        couple = self.links.clusters["couple"].to_numpy()[rows]
        first: dict[int, int] = {}
        ties = [(first.setdefault(c, place), place) for place, c in enumerate(couple.tolist())]
        table = np.array(ties, dtype=np.int64).reshape(-1, 2)
        return table[:, 0], table[:, 1]
