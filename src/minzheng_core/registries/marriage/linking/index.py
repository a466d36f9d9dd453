"""A book's records kept ready, so that one more is matched at once, and added (增量比对)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from attrs import define, field

from minzheng_core.linkage.clusters import components
from minzheng_core.linkage.keys import KeyIndex
from minzheng_core.linkage.levels import Columns
from minzheng_core.linkage.passes import Pairs
from minzheng_core.linkage.result import LinkResult
from minzheng_core.registries.marriage.linking.acts import acts_of
from minzheng_core.registries.marriage.linking.basis import BASES
from minzheng_core.registries.marriage.linking.features import PARTIES, features
from minzheng_core.registries.marriage.linking.judge import (
    COUPLE,
    HUSBAND_ONLY,
    SAME,
    WIFE_ONLY,
    compare,
    crossed_pairs,
    judge,
    share_of,
)
from minzheng_core.registries.marriage.linking.passes import PASSES
from minzheng_core.registries.marriage.linking.run import judged_lines, persons_of, run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.registries.marriage.linking.judge import Judged

    Index = NDArray[np.int64]
    Labels = NDArray[np.uint32]

MOST = 80
"""Records of one key that are looked at; where more have it, those that agree in more."""
NAME_KEYS = tuple(f"{party}_{key}" for party in PARTIES for key in ("variant", "dialect"))
LABELS = ("act", "couple", "husband_person", "wife_person")
KEYS = tuple(
    sorted(
        {(name,) for name in NAME_KEYS}
        | {one.partner or one.keys for one in PASSES}
        | {one.keys for one in PASSES}
        | {(*one.keys, *one.refine) for one in PASSES}
    )
)


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
    >>> index.add(one).pairs.height, len(index), index.clusters["act"].to_list()
    (1, 2, [0, 0])
    """

    links: LinkResult
    _first: pl.DataFrame
    _later: pl.DataFrame
    _keys: dict[tuple[str, ...], KeyIndex]
    _labels: dict[str, Labels] = field(factory=dict)

    @classmethod
    def of(cls, records: pl.DataFrame, links: LinkResult | None = None) -> LinkIndex:
        """Index clean records; *links* is what linking found of them, found again where not given."""
        links = links or run(records)
        described = features(records)
        columns = Columns(described)
        return cls(
            links=links,
            first=described,
            later=described.clear(),
            keys={key: KeyIndex.of(columns, key) for key in KEYS},
            labels={name: links.clusters[name].to_numpy().copy() for name in LABELS},
        )

    def __len__(self) -> int:
        return self._first.height + self._later.height

    def __repr__(self) -> str:
        return f"LinkIndex({len(self)} records)"

    @property
    def clusters(self) -> pl.DataFrame:
        """Act, couple and persons of every record, those that were added at the end."""
        return pl.DataFrame(self._labels)

    def match(self, record: dict[str, Any] | pl.DataFrame) -> LinkResult:
        """What one clean record is to those of the index.

        ``left`` of the pairs is the row in the index, ``right`` the number of records in it, which
        the new one would be next.
        """
        return self._result(self._look(_described(record)))

    def add(self, record: dict[str, Any] | pl.DataFrame) -> LinkResult:
        """Match one clean record and keep it; what is given back is what :meth:`match` gives.

        It joins the couple, the act and the persons of its surest match; the acts of that couple are
        divided anew. Weights stay those of the records that the index was made of.

        Limitations: one record never ties two couples or persons that were known apart; linking
        the whole again does.
        """
        new = _described(record)
        look = self._look(new)
        told, row = self._result(look), len(self)
        self._later = pl.concat([self._later, new]).rechunk()
        columns = Columns(new)
        for key, index in self._keys.items():
            index.add(columns, key, row)
        for name, label in look.joined(row, self._labels).items():
            self._labels[name] = np.append(self._labels[name], np.uint32(label))
        self._divide(row)
        return told

    def _divide(self, row: int) -> None:
        """The acts of the couple that a record has joined, found again."""
        members = np.flatnonzero(self._labels["couple"] == self._labels["couple"][row])
        if len(members) < 2:
            return
        one, other = np.triu_indices(len(members), 1)
        label = np.zeros(len(members), dtype=np.int64)
        acts = acts_of(Columns(self._records(members)), label, (one, other))
        self._labels["act"][members] = members[acts]

    def _records(self, rows: Index) -> pl.DataFrame:
        """The features of some rows, in their order: those of the first records come first."""
        early = rows < self._first.height
        parts = [self._first[rows[early]], self._later[rows[~early] - self._first.height]]
        return pl.concat(parts) if len(parts[1]) else parts[0]

    def _look(self, new: pl.DataFrame) -> _Look:
        rows, found = self._candidates(Columns(new))
        last = len(rows)
        columns = Columns(pl.concat([self._records(rows), new]), size=len(self) + 1)
        for name in NAME_KEYS:
            counts = self._keys[(name,)].counts(columns[name])
            columns.kept(f"share of {name}", partial(share_of, counts, len(self) + 1))
        pairs = Pairs(
            left=np.arange(last, dtype=np.uint32),
            right=np.full(last, last, dtype=np.uint32),
            found=found,
            counts=self.links.counts,
        )
        compared = compare(columns, pairs.left, pairs.right, crossed_pairs(columns, pairs))
        return _Look(
            rows=rows,
            columns=columns,
            judged=judge(columns, self.links.weights, pairs, compared),
            couple=self._labels["couple"][rows],
        )

    def _result(self, look: _Look) -> LinkResult:
        places = pl.Series(np.append(look.rows, len(self)), dtype=pl.UInt32)
        lines = look.lines()
        return LinkResult(
            pairs=lines.with_columns(
                left=places.gather(lines["left"]), right=places.gather(lines["right"])
            ),
            clusters=self.clusters,
            counts=self.links.counts,
            weights=self.links.weights,
            bases=BASES,
        )

    def _candidates(self, new: Columns) -> tuple[Index, NDArray[np.uint32]]:
        """The rows that some pass brings together with the new record, and by which passes."""
        met: dict[int, int] = {}
        for bit, one in enumerate(PASSES):
            ways = {(one.partner or one.keys, one.keys), (one.keys, one.partner or one.keys)}
            for there, here in ways:
                near = self._keys[there].rows(new, here, MOST + 1)
                if len(near) > MOST and one.refine:
                    finer = (*one.keys, *one.refine)
                    near = self._keys[finer].rows(new, finer, MOST)
                for row in near[:MOST]:
                    met[row] = met.get(row, 0) | 1 << bit
        rows = np.array(sorted(met), dtype=np.int64)
        return rows, np.array([met[row] for row in rows.tolist()], dtype=np.uint32)


