"""Judgements of a clerk on pairs, from the workbook back into the clusters (重复核对收回)."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.extras import require
from minzheng_core.linkage.judgements import Judgement, Judgements, RecordKey, Verdict
from minzheng_core.reports.links import CLUSTERS, JUDGEMENTS, write_links
from minzheng_core.reports.workbook.pairs import (
    ANSWERS,
    DECISION,
    LEFT,
    PAIR_SHEET,
    PARTY_OF,
    REMARK,
    RIGHT,
    RUN,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from minzheng_core.reports.decisions.run import Run

_PARTS = 3


@frozen(kw_only=True)
class PairAnswer:
    """One judged line of the sheet of pairs."""

    left: RecordKey
    right: RecordKey
    choice: str
    remark: str
    run: str


def read_pair_answers(workbook: Path) -> list[PairAnswer]:
    """The judged lines of the sheet of pairs; none where the workbook has no such sheet."""
    fastexcel = require("fastexcel", "archive")
    book = fastexcel.read_excel(str(workbook))
    if PAIR_SHEET not in book.sheet_names:
        return []
    sheet = book.load_sheet(PAIR_SHEET, header_row=None, dtypes="string").to_polars()
    rows = [
        ["" if cell is None else str(cell).strip() for cell in row] for row in sheet.iter_rows()
    ]
    heads = [n for n, row in enumerate(rows) if {DECISION, LEFT, RIGHT, RUN} <= set(row)]
    if not heads:
        return []
    places = {text: place for place, text in enumerate(rows[heads[0]])}
    answers = []
    for row in rows[heads[0] + 1 :]:
        choice = row[places[DECISION]]
        keys = [_key(row[places[side]]) for side in (LEFT, RIGHT)]
        if choice in ANSWERS and keys[0] and keys[1]:
            answers.append(
                PairAnswer(
                    left=keys[0],
                    right=keys[1],
                    choice=choice,
                    remark=row[places[REMARK]] if REMARK in places else "",
                    run=row[places[RUN]],
                )
            )
    return answers


def _key(text: str) -> RecordKey | None:
    parts = text.rsplit("|", _PARTS - 1)
    if len(parts) != _PARTS or not parts[2].isdigit():
        return None
    return RecordKey(parts[0], parts[1], int(parts[2]))


def judged(run: Run, answers: list[PairAnswer], *, by: str, on: date) -> Judgements:
    """The judgements of earlier workbooks and of this one; the same answer again is no new line."""
    path = run.folder / "final" / JUDGEMENTS
    book = Judgements.from_json(path.read_text(encoding="utf-8")) if path.exists() else Judgements()
    at = datetime.combine(on, time())
    held = {j.pair: j for j in book.current()}
    for answer in answers:
        if answer.run != run.digest:
            continue
        relation, verdict = ANSWERS[answer.choice]
        party = PARTY_OF.get(answer.choice)
        pair = (min(answer.left, answer.right), max(answer.left, answer.right))
        before = held.get(pair)
        if before and _says(before) == (relation, verdict, party):
            continue
        book.decide(
            answer.left,
            answer.right,
            relation,
            verdict,
            by=by,
            at=at,
            note=answer.remark,
            party=party,
        )
    return book


def _says(judgement: Judgement) -> tuple[object, ...]:
    return (judgement.relation, judgement.verdict, judgement.party)


def write_judged(run: Run, records: pl.DataFrame, book: Judgements, folder: Path) -> None:
    """Link the final records again under the clerk's judgements; names of clusters stay."""
    if run.spec.link is None or not (run.folder / CLUSTERS).exists():
        return
    previous = pl.read_csv(
        run.folder / CLUSTERS,
        schema_overrides={"source_file": pl.String, "source_sheet": pl.String},
    ).with_columns(pl.col("source_sheet").fill_null(""))
    links = run.spec.link(records, book)
    write_links(run.spec, records, links, folder, previous=previous)
    (folder / JUDGEMENTS).write_text(book.to_json(), encoding="utf-8")


def counted(book: Judgements) -> dict[str, int]:
    """How many pairs are judged which way now."""
    counts = dict.fromkeys(map(str, Verdict), 0)
    for judgement in book.current():
        counts[str(judgement.verdict)] += 1
    return counts
