"""A book of places, and orders that change them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from minzheng_core import Book, open_store
from minzheng_core.registries.place_names import REGISTRY
from minzheng_core.registries.place_names.changes import ChangeKind, ChangeOrder, UnitOrder

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTY = "360732"


def book_of(places: Mapping[str, Mapping[str, Any]]) -> Book:
    """A new book of the county with these places, by their keys."""
    book = Book.open(REGISTRY, open_store("memory://"), county=COUNTY)
    for key, values in places.items():
        book.register(values, key=key, by="王某某")
    return book


def order(kind: ChangeKind, *units: UnitOrder, **more: Any) -> ChangeOrder:
    """An order of that kind on some units, with the document and days of one of January 2026."""
    usual = {
        "document": "赣府字〔2026〕1号",
        "authority": "江西省人民政府",
        "approved_on": date(2026, 1, 5),
        "effective": date(2026, 2, 1),
    }
    return ChangeOrder(kind=kind, units=units, **(usual | more))
