"""What the sheets of the clerk's workbook have in common: the head, the filter, the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xlsxwriter.worksheet import Worksheet

    from minzheng_core.reports.workbook.styles import Styles

A3, A4 = 8, 9
PAGES = "&R第 &P 页，共 &N 页"
"""A footer that counts the pages."""


def write_head(
    sheet: Worksheet,
    styles: Styles,
    headings: Sequence[tuple[str, float]],
    lines: int,
    *,
    height: float = 30,
    frozen: int = 0,
    hidden: Collection[str] = (),
) -> None:
    """Write *headings*, each with the width of its column, and put a filter on the *lines* below.

    The head and the first *frozen* columns stay where they are; what is *hidden* only programs
    read.
    """
    sheet.set_row(0, height)
    for place, (heading, width) in enumerate(headings):
        sheet.set_column(place, place, width, styles.text, {"hidden": heading in hidden})
        sheet.write_string(0, place, heading, styles.head)
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, max(lines, 1), len(headings) - 1)


def print_across(sheet: Worksheet, paper: int, footer: str = PAGES) -> None:
    """Print it across, all columns on one page and the head on every one."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(footer)
