"""Registers with two rows to a record and two rows of headings, as on paper: 男方姓名 … 登记日期 over 女方姓名 … 结婚证号.

The rows of the one person and those of the other stand below each other under headings of their own. The source is
presented with the second row of each pair behind the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import field, frozen

from minzheng_core.reading.notes import NoteBook
from minzheng_core.reading.raw import RawBatch, column_names
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.layout import SEARCHED
from minzheng_core.reading.rows.widened import Widened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_core.reading.raw import Merge, RawSource
    from minzheng_core.reading.recognition.headings import FieldIndex
    from minzheng_core.reading.recognition.layout import Row
    from minzheng_core.reading.recognition.party_words import Party

_LEAST = 2
"""Data of which each person has one, in the same column."""
_WORDS: dict[Party, str] = {"husband": "男方", "wife": "女方"}


def unfolded(source: RawSource, index: FieldIndex) -> RawSource:
    """*source* as it is, or with one row to a record where two rows of headings are of one person each."""
    if index.single:
        return source
    sample = source.sample()
    top = _headings(sample, index)
    if top is None:
        return source
    rows = [
        (batch.first_row + at if batch.numbers is None else batch.numbers[at], list(row))
        for batch in source.batches(NoteBook())
        for at, row in enumerate(batch.frame.iter_rows())
    ]
    upper, lower = (row for _, row in rows[top : top + 2])
    own = tuple(_with_party(row, index) for row in (upper, lower))
    below = [(number, row) for number, row in rows[top + 2 :] if row not in (upper, lower)]
    records = _records(below, *own)
    blank: Row = [None] * source.width
    above = [(number, [*row, *blank]) for number, row in rows[:top]]
    heading = (rows[top + 1][0], [*own[0], *_once(own[1], own[0])])
    return Folded(source, (*above, heading, *records))


def _headings(sample: Sequence[Row], index: FieldIndex) -> int | None:
    """The row of the first person's headings, where the next one has the same of the other person."""
    few = max(0, min(SEARCHED, len(sample) - 3))
    parties = [_party(row, index) for row in sample[: few + 2]]
    for at in range(few):
        upper, lower, below = parties[at : at + 3]
        if {upper, lower} != {"husband", "wife"} or below:
            continue
        alike = sum(
            read_heading(one).bare == read_heading(other).bare
            for one, other in zip(*sample[at : at + 2], strict=True)
            if one and other
        )
        if alike >= _LEAST:
            return at
    return None


def _party(row: Row, index: FieldIndex) -> Party | None:
    """The one party that a row of nothing but headings names."""
    words = [cell for cell in row if cell and not read_heading(cell).is_index]
    if len(words) < _LEAST or not all(map(index.knows, words)):
        return None
    named = {party for word in words if (party := read_heading(word).party)}
    return named.pop() if len(named) == 1 else None


def _with_party(row: Row, index: FieldIndex) -> Row:
    """A row of headings with the party before those of a person's data that leave it out."""
    party = _party(row, index)
    return [
        f"{_WORDS[party]}{cell}" if cell and party and _is_open(cell, index) else cell
        for cell in row
    ]


def _is_open(heading: str, index: FieldIndex) -> bool:
    """Whether a *heading* names a person's datum and not whose it is."""
    found = index.matches(heading)
    return (
        not read_heading(heading).party and bool(found) and bool(index.fields[found[0].field].party)
    )


def _records(rows: Sequence[tuple[int, Row]], upper: Row, lower: Row) -> list[tuple[int, Row]]:
    """The rows below the headings in pairs; what stands alone in its row (a title, a signature) by itself.

    The second row of a pair may be blank or missing: where the next one has another number, it begins a record.
    """
    found: list[tuple[int, Row]] = []
    waiting: tuple[int, Row] | None = None
    alone: Row = [None] * len(upper)
    counted = [at for at, text in enumerate(upper) if text and read_heading(text).is_index]
    counted = [at for at in counted if lower[at] in {None, upper[at]}]
    for number, row in rows:
        if waiting is not None and any(row[at] not in {None, waiting[1][at]} for at in counted):
            found.append((waiting[0], [*waiting[1], *alone]))
            waiting = None
        filled = sum(cell is not None for cell in row)
        if waiting is not None and (filled or number == waiting[0] + 1):
            found.append((waiting[0], [*waiting[1], *_once(row, waiting[1], lower, upper)]))
            waiting = None
        elif filled >= _LEAST:
            waiting = (number, row)
        elif filled:
            found.append((number, [*row, *alone]))
    return found if waiting is None else [*found, (waiting[0], [*waiting[1], *alone])]


def _once(row: Row, above: Row, *headings: Row) -> Row:
    """The second row of a pair without what one cell merged over both says: its heading stands above both, too."""
    one, other = headings or (row, above)
    return [None if own == over else cell for cell, own, over in zip(row, one, other, strict=True)]


@frozen
class Folded(Widened):
    """A source with the second row of each record behind the first."""

    rows: tuple[tuple[int, Row], ...] = field(repr=False)

    @property
    def origins(self) -> Sequence[int]:
        """Out of which column each of those behind is made."""
        return range(self.source.width)

    @property
    def merges(self) -> tuple[Merge, ...]:
        """None: what was merged is filled."""
        return ()

    @property
    def first_row(self) -> int:
        """The rows are counted as they are read."""
        return 0

    def sample(self) -> list[Row]:
        """The first rows, at most 5,000."""
        return [row for _, row in self.rows[:5000]]

    def batches(self, notes: NoteBook) -> Iterator[RawBatch]:
        """All rows at once."""
        notes.add("IN168", count=sum(any(row[self.source.width :]) for _, row in self.rows) - 1)
        for _ in self.source.batches(notes):
            pass
        schema = dict.fromkeys(column_names(self.width), pl.String)
        frame = pl.DataFrame([row for _, row in self.rows], schema=schema, orient="row")
        yield RawBatch(1, frame, None, tuple(number for number, _ in self.rows))
