"""Columns of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

BLANKS = " \t\r\n\u00a0\u3000\ufeff\u200b"
"""What may stand around the text of a cell and says nothing."""


def trimmed(series: pl.Series) -> pl.Series:
    """The cells without the blanks around them; null where nothing is left.

    >>> import polars as pl
    >>> trimmed(pl.Series(["\u3000甲 ", " ", None])).to_list()
    ['甲', None, None]
    """
    text = series.str.strip_chars(BLANKS)
    return text.set(text == "", None)
