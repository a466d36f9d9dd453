"""The answers in a filled workbook, line by line, as they stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.columns.texts import BLANKS
from minzheng_core.errors import InputError
from minzheng_core.extras import require
from minzheng_core.reports.workbook_layout import (
    CANDIDATE,
    DECISION,
    NUMBER,
    QUESTION,
    QUESTION_SHEET,
    REMARK,
    RUN,
    VALUE,
    WHICH,
)

if TYPE_CHECKING:
    from pathlib import Path

_NEEDED = (CANDIDATE, DECISION, VALUE, WHICH, REMARK, QUESTION, RUN)
_HEADING_ROWS = 20


@frozen(kw_only=True)
class Answer:
    """One line of the sheet of questions; ``line`` is its number as a spreadsheet shows it."""

    line: int
    number: str
    question: str
    run: str
    candidate: str = field(repr=False)
    decision: str
    value: str = field(repr=False)
    which: str
    remark: str = field(repr=False)


def read_answers(workbook: Path) -> list[Answer]:
    """The lines of *workbook* that belong to a question, answered or not.

    Any program may have saved it (Excel, WPS, LibreOffice); columns are found by their headings, so
    that they may have been moved.

    Raises:
        InputError: the file is missing (IN101) or is no such workbook (IN401).

    """
    if not workbook.exists():
        raise InputError("IN101", file=workbook.name)
    fastexcel = require("fastexcel", "archive")
    try:
        book = fastexcel.read_excel(str(workbook))
        sheet = book.load_sheet(QUESTION_SHEET, header_row=None, dtypes="string").to_polars()
    except (fastexcel.FastExcelError, OSError) as error:
        raise InputError("IN401", file=workbook.name) from error
    rows = [[_clean(cell) for cell in row] for row in sheet.iter_rows()]
    for at, row in enumerate(rows[:_HEADING_ROWS]):
        places = {text: place for place, text in enumerate(row) if text}
        if all(column.heading in places for column in _NEEDED):
            return _answers(rows, at, places)
    raise InputError("IN401", file=workbook.name)


def _answers(rows: list[list[str]], heading: int, places: dict[str, int]) -> list[Answer]:
    answers = []
    for at, row in enumerate(rows[heading + 1 :], start=heading + 2):
        texts = {text: row[place] for text, place in places.items()}
        told = (DECISION, VALUE, QUESTION)
        if not any(texts[column.heading] for column in told):
            continue
        answers.append(
            Answer(
                line=at,
                number=texts.get(NUMBER.heading, ""),
                question=texts[QUESTION.heading],
                run=texts[RUN.heading],
                candidate=texts[CANDIDATE.heading],
                decision=texts[DECISION.heading],
                value=texts[VALUE.heading],
                which=texts[WHICH.heading],
                remark=texts[REMARK.heading],
            )
        )
    return answers


def _clean(cell: object) -> str:
    return "" if cell is None else str(cell).strip(BLANKS)
