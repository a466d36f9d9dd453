"""Whether the numbers of a table have gone through a spreadsheet that kept fifteen digits of them.

Of eighteen digits it leaves the last three as 000, and one in eleven check digits then fits by chance; but
one number in a thousand ends so by right. Which it is the other numbers of the same column show: for each
that was cut and fits by chance there are ten that were cut and fit no longer. Plain Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Mapping

Column = tuple[str, int]
"""A party, and the table (file and sheet) in which its numbers stand."""

_PRACTICALLY_NONE = 0.02
"""A sound number that was cut with a likelihood below this is taken as it stands."""
_BEFOREHAND = 0.1
"""How many cut numbers are thought of before any was seen."""
_ELSEWHERE = 100
"""For how many numbers of the column what the rest of the archive shows counts."""
_ONE_IN = 100
"""One sequence in so many ends in 00."""


@define
class LostTails:
    """Cut and whole numbers of an archive, counted by column: ``(cut, whole)``.

    ``cut`` are those of 18 digits that end in 000 and cannot be right, and those that stand as powers of
    ten; ``whole`` are the sound ones with another ending.

    >>> tails = LostTails({("wife", 1): (0, 5000), ("wife", 2): (12, 5000), ("wife", 3): (0, 40)})
    >>> [tails.whole(("wife", table)) for table in (1, 2, 3)]
    [True, False, False]
    """

    counts: Mapping[Column, tuple[int, int]] = field(factory=dict, repr=False)
    _usual: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        cut, whole = (sum(pair[i] for pair in self.counts.values()) for i in (0, 1))
        self._usual = cut / max(cut + whole, 1)

    def share(self, column: Column) -> float:
        """How likely a sound number of *column* that ends in 000 is what is left of another."""
        cut, whole = self.counts.get(column, (0, 0))
        lost = cut + _BEFOREHAND + _ELSEWHERE * self._usual
        # A tenth of the lost ones fit by chance, and a tenth of the numbers S00 have the check digit 0.
        return lost / (lost + whole / _ONE_IN)

    def whole(self, column: Column) -> bool:
        """Whether a sound number of *column* may end in 000 without having lost anything."""
        return self.share(column) < _PRACTICALLY_NONE


UNSEEN = LostTails()
"""Where no numbers of the archive have been seen."""
