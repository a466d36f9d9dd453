"""How the ages of an archive were counted, as the chunks have seen them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.cleaning.evidence.age_use import AgeUse

if TYPE_CHECKING:
    import polars as pl

    from minzheng_core.cleaning.plan.spec import ArchiveSpec


def age_use(spec: ArchiveSpec, seen: pl.DataFrame) -> AgeUse:
    """What the ages beside sound numbers are more than the years from birth to event."""
    found: dict[bool, dict[int, int]] = {True: {}, False: {}}
    for block in spec.people:
        more, past = f"{block.prefix}.age.more", f"{block.prefix}.age.past"
        if not {more, past} <= set(seen.columns):
            continue
        told = seen.lazy().select(past=past, more=more).drop_nulls()
        counts = told.group_by("past", "more").len().sort("past", "more").collect()
        for passed, years, count in counts.iter_rows():
            found[passed][years] = found[passed].get(years, 0) + count
    return AgeUse(found)
