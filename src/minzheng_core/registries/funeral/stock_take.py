"""Stock-take (盘点): the shelves of a hall against its files, place by place."""

from __future__ import annotations

import polars as pl


def take_stock(files: pl.DataFrame, shelves: pl.DataFrame) -> pl.DataFrame:
    """What the shelves and the files do not agree on.

    Both frames have ``location`` (in the form of :func:`~minzheng_core.values.grave_number`) and
    ``who``: what tells the ashes apart, a case number or a name. Returns ``who``, ``location`` (by the
    file), ``shelf`` (where they stand) and ``code``: on file and not on the shelf (FX121), on the
    shelf and not on file (FX122), in another place than the file says (FX123), one place twice on the
    shelf (FX124), a line without place or name (FX125).

    >>> files = pl.DataFrame({"who": ["甲", "乙"], "location": ["A-03-012", "A-03-014"]})
    >>> shelves = pl.DataFrame({"who": ["甲", "丙"], "location": ["A-03-013", "A-03-015"]})
    >>> take_stock(files, shelves).rows()
    [('甲', 'A-03-012', 'A-03-013', 'FX123'), ('乙', 'A-03-014', None, 'FX121'), ('丙', None, 'A-03-015', 'FX122')]
    """
    files, shelves = (
        frame.select(pl.col("who", "location").cast(pl.String)) for frame in (files, shelves)
    )
    blank = pl.any_horizontal(pl.all().is_null() | (pl.all() == ""))
    unread = shelves.filter(blank).select(
        "who", location=pl.lit(None, pl.String), shelf="location", code=pl.lit("FX125")
    )
    files, shelves = files.filter(~blank), shelves.filter(~blank)
    shared = files.filter(pl.col("location").is_duplicated())
    crowded = shelves.filter(pl.col("location").is_duplicated()).join(
        shared, on="location", how="anti"
    )
    shelves = shelves.rename({"location": "shelf"})
    # What stands where the file says is in order; of the rest, each is looked for by its name.
    right = files.join(shelves, left_on=["who", "location"], right_on=["who", "shelf"], how="semi")
    left = files.join(right, on=["who", "location"], how="anti")
    loose = shelves.join(right, left_on=["who", "shelf"], right_on=["who", "location"], how="anti")
    # One name may stand for several: the first on file is held against the first on the shelves.
    left, loose = (
        frame.with_columns(which=pl.int_range(pl.len()).over("who")) for frame in (left, loose)
    )
    placed = left.join(loose, on=["who", "which"], how="left", maintain_order="left")
    told = placed.with_columns(
        code=pl.when(pl.col("shelf").is_null()).then(pl.lit("FX121")).otherwise(pl.lit("FX123"))
    )
    strange = loose.join(left, on=["who", "which"], how="anti").select(
        "who", location=pl.lit(None, pl.String), shelf="shelf", code=pl.lit("FX122")
    )
    twice = crowded.select(
        "who", location=pl.lit(None, pl.String), shelf="location", code=pl.lit("FX124")
    )
    return pl.concat([told.select("who", "location", "shelf", "code"), strange, twice, unread])
