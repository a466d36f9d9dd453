"""The verdict on an address: its unit, its faults as bits, and the one reason to show."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

FAULTS = (
    "DV201",
    "DV202",
    "DV203",
    "DV204",
    "DV205",
    "DV206",
    "DV207",
    "DV208",
    "DV209",
    "DV210",
    "DV211",
    "DV212",
    "DV213",
    "DV214",
    "DV215",
    "DV216",
)
(
    UNKNOWN,
    AMBIGUOUS,
    MISSPELT,
    EARLIER,
    LATER,
    DIVIDED,
    ABOVE_COUNTY,
    ASSUMED,
    CONTRADICTORY,
    ABROAD,
    BY_TOWNSHIP,
    YEAR_OF_CHANGE,
    REFERRING,
    BEYOND,
    INSTITUTION,
    PART,
) = (1 << bit for bit in range(len(FAULTS)))

LEVELS = {"province": 1, "prefecture": 2, "county": 3}
"""The level of an answer by that of its division in the reference."""
NOT_LOWEST = ABOVE_COUNTY | AMBIGUOUS | DIVIDED
"""With these faults a city has counties, or may be another."""


def codes_of(faults: int) -> list[str]:
    """The codes that a mask of faults stands for.

    >>> codes_of(MISSPELT | DIVIDED)
    ['DV203', 'DV206']
    """
    return [code for bit, code in enumerate(FAULTS) if faults >> bit & 1]


class Reason(StrEnum):
    """How the division was found, or why it was not (判定依据)."""

    FULL_NAME = "full-name"
    """全称 — the full names of the day."""
    SHORT_NAME = "short-name"
    """简称或旧写 — names of the day, some left out, shortened or in characters given up by 1964 (雩都)."""
    EARLIER_NAME = "earlier-name"
    """旧名 — a name no longer used on that day."""
    LATER_NAME = "later-name"
    """后名 — a name not yet used on that day."""
    DIVIDED = "divided"
    """拆分 — one of several divisions that the area went to, or what they have in common."""
    TOWNSHIP = "township"
    """乡镇 — the only county there with a township of that name."""
    ASSUMED_COUNTY = "assumed-county"
    """本县 — by the county of the archive."""
    MISSPELT = "misspelt"
    """错字 — one character away from one division's name."""
    AMBIGUOUS = "ambiguous"
    """同名 — several divisions bear the name; what they have in common, if anything."""
    CONTRADICTORY = "contradictory"
    """矛盾 — the parts name different places."""
    ABROAD = "abroad"
    """境外 — a foreign country."""
    BEYOND_MAINLAND = "beyond-mainland"
    """港澳台 — Hong Kong, Macao or Taiwan."""
    INSTITUTION = "institution"
    """单位 — troops, a farm or the like, whose address says no division."""
    REFERRING = "referring"
    """指代 — the text only refers to another cell (同上, 同男方)."""
    UNKNOWN = "unknown"
    """不识 — nothing recognised."""


# The reason to show when several apply: the first that does.
_REASONS = (
    (REFERRING, Reason.REFERRING),
    (INSTITUTION, Reason.INSTITUTION),
    (UNKNOWN, Reason.UNKNOWN),
    (BEYOND, Reason.BEYOND_MAINLAND),
    (ABROAD, Reason.ABROAD),
    (CONTRADICTORY, Reason.CONTRADICTORY),
    (MISSPELT, Reason.MISSPELT),
    (BY_TOWNSHIP, Reason.TOWNSHIP),
    (ASSUMED, Reason.ASSUMED_COUNTY),
    (AMBIGUOUS, Reason.AMBIGUOUS),
    (DIVIDED, Reason.DIVIDED),
    (EARLIER, Reason.EARLIER_NAME),
    (LATER, Reason.LATER_NAME),
)


@frozen(eq=False)
class Answer:
    """The verdict on a head in one year; ``faults`` has bit *i* for ``FAULTS[i]``."""

    unit: int | None
    faults: int
    choices: tuple[int, ...]
    how: Reason
    division: str | None = None
    level: int = 0
    name: str = ""

    @property
    def lowest(self) -> bool:
        """Whether no code lies below it: a county, or a city without counties in that year."""
        if self.choices:
            return False
        return self.level == 3 or (self.level == 2 and not self.faults & NOT_LOWEST)


def reason_for(faults: int, *, full: bool = False) -> Reason:
    """The reason to show for a mask of *faults*; without any, whether the names are complete."""
    plain = Reason.FULL_NAME if full else Reason.SHORT_NAME
    return next((reason for bit, reason in _REASONS if faults & bit), plain)
