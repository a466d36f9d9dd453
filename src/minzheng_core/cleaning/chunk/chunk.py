"""A chunk of an archive on its way: raw text, facts, and what was found and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.cleaning.outcome.changes import ChangeLog
from minzheng_core.rules.frames import no_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.cleaning.plan.recipe import Recipe
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.reference.overlay import Overlay


@define
class Chunk:
    """One chunk on its way: raw text, facts, and what was found and changed."""

    raw: pl.DataFrame
    recipe: Recipe
    spec: ArchiveSpec
    overlay: Overlay | None = None
    facts: pl.DataFrame = field(factory=pl.DataFrame)
    log: ChangeLog = field(factory=ChangeLog)
    findings: list[pl.DataFrame] = field(factory=list)

    @property
    def height(self) -> int:
        """The number of records."""
        return self.raw.height

    def nothing(self, dtype: pl.DataType | type[pl.DataType] = pl.String) -> pl.Series:
        """A column of nulls."""
        return pl.repeat(None, self.height, dtype=dtype, eager=True)

    def among(self, rows: pl.Series | Sequence[int]) -> pl.Series:
        """Whether each record is one of *rows*."""
        return pl.repeat(False, self.height, dtype=pl.Boolean, eager=True).scatter(rows, True)

    def add(self, name: str, parts: pl.DataFrame) -> None:
        """Put the parts of a field among the facts."""
        columns = [part.alias(f"{name}.{part.name}") for part in parts.get_columns()]
        self.facts = self.facts.hstack(columns) if self.facts.width else pl.DataFrame(columns)

    def cells(self, field: str) -> pl.Series:
        """The cells of a field as they were written; nulls where the archive has no column for it."""
        return self.raw[field] if field in self.raw.columns else self.nothing()

    def fact(self, name: str) -> pl.Series:
        """A column of facts."""
        return self.facts[name]

    def fact_if_any(
        self, name: str, dtype: pl.DataType | type[pl.DataType] = pl.String
    ) -> pl.Series:
        """A column of facts; nulls of *dtype* where there is none."""
        return self.facts[name] if name in self.facts.columns else self.nothing(dtype)

    def has(self, name: str) -> bool:
        """Whether a field stands in this archive."""
        return f"{name}.text" in self.facts.columns

    def found(self) -> pl.DataFrame:
        """All findings so far, by row."""
        if not self.findings:
            return no_findings()
        return pl.concat(self.findings).sort("row", maintain_order=True)


def date_parts(facts: pl.DataFrame, name: str) -> tuple[pl.Series, pl.Series, pl.Series, pl.Series]:
    """The parts of a date that comparing needs."""
    return (
        facts[f"{name}.lo"],
        facts[f"{name}.hi"],
        facts[f"{name}.precision"],
        facts[f"{name}.calendar"],
    )
