"""What was found in a list, as a workbook for the clerk and as a page to print."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from minzheng_core.extras import require_extra
from minzheng_core.registries.place_names.archive import LABELS
from minzheng_core.reports.cell_text import cell_text
from minzheng_core.reports.workbook.heights import clipped, row_height

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.registries.place_names.lists.inspection import Inspection
    from minzheng_core.reports.workbook.styles import Styles
    from minzheng_core.reports.workbook.text_sheet import TextSheet

HEADINGS = ("行", "名称", "代码", "等级", "问题代码", "问题", "怎么办", "依据", "处理情况")
_WIDTHS = (6, 20, 15, 7, 9, 46, 36, 26, 16)
_NARROW = {"行": 6, "经度": 11, "纬度": 11, "坐标系": 11, "批准日期": 11, "类别代码": 9, "类别名称": 11, "所属政区": 12,
           "政区代码": 15, "问题代码": 12}  # fmt: skip
_WIDE = 20
_LEVEL = HEADINGS.index("等级")
_MOST = 1_000
"""Lines that the page shows; the workbook has all."""
_NAME, _CODE = 40, 24
"""Characters of a name and of a code that the page shows; the workbook has all."""


def write_workbook(path: Path, inspection: Inspection, title: str) -> None:
    """Write the workbook: counts, one line for each problem, the list with its spellings.

    Raises:
        OutputError: it cannot be written (IN302 to IN304).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    require_extra("archive")
    from minzheng_core.reports.workbook.new import new_workbook
    from minzheng_core.reports.workbook.text_sheet import TextSheet

    # Row by row, so that a list of any length takes little memory and is written once.
    with new_workbook(path, constant_memory=True) as (book, styles):
        cover = book.add_worksheet("说明")
        cover.set_column(0, 0, 12)
        cover.set_column(1, 1, 50)
        cover.set_column(2, 2, 10)
        cover.write(0, 0, title, styles.title)
        cover.write_row(2, 0, ("问题代码", "问题", "处数"), styles.head)
        for line, (finding, count) in enumerate(inspection.counts(), start=3):
            cover.write_string(line, 0, finding.code, styles.of(finding.severity.value))
            cover.write_string(line, 1, finding.entry.title_zh, styles.text)
            cover.write_number(line, 2, count, styles.number)
        for line, note in enumerate(notes_of(inspection), start=len(inspection.counts()) + 4):
            cover.write_string(line, 0, "读档情况", styles.plain)
            cover.write_string(line, 1, note, styles.text)
            cover.set_row(line, row_height((note,), (50,)))
        sheet = book.add_worksheet("问题", TextSheet)
        for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, styles.head)
        places, looks = range(len(HEADINGS)), [styles.text] * len(HEADINGS)
        looks[-1] = styles.answer
        told = zip(inspection.lines(), inspection.remarks, strict=True)
        for number, (cells, remark) in enumerate(told, start=1):
            entry, severity = remark.finding.entry, remark.finding.severity
            texts = (*map(cell_text, cells), entry.advice_zh, entry.basis, "")
            sheet.set_row(number, row_height(texts, _WIDTHS))
            looks[_LEVEL] = styles.of(severity.value)
            sheet.write_line(number, list(zip(places, texts, looks, strict=True)))
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(inspection.remarks), 1), len(HEADINGS) - 1)
        _list(book.add_worksheet("名录", TextSheet), inspection, styles)
        sheet.activate()


def _list(sheet: TextSheet, inspection: Inspection, styles: Styles) -> None:
    """The list itself, names and codes tidied, with the spelling made here and what is wrong."""
    wrong: dict[int, list[str]] = {}
    for remark in inspection.remarks:
        told = wrong.setdefault(id(remark.row), [])
        if remark.finding.code not in told:
            told.append(remark.finding.code)
    fields = [name for name in inspection.edition.fields if name != "spelling"]
    headings = ["行", *(LABELS[f] for f in fields), "原有拼写", "按规则的拼写", "问题代码"]
    widths = [_NARROW.get(heading, _WIDE) for heading in headings]
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, styles.head)
    for line, (row, spelled) in enumerate(
        zip(inspection.edition, inspection.spelled, strict=True), start=1
    ):
        own = (row.name if f == "standard_name" else row[f] for f in fields)
        cells = (row.where, *own, row["spelling"], spelled, "、".join(wrong.get(id(row), ())))
        sheet.set_row(line, row_height(cells, widths))
        texts = [(place, cell_text(text), styles.text) for place, text in enumerate(cells)]
        sheet.write_line(line, texts)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(inspection.edition), 1), len(headings) - 1)


def notes_of(inspection: Inspection) -> tuple[str, ...]:
    """What reading the list did beside reading it, in sentences."""
    from minzheng_core.reading.notes import sentences

    return sentences(inspection.edition.remarks)


def page(inspection: Inspection, title: str) -> str:
    """The report as one HTML page that needs nothing else."""
    from minzheng_core.reports.html.style import CSS
    from minzheng_core.reports.html.tables import paragraph, section, short, table, tag

    counted = [
        (tag(f.severity.value, f.severity.label), short(f.code), f.entry.title_zh, count)
        for f, count in inspection.counts()
    ]
    shown = [
        (
            short(line),
            clipped(name, _NAME),
            short(clipped(code, _CODE)),
            tag(remark.finding.severity.value, level),
            short(found),
            sentence,
        )
        for (line, name, code, level, found, sentence), remark in zip(
            inspection.lines(most=_MOST), inspection.remarks, strict=False
        )
    ]
    left = len(inspection.remarks) - len(shown)
    parts = [
        f"<h1>{escape(title)}</h1>",
        paragraph(f"共 {len(inspection.edition):,} 条地名，{len(inspection.remarks):,} 处要看。"),
        section("各类问题", table(("等级", "代码", "问题", "处数"), counted)),
        section("读档情况", "".join(map(paragraph, notes_of(inspection))))
        if inspection.edition.remarks
        else "",
        section("逐条", table(HEADINGS[:6], shown)),
        paragraph(f"还有 {left:,} 处见工作簿。") if left else "",
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{CSS}</style></head><body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )
