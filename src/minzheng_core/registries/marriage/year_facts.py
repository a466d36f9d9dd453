"""The year of a registration by all else in its record, where that contradicts the one written.

One wrong digit in the year makes the certificate, both ages and the births look wrong: five doubts
about one slip. Where the rest agrees on another year, the date is what a person should be asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.registries.marriage.facts import SEXES
from minzheng_core.values.age import age_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Any

YOUNGEST = 14
"""Nobody younger can have registered; below it the date is wrong, not the age."""
OLDEST = 100
LESS, MORE = 2, 1
"""So many years may a stated age lie above the full years (虚岁), and below them."""


@frozen
class Aged:
    """A person whose birth is known other than by an age: first and last day, and the stated age."""

    first: date
    last: date
    stated: int | None

    def fits(self, day: date, last_day: date) -> bool:
        """Whether a registration from *day* to *last_day* is possible at that age."""
        oldest, youngest = age_on(self.first, last_day), age_on(self.last, day)
        if oldest < YOUNGEST or youngest > OLDEST:
            return False
        stated = self.stated
        return stated is None or (stated - oldest <= LESS and youngest - stated <= MORE)


def likely_year(
    day: date | None, last_day: date | None, told: int | None, people: Sequence[Aged]
) -> int | None:
    """The year that everybody's age fits, as it does not fit that of *day*; *told* is the certificate's.

    Without a year on the certificate it takes two stated ages that only one slip in the year explains.

    >>> from datetime import date
    >>> day, he = date(1898, 5, 20), Aged(date(1962, 8, 15), date(1962, 8, 15), 26)
    >>> likely_year(day, day, 1988, [he]), likely_year(day, day, None, [he])
    (1988, None)
    >>> she = Aged(date(1964, 3, 2), date(1964, 3, 2), 24)
    >>> day = date(1998, 5, 20)
    >>> likely_year(day, day, None, [he, she]), likely_year(day, day, 1998, [he, she])
    (1988, None)
    """
    if day is None or last_day is None or told in {day.year, last_day.year}:
        return None
    wrong = [person for person in people if not person.fits(day, last_day)]
    if told is not None:
        years = [told] if wrong else []
    else:
        sure = [person for person in wrong if person.stated is not None]
        years = _one_digit_from(day.year) if len(sure) > 1 else []
    found = [
        year
        for year in years
        if all(p.fits(_in_year(day, year), _in_year(last_day, year)) for p in people)
    ]
    return found[0] if len(found) == 1 else None


def year_of_record(facts: Mapping[str, Any]) -> int | None:
    """:func:`likely_year` from the facts of one record."""
    get = facts.get
    people = [person for party in SEXES if (person := _aged(facts, party))]
    day, last_day = get("registration_date.lo"), get("registration_date.hi")
    return likely_year(day, last_day, get("certificate_number.year"), people)


def _aged(facts: Mapping[str, Any], party: str) -> Aged | None:
    """A party whose birth is told by a sound number or by a date of birth."""
    first, last = facts.get(f"{party}.birth_lo"), facts.get(f"{party}.birth_hi")
    told = facts.get(f"{party}.trusted") or facts.get(f"{party}_birth_date.lo") is not None
    if not told or first is None or last is None:
        return None
    return Aged(first, last, facts.get(f"{party}_age.value"))


def _one_digit_from(year: int) -> list[int]:
    text = f"{year:04}"
    return [
        int(text[:place] + digit + text[place + 1 :])
        for place in range(len(text))
        for digit in "0123456789"
        if digit != text[place] and (place or digit != "0")
    ]


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the last of February stays the last."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=year)
