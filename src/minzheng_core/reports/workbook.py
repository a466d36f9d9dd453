"""The clerk's workbook (核查工作簿): guide, questions with drop-downs, marked records, gaps, counts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from minzheng_core.extras import require
from minzheng_core.reports.question_lines import question_lines
from minzheng_core.reports.run_identity import digest_of
from minzheng_core.reports.workbook_counts import write_counts, write_gaps
from minzheng_core.reports.workbook_guide import write_guide
from minzheng_core.reports.workbook_layout import (
    COUNT_SHEET,
    GAP_SHEET,
    GUIDE_SHEET,
    LIST_SHEET,
    QUESTION_SHEET,
    SOURCE_SHEET,
)
from minzheng_core.reports.workbook_pairs import PAIR_SHEET, pair_questions, write_pairs
from minzheng_core.reports.workbook_questions import write_questions
from minzheng_core.reports.workbook_source import write_source
from minzheng_core.reports.workbook_styles import styles_of

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from minzheng_core.cleaning.result import CleanResult

LINES = 20_000
"""Questions in one workbook; more go into numbered workbooks that several people can share."""


def write_workbook(result: CleanResult, path: Path, *, lines: int = LINES) -> list[Path]:
    """Write the questions of *result* for a person, and return the workbooks written.

    The first is *path*; with more than *lines* questions the rest follow in ``…-2.xlsx`` and so on,
    the most important ones first. Every cell is text, nothing can become a formula, and the same
    result gives the same bytes.
    """
    parts = [
        result.questions.slice(start, lines)
        for start in range(0, max(result.questions.height, 1), lines)
    ]
    names = [path, *(path.with_stem(f"{path.stem}-{n}") for n in range(2, len(parts) + 1))]
    for number, (name, part) in enumerate(zip(names, parts, strict=True), start=1):
        _write(result, part, name, number, len(parts))
    return names


def _write(
    result: CleanResult, questions: pl.DataFrame, path: Path, number: int, count: int
) -> None:
    xlsxwriter = require("xlsxwriter", "archive")
    book = xlsxwriter.Workbook(
        str(path),
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "constant_memory": True,
        },
    )
    on = result.recipe.on
    book.set_properties(
        {
            "title": f"{result.spec.label}档案核查工作簿",
            "created": datetime(on.year, on.month, on.day),
        }
    )
    book.set_size(2400, 1400)
    styles = styles_of(book)
    names = [GUIDE_SHEET, QUESTION_SHEET, SOURCE_SHEET, GAP_SHEET, COUNT_SHEET, LIST_SHEET]
    guide, asked, source, gaps, counts, lists = map(book.add_worksheet, names)
    if number == 1 and pair_questions(result).height:
        write_pairs(book.add_worksheet(PAIR_SHEET), styles, result, digest_of(result))
    lists.very_hidden()
    found = list(question_lines(result, questions))
    write_guide(guide, styles, result, found, part=(number, count))
    write_questions(asked, lists, styles, found, digest_of(result))
    write_source(source, styles, result, found)
    write_gaps(gaps, styles, result)
    write_counts(counts, styles, result)
    guide.activate()
    book.close()
