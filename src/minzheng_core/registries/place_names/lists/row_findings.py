"""The items of one row of a list judged as those of a record: place code, category, place, dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from minzheng_core.registries.place_names.archive import FIELDS, PATHS
from minzheng_core.registries.place_names.book import REGISTRY
from minzheng_core.registries.place_names.facts import facts_of
from minzheng_core.registries.place_names.rules import book

if TYPE_CHECKING:
    from minzheng_core.findings import Finding
    from minzheng_core.registries.place_names.lists.edition import ListRow

_ABSENT = frozenset({"PN101", "PN102", "PN103", "PN104", "PN105", "PN135", "PN136"})
"""What a list may leave out though a record may not."""
_ELSEWHERE = frozenset({"unit_code", "spelling", "standard_name"})
"""Fields that are judged with the whole list."""
_ITEMS = tuple(
    (spec.name, PATHS.get(spec.name, spec.name)) for spec in FIELDS if spec.name != "parent_name"
)


def item_findings(row: ListRow, *, county: str) -> list[Finding]:
    """What is wrong with the items that a row has; what it has not is no fault of a list.

    >>> from minzheng_core.registries.place_names.lists import ListRow
    >>> cells = {"standard_name": "和顺村", "place_code": "3607322172161000000", "longitude": "26.3",
    ...          "latitude": "115.3"}
    >>> [f.code for f in item_findings(ListRow(line=2, cells=cells), county="360732")]
    ['PN111', 'PN124', 'PN125']
    """
    record = REGISTRY.structured({path: row[name] for name, path in _ITEMS if row[name]})
    facts, findings = facts_of(record, date.today())
    return [
        f
        for f in (*findings, *book().at(county).judge(facts))
        if f.code not in _ABSENT and f.field not in _ELSEWHERE
    ]
