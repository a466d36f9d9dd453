"""Terms that the Regulations on divisions set are for divisions: villages and communities are none."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core import Book, open_store
from minzheng_core.registries import place_names
from minzheng_core.registries.place_names.changes import REGISTRY as CHANGES
from minzheng_core.registries.place_names.changes import (
    ChangeOrder,
    apply_change,
    change_tasks,
    plan_change,
)
from minzheng_core.registries.place_names.lists import edition_from_frame, enter_edition

LI = "621226"


@pytest.mark.parametrize(
    ("units", "tasks"),
    [
        ([{"key": "甲村", "ends": True, "into": "乙村"}], []),
        ([{"key": "乙村", "name": "乙社区"}], []),
        ([{"key": "甲村", "parent": "盐官镇"}], ["complete"]),
        ([{"key": "盐官镇", "name": "盐川镇"}], ["complete"]),
    ],
)
def test_the_term_for_changes_of_divisions_is_none_for_villages_alone(units, tasks) -> None:
    store = open_store("memory://")
    book = Book.open(place_names.REGISTRY, store, county=LI)
    changes = Book.open(CHANGES, store, county=LI)
    frame = pl.DataFrame(
        {"名称": ["盐官镇", "甲村", "乙村"], "代码": ["621226101", "621226102201", "621226102202"]}
    )
    enter_edition(book, edition_from_frame(frame), by="王某某")
    told = {"kind": "更名", "document": "礼政发〔2026〕21号", "units": units}
    days = {"approved_on": "2026-10-06", "effective": "2026-11-02"}

    plan = plan_change(book.scan(), ChangeOrder.of(told | days), county=LI)
    apply_change(book, plan, by="王某某", changes=changes)

    assert [due.task.value for due in change_tasks(changes.scan())] == tasks
