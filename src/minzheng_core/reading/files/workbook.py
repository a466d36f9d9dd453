"""Workbooks of every kind to raw rows of text, with what only the format itself knows.

.xlsx goes through fastexcel (straight to Arrow) while a second thread looks at the XML for what it
leaves out; .xls, .xlsb and .ods, small as they are, go through calamine cell by cell, types known.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import define, evolve, field, frozen

from minzheng_core.errors import InputError, MinzhengError
from minzheng_core.extras import require
from minzheng_core.reading.files.cells import cell_text, number_text, tidy
from minzheng_core.reading.files.file_kind import EXTENSIONS, FileKind
from minzheng_core.reading.files.ods_parts import OdsSheet, ods_parts
from minzheng_core.reading.files.short_dates import ShortDates, as_shown
from minzheng_core.reading.files.stray_cells import MOST_STRAY, without_cells
from minzheng_core.reading.files.xlsx_parts import (
    SheetEntry,
    SheetParts,
    counts_from_1904,
    dimension,
    sheet_entries,
    sheet_parts,
)
from minzheng_core.reading.files.xlsx_styles import Looks, looks_of
from minzheng_core.reading.raw import (
    MOST_COLUMNS,
    Merge,
    RawBatch,
    column_index,
    column_letter,
    column_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from minzheng_core.reading.notes import NoteBook

_MORE_THAN_KEPT = r"^-?[0-9]{7,}\.[0-9]{9,}$"
"""A decimal of more than 15 digits."""
MOST_CELLS = 120_000_000
"""A sheet is held densely while it is read, so that one stray cell at its far end counts for all."""


@frozen
class Listed:
    """A sheet of a workbook before it is read: its name and whether it is shown."""

    name: str
    hidden: bool


@define
class SheetSource:
    """One sheet as a source of raw rows; see :class:`~minzheng_core.reading.raw.RawSource`."""

    path: Path
    sheet: str
    frame: pl.DataFrame
    first_column: int = 0
    merges: tuple[Merge, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = field(default=(), repr=False)
    struck: Mapping[int, int] = field(factory=dict, repr=False)
    """Rows in which cells are struck out, and how many."""
    short_dates: ShortDates | None = None
    """What became of the dates that are shown in part."""
    errors: int = 0
    long_numbers: int = 0
    filled: int = 0
    not_calculated: tuple[tuple[str, int], ...] = ()
    """The letters of columns with formulas that have no result, and how many each has."""
    from_1904: bool = False
    """Whether a number in a column of dates is a day counted from 1904."""
    first_row: int = 0
    strays: tuple[str, ...] = ()
    """Lone cells far to the right that are not read."""
    _sample: list[list[str | None]] | None = field(default=None, init=False, repr=False)

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.frame.width

    def sample(self) -> list[list[str | None]]:
        """The first rows, at most 5,000."""
        if self._sample is None:
            self._sample = [list(row) for row in self.frame.head(5000).rows()]
        return self._sample

    def batches(self, notes: NoteBook) -> Iterator[RawBatch]:
        """All rows at once."""
        if self.errors:
            notes.add("IN161", count=self.errors)
        if self.long_numbers:
            notes.add("IN166", count=self.long_numbers)
        if (short := self.short_dates) is not None:
            if short.without_day:
                notes.add("IN264", count=short.without_day)
            if short.without_year:
                years = "、".join(map(str, short.years))
                notes.add("IN265", count=short.without_year, years=years)
        if self.not_calculated:
            columns = "、".join(letters for letters, _ in self.not_calculated)
            notes.add("IN256", columns=columns, number=sum(n for _, n in self.not_calculated))
        if self.strays:
            notes.add("IN255", cells="、".join(self.strays), number=len(self.strays))
        if self.filled:
            notes.add("IN154", count=self.filled)
        hidden = self.frame[[at for at in self.hidden_rows if at < self.frame.height]]
        filled = hidden.select(pl.any_horizontal(pl.all().is_not_null()).alias("filled"))["filled"]
        if filled.any():
            rows = [at + 1 for at, full in zip(self.hidden_rows, filled, strict=False) if full]
            notes.add("IN148", rows=rows)
        if rows := self._struck_rows():
            notes.add("IN261", rows=rows)
        yield RawBatch(1, self.frame)

    def _struck_rows(self) -> list[int]:
        """The numbers of the rows of which most cells are struck out."""
        rows = sorted(at for at in self.struck if at < self.frame.height)
        filled = self.frame[rows].select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
        return [
            at + 1
            for at, cells in zip(rows, filled, strict=True)
            if self.struck[at] * 2 > cells > 0
        ]

    def prepared(self) -> SheetSource:
        """The same sheet tidied, and every row of a vertically merged range given its first text."""
        frame, errors = tidy(self.frame, typed=True)
        return _filled_down(evolve(self, frame=frame, errors=self.errors + errors))


@define
class Workbook:
    """An opened workbook.

    Raises:
        InputError: it is encrypted (IN107) or cannot be opened (IN108); a sheet is too wide
            (IN113) or has too many cells (IN128).

    """

    path: Path
    kind: FileKind
    sheets: list[Listed]
    _entries: dict[str, SheetEntry]
    _book: Any
    _from_1904: bool = False
    _ods: dict[str, OdsSheet] | None = None
    """What the reader leaves out of an OpenDocument spreadsheet, by sheet."""
    _strays: dict[str, list[str]] = field(factory=dict)
    """Lone cells far to the right, by the part they are in."""

    @classmethod
    def open(cls, path: Path, kind: FileKind) -> Workbook:
        """Open the file and list its sheets."""
        with damage_of(path):
            if kind is FileKind.XLSX:
                entries = {entry.name: entry for entry in sheet_entries(path)}
                beyond = {entry.part: _beyond(path, entry) for entry in entries.values()}
                strays = {part: cells for part, cells in beyond.items() if cells}
                # By its name the library would take 1987.xls for what its ending says.
                as_named = EXTENSIONS.get(path.suffix.lower()) is FileKind.XLSX
                given = str(path) if as_named else path.read_bytes()
                if strays:
                    given = without_cells(path, strays)
                book = require("fastexcel", "archive").read_excel(given)
                known = set(book.sheet_names)
                listed = [Listed(e.name, e.hidden) for e in entries.values() if e.name in known]
                from_1904 = counts_from_1904(path)
                return cls(path, kind, listed, entries, book, from_1904, strays=strays)
            calamine = require("python_calamine", "archive")
            book = calamine.load_workbook(BytesIO(path.read_bytes()))
            shown = calamine.SheetVisibleEnum.Visible
            grid = calamine.SheetTypeEnum.WorkSheet
            listed = [
                Listed(m.name, m.visible != shown) for m in book.sheets_metadata if m.typ == grid
            ]
            return cls(path, kind, listed, {}, book)

    def read(self, name: str) -> SheetSource:
        """All cells of the sheet called *name*."""
        with damage_of(self.path):
            source = self._xlsx(name) if self.kind is FileKind.XLSX else self._calamine(name)
        if source.width > MOST_COLUMNS:
            source = self._without_strays(source)
        return source.prepared()

    def _without_strays(self, source: SheetSource) -> SheetSource:
        """The sheet without lone cells beyond the columns that can be read; an error where they are many."""
        names = source.frame.columns[MOST_COLUMNS:]
        strays = [
            f"{column_letter(at)}{row + 1}"
            for at, name in enumerate(names, MOST_COLUMNS)
            for row in source.frame[name].is_not_null().arg_true()
        ]
        if len(strays) > MOST_STRAY:
            raise InputError("IN113", file=self.path.name, columns=source.width, limit=MOST_COLUMNS)
        return evolve(source, frame=source.frame.drop(names), strays=tuple(strays))

    @cached_property
    def _looks(self) -> Looks:
        """What the styles say of the cells in all of its sheets."""
        return looks_of(self.path)

    def _xlsx(self, name: str) -> SheetSource:
        with ThreadPoolExecutor(1) as pool:
            part = self._entries[name].part
            waiting = pool.submit(sheet_parts, self.path, part, looks=self._looks)
            frame = self._cells(name)
            parts: SheetParts = waiting.result()
        frame = frame.rename(dict(zip(frame.columns, column_names(frame.width), strict=True)))
        offset = parts.first_column
        frame = _as_shown(_with_long_numbers(frame, parts, offset))
        short = as_shown(frame, ((r, c - offset, n) for r, c, n in parts.short_dates))
        frame = short.frame
        hidden = (at - offset for at in parts.hidden_columns)
        return SheetSource(
            self.path,
            name,
            frame,
            first_column=offset,
            merges=tuple((a, b - offset, c, d - offset) for a, b, c, d in parts.merges),
            hidden_columns=tuple(at for at in hidden if 0 <= at < frame.width),
            hidden_rows=tuple(parts.hidden_rows),
            struck=parts.struck,
            short_dates=short,
            errors=parts.errors,
            long_numbers=len(parts.long_numbers),
            from_1904=self._from_1904,
            not_calculated=tuple(
                (column_letter(at), count) for at, count in sorted(parts.not_calculated.items())
            ),
            strays=tuple(sorted(self._strays.get(self._entries[name].part, ()))),
        )

    def _cells(self, name: str) -> pl.DataFrame:
        """All cells as text; where pyarrow is there, without a copy of the sheet on the way."""
        load = self._book.load_sheet_eager if find_spec("pyarrow") else self._book.load_sheet
        return pl.DataFrame(load(name, header_row=None, skip_rows=0, dtypes="string"))

    def _calamine(self, name: str) -> SheetSource:
        sheet = self._book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
        long_numbers = sum(isinstance(v, float) and abs(v) >= 1e15 for row in rows for v in row)
        columns = zip(*rows, strict=True) if rows else ()
        frame = pl.DataFrame(
            {f"c{i}": [cell_text(v) for v in column] for i, column in enumerate(columns)},
            schema_overrides={f"c{i}": pl.String for i in range(len(rows[0]) if rows else 0)},
        )
        if self._ods is None:
            self._ods = ods_parts(self.path)
        told = self._ods.get(name) or OdsSheet()
        ranges = sheet.merged_cell_ranges or ()
        short = as_shown(frame, told.short_dates)
        return SheetSource(
            self.path,
            name,
            short.frame,
            merges=tuple((a[0], a[1], b[0], b[1]) for a, b in ranges) or tuple(told.merges),
            struck=told.struck,
            short_dates=short,
            long_numbers=long_numbers,
        )


@contextmanager
def damage_of(path: Path) -> Iterator[None]:
    """Whatever a library says of a broken workbook becomes one clear error."""
    try:
        yield
    except (MinzhengError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        # Native readers panic on some truncated files; a panic is no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        text = f"{type(error).__name__} {error}".lower()
        code = "IN107" if "password" in text or "encrypt" in text else "IN108"
        raise InputError(code, file=path.name) from error


def _beyond(path: Path, entry: SheetEntry) -> list[str]:
    """The lone cells beyond the columns that can be read; an error where they are many, or the sheet is too large."""
    size = dimension(path, entry.part)
    if size is not None and size[1] <= MOST_COLUMNS and size[0] * size[1] <= MOST_CELLS:
        return []
    found = sheet_parts(path, entry.part, extent=True)
    rows, columns = found.extent
    if len(found.beyond) > MOST_STRAY:
        columns = max(column_index(cell.rstrip("0123456789")) for cell in found.beyond) + 1
        raise InputError("IN113", file=path.name, columns=columns, limit=MOST_COLUMNS)
    if rows * columns > MOST_CELLS:
        raise InputError("IN128", file=path.name, rows=rows, columns=columns, limit=MOST_CELLS)
    return found.beyond


def _with_long_numbers(frame: pl.DataFrame, parts: SheetParts, offset: int) -> pl.DataFrame:
    """Numbers of 16 digits and more as a spreadsheet shows them, not as the nearest binary fraction."""
    by_column: dict[int, list[tuple[int, str]]] = {}
    for row, column, number in parts.long_numbers:
        if row < frame.height and 0 <= column - offset < frame.width:
            by_column.setdefault(column - offset, []).append((row, number_text(float(number))))
    return frame.with_columns(
        frame[f"c{column}"].scatter([r for r, _ in cells], pl.Series([t for _, t in cells]))
        for column, cells in by_column.items()
    )


def _as_shown(frame: pl.DataFrame) -> pl.DataFrame:
    """Decimals with the 15 digits that a spreadsheet keeps: 38642750.468, not 38642750.468000002."""
    long = [
        frame[name].str.contains(_MORE_THAN_KEPT).fill_null(value=False) for name in frame.columns
    ]
    return frame.with_columns(
        column.scatter(at, pl.Series([number_text(float(cell)) for cell in column.gather(at)]))
        for column, hit in zip(frame.iter_columns(), long, strict=True)
        if len(at := hit.arg_true())
    )


def _filled_down(sheet: SheetSource) -> SheetSource:
    by_column: dict[int, list[tuple[int, int]]] = {}
    for top, left, bottom, _ in sheet.merges:
        if bottom > top and 0 <= left < sheet.width:
            by_column.setdefault(left, []).append((top, min(bottom, sheet.frame.height - 1)))
    changed: list[pl.Series] = []
    count = 0
    for left, ranges in by_column.items():
        column = sheet.frame[f"c{left}"]
        rows: list[int] = []
        texts: list[str] = []
        for top, bottom in ranges:
            text = column[top] if top < len(column) else None
            if text is not None and bottom > top:
                rows += range(top + 1, bottom + 1)
                texts += [text] * (bottom - top)
                count += 1
        if rows:
            changed.append(column.scatter(rows, pl.Series(texts)))
    return evolve(sheet, frame=sheet.frame.with_columns(changed), filled=count)
