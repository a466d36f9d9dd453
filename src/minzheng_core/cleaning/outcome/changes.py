"""What cleaning changed: before, after, the step that did it and the evidence it had."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import define, field

from minzheng_core.cleaning.outcome.schemas import CHANGES_SCHEMA
from minzheng_core.rules.frames import framed, rows_of
from minzheng_core.values.dates.partial_date import LOSSY

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLLECTED = CHANGES_SCHEMA | {"step": pl.Categorical, "evidence": pl.Categorical}
"""Words that repeat as categories from the beginning: the lines are joined and sorted in less memory."""


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

        *mask* and *cells* have the height of the chunk, *step* and *evidence* are of the rows of
        *mask* alone; a null in *mask* is no change.
        """
        rows = rows_of(mask)
        if len(rows):
            before, after = (cell.filter(mask) for cell in cells)
            columns = (rows, name, before, after, step, evidence)
            self.parts.append(framed(columns, _COLLECTED, len(rows)))

    def frame(self) -> pl.DataFrame:
        """All changes, by row, in the order they were made."""
        if not self.parts:
            return pl.DataFrame(schema=_COLLECTED)
        return pl.concat(self.parts).sort("row", maintain_order=True)


def named_fixes(fixes: pl.Series, names: Sequence[str]) -> tuple[pl.Series, pl.Series]:
    """The names behind a column of fix masks, joined by ``+``, and the evidence that such fixes have.

    >>> steps, evidence = named_fixes(pl.Series([1, 3], dtype=pl.UInt32), ["id.spaces", "id.case"])
    >>> steps.to_list(), evidence.to_list()
    (['id.spaces', 'id.spaces+id.case'], ['无损规范', '无损规范'])
    """
    masks, which = np.unique(fixes.to_numpy(), return_inverse=True)
    steps = [
        "+".join(name for bit, name in enumerate(names) if mask >> bit & 1)
        for mask in masks.tolist()
    ]
    evidence = ["各种读法共有" if any(s in step for s in LOSSY) else "无损规范" for step in steps]
    by_mask = pl.DataFrame(
        {"step": steps, "evidence": evidence}, schema={"step": pl.String, "evidence": pl.String}
    )
    step, why = by_mask[which].get_columns()
    return step, why
