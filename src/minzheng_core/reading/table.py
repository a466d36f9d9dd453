"""One table of an archive: its rows as records, whole or in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import polars as pl
from attrs import define, field

from minzheng_core.errors import InputError
from minzheng_core.reading.mapping import SheetMapping, person_fields
from minzheng_core.reading.notes import NoteBook, ReadingNote
from minzheng_core.reading.recognition.parts import parts_of, parts_to_join
from minzheng_core.reading.rows.act_codes import ActCodes
from minzheng_core.reading.rows.acts import Acts
from minzheng_core.reading.rows.acts_in_remarks import ActsInRemarks
from minzheng_core.reading.rows.aged_names import AgedNames
from minzheng_core.reading.rows.apart import joined_tables
from minzheng_core.reading.rows.body import NAMELESS, Body
from minzheng_core.reading.rows.cards import Cards
from minzheng_core.reading.rows.couples import pair_persons
from minzheng_core.reading.rows.day_and_more import DayAndMore
from minzheng_core.reading.rows.day_order import DayOrder
from minzheng_core.reading.rows.days_alone import DaysAlone
from minzheng_core.reading.rows.dittos import Dittos
from minzheng_core.reading.rows.file_words import year_around
from minzheng_core.reading.rows.group_labels import GroupLabels
from minzheng_core.reading.rows.instants import Instants
from minzheng_core.reading.rows.lunar import Lunar
from minzheng_core.reading.rows.party_order import PartyOrder
from minzheng_core.reading.rows.place_units import PlaceUnits
from minzheng_core.reading.rows.places import Places
from minzheng_core.reading.rows.rounded import Rounded
from minzheng_core.reading.rows.section_dates import SectionDates
from minzheng_core.reading.rows.serials import Serials
from minzheng_core.reading.rows.together import Together
from minzheng_core.reading.rows.typed_numbers import TypedNumbers
from minzheng_core.reading.rows.years import Years

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from minzheng_core.reading.raw import RawSource
    from minzheng_core.reading.recognition.recognise import Recognised
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
    _names: tuple[str, ...] = field(default=(), repr=False)
    """What the file and its folders are called, the nearest first."""
    _above: tuple[str, ...] = field(default=(), repr=False)
    """The title of the whole sheet, where other tables stand between."""
    titles: tuple[str, ...] = field(default=(), repr=False, init=False)
    """What stands above the headings; known once the rows are being read."""
    _frame: pl.DataFrame | None = field(default=None, repr=False, init=False)
    _book: NoteBook = field(factory=NoteBook, repr=False, init=False)
    _apart: _Apart | None = field(default=None, repr=False, init=False)
    _parting: tuple[_Parting, ...] = field(default=(), repr=False, init=False)
    """The steps that part columns, since the rows are being read."""
    _noticed: tuple[ReadingNote, ...] | None = field(default=None, repr=False, init=False)

    @property
    def notes(self) -> tuple[ReadingNote, ...]:
        """Remarks on how the table was read."""
        return self._found.notes + self._book.notes

    @property
    def book(self) -> NoteBook:
        """Where remarks on the rows go while they are read."""
        return self._book

    @property
    def parted(self) -> dict[str, tuple[str, str]]:
        """The fields of columns with two data in one cell → the two that they are parted into.

        The first rows tell.
        """
        if not self._parting:
            self._look()
        return {column: fields for step in self._parting for column, fields in step.parted.items()}

    @property
    def column_notes(self) -> tuple[ReadingNote, ...]:
        """Remarks on the columns alone, as far as the first rows tell; those on rows need all of them."""
        return (*self._found.notes, *(note for note in self._look() if not note.count))

    def _look(self) -> tuple[ReadingNote, ...]:
        """What the first rows bring to notice; they are read once."""
        if self._noticed is None:
            kept = self._book
            next(self.rows(), None)
            self._noticed, self._book = self._book.notes, kept
        return self._noticed

    @property
    def frame(self) -> pl.DataFrame:
        """All rows: ``source_row`` (UInt32), then String columns, fields first (nulls where empty).

        Raises:
            InputError: the file turns out not to be text in its encoding (IN109), or no row is
                left below the headings (IN112).

        """
        if self._frame is None:
            frames = list(self._pieces())
            if not frames:
                raise InputError("IN112", file=self.file)
            self._frame = pl.concat(frames, how="diagonal")
        return self._frame

    def chunks(self, rows: int = 100_000) -> Iterator[pl.DataFrame]:
        """The rows in frames of at most *rows* rows, in order; a text file is never held whole."""
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
            whole = pl.concat(waiting, how="diagonal")
            full = count - count % rows
            yield from whole.head(full).iter_slices(rows)
            waiting, count = [whole.slice(full)], count - full
        if count:
            yield pl.concat(waiting, how="diagonal")

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
        frames = list(rows)
        if frames:
            whole = pl.concat(frames, how="diagonal")
            yield pair_persons(whole, self.fields, self._book)

    def rows(self) -> Iterator[pl.DataFrame]:
        """The rows as they stand, one person or one couple each."""
        self._book = NoteBook()
        body = Body(
            source=self._source,
            layout=self._found.layout,
            mapping=self.mapping,
            notes=self._book,
            joined=self._found.joined,
            parts=parts_to_join(self.mapping, self.fields),
            fields=self.fields,
            reserved={*self._reserved, *person_fields(self.fields)},
        )
        dittos = Dittos(self.fields, self._book, couples=self.mapping.layout == "couple")
        forms = self._source.titles if isinstance(self._source, Cards) else ()
        self.titles = titles = (*body.titles, *forms)
        around = (*self._above, *self._names)
        together = Together(self.fields, self.mapping, self._book)
        day_and_more = DayAndMore(self.fields, self.mapping, self._book)
        typed = TypedNumbers(self.fields, self.mapping, self._book)
        self._parting = (together, day_and_more, typed)
        steps: list[_Step] = [
            Instants(self.fields, self._book),
            day_and_more,
            GroupLabels(self.fields, self._book),
            PlaceUnits(self.fields, self.mapping),
            SectionDates(self.fields, self._book),
            DaysAlone(self.fields, self._book),
            Years(
                self.fields,
                self._book,
                year_around(around),
                parts_of(self.mapping).values(),
            ),
            Places(
                self.fields,
                self._book,
                (*titles, *self._above),
                (self.sheet, *self._names),
                [n for n, c in zip(body.names, self.mapping.columns, strict=True) if not c.field],
            ),
            ActCodes(self.fields, self._book),
            Acts(self.fields, self.mapping, self._book, titles, body.titles_below, around),
            ActsInRemarks(self.fields, self._book),
            Lunar(self.fields, self.mapping, self._book),
            DayOrder(self.fields, self._book),
            together,
            AgedNames(self.fields, self.mapping, self._book),
            typed,
            Rounded(self.fields, self._book),
            PartyOrder(self.fields, self.mapping, self._book),
        ]
        if self.mapping.layout == "couple":
            years = next(at for at, step in enumerate(steps) if isinstance(step, Years))
            steps.insert(years + 1, GroupLabels(self.fields, self._book, of_days=True))
        if self._source.from_1904:
            steps.append(Serials(self.fields, self._book))
        for piece, among in body.batches():
            frame = dittos.written_out(piece, among)
            for step in steps:
                frame = step.written_out(frame)
            yield _without_blank_columns(frame)


def _without_blank_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """*frame* less the columns without a heading in which nothing stands: they are room between tables."""
    for name in frame.columns:
        if NAMELESS.fullmatch(name) and frame[name].null_count() == frame.height:
            frame.drop_in_place(name)  # "drop" would copy all the others
    return frame


class _Step(Protocol):
    """What is written out in the rows of one table, piece by piece."""

    def written_out(self, frame: pl.DataFrame) -> pl.DataFrame: ...


class _Parting(_Step, Protocol):
    """A step that parts columns of two data."""

    @property
    def parted(self) -> dict[str, tuple[str, str]]: ...


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
        tables = (self.husbands, self.wives)
        frames = [list(table.rows()) for table in tables]
        if not all(frames):
            return {}
        books = (self.husbands.book, self.wives.book)
        one, two = (pl.concat(pieces, how="diagonal") for pieces in frames)
        found = joined_tables(one, two, self.husbands.fields, books, self.wives.sheet)
        return dict(zip(map(id, tables), found, strict=True)) if found else {}
