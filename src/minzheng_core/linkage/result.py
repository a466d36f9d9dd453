"""What linking gives back: judged pairs, acts, persons, the weights and the reasons (比对结果)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.linkage.judgements import RELATION_LABELS, VERDICT_LABELS, Relation, Verdict
from minzheng_core.linkage.levels import unpack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.linkage.passes import PassCount
    from minzheng_core.linkage.weights import Comparison, Weights

EDITION = "2026.11"
"""The edition of the matcher, kept with every judgement of its own."""
RELATIONS = tuple(Relation)
VERDICTS = tuple(Verdict)
PAIRS_SCHEMA: dict[str, pl.DataType] = {
    "left": pl.UInt32(),
    "right": pl.UInt32(),
    "relation": pl.Enum([str(r) for r in RELATIONS]),
    "judgement": pl.Enum([str(v) for v in VERDICTS]),
    "score": pl.Float32(),
    "first": pl.Float32(),
    "second": pl.Float32(),
    "levels": pl.UInt64(),
    "basis": pl.UInt8(),
    "found": pl.UInt32(),
    "by": pl.String(),
}
"""Columns of judged pairs: positions of the records, what was judged, and the packed reasons."""


@frozen(kw_only=True, repr=False)
class LinkResult:
    """Judged pairs and what follows from them.

    Attributes:
        pairs: one line per judged pair, see :data:`PAIRS_SCHEMA`.
        clusters: one line per record: ``act`` and the person of each party (:func:`person_columns`).
            An act is named by the position of its founding record; a person by twice that position,
            plus one for the second party.
        counts: what each pass found.
        weights: the weights that scored the pairs.
        bases: the words for ``basis``: the rule that decided.
        notes: what a person should know of the run.

    """

    pairs: pl.DataFrame
    clusters: pl.DataFrame
    counts: tuple[PassCount, ...]
    weights: Weights
    bases: tuple[str, ...]
    notes: tuple[str, ...] = ()
    ids: pl.DataFrame | None = None

    def __repr__(self) -> str:
        same = int((self.pairs["judgement"] == Verdict.SAME).sum())
        return f"LinkResult({self.clusters.height} records, {same} pairs, {self.acts.height} acts)"

    @property
    def acts(self) -> pl.DataFrame:
        """One line per act: ``act``, how many records it has, and the position of the first."""
        return (
            self.clusters.with_row_index("row")
            .group_by("act")
            .agg(pl.len().alias("records"), pl.col("row").min().alias("first"))
            .sort("act")
        )

    @property
    def persons(self) -> pl.DataFrame:
        """One line per mention of a person: ``person, row, party`` (0 or 1)."""
        rows = self.clusters.with_row_index("row")
        return pl.concat(
            rows.select(
                pl.col(name).alias("person"), "row", pl.lit(party, dtype=pl.UInt8).alias("party")
            )
            for party, name in enumerate(person_columns(self.clusters))
        ).sort("person", "row", "party")

    @property
    def summary(self) -> dict[str, int]:
        """Counts a clerk understands: acts, persons, pairs, and those of them to judge."""
        return {
            "acts": self.clusters["act"].n_unique(),
            "persons": self.persons["person"].n_unique(),
            "pairs": self.pairs.height,
            "unsure": int((self.pairs["judgement"] == Verdict.UNSURE).sum()),
        }

    @property
    def technical(self) -> dict[str, list[dict[str, Any]]]:
        """For an engineer: the weights in bits, and what each pass found."""
        weights = self.table.with_columns(
            pl.col("m", "u").round_sig_figs(4), pl.col("weight").round(2)
        )
        return {"weights": weights.to_dicts(), "passes": self.passes.to_dicts()}

    @property
    def table(self) -> pl.DataFrame:
        """The weights as they can be read: ``field, level, m, u, weight``."""
        return weight_table(self.weights)

    @property
    def passes(self) -> pl.DataFrame:
        """What each pass found: ``name, label, pairs, new, cut``."""
        return pl.DataFrame(
            [(c.name, c.label, c.pairs, c.new, c.cut) for c in self.counts],
            schema={
                "name": pl.String,
                "label": pl.String,
                "pairs": pl.Int64,
                "new": pl.Int64,
                "cut": pl.Int64,
            },
            orient="row",
        )

    def of(self, left: int, right: int) -> pl.DataFrame:
        """The lines on two records, given by their positions."""
        low, high = min(left, right), max(left, right)
        return self.pairs.filter((pl.col("left") == low) & (pl.col("right") == high))

    def explain(self, left: int, right: int) -> str:
        """Why two records were judged as they were, from the stored reasons alone; no values in it.

        Without a line on the two, the answer says so: either no pass met them, or nothing was found
        worth keeping.
        """
        found = self.of(left, right)
        if found.is_empty():
            return "没有判定：各轮比对没有把这两条记录放到一起，或者没有值得保留的相符。"
        line = found.row(0, named=True)
        head = (
            f"{RELATION_LABELS[Relation(line['relation'])]}："
            f"{VERDICT_LABELS[Verdict(line['judgement'])]}，总权重 {line['score']:+.1f}，"
            f"依据：{self.bases[line['basis']]}（{line['by']}）"
        )
        met = [c.label for bit, c in enumerate(self.counts) if line["found"] >> bit & 1]
        reasons = reasons_of(found, self.weights)[0]
        return "\n".join([head, reasons.replace("；", "\n"), f"相遇于：{'、'.join(met) or '人工'}"])

    def reasons(self, lines: pl.DataFrame | None = None) -> pl.Series:
        """For each line of pairs its reasons in one text."""
        lines = self.pairs if lines is None else lines
        bases = pl.Series(self.bases, dtype=pl.String).gather(lines["basis"].cast(pl.UInt32))
        reasons = reasons_of(lines, self.weights)
        return pl.select(
            pl.concat_str(pl.lit(bases), pl.lit(reasons), separator="；", ignore_nulls=True)
        ).to_series()


def person_columns(clusters: pl.DataFrame) -> tuple[str, ...]:
    """The columns of clusters that name the person of each party, the first party's first.

    >>> person_columns(pl.DataFrame({"act": [0], "buyer_person": [0], "seller_person": [1]}))
    ('buyer_person', 'seller_person')
    """
    return tuple(name for name in clusters.columns if name.endswith("_person"))


def weight_table(weights: Weights) -> pl.DataFrame:
    """One line per level of each comparison: ``field, level, m, u, weight``."""
    lines = []
    for i, comparison in enumerate(weights.comparisons):
        bits = weights.of(i)
        lines += [
            (comparison.label, level, float(m), float(u), float(bits[n]))
            for n, (level, m, u) in enumerate(
                zip(comparison.levels[1:], weights.m[i], weights.u[i], strict=True), start=1
            )
        ]
    schema = {
        "field": pl.String,
        "level": pl.String,
        "m": pl.Float64,
        "u": pl.Float64,
        "weight": pl.Float64,
    }
    return pl.DataFrame(lines, schema=schema, orient="row")


def reasons_of(pairs: pl.DataFrame, weights: Weights) -> pl.Series:
    """The levels and weights of each pair in words.

    A weight that differs from pair to pair is what the score of its party leaves over.
    """
    if pairs.is_empty():
        return pl.Series([], dtype=pl.String)
    comparisons = weights.comparisons
    levels = unpack(pairs["levels"].to_numpy(), len(comparisons))
    bits = np.stack([weights.of(i)[levels[:, i]] for i in range(len(comparisons))], axis=1)
    for at, one in enumerate(comparisons):
        if one.varies and one.party:
            score = pairs[one.party].to_numpy().astype(np.float64)
            others = [c.party == one.party and c is not one for c in comparisons]
            bits[:, at] = score - bits[:, others].sum(axis=1)
    texts = [_texts(c, levels[:, i], bits[:, i]) for i, c in enumerate(comparisons)]
    return pl.select(
        pl.concat_str([pl.lit(t) for t in texts], separator="；", ignore_nulls=True)
    ).to_series()


def _texts(
    comparison: Comparison, level: NDArray[np.int8], weight: NDArray[np.float64]
) -> pl.Series:
    words = pl.Series(
        [None, *(f"{comparison.label}{name}" for name in comparison.levels[1:])], dtype=pl.String
    ).gather(pl.Series(level).cast(pl.UInt32))
    bits = pl.Series(np.round(weight, 1)).cast(pl.String)
    sign = pl.select(
        pl.when(pl.lit(bits).str.starts_with("-")).then(pl.lit(bits)).otherwise("+" + pl.lit(bits))
    ).to_series()
    return pl.select(pl.lit(words) + " " + pl.lit(sign)).to_series()
