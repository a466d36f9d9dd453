"""A book in memory, and a couple to write into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from minzheng_core.ledger import Book
from minzheng_core.registries import marriage
from minzheng_core.stores import open_store

if TYPE_CHECKING:
    from minzheng_core.ledger import Store

COUNTY = "360732"
HUSBAND, WIFE = "362133196208150010", "362133196403021214"
WIFE_NUMBER = "362133640302002"


def couple(**changes: Any) -> dict[str, Any]:
    """A sound marriage of 1988."""
    return {
        "registration_date": "1988-05-20",
        "business_type": "结婚",
        "certificate_number": "(88)潋结字第12号",
        "husband": {"name": "张三丰", "id_number": "362133620815001"},
        "wife": {"name": "李四娘", "id_number": WIFE_NUMBER},
    } | changes


def book_on(store: Store, **options: Any) -> Book:
    """The book of the county in a store."""
    return Book.open(marriage.REGISTRY, store, county=COUNTY, **options)


@pytest.fixture
def book() -> Book:
    """An empty book in memory."""
    return book_on(open_store("memory://"))
