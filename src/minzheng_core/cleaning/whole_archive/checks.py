"""What only the whole archive shows: checks across its records, and holes in series of numbers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.outcome.schemas import GAPS_SCHEMA
from minzheng_core.cleaning.whole_archive.gaps import holes, numbered, repeated
from minzheng_core.cleaning.whole_archive.shared_keys import hashed, rows_sharing

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.processing.parts import Parts


def found_across(spec: ArchiveSpec, facts: Parts) -> list[pl.DataFrame]:
    """What the checks of *spec* across the records find; none where the archive lacks what they need.

    *facts* tell of every record of a run. Where the checks say by which columns they compare, only
    records that have a value of one of these in common are held.
    """
    needs = spec.across_needs
    if not set(needs) <= set(facts.schema):
        return []
    if spec.across_keys:
        pools = [facts.tally(partial(hashed, pool=pool), "row", *pool) for pool in spec.across_keys]
        alike = pl.concat(rows_sharing(pool.whole()) for pool in pools)
        compared = facts.among(alike, *needs)
    else:
        compared = facts.map(_as_it_is, *needs)
    return [check(compared) for check in spec.across]


def found_in_series(spec: ArchiveSpec, facts: Parts) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The holes in all series of *spec* that the archive has columns for, see :func:`~.gaps.holes`; and what its
    check finds of numbers that several offices gave in one series.
    """
    tallies = [
        (series, facts.tally(partial(numbered, series=series), *series.needs))
        for series in spec.series
        if {series.number, *series.keys} <= set(facts.schema)
    ]
    numbers = [(series, tally.whole()) for series, tally in tallies]
    found = [holes(table, series) for series, table in numbers]
    gaps = pl.concat(found) if found else pl.DataFrame(schema=GAPS_SCHEMA)
    if spec.across_series is None or not set(spec.across_needs) <= set(facts.schema):
        return gaps, []
    twice = [repeated(table, series) for series, table in numbers if series.shared]
    compared = [
        facts.among(rows["row"], *spec.across_needs).join(rows, on="row")
        for rows in twice
        if rows.height
    ]
    return gaps, [spec.across_series(rows) for rows in compared]


def _as_it_is(part: pl.DataFrame) -> pl.DataFrame:
    return part
