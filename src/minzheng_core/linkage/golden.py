"""One record out of all entries of an act, field by field, with the reason of each choice (归并记录).

Nothing is deleted and nothing overwritten: the entries stay as they are, the golden record is read
from them again whenever a judgement changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable


REASONS = (
    "只有这一条有值",
    "各条一致",
    "由人工决定",
    "多数条目如此",
    "原件写明，其他条目是推算或补全",
    "写得更完整",
    "取原登记而不取补领",
    "取较早的条目",
)
"""Why a value was chosen, by number; each rule decides only where those before it leave a tie."""
ONLY, AGREED, DECIDED, MAJORITY, WRITTEN, FULLER, ORIGINAL, EARLIER = range(len(REASONS))
WRITTEN_STATUS = ("original", "normalised")
GOLDEN_SCHEMA: dict[str, pl.DataType] = {
    "act": pl.UInt32(),
    "field": pl.String(),
    "value": pl.String(),
    "row": pl.UInt32(),
    "reason": pl.String(),
    "entries": pl.UInt32(),
    "values": pl.UInt32(),
}
"""``row`` is where the value stands, ``entries`` how many entries have one, ``values`` how many differ."""


def golden(
    records: pl.DataFrame,
    act: pl.Series,
    fields: Iterable[str],
    *,
    later: pl.Series | None = None,
) -> pl.DataFrame:
    """The chosen value of each field of each act that has more than one entry.

    *later* marks entries (re-issues) that come after the original. A status beside a field
    (``…_status``) tells what was written from what was derived.

    >>> records = pl.DataFrame({"name": ["张三", "张三", "张山"], "day": [None, "1988-10", "1988-10-01"]})
    >>> told = golden(records, pl.Series([0, 0, 0], dtype=pl.UInt32), ["name", "day"])
    >>> told.select("field", "value", "row", "reason").rows()
    [('day', '1988-10-01', 2, '写得更完整'), ('name', '张三', 0, '多数条目如此')]
    """
    several = act.is_duplicated()
    frame = records.with_columns(act=act).with_row_index("row").filter(several)
    marks = later if later is not None else pl.repeat(value=False, n=len(act), eager=True)
    frame = frame.with_columns(later=marks.cast(pl.Boolean).filter(several))
    parts = [_chosen(frame, name) for name in fields if name in records.columns]
    if not parts:
        return pl.DataFrame(schema=GOLDEN_SCHEMA)
    return pl.concat(parts).sort("act", "field")


def _chosen(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """The choice for one field."""
    beside = f"{name}_status"
    status = pl.col(beside).cast(pl.String) if beside in frame.columns else pl.lit("original")
    entries = frame.select(
        "act", "row", "later", value=pl.col(name).cast(pl.String), status=status
    ).filter(pl.col("value").is_not_null() & (pl.col("value") != ""))
    ranked = entries.with_columns(
        decided=pl.col("status") == "decided",
        votes=pl.len().over("act", "value"),
        written=pl.col("status").is_in(WRITTEN_STATUS),
        length=pl.col("value").str.len_chars(),
    )
    dates = name.endswith("_date")
    keys = (
        ["decided", "length", "votes", "written"]
        if dates
        else ["decided", "votes", "written", "length"]
    )
    ranked = ranked.sort(
        ["act", *keys, "later", "row"], descending=[False, *[True] * len(keys), False, False]
    )
    best = ranked.unique("act", keep="first", maintain_order=True)
    rival = (
        ranked.join(best.select("act", best="value"), on="act")
        .filter(pl.col("value") != pl.col("best"))
        .unique("act", keep="first", maintain_order=True)
        .select("act", *(pl.col(key).alias(f"{key}_2") for key in (*keys, "later")))
    )
    sizes = entries.group_by("act").agg(entries=pl.len(), values=pl.col("value").n_unique())
    both = best.join(sizes, on="act").join(rival, on="act", how="left", maintain_order="left")
    rules = {"decided": DECIDED, "votes": MAJORITY, "written": WRITTEN, "length": FULLER}
    reason: Any = pl.when(pl.col("entries") == 1).then(ONLY)
    reason = reason.when(pl.col("values") == 1).then(AGREED)
    for key in keys:
        reason = reason.when(pl.col(key) != pl.col(f"{key}_2")).then(rules[key])
    reason = reason.when(pl.col("later") != pl.col("later_2")).then(ORIGINAL).otherwise(EARLIER)
    words = dict(enumerate(REASONS))
    return both.select(
        "act",
        field=pl.lit(name),
        value="value",
        row="row",
        reason=reason.replace_strict(words, return_dtype=pl.String),
        entries="entries",
        values="values",
    ).cast(pl.Schema(GOLDEN_SCHEMA))


def wide(chosen: pl.DataFrame, fields: Iterable[str]) -> pl.DataFrame:
    """One line per act, a column per field."""
    table = chosen.pivot("field", index="act", values="value", aggregate_function="first")
    names = [name for name in fields if name in table.columns]
    return table.select("act", *names).sort("act")
