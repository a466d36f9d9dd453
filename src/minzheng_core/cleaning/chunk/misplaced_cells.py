"""What stands in another's place: cells of one person, and numbers entered for the other party."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import evolve

from minzheng_core.cleaning.chunk.people import date_parts
from minzheng_core.cleaning.evidence.misplaced_cells import (
    NUMBER_BEGINS,
    PARTS,
    WORTH_A_LOOK,
    exchanged,
)
from minzheng_core.cleaning.plan.steps import PUT_BACK, SWAP
from minzheng_core.columns import dates
from minzheng_core.values.dates.relation import Relation

if TYPE_CHECKING:
    from minzheng_core.cleaning.chunk.cells import Chunk
    from minzheng_core.cleaning.chunk.people import Person

_SAME = (str(Relation.SAME), str(Relation.LUNAR_MATCH))


def put_cells_back(chunk: Chunk) -> dict[str, pl.Series]:
    """Let cells of one person change places again where their form leaves one answer.

    The raw text of the chunk is what it would have been; returned are the rows by field.
    """
    moved: dict[str, pl.Series] = {}
    if PUT_BACK in chunk.recipe.skipped:
        return moved
    raw = chunk.raw
    for block in chunk.spec.people:
        number = block.field("id_number")
        parts = {part: name for part in PARTS if (name := block.field(part)) in raw.columns}
        if not parts:
            continue
        looks = pl.any_horizontal(pl.col(*parts.values()).str.contains(NUMBER_BEGINS))
        if number in raw.columns:
            looks |= pl.col(number).str.contains(WORTH_A_LOOK)
        rows = raw.select(looks.fill_null(value=False).arg_true()).to_series()
        if rows.is_empty():
            continue
        if number not in raw.columns:
            raw = raw.with_columns(chunk.nothing().alias(number))
        cells = raw[rows].select(pl.col(number).alias("id_number"), **parts)
        found = pl.Series(
            [exchanged(line) for line in cells.iter_rows(named=True)], dtype=pl.String
        )
        for part in found.drop_nulls().unique().sort().to_list():
            name, at = parts[part], rows.filter((found == part).fill_null(value=False))
            here = pl.repeat(False, chunk.height, dtype=pl.Boolean, eager=True).scatter(at, True)
            new = []
            for field, other in ((number, name), (name, number)):
                text = pl.when(pl.col(other).str.strip_chars() != "").then(pl.col(other))
                taken = raw.select(text.alias(field)).to_series().zip_with(here, raw[field])
                evidence = f"与{chunk.spec.label_of(other)}互换：两格的形式各是对方的"
                chunk.log.add(here, field, (raw[field], taken), PUT_BACK, evidence)
                moved[field] = moved[field] | here if field in moved else here
                new.append(taken)
            raw = raw.with_columns(new)
    chunk.raw = raw
    return moved


def put_back(chunk: Chunk, people: list[Person]) -> list[Person]:
    """Swap the numbers of two parties where each number is sound and fits the other's birth date.

    The evidence is the sex digit of both numbers and the written birth date of both parties; with
    less than that the numbers stay where they are and a person decides.
    """
    if len(people) != 2 or SWAP in chunk.recipe.skipped:
        return people
    first, second = people
    names = [person.block.field("id_number") for person in people]
    births = [person.block.field("birth_date") for person in people]
    if not all(chunk.has(name) for name in births):
        return people
    facts = chunk.facts
    crossed = pl.repeat(True, chunk.height, dtype=pl.Boolean, eager=True)
    for name in names:
        differs = facts[f"{name}.sex_differs"].fill_null(value=False)
        crossed &= differs & facts[f"{name}.id18"].is_not_null()
    for birth, other in ((births[0], second), (births[1], first)):
        at = crossed.arg_true()
        if at.is_empty():
            return people
        parts = date_parts(facts[at], birth)
        fits = dates.relate(*parts, other.birth.gather(at)).cast(pl.String).is_in(_SAME)
        crossed = crossed.scatter(at, fits.fill_null(value=False))
    if not crossed.any():
        return people
    for person, other in ((first, second), (second, first)):
        chunk.log.add(
            crossed,
            person.block.field("id_number"),
            (person.text, other.text),
            SWAP,
            "双方号码的性别位和出生日期都与对方相符",
        )
    return [_taken(first, second, crossed), _taken(second, first, crossed)]


def _taken(person: Person, other: Person, crossed: pl.Series) -> Person:
    """*person* with the number of *other* in the rows of *crossed*."""
    same = pl.repeat(str(Relation.SAME), len(crossed), dtype=pl.String, eager=True)
    relation = person.relation.cast(pl.String)
    return evolve(
        person,
        text=other.text.zip_with(crossed, person.text),
        kind=other.kind.zip_with(crossed, person.kind),
        id18=other.id18.zip_with(crossed, person.id18),
        birth=other.birth.zip_with(crossed, person.birth),
        relation=same.zip_with(crossed, relation),
        trusted=person.trusted | crossed,
        damaged=person.damaged & ~crossed,
        swapped=crossed,
    )
