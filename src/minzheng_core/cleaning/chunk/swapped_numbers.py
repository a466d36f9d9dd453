"""Numbers that were entered for the other party, put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import evolve

from minzheng_core.cleaning.chunk.chunk import date_parts
from minzheng_core.cleaning.plan.steps import SWAP
from minzheng_core.columns import dates
from minzheng_core.values.dates.relation import SAME_DAY, Relation

if TYPE_CHECKING:
    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.cleaning.chunk.people import Person


_SAME = [str(one) for one in SAME_DAY]


def swap_back(chunk: Chunk, people: list[Person]) -> list[Person]:
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
