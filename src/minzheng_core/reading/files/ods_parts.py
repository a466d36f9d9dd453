"""What the reader of OpenDocument spreadsheets leaves out: merged ranges, cells that are struck out, and dates that
are shown without their day or their year (OASIS ODF 1.3, 19.676, 20.365, 19.369).
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING
from xml.parsers import expat

from attrs import define, field

from minzheng_core.reading.files.xlsx_styles import DAY_OF_YEAR, MONTH, YEAR

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.reading.raw import Merge

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_PROPERTIES = {f"{_STYLE}text-properties"}
_PARAGRAPH = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"
_NUMBER = re.compile(r"\d+")
_TELLING = (b"-spanned", b"line-through", b"date-value")
_MOST = 1000
"""Cells that one written cell may stand for; more are blank room."""


@define
class OdsSheet:
    """What was found of one sheet; rows and columns counted from 0."""

    merges: list[Merge] = field(factory=list)
    struck: Counter[int] = field(factory=Counter)
    """How many cells with a text are struck out in each row."""
    short_dates: list[tuple[int, int, int]] = field(factory=list)
    """Dates that are shown in part: row, column, how much of the ISO date."""


@define
class _Places:
    """Counts rows and columns while the cells go by."""

    found: dict[str, OdsSheet] = field(factory=dict)
    _sheet: OdsSheet = field(factory=OdsSheet)
    _row: int = 0
    _column: int = 0
    _again: int = 1
    """How many rows the row being read stands for."""
    _style: str = ""
    _struck: set[str] = field(factory=set)
    _cell: tuple[str, str, int] = ("", "", 1)
    """Style, date and number of the cell being read."""
    _text: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TABLE}table":
            self._sheet, self._row = OdsSheet(), 0
            self.found[attributes.get(f"{_TABLE}name", "")] = self._sheet
        elif name == f"{_TABLE}table-row":
            self._column, self._again = 0, _count(attributes, "number-rows-repeated")
        elif name in _CELLS:
            self._begin(attributes)
        elif name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif name in _PROPERTIES:
            if attributes.get(f"{_STYLE}text-line-through-style", "none") != "none":
                self._struck.add(self._style)
        elif name == _PARAGRAPH and self._text is not None:
            self._text.append("")

    def _begin(self, attributes: dict[str, str]) -> None:
        down = _count(attributes, "number-rows-spanned")
        across = _count(attributes, "number-columns-spanned")
        if down > 1 or across > 1:
            last = (self._row + down - 1, self._column + across - 1)
            self._sheet.merges.append((self._row, self._column, *last))
        style = attributes.get(f"{_TABLE}style-name", "")
        date = attributes.get(f"{_OFFICE}date-value", "")
        self._cell = (style, date, _count(attributes, "number-columns-repeated"))
        self._text = []

    def data(self, text: str) -> None:
        if self._text:
            self._text[-1] += text

    def end(self, name: str) -> None:
        if name == f"{_TABLE}table-row":
            self._row += self._again
        elif name in _CELLS:
            self._end("".join(self._text or ()))

    def _end(self, text: str) -> None:
        style, date, again = self._cell
        if text and self._again <= _MOST and again <= _MOST:
            rows = range(self._row, self._row + self._again)
            if style in self._struck:
                self._sheet.struck.update(dict.fromkeys(rows, again))
            if (shown := _shown(text, date)) is not None:
                columns = range(self._column, self._column + again)
                self._sheet.short_dates += [(r, c, shown) for r in rows for c in columns]
        self._column += again
        self._text = None


def ods_parts(path: Path) -> dict[str, OdsSheet]:
    """What each sheet of the workbook at *path* has of it, by its name; nothing of a workbook of another kind."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml") if "content.xml" in archive.namelist() else b""
    if not any(sign in content for sign in _TELLING):
        return {}
    places = _Places()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = places.start
    parser.EndElementHandler = places.end
    parser.CharacterDataHandler = places.data
    parser.Parse(content, True)
    return places.found


def _shown(text: str, date: str) -> int | None:
    """How much of a *date* its *text* shows, where it shows no day or no year.

    >>> _shown("1964年9月", "1964-09-01"), _shown("3月5日", "2012-03-05"), _shown("64-09-01", "1964-09-01")
    (7, -5, None)
    """
    numbers = [int(digits) for digits in _NUMBER.findall(text)]
    parts = [int(part) for part in date.partition("T")[0].split("-") if part.isdigit()]
    if len(parts) != 3:
        return None
    year, month, day = parts
    years = ([year], [year % 100])
    if numbers in years:
        return YEAR
    if len(numbers) == 2 and numbers[:1] in years and numbers[1] == month:
        return MONTH
    return DAY_OF_YEAR if numbers == [month, day] and "月" in text else None


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(_TABLE + name, "1")
    return int(text) if text.isdigit() else 1
