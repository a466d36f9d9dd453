"""Cells of one person that stand in each other's place, put back a column at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.evidence.misplaced_cells import (
    NUMBER_BEGINS,
    WORTH_A_LOOK,
    exchangeable,
    exchanged,
)
from minzheng_core.cleaning.plan.steps import PUT_BACK

if TYPE_CHECKING:
    from minzheng_core.cleaning.chunk.chunk import Chunk


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
        names = exchangeable(block.prefix, raw.columns)
        if not names:
            continue
        looks = pl.any_horizontal(pl.col(names).str.contains(NUMBER_BEGINS))
        if number in raw.columns:
            looks |= pl.col(number).str.contains(WORTH_A_LOOK)
        rows = raw.select(looks.fill_null(value=False).arg_true()).to_series()
        if rows.is_empty():
            continue
        if number not in raw.columns:
            raw = raw.with_columns(chunk.nothing().alias(number))
        cells = raw[rows].select(number, *names)
        found = pl.Series(
            [exchanged(block.prefix, line) for line in cells.iter_rows(named=True)],
            dtype=pl.String,
        )
        for name in found.drop_nulls().unique().sort().to_list():
            at = rows.filter((found == name).fill_null(value=False))
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
