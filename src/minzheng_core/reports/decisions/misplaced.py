"""What a person has written on a line beside the decision: it must not be passed over without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.findings import Finding
from minzheng_core.reports.decisions.answers import bare_text
from minzheng_core.reports.exchange_offers import SWAP, SWAP_PARTIES
from minzheng_core.reports.question_lines import is_couple, standing
from minzheng_core.reports.workbook.layout import CANDIDATE, REMARK, WHICH, Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.reports.decisions.answers import Answer
    from minzheng_core.reports.decisions.run import Run

_MARKS = frozenset(map(str, Choice))


def misplaced(run: Run, answer: Answer, question: Mapping[str, Any]) -> Finding | None:
    """Why a line without a decision goes back: something was written on it.

    A remark alone is none of it: it may stand there for the next time.
    """
    for column, text in (
        (CANDIDATE, answer.candidate), (WHICH, answer.which), (REMARK, answer.remark),
    ):  # fmt: skip
        if (said := "".join(text.split())) in _MARKS:
            return Finding("IN426", expected=column.heading, actual=said)
    if answer.value:
        return Finding("IN418")
    if is_changed(run, answer, question):
        return Finding("IN424")
    return Finding("IN425") if _is_chosen(run, answer.candidate, question) else None


def is_changed(run: Run, answer: Answer, question: Mapping[str, Any]) -> bool:
    """Whether what the line shows as standing in the records is no longer what was written there."""
    shown = standing(question, run.record, run.written.get)
    return bool(answer.current) and bare_text(answer.current) != bare_text(shown)


def _is_chosen(run: Run, candidate: str, question: Mapping[str, Any]) -> bool:
    """Whether a candidate is not the one that was written beforehand."""
    if not candidate or candidate in {SWAP, SWAP_PARTIES}:
        return False
    rows, fields = question["rows"], question["fields"]
    alone = len(rows) == 1 and not is_couple(fields, rows)
    preset = run.presets.get((rows[0], fields[0]), "") if alone else ""
    return bare_text(candidate) != bare_text(preset)
