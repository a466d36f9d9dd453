"""Names for clusters that stay when records come later (编号稳定).

A cluster is named after the record that founded it: a short digest of its file and sheet, and its
row. Records that were known earlier found before those that came later, so that what is added never
renames; a cluster that is torn apart keeps its name where its founder is.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SOURCE = ("source_file", "source_sheet", "source_row")
DIGITS = 8


def record_keys(records: pl.DataFrame) -> pl.Series:
    """The short key of each record: where it stands in its file.

    >>> frame = pl.DataFrame({"source_file": ["甲.csv"], "source_sheet": [""], "source_row": [15]})
    >>> record_keys(frame)[0]
    'a8e23739-15'
    """
    height = records.height
    if not set(SOURCE) <= set(records.columns):
        return pl.int_range(height, eager=True).cast(pl.String)
    parts = (pl.col(name).cast(pl.String).fill_null("") for name in SOURCE[:2])
    places = records.select(pl.concat_str(parts, separator="\x1f")).to_series()
    distinct = places.unique()
    digests = [
        hashlib.blake2b(place.encode(), digest_size=16).hexdigest() for place in distinct.to_list()
    ]
    digits = DIGITS
    while len({digest[:digits] for digest in digests}) < len(digests):
        digits += 1
    short = places.to_frame("place").join(
        pl.DataFrame({"place": distinct, "short": [digest[:digits] for digest in digests]}),
        on="place",
        how="left",
        maintain_order="left",
    )["short"]
    return pl.select(
        pl.concat_str(pl.lit(short), pl.lit(records["source_row"].cast(pl.String)), separator="-")
    ).to_series()


def stable_ids(
    keys: pl.Series, label: NDArray[np.integer], previous: pl.DataFrame | None = None
) -> pl.Series:
    """The name of each record's cluster; *label* is the cluster, by position.

    *previous* has the ``key`` and the ``id`` of records that were named in an earlier run, in the
    order in which they were known.

    >>> import numpy as np
    >>> stable_ids(pl.Series(["a-1", "a-2", "a-3"]), np.array([0, 0, 2])).to_list()
    ['a-1', 'a-1', 'a-3']
    >>> earlier = pl.DataFrame({"key": ["a-2"], "id": ["a-2"]})
    >>> stable_ids(pl.Series(["a-1", "a-2", "a-3"]), np.array([0, 0, 2]), earlier).to_list()
    ['a-2', 'a-2', 'a-3']
    """
    frame = pl.DataFrame({"key": keys, "label": pl.Series(label)}).with_row_index("row")
    if previous is None or previous.is_empty():
        named = frame.group_by("label").agg(pl.col("key").sort_by("row").first().alias("id"))
    else:
        known = (
            previous.with_row_index("rank").unique("key", keep="first").select("key", "id", "rank")
        )
        frame = frame.join(known, on="key", how="left", maintain_order="left")
        # A founder names its cluster; a name whose founder is elsewhere is not taken twice.
        first = frame.group_by("label").agg(
            pl.col("id").sort_by("rank", nulls_last=True).first(),
            pl.col("key").sort_by("rank", "row", nulls_last=True).first().alias("own"),
            (pl.col("id") == pl.col("key")).any().alias("founded"),
            pl.col("row").min(),
        )
        first = first.sort("id", ~pl.col("founded").fill_null(value=False), "row")
        taken = pl.col("id").is_not_null() & (pl.int_range(pl.len()).over("id") == 0)
        used = frame["id"].drop_nulls().unique()
        own = (
            pl.when(pl.col("own").is_in(used.implode())).then(pl.col("own") + "'").otherwise("own")
        )
        named = first.select("label", id=pl.when(taken).then("id").otherwise(own))
    return frame.select("label").join(named, on="label", how="left", maintain_order="left")["id"]
