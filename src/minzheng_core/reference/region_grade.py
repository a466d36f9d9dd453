"""Whether a region code fits the time in which an identity number can have been assigned (地址码).

GB 11643-1999, 4.2.1: the code is that of the county of residence when the number was assigned.
Numbers were first assigned in 1984, to people of every age; a code is therefore judged by the
years ``[max(birth, 1984), record]``, never by the year of birth alone.
"""

from __future__ import annotations

from array import array
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.tables import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minzheng_core.reference.divisions import DivisionHistory
    from minzheng_core.reference.overlay import Overlay

FIRST_NUMBERS = 1984
"""The year of the first citizen numbers (居民身份证试行条例, 1984-04-06)."""
LAG = 2
"""Years for which offices went on using a code after its end."""
FIRST_ISSUE = 1990
"""By this year all grown-ups had been given numbers (居民身份证条例, 1985-09-06: everybody of 16 years)."""
OF_AGE = 16
"""At this age everybody has a number."""
LAST_OF_15 = 1999
"""The last year in which numbers of 15 digits were assigned (国务院: 18 digits from 1999-10-01)."""
OPEN_END = 9999
_HORIZON = 2100
SEEN = 1
"""In the window arrays: in no list, but of a form or in a table known from real cards."""
PERMITS = {"810000": 2018, "820000": 2018, "830000": 2018}
"""港澳台居民居住证: region parts of the residence permits, issued since 2018-09-01."""
SEEN_SUFFIXES = ("01", "02", "11", "19", "20")
"""Numbers under a city that carried all of its urban districts, or a county raised to a city."""


class RegionGrade(StrEnum):
    """How well a code fits (地址码与编号时间的关系), from good to bad."""

    CONSISTENT = "consistent"
    """In force at some time when the number can have been assigned."""
    LAG = "lag"
    """Ended at most two years before: offices changed over slowly."""
    BEFORE_ASSIGNMENT = "before_assignment"
    """Ended before the number can have been assigned."""
    FUTURE = "future"
    """Came into force after the record: the number was filled in later, or is wrong."""
    UNLISTED_SEEN = "unlisted_seen"
    """In no yearly list, but such codes are known from real cards."""
    UNLISTED = "unlisted"
    """In no list and never seen."""


def region_grade(
    code: str,
    birth: int | date | None,
    on: int | date | None = None,
    overlay: Overlay | None = None,
) -> RegionGrade:
    """Grade the six-digit region *code* of a number of someone born *birth*, recorded *on*.

    Years suffice; ``None`` means not known. A code counts for the whole years of its first list
    and of the change that ended it, since the lists do not tell days.

    >>> region_grade("362133", 1962, 1988).value
    'consistent'
    >>> region_grade("362133", date(2005, 1, 1)).value
    'before_assignment'

    Limits: a code used twice (132201) is taken as one span, with the years between; a code that
    ended before 1984 never was in a number.
    """
    firsts, lasts = _region_windows(overlay)
    index = int(code) if len(code) == 6 and code.isascii() and code.isdecimal() else 0
    first, last = firsts[index], lasts[index]
    if first <= SEEN:
        return RegionGrade.UNLISTED_SEEN if first else RegionGrade.UNLISTED
    if on is not None and _year(on) < first:
        return RegionGrade.FUTURE
    earliest = max(FIRST_NUMBERS, _year(birth) if birth is not None else 0)
    if earliest <= last:
        return RegionGrade.CONSISTENT
    if last >= FIRST_NUMBERS and earliest <= last + LAG:
        return RegionGrade.LAG
    return RegionGrade.BEFORE_ASSIGNMENT


def listed(code: str) -> bool:
    """Whether a region code has ever stood in a list or on a card.

    >>> listed("362133"), listed("369999")
    (True, False)
    """
    return region_grade(code, None) is not RegionGrade.UNLISTED


def listed_before_2000(code: str) -> bool:
    """Whether a region code can stand in a number of 15 digits: none was assigned after 1999-09.

    >>> listed_before_2000("362133"), listed_before_2000("360703")
    (True, False)
    """
    grade = region_grade(code, None, LAST_OF_15)
    return grade in {RegionGrade.CONSISTENT, RegionGrade.LAG, RegionGrade.UNLISTED_SEEN}


def listed_for(text: str) -> Callable[[str], bool]:
    """How the region codes of a number written as *text* are judged."""
    return listed_before_2000 if 14 <= len(text) <= 15 else listed


