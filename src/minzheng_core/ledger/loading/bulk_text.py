"""Canonical JSON a column at a time: the same bytes as :mod:`minzheng_core.schema.canonical` makes.

A *text* is what is written one after the other for one member: constant words and expressions; where
an expression is ``null`` there is no member. Whole objects are one expression, so that a chunk is
written in one pass.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.errors import CallError
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

Text = tuple[str | pl.Expr, ...]

_ESCAPED = r'["\\\x00-\x1f]'


def written(*parts: str | pl.Expr) -> pl.Expr:
    """Words and expressions one after the other; ``null`` where one of them is.

    >>> pl.DataFrame({"a": ["1", None]}).select(written("<", pl.col("a"), ">")).to_series().to_list()
    ['<1>', None]
    """
    told: list[pl.Expr] = []
    for constant, run in groupby(parts, key=lambda part: isinstance(part, str)):
        same = list(run)
        told += [pl.lit("".join(map(str, same)))] if constant else map(_expression, same)
    return pl.concat_str(told)


def _expression(part: str | pl.Expr) -> pl.Expr:
    return pl.lit(part) if isinstance(part, str) else part


def quoted(values: pl.DataFrame) -> dict[str, Text]:
    r"""The JSON text of each column of *values*, over *values*.

    Raises:
        CallError: a column that is neither text nor whole numbers (BK106).

    >>> frame = pl.DataFrame({"a": ["界", 'a"b', None], "n": [3, None, 4]})
    >>> frame.select(written(*text) for text in quoted(frame).values()).rows()
    [('"界"', '3'), ('"a\\"b"', None), (None, '4')]
    """
    texts = {name: pl.col(name) for name, dtype in values.schema.items() if dtype == pl.String}
    odd = values.select(text.str.contains(_ESCAPED).any() for text in texts.values())
    told: dict[str, Text] = {}
    for name, dtype in values.schema.items():
        if name in texts:
            text = _escaped(values[name]) if odd[name][0] else texts[name]
            told[name] = ('"', text, '"')
        elif dtype.is_integer() or dtype == pl.Null:
            told[name] = (pl.col(name).cast(pl.String),)
        else:
            raise CallError("BK106", field=name, kind=str(dtype))
    return told


def _escaped(values: pl.Series) -> pl.Expr:
    """A column some of whose values have characters that JSON escapes, as they stand between quotes."""
    rows = values.str.contains(_ESCAPED).fill_null(value=False)
    escaped = [canonical(value)[1:-1] for value in values.filter(rows).to_list()]
    return pl.lit(values.scatter(rows.arg_true(), escaped))


def joined(texts: Mapping[str, Text]) -> pl.Expr:
    """Members of an object in the order of their names, with a comma behind each."""
    return pl.concat_str(
        written(f"{canonical(name)}:", *texts[name], ",").fill_null("") for name in sorted(texts)
    )


def objects(texts: Mapping[str, Text]) -> pl.Expr:
    """The JSON object of each row out of its members; ``null`` where a row has none.

    >>> frame = pl.DataFrame({"b": ["1", None], "a": [None, None]}, schema_overrides={"a": pl.String})
    >>> frame.select(objects(quoted(frame))).to_series().to_list()
    ['{"b":"1"}', None]
    """
    return _bracketed(joined(texts), "{}") if texts else pl.lit(None, dtype=pl.String)


def names(texts: Mapping[str, Text]) -> pl.Expr:
    """The JSON array of the names of the members that are there, sorted.

    >>> frame = pl.DataFrame({"b": ["1"], "a": ["2"]})
    >>> frame.select(names(quoted(frame))).to_series().to_list()
    ['["a","b"]']
    """
    if not texts:
        return pl.lit(None, dtype=pl.String)
    named = pl.concat_str(
        pl.when(
            pl.all_horizontal(
                part.is_not_null() for part in texts[name] if not isinstance(part, str)
            )
        )
        .then(pl.lit(f"{canonical(name)},"))
        .otherwise(pl.lit(""))
        for name in sorted(texts)
    )
    return _bracketed(named, "[]")


def _bracketed(inside: pl.Expr, brackets: str) -> pl.Expr:
    whole = pl.concat_str(pl.lit(brackets[0]), inside.str.strip_suffix(","), pl.lit(brackets[1]))
    return pl.when(inside != "").then(whole)
