"""The answers in a filled workbook, line by line, as they stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from minzheng_core.errors import InputError
from minzheng_core.reports.cell_text import cell_text
from minzheng_core.reports.decisions.filled_sheet import read_filled
from minzheng_core.reports.workbook.layout import (
    CANDIDATE,
    DECISION,
    ITEM,
    NUMBER,
    QUESTION,
    QUESTION_SHEET,
    REMARK,
    RUN,
    SOURCE,
    VALUE,
    WHICH,
    Choice,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minzheng_core.reports.decisions.filled_sheet import FilledSheet

_NEEDED = (CANDIDATE, DECISION, VALUE, WHICH, REMARK, QUESTION, RUN)
_DIGITS = 15
"""As many digits of a number a workbook holds."""
_SAME = {
    Choice.TAKE: ("采纳", "采纳候选", "用候选", "采用候选值"),
    Choice.ENTER: ("填写值", "填值"),
    Choice.KEEP: ("维持现值", "保持原文", "保留原文", "照原文", "照旧", "不改", "不变"),
    Choice.DEFER: (
        "不确定",
        "不能确定",
        "难以确定",
        "看不清",
        "不清楚",
        "无法辨认",
        "待查",
        "缓办",
    ),
}
"""Other words for a choice that can mean nothing else; 同意, 对 and √ may mean either value."""
_OTHER_WORDS = {word: choice for choice, words in _SAME.items() for word in words}


@frozen(kw_only=True)
class Answer:
    """One line of a sheet that asks; ``line`` is its number as a spreadsheet shows it."""

    line: int
    number: str
    question: str
    run: str
    decision: str
    remark: str = field(repr=False)
    candidate: str = field(default="", repr=False)
    value: str = field(default="", repr=False)
    rounded: bool = False
    """Whether the value was typed as a number of more digits than a number of a workbook holds."""
    which: str = ""
    source: str = ""
    item: str = ""
    sheet: str = QUESTION_SHEET


def read_answers(workbook: Path) -> list[Answer]:
    """The lines of *workbook* that belong to a question, answered or not.

    Any program may have saved it (Excel, WPS, LibreOffice); columns are found by their headings, so
    that they may have been moved.

    Raises:
        InputError: the file is missing (IN101) or is no such workbook (IN401).

    """
    if not workbook.exists():
        raise InputError("IN101", file=workbook.name)
    sheet = read_filled(workbook, QUESTION_SHEET, [column.heading for column in _NEEDED])
    if sheet is None:
        raise InputError("IN401", file=workbook.name)
    return _with_rounded(sheet, list(_answers(sheet)))


def _answers(sheet: FilledSheet) -> Iterator[Answer]:
    for line, texts in sheet.lines():
        if not any(texts[column.heading] for column in (DECISION, VALUE, QUESTION)):
            continue
        yield Answer(
            line=line,
            number=texts.get(NUMBER.heading, ""),
            question=texts[QUESTION.heading],
            run=texts[RUN.heading],
            candidate=texts[CANDIDATE.heading],
            decision=meant(texts[DECISION.heading]),
            value=texts[VALUE.heading],
            which=texts[WHICH.heading],
            remark=texts[REMARK.heading],
            source=texts.get(SOURCE.heading, ""),
            item=texts.get(ITEM.heading, ""),
        )


def _with_rounded(sheet: FilledSheet, answers: list[Answer]) -> list[Answer]:
    """The answers, those marked whose value is a number that has lost its last digits.

    A number holds 15 digits (IEEE 754): what is shown for the rest was never written. Text of so
    many digits may look the same; only the type of the cell tells.
    """
    doubtful = {answer.line for answer in answers if _may_be_rounded(answer.value)}
    rounded = doubtful and doubtful & sheet.numeric(VALUE.heading)
    return [evolve(answer, rounded=answer.line in rounded) for answer in answers]


def _may_be_rounded(text: str) -> bool:
    return len(text) > _DIGITS and text.isdecimal()


def meant(decision: str) -> str:
    """The choice that a hurried hand means, where only one can be meant; else the text itself.

    >>> [meant(text) for text in ("采用", "维 持", "看不清。", "同意")]
    ['采用候选', '维持原文', '无法确定', '同意']
    """
    text = "".join(decision.split()).rstrip("。.，,！!；;")
    begun = [choice for choice in Choice if text and choice.startswith(text)]
    choice = begun[0] if len(begun) == 1 else _OTHER_WORDS.get(text)
    return choice.value if choice else decision


def shows(text: str, wanted: str) -> bool:
    """Whether a cell shows *wanted*, whatever its spaces and lines; an empty cell may show anything.

    >>> shows("档案.xlsx 1985年 第 7 行 卷号 2", "档案.xlsx 1985年 第7行"), shows("", "第7行"), shows("第 17 行", "第7行")
    (True, True, False)
    """
    return not text or "".join(cell_text(wanted).split()) in "".join(text.split())
