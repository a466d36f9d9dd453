"""The clerk's workbook (核查工作簿): guide, questions with drop-downs, marked records, gaps, counts."""

from __future__ import annotations

from datetime import datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from minzheng_core.extras import require
from minzheng_core.reports.long_tables import slices
from minzheng_core.reports.question_lines import Matter
from minzheng_core.reports.run_identity import digest_of
from minzheng_core.reports.workbook.counts import count_lines, gap_lines, write_counts, write_gaps
from minzheng_core.reports.workbook.guide import write_guide
from minzheng_core.reports.workbook.layout import (
    COUNT_SHEET,
    GAP_SHEET,
    GUIDE_SHEET,
    LIST_SHEET,
    QUESTION_SHEET,
    SOURCE_SHEET,
)
from minzheng_core.reports.workbook.new import AS_TEXT
from minzheng_core.reports.workbook.pairs import PAIR_SHEET, pair_lines, write_pairs
from minzheng_core.reports.workbook.questions import write_questions
from minzheng_core.reports.workbook.source import write_source
from minzheng_core.reports.workbook.styles import styles_of
from minzheng_core.reports.workbook.text_sheet import TextSheet
from minzheng_core.reports.workbook.volume import Volume

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xlsxwriter.workbook import Workbook as XlsxBook

    from minzheng_core.cleaning.run.result import CleanResult

LINES = 10_000
"""Questions in one workbook; more go into numbered workbooks that several people can share."""


def write_workbook(result: CleanResult, path: Path, *, lines: int = LINES) -> list[Path]:
    """Write the questions of *result* for a person, and return the workbooks written.

    The first is *path*; with more than *lines* questions the rest follow in ``…-2.xlsx`` and so on,
    the most important ones first. Every cell is text, nothing can become a formula, and the same
    result gives the same bytes.
    """
    written = []
    with TemporaryDirectory(dir=path.parent) as aside:
        for volume in volumes(result, path, lines=lines):
            write_volume(volume, aside)
            written.append(volume.path)
    return written


def volumes(result: CleanResult, path: Path, *, lines: int = LINES) -> Iterator[Volume]:
    """The workbooks of a run, ready to be written."""
    parts = list(slices(result.questions, lines))
    digest, gaps, counts = digest_of(result), list(gap_lines(result)), list(count_lines(result))
    asked = result.asked.split(parts) if len(parts) > 1 else [result.asked]
    for number, (part, about) in enumerate(zip(parts, asked, strict=True), start=1):
        yield Volume(
            path=path if number == 1 else path.with_stem(f"{path.stem}-{number}"),
            number=number,
            count=len(parts),
            spec=result.spec,
            recipe=result.recipe,
            digest=digest,
            height=result.height,
            matter=Matter.of(result, part, about),
            pairs=list(pair_lines(result)) if number == 1 else (),
            gaps=gaps,
            counts=counts,
        )


def write_volume(volume: Volume, aside: str) -> None:
    """Write one workbook; what is set aside meanwhile lies in *aside*, nowhere else."""
    xlsxwriter = require("xlsxwriter", "archive")
    options = AS_TEXT | {"constant_memory": True, "tmpdir": aside}
    book = xlsxwriter.Workbook(str(volume.path), options)
    try:
        _fill(book, volume)
        book.close()
    finally:
        # Open are those of empty sheets and, where writing failed, all.
        for sheet in book.worksheets():
            sheet.row_data_fh.close()


def _fill(book: XlsxBook, volume: Volume) -> None:
    """Write all sheets."""
    on = volume.recipe.on
    questions = list(volume.matter.lines())
    book.set_properties(
        {
            "title": f"{volume.spec.label}档案核查工作簿",
            "created": datetime(on.year, on.month, on.day),
        }
    )
    book.set_size(2400, 1400)
    styles = styles_of(book)
    names = [GUIDE_SHEET, QUESTION_SHEET, SOURCE_SHEET, GAP_SHEET, COUNT_SHEET, LIST_SHEET]
    guide, asked, source, gaps, counts, lists = (
        book.add_worksheet(name, TextSheet) for name in names
    )
    if volume.pairs:
        pairs = book.add_worksheet(PAIR_SHEET)
        write_pairs(pairs, styles, volume.spec, volume.pairs, volume.digest)
    lists.very_hidden()
    write_guide(guide, styles, volume, questions)
    write_questions(asked, lists, styles, volume, questions)
    write_source(source, styles, volume.spec, volume.matter.asked, questions)
    write_gaps(gaps, styles, volume.gaps)
    write_counts(counts, styles, volume.counts)
    guide.activate()
