"""What the county of a domicile says about region codes: its codes over time."""

from __future__ import annotations

from functools import lru_cache

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.region_grade import RegionGrade, region_grade

LINEAGE_YEAR = 2024
"""A code is looked up in the last list; a code that ended before is found where it stood last."""


@lru_cache(maxsize=20_000)
def lineage(code: str | None, year: int = LINEAGE_YEAR) -> frozenset[str]:
    """All codes that the county of *code* has had; empty where the code is not a county's.

    >>> sorted(lineage("360732"))
    ['360732', '362133']
    """
    if not code or code.endswith("00"):
        return frozenset()
    return frozenset(divisions().lineage(code, year))


@lru_cache(maxsize=100_000)
def listed(code: str) -> bool:
    """Whether a region code has ever stood in a list or on a card.

    >>> listed("362133"), listed("369999")
    (True, False)
    """
    return region_grade(code, None) is not RegionGrade.UNLISTED
