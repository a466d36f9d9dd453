"""What the county of a domicile says about region codes: its codes over time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from minzheng_core.errors import CallError
from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.reference.region_grade import RegionGrade, region_grade

if TYPE_CHECKING:
    from collections.abc import Callable

LAST_OF_15 = 1999
"""The last year in which numbers of 15 digits were assigned (国务院: 18 digits from 1999-10-01)."""


def require_county(code: str) -> None:
    """Raise :class:`CallError` (IN203) where *code* has never been that of a county.

    A city without counties (东莞市) stands for one.

    >>> require_county("362133")
    >>> require_county("441900")
    """
    if not divisions().registers(code):
        raise CallError("IN203", county=code)


@lru_cache(maxsize=20_000)
def lineage(code: str | None, year: int = LAST_LIST) -> frozenset[str]:
    """All codes under which people of the county of *code* can have been numbered.

    Those it has had itself and those of the places it came from or went to; empty where the code is
    not that of a county or of a city without counties. A code that ended before *year* is found where
    it stood last.

    >>> sorted(lineage("360732"))
    ['360732', '362133']
    >>> sorted(lineage("500102"))
    ['500102', '511402', '511403', '512301']
    >>> sorted(lineage("441900"))
    ['441900', '441901', '442502', '442527']
    """
    if not code or not divisions().registers(code):
        return frozenset()
    kindred = {*divisions().kindred(code, year)}
    # Numbers under a city without counties often have the code of its urban area.
    kindred |= {c[:4] + "01" for c in kindred if c.endswith("00")}
    # Codes that ended before the first numbers stand in none.
    never = RegionGrade.BEFORE_ASSIGNMENT
    return frozenset(c for c in kindred if c == code or region_grade(c, None) is not never)


@lru_cache(maxsize=100_000)
def listed(code: str) -> bool:
    """Whether a region code has ever stood in a list or on a card.

    >>> listed("362133"), listed("369999")
    (True, False)
    """
    return region_grade(code, None) is not RegionGrade.UNLISTED


@lru_cache(maxsize=100_000)
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
