"""A finding of a check with what it is on and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

if TYPE_CHECKING:
    from minzheng_core.findings import Finding, Severity


@frozen(kw_only=True)
class Located:
    """A finding with what it is on and where.

    ``kind`` is ``line``, ``marker``, ``point``, ``unit`` or ``set``; ``key`` its code or name, ``row``
    its place in the set. ``lon`` and ``lat`` are degrees, ``shape`` is a polygon or line of the fault
    itself in degrees; ``others`` are what else it concerns (the neighbour, the partner, the markers
    nearby that explain it).
    """

    finding: Finding
    kind: str
    key: str = ""
    row: int | None = None
    lon: float | None = None
    lat: float | None = None
    shape: Any = field(default=None, repr=False, eq=False)
    others: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """The strength of the evidence."""
        return self.finding.severity

    def sentence(self, lang: str = "zh") -> str:
        """Subject and verdict, with what else it concerns."""
        more = "、".join(self.others)
        said = self.finding.sentence(lang)
        told = f"（涉及：{more}）" if lang == "zh" else f" (concerns: {more})"
        return f"{said}{told if more else ''}"


KINDS = {"line": "界线", "marker": "界桩", "point": "边界点", "unit": "政区", "set": "全县"}
"""Chinese words for what a finding is on."""
