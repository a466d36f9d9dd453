"""How strong the evidence of a finding is."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How strong the evidence is (问题等级).

    >>> max(Severity, key=lambda level: level.rank).label
    '错误'
    """

    ERROR = "error"
    """不可能成立 — cannot be true as written."""
    SUSPECT = "suspect"
    """存疑 — contradicts what we know but may be true."""
    NOTICE = "notice"
    """提示 — worth a look."""

    @property
    def rank(self) -> int:
        """How much it weighs against the others: 2 error, 1 suspect, 0 notice."""
        return {"error": 2, "suspect": 1, "notice": 0}[self.value]

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"error": "错误", "suspect": "存疑", "notice": "提示"}[self.value]
