"""Where divisions stand in other years does not depend on what was asked before."""

from __future__ import annotations

import random

from minzheng_core.values.domicile.index import DomicileIndex


def test_the_order_of_questions_makes_no_difference() -> None:
    once, again = DomicileIndex(), DomicileIndex()
    asked = [(unit, year) for unit in range(len(once.records)) for year in (1981, 1985, 1995, 2024)]
    found = {key: once.carry(*key) for key in asked}
    random.Random(1).shuffle(asked)
    assert {key: again.carry(*key) for key in asked} == found
