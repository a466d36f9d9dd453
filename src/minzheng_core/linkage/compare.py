"""Two tables of the same acts side by side: same, differing by field, only here, only there (比对)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME, DIFFERS, HERE, THERE = "一致", "不一致", "只有本表", "只有对方"
COMPARED_SCHEMA: dict[str, pl.DataType] = {
    "state": pl.String(),
    "act": pl.UInt32(),
    "here_row": pl.UInt32(),
    "there_row": pl.UInt32(),
    "field": pl.String(),
    "here": pl.String(),
    "there": pl.String(),
    "decision": pl.String(),
}
"""One line per act, and for acts that differ one line per field; ``decision`` is for a person."""


def comparable(
    here: pl.DataFrame, there: pl.DataFrame, fields: Sequence[str]
) -> tuple[list[str], list[str]]:
    """The fields that both tables tell something of, and those that only one of them does.

    A table without a column, or with nothing in it, says nothing about that field of any act.

    >>> one = pl.DataFrame({"name": ["张三"], "office": ["潋江镇"], "remark": [None]})
    >>> comparable(one, pl.DataFrame({"name": ["张山"], "office": [""]}), one.columns)
    (['name'], ['office'])
    """
    told = [
        {name for name in fields if name in frame.columns and _tells(frame[name])}
        for frame in (here, there)
    ]
    both, either = told[0] & told[1], told[0] | told[1]
    return [n for n in fields if n in both], [n for n in fields if n in either - both]


def _tells(column: pl.Series) -> bool:
    return bool(column.cast(pl.String).replace("", None).is_not_null().any())


def compared(
    here: pl.DataFrame, there: pl.DataFrame, act: pl.Series, fields: Sequence[str]
) -> pl.DataFrame:
    """Compare two tables by their acts: *act* names those of *here*, then those of *there*.

    A cell that is empty on one side only differs; what is empty on both is the same. Fields of
    which one of the tables tells nothing at all are not compared (:func:`comparable`).

    >>> one = pl.DataFrame({"name": ["张三", "李四"]})
    >>> other = pl.DataFrame({"name": ["张山", "王五"]})
    >>> told = compared(one, other, pl.Series([0, 1, 0, 3], dtype=pl.UInt32), ["name"])
    >>> told.select("state", "field", "here", "there").rows()
    [('不一致', 'name', '张三', '张山'), ('只有本表', None, None, None), ('只有对方', None, None, None)]
    """
    names, _ = comparable(here, there, fields)
    sides = [
        frame.select(pl.col(name).cast(pl.String).replace("", None) for name in names)
        .with_columns(act=part)
        .with_row_index("row")
        .unique("act", keep="first", maintain_order=True)
        for frame, part in ((here, act.head(here.height)), (there, act.tail(there.height)))
    ]
    one, other = sides
    both = one.join(other, on="act", how="inner", suffix="_there", maintain_order="left")
    alike = {name: pl.col(name).eq_missing(pl.col(f"{name}_there")) for name in names}
    same = both.filter(pl.all_horizontal([pl.lit(value=True), *alike.values()]))
    none = pl.lit(None, dtype=pl.UInt32)
    parts = [
        *(_differing(both.filter(~equal), name) for name, equal in alike.items()),
        same.select(state=pl.lit(SAME), act="act", here_row="row", there_row="row_there"),
        one.join(other, on="act", how="anti", maintain_order="left").select(
            state=pl.lit(HERE), act="act", here_row="row", there_row=none
        ),
        other.join(one, on="act", how="anti", maintain_order="left").select(
            state=pl.lit(THERE), act="act", here_row=none, there_row="row"
        ),
    ]
    whole = pl.concat(parts, how="diagonal").with_columns(decision=pl.lit(None, dtype=pl.String))
    order = pl.col("state").replace_strict({DIFFERS: 0, HERE: 1, THERE: 2, SAME: 3})
    columns = {
        name: pl.col(name) if name in whole.columns else pl.lit(None, dtype=dtype)
        for name, dtype in COMPARED_SCHEMA.items()
    }
    return (
        whole.select(**columns)
        .cast(pl.Schema(COMPARED_SCHEMA))
        .sort(order, "act", maintain_order=True)
    )


def _differing(acts: pl.DataFrame, name: str) -> pl.DataFrame:
    """One line for each of *acts*, whose field *name* differs."""
    return acts.select(
        state=pl.lit(DIFFERS),
        act="act",
        here_row="row",
        there_row="row_there",
        field=pl.lit(name),
        here=name,
        there=f"{name}_there",
    )
