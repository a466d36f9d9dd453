"""By what rows of two lists are matched: parts that must all be known, and the groups that share them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.registries.place_names.lists.edition import ListRow

Key = Callable[["ListRow"], "tuple[str, ...] | None"]
"""What a row is matched by; none where it has no such thing."""


def filled(key: Callable[[ListRow], tuple[str, ...]]) -> Key:
    """A key that only rows have in which every part of it is known."""

    def whole(row: ListRow) -> tuple[str, ...] | None:
        value = key(row)
        return value if all(value) else None

    return whole


def position_of(row: ListRow) -> tuple[str, str]:
    """The point that a row gives, as it gives it."""
    return row["longitude"].strip(), row["latitude"].strip()


def written_in(row: ListRow) -> tuple[str, ...]:
    """All that a row says."""
    return tuple(f"{name}={text}" for name, text in sorted(row.cells.items()) if text)


def grouped(rows: Iterable[ListRow], key: Key) -> dict[tuple[str, ...], list[ListRow]]:
    """The rows by their keys; those without one are left out."""
    found: dict[tuple[str, ...], list[ListRow]] = defaultdict(list)
    for row in rows:
        value = key(row)
        if value is not None:
            found[value].append(row)
    return found
