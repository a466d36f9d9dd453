"""Several acts together or none of them."""

from __future__ import annotations

import pytest

from minzheng_core.ledger import Book, NotAllowed, Refused, StaleRevision
from tests.ledger.conftest import couple


def test_leaving_without_commit_writes_nothing(book: Book) -> None:
    with book.batch() as batch:
        batch.register(couple(), by="王某某", key="A")
        assert len(batch) == 1
    assert len(book) == 0


def test_a_refused_act_writes_nothing(book: Book) -> None:
    with book.batch() as batch:
        batch.register(couple(), by="王某某", key="A")
        with pytest.raises(Refused):
            batch.register(couple(), by="王某某", key="B")
    assert len(book) == 0


def test_acts_see_those_before_them(book: Book) -> None:
    with book.batch() as batch:
        batch.register(couple(), by="王某某", key="A")
        batch.correct("A", {"office": "县民政局"}, by="王某某", reason="补")
        written = batch.commit()

    assert [(r.position, r.number) for r in written] == [(1, 1), (2, 2)]
    assert book.verify().sound


def test_a_number_given_up_in_the_batch_is_free(book: Book) -> None:
    book.register(couple(), by="王某某", key="A")
    with book.batch() as batch:
        batch.correct("A", {"certificate_number": "(88)潋结字第13号"}, by="王", reason="抄错")
        batch.register(couple(), by="王某某", key="B")
        batch.commit()

    assert [e.key for e in book.find(certificate_number="(88)潋结字第12号")] == ["B"]


def test_a_batch_sent_twice_is_written_once(book: Book) -> None:
    for _ in range(2):
        with book.batch() as batch:
            batch.register(couple(), by="王某某", key="A", once="1")
            batch.register(
                couple(certificate_number="(88)潋结字第13号"), by="王", key="B", once="2"
            )
            batch.commit()

    assert len(book) == 2
    assert book.setting.store.book("marriage").tail.position == 2


def test_a_token_stands_for_one_request_in_a_batch_too(book: Book) -> None:
    with book.batch() as batch:
        first = batch.register(couple(), by="王某某", key="A", once="1")
        assert batch.register(couple(), by="王某某", key="A", once="1").key == first.key
        assert len(batch) == 1
        with pytest.raises(NotAllowed) as refused:
            batch.register(couple(), by="李某某", key="A", once="1")
    assert refused.value.code == "BK216"


def test_a_record_written_in_the_meantime_stops_the_whole_batch(book: Book) -> None:
    book.register(couple(), by="王某某", key="A")
    with book.batch() as batch:
        batch.register(couple(certificate_number="(88)潋结字第14号"), by="王某某", key="C")
        batch.correct("A", {"office": "甲"}, by="王某某", reason="补")
        book.correct("A", {"office": "乙"}, by="李某某", reason="补")
        with pytest.raises(StaleRevision):
            batch.commit()

    assert len(book) == 1
    assert book.get("A").values["office"] == "乙"


def test_a_long_batch_costs_each_act_the_same(book: Book) -> None:
    asked = [0]
    rows_of = book.setting.store.rows_of

    def counting(name: str, keys: object) -> object:
        asked[0] += 1
        return rows_of(name, keys)

    book.setting.store.rows_of = counting
    with book.batch() as batch:
        for number in range(30):
            batch.register(
                couple(certificate_number=f"(88)潋结字第{number}号"), by="王", key=f"K{number}"
            )
        batch.commit()

    assert asked[0] <= 30 * 5
    assert len(book) == 30
