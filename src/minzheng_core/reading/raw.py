"""What every kind of file is turned into first: numbered rows of text cells, columns by position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

    from minzheng_core.reading.notes import NoteBook

MOST_COLUMNS = 1000
"""No register has more; a slip of the fill handle, or a file without line ends, has thousands."""
Merge = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, counted from 0."""


@frozen
class RawBatch:
    """Some consecutive rows: ``frame`` has String columns ``c0``, ``c1`` …, nulls for empty cells
    (tidied: blanks only, formula errors). ``dittos`` are the positions of the columns in which a
    cell may be a ditto mark; ``None`` where any may. ``numbers`` are the rows as a spreadsheet
    shows them where they do not follow each other.
    """

    first_row: int
    frame: pl.DataFrame
    dittos: frozenset[int] | None = None
    numbers: tuple[int, ...] | None = None


class RawSource(Protocol):
    """One sheet or text file that can be looked at and then read from its beginning."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def sheet(self) -> str:
        """The name of the sheet; empty for a text file."""

    @property
    def width(self) -> int:
        """The number of columns."""

    @property
    def first_column(self) -> int:
        """The position in the sheet of the first column read."""

    @property
    def first_row(self) -> int:
        """The position in the sheet of the first row read."""

    @property
    def merges(self) -> tuple[Merge, ...]:
        """Merged ranges, as far as the format keeps them."""

    @property
    def hidden_columns(self) -> tuple[int, ...]:
        """Positions of columns that a spreadsheet does not show."""

    @property
    def from_1904(self) -> bool:
        """Whether a number in a column of dates is a day counted from 1904."""

    def sample(self) -> list[list[str | None]]:
        """The first rows, at most 5,000."""

    def batches(self, notes: NoteBook) -> Iterator[RawBatch]:
        """All rows in order."""


@frozen
class Dressed:
    """A source presented in another form; whatever the form does not say is taken from the source."""

    source: RawSource = field(repr=False)

    @property
    def path(self) -> Path:
        """The file."""
        return self.source.path

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return self.source.sheet

    @property
    def first_column(self) -> int:
        """The position in the sheet of the first column read."""
        return self.source.first_column

    @property
    def first_row(self) -> int:
        """The position in the sheet of the first row read."""
        return self.source.first_row

    @property
    def merges(self) -> tuple[Merge, ...]:
        """Merged ranges."""
        return self.source.merges

    @property
    def hidden_columns(self) -> tuple[int, ...]:
        """Positions of columns that a spreadsheet does not show."""
        return self.source.hidden_columns

    @property
    def from_1904(self) -> bool:
        """Whether a number in a column of dates is a day counted from 1904."""
        return self.source.from_1904


def column_names(width: int) -> list[str]:
    """The names of *width* raw columns.

    >>> column_names(3)
    ['c0', 'c1', 'c2']
    """
    return [f"c{i}" for i in range(width)]


def column_letter(index: int) -> str:
    """The letter a spreadsheet shows for the column at *index*, counted from 0.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The position, counted from 0, of the column that a spreadsheet calls *letters*.

    >>> column_index("A"), column_index("XFD")
    (0, 16383)
    """
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
