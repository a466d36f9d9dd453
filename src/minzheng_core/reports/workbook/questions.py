"""The sheet of questions: one line each, with the drop-downs of candidates and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from minzheng_core.reports.cell_text import cell_text, fits_list
from minzheng_core.reports.question_lines import ALL, MARKED
from minzheng_core.reports.workbook.heights import row_height
from minzheng_core.reports.workbook.layout import (
    ANSWERS,
    CANDIDATE,
    CERTIFICATE,
    COLUMNS,
    CURRENT,
    DATE,
    DECISION,
    EVIDENCE,
    HIDDEN,
    ITEM,
    LIST_SHEET,
    SOURCE,
    VALUE,
    WHICH,
    Choice,
    Column,
    at,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.reports.question_lines import QuestionLine
    from minzheng_core.reports.workbook.styles import Styles
    from minzheng_core.reports.workbook.volumes import Volume

_WIDTHS = tuple(0 if column in HIDDEN else column.width for column in COLUMNS)
_CHOOSE = "几个候选不相上下：对照证据和原档，从下拉列表中选一个"


def write_questions(
    sheet: Worksheet,
    lists: Worksheet,
    styles: Styles,
    volume: Volume,
    questions: Sequence[QuestionLine],
) -> None:
    """Write the questions to *sheet*; options that do not fit into a validation go to *lists*."""
    _frame(sheet, styles, len(questions), volume.spec)
    drop_downs = _DropDowns(sheet, lists)
    for row, line in enumerate(questions, start=1):
        texts = (
            str(row), line.source, line.date, line.certificate, line.people, line.item,
            line.current, line.written, line.problem, line.evidence,
            line.preset, "", "",
            _which(line), "", line.question, volume.digest,
        )  # fmt: skip
        sheet.set_row(row, row_height(texts, _WIDTHS))
        for place, (column, text) in enumerate(zip(COLUMNS, texts, strict=True)):
            style = styles.text
            if column in ANSWERS:
                style = styles.answer
            elif column in (ITEM, CURRENT):
                style = styles.of(line.severity)
            if text:
                sheet.write_string(row, place, cell_text(text), style)
            elif style is not styles.text:  # that of the column
                sheet.write_blank(row, place, None, style)
        if line.candidates:
            drop_downs.add(row, CANDIDATE, line.candidates, "" if line.preset else _CHOOSE)
            drop_downs.add(row, VALUE, line.candidates)
        if line.members and line.item:
            drop_downs.add(row, WHICH, (ALL, *line.members[:MARKED]))
    if questions:
        _choices(sheet, styles, len(questions))


def _which(line: QuestionLine) -> str:
    return ALL if line.members and line.for_all else ""


def _frame(sheet: Worksheet, styles: Styles, count: int, spec: ArchiveSpec) -> None:
    sheet.set_row(0, 30)
    # The day is called as this registry calls it; where it has no certificates, nor has the sheet.
    headings = {DATE: spec.label_of(spec.event)}
    hidden = HIDDEN if spec.certificate else (*HIDDEN, CERTIFICATE)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, styles.text, {"hidden": column in hidden})
        sheet.write_string(0, place, headings.get(column, column.heading), styles.head)
    sheet.freeze_panes(1, at(SOURCE) + 1)
    sheet.autofilter(0, 0, max(count, 1), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3; fits A4 too, smaller
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&L核查工作簿　待核&R含个人信息，注意保管")
    sheet.set_footer("&L核查人：　　　　　　　复核人：　　　　　　　日期：&R第 &P 页，共 &N 页")


def _choices(sheet: Worksheet, styles: Styles, count: int) -> None:
    """The drop-down of decisions and the colours that show what is decided."""
    decision, value, candidate = at(DECISION), at(VALUE), at(CANDIDATE)
    sheet.data_validation(
        1, decision, count, decision,
        {
            "validate": "list",
            "source": [choice.value for choice in Choice],
            "error_title": "请从列表中选择",
            "error_message": "可选：" + "、".join(Choice),
        },
    )  # fmt: skip
    mark, filled = f"${xl_col_to_name(decision)}2", f"${xl_col_to_name(value)}2"
    offered = f"${xl_col_to_name(candidate)}2"
    whole = (1, 0, count, at(EVIDENCE))
    sheet.conditional_format(
        1, value, count, value,
        {"type": "formula", "criteria": f'=AND({mark}="{Choice.ENTER}",{filled}="")', "format": styles.wrong},
    )  # fmt: skip
    sheet.conditional_format(
        1, decision, count, decision,
        {"type": "formula", "criteria": f'=AND({mark}="",{filled}<>"")', "format": styles.wrong},
    )  # fmt: skip
    sheet.conditional_format(
        1, candidate, count, candidate,
        {"type": "formula", "criteria": f'=AND({mark}="{Choice.TAKE}",{offered}="",{filled}="")', "format": styles.wrong},
    )  # fmt: skip
    sheet.conditional_format(
        *whole, {"type": "formula", "criteria": f'={mark}="{Choice.DEFER}"', "format": styles.wait}
    )
    sheet.conditional_format(
        *whole, {"type": "formula", "criteria": f'={mark}<>""', "format": styles.done}
    )


class _DropDowns:
    """Drop-downs of options, long or unsafe ones by reference to a hidden sheet."""

    def __init__(self, sheet: Worksheet, lists: Worksheet) -> None:
        self._sheet = sheet
        self._lists = lists
        self._next = 0

    def add(self, row: int, column: Column, options: tuple[str, ...], hint: str = "") -> None:
        """A drop-down in one cell; *hint* shows when the cell is chosen."""
        place = at(column)
        source: list[str] | str = list(options)
        if not fits_list(options):
            for offset, option in enumerate(options):
                self._lists.write_string(self._next, offset, cell_text(option))
            last = xl_col_to_name(len(options) - 1)
            source = f"={LIST_SHEET}!$A${self._next + 1}:${last}${self._next + 1}"
            self._next += 1
        self._sheet.data_validation(
            row, place, row, place,
            {"validate": "list", "source": source, "show_error": False, "input_message": hint},
        )  # fmt: skip
