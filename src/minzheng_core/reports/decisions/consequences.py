"""What follows from decisions by the rules of cleaning: what was derived of a value goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import evolve, frozen
from attrs import field as attribute

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.cleaning.outcome.status import SETTLED, is_status, status_column
from minzheng_core.cleaning.run.pipeline import run as clean_run

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from minzheng_core.cleaning.run.result import CleanResult
    from minzheng_core.reports.decisions.run import Cell, Run


@frozen(kw_only=True, repr=False)
class Again:
    """Decided records cleaned again, each as if it had come in alone: before the decisions and after."""

    rows: pl.Series
    decided: pl.DataFrame
    before: CleanResult
    after: CleanResult

    @classmethod
    def of(cls, run: Run, records: pl.DataFrame, decided: Collection[Cell]) -> Again:
        """The records with decisions, as they stood and as *records* has them."""
        rows = pl.Series(sorted({row for row, _ in decided}), dtype=pl.UInt32)
        before, after = (_cleaned(run, frame[rows]) for frame in (run.records, records))
        return cls(rows=rows, decided=records[rows], before=before, after=after)

    def findings(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The findings before and after; ``row`` is the place in ``rows``."""
        texts = pl.col("field", "code", "severity").cast(pl.String)
        return self.before.findings.with_columns(texts), self.after.findings.with_columns(texts)


def _cleaned(run: Run, records: pl.DataFrame) -> CleanResult:
    spec = evolve(run.spec, across=(), series=(), link=None)
    raw = records.select(
        pl.col(SOURCE),
        *(pl.col(f.name).cast(pl.String) for f in spec.fields if f.name in records.columns),
    )
    return clean_run(spec, [raw], run.recipe, link=False)


@frozen(kw_only=True)
class Consequence:
    """A cell that goes with a decision: what it becomes, by which step and on what evidence."""

    row: int
    field: str
    before: str | None = attribute(repr=False)
    value: str | None = attribute(repr=False)
    status: str | None
    step: str
    evidence: str = attribute(repr=False)


def consequences(run: Run, again: Again, given: Collection[Cell]) -> list[Consequence]:
    """What the cells *given* by decisions bring with them in the same records.

    Taken is what cleaning makes of the record with the decision and would not have made of it
    before: a birth date filled in or corrected by a number, the division of a domicile on another
    day. Cells that somebody is asked about, or has decided, stay as they are; no value goes away,
    but one that stood for what is known now (the range of a birth date).
    """
    asked = {
        (row, field)
        for question in run.questions.values()
        for row, field in zip(question["rows"], question["fields"], strict=True)
    }
    steps = {
        (row, field): (step, evidence)
        for row, field, step, evidence in again.after.changes.select(
            "row", "field", "step", "evidence"
        )
        .cast(dict.fromkeys(("field", "step", "evidence"), pl.String))
        .iter_rows()
    }
    rows = {row for row, _ in given}
    found = []
    for at, row, field, value, status in _otherwise(run, again):
        if row in rows and (row, field) not in asked and (row, field) not in given:
            step, evidence = steps.get((at, field), (None, None))
            found.append(
                Consequence(
                    row=row,
                    field=field,
                    before=run.records[field][row],
                    value=value,
                    status=status,
                    step=step or "decision",
                    evidence=evidence or "随决定更新",
                )
            )
    return found


def follow(records: pl.DataFrame, found: Sequence[Consequence]) -> pl.DataFrame:
    """The records with what follows from decisions."""
    cells: dict[str, dict[int, str | None]] = {}
    for one in found:
        cells.setdefault(one.field, {})[one.row] = one.value
        if one.status is not None:
            cells.setdefault(status_column(one.field), {})[one.row] = one.status
    return with_cells(records, cells)


def with_cells(
    records: pl.DataFrame, cells: Mapping[str, Mapping[int, str | None]]
) -> pl.DataFrame:
    """The records with other texts in some cells, by column and position."""
    columns = []
    for column, values in cells.items():
        series = records[column]
        fresh = pl.Series(list(values.values()), dtype=pl.String).cast(series.dtype, strict=False)
        columns.append(series.scatter(pl.Series(list(values), dtype=pl.UInt32), fresh))
    return records.with_columns(columns)


def _otherwise(run: Run, again: Again) -> Iterator[tuple[int, int, str, str | None, str | None]]:
    """The cells that come out otherwise with the decisions, and that cleaning alone had made before.

    Place among the decided records, position in the records, field, value and status.
    """
    before, after, stood = again.before.records, again.after.records, run.records[again.rows]
    have = set(stood.columns) & set(before.columns) & set(after.columns)
    now = again.decided
    for field in stood.columns:
        if field not in have or field in SOURCE or is_status(field, have):
            continue
        status = status_column(field)
        texts = [frame[field].cast(pl.String) for frame in (stood, before, after)]
        stands = now[field].cast(pl.String)
        # What is made otherwise, or was brought along by the decision itself (parties exchanged).
        moved = texts[1].ne_missing(texts[2]) | stands.ne_missing(texts[0])
        differ = texts[0].eq_missing(texts[1]) & moved & stands.ne_missing(texts[2])
        for at in differ.arg_true():
            said = _status(after, status, at)
            value: Any = texts[2][at]
            if value is None and not field.endswith(_RANGE):
                continue
            if said is None or said in SETTLED:
                yield at, again.rows[at], field, value, said


_RANGE = "_birth_range"


def _status(records: pl.DataFrame, column: str, at: int) -> str | None:
    return str(records[column][at]) if column in records.columns else None
