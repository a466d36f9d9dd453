"""Canonical JSON a column at a time: the same bytes as :mod:`minzheng_core.schema.canonical` makes.

A *text* is an expression that gives the JSON text of a member, ``null`` where there is none; whole
objects are one expression, so that a chunk is written in one pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.errors import CallError
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

_ESCAPED = r'["\\\x00-\x1f]'


def quoted(values: pl.DataFrame) -> dict[str, pl.Expr]:
    r"""The JSON text of each column of *values*, as an expression over *values*.

    Raises:
        CallError: a column that is neither text nor whole numbers (BK106).

    >>> frame = pl.DataFrame({"a": ["界", 'a"b', None], "n": [3, None, 4]})
    >>> frame.select(**quoted(frame)).rows()
    [('"界"', '3'), ('"a\\"b"', None), (None, '4')]
    """
    texts = {name: pl.col(name) for name, dtype in values.schema.items() if dtype == pl.String}
    odd = values.select(text.str.contains(_ESCAPED).any() for text in texts.values())
    told: dict[str, pl.Expr] = {}
    for name, dtype in values.schema.items():
        if name in texts:
            plain = pl.concat_str(pl.lit('"'), texts[name], pl.lit('"'))
            told[name] = _escaped(values[name], plain) if odd[name][0] else plain
        elif dtype.is_integer() or dtype == pl.Null:
            told[name] = pl.col(name).cast(pl.String)
        else:
            raise CallError("BK106", field=name, kind=str(dtype))
    return told


def _escaped(values: pl.Series, plain: pl.Expr) -> pl.Expr:
    """The texts of a column where some values have characters that JSON escapes."""
    rows = values.str.contains(_ESCAPED).fill_null(value=False)
    texts = [canonical(value) for value in values.filter(rows).to_list()]
    places = rows.arg_true().to_list()
    written: list[str | None] = [None] * len(values)
    for place, text in zip(places, texts, strict=True):
        written[place] = text
    return pl.coalesce(pl.lit(pl.Series(written, dtype=pl.String)), plain)


def joined(texts: Mapping[str, pl.Expr]) -> pl.Expr:
    """Members of an object in the order of their names, with a comma behind each."""
    return pl.concat_str(
        pl.concat_str(pl.lit(f"{canonical(name)}:"), texts[name], pl.lit(",")).fill_null("")
        for name in sorted(texts)
    )


def objects(texts: Mapping[str, pl.Expr]) -> pl.Expr:
    """The JSON object of each row out of its members; ``null`` where a row has none.

    >>> frame = pl.DataFrame({"b": ["1", None], "a": [None, None]}, schema_overrides={"a": pl.String})
    >>> frame.select(objects(quoted(frame))).to_series().to_list()
    ['{"b":"1"}', None]
    """
    return _bracketed(joined(texts), "{}") if texts else pl.lit(None, dtype=pl.String)


def names(texts: Mapping[str, pl.Expr]) -> pl.Expr:
    """The JSON array of the names of the members that are there, sorted.

    >>> frame = pl.DataFrame({"b": ["1"], "a": ["2"]})
    >>> frame.select(names(quoted(frame))).to_series().to_list()
    ['["a","b"]']
    """
    if not texts:
        return pl.lit(None, dtype=pl.String)
    named = pl.concat_str(
        pl.when(texts[name].is_not_null()).then(pl.lit(f"{canonical(name)},")).otherwise(pl.lit(""))
        for name in sorted(texts)
    )
    return _bracketed(named, "[]")


def _bracketed(inside: pl.Expr, brackets: str) -> pl.Expr:
    whole = pl.concat_str(pl.lit(brackets[0]), inside.str.strip_suffix(","), pl.lit(brackets[1]))
    return pl.when(inside != "").then(whole)
