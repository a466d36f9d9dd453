"""The final records: the run with all decisions of all workbooks, written as a whole."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import asdict, frozen
from attrs import field as attribute

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.cleaning.outcome.status import Status, is_status, status_column
from minzheng_core.reports.cell_text import cell_text
from minzheng_core.reports.decisions.consequences import Again, consequences, follow, with_cells
from minzheng_core.reports.decisions.findings import Rejudged, rejudge
from minzheng_core.reports.decisions.pairs import counted, write_judged
from minzheng_core.reports.run_files import (
    CHANGES,
    DECISIONS,
    FINAL,
    FINDINGS,
    RECORDS,
    RECORDS_CSV,
    RETURNED,
    SUMMARY,
)
from minzheng_core.reports.save import whole_directory
from minzheng_core.reports.workbook.layout import QUESTION_SHEET, Choice
from minzheng_core.reports.workbook.new import new_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from minzheng_core.linkage.judgements import Judgements
    from minzheng_core.reports.decisions.agreement import Returned
    from minzheng_core.reports.decisions.run import Run

VALID, REPLACED = "有效", "已被后来的决定取代"
STEP = "decision"


@frozen(kw_only=True)
class Decision:
    """One decision on one cell: who, when, what, and where it was written."""

    row: int
    field: str
    choice: str
    value: str | None = attribute(repr=False)
    also: dict[str, str | None] = attribute(factory=dict, repr=False)
    by: str
    on: str
    remark: str = attribute(repr=False)
    question: str
    workbook: str
    line: int
    state: str = VALID


@frozen(kw_only=True)
class Written:
    """Counts of what stands in the final directory; ``brought`` is what decisions made doubtful.

    ``replaced`` is how many earlier decisions this workbook decides otherwise.
    """

    taken: int
    deferred: int
    replaced: int
    settled: int
    returned: str
    brought: pl.DataFrame = attribute(repr=False)


def write_final(
    run: Run,
    workbook: Path,
    new: Sequence[Decision],
    returned: Sequence[Returned],
    *,
    pairs: Judgements,
    instead_of: tuple[int, int] | None,
) -> Written:
    """Write records, findings, changes, decisions, returned lines into ``final``: all or nothing.

    *instead_of* marks the one whose decisions are taken over (:func:`~.save.mark_of`).
    """
    target = run.folder / FINAL
    before = _earlier(target / DECISIONS)
    decisions = _together(before, new)
    valid = [decision for decision in decisions if decision.state == VALID]
    name = f"{RETURNED}_{workbook.stem}.xlsx"
    settled = len({decision.question for decision in valid})
    with whole_directory(target, instead_of=instead_of) as folder:
        records, changes, judged = _with_decisions(run, valid)
        _write_tables(run, folder, records, changes, judged)
        _table(run, decisions).write_csv(folder / DECISIONS)
        if len(pairs):
            write_judged(run, records, pairs, folder)
        for earlier in target.glob(f"{RETURNED}_*.xlsx"):
            if earlier.name != name:
                shutil.copyfile(earlier, folder / earlier.name)
        if returned:
            _write_returned(folder / name, run, returned)
        counts = {
            "run": run.digest,
            "records": records.height,
            "questions": len(run.questions),
            "decided": len(valid) - _deferred(valid),
            "deferred": _deferred(valid),
            "replaced": len(decisions) - len(valid),
            "returned": len(returned),
            "pairs": counted(pairs),
            "undecided": len(run.questions) - settled,
            "findings": judged.counts,
        }
        text = json.dumps(counts, ensure_ascii=False, indent=2) + "\n"
        (folder / SUMMARY).write_text(text, encoding="utf-8")
    return Written(
        taken=len(new),
        deferred=_deferred(new),
        replaced=_otherwise(before, new),
        settled=settled,
        returned=name,
        brought=judged.brought,
    )


def _write_tables(
    run: Run, folder: Path, records: pl.DataFrame, changes: pl.DataFrame, judged: Rejudged
) -> None:
    """Write the records, what is wrong with them now, and all their changes."""
    records.write_parquet(folder / RECORDS, compression="zstd")
    records.write_csv(folder / RECORDS_CSV)
    judged.table.write_csv(folder / FINDINGS)
    base = pl.read_csv(run.folder / CHANGES, infer_schema=False)
    pl.concat([base, changes.select(base.columns)]).write_csv(folder / CHANGES)


def _deferred(decisions: Sequence[Decision]) -> int:
    return sum(decision.choice == Choice.DEFER for decision in decisions)


def _earlier(path: Path) -> list[Decision]:
    if not path.exists():
        return []
    lines = pl.read_csv(path, infer_schema=False).iter_rows(named=True)
    return [
        Decision(
            **{
                **{name: line[name] or "" for name in _TEXTS},
                "row": int(line["row"]),
                "line": int(line["line"]),
                "value": line["value"],
                "also": json.loads(line["also"]),
            }
        )
        for line in lines
    ]


_TEXTS = ("field", "choice", "by", "on", "remark", "question", "workbook", "state")


def _together(earlier: Sequence[Decision], new: Sequence[Decision]) -> list[Decision]:
    """Earlier decisions and new ones; the same answer again is no new decision."""
    by_cell = {(d.row, d.field): d for d in earlier if d.state == VALID}
    fresh = []
    replaced = set()
    for decision in new:
        before = by_cell.get((decision.row, decision.field))
        if before and _said(before) == _said(decision):
            continue
        if before:
            replaced.add((before.row, before.field))
        fresh.append(decision)
    kept = [
        Decision(**{**asdict(d), "state": REPLACED})
        if d.state == VALID and (d.row, d.field) in replaced
        else d
        for d in earlier
    ]
    return [*kept, *sorted(fresh, key=lambda d: (d.line, d.row, d.field))]


def _otherwise(earlier: Sequence[Decision], new: Sequence[Decision]) -> int:
    """How many cells are decided otherwise than before, whoever says the same again."""
    before = {(d.row, d.field): (d.choice, d.value) for d in earlier if d.state == VALID}
    return sum(
        before.get((d.row, d.field), (d.choice, d.value)) != (d.choice, d.value) for d in new
    )


def _said(decision: Decision) -> tuple[Any, ...]:
    return (decision.choice, decision.value, decision.by, decision.remark)


def _with_decisions(
    run: Run, valid: Sequence[Decision]
) -> tuple[pl.DataFrame, pl.DataFrame, Rejudged]:
    """The records with decisions and what follows from them, the changes, and what is wrong now."""
    records, changes = _applied(run, valid)
    decided = [(d.row, d.field) for d in valid if d.choice != Choice.DEFER]
    again = Again.of(run, records, decided) if decided else None
    given = {(d.row, d.field) for d in valid if d.choice in (Choice.TAKE, Choice.ENTER)}
    found = consequences(run, again, given) if again else []
    more = [(c.row, c.field, c.before, c.value, c.step, c.evidence) for c in found]
    settled = {(one.row, one.field) for one in found}
    judged = rejudge(run, again, decided, settled)
    return follow(records, found), _at_source(run, changes.extend(_changes(more))), judged


def _applied(run: Run, decisions: Sequence[Decision]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The records with the decisions, and the changes they made."""
    records = _with_room(run, decisions)
    have = set(records.columns)
    cells: dict[str, dict[int, str | None]] = {}
    changes = []
    for decision in decisions:
        if decision.choice == Choice.DEFER:
            continue
        row, name = decision.row, decision.field
        updates: dict[str, str | None] = {
            name: decision.value,
            **dict(sorted(decision.also.items())),
        }
        status = status_column(name)
        record = run.record(row)
        for column, value in updates.items():
            if column not in have:
                continue
            cells.setdefault(column, {})[row] = value
            stood = record.get(column)
            if stood != value and not is_status(column, have):
                before = run.written.get((row, name), stood) if column == name else stood
                evidence = f"由{decision.by}决定（{decision.on}）：{decision.choice}"
                changes.append((row, column, before, value, STEP, evidence))
        if status in have:
            cells.setdefault(status, {})[row] = Status.DECIDED
    return with_cells(records, cells), _changes(changes)


