"""Whether a list's townships are those of the county: their names, and the codes under which rows stand."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from minzheng_core.findings import Finding, Severity
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.township_names import stem
from minzheng_core.reference.townships import TODAY, townships
from minzheng_core.registries.place_names.kinds import PlaceKind, kind_by_ending
from minzheng_core.registries.place_names.naming.specifics import tidy
from minzheng_core.registries.place_names.spelling import Kind, spell
from minzheng_core.registries.place_names.spelling.divisions import whole_division
from minzheng_core.registries.place_names.spelling.plain import plain_spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.place_names.lists.edition import Edition, ListRow

_DIGITS = 9
_BETWEEN = re.compile(r"[、，,;；/\\]")


@lru_cache(maxsize=4096)
def town_sound(name: str) -> str:
    """How the name of a township sounds without its kind and tones: one for 古龙冈镇 and 古龙岗乡.

    >>> town_sound("古龙冈镇") == town_sound("古龙岗乡")
    True
    """
    return plain_spelling(spell(stem(name), kind=Kind.SETTLEMENT).text) or name


class KnownTowns:
    """The townships of a county, of all times and of a list itself: *own*, names by code."""

    def __init__(self, county: str, own: Mapping[str, str], overlay: Overlay | None = None) -> None:
        self._towns = townships(overlay)
        self.names: dict[str, set[str]] = {}
        for town in self._towns.of_county(county):
            self.names.setdefault(town.code, set()).add(town.name)
        self.listed = bool(self.names)
        self.counties = {*self._towns.codes_of(county), county}
        self.own = own
        self._at: dict[str, frozenset[str]] = {}
        national = {name for names in self.names.values() for name in names}
        self.stems = {stem(name) for name in (*national, *self.own.values())}
        self.written = {town_sound(name): name for name in sorted(national)}
        self.above = {
            form
            for code in self.counties
            for record in divisions().records(code)
            for form in (record.name, record.full_name)
        }

    def at(self, code: str) -> frozenset[str]:
        """The names that the township of a code has or had, and those of what became of it."""
        if (names := self._at.get(code)) is None:
            names = self._at[code] = self._named(code)
        return names

    def _named(self, code: str) -> frozenset[str]:
        after = {t.name for t in self._towns.carry(code, TODAY)} if code in self.names else ()
        own = {self.own[code]} if code in self.own else set()
        return frozenset(self.names.get(code, ())).union(after, own)

    def elsewhere(self, code: str, written: str) -> str:
        """The names of the township of *code* where *written* is another of the county, else empty."""
        names = self.at(code)
        told = [tidy(part) for part in _BETWEEN.split(written)] if written else []
        if not names or not told or not all(stem(part) in self.stems for part in told):
            return ""
        sounds = {town_sound(name) for name in names}
        return "" if any(town_sound(t) in sounds for t in told) else "、".join(sorted(names))


def town_findings(edition: Edition, *, county: str) -> Iterator[tuple[ListRow, Finding]]:
    """Townships written otherwise than in the national list, unknown ones, and codes of others.

    Said of each name of a township once, of codes on every row. Nothing is said of a county of which
    no list of townships is known. Standards: GB/T 10114; the list is that of the statistics, which a
    new township may not be in yet.
    """
    own = {
        row.code: row.name
        for row in edition
        if len(row.code) == _DIGITS and kind_by_ending(row.name) is PlaceKind.TOWNSHIP
    }
    known = KnownTowns(county, own)
    if not known.listed:
        return
    said: set[str] = set()
    for row in edition:
        if len(row.code) == _DIGITS:
            yield from ((row, finding) for finding in _own_code(row, known))
        for part in map(tidy, _BETWEEN.split(row["parent_name"])):
            if not part or part in said:
                continue
            said.add(part)
            yield from ((row, finding) for finding in _unknown(part, known))
        yield from ((row, finding) for finding in _code_above(row, known))


def _own_code(row: ListRow, known: KnownTowns) -> list[Finding]:
    """A township under its own code."""
    if row.code[:6] not in known.counties or kind_by_ending(row.name) is not PlaceKind.TOWNSHIP:
        return []
    names = known.names.get(row.code)
    if not names:
        return [_finding("PL114", "standard_name", row.code, level=Severity.NOTICE)]
    if stem(row.name) in {stem(name) for name in names}:
        return []
    alike = sorted(name for name in names if town_sound(name) == town_sound(row.name))
    if alike:
        return [_finding("PL111", "standard_name", row.name, alike[-1])]
    return [_finding("PL113", "unit_code", row.code, "、".join(sorted(names)))]


def _unknown(name: str, known: KnownTowns) -> list[Finding]:
    """A township that a row names and the county has not."""
    if name in known.above or stem(name) in known.stems or whole_division(name):
        return []
    if any(name.endswith(own) for own in known.stems | known.above if len(own) > 1):
        return []
    bare = next((name.removeprefix(a) for a in known.above if name.startswith(a)), name)
    if stem(bare) in known.stems:
        return []
    if (written := known.written.get(town_sound(bare))) is not None:
        return [_finding("PL111", "parent_name", name, written)]
    return [_finding("PL112", "parent_name", name)]


def _code_above(row: ListRow, known: KnownTowns) -> list[Finding]:
    """The township that a code begins with, against the one that the row names."""
    if len(row.code) <= _DIGITS or not row.code.isdecimal():
        return []
    code, name = row.code[:_DIGITS], tidy(row["parent_name"])
    if code[:6] not in known.counties:
        return []
    if not known.at(code):
        return [_finding("PL114", "unit_code", code)]
    expected = known.elsewhere(code, name)
    told = f"{code}（所属乡镇写的是{name[:20]}）"
    return [_finding("PL113", "unit_code", told, expected)] if expected else []


def _finding(
    code: str, field: str, actual: str, expected: str | None = None, level: Severity | None = None
) -> Finding:
    return Finding(code, field=field, actual=actual[:40], expected=expected, level=level)
