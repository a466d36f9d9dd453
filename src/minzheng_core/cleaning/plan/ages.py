"""The ages at which people stand in a register."""

from __future__ import annotations

from typing import Any

from attrs import frozen


@frozen
class Ages:
    """Nobody younger or older than this in whole calendar years is taken to stand in a register."""

    youngest: int = 14
    oldest: int = 100

    def born_too_late(self, birth: Any, day: Any) -> Any:
        """Whether *birth* is after all that *day* allows; of days, of a column or of an expression.

        In a register that has newborns the day itself is possible.
        """
        return birth >= day if self.youngest else birth > day


MARRYING = Ages()
"""The ages of those who register a marriage."""
