"""What clerks judged, as ties and as bars: above the matcher, and withdrawn when they say so (人工判定)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import field, frozen

from minzheng_core.linkage.ids import SOURCE
from minzheng_core.linkage.judgements import RecordKey, Relation, Verdict
from minzheng_core.linkage.result import PAIRS_SCHEMA

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.linkage.judgements import Judgement, Judgements

    Index = NDArray[np.int64]
    Ties = tuple[Index, Index]

ONE_ACT = (Relation.SAME_ACT, Relation.REISSUE)


def _none() -> Ties:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)


@frozen(kw_only=True)
class Clerk:
    """Judgements of clerks on the records of a run, as positions.

    ``couples`` are tied as couples, ``acts`` as one act, ``persons`` as one person (mentions);
    ``couples_apart`` are never one couple, ``acts_apart`` never one act, ``persons_apart`` never
    one person.
    """

    couples: Ties = field(factory=_none, repr=False)
    acts: Ties = field(factory=_none, repr=False)
    persons: Ties = field(factory=_none, repr=False)
    couples_apart: Ties = field(factory=_none, repr=False)
    acts_apart: Ties = field(factory=_none, repr=False)
    persons_apart: Ties = field(factory=_none, repr=False)
    lines: tuple[tuple[int, int, Judgement], ...] = ()

    def over(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """The judged pairs with the clerks' judgements in place of the matcher's."""
        if not self.lines:
            return pairs
        own = pl.DataFrame(
            [
                (left, right, str(j.relation), str(j.verdict), None, None, None, 0, 0, 0, j.by)
                for left, right, j in self.lines
            ],
            schema=PAIRS_SCHEMA,
            orient="row",
        )
        before = own.select("left", "right").join(
            pairs.select("left", "right", "score", "first", "second", "levels", "found"),
            on=["left", "right"],
            how="left",
            maintain_order="left",
        )
        own = own.with_columns(
            before["score"].fill_null(0.0),
            before["first"].fill_null(0.0),
            before["second"].fill_null(0.0),
            before["levels"].fill_null(0),
            before["found"].fill_null(0),
        )
        rest = pairs.join(own.select("left", "right"), on=["left", "right"], how="anti")
        return pl.concat([rest, own]).sort("left", "right")


def clerk_of(records: pl.DataFrame, judgements: Judgements | None) -> Clerk:
    """The judgements that hold, found again in *records* by file, sheet and row.

    That two records are not the same act leaves them one couple; that they are not the same persons
    takes the couple apart.
    """
    if not judgements or not set(SOURCE) <= set(records.columns):
        return Clerk()
    held = list(judgements.current())
    place = _places(records, {key for j in held for key in (j.left, j.right)})
    lines = []
    for j in held:
        one, other = place.get(j.left), place.get(j.right)
        if one is not None and other is not None and j.verdict is not Verdict.UNSURE:
            lines.append((min(one, other), max(one, other), j))
    told: dict[tuple[bool, bool], list[tuple[int, int]]] = {}
    sides: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    for one, other, j in lines:
        same, act = j.verdict is Verdict.SAME, j.relation in ONE_ACT
        person = j.relation is Relation.SAME_PERSON
        told.setdefault((same and not person, act), []).append((one, other))
        if person:
            parties = (0, 1) if j.party is None else (j.party,)
            sides[same] += [(2 * one + side, 2 * other + side) for side in parties]
    couples = told.get((True, True), []) + told.get((True, False), [])
    persons = [(one, other) for one, other, j in lines if j.relation is Relation.SAME_PERSON]
    return Clerk(
        couples=_ties(couples),
        acts=_ties(told.get((True, True), [])),
        persons=_ties(sides[True]),
        couples_apart=_ties(persons),
        acts_apart=_ties(
            told.get((True, False), []) + told.get((False, True), []) + told.get((False, False), [])
        ),
        persons_apart=_ties(sides[False]),
        lines=tuple(lines),
    )


def _places(records: pl.DataFrame, keys: set[RecordKey]) -> dict[RecordKey, int]:
    """Where the records with *keys* stand."""
    schema = {SOURCE[0]: pl.String, SOURCE[1]: pl.String, SOURCE[2]: pl.Int64}
    wanted = pl.DataFrame(sorted(keys), schema=schema, orient="row")
    rows = (
        records.select(pl.col(name).cast(dtype) for name, dtype in schema.items())
        .with_row_index("row")
        .join(wanted, on=list(SOURCE), how="semi")
    )
    return {RecordKey(file, sheet, number): row for row, file, sheet, number in rows.iter_rows()}


def _ties(pairs: list[tuple[int, int]]) -> Ties:
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]
