"""Decisions in the workbook of an earlier run, for the questions that a later run still asks alike."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from attrs import evolve

from minzheng_core.reports.decisions.answers import bare_text
from minzheng_core.reports.labels import certificate_of, item_label, people_named
from minzheng_core.reports.question_lines import standing
from minzheng_core.reports.workbook.layout import DATE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minzheng_core.reports.decisions.answers import Answer
    from minzheng_core.reports.decisions.run import Run

    Content = tuple[str, ...]


def carried_over(run: Run, answers: Sequence[Answer]) -> list[Answer]:
    """The answers of an earlier run as answers to *run*, where it asks about the same content.

    Rows may have moved: a question is known by what it shows, its item, people, day, certificate
    number and the value in question. Where several questions of the run show the same, the one that
    stands in the same place; other answers stay those of the earlier run.
    """
    same: dict[Content, list[str]] = defaultdict(list)
    for name, question in run.questions.items():
        same[_of_question(run, question)].append(name)
    return [
        answer if answer.run == run.digest else _carried(answer, same, run.digest)
        for answer in answers
    ]


def _carried(answer: Answer, same: Mapping[Content, Sequence[str]], digest: str) -> Answer:
    shown = (answer.item, answer.people, answer.date, answer.certificate, answer.current)
    found = same.get(tuple(map(bare_text, shown)), ())
    if answer.question in found:
        return evolve(answer, run=digest)
    if len(found) == 1:
        return evolve(answer, run=digest, question=found[0], source="")
    return answer


def _of_question(run: Run, question: Mapping[str, Any]) -> Content:
    spec, record = run.spec, run.record(question["row"])
    shown = (
        item_label(spec, question["fields"]),
        people_named(spec, record),
        record.get(spec.event) if spec.label_of(spec.event) == DATE.heading else None,
        certificate_of(spec, record),
        standing(question, run.record, run.written.get),
    )
    return tuple(map(bare_text, shown))
