"""Runs of rows in which the two parties stand for each other: columns that changed places for a while.

One couple whose numbers are both of the other sex is a slip; several in a row, with none between them that
stand right, are a block that was typed or pasted crosswise. It is told on all of its rows, also on those
that have too few numbers to show it, and asked about once. Where birth dates have already shown that only
the numbers stood crosswise, they are back in their places, and what is left of the block is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.outcome.status import Status, status_column
from minzheng_core.rules.frames import findings_in, no_findings

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.processing.parts import Parts

CODE = "MF306"
LEAST = 4
"""So many rows one after the other: of couples that stand crosswise by chance so many never do."""


def exchanged_rows(seen: pl.DataFrame) -> pl.DataFrame:
    """The rows of all blocks, as the chunks have seen them: ``row, block, crossed``.

    A row tells of the matter by the sexes in its numbers: all of them of the other party, or one of its own.
    """
    flags = [name for name in seen.columns if name.endswith(".crossed")]
    if len(flags) != 2:
        return pl.DataFrame(schema={"row": pl.UInt32, "block": pl.UInt32, "crossed": pl.Boolean})
    other = pl.any_horizontal(flags).fill_null(value=False)
    own = pl.any_horizontal(~pl.col(name) for name in flags).fill_null(value=False)
    if not seen.select((other & ~own).any()).item():
        return seen.select("row", block=pl.lit(0, pl.UInt32), crossed=pl.lit(value=True)).clear()
    telling = seen.select("row", "place", crossed=other & ~own, tells=other ^ own).filter("tells")
    # One that stands right, amid several that do not, has a slip in the digit of the sex, or was noticed.
    beside = [pl.col("crossed").shift(step).over("place") for step in (-2, -1, 1, 2)]
    amid = pl.all_horizontal(one.fill_null(value=False) for one in beside)
    telling = telling.filter(pl.col("crossed") | ~amid)
    runs = telling.with_columns(block=pl.struct("place", "crossed").rle_id())
    blocks = (
        runs.filter("crossed")
        .group_by("block", "place", maintain_order=True)
        .agg(first=pl.col("row").first(), last=pl.col("row").last(), len=pl.len())
        .filter(pl.col("len") >= LEAST)
    )
    rows = blocks.select("block", row=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.UInt32))
    straight = seen.filter(own & ~other)["row"]
    crossed = telling.filter("crossed").select("row", "crossed")
    return (
        rows.explode("row", empty_as_null=False)
        .filter(~pl.col("row").is_in(straight.implode()))
        .join(crossed, on="row", how="left")
        .select("row", "block", pl.col("crossed").fill_null(value=False))
    )


def told_of_blocks(spec: ArchiveSpec, records: Parts, rows: pl.DataFrame) -> pl.DataFrame:
    """One finding on each row of a block, on the number of the first party.

    Numbers that are back in their places need none; where that is most of a block, nothing else was
    exchanged in it, and rows without numbers need none either.
    """
    if rows.is_empty():
        return no_findings()
    field = spec.people[0].field("id_number")
    mine, theirs = status_column(field), status_column(f"{spec.people[0].partner}_id_number")
    held = records.among(rows["row"], "row", "source_row", mine, theirs)
    back = pl.any_horizontal(pl.col(mine, theirs) == Status.REPAIRED).fill_null(value=False)
    lines = (
        rows.with_columns(pl.col("row").cast(held["row"].dtype))
        .join(held.with_columns(back=back), on="row", how="left", maintain_order="left")
        .with_columns(
            only_numbers=(pl.col("back") & pl.col("crossed")).sum().over("block") * 2
            > pl.col("crossed").sum().over("block"),
            span=pl.concat_str(
                pl.col("source_row").first().over("block"),
                pl.col("source_row").last().over("block"),
                separator="–",
            ),
            count=pl.len().over("block").cast(pl.String),
        )
        .filter(~pl.col("back") & (pl.col("crossed") | ~pl.col("only_numbers")))
    )
    return findings_in(lines["row"], field, CODE, expected=lines["count"], actual=lines["span"])
