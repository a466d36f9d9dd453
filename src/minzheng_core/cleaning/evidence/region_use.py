"""How often the numbers of an archive have a region code, by party and by the place of the domicile.

Fifteen digits have no check digit: whether a code that is not the domicile's tells that somebody came
from there, or that a digit is wrong, only the other numbers of the archive can say. Where twenty people
of a county have the code of its neighbour, the next one is no slip; where one has, and a slip of the hand
makes it out of the code that all others have, it may well be. Plain Python.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from minzheng_core.reference.county_codes import lineage
from minzheng_core.reference.region_grade import listed_before_2000
from minzheng_core.values.ids.damage import CONFUSIONS
from minzheng_core.values.ids.rates import DEFAULT_RATES, Rates
from minzheng_core.values.ids.slips import differing, edits_of, one_edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Group = tuple[str, str]
"""A party and the place of the domicile (see :func:`place_of`), empty where none is known."""

_UNEVEN = 0.3
"""The shape of the prior: people come from few of the places that they might come from."""
_BEFOREHAND = 30
"""How many numbers what is thought before any was seen is worth."""
_KINDS = {
    "home": (0.02, 2),
    "prefecture": (0.02, 12),
    "province": (0.01, 100),
    "far": (0.005, 2500),
}
"""Where a code lies that is not the domicile's: how many numbers have such a one, and how many codes there are."""
_BY_HABIT = 1e-4
"""How often another code that is usual in the archive is typed for the right one."""
_OTHERWISE = 1e-5
"""How often the code of another county of the prefecture is."""
_BEYOND_DOUBT = 0.05
"""A code that so many have besides is none of a slip."""
_ENOUGH = 5
"""Of codes that fewer people have, slips are too rare to be counted."""


NOTED = 0.005
"""The likelihood of a slip from which it is left out of account no longer."""
WORTH_OFFERING = 0.005
"""Less likely codes than this are not offered."""


@lru_cache(maxsize=20_000)
def place_of(division: str | None) -> str:
    """One code for all that a county has had: its first; empty where the division is none.

    >>> place_of("360732"), place_of("362133"), place_of(None)
    ('360732', '360732', '')
    """
    return min(lineage(division), default="")


@frozen
class RegionDoubt:
    """How likely the region code of a 15-digit number is a slip, and of which codes, the likeliest first."""

    share: float
    codes: tuple[tuple[str, float], ...]

    def briefly(self) -> RegionDoubt:
        """The same with the likeliest code and those worth offering: a county has hundreds that hardly anybody means."""
        worth = (pair for pair in self.codes[1:] if pair[1] >= WORTH_OFFERING)
        return RegionDoubt(self.share, (*self.codes[:1], *worth))


_NO_DOUBT = RegionDoubt(0.0, ())


