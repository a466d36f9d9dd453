"""Sheets of which nothing tells whether their records are marriages, divorces or re-issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.reading import ReadingNote
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.processing.parts import Parts

USUAL = 0.5
"""The share of the records of a sheet whose act is not told; fewer are records with a gap."""
MANY = 10
"""So many are told all the same: one of several tables on the sheet may not say what it is of."""
_SHEET = ("source_file", "source_sheet")


def untold_acts(spec: ArchiveSpec, records: Parts) -> list[tuple[str, ReadingNote]]:
    """The remark (IN136) on each sheet of whose records most or many are of no known kind, with its place."""
    types = [field.name for field in spec.fields if field.kind is FieldKind.BUSINESS_TYPE]
    if not types:
        return []

    def counted(part: pl.DataFrame) -> pl.DataFrame:
        """How many records of each sheet there are, and how many of no known kind."""
        sheets = part.group_by(_SHEET, maintain_order=True)
        return sheets.agg(pl.len().alias("records"), pl.col(types).null_count())

    sheets = records.map(counted, *types, *_SHEET).group_by(_SHEET, maintain_order=True)
    return [
        (
            f"{line['source_file']} {line['source_sheet'] or ''}".strip(),
            ReadingNote("IN136", count=line[name]),
        )
        for line in sheets.agg(pl.all().sum()).iter_rows(named=True)
        for name in types
        if line[name] > USUAL * line["records"] or line[name] >= MANY
    ]
