"""The funeral registry keeps the contracts that the library ships."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from minzheng_core.cleaning.one_record.cells import cells_of
from minzheng_core.cleaning.plan.recipe import Recipe
from minzheng_core.cleaning.run.pipeline import run
from minzheng_core.registries import funeral
from minzheng_core.registries.funeral import FuneralRecord, examples
from minzheng_core.registries.funeral.archive import FIELDS
from minzheng_core.registries.funeral.rules import book
from minzheng_core.registries.funeral.spec import spec
from minzheng_core.testing.contracts import RegistryContract

if TYPE_CHECKING:
    from minzheng_core.cleaning import CleanResult
    from minzheng_core.findings import Finding

COUNTY, ON = examples.COUNTY, date(2026, 11, 23)


class TestFuneral(RegistryContract):
    registry = funeral.REGISTRY
    county = COUNTY
    good = examples.GOOD
    bad = examples.BAD
    codes = frozenset(rule.code for rule in book())

    def check(self, record: Any) -> list[Finding]:
        return funeral.check(record, county=COUNTY, on=ON, settings=examples.SETTINGS)


def cleaned(records: list[FuneralRecord]) -> CleanResult:
    rows = [{f.name: cells_of(r).get(f.name) for f in FIELDS} for r in records]
    frame = pl.DataFrame(rows, schema={f.name: pl.String for f in FIELDS}).select(
        pl.lit("台账.csv").alias("source_file"),
        pl.lit("").alias("source_sheet"),
        pl.int_range(2, pl.len() + 2, dtype=pl.UInt32).alias("source_row"),
        pl.all(),
    )
    recipe = Recipe(registry="funeral", county=COUNTY, on=ON)
    return run(spec(examples.SETTINGS), [frame], recipe)


@pytest.mark.parametrize("name", [*map(str, range(len(examples.GOOD))), *examples.BAD])
def test_a_case_alone_is_judged_like_its_row_in_a_ledger(name: str) -> None:
    record = examples.BAD.get(name) or examples.GOOD[int(name)]
    alone = funeral.check(record, county=COUNTY, on=ON, settings=examples.SETTINGS)

    found = cleaned([record]).findings.filter(~pl.col("code").str.starts_with("FX"))

    told = [(f.field, f.code, f.severity.value, f.expected, f.actual) for f in alone]
    columns = ["field", "code", "severity", "expected", "actual"]
    assert sorted(map(str, told)) == sorted(map(str, found.select(columns).rows()))


def test_an_empty_case_has_only_missing_things() -> None:
    assert [f.code for f in funeral.check(FuneralRecord(), county=COUNTY, on=ON)] == ["FR101"]
