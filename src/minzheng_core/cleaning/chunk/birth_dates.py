"""The birth date of a person, settled by a trusted number, or narrowed by the stated age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.chunk.chunk import date_parts
from minzheng_core.cleaning.chunk.people import checked
from minzheng_core.cleaning.outcome.status import Status
from minzheng_core.cleaning.plan.steps import (
    BIRTH_CORRECT,
    BIRTH_FROM_AGE,
    BIRTH_FROM_ID,
    BIRTH_LUNAR,
)
from minzheng_core.columns import ages, dates
from minzheng_core.values.dates.partial_date import DEFAULT_DATES
from minzheng_core.values.dates.relation import AGREES, SLIPS, Relation

if TYPE_CHECKING:
    from collections.abc import Collection

    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.cleaning.chunk.people import Person
    from minzheng_core.cleaning.plan.spec import PersonBlock


_RELATED = {
    "same": "相同",
    "covers": "原文不到日，与之相合",
    "lunar_match": "与原文农历公历相合",
    "month_day_swap": "原文月日颠倒",
    "year_off_1": "原文年份差一",
    "decade_typo": "原文年代差一笔",
    "one_digit_typo": "原文一位数字不同",
    "transposed": "原文相邻数字颠倒",
    "lunar_or_slip": "与原文农历公历相合，也只差一笔",
    "other": "原文不同",
}
"""How the written birth date relates to the number's, as evidence says it."""


def _relation_settled(
    chunk: Chunk, person: Person, birth: pl.Series
) -> tuple[pl.Series, pl.Series]:
    """How the written birth date relates to the *birth* in the number as it is now, and where it contradicts it.

    A number that was put right says more of a partial or lunar date than it did as written; it was
    believed because of the file, and corrects nothing there. Where another record told it and it contradicts
    the date, the rules are told (facts ``<number>.relation`` and ``.birth``) and the date stays as written.
    """
    name = person.block.field("birth_date")
    rows = (birth.is_not_null() & birth.ne_missing(person.birth)).arg_true()
    if not rows.len() or not chunk.has(name):
        return person.relation, chunk.among([])
    put_right = pl.repeat(False, len(rows), dtype=pl.Boolean, eager=True)
    parts = date_parts(chunk.facts[rows], name)
    relation = dates.relate(*parts, birth[rows], checked=put_right)
    settled = person.relation.clone().scatter(rows, relation)
    told = relation.cast(pl.String).is_in([str(one) for one in (*AGREES, Relation.LUNAR_OR_SLIP)])
    against = rows.filter(~told & relation.is_not_null())
    if against.len():
        number = person.block.field("id_number")
        said = chunk.fact(f"{number}.birth").clone().scatter(against, birth[against])
        chunk.facts = chunk.facts.with_columns(
            person.relation.clone().scatter(against, settled[against]).alias(f"{number}.relation"),
            said.alias(f"{number}.birth"),
        )
    return settled, chunk.among(against)


