"""Small archives for the tests of cleaning: rows in, a result out."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.plan.recipe import Recipe
from minzheng_core.cleaning.run.pipeline import run
from minzheng_core.registries.marriage.archive import FIELDS
from minzheng_core.registries.marriage.spec import spec
from minzheng_core.testing.synthetic import make_archive

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from minzheng_core.cleaning import CleanResult
    from minzheng_core.testing.synthetic import SyntheticArchive

COUNTY = "360732"
ON = date(2026, 11, 23)
PARTY_WORDS = {"husband": "男方", "wife": "女方"}


def recipe(without: Collection[str] = ()) -> Recipe:
    return Recipe(registry="marriage", county=COUNTY, on=ON).without(*without)


def clean_rows(
    rows: Sequence[Mapping[str, str | None]] | pl.DataFrame,
    *,
    without: Collection[str] = (),
    chunk: int = 50_000,
    by: Recipe | None = None,
) -> CleanResult:
    """Clean rows of raw text in the names of the fields, *chunk* at a time."""
    frame = rows if isinstance(rows, pl.DataFrame) else _frame(rows)
    source = frame.select(
        pl.lit("档案.csv").alias("source_file"),
        pl.lit("").alias("source_sheet"),
        pl.int_range(2, pl.len() + 2, dtype=pl.UInt32).alias("source_row"),
        pl.all(),
    )
    return run(spec(), source.iter_slices(chunk), by or recipe(without))


def _frame(rows: Sequence[Mapping[str, str | None]]) -> pl.DataFrame:
    names = dict.fromkeys(name for row in rows for name in row)
    return pl.DataFrame(
        [{name: row.get(name) for name in names} for row in rows],
        schema=dict.fromkeys(names, pl.String),
    )


def codes(result: CleanResult, field: str | None = None, row: int = 0) -> set[str]:
    """The codes found in a row, all or of one field."""
    found = result.findings.filter(pl.col("row") == row)
    if field is not None:
        found = found.filter(pl.col("field") == field)
    return set(found["code"])


@cache
def headings() -> dict[str, str]:
    """The field of every heading that the synthetic archives use."""
    known: dict[str, str] = {}
    for field in FIELDS:
        word = PARTY_WORDS.get(field.party or "", "")
        for heading in (field.label, *(word + synonym for synonym in field.synonyms)):
            known.setdefault(heading, field.name)
    return known


def raw_of(archive: SyntheticArchive) -> pl.DataFrame:
    """What the clerks typed, under the names of the fields; blank cells are empty."""
    names = {h: headings()[h] for h in archive.raw.columns if h in headings()}
    raw = archive.raw.select(list(names)).rename(names)
    return raw.with_columns(pl.when(pl.all() != "").then(pl.all()))


@cache
def messy(rows: int = 1500, seed: int = 11, error_rate: float = 4.0) -> SyntheticArchive:
    """An archive with many errors, made once."""
    return make_archive(rows, seed=seed, error_rate=error_rate)


@cache
def messy_result() -> CleanResult:
    return clean_rows(raw_of(messy()))
