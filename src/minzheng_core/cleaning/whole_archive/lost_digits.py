"""Columns in which most numbers have lost their last digits: a fault of the export, not of single cells.

Nobody can restore them at the desk, while the system of origin may still have all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.reading import ReadingNote
from minzheng_core.values.ids.faults import TAIL_LOST

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.processing.parts import Parts

LOST = ["ID111", *sorted(TAIL_LOST)]
"""What is said of such numbers: a power of ten, 000 at the end, the first fifteen digits."""
LEAST = 20
"""So many numbers of a column must have lost digits."""
USUAL = 0.5
"""The share of the records of a sheet in which they must have."""
_SHEET = ("source_file", "source_sheet")


def lost_digits(
    spec: ArchiveSpec, doubts: pl.DataFrame, records: Parts
) -> list[tuple[str, ReadingNote]]:
    """The remark (IN145) on each sheet in which most numbers of a person lost digits, with its place."""
    labels = {
        block.field("id_number"): spec.by_name[block.field("id_number")].label
        for block in spec.people
    }
    said = pl.col("codes").list.set_intersection(LOST).list.len() > 0
    lost = doubts.filter(pl.col("field").is_in(list(labels)) & said)
    if lost.height < LEAST:
        return []
    fields = [(pl.col("field") == name).any().alias(name) for name in labels]
    by_record = lost.group_by("row").agg(fields)

    def counted(part: pl.DataFrame) -> pl.DataFrame:
        """How many records of each sheet lost digits of each person's number."""
        here = part.join(by_record, on="row", how="left", maintain_order="left")
        sheets = here.group_by(_SHEET, maintain_order=True)
        return sheets.agg(pl.len().alias("records"), pl.col(labels).sum())

    sheets = records.map(counted, "row", *_SHEET).group_by(_SHEET, maintain_order=True)
    return [
        (
            f"{line['source_file']} {line['source_sheet'] or ''}".strip(),
            ReadingNote("IN145", count=line[name], values={"field": label}),
        )
        for line in sheets.agg(pl.all().sum()).iter_rows(named=True)
        for name, label in labels.items()
        if line[name] >= max(LEAST, USUAL * line["records"])
    ]
