"""What only the whole archive shows: checks across its records, and holes in series of numbers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.gaps import GAPS_SCHEMA, holes, numbered
from minzheng_core.cleaning.repeats import hashed, rows_sharing

if TYPE_CHECKING:
    from minzheng_core.cleaning.parts import Parts
    from minzheng_core.cleaning.spec import ArchiveSpec


def findings_across(spec: ArchiveSpec, facts: Parts) -> list[pl.DataFrame]:
    """What the checks of *spec* find; none where the archive lacks what they need.

    Where they say by which columns they compare, only records that have a value of one of these in
    common are held.
    """
    if not set(spec.across_needs) <= set(facts.schema):
        return []
    if spec.across_keys:
        alike = pl.concat(
            rows_sharing(facts, partial(hashed, pool=pool), "row", *pool)
            for pool in spec.across_keys
        )
        compared = facts.among(alike, *spec.across_needs)
    else:
        compared = facts.map(_as_it_is, *spec.across_needs)
    return [check(compared) for check in spec.across]


def gaps_in(spec: ArchiveSpec, facts: Parts) -> pl.DataFrame:
    """The holes in all series of *spec* that the archive has, see :func:`~.gaps.find_gaps`."""
    found = [
        holes(facts.map(partial(numbered, series=series), *series.needs), series)
        for series in spec.series
        if {series.number, *series.keys} <= set(facts.schema)
    ]
    return pl.concat(found) if found else pl.DataFrame(schema=GAPS_SCHEMA)


def _as_it_is(part: pl.DataFrame) -> pl.DataFrame:
    return part
