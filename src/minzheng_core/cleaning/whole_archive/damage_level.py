"""How often the numbers of an archive are damaged, against what is usual.

An archive typed in a hurry has several times the slips of a careful one. Those that leave no number at all
(a check digit that fails, a digit too many, a day that no month has) are counted; how many of the others,
which look like sound numbers, are damaged too follows from them. A hand that slips in numbers slips in
dates as well: where the two contradict each other, the level that counts for the number is the square
root, half of the way.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.values.ids.rates import DEFAULT_RATES, Rates

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec

_BEFOREHAND = 5
"""How many damaged numbers what is usual counts for."""
_NO_SUCH_DAY = 0.17
"""The share of the slips in 15 digits that make an impossible date."""


def damage_level(spec: ArchiveSpec, seen: pl.DataFrame, rates: Rates = DEFAULT_RATES) -> float:
    """How many times as likely as the *rates* say a number is damaged, against a date that it contradicts.

    By those that are no numbers any more.
    """
    one_slip = rates.substitution + rates.transposition
    lengths = rates.lost + rates.doubled
    broken, expected = 0, 0.0
    for block in spec.people:
        names = [f"{block.prefix}.{name}" for name in ("broken", "legacy")]
        if not set(names) <= set(seen.columns):
            continue
        is_broken, legacy = (pl.col(name) for name in names)
        counts = seen.select(
            broken=is_broken.sum(), whole=(~is_broken).sum(), legacy=(~is_broken & legacy).sum()
        ).row(0, named=True)
        broken += counts["broken"]
        modern = counts["whole"] - counts["legacy"]
        expected += modern * (one_slip + lengths + rates.check_made_up)
        expected += counts["legacy"] * (one_slip * _NO_SUCH_DAY + lengths)
    return sqrt((broken + _BEFOREHAND) / (expected + _BEFOREHAND))
