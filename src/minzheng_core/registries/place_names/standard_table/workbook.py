"""The workbook of a standardised table: counts, what a person decides by drop-down, the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.reports.workbook.heights import row_height

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import polars as pl
    from xlsxwriter.worksheet import Worksheet

    from minzheng_core.registries.place_names.standard_table.table import Question, StandardTable
    from minzheng_core.registries.place_names.standardising.standard_name import StandardName
    from minzheng_core.reports.workbook.styles import Styles

GUIDE, OPEN, UNKNOWN, ROWS, CHOICES = "说明", "待定", "没有认出", "结果", "候选"
HEADINGS = (
    "序号",
    "写法",
    "年份",
    "行数",
    "已能确定到",
    "可能是（依据）",
    "说明",
    "决定",
    "备注",
    "批次",
)
_WIDTHS = (6, 30, 7, 7, 28, 60, 44, 44, 20, 10)
DECISION, REMARK, RUN = (HEADINGS.index(name) for name in ("决定", "备注", "批次"))
NONE_OF_THEM = "都不是"
MOST_QUESTIONS, MOST_ROWS, MOST_UNKNOWN = 5_000, 50_000, 5_000
_GUIDE = (
    "《待定》列出有几个地方都像的写法，行数多的在前；同一写法、同一年份只列一次，决定对所有这样的行有效。",
    "在“决定”一栏选一个地方；都不是就选“都不是”，这些行保持“已能确定到”的那一级。其余各栏不用改。",
    "没有填的行算没有决定，可以以后再填；收回可以重复运行。",
    "《没有认出》是一个地方也没有找到的写法，只供查看。",
)


def in_words(frame: pl.DataFrame) -> pl.DataFrame:
    """Status and level of the answers in Chinese, for people; the Parquet keeps the words of the library.

    >>> import polars as pl
    >>> in_words(pl.DataFrame({"standard_status": ["settled"], "standard_level": ["county"]})).row(0)
    ('已确定', '县级')
    """
    import polars as pl

    from minzheng_core.registries.place_names.standard_table.table import Status
    from minzheng_core.registries.place_names.standardising.standard_name import level_word

    statuses = {status.value: status.label for status in Status}
    found = frame["standard_level"].drop_nulls().unique()
    levels = {level: level_word(level) for level in found}
    return frame.with_columns(
        pl.col("standard_status").replace(statuses), pl.col("standard_level").replace(levels)
    )


def choice_text(place: StandardName) -> str:
    """A candidate as it stands in the drop-down."""
    return f"{place.code} {place.full_name}".strip()


def write_workbook(
    path: Path, table: StandardTable, run: str, headings: Mapping[str, str], next_step: str
) -> None:
    """Write the workbook; *run* tells it from others, *headings* are those of the rows.

    Raises:
        OutputError: it cannot be written (IN302 to IN304).

    """
    from minzheng_core.reports.workbook.new import new_workbook

    with new_workbook(path) as (book, styles):
        asked = table.questions[:MOST_QUESTIONS]
        _guide(book.add_worksheet(GUIDE), table, styles, next_step)
        sheet = book.add_worksheet(OPEN)
        _open(sheet, asked, run, styles)
        _choices(book.add_worksheet(CHOICES), asked)
        book.get_worksheet_by_name(CHOICES).very_hidden()
        _unknown(book.add_worksheet(UNKNOWN), table.frame, styles)
        if table.frame.height <= MOST_ROWS:
            _rows(book.add_worksheet(ROWS), table.frame, headings, styles)
        if asked:
            sheet.activate()


def _guide(sheet: Worksheet, table: StandardTable, styles: Styles, next_step: str) -> None:
    from minzheng_core.registries.place_names.standard_table.table import Status
    from minzheng_core.registries.place_names.standardising.standard_name import level_word

    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 70)
    sheet.write(0, 0, f"{table.label} 地名标准化", styles.title)
    sheet.write_row(2, 0, ("情况", "行数"), styles.head)
    line = 3
    counted = [(Status(s).label, n) for s, n in table.counts().items()]
    counted += [(f"　找到{level_word(level)}", n) for level, n in table.levels().items()]
    for label, number in counted:
        sheet.write_string(line, 0, label, styles.text)
        sheet.write_number(line, 1, number, styles.number)
        line += 1
    texts = [*_GUIDE, next_step]
    if len(table.questions) > MOST_QUESTIONS:
        texts.insert(
            0, f"待定的写法共 {len(table.questions):,} 种，列出行数最多的 {MOST_QUESTIONS:,} 种。"
        )
    if table.frame.height > MOST_ROWS:
        texts.append("行数很多，逐行的结果只写在 CSV 和 Parquet 里。")
    for place, text in enumerate(texts, start=line + 1):
        sheet.merge_range(place, 0, place, 2, text, styles.plain)
        sheet.set_row(place, 30 if len(text) > 50 else 16)


def _open(sheet: Worksheet, asked: Sequence[Question], run: str, styles: Styles) -> None:
    for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        hidden = {"hidden": True} if column == RUN else {}
        sheet.set_column(column, column, width, None, hidden)
        sheet.write_string(0, column, heading, styles.head)
    for line, question in enumerate(asked, start=1):
        may_be = "\n".join(
            f"{choice_text(c)}（{'；'.join(w.sentence() for w in c.reasons)}）"
            for c in question.candidates
        )
        cells = (
            str(question.number), question.text, str(question.year or "今天"), f"{question.rows:,}",
            question.best, may_be, question.why, "", "", run,
        )  # fmt: skip
        sheet.set_row(line, row_height(cells[:RUN], _WIDTHS[:RUN]))
        for column, text in enumerate(cells):
            sheet.write_string(
                line, column, text, styles.answer if column in {DECISION, REMARK} else styles.text
            )
        last = len(question.candidates) + 1
        sheet.data_validation(
            line, DECISION, line, DECISION,
            {"validate": "list", "source": f"={CHOICES}!${_letter(0)}${line}:${_letter(last - 1)}${line}"},
        )  # fmt: skip
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(asked), 1), len(HEADINGS) - 2)


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def _choices(sheet: Worksheet, asked: Sequence[Question]) -> None:
    for line, question in enumerate(asked):
        texts = [*map(choice_text, question.candidates), NONE_OF_THEM]
        for column, text in enumerate(texts):
            sheet.write_string(line, column, text)


def _unknown(sheet: Worksheet, frame: pl.DataFrame, styles: Styles) -> None:
    import polars as pl

    from minzheng_core.registries.place_names.standard_table.table import Status

    columns = ("写法", "行数", "原因", "说明")
    for column, (heading, width) in enumerate(zip(columns, (50, 8, 16, 50), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, styles.head)
    found = (
        frame.filter(pl.col("standard_status") == Status.UNKNOWN.value)
        .group_by("text", "standard_reasons", "standard_findings", maintain_order=True)
        .len()
        .sort("len", descending=True, maintain_order=True)
        .head(MOST_UNKNOWN)
    )
    for line, (text, reason, why, rows) in enumerate(found.rows(), start=1):
        sheet.write_string(line, 0, text or "", styles.text)
        sheet.write_number(line, 1, rows, styles.number)
        sheet.write_string(line, 2, reason or "", styles.text)
        sheet.write_string(line, 3, why or "", styles.text)
    sheet.freeze_panes(1, 1)


def _rows(
    sheet: Worksheet, frame: pl.DataFrame, headings: Mapping[str, str], styles: Styles
) -> None:
    names: list[Any] = list(headings)
    for column, name in enumerate(names):
        sheet.set_column(column, column, 30 if name.startswith("standard_name") else 16)
        sheet.write_string(0, column, headings[name], styles.head)
    for line, cells in enumerate(in_words(frame).select(names).iter_rows(), start=1):
        for column, cell in enumerate(cells):
            sheet.write_string(line, column, "" if cell is None else str(cell), styles.text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(frame.height, 1), len(names) - 1)
