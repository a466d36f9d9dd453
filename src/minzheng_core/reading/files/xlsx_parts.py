"""The parts of an .xlsx file that fast readers leave out: sheet states, merged ranges, hidden
columns, long numbers, cells that are struck out and error cells; found in one pass over the sheet's XML (ISO/IEC 29500-1
§18.3).
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from attrs import define, field, frozen

from minzheng_core.reading.files.xlsx_styles import Looks
from minzheng_core.reading.files.xlsx_tags import tags
from minzheng_core.reading.raw import MOST_COLUMNS, Merge, column_index, column_letter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHUNK = 1 << 16
"""Bytes of the packed file that are unpacked at a time."""
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_LONG = (b"<v>" + b"0" * 16, b"+00</v>")
"""What a long number looks like with every digit made a zero: found faster than by a pattern."""
_ERROR = b' t="e"'
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_LONG_CELL = re.compile(
    rb'<c r="([A-Z]+)(\d+)"(?![^>]*\bt="(?:s|str|inlineStr|b|e|d)")[^>]*>'
    rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>(\d{16,}(?:\.\d*)?|\d(?:\.\d+)?[eE]\+?[12]\d)</v>"
)
_VALUED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*(?<!/)><[vif]')
_WITHOUT_RESULT = re.compile(
    rb'<c r="([A-Z]+)\d+"(?![^>]*\bt="str")[^>]*><f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
"""A formula that the program which wrote it has not calculated; what is of type str may be an empty text."""
_MERGE = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_HIDDEN_ROW = re.compile(rb'<row (?=[^>]*\br="(\d+)")[^>]*\bhidden="(?:1|true)"')
_DIMENSION = re.compile(rb'<dimension ref="([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?"')


@frozen
class SheetEntry:
    """A sheet as the workbook lists it: its name, the path of its XML, whether it is shown."""

    name: str
    part: str
    hidden: bool


@define
class SheetParts:
    """What one pass over a sheet's XML found; rows and columns counted from 0."""

    first_column: int = 0
    merges: list[Merge] = field(factory=list)
    hidden_columns: list[int] = field(factory=list)
    hidden_rows: list[int] = field(factory=list, repr=False)
    struck: Counter[int] = field(factory=Counter, repr=False)
    """How many cells with a value are struck out in each row."""
    short_dates: list[tuple[int, int, int]] = field(factory=list, repr=False)
    """Cells with a date that is shown without its day: row, column, characters of the ISO date that are shown."""
    long_numbers: list[tuple[int, int, str]] = field(factory=list, repr=False)
    errors: int = 0
    not_calculated: Counter[int] = field(factory=Counter, repr=False)
    """How many formulas without a result each column has."""
    extent: tuple[int, int] = (0, 0)
    """Last row and column that hold a value, only where it was asked for; of the columns that can be read."""
    beyond: list[str] = field(factory=list, repr=False)
    """The cells with a value behind these columns, as a spreadsheet calls them; only where it was asked for."""


def sheet_entries(path: Path) -> list[SheetEntry]:
    """The sheets of the workbook in their order; worksheets only, no charts."""
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {
        tag.get("Id", ""): _target(tag.get("Target", ""))
        for tag in tags(relations, "Relationship")
        if tag.get("Type", "").endswith("/worksheet")
    }
    return [
        SheetEntry(
            tag.get("name", ""), targets[tag["id"]], tag.get("state", "visible") != "visible"
        )
        for tag in tags(book, "sheet")
        if tag.get("id") in targets
    ]


def counts_from_1904(path: Path) -> bool:
    """Whether the workbook counts its days from 1904, as those of old Macintoshes did.

    Basis: ISO/IEC 29500-1 §18.2.28 (``workbookPr``, ``date1904``).
    """
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    return any(tag.get("date1904") in {"1", "true"} for tag in tags(book, "workbookPr"))


def dimension(path: Path, part: str) -> tuple[int, int] | None:
    """Rows and columns that the sheet says it has; ``None`` where it does not say."""
    with zipfile.ZipFile(path) as archive, archive.open(part) as file:
        match = _DIMENSION.search(file.read(4096))
    if match is None or match[3] is None:
        return None
    return int(match[4]), column_index(match[3].decode()) + 1


