"""The standard list as a workbook (标准地名录)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.registries.place_names.archive import LABELS
from minzheng_core.registries.place_names.publish.entries import (
    WITHHELD,
    dictionary_entry,
    printable,
    sections,
    style_words,
)
from minzheng_core.reports.workbook.heights import clipped, row_height

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from minzheng_core.registries.place_names.publish.entries import Published
    from minzheng_core.reports.workbook.styles import Styles

_FIELDS = ("standard_name", "spelling", "category_name", "place_code", "unit_code", "parent_name",
           "minority_script", "description", "former_names", "origin", "meaning", "history",
           "longitude", "latitude", "datum", "approval_authority", "approval_document", "approval_on",
           "sources", "remark")  # fmt: skip
_ALWAYS = 3
_NAME = 40
_WIDE = {"description", "origin", "meaning", "history", "former_names"}
_NARROW = {"category_name", "parent_name", "longitude", "latitude", "datum", "approval_on"}


def write_workbook(
    path: Path,
    entries: Sequence[Published],
    *,
    title: str,
    county: str,
    on: date,
    tones: bool = True,
) -> None:
    """Write the list: a cover with counts, the names, the articles of the dictionary, what is open.

    Raises:
        OutputError: it cannot be written (IN302 to IN304).

    """
    from minzheng_core.reports.workbook.new import new_workbook

    printed = printable(entries)
    with new_workbook(path) as (book, styles):
        left = len(entries) - len(printed)
        more = f"；另有 {left:,} 条名称不能印，见《待核》" if left else ""
        heading = (title, f"{county}　{on:%Y年%m月%d日}", f"共 {len(printed):,} 条{more}")
        _cover(book, printed, styles, heading)
        names = _names(book, printed, styles, county=county, tones=tones)
        _articles(book, printed, styles)
        _doubts(book, entries, styles)
        names.activate()


def _cover(
    book: Workbook, entries: Sequence[Published], styles: Styles, heading: tuple[str, str, str]
) -> None:
    """What the list is, and how many names each township has in it."""
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 12)
    for line, (text, look) in enumerate(
        zip(heading, (styles.title, styles.plain, styles.plain), strict=True)
    ):
        sheet.write(line, 0, text, look)
    sheet.write_row(4, 0, ("所属", "条数"), styles.head)
    for line, (place, own) in enumerate(sections(entries).items(), start=5):
        sheet.write_string(line, 0, place, styles.text)
        sheet.write_number(line, 1, len(own), styles.number)


def _names(
    book: Workbook, entries: Sequence[Published], styles: Styles, *, county: str, tones: bool
) -> Worksheet:
    """The names with the fields that any of them has."""
    from minzheng_core.reports.workbook.new import fit_to_paper

    sheet = book.add_worksheet("标准地名录")
    lines = [_cells(entry, county) for entry in entries]
    kept = [f for n, f in enumerate(_FIELDS) if n < _ALWAYS or any(x[f] for x in lines)]
    widths = [34 if n in _WIDE else 12 if n in _NARROW else 20 for n in kept]
    for column, (name, width) in enumerate(zip(kept, widths, strict=True)):
        sheet.set_column(column, column, width)
        style = f"（{style_words(tones)}）" if name == "spelling" else ""
        sheet.write_string(0, column, LABELS[name] + style, styles.head)
    for number, cells in enumerate(lines, start=1):
        sheet.set_row(number, row_height([cells[name] for name in kept], widths))
        for column, name in enumerate(kept):
            sheet.write_string(number, column, cells[name], styles.text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(lines), 1), len(kept) - 1)
    fit_to_paper(sheet, widths)
    return sheet


def _articles(book: Workbook, entries: Sequence[Published], styles: Styles) -> None:
    """The articles of the dictionary."""
    sheet = book.add_worksheet("词典条目")
    widths = (20, 90)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.write_row(0, 0, ("标准名称", "条目"), styles.head)
    for number, entry in enumerate(entries, start=1):
        texts = (entry.name, dictionary_entry(entry))
        sheet.set_row(number, row_height(texts, widths))
        for column, text in enumerate(texts):
            sheet.write_string(number, column, text, styles.text)
    sheet.freeze_panes(1, 1)


def _doubts(book: Workbook, entries: Sequence[Published], styles: Styles) -> None:
    """What somebody has to settle before the list is printed; no sheet where there is nothing."""
    found = [(entry, why) for entry in entries for why in entry.doubts()]
    if not found:
        return
    sheet = book.add_worksheet("待核")
    for column, (heading, width) in enumerate((("标准名称", 20), ("代码", 24), ("原因", 80))):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, styles.head)
    for line, (entry, why) in enumerate(found, start=1):
        texts = (clipped(entry.name, _NAME), entry.code, why)
        sheet.set_row(line, row_height(texts, (20, 24, 80)))
        for column, text in enumerate(texts):
            sheet.write_string(line, column, text, styles.text)
    sheet.freeze_panes(1, 1)


def _cells(entry: Published, county: str) -> dict[str, str]:
    told = {name: entry[name] for name in _FIELDS}
    return told | {
        "standard_name": entry.name,
        "spelling": entry.spelling or WITHHELD,
        "category_name": entry.kind,
        "parent_name": (entry["parent_name"] or county) if entry.heads_section else entry.section,
    }
