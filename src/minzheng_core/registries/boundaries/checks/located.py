"""A finding of a check with what it is on and where."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from minzheng_core.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from minzheng_core.findings import Finding


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
    of_all: int = 0
    """How many records say the same, where that is every one of the kind: then it is a finding on their table."""

    @property
    def severity(self) -> Severity:
        """The strength of the evidence."""
        return self.finding.severity

    def sentence(self, lang: str = "zh") -> str:
        """Subject and verdict, with what else it concerns."""
        more = "、".join(self.others)
        said = self.verdict(lang)
        told = f"（涉及：{more}）" if lang == "zh" else f" (concerns: {more})"
        return f"{said}{told if more else ''}"

    def verdict(self, lang: str = "zh") -> str:
        """The verdict alone, with the number of records where all of them share it."""
        said = self.finding.sentence(lang)
        if not self.of_all:
            return said
        zh, en = _COUNTED[self.kind]
        return (
            f"全部 {self.of_all} {zh}：{said}"
            if lang == "zh"
            else f"All {self.of_all} {en}: {said}"
        )


_COUNTED = {
    "line": ("条界线", "lines"),
    "marker": ("座界桩", "markers"),
    "point": ("个边界点", "points"),
}
LEAST_OF_ALL = 3
"""Of fewer records nobody says all."""


def said_once(told: Sequence[Located], sizes: Mapping[str, int]) -> Iterator[Located]:
    """*told* with what every record of a kind shares said once, at the first of them.

    Columns that a table does not have, its coordinate system, the way it writes coordinates are matters of the
    table; said of each record they bury what is wrong with one. *sizes* are the records of each kind.
    """
    rows: dict[tuple[str, Finding], set[int]] = defaultdict(set)
    for item in told:
        if item.row is not None and not item.others and item.shape is None:
            rows[item.kind, item.finding].add(item.row)
    of_all = {key for key, own in rows.items() if len(own) == sizes.get(key[0], 0) >= LEAST_OF_ALL}
    said: set[tuple[str, Finding]] = set()
    for item in told:
        key = (item.kind, item.finding)
        if key not in of_all or item.others or item.shape is not None:
            yield item
        elif key not in said:
            said.add(key)
            finding = item.finding
            if finding.code in NOT_KEPT and finding.actual == "0":
                finding = evolve(finding, level=Severity.NOTICE)
            yield Located(finding=finding, kind=item.kind, of_all=sizes[item.kind])


NOT_KEPT = frozenset({"BL127"})
"""What a table without the columns does not speak of, and so does not make doubtful."""


KINDS = {"line": "界线", "marker": "界桩", "point": "边界点", "unit": "政区", "set": "全县"}
"""Chinese words for what a finding is on."""
