"""Judgements of a clerk on pairs, from the workbook back into the clusters (重复核对收回)."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.findings import Finding
from minzheng_core.linkage.judgements import Judgement, Judgements, RecordKey, Verdict
from minzheng_core.reports.decisions.answers import (
    NO_ANSWERS,
    OTHER_WORDS,
    Answer,
    bare,
    lines_named,
    shows,
)
from minzheng_core.reports.decisions.filled_sheet import read_copies
from minzheng_core.reports.labels import place_text
from minzheng_core.reports.links import write_links
from minzheng_core.reports.run_files import CLUSTERS, FINAL, JUDGEMENTS
from minzheng_core.reports.workbook.layout import QUESTION_SHEET, Choice
from minzheng_core.reports.workbook.pairs import (
    ANSWERS,
    DECISION,
    LEFT,
    MARK,
    PAIR_SHEET,
    PARTY_OF,
    PLACES,
    REMARK,
    RIGHT,
    RUN,
    key_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from minzheng_core.reports.decisions.run import Run

_SAME = {
    "同一登记": ("重复", "重复录入", "重复登记", "同一次登记", "是同一登记", "同一份"),
    "补领": ("补发", "补证", "补办"),
    "仅男方同一人": ("男方同一人", "男方是同一人", "只有男方同一人"),
    "仅女方同一人": ("女方同一人", "女方是同一人", "只有女方同一人"),
    "不是同一人": (
        "不是",
        "不同",
        "不同人",
        "不同的人",
        "非同一人",
        "都不是同一人",
        "不相干",
        "无关",
    ),
}
"""Other words for a judgement that can mean nothing else; 是, 同一 and 同一人 may mean several."""
_OTHER_WORDS = {word: answer for answer, words in _SAME.items() for word in words}


@frozen(kw_only=True)
class PairAnswer:
    """A line of the sheet of pairs that says something, and the two records it is about."""

    answer: Answer
    left: RecordKey | None
    right: RecordKey | None

    @property
    def pair(self) -> tuple[RecordKey, RecordKey] | None:
        """Both records, in the order in which judgements name them; none where a key is spoilt."""
        if self.left is None or self.right is None:
            return None
        return min(self.left, self.right), max(self.left, self.right)

    @property
    def shown(self) -> bool:
        """Whether the line still shows its records; rows sorted in part show others."""
        return all(shows(self.answer.source, place_text(*key)) for key in self.pair or ())


def read_pair_answers(workbook: Path) -> list[PairAnswer]:
    """The lines of the sheet of pairs, and of its copies, with a decision; none without such a sheet."""
    needed = (DECISION, LEFT, RIGHT, RUN)
    others = NO_ANSWERS | {QUESTION_SHEET}
    sheets = read_copies(workbook, PAIR_SHEET, needed, others=others)
    answers = []
    for sheet, line, said in ((s, line, said) for s in sheets for line, said in s.lines()):
        if not said[DECISION]:
            continue
        answer = Answer(
            sheet=sheet.name,
            line=line,
            number=said.get(MARK, ""),
            question=f"{said[LEFT]}｜{said[RIGHT]}",
            run=said[RUN],
            decision=meant(said[DECISION]),
            remark=said.get(REMARK, ""),
            source=said.get(PLACES, ""),
        )
        answers.append(
            PairAnswer(answer=answer, left=key_of(said[LEFT]), right=key_of(said[RIGHT]))
        )
    return answers


def meant(decision: str) -> str:
    """The judgement that a hurried hand means, where only one can be meant; else the text itself.

    >>> [meant(text) for text in ("同一 登记。", "重复", "看不清", "同一人")]
    ['同一登记', '同一登记', '无法确定', '同一人']
    """
    text = bare(decision)
    if OTHER_WORDS.get(text) == Choice.DEFER:
        return Choice.DEFER.value
    return _OTHER_WORDS.get(text, text)


def pair_faults(answers: Sequence[PairAnswer], run: str) -> dict[tuple[str, int], Finding]:
    """Why lines of the sheet of pairs cannot be taken, by sheet and number.

    *run* is what the workbook's lines must belong to. Two different answers about the same two
    records contradict each other.
    """
    lines: dict[tuple[RecordKey, RecordKey], dict[tuple[str, int], str]] = {}
    for said in answers:
        if said.pair is not None and said.shown:
            lines.setdefault(said.pair, {})[said.answer.place] = said.answer.decision
    faults: dict[tuple[str, int], Finding] = {}
    for said in answers:
        answer, pair = said.answer, said.pair
        if answer.run != run:
            faults[answer.place] = Finding("IN415")
        elif pair is None:
            faults[answer.place] = Finding("IN411")
        elif not said.shown:
            faults[answer.place] = Finding("IN421")
        elif answer.decision not in ANSWERS:
            faults[answer.place] = Finding("IN420", actual=answer.decision[:20])
        elif len(set(lines[pair].values())) > 1:
            faults[answer.place] = Finding("IN414", actual=lines_named(lines[pair]))
    return faults


def judged(run: Run, answers: Iterable[PairAnswer], *, by: str, on: date) -> Judgements:
    """The judgements of earlier workbooks and of this one; the same answer again is no new line."""
    path = run.folder / FINAL / JUDGEMENTS
    book = Judgements.from_json(path.read_text(encoding="utf-8")) if path.exists() else Judgements()
    at = datetime.combine(on, time())
    held = {j.pair: j for j in book.current()}
    for said in answers:
        if said.pair is None:
            continue
        choice = said.answer.decision
        relation, verdict = ANSWERS[choice]
        party = PARTY_OF.get(choice)
        before = held.get(said.pair)
        if before and _says(before) == (relation, verdict, party):
            continue
        note = said.answer.remark
        book.decide(*said.pair, relation, verdict, by=by, at=at, note=note, party=party)
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
