"""The records with questions as they stand in the table, questioned cells marked and commented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from minzheng_core.cleaning.plan.steps import WITHHOLD
from minzheng_core.reports.cell_text import cell_text
from minzheng_core.reports.labels import party_label
from minzheng_core.reports.question_lines import MARKED
from minzheng_core.reports.workbook.sheet import A3, PAGES, print_across, write_head
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.cleaning.questions.asked_records import AskedRecords
    from minzheng_core.reports.question_lines import QuestionLine
    from minzheng_core.reports.workbook.styles import Styles

HELPFUL = frozenset(FieldKind) - {FieldKind.CODE, FieldKind.ETHNICITY, FieldKind.SEX}
"""Kinds of fields shown beside the questioned ones."""
ROWS = 1_000
"""Records shown; a workbook with more says so on the last line."""
COMMENTED = 1_000
"""Characters of a comment; the whole text stands with the question."""
_NARROW, _USUAL, _WIDE = 8, 12, 22
_SOURCE = (("source_file", "来源文件", 14), ("source_sheet", "表", 10), ("source_row", "行", 6))


def write_source(
    sheet: Worksheet,
    styles: Styles,
    spec: ArchiveSpec,
    asked: AskedRecords,
    questions: Sequence[QuestionLine],
) -> None:
    """Write the records that *questions* are about, in the order of the files."""
    marks = _marks(questions)
    rows = sorted({row for row, _ in marks})
    shown = asked.records.filter(pl.col("row").is_in(rows[:ROWS])).drop("row")
    questioned = {field for _, field in marks}
    helpful = {name for name, field in spec.by_name.items() if field.kind in HELPFUL}
    fields = [
        name
        for name in shown.columns
        if name in questioned or (name in helpful and shown[name].is_not_null().any())
    ]
    written = _written(asked, rows)
    _frame(sheet, styles, spec, fields, shown.height)
    values = shown.select(*(name for name, *_ in _SOURCE), *fields)
    for line, (row, texts) in enumerate(
        zip(rows[:ROWS], values.iter_rows(named=True), strict=True), start=1
    ):
        for place, (name, value) in enumerate(texts.items()):
            mark = marks.get((row, name))
            text = value if value is not None or not mark else written.get((row, name))
            if text is None and not mark:
                continue
            style = styles.of(mark.severity) if mark else styles.text
            sheet.write_string(line, place, cell_text(text), style)
            if mark:
                comment = cell_text(mark.problem)[:COMMENTED]
                sheet.write_comment(line, place, comment, {"x_scale": 2, "y_scale": 1.2})
    if len(rows) > ROWS:
        note = f"只列出前 {ROWS:,} 条，其余 {len(rows) - ROWS:,} 条见《待核》和 records.csv"
        sheet.write_string(ROWS + 1, 0, note, styles.plain)


def _marks(questions: Sequence[QuestionLine]) -> dict[tuple[int, str], QuestionLine]:
    """The question of each cell, the most important one where there are several."""
    marks: dict[tuple[int, str], QuestionLine] = {}
    for question in questions:
        for cell in question.cells[:MARKED]:
            marks.setdefault(cell, question)
    return marks


def _written(asked: AskedRecords, rows: Sequence[int]) -> dict[tuple[int, str], Any]:
    withheld = asked.changes.filter((pl.col("step") == WITHHOLD) & pl.col("row").is_in(list(rows)))
    return {
        (row, field): text
        for row, field, text in withheld.select("row", "field", "before").iter_rows()
    }


def _frame(
    sheet: Worksheet, styles: Styles, spec: ArchiveSpec, fields: Sequence[str], count: int
) -> None:
    headings = [(label, width) for _, label, width in _SOURCE]
    headings += [(party_label(spec, name), _width(name)) for name in fields]
    write_head(sheet, styles, headings, count, frozen=len(_SOURCE))
    print_across(sheet, A3, f"&L含个人信息，注意保管{PAGES}")
    sheet.repeat_columns(0, len(_SOURCE) - 1)


def _width(name: str) -> int:
    if name.endswith(("id_number", "domicile", "certificate_number", "office")):
        return _WIDE
    return _NARROW if name.endswith(("age", "sex", "ethnicity", "_name")) else _USUAL
