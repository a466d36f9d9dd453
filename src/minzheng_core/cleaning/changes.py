"""What cleaning changed: before, after, the step that did it and the evidence it had."""

from __future__ import annotations

import polars as pl
from attrs import define, field

CHANGES_SCHEMA: dict[str, type[pl.DataType]] = {
    "row": pl.UInt32,
    "field": pl.String,
    "before": pl.String,
    "after": pl.String,
    "step": pl.String,
    "evidence": pl.String,
}


@define
class ChangeLog:
    """Collects the changes of a chunk column by column."""

    parts: list[pl.DataFrame] = field(factory=list)

    def add(
        self,
        mask: pl.Series,
        name: str,
        cells: tuple[pl.Series, pl.Series],
        step: pl.Series | str,
        evidence: pl.Series | str | None = None,
    ) -> None:
        """Record a change in every row of *mask*: the *cells* before and after, step and evidence.

        All series have the height of the chunk.
        """
        rows = mask.fill_null(value=False).arg_true()
        if rows.is_empty():
            return
        columns = dict(zip(CHANGES_SCHEMA, (rows, name, *cells, step, evidence), strict=True))
        whole = {n: v for n, v in columns.items() if isinstance(v, pl.Series) and n != "row"}
        changed = pl.DataFrame(whole)[rows].with_columns(rows.alias("row"))
        self.parts.append(
            changed.select(
                (pl.col(n) if n in changed.columns else pl.lit(columns[n])).cast(dtype).alias(n)
                for n, dtype in CHANGES_SCHEMA.items()
            )
        )

    def frame(self) -> pl.DataFrame:
        """All changes, by row, in the order they were made."""
        if not self.parts:
            return pl.DataFrame(schema=CHANGES_SCHEMA)
        return pl.concat(self.parts).sort("row", maintain_order=True)


def fix_names(fixes: pl.Series, names: tuple[str, ...]) -> pl.Series:
    """The names behind a column of fix masks, joined by ``+``; each mask is spelled once."""
    if fixes.is_empty():
        return pl.Series(fixes.name, dtype=pl.String)
    masks = fixes.fill_null(0).unique().to_list()
    spelled = {
        mask: "+".join(name for bit, name in enumerate(names) if mask >> bit & 1) for mask in masks
    }
    return fixes.fill_null(0).replace_strict(
        list(spelled), list(spelled.values()), return_dtype=pl.String
    )
