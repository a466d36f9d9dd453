"""What the rest of the record tells of the act: the year of its day, and its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.outcome.status import Status, status_column
from minzheng_core.cleaning.plan.steps import TYPE_FROM_CERTIFICATE, YEAR_FROM_CERTIFICATE
from minzheng_core.reference.code_tables import code_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.cleaning.outcome.schemas import Candidate
    from minzheng_core.schema import FieldSpec


LIKELY_YEAR = "likely_year"
"""The part of an event date, among the facts of a registry, that names the year meant."""

_SCORE = 0.9

_SAID = "只改年份；证件字号、年龄与此年相符"


def year_from_certificate(chunk: Chunk, columns: dict[str, pl.Series]) -> dict[str, pl.Series]:
    """The year of a missing event date where the certificate number gives it."""
    name, year = chunk.spec.event, "certificate_number.year"
    if year not in chunk.facts.columns or YEAR_FROM_CERTIFICATE in chunk.recipe.skipped:
        return {}
    nothing = chunk.nothing()
    date = columns.get(name, nothing)
    plausible = chunk.facts[year].is_between(1950, chunk.recipe.on.year)
    fill = (
        date.is_null()
        & plausible
        & (chunk.facts["certificate_number.era"].cast(pl.String) == "modern")
    )
    value = chunk.facts[year].cast(pl.String)
    chunk.log.add(fill, name, (chunk.cells(name), value), YEAR_FROM_CERTIFICATE, "证件字号中的年份")
    status = columns.get(
        status_column(name), pl.repeat(Status.MISSING, chunk.height, dtype=pl.String, eager=True)
    )
    return {
        name: pl.select(pl.when(fill).then(value).otherwise(date)).to_series(),
        status_column(name): status.set(fill.fill_null(value=False), Status.FILLED),
    }


def type_from_certificate(
    chunk: Chunk, spec: FieldSpec, columns: dict[str, pl.Series]
) -> dict[str, pl.Series]:
    """The business type that the cell leaves open, or no column has, and the certificate number tells."""
    name, derived = spec.name, f"{spec.name}.derived"
    if derived not in chunk.facts.columns or TYPE_FROM_CERTIFICATE in chunk.recipe.skipped:
        return {}
    code = chunk.facts[derived]
    told = code.is_not_null()
    if not told.any():
        return {}
    table = code_table("business_type")
    labels = {entry.code: entry.label for entry in table.entries}
    label = code.replace_strict(labels, default=None, return_dtype=pl.String)
    nothing = chunk.nothing()
    value = label.zip_with(told, columns.get(name, nothing))
    evidence = "证件字号的类别：" + label.filter(told)
    chunk.log.add(told, name, (chunk.cells(name), value), TYPE_FROM_CERTIFICATE, evidence)
    answered = (pl.col("code") == "MR401") & (pl.col("field") == name)
    answered &= pl.col("row").is_in(told.arg_true().implode())
    chunk.findings = [frame.filter(~answered) for frame in chunk.findings]
    codes = code.zip_with(told, columns.get(f"{name}_code", nothing))
    return {name: value, f"{name}_code": codes}


def event_candidates(chunk: Chunk, columns: Mapping[str, pl.Series]) -> list[Candidate]:
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
