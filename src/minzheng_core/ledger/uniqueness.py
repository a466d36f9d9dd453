"""Values that two records may not share: looked for before an act is judged, and again under the lock.

Whether the same value elsewhere is an error or what the papers say is for whoever writes to decide, so
it is a finding and no constraint of the database. What was looked for before the book was locked is
compared under the lock with what was written since; nothing is asked where nobody wrote.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.findings import Finding, Severity
from minzheng_core.ledger.errors import ValueTaken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minzheng_core.ledger.revision import Tail
    from minzheng_core.ledger.setting import Setting
    from minzheng_core.registry import Registry, Searchable

_STRETCH = 2_000


@frozen(kw_only=True)
class Taken:
    """The unique values of a record, and the other records that have them."""

    key: str
    own: Mapping[Searchable, str] = field(repr=False)
    findings: tuple[Finding, ...] = ()
    searched: int = 0
    """The position up to which the book was searched."""

    @property
    def holders(self) -> frozenset[Any]:
        """The keys of the others."""
        return frozenset(finding.actual for finding in self.findings)


def own_values(values: Mapping[str, Any], registry: Registry) -> dict[Searchable, str]:
    """The values of a record that no other may have."""
    return {
        searchable: value
        for searchable in registry.searchable
        if (value := searchable.own(values))
    }  # fmt: skip


def standing_in(key: str, searchable: Searchable) -> Finding:
    """The finding that a unique value stands in the record with *key* already."""
    return Finding(
        "BK215",
        field=searchable.paths[0],
        expected=searchable.label,
        actual=key,
        level=Severity.ERROR,
    )


def require_free(setting: Setting, looked_for: Iterable[Taken], tail: Tail) -> None:
    """Refuse values that other records were given since they were looked for; the book is locked.

    Raises:
        ValueTaken: one was (BK219).

    """
    wanted: defaultdict[tuple[Searchable, str], list[Taken]] = defaultdict(list)
    searched = tail.position
    for taken in looked_for:
        for pair in taken.own.items():
            wanted[pair].append(taken)
            searched = min(searched, taken.searched)
    if searched == tail.position:
        return
    keys = iter(sorted({row.key for row in setting.store.rows(setting.name, after=searched)}))
    while some := list(islice(keys, _STRETCH)):
        for entry in setting.entries(some):
            for pair in own_values(entry.values, setting.registry).items():
                for taken in wanted.get(pair, ()):
                    if entry.key != taken.key and entry.key not in taken.holders:
                        raise ValueTaken("BK219", label=pair[0].label, key=entry.key)
