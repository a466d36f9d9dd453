"""A column that holds two data, written out as two that stand where it stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


def parted(frame: pl.DataFrame, column: str, into: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """*frame* with the columns of *into* in the place of *column*, in their order.

    >>> import polars as pl
    >>> frame = pl.DataFrame({"day": ["1.2"], "both": ["a1"], "last": ["z"]})
    >>> parted(frame, "both", {"name": pl.col("both").str.head(1), "number": pl.col("both").str.tail(1)}).row(0)
    ('1.2', 'a', '1', 'z')
    """
    order = [name for one in frame.columns for name in (into if one == column else (one,))]
    return frame.with_columns(**into).select(order)
