"""What the whole archive settles: new values of single cells, and what that changes, finds and offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import Factory, define, frozen

from minzheng_core.cleaning.outcome.schemas import CANDIDATES_SCHEMA, CHANGES_SCHEMA, Candidate
from minzheng_core.cleaning.outcome.status import Status, status_column
from minzheng_core.cleaning.plan.steps import WITHHOLD
from minzheng_core.findings import catalogue
from minzheng_core.rules.frames import FINDINGS_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Change = tuple[int, str, str | None, str | None, str, str]
    Value = tuple[str | None, str]


@frozen(kw_only=True)
class Settled:
    """Cells with another value or status now, and what is told of that."""

    values: Mapping[str, Mapping[int, Value]]
    """The new value, or none, and its status, by field and row."""
    changes: pl.DataFrame
    findings: pl.DataFrame
    candidates: pl.DataFrame

    def settle(self, records: pl.DataFrame) -> pl.DataFrame:
        """Some of the records with what was settled about them."""
        for field, values in self.values.items():
            records = _with_values(records, field, values)
        return records


@define
class Settling:
    """Settles one cell after the other."""

    values: dict[str, dict[int, Value]] = Factory(dict)
    _changes: list[Change] = Factory(list)
    _findings: list[tuple[int, str, str, str, str | None, str | None, str | None]] = Factory(list)
    _candidates: list[Candidate] = Factory(list)

    def keep(self, row: int, field: str, value: str | None, status: Status) -> None:
        """Give a cell another status, and the value that it has."""
        self.values.setdefault(field, {})[row] = (value, status)

    def change(
        self,
        row: int,
        field: str,
        before: str | None,
        after: str | None,
        *,
        status: Status,
        step: str,
        evidence: str,
    ) -> None:
        """Give a cell another value, and tell of it."""
        self.keep(row, field, after, status)
        self._changes.append((row, field, before, after, step, evidence))

    def doubt(self, row: int, field: str, value: str, *, withhold: bool, evidence: str) -> None:
        """Put a value in conflict, and *withhold* it or leave it there."""
        if withhold:
            self.change(
                row, field, value, None, status=Status.CONFLICT, step=WITHHOLD, evidence=evidence
            )
        else:
            self.keep(row, field, value, Status.CONFLICT)

    def find(
        self,
        row: int,
        field: str,
        code: str,
        *,
        part: str | None = None,
        expected: str | None = None,
        actual: str | None = None,
    ) -> None:
        """Add a finding on a cell."""
        severity = catalogue()[code].severity.value
        self._findings.append((row, field, code, severity, part, expected, actual))

    def offer(self, row: int, field: str, offers: Iterable[tuple[str, float, str]]) -> None:
        """Offer values for a cell, each with its likelihood and evidence, the best first."""
        self._candidates += [
            (row, field, rank, value, score, evidence)
            for rank, (value, score, evidence) in enumerate(offers, start=1)
        ]

    def done(self) -> Settled:
        """All that was settled."""
        return Settled(
            values=self.values,
            changes=pl.DataFrame(self._changes, schema=CHANGES_SCHEMA, orient="row"),
            findings=pl.DataFrame(self._findings, schema=FINDINGS_SCHEMA, orient="row"),
            candidates=pl.DataFrame(self._candidates, schema=CANDIDATES_SCHEMA, orient="row"),
        )


def day_in(number: str) -> str:
    """The birth date in an 18-digit number.

    >>> day_in("362133196208150010")
    '1962-08-15'
    """
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


def _with_values(
    records: pl.DataFrame, field: str, values: Mapping[int, tuple[str | None, str]]
) -> pl.DataFrame:
    """Put new values (or none) into some records, with their status, and the region code of a number."""
    texts = pl.Series([text for text, _ in values.values()], dtype=pl.String)
    statuses = pl.Series([status for _, status in values.values()], dtype=pl.String)
    new = {field: texts, status_column(field): statuses}
    if field.endswith("_id_number"):
        new[f"{field.removesuffix('number')}division"] = texts.str.slice(0, 6)
    if new.keys().isdisjoint(records.columns):
        return records
    rows = records["row"]
    settled = pl.Series(list(values), dtype=rows.dtype)
    there = rows.filter(rows.is_in(settled.implode()))  # few are settled, many are not
    if there.is_empty():
        return records
    here = settled.is_in(there.implode())
    positions = rows.search_sorted(settled.filter(here))
    return records.with_columns(
        records[name].clone().scatter(positions, column.filter(here))
        for name, column in new.items()
        if name in records.columns
    )
