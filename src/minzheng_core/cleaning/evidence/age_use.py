"""How the ages of an archive were counted, by the numbers beside them.

One office wrote full years (周岁), another counted from 1 at birth (虚岁), a third took one year from the
other; few say which. Where most ages are one more than the years between, a number that needs it to be one
less is hardly right, and one that its own damage puts three years away still less. Plain Python.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.values.ids.rates import DEFAULT_RATES, Rates
from minzheng_core.values.ids.slips import one_edit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MISCOUNTED = 3
"""By so many years an age may be counted otherwise, or miscounted; what is further off is mistyped."""
_BEFOREHAND = 20
"""How many ages what is thought before any was seen is worth."""
_EXPECTED: Mapping[bool, Mapping[int, float]] = {
    True: {-2: 0.01, -1: 0.02, 0: 0.46, 1: 0.46, 2: 0.04, 3: 0.01},
    False: {-2: 0.02, -1: 0.4, 0: 0.1, 1: 0.45, 2: 0.02, 3: 0.01},
}
"""What an age is more than the years between, where the birthday has passed and where not."""
_SELDOM = 0.002


@frozen
class AgeUse:
    """How often an age is so much more than the years from birth to event, by whether the birthday has passed.

    >>> from datetime import date
    >>> use = AgeUse({True: {1: 300}, False: {1: 200, 2: 4}})
    >>> day = date(1987, 1, 17)
    >>> [round(use.likelihood(29, day, date(year, 11, 11)), 3) for year in (1958, 1959, 1960)]
    [0.009, 0.933, 0.02]
    """

    counts: Mapping[bool, Mapping[int, int]] = field(factory=dict, repr=False)
    rates: Rates = DEFAULT_RATES

    def likelihood(self, age: int, event: date, birth: date) -> float:
        """How often somebody born on *birth* is said to be of *age* on the day of the *event*."""
        passed = (birth.month, birth.day) <= (event.month, event.day)
        more = age - (event.year - birth.year)
        if abs(more) > MISCOUNTED:
            meant = age - more + self._usual
            slip = meant >= 0 and one_edit(f"{age:02}", f"{meant:02}"[-2:])
            return self.rates.age_one_edit if slip else self.rates.age_other
        counts, before = self.counts.get(passed, {}), _EXPECTED[passed].get(more, _SELDOM)
        return (counts.get(more, 0) + _BEFOREHAND * before) / (self._told[passed] + _BEFOREHAND)

    @cached_property
    def _told(self) -> Mapping[bool, int]:
        return {passed: sum(self.counts.get(passed, {}).values()) for passed in _EXPECTED}

    @cached_property
    def _usual(self) -> int:
        both = dict.fromkeys(range(-MISCOUNTED, MISCOUNTED + 1), 0)
        for counts in self.counts.values():
            for more, count in counts.items():
                both[more] = both.get(more, 0) + count
        return max(both, key=lambda more: both[more])
