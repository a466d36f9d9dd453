"""The list of protected names (地名保护名录): who is in it, in which category, and what became of it.

《地名管理条例》(国务院令第 753 号, 2022) 第二十五条 has each county keep such a list; 第十条 says that names of
historical value are generally not changed. The categories differ by province, so that they are a
table: the national ones of 2012 are known here, a county gives its own.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.errors import InputError
from minzheng_core.findings import Finding
from minzheng_core.reference.county_file import text_of
from minzheng_core.reference.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.ledger import Entry
    from minzheng_core.registries.place_names.record import PlaceName

HEADINGS = ("类别", "适用地", "条件", "依据")
_OR = re.compile(r"(?P<one>[^()]+)\((?P<other>[^()]+)\)")
"""Two categories written as one: 千年古城(都)."""


@frozen
class ProtectionCategory:
    """One category of protected names: where it applies (a division code), its criterion and source."""

    category: str
    place: str
    criterion: str
    grade: str
    source: str


@cache
def national_categories() -> tuple[ProtectionCategory, ...]:
    """The categories used nationally since 2012.

    >>> [c.category for c in national_categories()][:2]
    ['千年古城（都）', '千年古县']
    """
    return tuple(ProtectionCategory(*row) for row in rows("protection_categories.csv"))


def load_categories(path: str | Path) -> tuple[ProtectionCategory, ...]:
    """A county's own categories out of a CSV with the headings 类别, 适用地, 条件, 依据.

    Raises:
        InputError: there is no such file (IN206), no permission (IN104), it cannot be read or has no column 类别 (PB131).

    """
    path = Path(path)
    try:
        text = text_of(path)
    except FileNotFoundError as error:
        raise InputError("IN206", file=path.name) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("PB131", file=path.name) from error
    table = csv.DictReader(text.splitlines())
    if HEADINGS[0] not in (table.fieldnames or ()):
        raise InputError("PB131", file=path.name)
    told = [[(line.get(name) or "").strip() for name in HEADINGS] for line in table]
    return tuple(
        ProtectionCategory(category, place, criterion, "county", source)
        for category, place, criterion, source in told
        if category
    )


@frozen(kw_only=True)
class ProtectedName:
    """One name of the list, with what is to be said of its entry."""

    key: str
    name: str
    category: str
    list_name: str
    listed_on: str
    measures: str
    state: str
    findings: tuple[Finding, ...]


def protection_list(
    entries: Iterable[Entry], categories: Iterable[ProtectionCategory] = ()
) -> list[ProtectedName]:
    """The protected names of a book, by category and name.

    Said of an entry: a category that no table has (PB132), no grounds (PB133), a name that is in
    the list and was abolished (PB134) or renamed since it was listed, without measures (PB135).
    """
    known = {form for c in (*national_categories(), *categories) for form in _forms(c.category)}
    found = []
    for entry in entries:
        record: PlaceName = entry.record
        protection = record.protection
        if not (protection.list_name or protection.category):
            continue
        state = entry.registry.lifecycle.label(entry.state)
        found.append(
            ProtectedName(
                key=entry.key,
                name=record.standard_name or "",
                category=protection.category or "",
                list_name=protection.list_name or "",
                listed_on=protection.listed_on or "",
                measures=protection.measures or "",
                state=state,
                findings=tuple(_findings(entry, record, known)),
            )
        )
    return sorted(found, key=lambda name: (name.category, name.name))


def _forms(category: str) -> set[str]:
    """How a category may be written: 千年古城（都） also 千年古城 and 千年古都.

    >>> sorted(_forms("千年古城（都）")), _forms("千年古镇")
    (['千年古城', '千年古城(都)', '千年古都'], {'千年古镇'})
    """
    text = unicodedata.normalize("NFKC", category).strip()
    found = _OR.fullmatch(text)
    if found is None:
        return {text}
    return {text, found["one"], found["one"][: -len(found["other"])] + found["other"]}


def _findings(entry: Entry, record: PlaceName, known: set[str]) -> Iterable[Finding]:
    protection = record.protection
    if protection.category and not known & _forms(protection.category):
        yield Finding("PB132", field="protection.category", actual=protection.category)
    if not protection.grounds:
        yield Finding("PB133", field="protection.grounds")
    if not protection.measures and entry.state == "abolished":
        yield Finding("PB134", field="protection.measures", actual=record.standard_name)
    elif not protection.measures and entry.state == "renamed":
        yield Finding("PB135", field="protection.measures", actual=record.standard_name)
