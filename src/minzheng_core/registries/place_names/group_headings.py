"""Columns in which a heading stands on the first row of its group only (每组只写一次的栏).

Lists of villages name the township once and leave the rows below empty; a sheet with merged cells
that was saved as text looks the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def filled_down(column: pl.Series) -> pl.Series:
    """A column with every heading on all rows of its group, if it is such a column; else as it is.

    It is one where the first row is filled, most others are empty and no heading comes twice: a
    cell that somebody forgot to fill in is not filled by its neighbour.

    >>> import polars as pl
    >>> filled_down(pl.Series(["潋江镇", None, None, "江背镇", None])).to_list()
    ['潋江镇', '潋江镇', '潋江镇', '江背镇', '江背镇']
    >>> filled_down(pl.Series(["潋江镇", "潋江镇", None, "江背镇"])).to_list()
    ['潋江镇', '潋江镇', None, '江背镇']
    """
    told = column.drop_nulls()
    grouped = (
        told.len() * 2 <= column.len() and told.n_unique() == told.len() and column[0] is not None
        if told.len()
        else False
    )
    return column.fill_null(strategy="forward") if grouped else column
