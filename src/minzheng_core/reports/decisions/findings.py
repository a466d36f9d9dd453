"""The findings on final records: what decisions changed is judged again, the rest stays as found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.reports.run_files import FINDINGS
from minzheng_core.reports.sentences import with_sentences

if TYPE_CHECKING:
    from collections.abc import Collection

    from minzheng_core.reports.decisions.consequences import Again
    from minzheng_core.reports.decisions.run import Cell, Run

COLUMNS = (*SOURCE, "field", "code", "severity", "sentence")
_SAME = ["row", "field", "code"]


@frozen(kw_only=True)
class Rejudged:
    """The findings of all final records, how many by severity, and those that decisions brought."""

    table: pl.DataFrame
    brought: pl.DataFrame

    @property
    def counts(self) -> dict[str, int]:
        """How many findings are left, by severity."""
        return dict(self.table.group_by("severity").len().sort("severity").iter_rows())


def rejudge(
    run: Run, again: Again | None, decided: Collection[Cell], settled: Collection[Cell]
) -> Rejudged:
    """Judge the records with decisions again, as if each had come in alone.

    On a decided record stand the findings on its final values, and of the earlier ones those that
    its values alone did not show (another record did, or the writing in the file), unless their
    cell was decided. *brought* has errors and doubts that were not there before the decision, but
    those on cells that went with it (*settled*).
    """
    earlier = pl.read_csv(run.folder / FINDINGS, infer_schema=False)
    if again is None:
        return Rejudged(table=earlier, brought=earlier.clear())
    rows = again.rows
    before, after = again.findings()
    keys = run.records.select(pl.col(SOURCE).cast(pl.String).fill_null(""))
    placed = earlier.with_columns(pl.col(SOURCE).fill_null(""))
    of_decided = keys[rows].with_columns(row=pl.int_range(rows.len(), dtype=pl.UInt32))
    untouched = placed.join(of_decided, on=SOURCE, how="anti", maintain_order="left")
    touched = placed.join(of_decided, on=SOURCE, how="inner", maintain_order="left")
    cells, quiet = (_cells(rows, given) for given in (decided, settled))
    kept = touched.join(before, on=_SAME, how="anti").join(cells, on=["row", "field"], how="anti")
    # Found on the values before too, yet not by the run: it knew better, by the county's overlay say.
    known = before.join(touched, on=_SAME, how="anti")
    after = after.join(known, on=_SAME, how="anti", maintain_order="left")
    fresh = with_sentences(after).join(of_decided, on="row", how="left", maintain_order="left")
    new = fresh.join(touched, on=_SAME, how="anti").filter(pl.col("severity") != "notice")
    new = new.join(quiet, on=["row", "field"], how="anti", maintain_order="left")
    table = pl.concat([frame.select(COLUMNS) for frame in (untouched, kept, fresh)])
    order = keys.with_row_index("place")
    table = table.join(order, on=SOURCE, how="left", maintain_order="left").sort(
        "place", maintain_order=True
    )
    return Rejudged(table=table.select(COLUMNS), brought=new.select(COLUMNS))


def _cells(rows: pl.Series, cells: Collection[Cell]) -> pl.DataFrame:
    """Cells by their place among *rows*."""
    places = {row: at for at, row in enumerate(rows)}
    return pl.DataFrame(
        [(places[row], field) for row, field in cells],
        schema={"row": pl.UInt32, "field": pl.String},
        orient="row",
    )
