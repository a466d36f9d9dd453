"""Cells of one person that stand in each other's place, put back a column at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.evidence.misplaced_cells import (
    NUMBER_BEGINS,
    WHOLE_DATE,
    WORTH_A_LOOK,
    birth_in_age,
    exchangeable,
    exchanged,
)
from minzheng_core.cleaning.plan.steps import PUT_BACK
from minzheng_core.columns.texts import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable

    from minzheng_core.cleaning.chunk.chunk import Chunk


def put_cells_back(chunk: Chunk) -> dict[str, pl.Series]:
    """Let cells of one person change places again where their form leaves one answer.

    The raw text of the chunk is what it would have been; returned are the rows by field.
    """
    moved: dict[str, pl.Series] = {}
    if PUT_BACK in chunk.recipe.skipped:
        return moved
    for block in chunk.spec.people:
        number, age, birth = (block.field(part) for part in ("id_number", "age", "birth_date"))
        names = exchangeable(block.prefix, chunk.raw.columns)
        if names:
            looks = pl.any_horizontal(pl.col(names).str.contains(NUMBER_BEGINS))
            if number in chunk.raw.columns:
                looks |= pl.col(number).str.contains(WORTH_A_LOOK)
            _exchange(chunk, moved, (number, names), looks, partial(exchanged, block.prefix))
        if age in chunk.raw.columns and birth in chunk.spec.by_name:
            looks = pl.col(age).str.contains(WHOLE_DATE)
            _exchange(chunk, moved, (age, [birth]), looks, partial(_birth_there, block.prefix))
    return moved


def _birth_there(person: str, line: dict[str, str | None]) -> str | None:
    """The field for the birth date, where that stands in the cell of the age."""
    return f"{person}_birth_date" if birth_in_age(person, line) else None


def _exchange(
    chunk: Chunk,
    moved: dict[str, pl.Series],
    fields: tuple[str, list[str]],
    looks: pl.Expr,
    which: Callable[[dict[str, str | None]], str | None],
) -> None:
    """Exchange the cells of a field with those of the one of the others that *which* names, if it names one.

    Only rows that *looks* finds are looked at; a column that the archive does not have is empty.
    """
    field, others = fields
    raw = chunk.raw
    rows = raw.select(looks.fill_null(value=False).arg_true()).to_series()
    if rows.is_empty():
        return
    absent = [name for name in (field, *others) if name not in raw.columns]
    raw = raw.with_columns(chunk.nothing().alias(name) for name in absent)
    cells = raw[rows].select(field, *others)
    found = pl.Series([which(line) for line in cells.iter_rows(named=True)], dtype=pl.String)
    for name in found.drop_nulls().unique().sort().to_list():
        at = rows.filter((found == name).fill_null(value=False))
        here = chunk.among(at)
        new = []
        for one, other in ((field, name), (name, field)):
            taken = trimmed(raw[other]).alias(one).zip_with(here, raw[one])
            evidence = f"与{chunk.spec.label_of(other)}互换：两格的形式各是对方的"
            chunk.log.add(here, one, (raw[one], taken), PUT_BACK, evidence)
            moved[one] = moved[one] | here if one in moved else here
            new.append(taken)
        raw = raw.with_columns(new)
    if found.null_count() < len(found):
        chunk.raw = raw
