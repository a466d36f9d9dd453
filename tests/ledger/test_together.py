"""Acts in several books are written in one transaction: all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minzheng_core import Book, CallError, open_store
from minzheng_core.ledger import Source, StaleRevision, commit_together
from minzheng_core.registries.place_names import REGISTRY
from minzheng_core.registries.place_names.changes import REGISTRY as CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minzheng_core.ledger import Store

COUNTY = "360732"
PAPER = Source(document="赣府字〔2026〕1号")


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_store("memory://" if request.param == "memory" else str(tmp_path / "登记.db"))
    yield opened
    opened.close()


def books(store: Store) -> tuple[Book, Book]:
    return (
        Book.open(REGISTRY, store, county=COUNTY),
        Book.open(CHANGES, store, county=COUNTY),
    )


def test_both_books_are_written(store: Store) -> None:
    names, changes = books(store)
    with names.batch() as one, changes.batch() as two:
        one.register({"standard_name": "和顺村"}, key="V", by="王某某")
        two.register({"title": "更名", "kind": "更名"}, key="C", by="王某某", once="t")
        first, second = commit_together(one, two)

    assert [r.key for r in (*first, *second)] == ["V", "C"]
    assert (names.get("V").number, changes.get("C").number) == (1, 1)
    assert names.find(name="和顺村")
    assert names.verify().sound
    assert changes.verify().sound


def test_what_fails_in_one_book_is_written_in_none(store: Store) -> None:
    names, changes = books(store)
    changes.register({"title": "更名", "kind": "更名"}, key="C", by="王某某")
    with names.batch() as one, changes.batch() as two:
        one.register({"standard_name": "和顺村"}, key="V", by="王某某")
        two.act("approve", "C", {"approved_on": "2026-01-05"}, by="王某某",
                source=PAPER)  # fmt: skip
        changes.correct("C", {"remark": "别人先写"}, by="李某某", reason="补充")
        with pytest.raises(StaleRevision, match="BK201"):
            commit_together(one, two)

    assert len(names) == 0
    assert changes.get("C").state == "proposed"


def test_a_token_that_was_sent_holds_everything_back(store: Store) -> None:
    names, changes = books(store)
    with names.batch() as one, changes.batch() as two:
        one.register({"standard_name": "和顺村"}, key="V", by="王某某")
        two.register({"title": "更名", "kind": "更名"}, key="C", by="王某某", once="t")
        changes.register({"title": "别的", "kind": "更名"}, key="D", by="李某某", once="t")
        with pytest.raises(StaleRevision, match="BK217"):
            commit_together(one, two)

    assert len(names) == 0
    assert len(changes) == 1


def test_a_batch_without_acts_writes_nothing(store: Store) -> None:
    names, changes = books(store)
    with names.batch() as one, changes.batch() as two:
        assert commit_together(one, two) == [[], []]
        one.register({"standard_name": "和顺村"}, key="V", by="王某某")
        first, second = commit_together(one, two)

    assert (len(first), second) == (1, [])


def test_books_of_two_stores_are_refused(store: Store) -> None:
    names, _ = books(store)
    other = Book.open(CHANGES, open_store("memory://"), county=COUNTY)

    with names.batch() as one, other.batch() as two, pytest.raises(CallError, match="BK223"):
        commit_together(one, two)
    with names.batch() as one, names.batch() as two, pytest.raises(CallError, match="BK223"):
        commit_together(one, two)
