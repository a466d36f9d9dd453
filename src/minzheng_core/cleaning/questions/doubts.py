"""The cells in doubt, and those of them that neither evidence nor another answer settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.outcome.status import SETTLED, Status, status_column
from minzheng_core.cleaning.plan.steps import WITHHOLD
from minzheng_core.findings import catalogue
from minzheng_core.processing.packing import freed

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.cleaning.questions.asked_records import AskedParts
    from minzheng_core.processing.parts import Parts


WEIGHT = {"error": 60, "suspect": 30, "notice": 0}
"""What a finding of each severity adds to the priority of a question."""


def _of_nothing(code: str) -> bool:
    """Whether it is found on an empty cell: nothing can be decided at the desk without the paper."""
    return "missing" in catalogue()[code].slug


def doubts(spec: ArchiveSpec, findings: Parts, candidates: pl.DataFrame) -> pl.DataFrame:
    """The cells with a doubt or an offer: ``row, field, codes, strength, offers``."""

    def doubted(part: pl.DataFrame) -> pl.DataFrame:
        doubtful = part.filter(pl.col("severity") != "notice")
        never = spec.asking.never.union(filter(_of_nothing, doubtful["code"].unique()))
        return (
            doubtful.lazy()
            .filter(~pl.col("code").is_in(never))
            .with_columns(pl.col("severity").cast(pl.String))
            .group_by("row", "field")
            .agg(
                pl.col("code").unique().sort().alias("codes"),
                pl.col("severity")
                .replace_strict(WEIGHT, return_dtype=pl.Int32)
                .max()
                .alias("strength"),
            )
            .collect()
        )

    found = findings.map(doubted, "row", "field", "code", "severity").lazy()
    offers = candidates.lazy().group_by("row", "field").agg(pl.len().alias("offers"))
    return (
        found.join(offers, on=["row", "field"], how="full", coalesce=True)
        .with_columns(
            pl.col("codes").fill_null([]),
            pl.col("strength").fill_null(WEIGHT["suspect"]),
            pl.col("offers").fill_null(0).cast(pl.UInt32),
        )
        .sort("row", "field")
        .collect()
    )


def open_cells(spec: ArchiveSpec, doubts: pl.DataFrame, asked: AskedParts) -> pl.DataFrame:
    """The doubted cells that evidence did not settle, with the status and the text of each.

    The text is the present one, or what was withheld.
    """
    settled, read = pl.col("status").is_in(SETTLED), pl.col("status") != Status.DERIVED
    # That 18 digits follow from 15 tells how to read a number, not whose it is.
    numbers = pl.col("field").is_in([block.field("id_number") for block in spec.people])

    def of(part: pl.DataFrame) -> pl.DataFrame:
        """Those of some records; what is said of a cell depends on its record alone."""
        cells = _with_texts(doubts.join(part, on="row", how="semi", maintain_order="left"), part)
        unsettled = cells.filter(~(settled & (read | ~numbers)).fill_null(value=False))
        return freed(_followed(_dated(unsettled, spec), part, spec))

    return _with_withheld(asked.records.map(of), asked.changes)


def _with_texts(cells: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """Add the present text and the status of each questioned cell."""
    none = pl.lit(None, dtype=pl.String)
    parts = [cells.clear().with_columns(none.alias("current"), none.alias("status"))]
    for (field,), group in cells.group_by("field", maintain_order=True):
        name = str(field)
        status = status_column(name)
        have = records.columns
        texts = records.select(
            "row",
            (pl.col(name).cast(pl.String) if name in have else none).alias("current"),
            (pl.col(status).cast(pl.String) if status in have else none).alias("status"),
        )
        parts.append(group.join(texts, on="row", how="left"))
    return pl.concat(parts).sort("row", "field")


def _with_withheld(cells: pl.DataFrame, changes: Parts) -> pl.DataFrame:
    """Add the text that was withheld, and the cells that a question on this one is about: itself."""

    def withheld(part: pl.DataFrame) -> pl.DataFrame:
        found = part.filter(pl.col("step") == WITHHOLD)
        return freed(found.select("row", "field", pl.col("before").alias("written")))

    texts = changes.map(withheld, "row", "field", "before", "step")
    texts = texts.unique(["row", "field"], keep="last", maintain_order=True)
    return (
        cells.join(texts, on=["row", "field"], how="left")
        .with_columns(
            pl.when(pl.col("current").is_null()).then("written").alias("written"),
            pl.concat_list("row").alias("rows"),
            pl.concat_list("field").alias("fields"),
            pl.lit(value=False).alias("shared"),
        )
        .sort("row", "field")
    )


def _dated(cells: pl.DataFrame, spec: ArchiveSpec) -> pl.DataFrame:
    """Leave out doubts that the right day of the event settles, where the day is asked about."""
    codes, by_day = pl.col("codes").list, sorted(spec.asking.by_event)
    wrong = codes.set_intersection(sorted(spec.asking.event)).list.len() > 0
    rows = cells.filter((pl.col("field") == spec.event) & wrong)["row"]
    if rows.is_empty():
        return cells
    return without(
        cells, (pl.col("field") != spec.event) & pl.col("row").is_in(rows.implode()), by_day
    )


def without(cells: pl.DataFrame, there: pl.Expr, codes: list[str]) -> pl.DataFrame:
    """The cells without the doubts in *codes* on those *there*, and without those of which none is left."""
    told = pl.col("codes").list
    rest = pl.when(there).then(told.set_difference(codes)).otherwise("codes")
    cells = cells.with_columns(rest.alias("codes"))
    return cells.filter(~there | (told.len() > 0) | (pl.col("offers") > 0))


def _followed(cells: pl.DataFrame, records: pl.DataFrame, spec: ArchiveSpec) -> pl.DataFrame:
    """Leave out doubts that a number settles, one that is asked about or one that was put right.

    The birth date was compared with the number as written; a repaired one that fits it leaves
    nothing to ask. Nor is an age asked about beside the birth date that it does not fit, or before
    it is known which birth date holds.
    """
    codes, asking = pl.col("codes").list, spec.asking
    one = codes.set_intersection(sorted(asking.birth_open)).list.len() > 0
    both = codes.set_intersection(sorted(asking.birth_open & asking.couple)).list.len() > 0
    for block in spec.people:
        leader, follower = block.field("id_number"), block.field("birth_date")
        rows = cells.filter(both | ((pl.col("field") == leader) & one))["row"]
        there = (pl.col("field") == follower) & pl.col("row").is_in(rows.implode())
        cells = without(cells, there, sorted(asking.by_event))
        asked = cells.filter(pl.col("field") == leader)["row"]
        if {status_column(leader), follower} <= set(records.columns):
            born = pl.col(follower).str.replace_all("-", "", literal=True)
            asked = asked.append(
                records.lazy()
                .filter(
                    pl.col(status_column(leader)) == Status.REPAIRED,
                    pl.col(leader).str.slice(6).str.starts_with(born),
                )
                .select("row")
                .collect()["row"]
            )
        cells = cells.filter(~_settled_by(asked, follower, asking.follow))
        asked = cells.filter(pl.col("field") == follower)["row"]
        cells = cells.filter(~_settled_by(asked, block.field("age"), asking.follow_birth))
    return cells


def _settled_by(rows: pl.Series, field: str, codes: frozenset[str]) -> pl.Expr:
    """The doubts on *field* in these *rows* that are all among *codes*."""
    return (
        (pl.col("field") == field)
        & pl.col("row").is_in(rows.implode())
        & pl.col("codes").list.set_difference(sorted(codes)).list.len().eq(0)
    )
