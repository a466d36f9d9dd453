"""The readings of a date that can be read in several ways, offered to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.rules.frames import no_findings
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.cleaning.outcome.schemas import Candidate

_SEVERAL = "DT103"
_DAY = len("1985-10-01")
_SAID = "原文的一种读法"


def readings(chunk: Chunk, columns: Mapping[str, pl.Series]) -> list[Candidate]:
    """Each reading of an ambiguous date of which nothing else has told the day."""
    offered: list[Candidate] = []
    found = pl.concat([no_findings(), *chunk.findings]).filter(pl.col("code") == _SEVERAL)
    for row, field, expected in found.select("row", "field", "expected").iter_rows():
        told = columns[field][row] if field in columns else None
        texts = [text.strip() for text in (expected or "").split(" / ")]
        dates = [text for text in texts if PartialDate.parse(text).value is not None]
        if len(dates) > 1 and (told is None or len(told) < _DAY):
            share = round(1 / len(dates), 2)
            offered += [
                (row, field, rank, text, share, _SAID) for rank, text in enumerate(dates, 1)
            ]
    return offered
