"""Texts without what follows their townships, which never decides between divisions."""

from __future__ import annotations

import polars as pl

_OF_ONE_LETTER = [kind.encode() for kind in "乡镇"]


def above_village(text: pl.Expr, pattern: str) -> pl.Expr:
    """What :func:`values.domicile.text.above_village_pattern` leaves of each *text*.

    Only where the kind of the township begins is asked of the pattern: to replace by it takes several times as long.

    >>> text = pl.lit("江西省兴国县潋江镇背街")
    >>> pl.select(above_village(text, "([乡镇]|公社|街道)[^省市县区乡镇社道]+$")).item()
    '江西省兴国县潋江镇'
    """
    octets, begin = text.cast(pl.Binary), text.str.find(pattern)
    short = octets.bin.slice(begin, len(_OF_ONE_LETTER[0])).is_in(_OF_ONE_LETTER)
    size = len(_OF_ONE_LETTER[0]) * (2 - short.cast(pl.UInt32))
    return octets.bin.slice(0, begin + size).cast(pl.String).fill_null(text)
