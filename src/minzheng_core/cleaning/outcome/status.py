"""The status of a value: where it comes from and how far it can be relied on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container


class Status(StrEnum):
    """What stands in ``<field>_status`` beside a field of the clean records (状态)."""

    ORIGINAL = "original"
    """照录 — as written."""
    NORMALISED = "normalised"
    """规范 — lossless fixes only."""
    DERIVED = "derived"
    """推算 — computed from the same cell: 15 digits to 18, lunar to solar, a text to its code."""
    REPAIRED = "repaired"
    """改正 — independent evidence left one answer."""
    FILLED = "filled"
    """补全 — taken from another field."""
    CONFLICT = "conflict"
    """矛盾 — the evidence disagrees; withheld, or kept as written."""
    UNRESOLVED = "unresolved"
    """未解 — no value can be known."""
    MISSING = "missing"
    """空白 — the cell is empty."""
    DECIDED = "decided"
    """已定 — by a person."""


SURE = (Status.ORIGINAL, Status.NORMALISED, Status.DERIVED)
"""The cell itself says so."""
SETTLED = (Status.REPAIRED, Status.FILLED, Status.DERIVED, Status.DECIDED)
"""Evidence or a person has settled it: such a field raises no question; its findings stay in the list."""


def status_column(field: str) -> str:
    """The column with the status of *field*; that of a domicile stands beside its division.

    >>> status_column("husband_name"), status_column("wife_domicile")
    ('husband_name_status', 'wife_division_status')
    """
    if field.endswith("_domicile"):
        field = f"{field.removesuffix('domicile')}division"
    return f"{field}_status"


def is_status(name: str, columns: Container[str]) -> bool:
    """Whether a column holds the status of another one of *columns*; a marital status is none.

    >>> columns = ["wife_name", "wife_name_status", "wife_marital_status"]
    >>> [name for name in columns if is_status(name, columns)]
    ['wife_name_status']
    """
    return name.endswith("_status") and name.removesuffix("_status") in columns
