"""Townships of a county that were given to another one: the text may name the county of before (金牛区盐市口街道)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from minzheng_core.reference.divisions import divisions
from minzheng_core.values.domicile.answer import BY_TOWNSHIP, CONTRADICTORY, EARLIER, LEVELS
from minzheng_core.values.domicile.towns import EVERYWHERE
from minzheng_core.values.domicile.typos import ZONES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.reference.divisions import DivisionRecord
    from minzheng_core.values.domicile.answer import Answer
    from minzheng_core.values.domicile.head import Head
    from minzheng_core.values.domicile.index import DomicileIndex
    from minzheng_core.values.domicile.resolver import Resolver

_ZONE_WITHIN = 6
"""So many letters of what follows are looked at for a word that tells a zone."""


class Parts:
    """Who has a part of the area of which county in a year; what was asked once is known."""

    def __init__(self, index: DomicileIndex) -> None:
        self._index = index
        self._known: dict[tuple[int, int], tuple[int, ...]] = {}

    @cached_property
    def parted(self) -> frozenset[int]:
        """The counties of which anything but the whole ever went to another one, or from what they became."""
        index = self._index
        found = {unit for unit, record in enumerate(index.records) if _gave_part(record)}
        before = 0
        while len(found) > before:
            before = len(found)
            found |= {unit for unit, heirs in index.heirs.items() if not found.isdisjoint(heirs)}
        return frozenset(found)

    def of(self, units: Iterable[int], year: int) -> tuple[int, ...]:
        """The counties of *year* that hold a part of any of *units*, these themselves among them."""
        return tuple(dict.fromkeys(part for unit in units for part in self._of(unit, year)))

    def _of(self, unit: int, year: int) -> tuple[int, ...]:
        if unit not in self.parted:
            return ()
        key = (unit, year)
        if key not in self._known:
            index, record = self._index, self._index.records[unit]
            codes = divisions(index.overlay).current(record.code, record.start, year, parts=True)
            held = (index.at(code, year) for code in codes)
            self._known[key] = tuple(u for u in held if u is not None)
        return self._known[key]


def _gave_part(record: DivisionRecord) -> bool:
    """Whether a county gave away a part, or was divided when it ended."""
    whole = ((record.successors[0][0], record.end),) if record.successors else ()
    return record.level == "county" and record.successors != whole


def given_away(
    found: Resolver, text: str, head: Head, end: int, *, answer: Answer, year: int
) -> tuple[Answer, str] | None:
    """The county that a part of what *head* means went to, and its township at *end*, if just one has it.

    Only of counties; no township or zone that there is everywhere tells it.
    """
    if answer.level != LEVELS["county"] or answer.faults & CONTRADICTORY:
        return None
    if text.startswith(EVERYWHERE, end) or ZONES.search(text, end, end + _ZONE_WITHIN):
        return None
    parts = found.parts.of(head.units, year)
    towns = {
        u: town for u in parts if u != answer.unit and (town := found.index.town(u, text, end))
    }
    if len(towns) != 1:
        return None
    ((unit, town),) = towns.items()
    return found.settled(unit, answer.faults | BY_TOWNSHIP | EARLIER), town
