"""The registry of place names keeps the contracts that the library ships."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from minzheng_core.registries import place_names
from minzheng_core.registries.place_names import changes, examples, signs
from minzheng_core.registries.place_names.changes import examples as change_examples
from minzheng_core.registries.place_names.changes import rules as change_rules
from minzheng_core.registries.place_names.facts import facts_of
from minzheng_core.registries.place_names.place_code import FAULTS
from minzheng_core.registries.place_names.rules import book
from minzheng_core.registries.place_names.signs import examples as sign_examples
from minzheng_core.registries.place_names.signs import rules as sign_rules
from minzheng_core.testing.contracts import OperationContract, RegistryContract

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.findings import Finding
    from minzheng_core.rules import RuleBook, Term

ON = date(2026, 11, 26)


class TestPlaceNames(RegistryContract):
    registry = place_names.REGISTRY
    county = examples.COUNTY
    good = examples.GOOD
    bad = examples.BAD
    codes = frozenset({rule.code for rule in book()} | {*FAULTS})

    def check(self, record: Any) -> list[Finding]:
        return place_names.check(record, county=examples.COUNTY, on=ON)


class TestRules(OperationContract):
    """Every rule says of a record what it says of a column."""

    def operations(self) -> Iterable[Term | RuleBook]:
        yield book()
        yield from (rule.when for rule in book())

    def facts(self) -> pl.DataFrame:
        records = (*examples.GOOD, *examples.BAD.values())
        return pl.DataFrame(
            [facts_of(record, ON)[0] for record in records], infer_schema_length=None
        )


class TestPlaceSigns(RegistryContract):
    registry = signs.REGISTRY
    county = examples.COUNTY
    good = sign_examples.GOOD
    bad = sign_examples.BAD
    codes = frozenset(rule.code for rule in sign_rules.book())

    def check(self, record: Any) -> list[Finding]:
        return signs.check_sign(record, county=examples.COUNTY, on=ON)


class TestDivisionChanges(RegistryContract):
    registry = changes.REGISTRY
    county = examples.COUNTY
    good = change_examples.GOOD
    bad = change_examples.BAD
    codes = frozenset(rule.code for rule in change_rules.book())

    def check(self, record: Any) -> list[Finding]:
        return changes.check_change(record, county=examples.COUNTY, on=ON)
