"""How many numbers of each column of an archive a spreadsheet has cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.evidence.lost_tails import LostTails

if TYPE_CHECKING:
    from minzheng_core.cleaning.evidence.lost_tails import Column
    from minzheng_core.cleaning.plan.spec import ArchiveSpec


def lost_tails(spec: ArchiveSpec, seen: pl.DataFrame) -> LostTails:
    """Cut and whole numbers by party and table, as the chunks have seen them."""
    counts: dict[Column, tuple[int, int]] = {}
    for block in spec.people:
        name = f"{block.prefix}.cut"
        if name not in seen.columns:
            continue
        cut = pl.col(name)
        told = seen.group_by("place").agg(cut=cut.sum(), whole=(~cut).sum())
        counts |= {(block.prefix, place): (cut, whole) for place, cut, whole in told.iter_rows()}
    return LostTails(counts)
