"""One person in a record: number, birth date, age, sex and domicile weighed against each other.

The identity number is trusted where it stands by itself (check digit) and nothing that is
independent of it speaks against it; a 15-digit number has no check digit, so the birth date, the
sex and the region code are its only witnesses. What is trusted fills and corrects the birth date;
what is not trusted is handed to :mod:`minzheng_core.cleaning.chunk.identity_numbers`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.evidence.row import LIVING, at_home
from minzheng_core.cleaning.outcome.status import Status
from minzheng_core.cleaning.plan.steps import (
    BIRTH_CORRECT,
    BIRTH_FROM_AGE,
    BIRTH_FROM_ID,
    BIRTH_LUNAR,
)
from minzheng_core.cleaning.whole_archive.copied_numbers import copied_in
from minzheng_core.columns import ages, dates
from minzheng_core.columns.regions import grades
from minzheng_core.values.dates.partial_date import DEFAULT_DATES
from minzheng_core.values.dates.relation import AGREES, SLIPS, Relation
from minzheng_core.values.ids import id_number
from minzheng_core.values.ids.evidence import likelier_a_slip
from minzheng_core.values.ids.kinds import EIGHTEEN, JUDGED, IdKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from enum import StrEnum

    from minzheng_core.cleaning.chunk.cells import Chunk
    from minzheng_core.cleaning.plan.spec import PersonBlock

_RELATED = {
    "same": "相同",
    "covers": "原文不到日，与之相合",
    "lunar_match": "原文是农历，与之相合",
    "month_day_swap": "原文月日颠倒",
    "year_off_1": "原文年份差一",
    "decade_typo": "原文年代差一笔",
    "one_digit_typo": "原文一位数字不同",
    "transposed": "原文相邻数字颠倒",
    "other": "原文不同",
}
"""How the written birth date relates to the number's, as evidence says it."""


@frozen
class Person:
    """The columns of one person in a chunk, computed once and read by the steps that follow."""

    block: PersonBlock
    text: pl.Series
    kind: pl.Series
    id18: pl.Series
    trusted: pl.Series
    damaged: pl.Series
    copied: pl.Series
    """Why the number is somebody else's, as :mod:`minzheng_core.cleaning.whole_archive.copied_numbers` found, or null."""
    relation: pl.Series
    birth: pl.Series
    swapped: pl.Series
    """Where the number has been taken from the other party's cell."""


def weigh(chunk: Chunk, block: PersonBlock) -> Person | None:
    """Decide for every row whether the person's number can be trusted.

    Adds the facts ``<number>.relation`` (how the written birth date relates to the number's),
    ``<number>.sex_differs`` and ``<number>.region_grade``; returns ``None`` where the archive has
    no column for the number.
    """
    name = block.field("id_number")
    if not chunk.has(name):
        return None
    facts = chunk.facts
    number = {
        part: facts[f"{name}.{part}"]
        for part in ("text", "kind", "birth", "sex", "region", "id18", "faults")
    }
    relation = _relation(chunk, block, number["birth"])
    sex = _expected_sex(chunk, block)
    sex_differs = (number["sex"] != sex) if sex is not None else chunk.nothing(pl.Boolean)
    region_grade = grades(number["region"], number["birth"], chunk.recipe.on)
    chunk.facts = facts.with_columns(
        relation.alias(f"{name}.relation"),
        (sex if sex is not None else chunk.nothing(pl.UInt8)).alias(f"{block.prefix}.sex"),
        sex_differs.alias(f"{name}.sex_differs"),
        region_grade.alias(f"{name}.region_grade"),
    )
    in_time = _in_time(chunk, number["birth"], relation)
    kind = number["kind"].cast(pl.String)
    present = number["text"].is_not_null()
    sound = number["id18"].is_not_null() & ~sex_differs.fill_null(value=False)
    if block.partner and chunk.has(f"{block.partner}_id_number"):
        theirs = facts[f"{block.partner}_id_number.text"]
        sound &= ~(number["text"] == theirs).fill_null(value=False)
    excel = (number["faults"] & (1 << id_number.FAULTS.index("ID112"))) != 0
    agrees = relation.is_null() | relation.cast(pl.String).is_in(_strings(AGREES))
    unlike = (relation == str(Relation.OTHER)).fill_null(value=False)
    modern = (
        kind.is_in(_strings(EIGHTEEN)) & sound & ~excel.fill_null(value=False) & in_time & ~unlike
    )
    legacy = (
        (kind == str(IdKind.CITIZEN15))
        & sound
        & agrees
        & in_time
        & _of_age(chunk, block, number["birth"], relation)
        & _home(chunk, block, number["region"])
    )
    foreign = present & ~kind.is_in(_strings((*JUDGED, IdKind.MASKED, IdKind.OTHER))).fill_null(
        value=True
    )
    copied = copied_in(chunk, block)
    trusted = (modern | legacy | foreign).fill_null(value=False) & copied.is_null()
    return Person(
        block=block,
        text=number["text"],
        kind=kind,
        id18=number["id18"],
        trusted=trusted,
        damaged=present & ~trusted,
        copied=copied,
        relation=relation,
        birth=number["birth"],
        swapped=present & False,
    )


