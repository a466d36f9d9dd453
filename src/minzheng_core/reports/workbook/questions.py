"""The sheet of questions: one line each, with the drop-downs of candidates and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from minzheng_core.reports.cell_text import cell_text
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
    NUMBER,
    SOURCE,
    VALUE,
    WHICH,
    Choice,
    at,
)
from minzheng_core.reports.workbook.sheet import A3, PAGES, print_across, write_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.reports.question_lines import QuestionLine
    from minzheng_core.reports.workbook.styles import Styles
    from minzheng_core.reports.workbook.text_sheet import TextSheet
    from minzheng_core.reports.workbook.volume import Volume

_WIDTHS = tuple(0 if column in HIDDEN else column.width for column in COLUMNS)
_MARKED = (ITEM, CURRENT)
_CHOOSE = "没有预选的：几个候选不相上下，请对照证据和原档，从下拉列表中选一个"


def write_questions(
    sheet: TextSheet,
    lists: TextSheet,
    styles: Styles,
    volume: Volume,
    questions: Sequence[QuestionLine],
) -> None:
    """Write the questions to *sheet*, and what their drop-downs offer to *lists*."""
    _frame(sheet, styles, len(questions), volume.spec)
    drop_downs = _DropDowns(sheet, lists, questions)
    plain = [(c, styles.answer if c in ANSWERS else styles.text) for c in COLUMNS]
    for row, line in enumerate(questions, start=1):
        texts = (
            "", line.source, line.date, line.certificate, line.people, line.item,
            line.current, line.written, line.problem, line.evidence,
            line.preset, "", "",
            _which(line), "", line.question, volume.digest,
        )  # fmt: skip
        sheet.set_row(row, row_height(texts, _WIDTHS))
        sheet.write_number(row, at(NUMBER), row, styles.serial)
        marked = styles.of(line.severity)
        looks = [marked if column in _MARKED else style for column, style in plain]
        sheet.write_line(
            row,
            [
                (place, cell_text(text), style)
                for place, (text, style) in enumerate(zip(texts, looks, strict=True))
                if text or style is not styles.text  # that of the column
            ],
        )
        named = (ALL, *line.members[:MARKED]) if line.members and line.item else ()
        drop_downs.options(row, line.candidates, named)
    if questions:
        drop_downs.add()
        _choices(sheet, styles, len(questions))


def _which(line: QuestionLine) -> str:
    return ALL if line.members and line.for_all else ""


def _frame(sheet: Worksheet, styles: Styles, count: int, spec: ArchiveSpec) -> None:
    # The day is called as this registry calls it; where it has no certificates, nor has the sheet.
    own = {DATE: spec.label_of(spec.event)}
    headings = [(own.get(column, column.heading), column.width) for column in COLUMNS]
    hidden = HIDDEN if spec.certificate else (*HIDDEN, CERTIFICATE)
    write_head(
        sheet,
        styles,
        headings,
        count,
        frozen=at(SOURCE) + 1,
        hidden={column.heading for column in hidden},
    )
    # A3 fits A4 too, smaller.
    print_across(sheet, A3, f"&L核查人：　　　　　　　复核人：　　　　　　　日期：{PAGES}")
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_header("&L核查工作簿　待核&R含个人信息，注意保管")


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
    """Drop-downs of whole columns, whose options stand on a hidden sheet in the line of each question.

    The number of a question, not the place of its row, tells which line: when a person sorts the
    rows, the options go with them.
    """

    def __init__(
        self, sheet: Worksheet, lists: TextSheet, questions: Sequence[QuestionLine]
    ) -> None:
        self._sheet = sheet
        self._lists = lists
        self._count = len(questions)
        self._members = max((1, *(len(line.candidates) for line in questions)))
        """The place of the first record named, behind the candidates of any question."""

    def options(self, number: int, candidates: Sequence[str], members: Sequence[str]) -> None:
        """Note what question *number* offers."""
        placed = (*enumerate(candidates), *enumerate(members, start=self._members))
        self._lists.write_line(
            number - 1, [(place, cell_text(option), None) for place, option in placed]
        )

    def add(self) -> None:
        """Put the drop-downs into the columns."""
        for column, start, width, hint in (
            (CANDIDATE, 0, self._members, _CHOOSE),
            (VALUE, 0, self._members, None),
            (WHICH, self._members, MARKED + 1, None),
        ):
            number = f"${xl_col_to_name(at(NUMBER))}2-1"
            line = f"OFFSET({LIST_SHEET}!$A$1,{number},{start},1,{width})"
            filled = f"OFFSET({LIST_SHEET}!$A$1,{number},{start},1,MAX(1,COUNTA({line})))"
            self._sheet.data_validation(
                1, at(column), self._count, at(column),
                {"validate": "list", "source": f"={filled}", "show_error": False, "input_message": hint},
            )  # fmt: skip
