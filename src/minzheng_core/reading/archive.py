"""Old files to raw text tables with canonical column names: the first step of cleaning an archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from minzheng_core.errors import InputError
from minzheng_core.extras import require
from minzheng_core.reading.files.delimited import DelimitedSource
from minzheng_core.reading.files.file_kind import EXTENSIONS, FileKind, file_kind
from minzheng_core.reading.files.file_labels import file_labels, sha256
from minzheng_core.reading.files.markup import open_markup
from minzheng_core.reading.files.workbook import SheetSource, Workbook
from minzheng_core.reading.mapping import (
    ArchiveMapping,
    SheetMapping,
    mask_digits,
    person_fields,
)
from minzheng_core.reading.notes import NoteBook, ReadingNote
from minzheng_core.reading.recognition.date_parts import parts_to_join
from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.reading.recognition.recognise import Recognised, recognise
from minzheng_core.reading.rows.acts import Acts
from minzheng_core.reading.rows.apart import couples_apart, joined_tables
from minzheng_core.reading.rows.body import Body
from minzheng_core.reading.rows.couples import pair_persons
from minzheng_core.reading.rows.dittos import Dittos
from minzheng_core.reading.rows.lunar import Lunar
from minzheng_core.reading.rows.serials import Serials
from minzheng_core.reading.rows.years import Years

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    import polars as pl

    from minzheng_core.reading.raw import RawSource
    from minzheng_core.schema import FieldSpec


@define(eq=False)
class Table:
    """One sheet or text file, its columns recognised (表).

    ``mapping`` says which column is which field. The rows come whole (:attr:`frame`) or in pieces
    (:meth:`chunks`); :attr:`notes` is complete once they were read.
    """

    file: str
    path: Path
    sheet: str
    mapping: SheetMapping
    fields: tuple[FieldSpec, ...] = field(repr=False)
    _source: RawSource = field(repr=False)
    _found: Recognised = field(repr=False)
    _reserved: Collection[str] = field(default=(), repr=False)
    _frame: pl.DataFrame | None = field(default=None, repr=False, init=False)
    _book: NoteBook = field(factory=NoteBook, repr=False, init=False)
    _apart: _Apart | None = field(default=None, repr=False, init=False)

    @property
    def notes(self) -> tuple[ReadingNote, ...]:
        """Remarks on how the table was read."""
        return self._found.notes + self._book.notes

    @property
    def book(self) -> NoteBook:
        """Where remarks on the rows go while they are read."""
        return self._book

    @property
    def frame(self) -> pl.DataFrame:
        """All rows: ``source_row`` (UInt32), then String columns, fields first (nulls where empty).

        Errors: :class:`InputError` IN109 where the file turns out not to be text in its encoding,
        IN112 where no row is left below the headings.
        """
        if self._frame is None:
            polars = require("polars", "archive")
            frames = list(self._pieces())
            if not frames:
                raise InputError("IN112", file=self.file)
            frame = polars.concat(frames)
            for name in frame.columns:
                if name.startswith("列") and frame[name].null_count() == frame.height:
                    frame.drop_in_place(name)  # "drop" would copy all the others
            self._frame = frame
        return self._frame

    def chunks(self, rows: int = 100_000) -> Iterator[pl.DataFrame]:
        """The rows in frames of at most *rows* rows, in order; a text file is never held whole."""
        polars = require("polars", "archive")
        if self._frame is not None:
            yield from self._frame.iter_slices(rows)
            return
        waiting: list[pl.DataFrame] = []
        count = 0
        for piece in self._pieces():
            waiting.append(piece)
            count += piece.height
            if count < rows:
                continue
            whole = polars.concat(waiting)
            full = count - count % rows
            yield from whole.head(full).iter_slices(rows)
            waiting, count = [whole.slice(full)], count - full
        if count:
            yield polars.concat(waiting)

    def join(self, wives: Table) -> None:
        """Take the rows of *wives* as those of the spouses of these, where a number joins them."""
        self._apart = wives._apart = _Apart(self, wives)

    def _pieces(self) -> Iterator[pl.DataFrame]:
        yield from self.paired(self.rows()) if self._apart is None else self._apart.pieces(self)

    def paired(self, rows: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """The rows, those of one person each joined to couples."""
        if self.mapping.layout != "person":
            yield from rows
            return
        polars = require("polars", "archive")
        frames = list(rows)
        if frames:
            yield pair_persons(polars.concat(frames), self.fields, self._book)

    def rows(self) -> Iterator[pl.DataFrame]:
        """The rows as they stand, one person or one couple each."""
        self._book = NoteBook()
        dates = parts_to_join(self.mapping, self.fields)
        found = self._found
        body = Body(
            self._source,
            found.layout,
            self.mapping,
            self._book,
            found.joined,
            dates,
            {*self._reserved, *person_fields(self.fields)},
        )
        layout = self.mapping.layout
        dittos = Dittos(self.fields, self._book, couples=layout == "couple")
        years = Years(self.fields, self._book)
        acts = Acts(self.fields, self.mapping, self._book, body.titles)
        lunar = Lunar(self.fields, self.mapping, self._book)
        pieces: Iterator[pl.DataFrame] = (
            lunar.written_out(acts.written_out(years.written_out(dittos.written_out(piece, among))))
            for piece, among in body.batches()
        )
        if isinstance(self._source, SheetSource) and self._source.from_1904:
            pieces = map(Serials(self.fields, self._book).written_out, pieces)
        yield from pieces


@define(eq=False)
class _Apart:
    """The rows of husbands and of wives in two tables, joined when the first of them is read."""

    husbands: Table
    wives: Table
    _joined: dict[int, pl.DataFrame] | None = field(default=None, init=False)

    def pieces(self, table: Table) -> Iterator[pl.DataFrame]:
        """What is left to be said in *table*: the couples in that of the husbands."""
        if self._joined is None:
            self._joined = self._read()
        frame = self._joined.get(id(table))
        if frame is None:
            yield from table.paired(table.rows())
        elif frame.height:
            yield frame

    def _read(self) -> dict[int, pl.DataFrame]:
        polars = require("polars", "archive")
        tables = (self.husbands, self.wives)
        frames = [list(table.rows()) for table in tables]
        if not all(frames):
            return {}
        books = (self.husbands.book, self.wives.book)
        one, two = map(polars.concat, frames)
        found = joined_tables(one, two, self.husbands.fields, books, self.wives.sheet)
        return dict(zip(map(id, tables), found, strict=True)) if found else {}


@frozen(eq=False)
class Archive:
    """The tables of some files, as they were read (档案).

    ``labels`` is what each file is called in the records; ``notes`` are remarks on sheets that were
    not read, by label.
    """

    tables: tuple[Table, ...]
    paths: tuple[Path, ...] = field(repr=False)
    labels: tuple[str, ...]
    notes: tuple[tuple[str, ReadingNote], ...] = field(default=(), repr=False)

    @property
    def mapping(self) -> ArchiveMapping:
        """Which column is which field, of every table; to be shown, saved, edited and given back."""
        return ArchiveMapping(tuple(table.mapping for table in self.tables))

    @property
    def remarks(self) -> tuple[tuple[str, ReadingNote], ...]:
        """What reading did beside reading, each remark with its file and sheet."""
        sheets = (
            (f"{table.file} {table.sheet}".strip(), note)
            for table in self.tables
            for note in table.notes
        )
        return (*sheets, *self.notes)

    def chunks(self, rows: int = 100_000) -> Iterator[tuple[Table, pl.DataFrame]]:
        """The rows of all tables in frames of at most *rows* rows, each with its table.

        Errors: :class:`InputError` IN112 where none of them has a row that is no heading.
        """
        empty = True
        for table in self.tables:
            for frame in table.chunks(rows):
                empty = False
                yield table, frame
        if empty:
            raise InputError("IN112", file="、".join(self.labels))

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file, by its label; a frame is no file."""
        return {label: sha256(path) for label, path in zip(self.labels, self.paths, strict=False)}


