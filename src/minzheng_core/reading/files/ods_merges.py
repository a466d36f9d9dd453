"""Merged ranges of OpenDocument spreadsheets, which their reader leaves out (OASIS ODF 1.3, 19.676)."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.parsers import expat

from attrs import define, field

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.reading.raw import Merge

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}


@define
class _Places:
    """Counts rows and columns while the cells go by."""

    found: dict[str, list[Merge]] = field(factory=dict)
    _sheet: str = ""
    _row: int = 0
    _column: int = 0
    _again: int = 1
    """How many rows the row being read stands for."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TABLE}table":
            self._sheet, self._row = attributes.get(f"{_TABLE}name", ""), 0
        elif name == f"{_TABLE}table-row":
            self._column, self._again = 0, _count(attributes, "number-rows-repeated")
        elif name in _CELLS:
            down = _count(attributes, "number-rows-spanned")
            across = _count(attributes, "number-columns-spanned")
            if down > 1 or across > 1:
                last = (self._row + down - 1, self._column + across - 1)
                self.found.setdefault(self._sheet, []).append((self._row, self._column, *last))
            self._column += _count(attributes, "number-columns-repeated")

    def end(self, name: str) -> None:
        if name == f"{_TABLE}table-row":
            self._row += self._again


def ods_merges(path: Path) -> dict[str, tuple[Merge, ...]]:
    """The merged ranges of each sheet of the workbook at *path* that has any, by its name.

    None of a workbook of another kind.
    """
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml") if "content.xml" in archive.namelist() else b""
    if b"-spanned" not in content:
        return {}
    places = _Places()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = places.start
    parser.EndElementHandler = places.end
    parser.Parse(content, True)
    return {name: tuple(ranges) for name, ranges in places.found.items()}


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(_TABLE + name, "1")
    return int(text) if text.isdigit() else 1