LATE = 0.05
"""How many were given their number later than that: overlooked, or a wrong number corrected."""
_NEVER = 1e-3
"""How often a code stands in a number that was not in force at any time when it can have been assigned."""


def assigned_share(code: str, born: int, last: int) -> float:
    """How likely the county had the region *code* when the number of somebody *born* then was assigned, up to *last*.

    Numbers were assigned from 1984 on: to grown-ups by 1990, to those born later by the age of 16, to a few
    at any later time. All years of that time count alike; of a code in no list nothing is known, and all fit.

    >>> [round(assigned_share("360732", born, 1999), 2) for born in (1962, 1982, 1997)]
    [0.01, 0.11, 0.67]
    >>> assigned_share("362133", 1962, 1999) > 0.95, assigned_share("360732", 1962, 1988)
    (True, 0.001)
    """
    firsts, lasts = _region_windows(None)
    index = int(code)
    first, end = firsts[index], lasts[index] + LAG
    if first <= SEEN:
        return 1.0
    begin = max(FIRST_NUMBERS, born)
    last = max(last, begin)
    usual = min(max(FIRST_ISSUE, born + OF_AGE), last)
    share = _covered(begin, usual, first, end)
    if usual < last:
        share = (1 - LATE) * share + LATE * _covered(usual + 1, last, first, end)
    return max(share, _NEVER)


def _covered(begin: int, last: int, first: int, end: int) -> float:
    """The share of the years from *begin* to *last* that lie between *first* and *end*."""
    return max(0, min(last, end) - max(begin, first) + 1) / (last - begin + 1)


def _year(day: int | date) -> int:
    return day.year if isinstance(day, date) else day


def region_windows(overlay: Overlay | None = None) -> tuple[array[int], array[int]]:
    """First and last year of every code, indexed by the code as an integer (0 … 999999).

    Two ``array('H')`` of a million entries, for column kernels (``numpy.frombuffer(a, "u2")``).
    ``first == 0``: in no list; ``first == SEEN``: in no list but seen on real cards. The last year
    is the one in which the code was changed, 9999 while it is in force.

    >>> firsts, lasts = region_windows()
    >>> firsts[362133], lasts[362133]
    (1981, 1998)
    """
    return _region_windows(overlay)


@lru_cache(maxsize=4)
def _region_windows(overlay: Overlay | None) -> tuple[array[int], array[int]]:
    firsts, lasts = array("H", bytes(2_000_000)), array("H", bytes(2_000_000))
    history = divisions(overlay)
    for code in _seen_codes(history):
        firsts[int(code)] = SEEN
    for code, start, end in _windows(history):
        index = int(code)
        # What ended before the first numbers stays only where nothing followed under the code.
        joins = firsts[index] > SEEN and lasts[index] >= FIRST_NUMBERS
        firsts[index] = min(firsts[index], start) if joins else start
        lasts[index] = max(lasts[index], end) if joins else end
    return firsts, lasts


def _windows(history: DivisionHistory) -> Iterator[tuple[str, int, int]]:
    """Code, first and last year of everything that can stand in a number, by code and time."""
    years_with_counties: dict[str, bytearray] = {}
    prefectures = []
    for record in history.all():
        if record.level == "county":
            end = record.end or OPEN_END
            yield record.code, record.start, end
            years = years_with_counties.setdefault(record.code[:4], bytearray(_HORIZON))
            last = min(end, _HORIZON)
            years[record.start : last] = bytes([1]) * (last - record.start)
        elif record.level == "prefecture":
            prefectures.append(record)
    for record in prefectures:
        # 东莞, 中山, 嘉峪关: a city without counties is itself the place of residence.
        covered = years_with_counties.get(record.code[:4], bytes(_HORIZON))
        own = [y for y in range(record.start, record.end or _HORIZON) if not covered[y]]
        if own:
            last = own[-1] + 1
            yield record.code, own[0], OPEN_END if last == _HORIZON else last
    for code, first in PERMITS.items():
        yield code, first, OPEN_END


def _seen_codes(history: DivisionHistory) -> Iterator[str]:
    for code, *_ in rows("seen_codes.csv"):
        yield code
    for record in history.all():
        is_city = record.level == "prefecture" and not "21" <= record.code[2:4] <= "50"
        if is_city and (record.end or OPEN_END) >= FIRST_NUMBERS:
            for suffix in SEEN_SUFFIXES:
                yield record.code[:4] + suffix
