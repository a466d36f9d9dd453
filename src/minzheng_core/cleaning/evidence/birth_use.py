"""How old the people of an archive are at the event, by party and beside the other party.

A number says when its holder was born, and so may a dozen others that a slip makes out of it: of somebody
married in 1990 as born in 1912 or in 1962 the second is likelier by thousands. How much so the archive itself
shows, and a couple is seldom far apart in age. Plain Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Mapping

_YEARS = 120
"""So many ages are thought of."""
_BEFOREHAND = 1.0
"""How many people of any age are thought of before one was seen."""
_WIDTH = 2
"""By so many years ages are smoothed."""
_BY_THE_OTHER = 0.9
"""How often the other party's birth is told rightly, and tells of this one's."""
_SAME_AGE = 60
"""Where a couple of one age stands among the differences."""


@define
class BirthUse:
    """People counted by their years at the event, and couples by the years from the partner's birth to one's own.

    >>> use = BirthUse({"husband": {24: 900, 25: 800, 44: 5}}, {"husband": {-2: 1500, 0: 200}})
    >>> [use.likelihood("husband", 1990, None, year) > 0.01 for year in (1966, 1912)]
    [True, False]
    >>> use.likelihood("husband", 1990, 1948, 1946) > use.likelihood("husband", 1990, 1948, 1966)
    True
    """

    years: Mapping[str, Mapping[int, int]] = field(factory=dict, repr=False)
    apart: Mapping[str, Mapping[int, int]] = field(factory=dict, repr=False)
    _ages: dict[str, list[float]] = field(factory=dict, init=False, repr=False)
    _between: dict[str, list[float]] = field(factory=dict, init=False, repr=False)

    def likelihood(self, party: str, event: int, partner: int | None, born: int) -> float:
        """How often a *party* of an *event* in that year is *born* then, beside the commonest age.

        *partner* is the year in which the other party is born.
        """
        ages = self._ages.get(party)
        if ages is None:
            ages = self._ages[party] = _smooth(self.years.get(party, {}), 0)
        own = _at(ages, event - born)
        if partner is None:
            return own
        between = self._between.get(party)
        if between is None:
            between = self._between[party] = _smooth(self.apart.get(party, {}), _SAME_AGE)
        beside = _at(between, born - partner + _SAME_AGE)
        return _BY_THE_OTHER * beside + (1 - _BY_THE_OTHER) * own


def _smooth(counts: Mapping[int, int], zero: int) -> list[float]:
    """The shares of 0 to 120 years (*zero* further on), smoothed, beside the commonest."""
    shares = [_BEFOREHAND / _YEARS] * _YEARS
    for years, count in counts.items():
        for at in range(years + zero - _WIDTH, years + zero + _WIDTH + 1):
            if 0 <= at < _YEARS:
                shares[at] += count / (2 * _WIDTH + 1)
    most = max(shares)
    return [share / most for share in shares]


def _at(shares: list[float], place: int) -> float:
    return shares[place] if 0 <= place < _YEARS else min(shares)
