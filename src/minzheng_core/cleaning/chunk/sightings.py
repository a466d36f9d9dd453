"""What a chunk shows of its numbers to the rest of the archive.

A number that is another row's is only seen by comparing all rows: a chunk tells what it saw of every
number in a few bytes (:func:`sightings`), and keeps the raw text of the records that may turn out to
have somebody else's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.chunk.lost_tails import LOST_TAIL, cut_in, place_in
from minzheng_core.cleaning.outcome.status import SURE, Status, status_column
from minzheng_core.values.dates.relation import AGREES, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.cleaning.chunk.people import Person
    from minzheng_core.cleaning.plan.spec import ArchiveSpec

_FAR = 99
SOUND = ".sound"
"""Ending of columns of records that wait: the ``name`` and ``number`` of a party whose number does not, and
whether a check digit has ``proven`` it.
"""


def sightings(chunk: Chunk, people: Iterable[Person]) -> pl.DataFrame:
    """What a chunk shows of each person's number, birth date and domicile; names and numbers as hashes only."""
    told = chunk.raw.select("row").with_columns(place_in(chunk.raw))
    return told.with_columns(
        column for person in people for column in _sighting(chunk, person).get_columns()
    )


def sound_in(spec: ArchiveSpec, columns: Mapping[str, pl.Series]) -> list[pl.Series]:
    """The sound numbers of each person, to be known although the record waits for the other party's."""
    found = []
    for block in spec.people:
        name, number = block.field("name"), block.field("id_number")
        if not {name, number} <= set(columns):
            continue
        status = columns[status_column(number)]
        told = pl.struct(
            name=columns[name], number=columns[number], proven=status != str(Status.DERIVED)
        )
        sure = status.is_in([str(one) for one in SURE]) & (columns[number].str.len_chars() == 18)
        found.append(
            pl.select(pl.when(sure).then(told).alias(f"{block.prefix}{SOUND}")).to_series()
        )
    return found


def _sighting(chunk: Chunk, person: Person) -> pl.DataFrame:
    block, facts = person.block, chunk.facts
    number, name = block.field("id_number"), block.field("name")
    division = f"{block.field('domicile')}.division"
    lo, hi = (
        chunk.fact_if_any(f"{block.field('birth_date')}.{end}", pl.Date) for end in ("lo", "hi")
    )
    agrees = person.relation.cast(pl.String).is_in([str(relation) for relation in AGREES])
    # Without the remarks behind it: 张三(聋) is 张三.
    called = chunk.fact_if_any(f"{name}.name")
    years = _years(chunk, person)
    columns = {
        "number": _hashed(pl.select(pl.coalesce(person.id18, person.text)).to_series()),
        "name": _hashed(called),
        "family": _shortly(called.str.head(1)),
        "given": _shortly(called.str.slice(1)),
        "agrees": agrees.fill_null(value=False),
        "lunar": (person.relation == str(Relation.LUNAR_MATCH)).fill_null(value=False),
        "unlike": (person.relation == str(Relation.OTHER)).fill_null(value=False),
        "day": lo.zip_with((lo == hi).fill_null(value=False), chunk.nothing(pl.Date)),
        "birth": facts[f"{number}.birth"],
        "region": _code(
            facts[f"{number}.region"].zip_with(person.id18.is_not_null(), chunk.nothing())
        ),
        "crossed": facts[f"{number}.sex_differs"].zip_with(
            person.id18.is_not_null(), chunk.nothing(pl.Boolean)
        ),
        "legacy": person.kind == "citizen15",
        "broken": _broken(person, facts[f"{number}.faults"]),
        "cut": cut_in(
            facts.select(
                **{part: f"{number}.{part}" for part in ("kind", "text", "id18", "faults")}
            ),
            facts[f"{block.prefix}.sex"],
        ),
        "division": _code(chunk.fact_if_any(division)),
        "years": years,
        **_age_counted(chunk, person, years),
    }
    return pl.DataFrame({f"{block.prefix}.{key}": column for key, column in columns.items()})


def _years(chunk: Chunk, person: Person) -> pl.Series:
    """How many years lie between the number's birth and the event."""
    birth = chunk.facts[f"{person.block.field('id_number')}.birth"]
    event = chunk.fact_if_any(f"{chunk.spec.event}.lo", pl.Date)
    years = event.dt.year() - birth.dt.year()
    return years.zip_with(person.id18.is_not_null(), chunk.nothing(years.dtype)).cast(pl.Int16)


def _age_counted(chunk: Chunk, person: Person, years: pl.Series) -> dict[str, pl.Series]:
    """How much more the stated age is than the *years* from the number's birth to the event, and whether its day was past."""
    birth = chunk.facts[f"{person.block.field('id_number')}.birth"]
    sound = person.id18.is_not_null()
    age = chunk.fact_if_any(f"{person.block.field('age')}.value", pl.UInt8).cast(pl.Int32)
    lo, hi = (chunk.fact_if_any(f"{chunk.spec.event}.{end}", pl.Date) for end in ("lo", "hi"))
    told = pl.when(sound & (lo == hi))
    past = (lo.dt.month() * 32 + lo.dt.day()) >= (birth.dt.month() * 32 + birth.dt.day())
    more = age - years
    counted = pl.select(more=told.then(more.clip(-_FAR, _FAR)).cast(pl.Int8), past=told.then(past))
    return {"age.more": counted["more"], "age.past": counted["past"]}


def _broken(person: Person, faults: pl.Series) -> pl.Series:
    """Which digits are no number any more, which are one, and (null) what a spreadsheet cut or is none."""
    digits = person.text.str.contains(r"^[0-9]{13,18}[0-9X]$")
    counted = digits & ((faults & LOST_TAIL) == 0)
    return pl.select(pl.when(counted).then(person.id18.is_null())).to_series()


def _code(column: pl.Series) -> pl.Series:
    """Six digits as a number, which takes less room."""
    return column.cast(pl.UInt32, strict=False)


def _hashed(column: pl.Series) -> pl.Series:
    return pl.select(pl.when(column.is_not_null()).then(column.hash())).to_series()


def _shortly(column: pl.Series) -> pl.Series:
    """Hashes in two bytes: of what is only compared where much else is the same."""
    return (_hashed(column) % 65_521).cast(pl.UInt16)


def may_be_copied(people: Iterable[Person], seen: pl.DataFrame) -> pl.Series:
    """Where a number that would be taken is supported by no birth date of its own row.

    A lunar one supports it, unless the number may have been copied from the row above.
    """
    doubtful = seen["row"].is_null()
    for person in people:
        taken = person.trusted | person.id18.is_not_null()
        prefix = person.block.prefix
        number = seen[f"{prefix}.number"]
        above = (number == number.shift(1)).fill_null(value=True)  # the first one's is elsewhere
        supported = seen[f"{prefix}.agrees"] & ~(seen[f"{prefix}.lunar"] & above)
        doubtful |= taken & ~supported & seen[f"{prefix}.name"].is_not_null()
    return doubtful
