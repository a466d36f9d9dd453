"""What is offered for the day of the event where the rest of the record tells its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.cleaning.chunk.cells import Chunk

LIKELY_YEAR = "likely_year"
"""The part of an event date, among the facts of a registry, that names the year meant."""
_SCORE = 0.9
_SAID = "只改年份；证件字号、年龄与此年相符"


def event_offers(
    chunk: Chunk, columns: Mapping[str, pl.Series]
) -> list[tuple[int, str, int, str, float, str]]:
    """The written day in the year that the rest of the record tells, as candidates."""
    name = chunk.spec.event
    fact = f"{name}.{LIKELY_YEAR}"
    if fact not in chunk.facts.columns or name not in columns:
        return []
    year = chunk.facts[fact]
    rows = year.is_not_null().arg_true()
    if rows.is_empty():
        return []
    texts = year.gather(rows).cast(pl.String).str.zfill(4) + columns[name].gather(rows).str.slice(4)
    offers = pl.DataFrame({"row": rows, "text": texts})
    possible = _possible(texts)
    return [
        (row, name, 1, text, _SCORE, _SAID) for row, text in offers.filter(possible).iter_rows()
    ]


def _possible(texts: pl.Series) -> pl.Series:
    """Whether a day, a month or a year is one of the calendar: no 29 February of a common year."""
    whole = (texts + "-01-01").str.slice(0, len("1985-10-01"))
    return whole.str.to_date("%Y-%m-%d", strict=False).is_not_null()
