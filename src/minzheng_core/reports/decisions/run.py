"""A run on disk as decisions need it: its questions, records, candidates and texts as written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import define

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.cleaning.plan.recipe import Recipe
from minzheng_core.errors import InputError
from minzheng_core.registry import registry_named
from minzheng_core.reports.question_lines import as_written, is_clear
from minzheng_core.reports.run_files import CANDIDATES, CHANGES, RECIPE, RECORDS, SUMMARY
from minzheng_core.reports.run_identity import read_questions

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.cleaning.plan.spec import ArchiveSpec

Cell = tuple[int, str]


@define(kw_only=True)
class Run:
    """What a run has left in its directory; cells are positions in the records with their fields."""

    folder: Path
    digest: str
    spec: ArchiveSpec
    recipe: Recipe
    records: pl.DataFrame
    questions: dict[str, dict[str, Any]]
    candidates: dict[Cell, list[str]]
    presets: dict[Cell, str]
    """The candidate that was written into the sheet beforehand."""
    written: dict[Cell, str]

    def record(self, row: int) -> dict[str, Any]:
        """One record by its position."""
        return self.records.row(row, named=True)


def load_run(folder: Path) -> Run:
    """Read the run in *folder*.

    Raises:
        InputError: there is none, or files of it are missing (IN402).
        CallError: the registry of its recipe is not installed (BK109).

    """
    try:
        summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        recipe = Recipe.load(folder / RECIPE)
        records = pl.read_parquet(folder / RECORDS)
        questions = read_questions(folder)
        tables = [pl.read_csv(folder / f, infer_schema=False) for f in (CANDIDATES, CHANGES)]
        digest = str(summary["run"])
    except (OSError, KeyError, ValueError, pl.exceptions.PolarsError) as error:
        raise InputError("IN402", directory=folder.resolve().name) from error
    declared = registry_named(recipe.registry).archive
    if declared is None:
        raise InputError("IN402", directory=folder.resolve().name)
    candidates, changes = (_at_rows(records, table, questions) for table in tables)
    offers: dict[Cell, list[str]] = {}
    presets: dict[Cell, str] = {}
    for row, field, value, score in candidates.select("row", "field", "value", "score").iter_rows():
        offers.setdefault((row, field), []).append(value)
        if is_clear(float(score) if score else None):
            presets.setdefault((row, field), value)
    return Run(
        folder=folder,
        digest=digest,
        spec=declared(),
        recipe=recipe,
        records=records,
        questions={line["question"]: line for line in questions.iter_rows(named=True)},
        candidates=offers,
        presets=presets,
        written=as_written(changes),
    )


def _at_rows(records: pl.DataFrame, table: pl.DataFrame, questions: pl.DataFrame) -> pl.DataFrame:
    """The lines of a table about questioned records, with their positions instead of the source."""
    asked = questions.select("rows").explode("rows").unique().to_series().sort()
    keys = [pl.col(name).cast(pl.String).fill_null("").alias(f"key_{name}") for name in SOURCE]
    names = [f"key_{name}" for name in SOURCE]
    places = records[asked].select(*keys).with_columns(asked.alias("row"))
    return table.with_columns(*keys).join(places, on=names, how="inner", maintain_order="left")
