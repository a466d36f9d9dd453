"""What a person has to decide: one line per question, the most useful first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.outcome.status import SETTLED, SURE, Status, status_column
from minzheng_core.cleaning.plan.steps import WITHHOLD
from minzheng_core.cleaning.run.result import SOURCE
from minzheng_core.findings import catalogue
from minzheng_core.processing.packing import freed

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.cleaning.questions.asked_records import AskedParts
    from minzheng_core.processing.parts import Parts

QUESTIONS_SCHEMA: dict[str, type[pl.DataType] | pl.DataType] = {
    "question": pl.String,
    "row": pl.UInt32,
    "field": pl.String,
    "priority": pl.Int32,
    "codes": pl.List(pl.String),
    "current": pl.String,
    "written": pl.String,
    "offers": pl.UInt32,
    "rows": pl.List(pl.UInt32),
    "fields": pl.List(pl.String),
}
"""``rows`` and ``fields`` are parallel: every cell that the question is about, the first one first."""

_WEIGHT = {"error": 60, "suspect": 30, "notice": 0}
_OFFER = 15
"""A cell with an offer is decided in a second, so it comes sooner."""
_SERIES = 5
"""So many repeated numbers in one series are one matter: two series were counted from 1."""
_STEM = r"(?:-\d+|\d{5})$"
"""The running part of a certificate number; what stands before it names the series."""


def ask(spec: ArchiveSpec, doubts: pl.DataFrame, asked: AskedParts) -> pl.DataFrame:
    """The questions of a run about :func:`doubts` on the records in *asked*, ranked.

    A question is a field of a record with an *error* or *suspect* finding that evidence did not
    settle, or with candidates waiting; everything that concerns the same cell is one question.
    What concerns several cells in the same way is one question too, as ``spec.asking`` says: the
    numbers of a couple, one text on many records, one series of certificate numbers. Missing cells
    are counted in the report and are no questions. The priority adds the strength of the strongest
    finding, the importance of the field, a bonus for candidates and one for the number of records.
    """
    cells = _with_withheld(_open_cells(spec, doubts, asked.records), asked.changes)
    single, shared = _parted(_paired(cells, spec), spec)
    questions = pl.concat([single, _by_value(shared)])
    importance = pl.col("field").replace_strict(
        dict(spec.importance), default=5, return_dtype=pl.Int32
    )
    source = asked.records.among(questions["row"], "row", *SOURCE)
    offered = pl.when(pl.col("offers") > 0).then(_OFFER).otherwise(0)
    size = (pl.col("rows").list.len().cast(pl.Float64).log(2) * 2).clip(0, 10).cast(pl.Int32)
    return (
        questions.with_columns(
            (pl.col("strength") + importance + offered + size).cast(pl.Int32).alias("priority")
        )
        .join(source, on="row", how="left")
        .with_columns(_identity().alias("question"))
        .sort(["priority", "row", "field", "question"], descending=[True, False, False, False])
        .select(list(QUESTIONS_SCHEMA))
        .cast(QUESTIONS_SCHEMA)  # type: ignore[arg-type]
    )


def _identity() -> pl.Expr:
    """A name that the same question has in every run over the same files."""
    cell = pl.concat_str(
        pl.col("source_file").fill_null(""),
        pl.col("source_sheet").fill_null(""),
        pl.col("source_row").cast(pl.String),
        "field",
        separator="|",
    )
    code = pl.col("codes").list.join("+")
    return pl.when(pl.col("shared")).then(pl.concat_str(cell, code, separator="|")).otherwise(cell)


def _of_nothing(code: str) -> bool:
    """Whether it is found on an empty cell: nothing can be decided at the desk without the paper."""
    return "missing" in catalogue()[code].slug


def doubts(spec: ArchiveSpec, findings: Parts, candidates: pl.DataFrame) -> pl.DataFrame:
    """The cells with a doubt or an offer: ``row, field, codes, strength, offers``."""

    def doubted(part: pl.DataFrame) -> pl.DataFrame:
        told = part.filter(pl.col("severity") != "notice")
        never = spec.asking.never.union(filter(_of_nothing, told["code"].unique()))
        return (
            told.lazy()
            .filter(~pl.col("code").is_in(never))
            .with_columns(pl.col("severity").cast(pl.String))
            .group_by("row", "field")
            .agg(
                pl.col("code").unique().sort().alias("codes"),
                pl.col("severity")
                .replace_strict(_WEIGHT, return_dtype=pl.Int32)
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
            pl.col("strength").fill_null(_WEIGHT["suspect"]),
            pl.col("offers").fill_null(0).cast(pl.UInt32),
        )
        .sort("row", "field")
        .collect()
    )


def _open_cells(spec: ArchiveSpec, doubts: pl.DataFrame, records: Parts) -> pl.DataFrame:
    """The doubted cells that evidence did not settle, with the present text and the status of each."""

    def of(part: pl.DataFrame) -> pl.DataFrame:
        """Those of some records; what is said of a cell depends on its record alone."""
        cells = _with_texts(doubts.join(part, on="row", how="semi", maintain_order="left"), part)
        unsettled = cells.filter(~pl.col("status").is_in(SETTLED).fill_null(value=False))
        return freed(_followed(_dated(unsettled, spec), part, spec))

    return records.map(of)


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
    told, by_day = pl.col("codes").list, sorted(spec.asking.by_event)
    wrong = told.set_intersection(sorted(spec.asking.event)).list.len() > 0
    rows = cells.filter((pl.col("field") == spec.event) & wrong)["row"]
    if rows.is_empty():
        return cells
    return _without(
        cells, (pl.col("field") != spec.event) & pl.col("row").is_in(rows.implode()), by_day
    )


def _without(cells: pl.DataFrame, there: pl.Expr, codes: list[str]) -> pl.DataFrame:
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
    told, asking = pl.col("codes").list, spec.asking
    one = told.set_intersection(sorted(asking.birth_open)).list.len() > 0
    both = told.set_intersection(sorted(asking.birth_open & asking.couple)).list.len() > 0
    for block in spec.people:
        leader, follower = block.field("id_number"), block.field("birth_date")
        rows = cells.filter(both | ((pl.col("field") == leader) & one))["row"]
        there = (pl.col("field") == follower) & pl.col("row").is_in(rows.implode())
        cells = _without(cells, there, sorted(asking.by_event))
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


def _paired(cells: pl.DataFrame, spec: ArchiveSpec) -> pl.DataFrame:
    """One question for both numbers of a couple where the doubt is about the pair."""
    couple = pl.col("codes").list.set_intersection(list(spec.asking.couple)).list.len() > 0
    pairs = [
        (block.field("id_number"), f"{block.partner}_id_number")
        for block in spec.people[:1]
        if block.partner
    ]
    for first, second in pairs:
        both = pl.col("field").is_in([first, second])
        cells = _one_sided(cells, both, spec)
        sides = pl.len().over("row")
        about = pl.col("codes").list.set_difference(list(spec.asking.one_sided))
        crosswise = about.list.set_intersection(list(spec.asking.couple)).list.len() > 0
        rows = cells.filter(both).filter(couple & (crosswise | (sides > 1)))["row"].unique()
        in_pair = both & pl.col("row").is_in(rows.implode())
        merged = (
            cells.filter(in_pair)
            .sort("row", pl.col("field") != first)
            .group_by("row", maintain_order=True)
            .agg(
                pl.col("field").first(),
                pl.col("codes").explode().unique().sort(),
                pl.col("strength").max(),
                pl.col("offers").sum(),
                pl.col("current").first(),
                pl.col("status").first(),
                pl.col("written").first(),
            )
            .with_columns(
                pl.concat_list("row", "row").alias("rows"),
                pl.lit([first, second]).alias("fields"),
                pl.lit(value=True).alias("shared"),
            )
            .with_columns(pl.lit(first).alias("field"))
        )
        cells = pl.concat([cells.filter(~in_pair), merged.select(cells.columns)])
    return cells


def _one_sided(cells: pl.DataFrame, both: pl.Expr, spec: ArchiveSpec) -> pl.DataFrame:
    """Do not ask about a sure number that only stands in the other party's cell as well."""
    shared = sorted(spec.asking.one_sided)
    about = pl.col("codes").list.set_intersection(shared).list.len() > 0
    sure = pl.col("status").is_in(SURE).fill_null(value=False)
    withheld = cells.filter(both & about & ~sure)["row"].unique()
    only = pl.col("codes").list.set_difference(shared).list.len() == 0
    return cells.filter(~(both & about & only & sure & pl.col("row").is_in(withheld.implode())))


