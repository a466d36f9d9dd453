"""A proposed name beside the book of the county: what is there is found, and what is protected."""

from __future__ import annotations

from typing import Any

import pytest

from minzheng_core import Book, open_store
from minzheng_core.registries.place_names import REGISTRY
from minzheng_core.registries.place_names.naming import (
    NameIndex,
    Replaced,
    known_from_entries,
    propose,
)

COUNTY = "360732"


def book_of(*records: dict[str, Any]) -> Book:
    book = Book.open(REGISTRY, open_store("memory://"), county=COUNTY)
    for number, record in enumerate(records):
        book.register(record, key=f"R{number}", by="王某某")
    return book


def codes(name: str, book: Book, **more: Any) -> list[str]:
    known = NameIndex.of(known_from_entries(book.scan(), COUNTY))
    return [found.code for found in propose(name, county=COUNTY, known=known, **more)]


def test_a_river_of_the_book_is_found_whatever_its_category_is_called() -> None:
    book = book_of({"standard_name": "潋江", "category_name": "河流"})

    assert codes("潋江", book) == ["PN401"]


def test_a_township_lies_in_the_county_and_is_the_one_of_the_national_list() -> None:
    book = book_of(
        {"standard_name": "长冈乡", "unit_code": "360732217", "division": "360732"},
        {"standard_name": "长冈村", "unit_code": "360732217201", "division": "360732217"},
    )
    divisions = {known.name: known.division for known in known_from_entries(book.scan(), COUNTY)}

    assert divisions == {"长冈乡": "360732217", "长冈村": "360732217"}


@pytest.mark.parametrize("field", ["list_name", "category"])
def test_a_name_in_a_list_of_protected_names_is_so_by_its_list_or_its_category(field: str) -> None:
    book = book_of(
        {
            "standard_name": "潋江镇",
            "unit_code": "360732100",
            f"protection.{field}": "千年古镇",
        }
    )
    replaced = Replaced(record=book.get("R0").record, key="R0")

    assert "PN501" in codes("千秋镇", book, replaced=replaced)
