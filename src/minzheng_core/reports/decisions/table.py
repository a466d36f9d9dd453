"""A table that a clerk decides on line by line: CSV, or a workbook with a list of choices (决定表)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.errors import CallError
from minzheng_core.outputs import whole_file
from minzheng_core.reports.cell_text import cell_text
from minzheng_core.reports.workbook.new import new_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import polars as pl

SHEET_ROWS = 1_048_575
"""Lines that a sheet holds below its headings."""
KINDS = (".csv", ".xlsx")
WIDEST = 40


def check_table(path: Path) -> None:
    """Refuse, before any work is done, a file that is no table.

    Raises:
        CallError: neither ``.csv`` nor ``.xlsx`` (IN215).

    """
    if path.suffix.lower() not in KINDS:
        raise CallError("IN215", file=path.name)


def write_table(
    frame: pl.DataFrame, path: Path, *, choices: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Write *frame* with its own headings; a file that was there stays whole until it is written.

    *choices* are the answers that a cell of a column may have: a list to choose from in a workbook.
    Everything is text, so that no number is spoilt; what a cell of a workbook cannot hold is cut
    with a note. A CSV has the mark by which Excel knows UTF-8.

    Raises:
        CallError: neither ``.csv`` nor ``.xlsx`` (IN215), too long for a sheet (IN214).
        OutputError: disk full, no permission (IN3xx).

    """
    check_table(path)
    if path.suffix.lower() == ".xlsx" and frame.height > SHEET_ROWS:
        raise CallError("IN214", rows=frame.height)
    with whole_file(path) as part:
        if path.suffix.lower() == ".csv":
            frame.write_csv(part, include_bom=True)
        else:
            _write_workbook(frame, part, path.name, choices or {})


def _write_workbook(
    frame: pl.DataFrame, path: Path, name: str, choices: Mapping[str, Sequence[str]]
) -> None:
    import polars as pl

    with new_workbook(path, name=name, constant_memory=True) as (book, styles):
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for place, heading in enumerate(frame.columns):
            sheet.set_column(place, place, _width(frame[heading]))
            sheet.write_string(0, place, heading, styles.head)
            if heading in choices and frame.height:
                told = {"validate": "list", "source": list(choices[heading])}
                sheet.data_validation(1, place, frame.height, place, told)
        sheet.autofilter(0, 0, frame.height, max(frame.width - 1, 0))
        looks = [styles.answer if heading in choices else styles.text for heading in frame.columns]
        for at, row in enumerate(frame.select(pl.all().cast(pl.String)).iter_rows(), start=1):
            for place, value in enumerate(row):
                if value is None:
                    sheet.write_blank(at, place, None, looks[place])
                else:
                    sheet.write_string(at, place, cell_text(value), looks[place])


def _width(column: pl.Series) -> float:
    """Room for the heading and the longest value; a Chinese character takes two."""
    sizes: Any = column.head(2000).cast(str).str.len_bytes().max() or 0
    return min(max(len(column.name) * 2 + 2, float(sizes) * 0.8), WIDEST)