@define(kw_only=True)
class _Look:
    """One new record, the last of *columns*, beside the *rows* of the index that it met."""

    rows: Index
    columns: Columns
    judged: Judged
    couple: Labels
    """The couples of *rows* in the index."""

    def lines(self) -> pl.DataFrame:
        """The judged pairs, by their places among *columns*."""
        last = len(self.rows)
        _, first, place = np.unique(self.couple, return_index=True, return_inverse=True)
        left, right, _ = self.judged.tied(COUPLE)
        known = first[place]
        couple = components(
            last + 1,
            np.concatenate([known, left]),
            np.concatenate([np.arange(last), right]),
        )
        acts = acts_of(self.columns, couple, (self.judged.left, self.judged.right))
        persons = persons_of(self.columns, self.judged, couple)
        return judged_lines(self.columns, self.judged, couple, acts, persons)

    def joined(self, row: int, labels: dict[str, Labels]) -> dict[str, int]:
        """The labels of the new record as *row*: those of its surest match, else its own."""
        told = {"act": row, "couple": row, "husband_person": 2 * row, "wife_person": 2 * row + 1}
        judged = self.judged
        for place in np.argsort(judged.score, kind="stable").tolist():
            if judged.verdict[place] != SAME:
                continue
            turned, who = bool(judged.compared.crossed[place]), judged.who[place]
            there = {n: int(labels[n][self.rows[place]]) for n in LABELS}
            # The party of the record that was there, and the one of the new record that it is.
            sides = [("husband_person", "wife_person"), ("wife_person", "husband_person")]
            for (own, other), one in zip(sides, (HUSBAND_ONLY, WIFE_ONLY), strict=True):
                if who in (COUPLE, one):
                    told[other if turned else own] = there[own]
            if who == COUPLE:
                told["couple"] = there["couple"]
        return told


def _described(record: dict[str, Any] | pl.DataFrame) -> pl.DataFrame:
    one = record if isinstance(record, pl.DataFrame) else pl.DataFrame([record])
    return features(one.head(1))