def _strings(values: Iterable[StrEnum]) -> list[str]:
    return [str(value) for value in values]


def _home(chunk: Chunk, block: PersonBlock, region: pl.Series) -> pl.Series:
    """Whether the region code of a 15-digit number raises no question, once per pair with the domicile."""
    name = f"{block.field('domicile')}.division"
    division = chunk.facts[name] if name in chunk.facts.columns else chunk.nothing()
    pairs = pl.DataFrame({"region": region, "division": division})
    distinct = pairs.unique().drop_nulls("region")
    recipe = chunk.recipe
    verdicts = [
        at_home(code, at, county=recipe.county, on=recipe.on) for code, at in distinct.iter_rows()
    ]
    judged = distinct.with_columns(pl.Series("clear", verdicts, dtype=pl.Boolean))
    joined = pairs.join(
        judged, on=["region", "division"], how="left", nulls_equal=True, maintain_order="left"
    )
    return joined["clear"].fill_null(value=False)


def _in_time(chunk: Chunk, birth: pl.Series, relation: pl.Series) -> pl.Series:
    """Where the number's birth date is possible at the event, or is the one that the row gives."""
    name = f"{chunk.spec.event}.lo"
    event = chunk.facts[name] if name in chunk.facts.columns else chunk.nothing(pl.Date)
    agrees = relation.cast(pl.String).is_in([str(Relation.SAME), str(Relation.COVERS)])
    late: pl.Series = chunk.spec.ages.born_too_late(birth, event.fill_null(chunk.recipe.on))
    early = event.dt.year().fill_null(LIVING) - birth.dt.year() > chunk.spec.ages.oldest
    return agrees.fill_null(value=False) | ~(late | early).fill_null(value=False)


def _of_age(chunk: Chunk, block: PersonBlock, birth: pl.Series, relation: pl.Series) -> pl.Series:
    """Where no birth date stands, the stated age must allow the number's, give or take a year.

    Without either the number must not be of somebody older than is likely.
    """
    facts, nothing = chunk.facts, chunk.nothing(pl.Date)
    lo, hi, event = (
        facts[name] if name in facts.columns else nothing
        for name in (f"{block.prefix}.age_lo", f"{block.prefix}.age_hi", f"{chunk.spec.event}.lo")
    )
    allowed = (birth >= lo.dt.offset_by("-366d")) & (birth <= hi.dt.offset_by("366d"))
    old = likelier_a_slip(birth.dt.year(), event.dt.year())
    likely = pl.select(pl.coalesce(allowed, ~old)).to_series()
    return relation.is_not_null() | likely.fill_null(value=True)


def date_parts(facts: pl.DataFrame, name: str) -> tuple[pl.Series, pl.Series, pl.Series, pl.Series]:
    """The parts of a date that comparing needs."""
    return (
        facts[f"{name}.lo"],
        facts[f"{name}.hi"],
        facts[f"{name}.precision"],
        facts[f"{name}.calendar"],
    )


def _expected_sex(chunk: Chunk, block: PersonBlock) -> pl.Series | None:
    if block.sex:
        return pl.repeat(1 if block.sex == "男" else 2, chunk.height, dtype=pl.UInt8, eager=True)
    name = block.field("sex")
    if not chunk.has(name):
        return None
    return chunk.facts[f"{name}.code"].replace_strict(
        {"1": 1, "2": 2}, default=None, return_dtype=pl.UInt8
    )


def _relation(chunk: Chunk, block: PersonBlock, birth: pl.Series) -> pl.Series:
    name = block.field("birth_date")
    if not chunk.has(name):
        return chunk.nothing(dates.RELATION)
    return dates.relate(*date_parts(chunk.facts, name), birth)


