"""A source presented with columns that are made out of its own, behind these."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from minzheng_core.reading.raw import Dressed, column_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.mapping import SheetMapping


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

    def with_letters(self, mapping: SheetMapping) -> SheetMapping:
        """*mapping* with the letters that the sheet has: a made column has that of its origin."""
        places = [*range(self.source.width), *self.origins]
        letters = [column_letter(place + self.first_column) for place in places]
        return evolve(
            mapping, columns=tuple(evolve(c, column=letters[c.index]) for c in mapping.columns)
        )
