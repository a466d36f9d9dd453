"""Columns in which a cell describes a person, 男方情况 ``张三，男，汉族，1962年3月4日生``: a column for each datum.

The source is presented as one that has these columns behind its own, so that everything that reads
it goes on as usual; the column itself stays, under another heading.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import polars as pl
from attrs import evolve, frozen

from minzheng_core.reading.raw import column_names
from minzheng_core.reading.recognition.descriptions import described
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.layout import find_layout
from minzheng_core.reading.recognition.party_words import names_third_person
from minzheng_core.reading.rows.widened import Padded, Widened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.reading.raw import RawBatch, RawSource
    from minzheng_core.reading.recognition.headings import FieldIndex
    from minzheng_core.reading.recognition.layout import Layout, Row

_SAMPLED = 300
_MOST = 0.6
"""Share of the filled cells that must be descriptions."""


def parted_by_datum(
    source: RawSource, index: FieldIndex, before: RawSource | None = None
) -> RawSource:
    """*source* as it is, or with a column for each datum of the persons that its cells describe.

    A table without headings is parted as the one *before* it, where its cells describe persons in the same columns.
    """
    if index.single:
        return source
    sample = source.sample()
    layout = find_layout(sample, index, source.merges)
    if layout is None or not layout.rows:
        return _parted_alike(source, sample, before)
    columns = tuple(_described_columns(layout, sample, index))
    return Descriptions(source, columns, layout.rows[-1]) if columns else source


def _described_columns(
    layout: Layout, sample: Sequence[Row], index: FieldIndex
) -> Iterator[Description]:
    """The columns of a table whose cells describe persons."""
    headings = layout.headings
    first = [next(iter(index.matches(h)), None) if h else None for h in headings]
    for at, heading in enumerate(headings):
        elsewhere = {m.field for m in (*first[:at], *first[at + 1 :]) if m is not None}
        cells = _filled(sample[layout.first_data_row :], at)
        if heading and (data := _data(heading, cells, elsewhere, index)):
            yield Description(at, heading, sample[layout.rows[-1]][at] or heading, data)


def _parted_alike(source: RawSource, sample: Sequence[Row], before: RawSource | None) -> RawSource:
    if not isinstance(before, Descriptions) or source.width > before.source.width:
        return source
    # A described column that the sheet does not reach describes nobody.
    places = [column.place for column in before.columns]
    alike = max(places) < source.width and all(_describing(_filled(sample, at)) for at in places)
    whole = Padded(source, before.source.width)
    return Descriptions(whole, before.columns, heading_row=None) if alike else source


def _filled(rows: Sequence[Row], at: int) -> list[str]:
    return list(islice((cell for row in rows if (cell := row[at])), _SAMPLED))


def _data(
    heading: str, cells: Sequence[str], known: set[str], index: FieldIndex
) -> tuple[tuple[str, str], ...]:
    """The data that most of *cells* tell of the party that the heading names, each with the heading that it
    gets; none where they describe nobody. What has a column of its own (*known*) is not told again.
    """
    said = read_heading(heading)
    if said.party is None or names_third_person(said.bare):
        return ()
    told = _describing(cells)
    data = dict.fromkeys(datum for found in told for datum in found)
    fields = {datum: f"{said.party}_{datum}" for datum in data}
    return tuple(
        (datum, index.fields[name].label)
        for datum, name in fields.items()
        if name in index.fields and (datum == "name" or name not in known)
    )


def _describing(cells: Sequence[str]) -> list[dict[str, str]]:
    """What *cells* tell, if most of them describe persons; too many others end the looking."""
    told: list[dict[str, str]] = []
    for looked_at, cell in enumerate(cells, start=1):
        if found := described(cell):
            told.append(found)
        if len(told) + len(cells) - looked_at < _MOST * len(cells):
            return []
    return told


@frozen
class Description:
    """A column whose cells describe the persons of one party."""

    place: int
    heading: str
    written: str
    """What its cell in the lowest row of headings says."""
    data: tuple[tuple[str, str], ...]
    """The data that it tells, each with the heading of its new column."""


@frozen
class Descriptions(Widened):
    """A source with columns for what is described; see :class:`~minzheng_core.reading.raw.RawSource`."""

    columns: tuple[Description, ...]
    heading_row: int | None
    """``None`` where it has no headings of its own."""

    @property
    def origins(self) -> list[int]:
        """Out of which column each of those behind is made, in their order."""
        return [column.place for column, *_ in self._added]

    @property
    def _added(self) -> list[tuple[Description, str, str]]:
        """The columns behind all others: from which each is, its datum and heading."""
        return [(column, datum, label) for column in self.columns for datum, label in column.data]

    def sample(self) -> list[Row]:
        """The first rows, at most 5,000."""
        schema = dict.fromkeys(column_names(self.source.width), pl.String)
        rows = pl.DataFrame(self.source.sample(), schema=schema, orient="row")
        parted = [list(row) for row in self._parted(rows).rows()]
        if self.heading_row is None:
            return parted
        for row in parted[: self.heading_row]:
            row[self.source.width :] = [None] * len(self._added)
        top = parted[self.heading_row]
        top[self.source.width :] = [label for *_, label in self._added]
        for column in self.columns:
            top[column.place] = f"{column.written}原文"
        return parted

    def batches(self, notes: NoteBook) -> Iterator[RawBatch]:
        """All rows in order."""
        for column in self.columns:
            data = "、".join(label for _, label in column.data)
            notes.add("IN133", heading=column.heading, data=data)
        for batch in self.source.batches(notes):
            yield evolve(batch, frame=self._parted(batch.frame), dittos=None)

    def _parted(self, frame: pl.DataFrame) -> pl.DataFrame:
        added: dict[str, pl.Series] = {}
        told = {c.place: _told(frame[f"c{c.place}"]) for c in self.columns}
        for count, (column, datum, label) in enumerate(self._added, self.source.width):
            again = (frame[f"c{column.place}"] == column.written).fill_null(value=False)
            values = [found.get(datum) for found in told[column.place]]
            added[f"c{count}"] = pl.Series(values, dtype=pl.String).set(again, label)
        return frame.with_columns(**added)


def _told(cells: pl.Series) -> list[dict[str, str]]:
    """What each of *cells* tells; one that describes nobody is the name alone."""
    known = {cell: described(cell) or {"name": cell} for cell in cells.unique() if cell is not None}
    return [known.get(cell, {}) for cell in cells]