def settle_birth(
    chunk: Chunk, person: Person, trusted_birth: pl.Series, as_written: pl.Series
) -> pl.DataFrame:
    """The birth date of a person and its status, given that of a trusted number, and where it was not repaired.

    A trusted number fills an empty cell, completes a partial date, resolves a lunar one and corrects
    a slip. Where it contradicts the cell altogether, or where a number without a check digit may have the
    slip itself or hold the lunar day of the date written, the cell stays as written with status
    ``conflict``. A repaired number completes no partial date, whose day it may have wrong. Without
    a number, an age gives a range of days (an interval ``1961-10-02/1962-10-01`` in ``birth_range``).
    """
    block = person.block
    name = block.field("birth_date")
    relation, against = _relation_settled(chunk, person, trusted_birth)
    cells = {
        "written": chunk.cells(name),
        "text": chunk.fact_if_any(f"{name}.text"),
        "fixes": chunk.fact_if_any(f"{name}.fixes", pl.UInt32),
        "birth": trusted_birth,
        "relation": relation,
        "none": _borrowed(chunk, block) | _first(chunk, person),
        "as_written": as_written,
    }
    cells["kept"] = _number_doubted(chunk, person, relation, trusted_birth) | against
    settled = _settled(pl.DataFrame(cells), chunk.recipe.skipped)
    changed, final = settled["changed"], settled["final"]
    blank = pl.col("stood").str.strip_chars().fill_null("") == ""
    nothing = pl.when(blank).then(pl.lit("原为空白")).otherwise(pl.lit("原写的不是日期"))
    related = pl.col("relation").replace_strict(_RELATED, default=None, return_dtype=pl.String)
    lines = settled.filter(changed).select(
        "step",
        # pl.format of Polars 2.1 breaks on a column whose first piece is empty.
        evidence=pl.concat_str(
            pl.lit("可靠的身份证号所载出生日期（"), pl.coalesce(related, nothing), pl.lit("）")
        ),
    )
    chunk.log.add(changed, name, (settled["stood"], final), *lines.get_columns())
    return pl.DataFrame(
        {
            name: final,
            f"{name}_status": settled["status"],
            block.field("birth_range"): by_age(chunk, block, final),
        }
    )


def _settled(cells: pl.DataFrame, skipped: Collection[str]) -> pl.DataFrame:
    """The birth dates with the step taken and their status, and whether the text is another now."""
    text, step, final = (pl.col(name) for name in ("text", "step", "final"))
    in_number = pl.col("birth").dt.to_string("%Y-%m-%d")
    known = pl.col("birth").is_not_null()
    return (
        cells.lazy()
        .with_columns(relation=pl.when(known).then(pl.col("relation").cast(pl.String)))
        .with_columns(step=_step(skipped))
        .with_columns(final=pl.when(step.is_not_null()).then(in_number).otherwise(text))
        .select(
            "step",
            "final",
            "relation",
            status=_status(),
            stood=pl.coalesce("text", "written"),
            changed=step.is_not_null() & final.ne_missing(text),
        )
        .collect()
    )


def _step(skipped: Collection[str]) -> pl.Expr:
    """What a trusted number does to the birth date that is written."""
    text, relation = pl.col("text"), pl.col("relation")
    is_slip = relation.is_in([str(slip) for slip in SLIPS])
    is_slip |= (relation == str(Relation.OTHER)) & pl.col("none")
    step: pl.Expr = (
        pl.when(pl.col("birth").is_null())
        .then(None)
        .when(text.is_null() | ((relation == str(Relation.COVERS)) & pl.col("as_written")))
        .then(pl.lit(BIRTH_FROM_ID))
        .when(pl.col("kept"))
        .then(None)
        .when(relation == str(Relation.LUNAR_MATCH))
        .then(pl.lit(BIRTH_LUNAR))
        .when(is_slip)
        .then(pl.lit(BIRTH_CORRECT))
    )
    for left_out in skipped:
        step = pl.when(step != left_out).then(step)
    return step


def _status() -> pl.Expr:
    """What became of the birth date by the ``step`` that was taken."""
    text, step, final = (pl.col(name) for name in ("text", "step", "final"))
    contradicted = (pl.col("relation") == str(Relation.OTHER)) | pl.col("kept")
    return (
        pl.when((step == BIRTH_FROM_ID) & final.ne_missing(text))
        .then(pl.lit(Status.FILLED))
        .when(step == BIRTH_LUNAR)
        .then(pl.lit(Status.DERIVED))
        .when(step == BIRTH_CORRECT)
        .then(pl.lit(Status.REPAIRED))
        .when(pl.col("written").is_null() & text.is_null())
        .then(pl.lit(Status.MISSING))
        .when(text.is_null())
        .then(pl.lit(Status.UNRESOLVED))
        .when(contradicted)
        .then(pl.lit(Status.CONFLICT))
        .when(pl.col("fixes") > 0)
        .then(pl.lit(Status.NORMALISED))
        .otherwise(pl.lit(Status.ORIGINAL))
    )


