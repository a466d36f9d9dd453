"""HTML tables and 2003 XML workbooks, which old systems export under the name of .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.errors import InputError
from minzheng_core.reading.files.encoding import detect_encoding
from minzheng_core.reading.files.workbook import SheetSource
from minzheng_core.reading.raw import MOST_COLUMNS, Merge

if TYPE_CHECKING:
    from pathlib import Path

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_\-]+)")
_ROW = {"tr", "row", "ss:row"}
_CELL = {"td", "th", "cell", "ss:cell"}
_TABLE = {"table", "ss:table"}
_SHEET = {"worksheet", "ss:worksheet"}
_SILENT = {"style", "script", "title"}
MOST_SPAN = 1000


@define
class _Grid:
    """A table while it is read: cells by row and column, and spans."""

    name: str = ""
    rows: list[dict[int, str]] = field(factory=list)
    merges: list[Merge] = field(factory=list)
    covered: set[tuple[int, int]] = field(factory=set)


class _Reader(HTMLParser):
    """Collects the tables of a document; nested tables become tables of their own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[_Grid] = []
        self._open: list[_Grid] = []
        self._texts: list[list[str]] = []
        self._places: list[tuple[int, int]] = []
        self._sheet = ""
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key.rpartition(":")[2]: value or "" for key, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag in _SHEET:
            self._sheet = values.get("name", "")
        elif tag in _TABLE:
            self._open.append(_Grid(self._sheet))
        elif tag in _ROW and self._open:
            self._end_cell()
            rows = self._open[-1].rows
            index = _number(values.get("index"))
            while index is not None and len(rows) < min(index - 1, 2_000_000):
                rows.append({})
            rows.append({})
        elif tag in _CELL and self._open and self._open[-1].rows:
            self._end_cell()
            self._start_cell(values)
        elif tag == "br" and self._texts:
            self._texts[-1].append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _CELL or tag in _ROW:
            self._end_cell()
        elif tag in _TABLE and self._open:
            self._end_cell()
            self.grids.append(self._open.pop())

    def handle_data(self, data: str) -> None:
        if self._texts and not self._silent:
            self._texts[-1].append(data)

    def close(self) -> None:
        super().close()
        while self._open:
            self._end_cell()
            self.grids.append(self._open.pop())

    def _start_cell(self, values: dict[str, str]) -> None:
        grid = self._open[-1]
        row = len(grid.rows) - 1
        column = max(grid.rows[-1], default=-1) + 1
        if (index := _number(values.get("index"))) is not None:
            column = index - 1
        while (row, column) in grid.covered:
            column += 1
        across = min(
            _number(values.get("colspan")) or (_number(values.get("mergeacross")) or 0) + 1,
            MOST_SPAN,
        )
        down = min(
            _number(values.get("rowspan")) or (_number(values.get("mergedown")) or 0) + 1, MOST_SPAN
        )
        grid.rows[-1][column] = ""
        if across > 1 or down > 1:
            grid.merges.append((row, column, row + down - 1, column + across - 1))
            grid.covered |= {(row + i, column + j) for i in range(down) for j in range(across)}
        for j in range(1, across):
            grid.rows[-1][column + j] = ""
        self._places.append((row, column))
        self._texts.append([])

    def _end_cell(self) -> None:
        if self._texts and len(self._texts) >= len(self._open):
            row, column = self._places.pop()
            self._open[-1].rows[row][column] = "".join(self._texts.pop()).strip(" \t\r\n\xa0")


def open_markup(path: Path, encoding: str | None = None) -> list[SheetSource]:
    """The tables of the document at *path* as raw sources, empty ones left out.

    Raises:
        InputError: no table in it (IN106), too many columns (IN113); otherwise as for other text
            (IN109, IN110, IN119).

    """
    content = path.read_bytes()
    if encoding is None and (match := _CHARSET.search(content[:4096])) is not None:
        encoding = _known(match[1].decode("ascii"), content)
    found = detect_encoding(path, encoding)
    reader = _Reader()
    reader.feed(content[found.bom :].decode(found.name, "replace"))
    reader.close()
    if not reader.grids:
        raise InputError("IN106", file=path.name, found="没有表格的网页（HTML）")
    sources = []
    for grid in reader.grids:
        width = max((max(row, default=-1) + 1 for row in grid.rows), default=0)
        if width > MOST_COLUMNS:
            raise InputError("IN113", file=path.name, columns=width, limit=MOST_COLUMNS)
        columns = {f"c{i}": [row.get(i) or None for row in grid.rows] for i in range(width)}
        if any(any(column) for column in columns.values()):
            frame = pl.DataFrame(columns, schema_overrides=dict.fromkeys(columns, pl.String))
            sheet = SheetSource(path, grid.name, frame, merges=tuple(grid.merges))
            sources.append(sheet.prepared())
    return sources


def _known(name: str, content: bytes) -> str | None:
    """The encoding a document claims, if it is one and the document can be read in it."""
    try:
        content[: 1 << 16].decode(name)
    except LookupError:
        return None
    except UnicodeDecodeError as error:
        return name if error.start > (1 << 16) - 8 else None
    return name


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() and len(text) < 8 else None
