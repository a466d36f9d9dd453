"""Deaths from a funeral book as events of a person's history (死亡事件)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from minzheng_core.columns import dates, id_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

DIED = 9
COLUMNS = ("id_number", "date", "source")
PARTIES = ("husband", "wife")
EVENT_SCHEMA: dict[str, pl.DataType] = {
    "person": pl.UInt32(),
    "act": pl.UInt32(),
    "kind": pl.UInt8(),
    "date": pl.String(),
    "spouse": pl.UInt32(),
    "party": pl.String(),
    "row": pl.UInt32(),
    "rows": pl.List(pl.UInt32()),
    "source": pl.String(),
}


def death_table(deaths: pl.DataFrame | Iterable[Any]) -> pl.DataFrame:
    """Deaths as ``id_number, date, source``: 18 digits, ISO; each number and day once.

    *deaths* is a frame with these columns, or mappings or tuples of the three. Numbers of 15 digits
    become the 18 that they stand for; lines without a sound number or a date are left out.

    >>> death_table([("362133620815001", "2009年4月5日", "甲馆")]).rows()
    [('362133196208150010', '2009-04-05', '甲馆')]
    """
    if not isinstance(deaths, pl.DataFrame):
        lines = [
            [line.get(name) for name in COLUMNS] if isinstance(line, Mapping) else list(line)
            for line in deaths
        ]
        cells = [[None if cell is None else str(cell) for cell in line] for line in lines]
        deaths = pl.DataFrame(cells, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    none = pl.lit(None, dtype=pl.String).alias(COLUMNS[-1])
    told = deaths.select(
        pl.col(COLUMNS[:2]).cast(pl.String),
        pl.col(COLUMNS[-1]).cast(pl.String) if COLUMNS[-1] in deaths.columns else none,
    )
    read = told.with_columns(
        id_numbers.parse(told["id_number"])["id18"].alias("id_number"),
        dates.parse(told["date"])["text"].alias("date"),
    ).drop_nulls(COLUMNS[:2])
    source = pl.col("source").drop_nulls().unique(maintain_order=True).str.join("；")
    return (
        read.group_by(COLUMNS[:2], maintain_order=True)
        .agg(source)
        .with_columns(pl.col("source").replace("", None))
    )


def death_events(
    records: pl.DataFrame, clusters: pl.DataFrame, deaths: pl.DataFrame | Iterable[Any]
) -> pl.DataFrame:
    """One event for each death of a person whose number stands in the register."""
    table = death_table(deaths)
    found = []
    for party in PARTIES:
        column = f"{party}_id_number"
        if column in records.columns:
            mentions = records.select(id_number=pl.col(column).cast(pl.String)).with_columns(
                person=clusters[f"{party}_person"], party=pl.lit(party)
            )
            found.append(mentions.join(table, on="id_number", maintain_order="left"))
    if not found:
        return pl.DataFrame(schema=EVENT_SCHEMA)
    events = pl.concat(found).unique(["person", "date"], keep="first", maintain_order=True)
    missing = {n: pl.lit(None, dtype=EVENT_SCHEMA[n]) for n in ("act", "spouse", "row")}
    return events.with_columns(
        kind=pl.lit(DIED, dtype=pl.UInt8), rows=pl.lit([], dtype=EVENT_SCHEMA["rows"]), **missing
    ).select(*EVENT_SCHEMA)
