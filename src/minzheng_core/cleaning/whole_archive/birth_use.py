"""How old the people of an archive are at the event, as the chunks have seen them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.evidence.birth_use import BirthUse
from minzheng_core.values.ids.evidence import LATEST_OF_TWO_READINGS

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec


def birth_use(spec: ArchiveSpec, seen: pl.DataFrame) -> BirthUse:
    """The years of the numbers' holders at the event, and how far apart the two of a couple were born.

    Without those of 15 digits that may be of two centuries: they are likelier slips.
    """
    years: dict[str, dict[int, int]] = {}
    apart: dict[str, dict[int, int]] = {}
    for block in spec.people:
        own = f"{block.prefix}.years"
        if own not in seen.columns:
            continue
        told = _told(block.prefix)
        years[block.prefix] = _counted(seen, told, pl.col(own))
        if f"{block.partner}.years" in seen.columns:
            older = pl.col(f"{block.partner}.years") - pl.col(own)
            apart[block.prefix] = _counted(seen, told & _told(str(block.partner)), older)
    return BirthUse(years, apart)


def _told(prefix: str) -> pl.Expr:
    early = pl.col(f"{prefix}.birth").dt.year() <= LATEST_OF_TWO_READINGS
    return ~(early & pl.col(f"{prefix}.legacy"))


def _counted(seen: pl.DataFrame, told: pl.Expr, years: pl.Expr) -> dict[int, int]:
    counts = seen.lazy().filter(told).select(years.alias("years")).drop_nulls()
    return dict(counts.group_by("years").len().sort("years").collect().iter_rows())
