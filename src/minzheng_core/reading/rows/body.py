"""From raw rows to the rows of a table: titles, blank rows, repeated headings, rows that only name a year
or a place, and totals left out, columns named. Rows keep the number that a spreadsheet shows.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl
from attrs import define, field

from minzheng_core.reading.mapping import field_kinds, mask_digits
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.layout import data_rows
from minzheng_core.reading.rows.footers import (
    SUSPECT,
    VOID,
    is_footer,
    is_voided,
    trailing_signatures,
)
from minzheng_core.reading.rows.headings_below import HeadingsBelow
from minzheng_core.reading.rows.repeated import RepeatedHeadings
from minzheng_core.reading.rows.samples import SHOWN, shows_how
from minzheng_core.reading.rows.sections import Sections
from minzheng_core.reading.rows.shifted import put_right
from minzheng_core.reading.rows.statistics import LYING, statistics_rows
from minzheng_core.reading.rows.told import MONTH, PLACE, SOURCE_ROW, TOLD, YEAR
from minzheng_core.reading.rows.year_words import years_beside
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.reading.raw import RawBatch, RawSource
    from minzheng_core.reading.recognition.layout import Layout
    from minzheng_core.reading.recognition.parts import Parts
    from minzheng_core.schema import FieldSpec

NAMELESS = re.compile("列[A-Z]{1,3}(?:_[0-9]+)?")
"""What a column without a heading is called, by its letter."""

_BESIDE = 3
"""A row in so many times as many fields as it fills cells, none of them a field's, is of another table."""
_FEW = 4
"""A row of so many cells, or of half the columns, may count or sign the others."""
_SEVERAL = 2
"""So many rows above the headings that look like records are told."""
_LAST = 8
"""Rows at the end of a table that may sign and date it."""


