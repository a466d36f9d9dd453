"""Marriageable age (法定婚龄): which law applied on a day, and how far somebody was short of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.values.ids.arithmetic import Sex


@frozen(kw_only=True)
class AgeRule:
    """A minimum age in full years, in force from ``since`` to ``until`` inclusive (婚龄规定).

    ``place`` is the start of the division codes where it applies, empty for the whole country; a
    local rule applies to minorities alone unless ``minority_only`` is false.
    """

    basis: str
    since: date
    until: date | None = None
    man: int
    woman: int
    place: str = ""
    minority_only: bool = True

    def applies(self, on: date, place: str = "", *, minority: bool = False) -> bool:
        """Whether the rule holds on a day, at a place (division code), for that person."""
        in_force = self.since <= on and (self.until is None or on <= self.until)
        here = place.startswith(self.place)
        return in_force and here and (not self.place or minority or not self.minority_only)


NATIONAL: tuple[AgeRule, ...] = (
    AgeRule(
        basis="婚姻法（1950）第四条",
        since=date(1950, 5, 1),
        until=date(1980, 12, 31),
        man=20,
        woman=18,
    ),
    AgeRule(
        basis="婚姻法（1980）第五条，2001 年修正后为第六条",
        since=date(1981, 1, 1),
        until=date(2020, 12, 31),
        man=22,
        woman=20,
    ),
    AgeRule(basis="民法典第一千零四十七条", since=date(2021, 1, 1), man=22, woman=20),
)
"""The laws of the whole country. Before 1950-05-01 nothing is judged."""


USUAL_VARIATION = AgeRule(
    basis="婚姻法（1980）第三十六条（后为第五十条）及各自治地方的变通规定",
    since=date(1981, 1, 1),
    man=20,
    woman=18,
)
"""What the variations known to us (西藏、宁夏、新疆、内蒙古, prefectures, counties) have in common.

No rule by itself: each area has its own wording and days. It only tells which young couples of an
autonomous area need no question.
"""


def rule_on(
    on: date, *, place: str = "", minority: bool = False, local: Iterable[AgeRule] = ()
) -> AgeRule | None:
    """The rule for a registration on a day; ``None`` before 1950-05-01.

    *local* are the variations of autonomous areas (婚姻法（1980）第三十六条，后为第五十条); they are
    the county's own table, since the wording differs from place to place. The most local one wins.

    >>> rule_on(date(1980, 12, 31)).man, rule_on(date(1981, 1, 1)).man
    (20, 22)
    >>> rule_on(date(1949, 12, 1)) is None
    True
    """
    fitting = [r for r in (*NATIONAL, *local) if r.applies(on, place, minority=minority)]
    if not any(not r.place for r in fitting):
        return None
    return max(fitting, key=lambda r: len(r.place))


def turning_days(local: Iterable[AgeRule] = ()) -> list[date]:
    """The days from which another rule may hold, in order; between two of them nothing changes.

    >>> [day.year for day in turning_days()]
    [1950, 1981, 2021]
    """
    rules = (*NATIONAL, *local)
    ends = {rule.until + timedelta(1) for rule in rules if rule.until}
    return sorted({rule.since for rule in rules} | ends)


def birthday(birth: date, years: int) -> date:
    """The day on which somebody reaches an age; 29 February counts on the 28th of common years.

    A period of years that lacks the corresponding day ends on the last of the month (民法典 第二百零二条).

    >>> birthday(date(1964, 2, 29), 22)
    datetime.date(1986, 2, 28)
    """
    try:
        return birth.replace(year=birth.year + years)
    except ValueError:
        return date(birth.year + years, 2, 28)


def days_short(
    birth: date,
    on: date,
    sex: Sex,
    *,
    place: str = "",
    minority: bool = False,
    local: Iterable[AgeRule] = (),
) -> int | None:
    """By how many days somebody was below the marriageable age, 0 where of age (the birthday counts).

    ``None`` where no law is judged. A breach in an old file is a finding, not an error to correct:
    the ground of nullity has lapsed (民法典婚姻家庭编的解释（一）第十条).

    >>> days_short(date(1963, 10, 2), date(1985, 10, 1), "男")
    1
    >>> days_short(date(1962, 6, 1), date(1980, 6, 1), "女")
    0
    """
    rule = rule_on(on, place=place, minority=minority, local=local)
    if rule is None:
        return None
    return max(0, (birthday(birth, rule.man if sex == "男" else rule.woman) - on).days)
