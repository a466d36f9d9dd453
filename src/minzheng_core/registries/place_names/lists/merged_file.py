"""The merged list as a workbook: codes stay text, and every decision stands beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.registries.place_names.archive import LABELS
from minzheng_core.registries.place_names.lists.compare import lines_of
from minzheng_core.reports.workbook.heights import row_height

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from xlsxwriter.workbook import Workbook

    from minzheng_core.registries.place_names.lists.compare import Comparison
    from minzheng_core.registries.place_names.lists.merge import Decision, Merged
    from minzheng_core.reports.workbook.styles import Styles

_DIFFERENCE = (
    "序号",
    "情况",
    "旧名称",
    "旧代码",
    "旧政区",
    "新名称",
    "新代码",
    "新政区",
    "不同之处",
    "依据",
)
_WIDE = {"不同之处": 36, "备注": 30, "依据": 24}


def write_merged(
    path: Path,
    comparison: Comparison,
    merged: Merged,
    decisions: Mapping[int, Decision],
    fields: Sequence[str],
) -> None:
    """Write the merged list with where each row comes from, the decisions taken, what is open.

    Raises:
        OutputError: it cannot be written (IN302 to IN304).

    """
    from minzheng_core.reports.workbook.new import new_workbook

    lines = {int(line[0]): line for line in lines_of(comparison)}
    headings = [*(LABELS[name] for name in fields), "取自", "序号"]
    rows = [
        (*(row.cells.get(name, "") for name in fields), row.origin, str(row.number))
        for row in merged.rows
    ]
    taken = [(*lines[n], d.choice.label, d.remark) for n, d in sorted(decisions.items())]
    waiting = [lines[pair.number] for pair in merged.open]
    with new_workbook(path) as (book, styles):
        _sheet(book, "合并名录", headings, rows, styles)
        _sheet(book, "决定记录", (*_DIFFERENCE, "决定", "备注"), taken, styles)
        _sheet(book, "未决定", _DIFFERENCE, waiting, styles)


def _sheet(
    book: Workbook,
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    styles: Styles,
) -> None:
    sheet = book.add_worksheet(name)
    widths = [_WIDE.get(heading, 16) for heading in headings]
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, styles.head)
    last = 0
    for last, cells in enumerate(rows, start=1):
        sheet.set_row(last, row_height(cells, widths))
        for column, text in enumerate(cells):
            sheet.write_string(last, column, text, styles.text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(last, 1), len(headings) - 1)
