"""Pairs, clusters and histories on disk (pairs.csv, clusters.csv, timelines.parquet)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.linkage.ids import SOURCE, record_keys, stable_ids
from minzheng_core.linkage.result import person_columns
from minzheng_core.reports.long_tables import slices, write_csv
from minzheng_core.reports.run_files import CLUSTERS, PAIRS, TIMELINES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.linkage.result import LinkResult

PERSON_MARKS = ("男", "女")
"""What tells the mentions of both parties apart in the key that a person's lasting name is made of."""
SLICE = 50_000


def write_links(
    spec: ArchiveSpec,
    records: pl.DataFrame,
    links: LinkResult,
    folder: Path,
    *,
    previous: pl.DataFrame | None = None,
) -> None:
    """Write what linking found; *previous* is the ``clusters.csv`` of an earlier run, for its names."""
    write_csv(folder / PAIRS, pair_lines(records, links))
    named = clusters_table(records, links, previous)
    named.write_csv(folder / CLUSTERS)
    if spec.histories:
        events = spec.histories(records, links.clusters)
        history_table(records, events, named).write_parquet(folder / TIMELINES, compression="zstd")


def row_names(records: pl.DataFrame) -> pl.Series:
    """How a record is named in ``pairs.csv``: its source row, with file and sheet if there are several."""
    row = records["source_row"].cast(pl.String)
    if records.select(SOURCE[:2]).unique().height <= 1:
        return row
    parts = [records[name].cast(pl.String).fill_null("") for name in SOURCE[:2]]
    return pl.select(pl.concat_str([*map(pl.lit, parts), pl.lit(row)], separator="|")).to_series()


def pair_lines(records: pl.DataFrame, links: LinkResult) -> Iterator[pl.DataFrame]:
    """The judged pairs with their reasons in words, a slice at a time."""
    rows = row_names(records)
    for part in slices(links.pairs, SLICE):
        yield part.select(
            rows.gather(part["left"]).alias("left_row"),
            rows.gather(part["right"]).alias("right_row"),
            pl.col("relation", "judgement"),
            pl.col("score").cast(pl.Float64).round(2),
            links.reasons(part).alias("reasons"),
        )


def clusters_table(
    records: pl.DataFrame, links: LinkResult, previous: pl.DataFrame | None = None
) -> pl.DataFrame:
    """One line per source row: the names of its act and of both persons.

    Names stay when records come later: those of *previous* are kept.
    """
    keys = record_keys(records)
    people = person_columns(links.clusters)
    named = {"act": stable_ids(keys, links.clusters["act"].to_numpy(), _earlier(previous, "act"))}
    height = records.height
    # Persons are numbered by twice the row and the party; here all of one party come before the other.
    person = pl.concat(
        (links.clusters[name] // 2 + links.clusters[name] % 2 * height).alias("person")
        for name in people
    )
    persons = stable_ids(_mentions(keys), person.to_numpy(), _earlier_persons(previous))
    for party, name in enumerate(people):
        named[name] = persons.slice(party * height, height)
    return records.select(SOURCE).with_columns(column.alias(n) for n, column in named.items())


def _mentions(keys: pl.Series) -> pl.Series:
    """A key for each mention of a person in the records of *keys*, all of one party before the other."""
    return pl.concat([keys + mark for mark in PERSON_MARKS])


def _earlier(previous: pl.DataFrame | None, column: str) -> pl.DataFrame | None:
    if previous is None:
        return None
    return pl.DataFrame({"key": record_keys(previous), "id": previous[column]})


def _earlier_persons(previous: pl.DataFrame | None) -> pl.DataFrame | None:
    if previous is None:
        return None
    people = pl.concat([previous[name].rename("id") for name in person_columns(previous)])
    return pl.DataFrame({"key": _mentions(record_keys(previous)), "id": people})


def history_table(records: pl.DataFrame, events: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """The events of each person with names and source rows in the place of positions."""
    first = events["row"]
    column, other_column = person_columns(named)
    one, two = named[column].gather(first), named[other_column].gather(first)
    is_one = events["party"] + "_person" == column
    own, other = one.zip_with(is_one, two), two.zip_with(is_one, one)
    places = {name: records[name].gather(first) for name in SOURCE}
    table = events.with_columns(
        person=own,
        spouse=pl.select(
            pl.when(pl.lit(events["spouse"]).is_not_null()).then(pl.lit(other))
        ).to_series(),
        act=named["act"].gather(first),
        **places,
    )
    return table.select(
        "person", "order", "event", "date", "act", "spouse", "party", *SOURCE,
        pl.col("rows").list.len().alias("records"), "doubt",
    )  # fmt: skip
