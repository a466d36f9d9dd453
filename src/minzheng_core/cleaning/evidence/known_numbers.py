"""Sound numbers seen in an archive, by name: which of them can be this person's?

A common name has hundreds of holders in a county; only those are worth weighing that share the
birth date or the rest of the number with what stands in the row.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from minzheng_core.cleaning.evidence.lost_tails import UNSEEN, LostTails
from minzheng_core.values.ids.arithmetic import date_digits, to_18
from minzheng_core.values.ids.rates import DEFAULT_RATES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from minzheng_core.cleaning.evidence.age_use import AgeUse
    from minzheng_core.cleaning.evidence.birth_use import BirthUse
    from minzheng_core.cleaning.evidence.region_use import RegionUse
    from minzheng_core.values.ids.rates import Rates

FEW = 12
"""A name with at most so many numbers is weighed whole."""


@define
class KnownNumbers:
    """Sound 18-digit numbers by the name they stand under.

    >>> known = KnownNumbers({"张三": ["362133196208150010"] + [f"36213319{y}010100{y}" for y in range(50, 70)]})
    >>> known.near("张三", "36213319620815O010", [])
    ['362133196208150010']
    """

    by_name: Mapping[str, Collection[str]] = field(factory=dict, repr=False)
    unproven: frozenset[str] = field(factory=frozenset, repr=False)
    """Those that stand in the archive with 15 digits only, which no check digit confirms."""
    _indexes: dict[str, dict[str, list[str]]] = field(factory=dict, init=False, repr=False)

    def near(
        self,
        name: str | None,
        text: str,
        births: Iterable[date],
        regions: Collection[str] = (),
    ) -> list[str]:
        """The numbers under *name* that may explain *text* of somebody born on one of *births*.

        A text that is known to be another person's is handed over as none. *regions* are the codes of the
        person's domicile, where the archive has hardly any but these.
        """
        every = self.by_name.get(name, ()) if name else ()
        if not every:
            return []
        days = set(map(date_digits, births))
        own = to_18(text) if self.unproven and len(text) == 15 else None
        numbers = self._that_decide(every, own, days, regions) if own else every
        if len(numbers) <= FEW:
            return list(numbers)
        index = self._index(str(name), every)
        keys = days.copy()
        if text:
            keys |= {
                text[6:14],
                "19" + text[6:12],
                text[:6] + text[14:17],
                text[:6] + text[12:15],
            }
        found = (number for key in sorted(keys) for number in index.get(key, ()))
        allowed = set(numbers)
        return [number for number in dict.fromkeys(found) if number in allowed]

    def _that_decide(
        self, numbers: Iterable[str], own: str, days: set[str], regions: Collection[str]
    ) -> list[str]:
        """Those of *numbers* that can tell whether *own*, of 15 digits, is right.

        Of two numbers without a check digit neither decides, unless birth or domicile does.
        """
        born = set() if own[6:14] in days else days
        here = () if own[:6] in regions else regions
        return [
            number
            for number in numbers
            if number == own
            or number not in self.unproven
            or number[6:14] in born
            or number[:6] in here
        ]

    def namesakes(self, name: str | None) -> int:
        """How many numbers stand under *name*."""
        return len(self.by_name.get(name, ())) if name else 0

    def _index(self, name: str, numbers: Collection[str]) -> dict[str, list[str]]:
        index = self._indexes.get(name)
        if index is None:
            index = defaultdict(list)
            for number in numbers:
                index[number[6:14]].append(number)
                index[number[:6] + number[14:17]].append(number)
            self._indexes[name] = index
        return index


@frozen(kw_only=True)
class ArchiveKnowledge:
    """What is known beyond the row: the sound numbers of the archive, by name, its region codes, how its ages
    were counted, how old its people were, and whether its numbers lost their last digits, and how often they are damaged.
    """

    known: KnownNumbers = field(factory=KnownNumbers)
    regions: RegionUse | None = None
    ages: AgeUse | None = None
    """How the ages of this archive were counted."""
    births: BirthUse | None = None
    """How old its people were at the event."""
    tails: LostTails = UNSEEN
    rates: Rates = DEFAULT_RATES
    """How often numbers are damaged in this archive."""
    last: bool = True
    """Whether nothing more will be known: only then candidates are told for what stays open."""
