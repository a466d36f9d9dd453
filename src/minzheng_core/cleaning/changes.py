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
        before, after = cells
        rows = mask.fill_null(value=False).arg_true()
        if rows.is_empty():
            return
        self.parts.append(
            pl.DataFrame(
                {
                    "row": rows.cast(pl.UInt32),
                    "field": pl.repeat(name, len(rows), dtype=pl.String, eager=True),
                    "before": before.gather(rows),
                    "after": after.gather(rows),
                    "step": _at(step, rows),
                    "evidence": _at(evidence, rows),
                },
                schema=CHANGES_SCHEMA,
            )
        )

    def frame(self) -> pl.DataFrame:
        """All changes, by row, in the order they were made."""
        if not self.parts:
            return pl.DataFrame(schema=CHANGES_SCHEMA)
        return pl.concat(self.parts).sort("row", maintain_order=True)


def _at(value: pl.Series | str | None, rows: pl.Series) -> pl.Series:
    if isinstance(value, pl.Series):
        return value.gather(rows).cast(pl.String)
    return pl.repeat(value, len(rows), dtype=pl.String, eager=True)


def fix_names(fixes: pl.Series, names: tuple[str, ...]) -> pl.Series:
    """The names behind a column of fix masks, joined by ``+``; each mask is spelled once."""
    masks = fixes.fill_null(0).unique().to_list()
    spelled = {
        mask: "+".join(name for bit, name in enumerate(names) if mask >> bit & 1) for mask in masks
    }
    return fixes.fill_null(0).replace_strict(
        list(spelled), list(spelled.values()), return_dtype=pl.String
    )
