"""What only the whole archive shows: checks across its records, and holes in series of numbers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Self

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.outcome.schemas import GAPS_SCHEMA
from minzheng_core.cleaning.whole_archive.gaps import holes, numbered
from minzheng_core.cleaning.whole_archive.shared_keys import hashed, rows_sharing

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec, Series
    from minzheng_core.processing.parts import Parts, Tally


@frozen
class ArchiveChecks:
    """What is told of every record of a run, for the checks and the series of *spec*: read once for all."""

    spec: ArchiveSpec
    facts: Parts
    _pools: list[Tally]
    _series: list[tuple[Series, Tally]]

    @classmethod
    def of(cls, spec: ArchiveSpec, facts: Parts) -> Self:
        """Have told what the archive has columns for."""
        have = set(facts.schema)
        compared = set(spec.across_needs) <= have
        pools = spec.across_keys if compared else ()
        return cls(
            spec,
            facts,
            [facts.tally(partial(hashed, pool=pool), "row", *pool) for pool in pools],
            [
                (series, facts.tally(partial(numbered, series=series), *series.needs))
                for series in spec.series
                if {series.number, *series.keys} <= have
            ],
        )

    def findings(self) -> list[pl.DataFrame]:
        """What the checks find; none where the archive lacks what they need.

        Where they say by which columns they compare, only records that have a value of one of these
        in common are held.
        """
        needs = self.spec.across_needs
        if not set(needs) <= set(self.facts.schema):
            return []
        if self._pools:
            alike = pl.concat(rows_sharing(pool.whole()) for pool in self._pools)
            compared = self.facts.among(alike, *needs)
        else:
            compared = self.facts.map(_as_it_is, *needs)
        return [check(compared) for check in self.spec.across]

    def gaps(self) -> pl.DataFrame:
        """The holes in all series, see :func:`~.gaps.find_gaps`."""
        found = [holes(told.whole(), series) for series, told in self._series]
        return pl.concat(found) if found else pl.DataFrame(schema=GAPS_SCHEMA)


def _as_it_is(part: pl.DataFrame) -> pl.DataFrame:
    return part
