"""Where a loaded record stands in the files, and the key that follows from it."""

from __future__ import annotations

import hashlib

import polars as pl

from minzheng_core.ledger.keys import spelled
from minzheng_core.ledger.loading.bulk_text import objects, quoted
from minzheng_core.schema.canonical import canonical

SOURCES = ("source_file", "source_sheet", "source_row")
_PREFIX = 13
_ROW_DIGITS = 8


def key_of(chunk: pl.DataFrame, series: str, first: int) -> pl.Series:
    """A key for every record: the file and sheet it stands in, and its row there.

    Without the columns :data:`SOURCES` it is the place in the frame, counted from *first*.

    >>> frame = pl.DataFrame({"source_file": ["a.csv"], "source_sheet": [None], "source_row": [7]})
    >>> key_of(frame, "", 0).to_list()
    ['0JKQD2W3TSN1W-00000007']
    """
    if "source_row" not in chunk.columns:
        prefix = _prefix(series, "", "")
        numbers = range(first + 1, first + chunk.height + 1)
        return pl.Series("key", [f"{prefix}-{number:0{_ROW_DIGITS}d}" for number in numbers])
    places = chunk.select(
        pl.col(name).cast(pl.String).fill_null("")
        if name in chunk.columns
        else pl.lit("").alias(name)
        for name in SOURCES[:2]
    )
    distinct = places.unique(maintain_order=True)
    prefixes = [_prefix(series, file, sheet) for file, sheet in distinct.rows()]
    prefixed = places.join(
        distinct.with_columns(pl.Series("prefix", prefixes)),
        on=SOURCES[:2],
        how="left",
        maintain_order="left",
    )
    row = chunk["source_row"].cast(pl.String).str.zfill(_ROW_DIGITS)
    return prefixed.select(key=pl.concat_str("prefix", pl.lit("-"), pl.lit(row))).to_series()


def _prefix(*parts: str) -> str:
    told = hashlib.sha256(canonical(parts).encode()).digest()
    return spelled(int.from_bytes(told[:8], "big"), _PREFIX)


def source_of(chunk: pl.DataFrame, recipe: str | None) -> pl.Series:
    """The source of every record as JSON text, as :class:`~minzheng_core.ledger.Source` writes it.

    >>> frame = pl.DataFrame({"source_file": ["a.csv"], "source_sheet": [""], "source_row": [7]})
    >>> source_of(frame, None).to_list()
    ['{"file":"a.csv","row":7}']
    """
    columns = [name for name in SOURCES if name in chunk.columns]
    known = chunk.select(
        pl.col(name) if chunk.schema[name].is_integer() else _word(name) for name in columns
    ).rename(lambda name: name.removeprefix("source_"))
    members = quoted(known)
    if recipe:
        members["recipe"] = (canonical(recipe),)
    told = known.select(source=objects(members)).to_series()
    return told if len(told) == chunk.height else told.new_from_index(0, chunk.height)


def _word(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String).replace("", None)
