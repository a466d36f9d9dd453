"""The records that a run asks about, with what was changed in them and found: what questions show."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.cleaning.outcome.status import status_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.processing.parts import Parts


CHANGED = ("row", "field", "before", "step")
"""What questions tell of changes."""


@frozen
class AskedRecords:
    """What some questions are about: those records, with their ``row``, and what was done to their cells.

    Of the findings and of the changes there are at least those of the cells asked about, of the
    changes the columns :data:`CHANGED`.
    """

    records: pl.DataFrame
    changes: pl.DataFrame
    findings: pl.DataFrame


@frozen
class AskedParts:
    """What a run may have to ask about, kept in parts."""

    records: Parts
    changes: Parts
    findings: Parts

    @classmethod
    def of(
        cls,
        spec: ArchiveSpec,
        doubts: pl.DataFrame,
        *,
        records: Parts,
        changes: Parts,
        findings: Parts,
    ) -> Self:
        """Take the records with *doubts* out of those of a run, and what was changed and found there."""
        cells, shown = _cells(spec, doubts), _columns_asked(spec, doubts)
        with ThreadPoolExecutor(max_workers=1) as aside:
            changed = aside.submit(changes.only, cells, *CHANGED)
            found = aside.submit(findings.only, cells)
            asked = records.only(doubts["row"], *(n for n in records.schema if n in shown))
            return cls(records=asked, changes=changed.result(), findings=found.result())

    def about(self, questions: pl.DataFrame) -> AskedRecords:
        """What some questions are about."""
        rows = _rows(questions)
        parts = (self.records, self.changes, self.findings)
        return AskedRecords(*(part.among(rows) for part in parts))

    def split(self, questions: Sequence[pl.DataFrame]) -> list[AskedParts]:
        """What each of several lists of questions may be about, read once for all of them."""
        groups = [_rows(some) for some in questions]
        parts = (part.split(groups) for part in (self.records, self.changes, self.findings))
        return [AskedParts(*group) for group in zip(*parts, strict=True)]


def _rows(questions: pl.DataFrame) -> pl.Series:
    """The rows that some questions are about."""
    return questions["rows"].explode(empty_as_null=False)


def _cells(spec: ArchiveSpec, doubts: pl.DataFrame) -> pl.DataFrame:
    """The doubted cells, and the numbers beside them: that of the other party may be asked about as well."""
    numbers = [block.field("id_number") for block in spec.people]
    beside = [doubts.select("row", field=pl.lit(number)) for number in numbers]
    return pl.concat([doubts.select("row", "field"), *beside])


def _columns_asked(spec: ArchiveSpec, doubts: pl.DataFrame) -> set[str]:
    """The columns of the records by which questions are asked and shown."""
    fields = {*spec.by_name, *doubts["field"].unique()}
    ranges = {block.field("birth_range") for block in spec.people}
    return {"row", *SOURCE, *fields, *ranges, *map(status_column, fields)}
