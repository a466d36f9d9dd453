"""Old files to raw text tables with canonical column names: the first step of cleaning an archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from minzheng_core.errors import InputError
from minzheng_core.reading.files.delimited import DelimitedSource
from minzheng_core.reading.files.file_kind import EXTENSIONS, FileKind, file_kind
from minzheng_core.reading.files.file_labels import Mark, file_labels, mark_of, sha256
from minzheng_core.reading.files.markup import open_markup
from minzheng_core.reading.files.workbook import Workbook
from minzheng_core.reading.mapping import ArchiveMapping, mask_digits
from minzheng_core.reading.notes import NoteBook, ReadingNote
from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.reading.recognition.recognise import recognise
from minzheng_core.reading.rows.apart import couples_apart
from minzheng_core.reading.rows.areas import Area, areas
from minzheng_core.reading.rows.cards import Cards, cards
from minzheng_core.reading.rows.file_words import names_around
from minzheng_core.reading.rows.folded import unfolded
from minzheng_core.reading.rows.made_columns import with_made_columns
from minzheng_core.reading.rows.widened import Widened
from minzheng_core.reading.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    import polars as pl

    from minzheng_core.reading.raw import RawSource
    from minzheng_core.reading.recognition.recognise import Recognised
    from minzheng_core.schema import FieldSpec


_NO_REGISTER = frozenset({"IN111", "IN112"})
"""What is wrong with files that lie among registers and are none: explanations, statistics, empty forms."""
_FAULTS_TOLD = 20
"""So many files that cannot be read are told of at once."""


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
    marks: tuple[Mark | None, ...] = field(default=(), repr=False)
    """What each file was like before anything was read of it."""

    @property
    def mapping(self) -> ArchiveMapping:
        """Which column is which field, of every table; to be shown, saved, edited and given back."""
        return ArchiveMapping(tuple(table.mapping for table in self.tables))

    @property
    def remarks(self) -> tuple[tuple[str, ReadingNote], ...]:
        """What reading did beside reading, each remark with its file and sheet."""
        return self._placed((table, table.notes) for table in self.tables)

    @property
    def column_remarks(self) -> tuple[tuple[str, ReadingNote], ...]:
        """Those of them that are about columns, known before the rows are read."""
        return self._placed((table, table.column_notes) for table in self.tables)

    def _placed(
        self, told: Iterable[tuple[Table, Sequence[ReadingNote]]]
    ) -> tuple[tuple[str, ReadingNote], ...]:
        sheets = (
            (f"{table.file} {table.sheet}".strip(), note) for table, notes in told for note in notes
        )
        return (*sheets, *self.notes)

    def chunks(self, rows: int = 100_000) -> Iterator[tuple[Table, pl.DataFrame]]:
        """The rows of all tables in frames of at most *rows* rows, each with its table.

        Raises:
            InputError: none of them has a row below its headings (IN112), or a file was altered since
                its reading began (IN100).

        """
        empty = True
        for table in self.tables:
            for frame in table.chunks(rows):
                empty = False
                yield table, frame
        for path, label, mark in zip(self.paths, self.labels, self.marks, strict=False):
            if mark_of(path) != mark:
                raise InputError("IN100", file=label)
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

    A file without a column that is known, or without rows, is passed over with a remark (IN137) where
    all others can be read.

    Raises:
        InputError: a file that cannot be read, with a code for each obstacle (IN101 to IN128), with IN129 for several.

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
    marks = tuple(map(mark_of, wanted))
    faults: list[tuple[InputError, str]] = []
    for path, label in zip(wanted, labels, strict=True):
        reader = _Reader(
            path=path,
            label=label,
            index=index,
            mapping=mapping,
            sheets=sheets,
            encoding=encoding,
            progress=progress,
        )
        try:
            tables += reader.tables(tuple(fields), reserved)
        except InputError as fault:
            faults.append((fault, label))
            continue
        remarks += ((label, note) for note in reader.book.notes)
    if faults and not (tables and all(fault.code in _NO_REGISTER for fault, _ in faults)):
        raise _all_of([fault for fault, _ in faults])
    remarks[:0] = [(label, _passed_over(fault)) for fault, label in faults]
    for husbands, wives in couples_apart([table.mapping for table in tables]):
        tables[husbands].join(tables[wives])
    if mapping is not None:
        book = NoteBook()
        for sheet in mapping.unused(table.mapping for table in tables):
            book.add("IN181", place=f"{sheet.file} {sheet.sheet}".strip())
        remarks += (("", note) for note in book.notes)
    return Archive(tuple(tables), tuple(wanted), tuple(labels), tuple(remarks), marks)


def _passed_over(fault: InputError) -> ReadingNote:
    """The remark on a file that is no register, among others that are."""
    told = {lang: fault.sentence(lang) for lang in ("zh", "en")}
    return ReadingNote("IN137", values={"fault": told})


def _all_of(faults: Sequence[InputError]) -> InputError:
    """What is wrong with the files that cannot be read, all of them at once: who has mended one finds no next."""
    if len(faults) == 1:
        return faults[0]
    told = {
        lang: mark.join(fault.sentence(lang) for fault in faults[:_FAULTS_TOLD])
        + ("……" if len(faults) > _FAULTS_TOLD else "")
        for lang, mark in (("zh", "；"), ("en", "; "))
    }
    return InputError("IN129", count=len(faults), faults=told)


@define(kw_only=True)
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
    _before: Recognised | None = None
    """What was found out about the table before."""
    _read_before: RawSource | None = None

    def tables(self, fields: tuple[FieldSpec, ...], reserved: Collection[str]) -> list[Table]:
        """All tables of the file; an error where there is none."""
        tables: list[Table] = []
        for source in self._sources():
            name = source.sheet
            if not any(any(row) for row in source.sample()):
                self.book.add("IN157", sheet=name)
                continue
            tables += self._on_sheet(source, fields, reserved)
        if not tables:
            self._refuse()
        return tables

    def _on_sheet(
        self, source: RawSource, fields: tuple[FieldSpec, ...], reserved: Collection[str]
    ) -> Iterator[Table]:
        """The tables of one sheet."""
        name = source.sheet
        couples = unfolded(source, self.index)
        forms = cards(source, self.index) if couples is source else None
        whole = couples if forms is None else forms
        parts = areas(source, self.index) if whole is source else [whole]
        if len(parts) > 1:
            self.book.add("IN198", sheet=name, count=len(parts))
        for part in parts:
            read = with_made_columns(part, self.index, self._read_before)
            found = recognise(read, self.label, self.index, self.mapping, self._before)
            if found is None:
                self._seen += _first_words(source.sample())
                self.book.add("IN156", sheet=name)
            elif not found.has_rows:
                self._headings_only = True
                self.book.add("IN157", sheet=name)
            else:
                self._before, self._read_before = found, read
                sheet = found.mapping
                if isinstance(read, (Widened, Cards)):
                    sheet = read.with_letters(sheet)
                if isinstance(source, DelimitedSource):
                    sheet = evolve(sheet, encoding=source.encoding.name, delimiter=source.delimiter)
                    if len(parts) == 1:
                        source.shorten_sample(found.layout.first_data_row)
                if forms is not None:
                    found = evolve(found, notes=(*forms.notes, *found.notes))
                yield Table(
                    file=self.label,
                    path=self.path,
                    sheet=name,
                    mapping=sheet,
                    fields=fields,
                    source=read,
                    found=found,
                    reserved=reserved,
                    names=names_around(self.path),
                    above=part.above if isinstance(part, Area) else (),
                )

    def _refuse(self) -> None:
        name = self.path.name
        if self._headings_only:
            raise InputError("IN112", file=name)
        if not self._seen:
            raise InputError("IN102", file=name)
        near = [f"{h}→{label}" for h in self._seen if (label := self.index.nearest(h))][:5]
        nearest = {
            "zh": f"最接近：{'、'.join(near)}" if near else "没有一个和已知的列名相近",
            "en": f"nearest: {', '.join(near)}" if near else "none is like a known one",
        }
        headings = "、".join(self._seen[:12])
        raise InputError("IN111", file=name, headings=headings, nearest=nearest)

    def _sources(self) -> Iterator[RawSource]:
        kind = file_kind(self.path)
        expected = EXTENSIONS.get(self.path.suffix.lower(), FileKind.TEXT)
        if kind is not expected:
            words = {"text": "分隔符文本", "markup": "HTML/XML", "binary": "xls、ods"}
            found = words.get(kind.value, kind.value)
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
