"""Categories of place names (地名类别, GB/T 18521-2001) as far as they are known.

The standard's own table could not be obtained: each row says how sure it is and where it was seen.
A code that is not listed stays as it is and is said to be unknown, never refused; a county that has
the table adds its rows.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.reference.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@frozen
class PlaceCategory:
    """One category: code (2 to 5 digits), name, census group, kind of place, grade and source.

    ``group`` is one of the twelve classes of the second national census; ``kind`` is the kind of
    place for the naming rules, empty where the category does not tell.
    """

    code: str
    name: str
    group: str
    kind: str
    grade: str
    source: str


class PlaceCategories:
    """The table, with the rows of a county in front.

    >>> table = place_categories()
    >>> table.at("21610").name, table.at("21610").grade
    ('行政村', 'certain')
    >>> table.at("22999").name, table.known("22999")
    ('居民点', False)
    >>> table.named("村民委员会").code
    '27610'
    >>> table.at("99999") is None
    True
    """

    def __init__(self, categories: Iterable[PlaceCategory]) -> None:
        self._by_code: dict[str, PlaceCategory] = {}
        self._by_name: dict[str, PlaceCategory] = {}
        for category in categories:
            self._by_code.setdefault(category.code, category)
            self._by_name.setdefault(category.name, category)

    def __iter__(self) -> Iterator[PlaceCategory]:
        return iter(self._by_code.values())

    def known(self, code: str) -> bool:
        """Whether exactly this code is listed."""
        return code in self._by_code

    def at(self, code: str | None) -> PlaceCategory | None:
        """The category of a code, else the nearest listed one above it."""
        for length in range(len(code or ""), 1, -1):
            if found := self._by_code.get((code or "")[:length]):
                return found
        return None

    def named(self, name: str | None) -> PlaceCategory | None:
        """The category of exactly this name."""
        return self._by_name.get((name or "").strip())


@cache
def place_categories(extra: tuple[PlaceCategory, ...] = ()) -> PlaceCategories:
    """The categories that are known, those of *extra* before them.

    Basis: GB/T 18521-2001; codes in use in 国家地名信息库 where a row says so.

    Limitations: the attribute part of five digits only, and few of its codes.
    """
    return PlaceCategories((*extra, *(PlaceCategory(*row) for row in rows("place_categories.csv"))))
