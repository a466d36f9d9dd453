"""The facts of funerals a column at a time, lifted over :mod:`~minzheng_core.registries.funeral.facts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.columns.lifted import lift
from minzheng_core.registries.funeral.facts import derived

if TYPE_CHECKING:
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.funeral.settings import Settings

_DTYPES: dict[str, type[pl.DataType]] = {
    "text": pl.String,
    "day": pl.Date,
    "number": pl.Int64,
    "flag": pl.Boolean,
}
_DAYS = ("lo", "hi")


def add_facts(
    facts: pl.DataFrame, county: str, overlay: Overlay | None = None, *, settings: Settings
) -> pl.DataFrame:
    """A chunk's facts with those of this registry added; none of them depends on an *overlay*."""
    del overlay
    added = [facts]
    for one in derived(county, settings):
        inputs = [_column(facts, name) for name in one.inputs]
        schema = {name: _DTYPES[kind] for name, kind in one.outputs.items()}
        added.append(lift(inputs, one.function, schema))
    return pl.concat(added, how="horizontal")


def _column(facts: pl.DataFrame, name: str) -> pl.Series:
    part = name.rpartition(".")[2]
    if name not in facts.columns:
        dtype = pl.Date if part in _DAYS else pl.Int64 if part == "number" else pl.String
        return pl.repeat(None, facts.height, dtype=dtype, eager=True)
    column = facts[name]
    return column if part in _DAYS or part == "number" else column.cast(pl.String)
