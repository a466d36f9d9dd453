"""Numbers that are another row's: what only the whole archive shows.

A copied number stands under several names, its own row's birth date does not support it, and either
contradicts it, or another row's birth date supports it, or the row directly above has it; but who has
it elsewhere under the same name with the birth date in it is its owner. A number
with the birth date of the row above or below, of another name, and not of its own row, stands a row
too low or too high.

A chunk tells what it saw of every number in a few bytes (:func:`sightings`) and keeps the raw text of
the records that may turn out to have somebody else's; :func:`copies` compares the sightings of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.values.dates.relation import AGREES, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.cleaning.chunk.cells import Chunk
    from minzheng_core.cleaning.chunk.people import Person
    from minzheng_core.cleaning.plan.spec import ArchiveSpec, PersonBlock

COPIED = ".copied"
"""Ending of raw columns that say what the other rows showed about a number."""
_PLACE = ("source_file", "source_sheet")
"""Only rows of one table stand next to each other."""


def copied_in(chunk: Chunk, block: PersonBlock) -> pl.Series:
    """What is known of the chunk's numbers from the other rows: ``copied``, ``neighbour`` or null."""
    remembered = f"{block.prefix}{COPIED}"
    return chunk.raw[remembered] if remembered in chunk.raw.columns else chunk.nothing()


def sightings(chunk: Chunk, people: Iterable[Person]) -> pl.DataFrame:
    """What a chunk shows of each person's number and birth date; names and numbers as hashes only."""
    told = chunk.raw.select("row", place=pl.struct(_PLACE).hash())
    return told.with_columns(
        column for person in people for column in _sighting(chunk, person).get_columns()
    )


def _sighting(chunk: Chunk, person: Person) -> pl.DataFrame:
    block, facts = person.block, chunk.facts
    number, name = block.field("id_number"), block.field("name")
    lo, hi = (
        facts[f"{block.field('birth_date')}.{end}"]
        if chunk.has(block.field("birth_date"))
        else chunk.nothing(pl.Date)
        for end in ("lo", "hi")
    )
    agrees = person.relation.cast(pl.String).is_in([str(relation) for relation in AGREES])
    columns = {
        "number": _hashed(pl.select(pl.coalesce(person.id18, person.text)).to_series()),
        "name": _hashed(facts[f"{name}.text"] if chunk.has(name) else chunk.nothing()),
        "agrees": agrees.fill_null(value=False),
        "unlike": (person.relation == str(Relation.OTHER)).fill_null(value=False),
        "day": lo.zip_with((lo == hi).fill_null(value=False), chunk.nothing(pl.Date)),
        "birth": facts[f"{number}.birth"],
    }
    return pl.DataFrame({f"{block.prefix}.{key}": column for key, column in columns.items()})


def _hashed(column: pl.Series) -> pl.Series:
    return pl.select(pl.when(column.is_not_null()).then(column.hash())).to_series()


def may_be_copied(people: Iterable[Person], seen: pl.DataFrame) -> pl.Series:
    """Where a number that would be taken is supported by no birth date of its own row."""
    doubtful = seen["row"].is_null()
    for person in people:
        taken = person.trusted | person.id18.is_not_null()
        prefix = person.block.prefix
        doubtful |= taken & ~seen[f"{prefix}.agrees"] & seen[f"{prefix}.name"].is_not_null()
    return doubtful


def copies(spec: ArchiveSpec, seen: pl.DataFrame) -> pl.DataFrame:
    """The rows with somebody else's number: ``row`` and, for each person, what it is.

    *seen* are the sightings of the whole archive in the order of its rows.
    """
    columns = [
        pl.Series(f"{block.prefix}{COPIED}", _verdicts(seen, block.prefix))
        for block in spec.people
        if f"{block.prefix}.number" in seen.columns
    ]
    told = pl.DataFrame([seen["row"], *columns])
    return told.filter(pl.any_horizontal(pl.lit(value=False), pl.exclude("row").is_not_null()))


def _verdicts(seen: pl.DataFrame, prefix: str) -> pl.Series:
    keys = ("number", "name", "agrees", "unlike", "day", "birth")
    own = seen.select("place", **{key: pl.col(f"{prefix}.{key}") for key in keys})
    number, name = pl.col("number"), pl.col("name")

    def beside(step: int) -> pl.Expr:
        """Whether the row above or below is of the same table and of another name."""
        return (pl.col("place") == pl.col("place").shift(step)) & (name != name.shift(step))

    above = (number == number.shift(1)) & beside(1)
    neighbour = pl.any_horizontal(
        (pl.col("birth") == pl.col("day").shift(step)) & beside(step) for step in (1, -1)
    )
    suspect = number.is_not_null() & name.is_not_null() & ~pl.col("agrees")
    told = own.select(
        suspect=suspect,
        above=above.fill_null(value=False),
        neighbour=neighbour.fill_null(value=False),
        repeated=suspect & number.is_duplicated(),
    )
    at = told["repeated"].arg_true()
    same = own.filter(
        number.is_in(own["number"].gather(at).unique().implode()) & name.is_not_null()
    )
    several = same.group_by("number").agg(several=name.n_unique() > 1, owned=pl.col("agrees").any())
    owners = same.filter("agrees").select("number", "name", mine=pl.lit(value=True)).unique()
    shared = (
        own.select("number", "name", "unlike")[at]
        .join(several, on="number", how="left", maintain_order="left")
        .join(owners, on=["number", "name"], how="left", maintain_order="left")
    )
    elsewhere = shared.select(pl.col("several") & (pl.col("owned") | pl.col("unlike"))).to_series()
    told = told.with_columns(
        elsewhere=told["repeated"].clone().scatter(at, elsewhere),
        mine=told["repeated"].clone().scatter(at, shared["mine"].fill_null(value=False)),
    )
    return told.select(
        pl.when(pl.col("suspect") & ~pl.col("mine") & (pl.col("above") | pl.col("elsewhere")))
        .then(pl.lit("copied"))
        .when(pl.col("suspect") & pl.col("neighbour"))
        .then(pl.lit("neighbour"))
    ).to_series()
