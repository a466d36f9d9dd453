"""What only the whole archive shows: checks across its records, and holes in series of numbers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.outcome.schemas import GAPS_SCHEMA
from minzheng_core.cleaning.whole_archive.gaps import holes, numbered, repeated
from minzheng_core.cleaning.whole_archive.shared_keys import hashed, rows_sharing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.cleaning.plan.spec import ArchiveSpec, Series
    from minzheng_core.processing.parts import Parts


@frozen(kw_only=True)
class Found:
    """What only the whole archive shows."""

    across: list[pl.DataFrame]
    """What the checks across the records find; none where the archive lacks what they need."""
    in_series: list[pl.DataFrame]
    """What a check finds of numbers that several offices gave in one series."""
    gaps: pl.DataFrame
    """The holes in all series that the archive has columns for, see :func:`~.gaps.holes`."""


def found_in_all(spec: ArchiveSpec, facts: Parts) -> Found:
    """What *spec* has looked for in all records; *facts* tell of each of them.

    Where the checks say by which columns they compare, only records that have a value of one of these
    in common are held. The facts are read once for what both kinds of checks count.
    """
    tallies = [
        (series, facts.tally(partial(numbered, series=series), *series.needs))
        for series in spec.series
        if {series.number, *series.keys} <= set(facts.schema)
    ]
    across = _across(spec, facts)
    numbers = [(series, tally.whole()) for series, tally in tallies]
    gaps = [holes(table, series) for series, table in numbers]
    return Found(
        across=across,
        in_series=_in_series(spec, facts, numbers),
        gaps=pl.concat(gaps) if gaps else pl.DataFrame(schema=GAPS_SCHEMA),
    )


def _across(spec: ArchiveSpec, facts: Parts) -> list[pl.DataFrame]:
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


def _in_series(
    spec: ArchiveSpec, facts: Parts, numbers: Sequence[tuple[Series, pl.DataFrame]]
) -> list[pl.DataFrame]:
    if spec.across_series is None or not set(spec.across_needs) <= set(facts.schema):
        return []
    twice = [repeated(table, series) for series, table in numbers if series.shared]
    compared = [
        facts.among(rows["row"], *spec.across_needs).join(rows, on="row")
        for rows in twice
        if rows.height
    ]
    return [spec.across_series(rows) for rows in compared]


def _as_it_is(part: pl.DataFrame) -> pl.DataFrame:
    return part
