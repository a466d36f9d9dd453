"""One person in a record: number, birth date, age, sex and domicile weighed against each other.

The identity number is trusted where it stands by itself (check digit) and nothing that is
independent of it speaks against it; a 15-digit number has no check digit, so the birth date, the
sex and the region code are its only witnesses. What is trusted fills and corrects the birth date
(:mod:`~minzheng_core.cleaning.chunk.birth_dates`); what is not trusted is handed to
:mod:`~minzheng_core.cleaning.chunk.identity_numbers`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.chunk.chunk import date_parts
from minzheng_core.cleaning.chunk.lost_tails import LOST_TAIL
from minzheng_core.cleaning.evidence.row import LIVING, at_home
from minzheng_core.columns import dates
from minzheng_core.columns.regions import grades
from minzheng_core.reference.region_grade import RegionGrade
from minzheng_core.values.age import A_YEAR
from minzheng_core.values.dates.relation import AGREES, SLIPS, Relation
from minzheng_core.values.ids.arithmetic import fits_exchanged
from minzheng_core.values.ids.evidence import likelier_a_slip
from minzheng_core.values.ids.kinds import EIGHTEEN, JUDGED, IdKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.cleaning.plan.spec import PersonBlock

COPIED = ".copied"
"""Ending of raw columns that say what the other rows showed about a number."""


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
    number = {
        part: chunk.fact(f"{name}.{part}")
        for part in ("text", "kind", "birth", "sex", "region", "id18", "faults")
    }
    relation = _relation(chunk, block, number["birth"], number["kind"])
    sex = _expected_sex(chunk, block)
    tail_lost = ((number["faults"] & LOST_TAIL) != 0).fill_null(value=False)
    # The digit that tells the sex is among the last three.
    number["sex"] = number["sex"].set(tail_lost, None)
    sex_differs = number["sex"] != sex
    number["grade"] = grades(number["region"], number["birth"], chunk.recipe.on)
    chunk.facts = chunk.facts.with_columns(
        number["sex"].alias(f"{name}.sex"),
        relation.alias(f"{name}.relation"),
        sex.alias(f"{block.prefix}.sex"),
        sex_differs.alias(f"{name}.sex_differs"),
        number["grade"].alias(f"{name}.region_grade"),
    )
    sound = number["id18"].is_not_null() & ~sex_differs.fill_null(value=False)
    sound &= ~(number["text"] == _partners_number(chunk, block)).fill_null(value=False)
    sound &= _in_time(chunk, number["birth"], relation)
    kind, present = number["kind"].cast(pl.String), number["text"].is_not_null()
    known_kinds = _strings((*JUDGED, IdKind.MASKED, IdKind.OTHER))
    foreign = present & ~kind.is_in(known_kinds).fill_null(value=True)
    believed = foreign | (sound & _modern(chunk, block, number, relation) & ~tail_lost)
    believed |= sound & _legacy(chunk, block, number, relation)
    copied = chunk.cells(f"{block.prefix}{COPIED}")
    trusted = believed.fill_null(value=False) & copied.is_null()
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


def _modern(
    chunk: Chunk, block: PersonBlock, number: Mapping[str, pl.Series], relation: pl.Series
) -> pl.Series:
    """Where a number has a check digit, and neither the birth date nor the age is quite another.

    A region that never was and another birth date, however like, are more than chance allows.
    """
    unlike = (relation == str(Relation.OTHER)).fill_null(value=False)
    nowhere = number["grade"] == str(RegionGrade.UNLISTED)
    unlike |= (nowhere & relation.cast(pl.String).is_in(_strings(SLIPS))).fill_null(value=False)
    unlike |= _age_against(chunk, block, number["birth"], relation)
    unlike |= _either_exchanged(chunk, number["id18"], relation)
    return number["kind"].cast(pl.String).is_in(_strings(EIGHTEEN)) & ~unlike


def _either_exchanged(chunk: Chunk, id18: pl.Series, relation: pl.Series) -> pl.Series:
    """Where month and day are exchanged in one of number and birth date, and the check digit allows both."""
    rows = (relation == str(Relation.MONTH_DAY_SWAP)).fill_null(value=False).arg_true()
    either = [number is not None and fits_exchanged(number) for number in id18[rows]]
    return chunk.among(rows.filter(pl.Series(either, dtype=pl.Boolean)))


def _legacy(
    chunk: Chunk, block: PersonBlock, number: Mapping[str, pl.Series], relation: pl.Series
) -> pl.Series:
    """Where a number of 15 digits has all its witnesses on its side: birth date, age and region."""
    return (
        (number["kind"].cast(pl.String) == str(IdKind.CITIZEN15))
        & (relation.is_null() | relation.cast(pl.String).is_in(_strings(AGREES)))
        & _of_age(chunk, block, number["birth"], relation)
        & _home(chunk, block, number["region"])
    )


def _partners_number(chunk: Chunk, block: PersonBlock) -> pl.Series:
    """What stands as the number of the other party."""
    return chunk.fact_if_any(f"{block.partner}_id_number.text")


def _strings(values: Iterable[StrEnum]) -> list[str]:
    return [str(value) for value in values]


def _home(chunk: Chunk, block: PersonBlock, region: pl.Series) -> pl.Series:
    """Whether the region code of a 15-digit number raises no question, once per pair with the domicile."""
    division = chunk.fact_if_any(f"{block.field('domicile')}.division")
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
    event = chunk.fact_if_any(f"{chunk.spec.event}.lo", pl.Date)
    agrees = relation.cast(pl.String).is_in([str(Relation.SAME), str(Relation.COVERS)])
    late: pl.Series = chunk.spec.ages.born_too_late(birth, event.fill_null(chunk.recipe.on))
    early = event.dt.year().fill_null(LIVING) - birth.dt.year() > chunk.spec.ages.oldest
    return agrees.fill_null(value=False) | ~(late | early).fill_null(value=False)


def _of_age(chunk: Chunk, block: PersonBlock, birth: pl.Series, relation: pl.Series) -> pl.Series:
    """Where no birth date stands, the stated age must allow the number's, give or take a year.

    Without either the number must not be of somebody older than is likely.
    """
    event = chunk.fact_if_any(f"{chunk.spec.event}.lo", pl.Date)
    old = likelier_a_slip(birth.dt.year(), event.dt.year())
    allowed = _age_allows(*_stated_age(chunk, block), birth)
    likely = pl.select(pl.coalesce(allowed, ~old)).to_series()
    return relation.is_not_null() | likely.fill_null(value=True)


def _stated_age(chunk: Chunk, block: PersonBlock) -> tuple[pl.Series, pl.Series]:
    """The first and the last day of birth that the stated age means."""
    lo, hi = (chunk.fact_if_any(f"{block.prefix}.age_{end}", pl.Date) for end in ("lo", "hi"))
    return lo, hi


def _age_allows(lo: pl.Series, hi: pl.Series, birth: pl.Series) -> pl.Series:
    """Whether a stated age, from *lo* to *hi*, allows a day of birth, give or take a year."""
    year = f"{A_YEAR.days}d"
    return (birth >= lo.dt.offset_by(f"-{year}")) & (birth <= hi.dt.offset_by(year))


def _age_against(
    chunk: Chunk, block: PersonBlock, birth: pl.Series, relation: pl.Series
) -> pl.Series:
    """Where a number is one slip from the written birth date, which the stated age allows and the number's not."""
    name = block.field("birth_date")
    lo, hi = _stated_age(chunk, block)
    first, last = (chunk.fact_if_any(f"{name}.{end}", pl.Date) for end in ("lo", "hi"))
    allowed = _age_allows(lo, hi, birth)
    slip = relation.cast(pl.String).is_in(_strings(SLIPS))
    return (slip & (lo <= last) & (first <= hi) & ~allowed).fill_null(value=False)


def _expected_sex(chunk: Chunk, block: PersonBlock) -> pl.Series:
    """The sex of a person, 1 男 or 2 女, by the column that it stands in or by what a cell says."""
    if block.sex:
        return pl.repeat(1 if block.sex == "男" else 2, chunk.height, dtype=pl.UInt8, eager=True)
    codes = chunk.fact_if_any(f"{block.field('sex')}.code")
    return codes.replace_strict({"1": 1, "2": 2}, default=None, return_dtype=pl.UInt8)


def _relation(chunk: Chunk, block: PersonBlock, birth: pl.Series, kind: pl.Series) -> pl.Series:
    name = block.field("birth_date")
    if not chunk.has(name):
        return chunk.nothing(dates.RELATION)
    return dates.relate(*date_parts(chunk.facts, name), birth, checked=checked(kind))


def checked(kind: pl.Series) -> pl.Series:
    """Where a check digit stands in the number."""
    return (kind.cast(pl.String) != str(IdKind.CITIZEN15)).fill_null(value=True)
