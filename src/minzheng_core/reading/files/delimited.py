"""Delimited text files, in slices: a million rows are read in bounded memory and on two cores.

A slice ends at the end of a record. Its bytes are decoded by the codec and parsed by Polars; a
slice that Polars refuses (ragged rows, half quotes) is parsed again by :mod:`.records`. Decoding
holds the interpreter while parsing does not, so one thread does nothing but decode and another
nothing but parse.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, evolve, field, frozen

from minzheng_core.errors import InputError
from minzheng_core.processing.ahead import ahead
from minzheng_core.reading.files.cells import tidy
from minzheng_core.reading.files.encoding import (
    TOLERATED,
    Encoding,
    detect_encoding,
    first_utf8_line,
)
from minzheng_core.reading.files.records import sniff_delimiter, split_records, stands_aligned
from minzheng_core.reading.files.ruled import drawn_with, undrawn
from minzheng_core.reading.files.slice_bytes import count, line_ends, quotes, without_formulas
from minzheng_core.reading.files.slice_look import Look, look
from minzheng_core.reading.files.transcode import Transcoder
from minzheng_core.reading.raw import MOST_COLUMNS, Merge, RawBatch, column_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from minzheng_core.reading.notes import NoteBook

SLICE = 8 << 20
MOST_SLICES = 4
"""A quoted field that is still open after so many slices was never closed."""
LONGEST_LINE = 16 << 20
"""No row of a register is longer in bytes; a file without line ends would be held whole."""
AHEAD = 1
"""Slices that a stage may be ahead of the next one."""
_QUOTED = re.compile(rb'"[^"]*"')
_MARGIN, _BETWEEN = re.compile(rb"(?m)^ +| +$"), re.compile(rb" {2,}")
BLOCK = 16_384
"""Records that the tolerant parser holds as Python lists at a time."""


def _tabbed(text: bytes) -> bytes:
    """*text* with a tab for the blanks between two columns."""
    return _BETWEEN.sub(b"\t", _MARGIN.sub(b"", text))


@frozen
class _Text:
    """A slice in UTF-8, without NULs."""

    utf8: bytes
    nuls: int
    bad_lines: tuple[int, ...]
    foreign: int | None = None
    """The first line (from 0) that is written in another encoding."""


@frozen
class _Parsed:
    frame: pl.DataFrame
    lines: int
    """Physical lines in the slice."""
    nuls: int
    bad_lines: tuple[int, ...]
    ragged: tuple[int, ...] = ()
    stray: bool = False
    errors: int = 0
    short: tuple[int, ...] = ()
    """Rows with fewer cells than there are headings."""
    cut: bool = False
    """Whether the last row is one of them and has no line end either."""
    foreign: int | None = None
    dittos: frozenset[int] | None = None
    """The columns in which a cell may be a ditto mark; ``None`` where any may."""


@define
class DelimitedSource:
    """One text file as a source of raw rows; see :class:`~minzheng_core.reading.raw.RawSource`."""

    path: Path
    encoding: Encoding
    delimiter: str
    width: int
    sheet: str = ""
    first_column: int = 0
    hidden_columns: tuple[int, ...] = ()
    from_1904: bool = False
    first_row: int = 0
    merges: tuple[Merge, ...] = ()
    aligned: bool = False
    """Whether the columns stand apart by blanks; these are read as tabs."""
    drawn: str | None = None
    """The signs between the columns of a table that is drawn with lines; these are read as tabs too."""
    _sample: list[list[str | None]] = field(factory=list, repr=False)
    _headings: int = 0
    """The number of headings, as far as known."""
    _transcoder: Transcoder = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._transcoder = Transcoder(self._codec())

    @classmethod
    def open(
        cls, path: Path, encoding: str | None = None, delimiter: str | None = None
    ) -> DelimitedSource:
        """Look at the file: encoding, separator, number of columns.

        Raises:
            InputError: an encoding that cannot be told or read (IN109, IN110, IN119), too many
                columns (IN113), a line without end (IN120).

        """
        found = detect_encoding(path, encoding)
        source = cls(path, found, delimiter or ",", 1)
        text = source._decode_loosely(source._beginning()).replace("\0", "")
        source.drawn = drawn_with(text) if delimiter in {None, "\t"} and "\t" not in text else None
        text = undrawn(text, source.drawn) if source.drawn else text
        source.delimiter = "\t" if source.drawn else delimiter or sniff_delimiter(text)
        if source.delimiter not in text and stands_aligned(text):
            source.aligned, source.delimiter = True, "\t"
            text = _tabbed(text.encode()).decode()
        rows = list(islice(split_records(text, source.delimiter), 5000))
        while rows and rows[-1] == [""]:
            rows.pop()
        source.width = max((len(row) for row in rows), default=1)
        if source.width > MOST_COLUMNS:
            raise InputError("IN113", file=path.name, columns=source.width, limit=MOST_COLUMNS)
        source._sample = [_fit(row, source.width) for row in rows]
        return source

    def sample(self) -> list[list[str | None]]:
        """The first rows, at most 5,000."""
        return self._sample

    def shorten_sample(self, rows: int) -> None:
        """Keep *rows* of the sample: when the columns are known, only what stands above the data."""
        filled = [i + 1 for i, cell in enumerate(self._sample[rows - 1]) if cell] if rows else []
        self._headings = max(filled, default=0)
        del self._sample[rows:]

    def batches(self, notes: NoteBook) -> Iterator[RawBatch]:
        """All rows in order, a slice at a time.

        Raises:
            InputError: too many bytes are invalid (IN109).

        """
        row, line, damaged = 1, 1, 0
        first_bad = 0
        decoded = ahead(map(self._decoded, self._slices(SLICE)), AHEAD)
        for part in ahead(map(self._parsed, decoded), AHEAD):
            if part.foreign is not None:
                raise self._unreadable(line + part.foreign)
            if part.bad_lines:
                damaged += len(part.bad_lines)
                first_bad = first_bad or line + part.bad_lines[0]
                if damaged > 100 and damaged > TOLERATED * 10 * (line + part.lines):
                    raise self._unreadable(first_bad)
            if part.errors:
                notes.add("IN161", count=part.errors)
            if part.nuls:
                notes.add("IN163", count=part.nuls)
            if part.ragged:
                notes.add("IN165", rows=[row + i for i in part.ragged])
            if part.stray:
                notes.add("IN170")
            short = [row + i for i in part.short if row + i > len(self._sample)]
            if part.cut and short:
                notes.add("IN183", line=short.pop())
            if short:
                notes.add("IN182", rows=short)
            yield RawBatch(row, part.frame, part.dittos)
            row += part.frame.height
            line += part.lines
        if damaged:
            notes.add("IN164", count=damaged, line=first_bad)

    def _unreadable(self, line: int) -> InputError:
        return InputError("IN109", file=self.path.name, encoding=self.encoding.name, line=line)

    def _beginning(self) -> bytes:
        """Whole records from the start of the file: about a megabyte, more where they are long."""
        done = b""
        for piece in self._slices(1 << 20):
            done += piece
            if len(done) >= 1 << 19 and done.count(b"\n") > 5:
                break
        return done

    def _slices(self, size: int) -> Iterator[bytes]:
        """Pieces of the file that end with a record, in UTF-8 where the file is UTF-16."""
        rest, joined = b"", 0
        with self.path.open("rb") as file:
            file.seek(self.encoding.bom)
            for piece in self._pieces(file, size):
                rest += piece
                cut = self._cut(rest)
                joined += 1
                if not cut and joined >= MOST_SLICES:
                    cut = rest.rfind(b"\n") + 1
                if cut:
                    yield self._with_tabs(without_formulas(rest[:cut]))
                    rest, joined = rest[cut:], 0
                elif len(rest) > LONGEST_LINE and b"\n" not in rest:
                    raise InputError("IN120", file=self.path.name, limit=LONGEST_LINE >> 20)
        if rest:
            yield self._with_tabs(without_formulas(rest))

    def _with_tabs(self, piece: bytes) -> bytes:
        return _tabbed(piece) if self.aligned else piece

    def _cut(self, piece: bytes) -> int:
        """The end of the last whole record in *piece*; 0 where a quoted field runs on."""
        cut = piece.rfind(b"\n") + 1
        odd = b'"' in piece and count(piece, b'"', cut) % 2
        if odd and quotes(piece[:cut], self.delimiter)[1] <= 0:
            return cut
        while odd and cut > len(piece) - (1 << 16):
            before = piece.rfind(b"\n", 0, cut - 1) + 1
            odd ^= piece.count(b'"', before, cut) % 2
            cut = before
        return 0 if odd else cut

    def _pieces(self, file: BinaryIO, size: int) -> Iterator[bytes]:
        if not self.encoding.name.startswith("utf-16"):
            while piece := file.read(size):
                # On to the end of a line: a piece that begins and ends with one need not be copied.
                piece += b"" if piece.endswith(b"\n") else file.readline(LONGEST_LINE)
                yield line_ends(piece, file)
            return
        decoder = codecs.getincrementaldecoder(self.encoding.name)("replace")
        while piece := file.read(size):
            text = decoder.decode(piece)
            text += decoder.decode(file.read(2)) if text.endswith("\r") else ""
            yield line_ends(text.encode("utf-8", "replace"))
        yield decoder.decode(b"", final=True).encode()

    def _codec(self) -> str:
        return "utf-8" if self.encoding.name.startswith("utf-16") else self.encoding.name

    def _decode_loosely(self, piece: bytes) -> str:
        return piece.decode(self._codec(), "replace")

    def _decoded(self, piece: bytes) -> _Text:
        """The first stage."""
        nuls = piece.count(b"\0") if b"\0" in piece else 0
        if nuls:
            piece = piece.replace(b"\0", b"")
        if self._codec() == "utf-8" and self.encoding.proven:
            return _Text(self._undrawn(piece), nuls, ())
        utf8, bad = self._transcoder.to_utf8(piece)
        foreign = first_utf8_line(piece) if self._codec() == "gb18030" else None
        return _Text(self._undrawn(utf8), nuls, bad, foreign)

    def _undrawn(self, utf8: bytes) -> bytes:
        return undrawn(utf8.decode(), self.drawn).encode() if self.drawn else utf8

    def _parsed(self, text: _Text) -> _Parsed:
        """The second stage: looking, parsing and tidying."""
        seen = look(text.utf8, self.delimiter)
        part = evolve(self._records(text, seen), foreign=text.foreign)
        if not seen.untidy:
            return part
        frame, errors = tidy(part.frame)
        return evolve(part, frame=frame, errors=errors)

    def _records(self, text: _Text, seen: Look) -> _Parsed:
        piece = text.utf8
        if (frame := self._strictly(piece, seen)) is not None:
            # Only a quoted field holds more lines than its record.
            lines = seen.lines if len(seen.quotes) else frame.height
            short = self._short(frame, piece, seen)
            cut = short[-1:] == (frame.height - 1,) and not piece.endswith(b"\n")
            return _Parsed(
                frame,
                lines,
                text.nuls,
                text.bad_lines,
                short=short,
                cut=cut,
                dittos=seen.dittos,
            )
        return self._tolerantly(text, seen)

    def _short(self, frame: pl.DataFrame, piece: bytes, seen: Look) -> tuple[int, ...]:
        """The rows of *frame*, read from *piece*, that have more than one cell and fewer than headings."""
        separators = self._headings - 1
        if separators < 1 or not frame.get_column(f"c{separators}").null_count():
            return ()
        sign = self.delimiter.encode()
        marks = iter(seen.quotes.tolist())
        inside = sum(piece.count(sign, *pair) for pair in zip(marks, marks, strict=False))
        outside = seen.separators - inside
        if separators == self.width - 1 and outside == frame.height * separators:
            return ()
        plain = _QUOTED.sub(b"", piece)
        lines = plain.split(b"\n")[: frame.height]
        return tuple(i for i, line in enumerate(lines) if 0 < line.count(sign) < separators)

    def _strictly(self, piece: bytes, seen: Look) -> pl.DataFrame | None:
        if len(self.delimiter.encode()) > 1 or not seen.pairs:
            return None
        try:
            frame = pl.read_csv(
                piece,
                has_header=False,
                separator=self.delimiter,
                infer_schema=False,
                schema=dict.fromkeys(column_names(self.width), pl.String),
                missing_columns="insert",
            )
        except pl.exceptions.PolarsError:
            return None
        return frame

    def _tolerantly(self, text: _Text, seen: Look) -> _Parsed:
        schema = dict.fromkeys(column_names(self.width), pl.String)
        records = split_records(text.utf8.decode("utf-8"), self.delimiter)
        frames, ragged, number = [pl.DataFrame(schema=schema)], [], 0
        short: list[int] = []
        while block := list(islice(records, BLOCK)):
            for row in block:
                if _width(row) > self.width:
                    ragged.append(number)
                    row[self.width - 1 :] = [self.delimiter.join(row[self.width - 1 :])]
                if 1 < len(row) < self._headings:
                    short.append(number)
                number += 1
            columns = zip(*(_fit(row, self.width) for row in block), strict=True)
            frames.append(pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema))
        return _Parsed(
            pl.concat(frames),
            seen.lines,
            text.nuls,
            text.bad_lines,
            tuple(ragged),
            stray=not seen.pairs,
            short=tuple(short),
            cut=short[-1:] == [number - 1] and not text.utf8.endswith(b"\n"),
        )


def _width(row: list[str]) -> int:
    width = len(row)
    while width > 1 and not row[width - 1].strip():
        width -= 1
    return width


def _fit(row: list[str], width: int) -> list[str | None]:
    cells = [cell if cell and not cell.isspace() else None for cell in row[:width]]
    return cells + [None] * (width - len(cells))
