"""The sheets of gaps (缺口) and counts (统计)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.findings import Severity, catalogue
from minzheng_core.reports.cell_text import cell_text
from minzheng_core.reports.labels import place_text
from minzheng_core.reports.sentences import group_words
from minzheng_core.reports.workbook.sheet import A4, print_across, write_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from minzheng_core.cleaning.run.result import CleanResult
    from minzheng_core.reports.workbook.styles import Styles

GAPS = 2_000
"""Lines of gaps shown; ``gaps.csv`` has all of them."""


def gap_lines(result: CleanResult) -> Iterator[tuple[Any, ...]]:
    """The holes in series of numbers, the likely ones first, as they are shown."""
    ordered = result.gaps.sort(
        ["likely", "series", "group", "first_missing"], descending=[True, False, False, False]
    )
    shown = ordered.head(GAPS)
    places = [result.source_of(shown[side]).rows() for side in ("row_before", "row_after")]
    for gap, *neighbours in zip(shown.iter_rows(named=True), *places, strict=True):
        sides = (
            place_text(*place) if place[-1] is not None else "（开头）" for place in neighbours
        )
        group, likely = group_words(gap["group"]), gap["likely"]
        numbers = gap["first_missing"], gap["last_missing"], gap["count"]
        yield gap["series"], group, *numbers, likely, *sides, ""


def write_gaps(sheet: Worksheet, styles: Styles, lines: Sequence[tuple[Any, ...]]) -> None:
    """Write the holes in series of numbers."""
    headings = (
        ("系列", 10), ("类别 · 区划 · 年度", 26), ("缺号起", 9), ("缺号止", 9), ("个数", 7),
        ("可能", 7), ("前一条在", 34), ("后一条在", 34), ("查档结果", 24),
    )  # fmt: skip
    _table(sheet, styles, headings, lines)


def count_lines(result: CleanResult) -> Iterator[tuple[Any, ...]]:
    """How often each code was found and what to do about it."""
    entries = catalogue()
    for code, severity, title, count in result.report.counts().iter_rows():
        yield code, Severity(severity).label, title, count, entries[code].advice_zh


def write_counts(sheet: Worksheet, styles: Styles, lines: Sequence[tuple[Any, ...]]) -> None:
    """Write the counts of findings."""
    headings = (("代码", 8), ("等级", 7), ("问题", 30), ("数量", 9), ("处理建议", 60))
    _table(sheet, styles, headings, lines)


def _table(
    sheet: Worksheet,
    styles: Styles,
    headings: Sequence[tuple[str, int]],
    lines: Sequence[tuple[Any, ...]],
) -> None:
    write_head(sheet, styles, headings, len(lines), height=24)
    for row, line in enumerate(lines, start=1):
        for place, value in enumerate(line):
            if isinstance(value, int):
                sheet.write_number(row, place, value, styles.number)
            else:
                sheet.write_string(row, place, cell_text(value), styles.text)
    print_across(sheet, A4)
