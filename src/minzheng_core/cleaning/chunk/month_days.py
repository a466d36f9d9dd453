"""A day written without its year, 3.15: what else the record tells of the year makes it a candidate.

It is never taken by itself: 3.15 may be March 1915, and 2.1 what a spreadsheet left of 2.10.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.schema import FieldKind
from minzheng_core.values.dates.month_day import CUT_SHORT, MONTH_DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.cleaning.outcome.schemas import Candidate

_FIRST_YEAR = 1950
_NO_DATE, _NO_YEAR = "DT101", "DT109"
_SCORE, _LESS = 0.7, 0.4
_FILED = "只写了月日；年份取自证件字号、归档年度或标题、文件名"
_AGED = "只写了月日；年份由登记时年龄推出"
_ZERO = "，日的末位 0 可能丢失"


def month_day_candidates(chunk: Chunk, columns: Mapping[str, pl.Series]) -> list[Candidate]:
    """The days that such cells may mean, ranked."""
    offers = []
    for spec in chunk.spec.fields:
        name = spec.name
        if name not in columns or name not in chunk.raw.columns:
            continue
        if name == chunk.spec.event:
            years, why = _filed(chunk), _FILED
        elif spec.kind is FieldKind.BIRTH_DATE:
            years, why = _born(columns.get(name.removesuffix("date") + "range")), _AGED
        else:
            continue
        if years is not None:
            offers += _offers(chunk.raw[name], columns[name], years, (name, why))
    _say_what_is_missing(chunk, offers)
    return offers


def _say_what_is_missing(chunk: Chunk, offers: list[Candidate]) -> None:
    """Say of cells with such days that their year is missing, not that they are no date."""
    cells = {(row, field) for row, field, *_ in offers}
    if not cells:
        return
    asked = pl.DataFrame(sorted(cells), schema={"row": pl.UInt32, "field": pl.String}, orient="row")
    key = pl.struct(pl.col("row").cast(pl.UInt32), pl.col("field").cast(pl.String))
    hit = (pl.col("code") == _NO_DATE) & key.is_in(asked.to_struct("key").implode())
    chunk.findings = [
        frame.with_columns(
            code=pl.when(hit).then(pl.lit(_NO_YEAR)).otherwise("code").cast(frame.schema["code"])
        )
        for frame in chunk.findings
    ]


def _offers(
    raw: pl.Series, value: pl.Series, years: pl.DataFrame, said: tuple[str, str]
) -> list[Candidate]:
    name, why = said
    text = pl.col("raw")
    open_ = pl.col("value").is_null() | (pl.col("value").str.len_chars() == len("1985"))
    cells = (
        years.with_columns(raw.alias("raw"), value.alias("value"))
        .with_row_index("row")
        .lazy()
        .filter(open_, text.str.contains(MONTH_DAY), pl.col("lo").is_not_null())
        .with_columns(
            month=text.str.extract(MONTH_DAY, 1).cast(pl.Int32),
            day=text.str.extract(MONTH_DAY, 2).cast(pl.Int32),
            cut=text.str.contains(CUT_SHORT),
        )
        .collect()
    )
    found: list[Candidate] = []
    for row, lo, hi, month, day, cut in cells.select(
        "row", "lo", "hi", "month", "day", "cut"
    ).iter_rows():
        days = [(day, _SCORE, why), *([(10 * day, _LESS, why + _ZERO)] if cut else [])]
        possible = [
            (at.isoformat(), score, evidence)
            for one, score, evidence in days
            for year in range(lo.year, hi.year + 1)
            if (at := _day(year, month, one)) is not None and lo <= at <= hi
        ]
        found += [
            (row, name, rank, written, score, evidence)
            for rank, (written, score, evidence) in enumerate(possible, start=1)
        ]
    return found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _filed(chunk: Chunk) -> pl.DataFrame | None:
    """The first and the last day of the year that each act was filed in."""
    names = [name for name in chunk.spec.event_years if name in chunk.facts.columns]
    if not names:
        return None
    latest = chunk.recipe.on.year
    year = pl.coalesce(
        pl.when(pl.col(name).is_between(_FIRST_YEAR, latest)).then(pl.col(name).cast(pl.Int32))
        for name in names
    )
    return chunk.facts.select(lo=pl.date(year, 1, 1), hi=pl.date(year, 12, 31))


def _born(interval: pl.Series | None) -> pl.DataFrame | None:
    """The days between which each person was born, by the age."""
    if interval is None or interval.null_count() == len(interval):
        return None
    parts = interval.str.split("/")
    return pl.DataFrame(
        {
            "lo": parts.list.get(0, null_on_oob=True).str.to_date("%Y-%m-%d", strict=False),
            "hi": parts.list.get(1, null_on_oob=True).str.to_date("%Y-%m-%d", strict=False),
        }
    )
