"""The answers in a filled workbook, line by line, as they stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from minzheng_core.errors import InputError
from minzheng_core.reports.cell_text import cell_text
from minzheng_core.reports.decisions.filled_sheet import lacking, read_copies
from minzheng_core.reports.workbook.layout import (
    CANDIDATE,
    CERTIFICATE,
    COLUMNS,
    COUNT_SHEET,
    CURRENT,
    DATE,
    DECISION,
    GAP_SHEET,
    GUIDE_SHEET,
    ITEM,
    LIST_SHEET,
    NUMBER,
    PEOPLE,
    QUESTION,
    QUESTION_SHEET,
    REMARK,
    RUN,
    SOURCE,
    SOURCE_SHEET,
    VALUE,
    WHICH,
    Choice,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from minzheng_core.reports.decisions.filled_sheet import FilledSheet

_NEEDED = tuple(column.heading for column in (DECISION, QUESTION, RUN))
"""A line is of use with these; without another column the line says less, which is told line by line."""
NO_ANSWERS = frozenset({GUIDE_SHEET, SOURCE_SHEET, GAP_SHEET, COUNT_SHEET, LIST_SHEET})
"""Sheets of the workbook on which nothing is asked."""
_DIGITS = 15
"""As many digits of a number a workbook holds."""
_SAME = {
    Choice.TAKE: ("采纳", "采纳候选", "用候选", "采用候选值"),
    Choice.ENTER: ("填写值", "填值"),
    Choice.KEEP: (
        *(
            verb + what
            for verb in ("维持", "保持", "保留")
            for what in ("现值", "原值", "原文", "原样")
        ),
        "照原文",
        "照旧",
        "不改",
        "不变",
        "不用改",
        "不需改",
        "不必改",
        "不修改",
        "无需改",
        "无需修改",
        "不用修改",
        "原文正确",
        "原文无误",
        "原值正确",
        "原值无误",
    ),
    Choice.DEFER: (
        "不确定",
        "不能确定",
        "难以确定",
        "看不清",
        "不清楚",
        "无法辨认",
        "待查",
        "待核",
        "待定",
        "缓办",
        "没查到",
        "未查到",
        "查不到",
        "查无此档",
        "查无档案",
        "找不到档案",
    ),
}
"""Other words for a choice that can mean nothing else; 同意, 对 and √ may mean either value."""
OTHER_WORDS = {word: choice for choice, words in _SAME.items() for word in words}


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
    current: str = field(default="", repr=False)
    """What the line shows as standing in the records; nothing where the column is gone."""
    date: str = ""
    certificate: str = field(default="", repr=False)
    people: str = field(default="", repr=False)
    sheet: str = QUESTION_SHEET

    @property
    def place(self) -> tuple[str, int]:
        """The line among those of all sheets."""
        return self.sheet, self.line


def read_answers(workbook: Path) -> list[Answer]:
    """The lines of *workbook* that belong to a question, answered or not.

    Any program may have saved it (Excel, WPS, LibreOffice); columns are found by their headings, so
    that they may have been moved. Copies of the sheet and a sheet that was renamed are read too.

    Raises:
        InputError: the file is missing (IN101) or cannot be read (IN102 to IN108), is no such workbook
            (IN401) or its sheet lacks a column that is needed (IN405).

    """
    sheets = read_copies(workbook, QUESTION_SHEET, _NEEDED, others=NO_ANSWERS)
    if not sheets:
        if missing := lacking(workbook, QUESTION_SHEET, _NEEDED):
            raise InputError("IN405", file=workbook.name, columns="、".join(missing))
        raise InputError("IN401", file=workbook.name)
    return [answer for sheet in sheets for answer in _with_rounded(sheet, list(_answers(sheet)))]


def _answers(sheet: FilledSheet) -> Iterator[Answer]:
    for line, texts in sheet.lines():
        told = {column: texts.get(column.heading, "") for column in COLUMNS}
        if not any(told[column] for column in (DECISION, VALUE, QUESTION)):
            continue
        yield Answer(
            line=line,
            number=told[NUMBER],
            question=told[QUESTION],
            run=told[RUN],
            candidate=told[CANDIDATE],
            decision=meant(told[DECISION]),
            value=told[VALUE],
            which=told[WHICH],
            remark=told[REMARK],
            source=told[SOURCE],
            item=told[ITEM],
            current=told[CURRENT],
            date=told[DATE],
            certificate=told[CERTIFICATE],
            people=told[PEOPLE],
            sheet=sheet.name,
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
    text = bare(decision)
    begun = [choice for choice in Choice if text and choice.startswith(text)]
    choice = begun[0] if len(begun) == 1 else OTHER_WORDS.get(text)
    return choice.value if choice else decision


def bare(decision: str) -> str:
    """What was written as a decision, without spaces and a stop at its end."""
    return "".join(decision.split()).rstrip("。.，,！!；;")


def bare_text(text: object) -> str:
    """What a cell shows, without its spaces and lines."""
    return "".join(cell_text(text).split())


def shows(text: str, wanted: str) -> bool:
    """Whether a cell shows *wanted*, whatever its spaces and lines; an empty cell may show anything.

    >>> shows("档案.xlsx 1985年 第 7 行 卷号 2", "档案.xlsx 1985年 第7行"), shows("", "第7行"), shows("第 17 行", "第7行")
    (True, True, False)
    """
    return not text or bare_text(wanted) in bare_text(text)


def lines_named(places: Iterable[tuple[str, int]]) -> str:
    """Lines as a person finds them, with the name of the sheet where there are several.

    >>> lines_named([("待核", 3), ("待核", 7)]), lines_named([("待核", 3), ("待核 (2)", 3)])
    ('第 3 行、第 7 行', '“待核”第 3 行、“待核 (2)”第 3 行')
    """
    ordered = sorted(set(places))
    several = len({sheet for sheet, _ in ordered}) > 1
    return "、".join(
        f"“{sheet}”第 {line} 行" if several else f"第 {line} 行" for sheet, line in ordered
    )