@define(kw_only=True)
class Body:
    """Cleans the rows of one table, a batch at a time; remarks go to ``notes``."""

    source: RawSource
    layout: Layout
    mapping: SheetMapping
    notes: NoteBook
    joined: tuple[tuple[int, int], ...] = ()
    parts: tuple[Parts, ...] = ()
    """The data whose parts stand in columns of their own."""
    fields: Sequence[FieldSpec] = ()
    reserved: Collection[str] = ()
    """Names that no column of the table may have by its heading."""
    _kinds: tuple[FieldKind | None, ...] = field(default=(), init=False)
    """Of each raw column, as far as it is a field."""
    _titles: tuple[str, ...] = field(default=(), init=False)
    _repeated: RepeatedHeadings = field(init=False)
    _headings_below: HeadingsBelow = field(init=False)
    _sections: Sections = field(init=False)
    _sampled: bool = field(default=False, init=False)
    """Whether the first rows have been looked at."""

    def __attrs_post_init__(self) -> None:
        sample = self.source.sample()
        top = min(self.layout.rows, default=self.layout.first_data_row)
        above = [text for row in sample[:top] if (text := next(filter(None, row), None))]
        self._titles = tuple(text for text in above if len(text) >= 4)
        self._repeated = RepeatedHeadings(self.layout, sample, self._titles)
        known = field_kinds(self.fields)
        self._kinds = tuple(known.get(c.field or "") for c in self.mapping.columns)
        self._headings_below = HeadingsBelow(self.fields, self._kinds)
        beside = [year for row in sample[:top] for year in years_beside(row)]
        self._sections = Sections(self.fields, self.mapping, self._kinds, [*above, *beside])
        skipped = sum(1 for row in sample[:top] if any(row))
        if skipped:
            self.notes.add("IN150", count=skipped)
        lost = [self.source.first_row + at + 1 for at in data_rows(sample[:top])]
        if len(lost) >= _SEVERAL:
            self.notes.add("IN263", rows=lost)

    @property
    def titles(self) -> tuple[str, ...]:
        """The lines above the headings."""
        return self._titles

    @property
    def titles_below(self) -> list[tuple[int, str]]:
        """Rows of one cell among the data that read like a title, as far as the data has been read."""
        return self._sections.titles

    @property
    def names(self) -> list[str]:
        """The name of each raw column in the table: its field, else its heading, made unique."""
        return column_titles(self.mapping, self.reserved)

    def batches(self) -> Iterator[tuple[pl.DataFrame, set[str] | None]]:
        """Cleaned rows, String columns after ``source_row`` (UInt32); and those of the columns in which
        a cell may be a ditto mark, ``None`` where any may.
        """
        for batch, last in _with_last(self.source.batches(self.notes)):
            frame = self._clean(batch, last=last)
            if frame.height:
                yield self._named(frame), self._with_dittos(batch)

    def _with_dittos(self, batch: RawBatch) -> set[str] | None:
        if batch.dittos is None:
            return None
        names, kept = self.names, {other: kept for kept, other in self.joined}
        return {names[kept.get(at, at)] for at in batch.dittos if at < len(names)}

    def _clean(self, batch: RawBatch, *, last: bool) -> pl.DataFrame:
        frame = batch.frame.with_row_index(SOURCE_ROW, offset=batch.first_row)
        if batch.numbers is not None:
            rows = pl.Series(SOURCE_ROW, batch.numbers, dtype=pl.UInt32)
            frame = frame.with_columns(rows)
        skip = self.source.first_row + self.layout.first_data_row + 1 - batch.first_row
        if skip > 0:
            frame = frame.slice(skip)
        columns = [c for c in frame.columns if c != SOURCE_ROW]
        filled = pl.sum_horizontal(pl.col(c).is_not_null() for c in columns)
        frame = self._without_blank(frame.with_columns(filled.alias("#filled")))
        frame, sections = self._sections.told(frame, columns)
        frame = self._without_repeated(frame)
        frame = self._without_what_stands_beside(frame)
        frame = self._without_other_headings(frame)
        frame = self._without_sections(frame, sections)
        frame = self._without_samples(frame, columns)
        frame = self._without_footers(frame, columns)
        frame = self._without_voided(frame, columns)
        frame = self._without_statistics(frame, columns)
        if last:
            frame = self._without_signatures(frame, columns)
        frame, shifted = put_right(frame, self._kinds)
        if shifted:
            self.notes.add("IN197", rows=frame[SOURCE_ROW].gather(shifted).to_list())
        return frame.drop("#filled")

    def _without_blank(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Without empty rows and those that only carry a number: prepared and never filled in."""
        numbers = [_is_number(pl.col(c)) for c in self._numbering]
        few = frame.filter(pl.col("#filled") <= len(numbers))
        blank = few.filter(pl.col("#filled") == pl.sum_horizontal(0, *numbers))[SOURCE_ROW]
        if blank.is_empty():
            return frame
        self.notes.add("IN153", count=len(blank))
        return frame.filter(~pl.col(SOURCE_ROW).is_in(blank.implode()))

    def _without_what_stands_beside(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Without rows of a few cells, all in columns that are no fields: a small table beside this one."""
        fields = {c.index for c in self.mapping.columns if c.field is not None}
        read = fields.union(*(parts.others for parts in self.parts))
        known = [pl.col(f"c{at}").is_null() for at in sorted(read) if f"c{at}" in frame.columns]
        # A row of one cell may be a title, a year or a page number, but not where no column is headed.
        nameless = [f"c{c.index}" for c in self.mapping.columns if not c.heading]
        stray = pl.any_horizontal(
            pl.lit(value=False), *(pl.col(c).is_not_null() for c in nameless if c in frame.columns)
        )
        few = ((pl.col("#filled") > 1) | stray) & (_BESIDE * pl.col("#filled") <= len(fields))
        hit = frame.select(pl.all_horizontal(few, *known).alias("hit"))["hit"]
        if not hit.any():
            return frame
        self.notes.add("IN196", rows=frame[SOURCE_ROW].filter(hit).to_list())
        return frame.filter(~hit)

    def _without_sections(
        self, frame: pl.DataFrame, sections: Mapping[str, list[int]]
    ) -> pl.DataFrame:
        """Without the rows that only say of what year, or of what place, the next ones are."""
        for code, rows in sections.items():
            hit = frame[SOURCE_ROW].is_in(rows) if rows else None
            if hit is not None and hit.any():
                self.notes.add(code, rows=frame[SOURCE_ROW].filter(hit).to_list())
                frame = frame.filter(~hit)
        return frame

    def _without_repeated(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Without the headings that each printed page repeats, nor the titles and the like above them."""
        found = self._repeated.among(frame)
        if found is None:
            return frame
        hit, above = found
        if count := int(above.sum()):
            self.notes.add("IN150", count=count)
        self.notes.add("IN151", rows=frame.filter(hit)[SOURCE_ROW].to_list())
        return frame.filter(~(hit | above))

    def _without_other_headings(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Without rows that say other headings; those below them are told, since they are read by the first."""
        rows = self._headings_below.rows(frame)
        if not rows:
            return frame
        found = frame[SOURCE_ROW].gather(rows)
        self.notes.add("IN160", rows=found.to_list())
        return frame.filter(~frame[SOURCE_ROW].is_in(found.implode()))

    def _without_samples(self, frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
        """Without the rows by which a template shows how it is to be filled in."""
        if self._sampled:
            return frame
        self._sampled = frame.height >= SHOWN
        first = self._cells(frame.head(SHOWN), columns)
        rows = [row for row, cells in first if shows_how(cells, self._kinds)]
        return self._without_rows(frame, "IN257", rows)

    def _without_footers(self, frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
        sparse = self._sparse(frame, columns)
        if sparse.is_empty():
            return frame
        first = pl.coalesce(pl.col(c) for c in columns)
        lone = pl.col("#filled") == 1
        suspects = self._cells(sparse.filter(lone | first.str.contains(SUSPECT)), columns)
        counted = set(self._numbered(frame))
        rows = [
            row for row, cells in suspects if is_footer(cells, self._kinds, numbered=row in counted)
        ]
        return self._without_rows(frame, "IN152", rows)

    def _without_voided(self, frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
        """Without rows that say of a number only that it was spoilt: 作废, and names nobody."""
        if FieldKind.PERSON_NAME not in self._kinds:
            return frame
        void = pl.any_horizontal(pl.col(c).str.contains(VOID) for c in columns)
        suspects = self._cells(self._sparse(frame, columns).filter(void), columns)
        rows = {row for row, cells in suspects if is_voided(cells, self._kinds)}
        # 作废 in place of the names says it of a row that is filled in besides.
        named = [
            pl.col(c)
            for c, kind in zip(columns, self._kinds, strict=False)
            if kind is FieldKind.PERSON_NAME
        ]
        instead = pl.all_horizontal(
            name.str.contains(VOID).fill_null(value=False) for name in named
        )
        suspects = self._cells(frame.filter(instead), columns)
        rows |= {row for row, cells in suspects if is_voided(cells, self._kinds)}
        return self._without_rows(frame, "IN139", sorted(rows))

    def _sparse(self, frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
        """The rows of few cells, without the numbers of columns that only number the rows."""
        most = max(_FEW, len(columns) // 2)
        bare = [pl.when(~_is_number(pl.col(c))).then(pl.col(c)).alias(c) for c in self._numbering]
        sparse = frame.filter(pl.col("#filled").is_between(1, most)).with_columns(bare)
        filled = pl.sum_horizontal(pl.lit(0), *(pl.col(c).is_not_null() for c in columns))
        return sparse.with_columns(filled.alias("#filled"))

    def _numbered(self, frame: pl.DataFrame) -> list[int]:
        """The rows that have a number of their own."""
        own = pl.any_horizontal(
            pl.lit(value=False), *(_is_number(pl.col(c)) for c in self._numbering)
        )
        return frame.filter(own)[SOURCE_ROW].to_list()

    @cached_property
    def _numbering(self) -> list[str]:
        """The raw columns that only number the rows."""
        unmapped = self.mapping.unmapped
        return [f"c{c.index}" for c in unmapped if read_heading(c.heading).is_index]

    def _without_signatures(self, frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
        """Without the last rows, where these only say who made the list, and when."""
        last = list(self._cells(frame.tail(_LAST), columns))
        count = trailing_signatures([cells for _, cells in last], self._kinds)
        if count == frame.height:
            return frame
        return self._without_rows(frame, "IN152", [row for row, _ in last[len(last) - count :]])

    def _without_statistics(self, frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
        """Without rows of few cells that count records: a small table below this one."""
        if not columns:
            return frame
        most = max(min(_FEW, len(columns) - 1), len(columns) // 2)
        few = pl.col("#filled").is_between(2, most)
        lying = pl.coalesce(pl.col(c) for c in columns).str.contains(LYING)
        sparse = self._cells(frame.filter(few | lying), columns)
        return self._without_rows(frame, "IN196", statistics_rows(sparse, self._kinds))

    def _cells(
        self, frame: pl.DataFrame, columns: Sequence[str]
    ) -> Iterator[tuple[int, dict[int, str]]]:
        """The number of each row, and its filled cells by their positions."""
        return (
            (row, {at: cell for at, cell in enumerate(cells) if cell is not None})
            for row, *cells in frame.select(SOURCE_ROW, *columns).iter_rows()
        )

    def _without_rows(self, frame: pl.DataFrame, code: str, rows: list[int]) -> pl.DataFrame:
        if not rows:
            return frame
        self.notes.add(code, rows=rows)
        return frame.filter(~pl.col(SOURCE_ROW).is_in(rows))

    def _named(self, frame: pl.DataFrame) -> pl.DataFrame:
        if self.joined:
            frame = frame.with_columns(
                pl.coalesce(f"c{kept}", f"c{other}").alias(f"c{kept}")
                for kept, other in self.joined
            )
        frame = frame.with_columns(parts.joined(lambda at: frame[f"c{at}"]) for parts in self.parts)
        names = self.names
        order = sorted(range(len(names)), key=lambda i: (self.mapping.columns[i].field is None, i))
        said = [name for name in frame.columns if name.startswith("#") and name != "#filled"]
        return frame.select(SOURCE_ROW, *(pl.col(f"c{i}").alias(names[i]) for i in order), *said)


def _is_number(cell: pl.Expr) -> pl.Expr:
    return cell.str.contains(r"^\s*\d+\s*$").fill_null(value=False)


def _with_last(batches: Iterator[RawBatch]) -> Iterator[tuple[RawBatch, bool]]:
    """Each batch, and whether it is the last."""
    held = next(batches, None)
    while held is not None:
        following = next(batches, None)
        yield held, following is None
        held = following


def column_titles(mapping: SheetMapping, reserved: Collection[str] = ()) -> list[str]:
    """The names of a table's columns: fields, else headings; a second one of a name gets a number.

    So does a heading that is one of *reserved*: a name by which others mean something else.
    """
    taken = {SOURCE_ROW, "source_row_2", YEAR, MONTH, PLACE, *TOLD, *reserved}
    taken |= {c.field for c in mapping.columns if c.field}
    names = []
    for column in mapping.columns:
        name = column.field or mask_digits(column.heading) or f"列{column.column}"
        if column.field is None:
            stem, count = name, 1
            while name in taken:
                count += 1
                name = f"{stem}_{count}"
            taken.add(name)
        names.append(name)
    return names