def _parted(cells: pl.DataFrame, spec: ArchiveSpec) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Questions of single cells, and one line per doubt that is shared by equal texts."""
    by_value = sorted(spec.asking.by_value)
    weights = {code: _WEIGHT.get(catalogue()[code].severity, 0) for code in by_value}
    alone = (
        cells.with_columns(
            pl.when(pl.col("current").is_null() | pl.col("shared"))
            .then(pl.col("codes"))
            .otherwise(pl.col("codes").list.set_difference(by_value))
            .alias("own")
        )
        .filter((pl.col("own").list.len() > 0) | (pl.col("offers") > 0))
        .with_columns(pl.col("own").list.sort().alias("codes"))
        .drop("own")
    )
    shared = (
        cells.filter(pl.col("current").is_not_null() & ~pl.col("shared"))
        .explode("codes", keep_nulls=False)
        .filter(pl.col("codes").is_in(by_value))
        .with_columns(
            pl.col("codes")
            .replace_strict(weights, default=0, return_dtype=pl.Int32)
            .alias("strength"),
            pl.col("codes").is_in(spec.asking.by_series).alias("by_series"),
        )
    )
    return alone, shared


def _by_value(shared: pl.DataFrame) -> pl.DataFrame:
    """One question per code and text; one per series where the whole series is in doubt."""
    stem = pl.col("current").str.replace(_STEM, "")
    whole = pl.col("by_series") & (pl.col("current").n_unique().over("codes", stem) >= _SERIES)
    return (
        shared.with_columns(
            pl.when(whole).then(stem + "…").otherwise("current").alias("current")
        )
        .sort("codes", "current", "row", "field")
        .group_by("codes", "current", maintain_order=True)
        .agg(
            pl.col("row").first(),
            pl.col("field").first(),
            pl.col("strength").first(),
            pl.lit(0, dtype=pl.UInt32).alias("offers"),
            pl.col("status").first(),
            pl.lit(None, dtype=pl.String).alias("written"),
            pl.col("row").alias("rows"),
            pl.col("field").alias("fields"),
            pl.lit(value=True).alias("shared"),
        )
        .with_columns(pl.concat_list("codes").alias("codes"))
        .select(
            "row", "field", "codes", "strength", "offers", "current", "status", "written",
            "rows", "fields", "shared",
        )
    )  # fmt: skip