def _number_doubted(
    chunk: Chunk, person: Person, relation: pl.Series, birth: pl.Series
) -> pl.Series:
    """Where one slip of a number that nothing checks would explain a lunar date as well, or the number
    seems to hold the lunar day itself.

    A clerk who was told the lunar day writes it down as it is: that is common. A number that holds it
    is rare, and a slip in a number of 15 digits looks the same.
    """
    told = relation.cast(pl.String)
    kept = (told == str(Relation.LUNAR_OR_SLIP)).fill_null(value=False) & birth.is_not_null()
    doubted = (told == str(Relation.LUNAR_MATCH)) & ~checked(person.kind)
    rows = doubted.fill_null(value=False).arg_true()
    if not rows.len():
        return kept
    lo, hi, _, calendar = date_parts(chunk.facts[rows], person.block.field("birth_date"))
    return kept.scatter(rows, ~dates.written_lunar(lo, hi, calendar, birth[rows]))


def _borrowed(chunk: Chunk, block: PersonBlock) -> pl.Series:
    """Where the written birth date is none, as :func:`minzheng_core.cleaning.evidence.row.borrowed`."""
    facts, name = chunk.facts, block.field("birth_date")
    if not chunk.has(name):
        return chunk.nothing(pl.Date).is_not_null()
    event, theirs, their_sex, sex = (
        chunk.fact_if_any(fact, dtype)
        for fact, dtype in (
            (f"{chunk.spec.event}.lo", pl.Date()),
            (f"{block.partner}_id_number.birth", pl.Date()),
            (f"{block.partner}_id_number.sex", pl.UInt8()),
            (f"{block.prefix}.sex", pl.UInt8()),
        )
    )
    lo, hi, _, _ = date_parts(facts, name)
    child = event.dt.year() - lo.dt.year() < chunk.spec.ages.youngest
    spouse = (lo == hi) & (lo == theirs) & (their_sex != sex)
    default = lo.is_in(sorted(DEFAULT_DATES))
    return pl.select(pl.any_horizontal(child, spouse, default).fill_null(value=False)).to_series()


def _first(chunk: Chunk, person: Person) -> pl.Series:
    """Where the first day of the number's year stands, as it does where only the year was known."""
    name = person.block.field("birth_date")
    if not chunk.has(name):
        return chunk.nothing(pl.Date).is_not_null()
    lo, hi, _, _ = date_parts(chunk.facts, name)
    return ((lo == hi) & (lo == person.birth.dt.truncate("1y"))).fill_null(value=False)


def age_range(chunk: Chunk, block: PersonBlock) -> None:
    """Facts ``<person>.age_lo`` and ``.age_hi``: the days of birth that the stated age allows."""
    name, event, facts = block.field("age"), chunk.spec.event, chunk.facts
    if not chunk.has(name) or f"{event}.lo" not in facts.columns:
        return
    age, days = (
        (facts[f"{name}.{part}"] for part in ("value", "kind")),
        (f"{event}.lo", f"{event}.hi"),
    )
    span = ages.birth_range(*age, *(facts[day] for day in days))
    chunk.facts = facts.with_columns(
        span["lo"].alias(f"{block.prefix}.age_lo"), span["hi"].alias(f"{block.prefix}.age_hi")
    )


def by_age(chunk: Chunk, block: PersonBlock, final: pl.Series) -> pl.Series:
    """The interval of possible birth days where only an age is known."""
    nothing = chunk.nothing()
    lo, hi = f"{block.prefix}.age_lo", f"{block.prefix}.age_hi"
    if lo not in chunk.facts.columns or BIRTH_FROM_AGE in chunk.recipe.skipped:
        return nothing
    interval = (
        chunk.facts[lo].dt.to_string("%Y-%m-%d") + "/" + chunk.facts[hi].dt.to_string("%Y-%m-%d")
    )
    only_age = final.is_null() & interval.is_not_null()
    chunk.log.add(
        only_age,
        block.field("birth_range"),
        (nothing, interval),
        BIRTH_FROM_AGE,
        "登记时年龄与登记日期",
    )
    return pl.select(pl.when(only_age).then(interval)).to_series()
