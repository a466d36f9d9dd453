"""A source presented with more columns behind its own: blank ones, or such as are made out of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import polars as pl
from attrs import evolve, frozen

from minzheng_core.reading.raw import Dressed, column_letter, column_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.reading.raw import RawBatch
    from minzheng_core.reading.recognition.layout import Row


@frozen
class Padded(Dressed):
    """A source with blank columns behind its own, up to *width*: a sheet ends where its last cell is filled."""

    width: int

    def sample(self) -> list[Row]:
        """The first rows, at most 5,000."""
        blank = [None] * (self.width - self.source.width)
        return [[*row, *blank] for row in self.source.sample()]

    def batches(self, notes: NoteBook) -> Iterator[RawBatch]:
        """All rows in order."""
        blank = column_names(self.width)[self.source.width :]
        for batch in self.source.batches(notes):
            nulls = [pl.lit(None, dtype=pl.String).alias(name) for name in blank]
            yield evolve(batch, frame=batch.frame.with_columns(nulls))


@frozen
class Widened(Dressed, ABC):
    """A source with more columns than the sheet; see :class:`~minzheng_core.reading.raw.RawSource`."""

    @property
    @abstractmethod
    def origins(self) -> Sequence[int]:
        """Out of which column each of those behind is made, in their order."""

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.source.width + len(self.origins)

    @property
    def letters(self) -> Sequence[str]:
        """The letters that the sheet has for the columns: a made one has that of its origin."""
        if isinstance(self.source, Widened):
            own = self.source.letters
        else:
            own = [column_letter(self.first_column + place) for place in range(self.source.width)]
        return [*own, *(own[place] for place in self.origins)]

    def with_letters(self, mapping: SheetMapping) -> SheetMapping:
        """*mapping* with the letters that the sheet has: a made column has that of its origin."""
        letters = self.letters
        return evolve(
            mapping, columns=tuple(evolve(c, column=letters[c.index]) for c in mapping.columns)
        )
