"""The area and the committee of one village, linked and counted once (村的区域与组织).

The national database holds a village twice: as an area (21610, 21620) and as an organisation
(27610, 27620), with the same coordinates. Counting both gives coverages above 100 percent.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.findings import Finding
from minzheng_core.registries.place_names.book import LIVING
from minzheng_core.registries.place_names.kinds import PlaceKind, kind_of
from minzheng_core.registries.place_names.naming.specifics import specific_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minzheng_core.ledger import Entry

COUNTERPART = {
    PlaceKind.VILLAGE: PlaceKind.VILLAGE_COMMITTEE,
    PlaceKind.COMMUNITY: PlaceKind.COMMUNITY_COMMITTEE,
    PlaceKind.VILLAGE_COMMITTEE: PlaceKind.VILLAGE,
    PlaceKind.COMMUNITY_COMMITTEE: PlaceKind.COMMUNITY,
}
AREAS = (PlaceKind.VILLAGE, PlaceKind.COMMUNITY)


@frozen(kw_only=True)
class Village:
    """One village: its area and its committee, either of which may not be in the book."""

    area: Entry | None
    committee: Entry | None
    linked: bool
    """Whether the records themselves point at each other."""

    @property
    def name(self) -> str:
        """The name of the area, else of the committee."""
        entry = self.area or self.committee
        return str(entry.values.get("standard_name", "")) if entry else ""


def villages(entries: Iterable[Entry]) -> tuple[list[Village], list[tuple[Entry, Finding]]]:
    """Every village of a book once, and what is wrong with the links.

    Records that point at each other belong together; so do an area and a committee of one specific
    in one township, where each is the only one (PB121 proposes the link). A link to nothing (PB122),
    to another kind (PB123) or not given back (PB124) is a finding, and is not followed.
    """
    places = {e.key: e for e in entries if e.state in LIVING and kind_of(e.record) in COUNTERPART}
    findings: list[tuple[Entry, Finding]] = []
    pairs: dict[str, str] = {}
    for key, entry in places.items():
        wanted = entry.values.get("counterpart")
        if not wanted:
            continue
        other = places.get(wanted)
        if other is None:
            findings.append((entry, Finding("PB122", field="counterpart", actual=wanted)))
        elif kind_of(other.record) is not COUNTERPART[_kind(entry)]:
            findings.append((entry, Finding("PB123", field="counterpart", actual=wanted)))
        elif other.values.get("counterpart") not in {None, key}:
            findings.append((entry, Finding("PB124", field="counterpart", actual=wanted)))
        else:
            pairs[key], pairs[wanted] = wanted, key
    alike: dict[tuple[str, str, bool], list[Entry]] = defaultdict(list)
    for key, entry in places.items():
        if key not in pairs:
            alike[(*_place(entry), _kind(entry) in AREAS)].append(entry)
    likely = {
        areas[0].key: committees[0].key
        for (division, specific, is_area), areas in alike.items()
        if is_area and len(areas) == 1 and division
        for committees in [alike.get((division, specific, False), [])]
        if len(committees) == 1 and _kind(committees[0]) is COUNTERPART[_kind(areas[0])]
    }
    findings += [
        (places[area], Finding("PB121", field="counterpart", expected=committee))
        for area, committee in likely.items()
    ]
    return _once(places, pairs, likely), findings


def _once(places: dict[str, Entry], pairs: dict[str, str], likely: dict[str, str]) -> list[Village]:
    both = likely | {committee: area for area, committee in likely.items()}
    found = []
    seen: set[str] = set()
    for key, entry in places.items():
        if key in seen:
            continue
        other = pairs.get(key) or both.get(key)
        seen |= {key, other or key}
        own = [entry, *([places[other]] if other else [])]
        area = next((e for e in own if _kind(e) in AREAS), None)
        committee = next((e for e in own if _kind(e) not in AREAS), None)
        found.append(Village(area=area, committee=committee, linked=key in pairs))
    return found


def _kind(entry: Entry) -> PlaceKind:
    kind = kind_of(entry.record)
    assert kind is not None  # noqa: S101 - only records of a known kind come here
    return kind


def _place(entry: Entry) -> tuple[str, str]:
    division = str(entry.values.get("division") or "")[:9]
    return division if len(division) == 9 else "", specific_of(
        entry.values.get("standard_name"), _kind(entry)
    )


def count_once(entries: Iterable[Entry], found: Sequence[Village]) -> int:
    """How many living places there are, each of the villages *found* among them counted once."""
    kinds = (kind_of(e.record) for e in entries if e.state in LIVING)
    return len(found) + sum(1 for kind in kinds if kind not in COUNTERPART)
