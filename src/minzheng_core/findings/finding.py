"""One verdict: a code, the field and part it concerns, what was expected and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.findings.catalogue_entry import Entry, catalogue

if TYPE_CHECKING:
    from minzheng_core.findings.severity import Severity


@frozen
class Finding:
    """One verdict on one value (问题).

    ``expected`` and ``actual`` name only the part that is wrong (one check digit, one date), never
    a whole identity number or name, so that a finding can be printed and logged.

    >>> Finding("ID104", part="check", expected="2", actual="3").severity.value
    'error'
    >>> print(Finding("ID104", part="check", expected="2", actual="3"))
    [ID104] 校验码应为 2，实为 3
    """

    code: str
    field: str | None = None
    part: str | None = None
    expected: str | None = None
    actual: str | None = None
    level: Severity | None = None
    """Set where the evidence of this case is weaker or stronger than the code's default."""

    @property
    def entry(self) -> Entry:
        """What the catalogue says of this code."""
        return catalogue()[self.code]

    @property
    def severity(self) -> Severity:
        """The strength of the evidence."""
        return self.level or self.entry.severity

    def sentence(self, lang: str = "zh") -> str:
        """The verdict as a sentence, in Chinese (``zh``) or English (``en``)."""
        return self.entry.sentence(
            lang, field=self.field, part=self.part, expected=self.expected, actual=self.actual
        )

    def __str__(self) -> str:
        return f"[{self.code}] {self.sentence()}"
