"""What falls due (到期清单): terms of graves, bodies and ashes kept too long, deaths to be reported."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from minzheng_core.registries.funeral.settings import Settings

WORDS = {
    "term": "使用年限到期",
    "storage": "遗体存放超期",
    "ashes": "骨灰久未安放",
    "report": "死亡信息未报告",
}
"""What a line of the list is about."""


def due(cases: pl.DataFrame, *, on: date, settings: Settings, within: int = 90) -> pl.DataFrame:
    """What is due on a day or falls due *within* so many days, the oldest first.

    Returns ``row``, ``case``, ``what`` (:data:`WORDS`), ``since`` (the day it is counted from),
    ``due`` and ``days`` (how long it is over; negative: still to come), and whom it is about and where they are:
    ``name``, ``facility``, ``location``. A term is over from the day on
    which it ends; the limits for bodies and ashes are the county's own, and nothing is listed where it
    has none.

    >>> from minzheng_core.registries.funeral.cases import cases_of
    >>> from minzheng_core.registries.funeral.settings import UNKNOWN
    >>> records = pl.DataFrame({"placement_date": ["2006-04-05"], "placement_term_years": ["20"]})
    >>> cases = cases_of(records, county="360732", on=date(2026, 4, 5))
    >>> [due(cases, on=date(2026, 4, day), settings=UNKNOWN, within=0).height for day in (4, 5)]
    [0, 1]
    """
    last = on + timedelta(days=within)
    lists = [
        _listed(cases, "term", since="placement", due_on=pl.col("term_end")),
        _listed(
            cases.filter(pl.col("reported").is_null()),
            "report",
            since="issued",
            due_on=pl.col("report_due"),
        ),
    ]
    if settings.storage_days is not None:
        start = pl.coalesce("stored", "fetched")
        waiting = cases.filter(pl.col("cremation").is_null() & pl.col("placement").is_null())
        waiting = waiting.filter(pl.col("stored_until").is_null()).with_columns(start=start)
        limit = pl.col("start").dt.offset_by(f"{settings.storage_days}d")
        lists.append(_listed(waiting, "storage", since="start", due_on=limit))
    if settings.ashes_days is not None:
        kept = cases.filter(pl.col("placement").is_null())
        limit = pl.col("cremation").dt.offset_by(f"{settings.ashes_days}d")
        lists.append(_listed(kept, "ashes", since="cremation", due_on=limit))
    listed = pl.concat(lists).filter(pl.col("due") <= last)
    days = (pl.lit(on) - pl.col("due")).dt.total_days().alias("days")
    whose = cases.select("row", "name", "facility", "location").unique("row")
    told = listed.with_columns(days).join(whose, on="row", how="left", maintain_order="left")
    return told.sort("due", "row")


def _listed(cases: pl.DataFrame, what: str, *, since: str, due_on: pl.Expr) -> pl.DataFrame:
    return cases.select("row", "case", what=pl.lit(what), since=pl.col(since), due=due_on).filter(
        pl.col("due").is_not_null()
    )
