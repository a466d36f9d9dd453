"""Scalar functions over columns: answered once for every different combination of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def lift(
    inputs: Sequence[pl.Series],
    function: Callable[..., tuple[Any, ...] | None],
    schema: Mapping[str, Any],
) -> pl.DataFrame:
    """Apply a scalar *function* of several cells to whole columns.

    *function* takes one argument per input (``None`` for an empty cell) and returns one value per
    column of *schema*, or ``None`` for a row of nulls. It is called once per distinct combination.

    >>> lift([pl.Series([1, 1, None])], lambda x: None if x is None else (x + 1,), {"y": pl.Int64})["y"].to_list()
    [2, 2, None]
    """
    keys = [f"key{i}" for i in range(len(inputs))]
    cells = pl.DataFrame([series.alias(key) for key, series in zip(keys, inputs, strict=True)])
    distinct = cells.unique(maintain_order=True)
    nothing = (None,) * len(schema)
    answers = [function(*row) or nothing for row in distinct.iter_rows()]
    table = distinct.hstack(pl.DataFrame(answers, schema=dict(schema), orient="row"))
    answered = cells.lazy().join(
        table.lazy(), on=keys, how="left", nulls_equal=True, maintain_order="left"
    )
    return answered.select(list(schema)).collect()
