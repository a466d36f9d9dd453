"""Divisions recorded under the twelve digits of statistics (360732217000) change as others do."""

from __future__ import annotations

from typing import Any

import pytest

from minzheng_core.registries.place_names.changes import (
    ChangeKind,
    UnitOrder,
    apply_change,
    plan_change,
)
from tests.registries.place_names.changes.orders import COUNTY, book_of, order

PLACES: dict[str, dict[str, Any]] = {
    "T1": {"standard_name": "长冈乡", "unit_code": "360732217000", "division": "360732000000"},
    "V1": {"standard_name": "安定村", "category": "21610", "unit_code": "360732217202",
           "division": "360732217"},
    "R1": {"standard_name": "和顺大道", "category_name": "街路巷", "division": "360732217000"},
}  # fmt: skip


@pytest.mark.parametrize("told", ["T1", "360732217", "360732217000"])
@pytest.mark.parametrize("new", ["360732110", "360732110000"])
def test_what_lies_in_the_division_is_carried_along(told: str, new: str) -> None:
    book = book_of(PLACES)
    wanted = order(ChangeKind.UPGRADE, UnitOrder(key=told, name="长冈镇", code=new))

    plan = plan_change(book.scan(), wanted, county=COUNTY)
    apply_change(book, plan, by="王某某")

    assert not {f.code for f in plan.findings} & {"PB215", "PB221", "PB222", "PN401"}
    values = {key: book.get(key).values for key in PLACES}
    assert values["T1"]["unit_code"] == "360732110"
    assert values["V1"]["unit_code"] == "360732110202"
    assert values["R1"]["division"] == "360732110"
