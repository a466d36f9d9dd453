"""What is wrong with the rows of a list, one by one: items, codes, townships, spelling."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from minzheng_core.findings import Finding, Severity
from minzheng_core.registries.place_names.archive import FIELDS, PATHS
from minzheng_core.registries.place_names.book import REGISTRY
from minzheng_core.registries.place_names.facts import facts_of
from minzheng_core.registries.place_names.lists.code_findings import code_findings
from minzheng_core.registries.place_names.lists.town_names import town_findings
from minzheng_core.registries.place_names.naming.characters import character_findings
from minzheng_core.registries.place_names.rules import book
from minzheng_core.registries.place_names.spelling import check_spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.registries.place_names.lists.edition import Edition, ListRow
    from minzheng_core.rules import RuleBook

_ABSENT = frozenset({"PN101", "PN102", "PN103", "PN104", "PN105", "PN135", "PN136"})
"""What a list may leave out though a record may not."""
_ELSEWHERE = frozenset({"unit_code", "spelling", "standard_name"})
"""Fields that are judged with the whole list."""
_ITEMS = tuple(
    (spec.name, PATHS.get(spec.name, spec.name)) for spec in FIELDS if spec.name != "parent_name"
)
_OWN = tuple(name for name, _ in _ITEMS if name not in _ELSEWHERE)
"""The items that are judged by themselves: all but those that are judged with the whole list."""


@lru_cache(maxsize=4)
def _rules(county: str) -> RuleBook:
    """The rules that hold in a county."""
    return book().at(county)


class ItemFindings:
    """The findings on the items of rows of one list; rows with the same items have the same.

    Name, spelling and own code, which are judged with the whole list, make no difference to them.
    """

    def __init__(self, county: str) -> None:
        self._county = county
        self._known: dict[tuple[str, ...], list[Finding]] = {}

    def of(self, row: ListRow) -> list[Finding]:
        """As :func:`item_findings`."""
        items = tuple(row[name] for name in _OWN)
        if (found := self._known.get(items)) is None:
            found = self._known[items] = item_findings(row, county=self._county)
        return found


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
        for f in (*findings, *_rules(county).judge(facts))
        if f.code not in _ABSENT and f.field not in _ELSEWHERE
    ]


def without_name(row: ListRow) -> Finding:
    """That a row has no name, and what it has to be known by."""
    held = row.code or row.place or next(filter(None, row.cells.values()), "")[:20]
    return Finding("PL108", field="standard_name", actual=held)


def wrong_rows(edition: Edition, *, county: str) -> Iterator[tuple[ListRow, Finding]]:
    """What cannot be right in the rows of a list, taken by themselves, in their order.

    Rows without a name, or with signs in it; codes that are none, another county's, another unit's or of another
    township than the row says; items that no record may have; spellings that break the rules.

    >>> from minzheng_core.registries.place_names.lists import Edition, ListRow
    >>> cells = {"standard_name": "和顺村", "unit_code": "36073210720", "parent_name": "城岗镇"}
    >>> edition = Edition(label="例", rows=(ListRow(line=2, cells=cells),))
    >>> [(row.where, found.code) for row, found in wrong_rows(edition, county="360732")]
    [('2', 'PL102')]
    """
    found = [(row, without_name(row)) for row in edition.nameless]
    for row in edition:
        items = [f for f in item_findings(row, county=county) if f.severity is Severity.ERROR]
        signs = [
            f for f in character_findings(row.name, new=False) if f.severity is not Severity.NOTICE
        ]
        found += [(row, finding) for finding in (*signs, *items, *_misspelt(row, county))]
    of_list = chain(code_findings(edition, county), town_findings(edition, county=county))
    found += [(row, f) for row, f in of_list if f.severity is not Severity.NOTICE]
    yield from sorted(found, key=lambda one: (one[0].sheet, one[0].line))


def _misspelt(row: ListRow, county: str) -> list[Finding]:
    """The errors in the spelling that a row gives."""
    if not row["spelling"]:
        return []
    judged = check_spelling(row.name, row["spelling"], kind=row.judged_as, division=county)
    return [f for f in judged.findings if f.severity is Severity.ERROR]
