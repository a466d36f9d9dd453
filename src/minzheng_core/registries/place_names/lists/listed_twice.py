"""Whether rows of a list are one place that stands there twice (同一处登了两次)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.registries.place_names.kinds import SEATS, PlaceKind

if TYPE_CHECKING:
    from minzheng_core.registries.place_names.lists.edition import ListRow

SINGLE = SEATS | {PlaceKind.TOWNSHIP}
"""Kinds of which no township or county has two of one name."""
_ELSEWHERE = ("category_name", "longitude", "latitude")
"""What tells two places of one name and kind apart where a township may have both."""


def told_by(row: ListRow) -> tuple[str, str, str]:
    """What a list tells a place by: its code, its name and its township."""
    return row["place_code"] or row.code, row.name, row.township


def one_place(first: ListRow, other: ListRow) -> bool:
    """Whether two rows look like one place: nothing that tells places apart differs.

    A village and its river have one name, and a township may have two settlements of one.

    >>> from minzheng_core.registries.place_names.lists.edition import ListRow
    >>> def row(category, longitude=""):
    ...     cells = {"standard_name": "箬岭", "category_name": category, "parent_name": "许村镇"}
    ...     return ListRow(line=2, cells=cells | {"longitude": longitude})
    >>> one_place(row("自然村", "118.3"), row("自然村")), one_place(row("自然村"), row("山岭"))
    (True, False)
    >>> one_place(row("自然村", "118.3"), row("自然村", "118.4"))
    False
    """
    told = [
        (first.name, other.name),
        (first.kind, other.kind),
        (first.code, other.code),
        (first["place_code"], other["place_code"]),
        (first.township, other.township),
    ]
    if first.kind not in SINGLE:
        told += [(first[name], other[name]) for name in _ELSEWHERE]
    return all(not (one and two) or one == two for one, two in told)
