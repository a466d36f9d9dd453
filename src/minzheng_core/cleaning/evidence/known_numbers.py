"""Sound numbers seen in an archive, by name: which of them can be this person's?

A common name has hundreds of holders in a county; only those are worth weighing that share the
birth date or the rest of the number with what stands in the row.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from minzheng_core.cleaning.evidence.lost_tails import UNSEEN, LostTails
from minzheng_core.values.ids.arithmetic import date_digits, to_18
from minzheng_core.values.ids.rates import DEFAULT_RATES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from minzheng_core.cleaning.evidence.age_use import AgeUse
    from minzheng_core.cleaning.evidence.birth_use import BirthUse
    from minzheng_core.cleaning.evidence.region_use import RegionUse
    from minzheng_core.values.ids.rates import Rates

FEW = 12
"""A name with at most so many numbers is weighed whole."""
PROVEN, UNPROVEN = "=", "~"
"""The mark before each number of a name: confirmed by a check digit, or written with 15 digits only."""
_SIZE = 19
"""A mark and 18 digits."""
_BIRTH, _SEQUENCE = 7, 15
"""Where in that the date of birth and the sequence number begin."""


@frozen
class Namesakes:
    """The sound numbers under one name: each behind its mark, one after the other, in one text.

    A county has hundreds of thousands of them; as texts of their own they would take five times the memory.
    """

    packed: str = field(default="", repr=False)

    def __len__(self) -> int:
        return len(self.packed) // _SIZE

    def __iter__(self) -> Iterator[str]:
        return (self.packed[at + 1 : at + _SIZE] for at in range(0, len(self.packed), _SIZE))

    @property
    def unproven(self) -> frozenset[str]:
        """Those of them that stand in the archive with 15 digits only."""
        return frozenset(number for mark, number in self._marked() if mark == UNPROVEN)

    def that_decide(
        self, own: str, days: Collection[str], regions: Collection[str]
    ) -> Iterator[str]:
        """Those that can tell whether *own*, of 15 digits, is right.

        Of two numbers without a check digit neither decides, unless birth or domicile does.
        """
        born = () if own[6:14] in days else days
        here = () if own[:6] in regions else regions
        return (
            number
            for mark, number in self._marked()
            if number == own or mark == PROVEN or number[6:14] in born or number[:6] in here
        )

    def born(self, digits: str) -> Iterator[str]:
        """Those with these eight digits of birth."""
        return self._with(digits, _BIRTH)

    def coded(self, region: str, sequence: str) -> Iterator[str]:
        """Those with these six digits of the region and three of the sequence number."""
        return (one for one in self._with(sequence, _SEQUENCE) if one.startswith(region))

    def _marked(self) -> Iterator[tuple[str, str]]:
        return zip(self.packed[::_SIZE], self, strict=True)

    def _with(self, digits: str, place: int) -> Iterator[str]:
        at = self.packed.find(digits)
        while at >= 0:
            if at % _SIZE == place:
                yield self.packed[at - place + 1 : at - place + _SIZE]
            at = self.packed.find(digits, at + 1)


_NONE = Namesakes()


@define
class KnownNumbers:
    """Sound 18-digit numbers by the name they stand under, packed as :class:`Namesakes` are.

    >>> numbers = ["362133196208150010"] + [f"36213319{y}010100{y}" for y in range(50, 70)]
    >>> known = KnownNumbers({"张三": "".join(f"={number}" for number in numbers)})
    >>> known.near("张三", "36213319620815O010", [])
    ['362133196208150010']
    """

    by_name: Mapping[str, str] = field(factory=dict, repr=False)

    def of(self, name: str | None) -> Namesakes:
        """The numbers under *name*."""
        packed = self.by_name.get(name) if name else None
        return Namesakes(packed) if packed else _NONE

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
        every = self.of(name)
        if not every:
            return []
        days = set(map(date_digits, births))
        own = to_18(text) if len(text) == 15 and UNPROVEN in every.packed else None
        numbers = list(every.that_decide(own, days, regions) if own else every)
        if len(numbers) <= FEW:
            return numbers
        keys = days.copy()
        if text:
            keys |= {
                text[6:14],
                "19" + text[6:12],
                text[:6] + text[14:17],
                text[:6] + text[12:15],
            }
        found = chain.from_iterable(_found(every, key) for key in sorted(keys))
        allowed = set(numbers)
        return [number for number in dict.fromkeys(found) if number in allowed]


def _found(numbers: Namesakes, key: str) -> Iterator[str]:
    """Those of *numbers* with a date of birth, or a region and a sequence number: eight or nine digits."""
    if len(key) == _SEQUENCE - _BIRTH:
        return numbers.born(key)
    whole = len(key) == _BIRTH - 1 + 3
    return numbers.coded(key[:6], key[6:]) if whole else iter(())


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