@define
class _UsualCodes:
    """The codes that many of a group have, and its county's *own*, with how many have them."""

    counts: Mapping[str, float]
    own: frozenset[str]
    _ascending: list[float] = field(init=False)
    _up_to: list[float] = field(init=False)
    _kindred: dict[str, list[str]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._ascending = sorted(self.counts.values())
        self._up_to = [0.0, *accumulate(self._ascending)]
        self._kindred = defaultdict(list)
        for code in self.counts:
            self._kindred[code[:4]].append(code)

    def having(self, few: float) -> float:
        """How many have one of their own codes, or one that at least *few* have."""
        rarer = sum(n for c in self.own if (n := self.counts.get(c, few)) < few)
        return rarer + self._up_to[-1] - self._up_to[bisect_left(self._ascending, few)]

    def near(self, code: str) -> Iterator[tuple[str, float]]:
        """Those of the same prefecture or one edit away from *code*, with how many have them."""
        near = self.counts.keys() & edits_of(code)
        for one in sorted(near.union(self._kindred.get(code[:4], ())) - {code}):
            yield one, self.counts[one]


@define
class RegionUse:
    """The region codes of all numbers of an archive, counted by party and place of the domicile.

    >>> use = RegionUse("360732", {("wife", "360732"): {"362133": 900, "362132": 1, "362121": 40}})
    >>> [use.doubt(("wife", "360732"), code).share > 0.05 for code in ("362133", "362132", "362121")]
    [False, True, False]
    """

    county: str
    counts: Mapping[Group, Mapping[str, int]] = field(factory=dict, repr=False)
    rates: Rates = DEFAULT_RATES
    _home: frozenset[str] = field(init=False)
    _habits: dict[str, float] = field(init=False, repr=False)
    _sizes: dict[Group, int] = field(init=False, repr=False)
    _usual: dict[Group, _UsualCodes] = field(factory=dict, init=False, repr=False)
    _kinds: dict[tuple[str, bool], dict[str, float]] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._home = lineage(self.county)
        self._sizes = {group: sum(codes.values()) for group, codes in self.counts.items()}
        in_all = max(sum(self._sizes.values()), 1)
        every: Counter[str] = Counter()
        for codes in self.counts.values():
            every.update(codes)
        self._habits = {code: _BY_HABIT * count / in_all for code, count in every.items()}

    def moved(self, group: Group, code: str, *, beside: int = 0) -> float:
        """How often the number of somebody of *group* has *code*, not the domicile's, by what the archive shows.

        Without *beside* of the numbers that have it.
        """
        seen = max(self.counts.get(group, {}).get(code, 0) - beside, 0)
        before = self._before(group, code)
        return (seen + _UNEVEN) / (self._sizes.get(group, 0) + _UNEVEN / before)

    def share(self, group: Group, code: str) -> float:
        """How often the number of somebody of *group* has *code*, be it the domicile's or not, besides one that has it."""
        if code not in self._own(group):
            return self.moved(group, code, beside=1)
        seen = self.counts.get(group, {}).get(code, 0)
        return (seen + _UNEVEN) / (self._sizes.get(group, 0) + 1)

    def doubt(self, group: Group, code: str) -> RegionDoubt:
        """Whether a 15-digit number of *group*, one of those counted, has its *code* by a slip.

        What is less likely than :data:`NOTED` is no doubt at all.
        """
        own = self._own(group)
        if code in own:
            return _NO_DOUBT
        moved = self.moved(group, code, beside=1)
        if moved > _BEYOND_DOUBT:
            return _NO_DOUBT
        usual, few = self._usual_of(group), 2 * self.counts.get(group, {}).get(code, 0)
        habit, in_all = self._habits.get(code, 0.0), usual.having(few)
        if not in_all:
            return _NO_DOUBT
        slips = {
            meant: count * self._slip(meant, code)
            for meant, count in usual.near(code)
            if count >= few or meant in own
        }
        slipped = habit * in_all + sum(slips.values())
        share = slipped / (slipped + moved * in_all)
        if share < NOTED:
            return _NO_DOUBT
        rates = {
            meant: count * habit + slips.get(meant, 0.0)
            for meant, count in usual.counts.items()
            if meant != code and (count >= few or meant in own)
        }
        ranked = sorted(rates.items(), key=lambda pair: (-pair[1], pair[0]))
        return RegionDoubt(share, tuple((meant, share * rate / slipped) for meant, rate in ranked))

    def _own(self, group: Group) -> frozenset[str]:
        """The codes of the domicile's county, of the archive's where none is known."""
        return lineage(group[1]) or self._home

    def _usual_of(self, group: Group) -> _UsualCodes:
        """The codes that many of a group have, and those of its county, with how many have them."""
        usual = self._usual.get(group)
        if usual is None:
            codes, own = self.counts.get(group, {}), self._own(group)
            many = {code: float(count) for code, count in codes.items() if count >= _ENOUGH}
            for one in filter(listed_before_2000, own):
                many[one] = codes.get(one, 0) + 0.5
            usual = self._usual[group] = _UsualCodes(many, own)
        return usual

    def _slip(self, right: str, written: str) -> float:
        """How often *written*, near *right*, is typed for it by more than habit."""
        rates = self.rates
        kindred = _OTHERWISE if right[:4] == written[:4] else 0.0
        if not one_edit(right, written):
            return kindred
        if differing(right, written) > 1:
            return kindred + rates.damaged * rates.transposition / 14
        usual = rates.damaged * rates.substitution / 15 / (8 + rates.confusion)
        alike = any(a + b in CONFUSIONS for a, b in zip(written, right, strict=True))
        return kindred + usual * (rates.confusion if alike else 1)

    def _before(self, group: Group, code: str) -> float:
        """How often *code* is to be expected before it was seen, from how far people come here at all."""
        placed = bool(group[1])
        key = group[0], placed
        if key not in self._kinds:
            self._kinds[key] = self._count_kinds(*key)
        kind = self._kind(group, code)
        return self._kinds[key][kind] / _KINDS[kind][1]

    def _count_kinds(self, party: str, placed: bool) -> dict[str, float]:
        found = dict.fromkeys(_KINDS, 0)
        in_all = 0
        for group, codes in self.counts.items():
            if group[0] != party or bool(group[1]) != placed:
                continue
            own = self._own(group)
            in_all += self._sizes[group]
            for code, count in codes.items():
                if code not in own:
                    found[self._kind(group, code)] += count
        return {
            kind: (found[kind] + share * _BEFOREHAND) / (in_all + _BEFOREHAND)
            for kind, (share, _) in _KINDS.items()
        }

    def _kind(self, group: Group, code: str) -> str:
        if code in self._home:
            return "home"
        own = self._own(group)
        if any(code[:4] == one[:4] for one in own):
            return "prefecture"
        return "province" if any(code[:2] == one[:2] for one in own) else "far"