def read_archive(
    paths: str | Path | Sequence[str | Path],
    fields: Sequence[FieldSpec],
    *,
    mapping: ArchiveMapping | None = None,
    sheets: Sequence[str] | None = None,
    encoding: str | None = None,
    progress: Callable[[str, str], None] | None = None,
    reserved: Collection[str] = (),
) -> Archive:
    """Read workbooks and text files of any layout into tables with the columns of *fields*.

    ``mapping`` (from :attr:`Archive.mapping`, perhaps edited) settles columns instead of headings;
    ``sheets`` names the sheets wanted, hidden ones included; ``encoding`` overrules detection;
    ``progress`` is called with file and sheet before each is read; ``reserved`` are names that a
    column kept under its own heading must not have, because the caller needs them.

    Errors: :class:`InputError` IN101-IN127, one code per obstacle.

    Limitations: passwords are not taken; only values of formulas are read, as last calculated; of a
    number typed as a number no more than 15 digits exist (IEEE 754), the rest is read as zeros.
    """
    wanted = [Path(p) for p in ([paths] if isinstance(paths, (str, Path)) else paths)]
    if not wanted:
        raise InputError("IN117")
    if mapping is not None:
        mapping = mapping.resolved(fields)
    index = FieldIndex(fields, reserved)
    tables: list[Table] = []
    remarks: list[tuple[str, ReadingNote]] = []
    labels = file_labels(wanted)
    for path, label in zip(wanted, labels, strict=True):
        reader = _Reader(path, label, index, mapping, sheets, encoding, progress)
        tables += reader.tables(tuple(fields), reserved)
        remarks += ((label, note) for note in reader.book.notes)
    for husbands, wives in couples_apart([table.mapping for table in tables]):
        tables[husbands].join(tables[wives])
    if mapping is not None:
        book = NoteBook()
        for sheet in mapping.unused(table.mapping for table in tables):
            book.add("IN181", place=f"{sheet.file} {sheet.sheet}".strip())
        remarks += (("", note) for note in book.notes)
    return Archive(tuple(tables), tuple(wanted), tuple(labels), tuple(remarks))