def _relation_settled(chunk: Chunk, person: Person, birth: pl.Series) -> pl.Series:
    """How the written birth date relates to the *birth* in the number as it is now.

    A number that was put right says more of a partial or lunar date than it did as written; it was
    believed because of the file, and corrects nothing there.
    """
    name = person.block.field("birth_date")
    rows = (birth.is_not_null() & birth.ne_missing(person.birth)).arg_true()
    if not rows.len() or not chunk.has(name):
        return person.relation
    relation = dates.relate(*date_parts(chunk.facts[rows], name), birth[rows])
    told = relation.cast(pl.String).is_in(
        _strings((Relation.SAME, Relation.COVERS, Relation.LUNAR_MATCH))
    )
    rows, relation = rows.filter(told), relation.filter(told)
    return person.relation.clone().scatter(rows, relation)


def settle_birth(chunk: Chunk, person: Person, trusted_birth: pl.Series) -> pl.DataFrame:
    """The birth date of a person and its status, given the birth date of a trusted number.

    A trusted number fills an empty cell, completes a partial date, resolves a lunar one and corrects
    a slip; where it contradicts the cell altogether, the cell stays as written with status
    ``conflict``. Without a number, an age gives a range of days (written as an interval
    ``1961-10-02/1962-10-01`` in ``birth_range``).
    """
    block = person.block
    name = block.field("birth_date")
    have = chunk.has(name)
    cells = {
        "written": chunk.raw[name] if name in chunk.raw.columns else chunk.nothing(),
        "text": chunk.facts[f"{name}.text"] if have else chunk.nothing(),
        "fixes": chunk.facts[f"{name}.fixes"] if have else chunk.nothing(pl.UInt32),
        "birth": trusted_birth,
        "relation": _relation_settled(chunk, person, trusted_birth),
        "none": _borrowed(chunk, block) | _first(chunk, person),
    }
    settled = _settled(pl.DataFrame(cells), chunk.recipe.skipped)
    changed, final = settled["changed"], settled["final"]
    lines = settled.filter(changed).select(
        "step",
        evidence=pl.format(
            "可靠的身份证号所载出生日期（{}）",
            pl.col("relation").replace_strict(_RELATED, default="原为空白", return_dtype=pl.String),
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
    text, relation, step, final = (pl.col(name) for name in ("text", "relation", "step", "final"))
    iso = pl.col("birth").dt.to_string("%Y-%m-%d")
    lunar, other = relation == str(Relation.LUNAR_MATCH), relation == str(Relation.OTHER)
    is_slip = relation.is_in(_strings(SLIPS)) | (other & pl.col("none"))
    steps: pl.Expr = (
        pl.when(iso.is_null())
        .then(None)
        .when(text.is_null() | (relation == str(Relation.COVERS)))
        .then(pl.lit(BIRTH_FROM_ID))
        .when(lunar)
        .then(pl.lit(BIRTH_LUNAR))
        .when(is_slip)
        .then(pl.lit(BIRTH_CORRECT))
    )
    for left_out in skipped:
        steps = pl.when(steps != left_out).then(steps)
    status = (
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
        .when(other)
        .then(pl.lit(Status.CONFLICT))
        .when(pl.col("fixes") > 0)
        .then(pl.lit(Status.NORMALISED))
        .otherwise(pl.lit(Status.ORIGINAL))
    )
    return (
        cells.lazy()
        .with_columns(
            relation=pl.when(pl.col("birth").is_not_null()).then(relation.cast(pl.String))
        )
        .with_columns(step=steps)
        .with_columns(final=pl.when(step.is_not_null()).then(iso).otherwise(text))
        .select(
            "step",
            "final",
            "relation",
            status=status,
            stood=pl.coalesce("text", "written"),
            changed=step.is_not_null() & final.ne_missing(text),
        )
        .collect()
    )


def _borrowed(chunk: Chunk, block: PersonBlock) -> pl.Series:
    """Where the written birth date is none, as :func:`minzheng_core.cleaning.evidence.row.borrowed`."""
    facts, name = chunk.facts, block.field("birth_date")
    if not chunk.has(name):
        return chunk.nothing(pl.Date).is_not_null()
    event, theirs, their_sex, sex = (
        facts[column] if column in facts.columns else chunk.nothing(kind)
        for column, kind in (
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