def _changes(lines: Sequence[tuple[Any, ...]]) -> pl.DataFrame:
    texts = dict.fromkeys(("field", "before", "after", "step", "evidence"), pl.String)
    return pl.DataFrame(lines, schema={"row": pl.UInt32, **texts}, orient="row")


def _with_room(run: Run, decisions: Sequence[Decision]) -> pl.DataFrame:
    """The records with empty columns for what is decided, or goes with it, and the archive does not have."""
    records = run.records
    decided = {
        column
        for decision in decisions
        for column, value in ((decision.field, decision.value), *decision.also.items())
        if value is not None
    }
    absent = [name for name in run.spec.output if name in decided and name not in records.columns]
    if not absent:
        return records
    records = records.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)
    place = {name: at for at, name in enumerate((*SOURCE, *run.spec.output))}
    # Columns of the archive's own come last; sorting is stable.
    order = sorted(records.columns, key=lambda name: place.get(name, len(place)))
    return records.select(order)


def _at_source(run: Run, table: pl.DataFrame) -> pl.DataFrame:
    source = run.records.select(
        pl.col("source_file", "source_sheet"), pl.col("source_row").cast(pl.String)
    )
    return source[table["row"].cast(pl.UInt32)].hstack(table)


def _table(run: Run, decisions: Sequence[Decision]) -> pl.DataFrame:
    lines = [
        {**asdict(d), "also": json.dumps(d.also, ensure_ascii=False, sort_keys=True)}
        for d in decisions
    ]
    schema = dict.fromkeys(("row", *(a.name for a in Decision.__attrs_attrs__)), pl.String)
    frame = pl.DataFrame(lines, schema=schema | {"row": pl.UInt32, "line": pl.UInt32})
    return _at_source(run, frame)


def _write_returned(path: Path, run: Run, returned: Sequence[Returned]) -> None:
    """The returned lines as a workbook, each with its reason; text only, like the one that came in."""
    headings = (("工作簿页", 10), ("工作簿行", 9), ("序号", 7), ("决定", 10), ("填写值", 24), ("所指行", 28),
                ("代码", 8), ("退回原因", 60), ("怎么办", 40), ("备注", 20), ("候选", 22),
                ("问题编号", 40))  # fmt: skip
    ordered = sorted(
        returned,
        key=lambda line: (
            line.answer.sheet != QUESTION_SHEET,
            line.answer.place,
            line.fault.code,
        ),
    )
    on = run.recipe.on
    # What is set aside meanwhile goes with the directory if that is never finished.
    with new_workbook(path, tmpdir=str(path.parent)) as (book, styles):
        book.set_properties({"created": datetime(on.year, on.month, on.day)})
        sheet = book.add_worksheet(RETURNED)
        for place, (heading, width) in enumerate(headings):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, styles.head)
        for at, line in enumerate(ordered, start=1):
            answer, fault = line.answer, line.fault
            cells = (
                answer.sheet, str(answer.line), answer.number, answer.decision, answer.value, answer.which,
                fault.code, fault.sentence(), fault.entry.advice_zh, answer.remark, answer.candidate,
                answer.question,
            )  # fmt: skip
            for place, cell in enumerate(cells):
                sheet.write_string(at, place, cell_text(cell), styles.text)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(ordered), len(headings) - 1)
