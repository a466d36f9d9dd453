"""Whether the codes of a list's rows are those of the county, of one unit each and of its class."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.findings import Finding
from minzheng_core.reference.county_codes import lineage, renewed_code
from minzheng_core.registries.place_names.code_classes import is_virtual, other_class
from minzheng_core.registries.place_names.kinds import (
    SEATS,
    PlaceKind,
    digits_wanted,
    kind_by_ending,
)
from minzheng_core.registries.place_names.links import COUNTERPART
from minzheng_core.registries.place_names.naming.specifics import specific_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.registries.place_names.lists.edition import Edition, ListRow

NOTE = re.compile(r"(?<=.)\([^()]*\)$")
"""A note in brackets after a name; that it is there is said as a sign in the name."""
_PLACE_CODE = re.compile("[0-9]{20}")
_DIGITS = frozenset({6, 9, 12})
_RESIDENTS, _VILLAGERS = range(1, 200), range(200, 400)
_SPECIAL = range(400, 600)
"""Numbers of units like villages and communities: of parks, farms, works; 498 and 598 are virtual."""
_OF_RESIDENTS = frozenset({PlaceKind.COMMUNITY, PlaceKind.COMMUNITY_COMMITTEE})
_OF_VILLAGERS = frozenset({PlaceKind.VILLAGE, PlaceKind.VILLAGE_COMMITTEE})


def code_findings(edition: Edition, county: str) -> Iterator[tuple[ListRow, Finding]]:
    """Codes of the wrong length, of another county, given twice, of the wrong class."""
    seen: defaultdict[str, list[ListRow]] = defaultdict(list)
    own = tuple(lineage(county) | {county})
    here = (county, renewed_code(county))
    for row in edition:
        code = row.code
        id_code = row["place_code"].strip()
        if not code and _PLACE_CODE.fullmatch(id_code) and not id_code.startswith(own):
            yield row, evolve(_finding("PL101", id_code, county), field="place_code")
        if not code:
            continue
        if not code.isdecimal() or len(code) not in _DIGITS:
            yield row, _finding("PL102", code[:20])
            # What a spreadsheet made of several codes is alike (3.60732E+11): that says nothing of them.
            continue
        seen[code].append(row)
        if is_virtual(row.name):
            yield row, _finding("PL117", row.name[:20])
        elif wanted := digits_wanted(sort_of(row), code):
            yield row, _finding("PN119", code, str(wanted))
        if not code.startswith(here):
            yield row, _finding("PL101", code, county)
        elif other_class(code, row.name) or (len(code) == max(_DIGITS) and _wrong_class(row)):
            yield row, _finding("PL104", code[-3:], row.kind.label if row.kind else "")
    for code, rows in seen.items():
        for place, row in enumerate(rows):
            other = next((r for r in islice(rows, place) if not one_village(r, row)), None)
            if other is not None:
                yield row, _finding("PL103", code, str(other["standard_name"])[:30])


def sort_of(row: ListRow) -> PlaceKind | None:
    """What a row names: of a village the area or the committee by its ending, which says it best."""
    kind, ending = row.kind, kind_by_ending(NOTE.sub("", row.name))
    if kind in SEATS and ending in SEATS and kind and ending and of_one_sort(ending, kind):
        return ending
    return kind


def one_village(first: ListRow, other: ListRow) -> bool:
    """Whether two rows are the area and the committee of one village, which share its code."""
    kinds = ((sort_of(first), sort_of(other)), (first.kind, other.kind))
    one, two = next(((a, b) for a, b in kinds if a and b and COUNTERPART.get(a) is b), (None, None))
    return one is not None and specific_of(first.name, one) == specific_of(other.name, two)


def _wrong_class(row: ListRow) -> bool:
    """Whether the number is of the other committees, or of none that villages are given."""
    number = int(row.code[-3:])
    if row.kind in _OF_VILLAGERS:
        return number not in _VILLAGERS and number not in _SPECIAL
    return row.kind in _OF_RESIDENTS and number not in _RESIDENTS and number not in _SPECIAL


def of_one_sort(first: PlaceKind, second: PlaceKind) -> bool:
    """Whether both are of villagers, or both of residents."""
    return (first in _OF_VILLAGERS) == (second in _OF_VILLAGERS)


def _finding(code: str, actual: str, expected: str | None = None) -> Finding:
    return Finding(code, field="unit_code", expected=expected, actual=actual)