@define
class _Reader:
    """Reads the tables of one file."""

    path: Path
    label: str
    index: FieldIndex
    mapping: ArchiveMapping | None
    sheets: Sequence[str] | None
    encoding: str | None
    progress: Callable[[str, str], None] | None
    book: NoteBook = field(factory=NoteBook)
    _seen: list[str] = field(factory=list)
    _headings_only: bool = False

    def tables(self, fields: tuple[FieldSpec, ...], reserved: Collection[str]) -> list[Table]:
        """All tables of the file; an error where there is none."""
        tables = []
        for source in self._sources():
            name = source.sheet
            if not any(any(row) for row in source.sample()):
                self.book.add("IN157", sheet=name)
                continue
            found = recognise(source, self.label, self.index, self.mapping)
            if found is None:
                self._seen += _first_words(source.sample())
                self.book.add("IN156", sheet=name)
            elif not found.has_rows:
                self._headings_only = True
                self.book.add("IN157", sheet=name)
            else:
                sheet = found.mapping
                if isinstance(source, DelimitedSource):
                    sheet = evolve(sheet, encoding=source.encoding.name, delimiter=source.delimiter)
                    source.shorten_sample(found.layout.first_data_row)
                tables.append(
                    Table(self.label, self.path, name, sheet, fields, source, found, reserved)
                )
        if not tables:
            self._refuse()
        return tables

    def _refuse(self) -> None:
        name = self.path.name
        if self._headings_only:
            raise InputError("IN112", file=name)
        if not self._seen:
            raise InputError("IN102", file=name)
        nearest = [f"{h}→{near}" for h in self._seen if (near := self.index.nearest(h))]
        raise InputError(
            "IN111",
            file=name,
            headings="、".join(self._seen[:12]),
            nearest="、".join(nearest[:5]) or "—",
        )

    def _sources(self) -> Iterator[RawSource]:
        kind = file_kind(self.path)
        expected = EXTENSIONS.get(self.path.suffix.lower(), FileKind.TEXT)
        if kind is not expected:
            found = {"text": "分隔符文本", "markup": "HTML/XML"}.get(kind.value, kind.value)
            self.book.add("IN171", extension=self.path.suffix, found=found)
        try:
            if kind is FileKind.TEXT:
                self._tell("")
                if self.sheets:
                    self.book.add("IN184", sheets="、".join(self.sheets))
                yield self._text()
            elif kind is FileKind.MARKUP:
                yield from self._chosen_markup()
            else:
                yield from self._chosen_sheets(Workbook.open(self.path, kind))
        except OSError as error:
            raise InputError(
                "IN118", file=self.path.name, reason=error.strerror or "I/O"
            ) from error

    def _text(self) -> DelimitedSource:
        """The text file, in the encoding and with the separator of its saved mapping, if it has one."""
        saved = self.mapping.of_text(self.label) if self.mapping is not None else None
        if saved is None:
            return DelimitedSource.open(self.path, self.encoding)
        encoding = self.encoding or saved.encoding or None
        return DelimitedSource.open(self.path, encoding, saved.delimiter or None)

    def _chosen_markup(self) -> Iterator[RawSource]:
        self._tell("")
        for source in open_markup(self.path, self.encoding):
            if not self.sheets or source.sheet in self.sheets or not source.sheet:
                yield source

    def _chosen_sheets(self, book: Workbook) -> Iterator[RawSource]:
        names = [s.name for s in book.sheets]
        for name in self.sheets or ():
            if name not in names:
                raise InputError("IN114", file=self.path.name, sheet=name, sheets="、".join(names))
        for listed in book.sheets:
            if self.sheets and listed.name not in self.sheets:
                continue
            if listed.hidden and not self.sheets and not all(s.hidden for s in book.sheets):
                self.book.add("IN155", sheet=listed.name)
                continue
            self._tell(listed.name)
            yield book.read(listed.name)

    def _tell(self, sheet: str) -> None:
        if self.progress is not None:
            self.progress(self.label, sheet)


def _first_words(sample: Sequence[Sequence[str | None]]) -> list[str]:
    """What may be headings: the first row of several words; never a row with long numbers."""
    for row in sample:
        words = [" ".join(cell.split())[:20] for cell in row if cell and cell.strip()]
        if len(words) > 1 or (words and len(row) == 1):
            return ["…"] if any(mask_digits(w) != w for w in words) else words
    return ["…"]
