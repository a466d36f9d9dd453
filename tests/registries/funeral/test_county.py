"""A synthetic county: nothing is said of a clean one, every injected defect is found and named."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import polars as pl
import pytest

from minzheng_core.ledger import Book
from minzheng_core.registries import funeral
from minzheng_core.registries.funeral.cases import cases_of, records_of
from minzheng_core.registries.funeral.fact_columns import add_facts
from minzheng_core.registries.funeral.rules import book as rules
from minzheng_core.registries.funeral.spec import spec
from minzheng_core.stores import open_store
from minzheng_core.testing.contracts import OperationContract
from minzheng_core.testing.synthetic.funerals.audit import audit, cleaned, findings_of
from minzheng_core.testing.synthetic.funerals.county import (
    COUNTY,
    ON,
    SETTINGS,
    make_funerals,
)
from minzheng_core.testing.synthetic.funerals.defects import DEFECTS
from tests.servers import BACKENDS, address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.rules import RuleBook, Term


def test_nothing_is_said_of_a_clean_county() -> None:
    assert findings_of(make_funerals(1500, seed=3)) == {}


def test_every_defect_is_found_and_named() -> None:
    county = make_funerals(3000, seed=4, defects=4)
    told = audit(county, make_funerals(3000, seed=4))

    assert (told.missed, told.false) == ((), ())
    assert set(county.damages["code"]) == set(DEFECTS)


class TestRules(OperationContract):
    """Every rule says of a case what it says of a column."""

    def operations(self) -> Iterable[Term | RuleBook]:
        yield rules()
        yield from (rule.when for rule in rules())

    def facts(self) -> pl.DataFrame:
        from attrs import evolve

        from minzheng_core.cleaning.chunk.clean import clean_chunk
        from minzheng_core.cleaning.plan.recipe import Recipe
        from minzheng_core.cleaning.plan.work import Work

        seen: list[pl.DataFrame] = []

        def remember(facts: pl.DataFrame, county: str, overlay: Overlay | None) -> pl.DataFrame:
            seen.append(add_facts(facts, county, overlay, settings=SETTINGS))
            return seen[-1]

        own = spec(SETTINGS)
        raw = make_funerals(300, seed=5, defects=3).records.with_row_index("row")
        raw = raw.with_columns(
            pl.lit(None, pl.String).alias(f.name) for f in own.fields if f.name not in raw.columns
        ).with_columns(source_file=pl.lit(""), source_sheet=pl.lit(""), source_row=pl.col("row"))
        recipe = Recipe(registry="funeral", county=COUNTY, on=ON)
        clean_chunk(raw, Work(spec=evolve(own, facts=remember), recipe=recipe))
        return seen[-1].with_columns(
            (pl.selectors.enum() | pl.selectors.categorical()).cast(pl.String)
        )


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_county_is_the_same_on_every_store(backend: str) -> None:
    result = cleaned(make_funerals(60, seed=6))
    store = open_store(address(backend))
    book = Book.open(funeral.REGISTRY, store, county=COUNTY, name=f"殡葬 {uuid4().hex}")
    loaded = book.load(result.records, by="王某某", findings=result.findings)

    assert loaded.registered == len(book) == 60
    number = result.records["deceased_id_number"][7]
    (entry,) = book.find(id_number=number)
    assert funeral.stage(entry.values) in set(funeral.Stage)
    book.act("renew", entry.key, {"placement.renewed_years": "20"}, by="王某某")
    book.act("renew", entry.key, {"placement.renewed_years": "10"}, by="王某某")
    assert book.get(entry.key).values["placement.renewed_years"] == "30"
    assert book.verify().sound
    again = cases_of(records_of(book), county=COUNTY, on=ON, settings=SETTINGS)
    first = cases_of(result.records, county=COUNTY, on=ON, settings=SETTINGS)
    columns = ["case", "death", "cremation", "placement", "location", "serial"]
    assert again.select(columns).sort("case").equals(first.select(columns).sort("case"))
    store.close()
