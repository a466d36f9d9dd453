"""The marriage registry keeps the contracts that the library ships."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from minzheng_core.cleaning.chunk.clean import clean_chunk
from minzheng_core.cleaning.plan.work import Work
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage import examples
from minzheng_core.registries.marriage.rules import book
from minzheng_core.registries.marriage.spec import spec
from minzheng_core.testing.contracts import OperationContract, RegistryContract, StepContract
from tests.cleaning.archives import COUNTY, ON, clean_rows, messy, raw_of, recipe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.cleaning import CleanResult, Recipe
    from minzheng_core.findings import Finding
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.rules import RuleBook, Term

WITHHELD = {"MR221", "MR222", "MR223", "MR224", "MR401"}


class TestMarriage(RegistryContract):
    registry = marriage.REGISTRY
    county = COUNTY
    good = examples.GOOD
    bad = examples.BAD
    codes = frozenset({rule.code for rule in book()} | WITHHELD)

    def check(self, record: Any) -> list[Finding]:
        return marriage.check(record, county=COUNTY, on=ON)


class TestRules(OperationContract):
    """Every rule says of a record what it says of a column, on facts from a messy archive."""

    def operations(self) -> Iterable[Term | RuleBook]:
        yield book()
        yield from (rule.when for rule in book())

    def facts(self) -> pl.DataFrame:
        seen: list[pl.DataFrame] = []

        def remember(facts: pl.DataFrame, county: str, overlay: Overlay | None) -> pl.DataFrame:
            seen.append(spec_.facts(facts, county, overlay))
            return seen[-1]

        from attrs import evolve

        spec_ = spec()
        raw = raw_of(messy()).head(250).with_row_index("row")
        raw = raw.with_columns(
            pl.lit(None, pl.String).alias(f.name) for f in spec_.fields if f.name not in raw.columns
        ).with_columns(source_file=pl.lit(""), source_sheet=pl.lit(""), source_row=pl.col("row"))
        clean_chunk(raw, Work(spec=evolve(spec_, facts=remember), recipe=recipe()))
        enums = pl.selectors.by_dtype(pl.Enum, pl.Categorical)
        return seen[-1].with_columns((pl.selectors.enum() | enums).cast(pl.String))


class TestRecipe(StepContract):
    fields = (
        "registration_date", "business_type", "certificate_number", "husband_name", "wife_name",
        "husband_id_number", "wife_id_number", "husband_birth_date", "wife_birth_date",
        "husband_domicile", "wife_domicile", "husband_division", "wife_division",
    )  # fmt: skip

    def recipe(self) -> Recipe:
        return recipe()

    def clean(self, recipe: Recipe) -> CleanResult:
        return clean_rows(raw_of(messy()).head(40), by=recipe)

    def clean_again(self, result: CleanResult) -> CleanResult:
        given = [field.name for field in spec().fields if field.name in result.records.columns]
        return clean_rows(result.records.select(pl.col(given).cast(pl.String)), by=self.recipe())


def test_specimens_are_judged_by_the_day_they_are_told() -> None:
    act = examples.GOOD[1]
    assert "DT105" in {f.code for f in marriage.check(act, county=COUNTY, on=date(2020, 1, 1))}
