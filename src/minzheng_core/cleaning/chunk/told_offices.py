"""Offices that no cell names, by the township that stands around the register: 安定乡/1987年.xlsx.

The township of a title, of a sheet or a file is where its couples registered, as long as townships
did; it may also be who keeps the file. Nothing is taken where the couples of the register live
elsewhere, where its other rows name other offices, and for acts of a day when the county may have
registered them. What is taken has a status of its own and the words that tell it for evidence.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.cleaning.plan.steps import OFFICE_AROUND
from minzheng_core.columns import codes
from minzheng_core.reading.rows.told import PLACE_TOLD, TOLD_BY
from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.schema import FieldKind
from minzheng_core.values.office_place import office_place

if TYPE_CHECKING:
    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.cleaning.plan.spec import TownshipOffices

_TOWNSHIP = "[乡鄉镇鎮]|公社|街道"
"""What a domicile that names a township has."""
_LEAST, _OF_IT = 5, 0.2
"""So many couples tell where a register is not from: if fewer than this share live in its township."""


def fill_offices(chunk: Chunk) -> dict[str, pl.Series]:
    """Fill the empty offices of a chunk with the townships told for them; the rows filled, by field."""
    offices = chunk.spec.offices
    if (
        offices is None
        or PLACE_TOLD not in chunk.raw.columns
        or OFFICE_AROUND in chunk.recipe.skipped
    ):
        return {}
    name = offices.field
    if name not in chunk.raw.columns:
        chunk.raw = chunk.raw.with_columns(chunk.nothing().alias(name))
        chunk.add(name, codes.offices(chunk.raw[name]))
    text = chunk.fact(f"{name}.text")
    told = chunk.raw[PLACE_TOLD]
    fill = text.is_null() & _believed(chunk, text) & _of_townships(chunk, offices)
    fill = fill.fill_null(value=False)
    if not fill.any():
        return {}
    taken = told.zip_with(fill, text)
    chunk.log.add(fill, name, (text, taken), OFFICE_AROUND, chunk.raw[TOLD_BY].filter(fill))
    parts = codes.offices(taken)
    chunk.facts = chunk.facts.with_columns(
        parts[part].alias(f"{name}.{part}") for part in parts.columns
    )
    return {name: fill}


def _of_townships(chunk: Chunk, offices: TownshipOffices) -> pl.Series:
    """Where the act is of a time when a township registered all that is its own."""
    day = f"{chunk.spec.event}.lo"
    if day not in chunk.facts.columns:
        return pl.repeat(True, chunk.height, dtype=pl.Boolean, eager=True)
    return (chunk.fact(day) < offices.until).fill_null(value=True)


def _believed(chunk: Chunk, written: pl.Series) -> pl.Series:
    """The rows of registers that may be of the township told for them."""
    tables = [name for name in SOURCE[:2] if name in chunk.raw.columns]
    rows = chunk.raw.select(*tables, PLACE_TOLD).with_row_index("at")
    groups = rows.drop_nulls(PLACE_TOLD).group_by(*tables, PLACE_TOLD, maintain_order=True)
    believed = [
        group["at"]
        for (*_, place), group in groups
        if _is_of(chunk, written, str(place), group["at"])
    ]
    return chunk.among(pl.concat(believed) if believed else [])


def _is_of(chunk: Chunk, written: pl.Series, place: str, rows: pl.Series) -> bool:
    """Whether the *rows* for which *place* is told may be of its office, by all that they say themselves."""
    found = office_place(place, chunk.recipe.county)
    if found is None or not found.unit or place.endswith(_own_names(chunk.recipe.county)):
        return False
    named = written.gather(rows).drop_nulls().unique().to_list()
    others = [office_place(text, chunk.recipe.county) for text in named]
    if any(other is not None and other.place != found.place for other in others):
        return False
    lives, told = _lives_in(chunk, rows, found.place)
    return told < _LEAST or lives >= _OF_IT * told


@lru_cache(maxsize=16)
def _own_names(county: str) -> tuple[str, ...]:
    """The county's names without their last character: 宁乡 is a county before it is a township."""
    history = divisions()
    codes = history.lineage(county, LAST_LIST)
    return tuple({record.name[:-1] for code in codes for record in history.records(code)})


def _lives_in(chunk: Chunk, rows: pl.Series, place: str) -> tuple[int, int]:
    """Of the couples of some rows, how many have one that lives in *place*, and whose township is named."""
    texts = [
        chunk.fact(f"{spec.name}.text").gather(rows)
        for spec in chunk.spec.fields
        if spec.kind is FieldKind.DOMICILE and chunk.has(spec.name)
    ]
    if not texts:
        return 0, 0
    both = pl.DataFrame([text.alias(str(at)) for at, text in enumerate(texts)]).select(
        pl.concat_str(pl.all(), separator=" ", ignore_nulls=True).alias("text")
    )["text"]
    both = both.filter(both.str.contains(_TOWNSHIP))
    return int(both.str.contains(place, literal=True).sum()), len(both)
