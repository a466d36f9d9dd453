"""How far a case has come: told by its dates, so that old ledgers and new cases say it alike."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Stage(StrEnum):
    """What was done last with a case.

    >>> [own.label for own in Stage]
    ['已报死亡', '已接运', '存放中', '已火化', '已安放']
    """

    REPORTED = "reported"
    FETCHED = "fetched"
    STORED = "stored"
    CREMATED = "cremated"
    PLACED = "placed"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _LABELS[self]


_LABELS = {
    Stage.REPORTED: "已报死亡",
    Stage.FETCHED: "已接运",
    Stage.STORED: "存放中",
    Stage.CREMATED: "已火化",
    Stage.PLACED: "已安放",
}
_SIGNS = (
    (Stage.PLACED, "placement.date"),
    (Stage.CREMATED, "cremation.date"),
    (Stage.STORED, "storage.from_date"),
    (Stage.FETCHED, "transport.date"),
)


def stage(values: Mapping[str, Any]) -> Stage:
    """How far a case has come, by its values as a book gives them (``Entry.values``).

    >>> stage({"death.date": "2026-08-01", "cremation.date": "2026-08-04"}).label
    '已火化'
    """
    return next((found for found, path in _SIGNS if values.get(path)), Stage.REPORTED)
