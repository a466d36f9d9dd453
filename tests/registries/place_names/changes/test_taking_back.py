"""A change entered by mistake is taken back as a whole; nothing is removed from the books."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from minzheng_core import Book
from minzheng_core.ledger import NotAllowed, Source
from minzheng_core.registries.place_names import REGISTRY as NAMES
from minzheng_core.registries.place_names.changes import REGISTRY as CHANGES
from minzheng_core.registries.place_names.changes import (
    ChangeKind,
    ChangeOrder,
    UnitOrder,
    apply_change,
    change_tasks,
    plan_change,
    plan_revocation,
    revoke_change,
)
from minzheng_core.stores.memory import MemoryStore
from tests.registries.place_names.changes.orders import COUNTY, order
from tests.registries.place_names.changes.test_carry import PLACES

if TYPE_CHECKING:
    from minzheng_core.ledger import Entry

DOCUMENT = "赣府字〔2026〕1号"
SPLIT = order(
    ChangeKind.SPLIT,
    UnitOrder(key="T1", name="上岭镇", code="360732110"),
    UnitOrder(key="T3", name="新岭乡", code="360732218", parent=None, new=True),
    UnitOrder(key="T2", ends=True, into="T1"),
    moves={"V2": "T3"},
)


@pytest.fixture
def books() -> tuple[Book, Book]:
    store = MemoryStore()
    book = Book.open(NAMES, store, county=COUNTY)
    for key, values in PLACES.items():
        book.register(values, key=key, by="王某某")
    return book, Book.open(CHANGES, store, county=COUNTY)


def entered(books: tuple[Book, Book], wanted: ChangeOrder = SPLIT) -> Entry:
    book, changes = books
    planned = plan_change(book.scan(), wanted, county=COUNTY)
    assert planned.possible, planned.findings
    apply_change(book, planned, by="王某某", changes=changes)
    (change,) = [e for e in changes.scan() if e.state == "approved"]
    return change


def looks(book: Book, on: date | None = None) -> dict[str, tuple[str, dict[str, Any]]]:
    living = {"in_use", "renamed"}
    return {e.key: (e.state, dict(e.values)) for e in book.scan(on=on) if e.state in living}


def test_every_place_is_what_it_was_on_every_day(books: tuple[Book, Book]) -> None:
    book, changes = books
    before = looks(book)
    change = entered(books)
    assert looks(book) != before

    found = plan_revocation(book, change)
    assert found.possible
    assert {"T1", "T2", "T3", "V1", "V2", "V3"} <= {place.key for place in found.places}
    assert looks(book) != before, "a plan writes nothing"
    revoke_change(book, changes, found, by="李某某", reason="文件登错")

    for on in (None, date(2026, 1, 1), date(2026, 2, 1), date(2027, 1, 1)):
        assert looks(book, on) == before
    assert book.get("T3").state == "annulled"
    assert changes.get(change.key).state == "revoked"
    assert [e.revision.action for e in book.history("T2")] == ["register", "abolish", "take_back"]
    assert book.verify().sound
    assert change_tasks(changes.scan()) == []


def test_a_change_can_be_entered_again_after_it_was_taken_back(books: tuple[Book, Book]) -> None:
    book, changes = books
    wanted = order(ChangeKind.UPGRADE, UnitOrder(key="T1", name="上岭镇", code="360732110"))
    first = entered(books, wanted)
    revoke_change(book, changes, plan_revocation(book, first), by="李某某", reason="误登")
    assert not plan_revocation(book, first).possible, "once is enough"
    before = looks(book)

    second = entered(books, wanted)
    assert second.key != first.key
    assert book.get("T1").values["standard_name"] == "上岭镇"
    revoke_change(book, changes, plan_revocation(book, second), by="李某某", reason="误登")
    assert looks(book) == before


def test_what_was_changed_again_since_is_not_taken_back(books: tuple[Book, Book]) -> None:
    book, changes = books
    change = entered(books)
    before = looks(book)
    book.correct("V1", {"division": "360732218"}, by="王某某", reason="另有文件")
    book.correct("V3", {"origin": "姓氏"}, by="王某某", reason="补录")

    found = plan_revocation(book, change)
    assert not found.possible
    assert [(e.code, e.values["key"]) for e in found.against] == [("BK228", "V1")]
    with pytest.raises(NotAllowed, match="BK228"):
        revoke_change(book, changes, found, by="李某某", reason="误登")
    assert looks(book).keys() == before.keys()
    assert changes.get(change.key).state == "approved"


def test_only_what_a_document_ordered_can_be_taken_back(books: tuple[Book, Book]) -> None:
    book, _ = books
    with pytest.raises(NotAllowed, match="BK227"):
        book.act("take_back", "V1", by="王", reason="误登", source=Source(document=DOCUMENT))
    with pytest.raises(NotAllowed, match="BK205"):
        book.act("take_back", "V1", by="王", reason="误登")