def sheet_parts(
    path: Path, part: str, *, extent: bool = False, looks: Looks | None = None
) -> SheetParts:
    """Scan the XML of one sheet; with *extent* also for its last valued row and column (slower).

    *looks* are what the styles of the workbook say of its cells.
    """
    found, looks = SheetParts(), looks or Looks()
    first: int | None = None
    rest = b""
    for piece in _unpacked(path, part):
        rest = rest + piece if rest else piece
        cut = rest.rfind(b"<c ")
        if cut <= 0:
            continue
        first = _scan(rest, cut, found, first, extent=extent)
        _look_at_styles(rest, cut, found, looks)
        rest = rest[cut:]
    first = _scan(rest, len(rest), found, first, extent=extent)
    _look_at_styles(rest, len(rest), found, looks)
    found.first_column = first or 0
    found.merges = [
        (int(r1) - 1, column_index(c1.decode()), int(r2) - 1, column_index(c2.decode()))
        for c1, r1, c2, r2 in _MERGE.findall(rest)
    ]
    return found


def _unpacked(path: Path, part: str) -> Iterator[bytes]:
    """The bytes of a part, some at a time; its checksum is left to the reader that wants the cells."""
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(part)
        if info.compress_type != zipfile.ZIP_DEFLATED:
            yield archive.read(part)
            return
        with archive.open(part):  # names the member in its own error where the file is damaged
            pass
    with path.open("rb") as file:
        file.seek(info.header_offset)
        header = file.read(_LOCAL_HEADER.size)
        *_, name, extra = _LOCAL_HEADER.unpack(header)
        file.seek(name + extra, 1)
        left = info.compress_size
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        while left > 0 and not unpacker.eof and (packed := file.read(min(CHUNK, left))):
            left -= len(packed)
            yield unpacker.decompress(packed)
        yield unpacker.flush()


def _scan(
    xml: bytes, end: int, found: SheetParts, first: int | None, *, extent: bool
) -> int | None:
    """Look through *xml* up to *end*; the lowest column so far. Most of it holds nothing to be told,
    and that is seen without a search for patterns.
    """
    if first is None:
        head = xml[: xml.find(b"<sheetData")].decode("utf-8", "replace")
        for tag in tags(head, "col"):
            if tag.get("hidden") in {"1", "true"}:
                low, high = int(tag.get("min", "1")), int(tag.get("max", "1"))
                found.hidden_columns += range(low - 1, min(high, low + 1000))
    if first is None or any(b'r="' + name in xml for name in _letters(first)):
        columns = {name for name, _ in _VALUED.findall(xml, 0, end)}
        if columns:
            lowest = min(column_index(name.decode()) for name in columns)
            first = lowest if first is None else min(first, lowest)
    if extent:
        for name, row in _VALUED.findall(xml, 0, end):
            column = column_index(name.decode()) + 1
            if column > MOST_COLUMNS:
                found.beyond.append((name + row).decode())
                continue
            last_row, last_column = found.extent
            found.extent = (max(last_row, int(row)), max(last_column, column))
    if b"hidden" in xml:
        found.hidden_rows += [int(row) - 1 for row in _HIDDEN_ROW.findall(xml, 0, end)]
    if b"e" in xml:
        found.errors += xml.count(_ERROR, 0, end)
    if b"<f" in xml:
        formulas = _WITHOUT_RESULT.findall(xml, 0, end)
        found.not_calculated.update(column_index(name.decode()) for name in formulas)
    if b"+" in xml or _many_digits(xml):
        shape = xml.translate(_ZEROS)
        if any(long in shape for long in _LONG):
            found.long_numbers += [
                (int(row) - 1, column_index(name.decode()), number.decode())
                for name, row, number in _LONG_CELL.findall(xml, 0, end)
            ]
    return first


def _look_at_styles(xml: bytes, end: int, found: SheetParts, looks: Looks) -> None:
    if looks.struck is not None:
        found.struck.update(int(row) - 1 for row in looks.struck.findall(xml, 0, end))
    if looks.short is not None and looks.lengths is not None:
        found.short_dates += [
            (int(row) - 1, column_index(name.decode()), looks.lengths[style])
            for name, row, style in looks.short.findall(xml, 0, end)
        ]


def _many_digits(xml: bytes) -> bool:
    """Whether there may be sixteen digits in a row: then four in a row of every fourth byte are."""
    digits = np.frombuffer(xml, np.uint8)[::4] - np.uint8(48) < 10
    pairs = digits[:-1] & digits[1:]
    return bool((pairs[:-2] & pairs[2:]).any())


def _letters(columns: int) -> list[bytes]:
    """The letters of the first *columns* columns."""
    return [column_letter(index).encode() for index in range(columns)]


def _target(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
