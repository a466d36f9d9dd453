"""A person's values destroyed: the book verifies, the act stands in it, nothing is found again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from minzheng_core.errors import CallError
from minzheng_core.ledger import Book, NotAllowed, Source
from minzheng_core.stores import open_store
from tests.ledger.conftest import HUSBAND, WIFE_NUMBER, book_on, couple
from tests.servers import BACKENDS, address

if TYPE_CHECKING:
    from collections.abc import Callable

    from minzheng_core.ledger import Store

ASK = {"by": "王某某", "reason": "本人申请"}


def test_values_are_gone_and_the_book_is_sound(book: Book) -> None:
    key = book.register(couple(), by="王某某").key
    book.correct(key, {"husband.name": "张三风"}, by="王某某", reason="更正")
    revision = book.erase(key, subject="husband", **ASK)

    assert revision.withdrawn == (("husband", 1), ("husband", 2))
    assert book.verify().sound
    entry = book.get(key)
    assert entry.hidden == {"husband.name", "husband.id_number"}
    assert entry.values["wife.name"] == "李四娘"
    stored = b"".join(row.payload or b"" for row in book.setting.store.rows("marriage"))
    assert not any(word.encode() in stored for word in ("张三", "362133620815001"))
    assert book.history(key)[0].changes[-1].path.startswith("wife")


@pytest.mark.parametrize("indexed", [0, 1, 2])
def test_nobody_is_found_by_erased_values(book: Book, indexed: int) -> None:
    key = book.register(couple(), by="王某某").key
    if indexed:
        book.index()
    book.correct(key, {"husband.name": "张三风"}, by="王某某", reason="更正")
    if indexed == 2:
        book.index()
    book.erase(key, subject="husband", **ASK)

    for criteria in ({"name": "张三丰"}, {"name": "张三风"}, {"id_number": HUSBAND}):
        assert book.find(**criteria) == []
    assert [entry.key for entry in book.find(name="李四娘")] == [key]
    book.index()
    kept = {t for t, keys in book.setting.store._shelf("marriage").tokens.items() if keys}
    assert book.rebuild()
    again = {t for t, keys in book.setting.store._shelf("marriage").tokens.items() if keys}
    assert kept == again


@pytest.mark.parametrize("backend", BACKENDS)
def test_nobody_is_indexed_who_is_erased_while_the_index_is_made(backend: str) -> None:
    store = open_store(address(backend))
    book = book_on(store, name=f"登记簿 {uuid4().hex}")
    erasing = [book.register(couple(), by="王某某").key]
    slow = book_on(_Slow(store, lambda: book.erase(erasing.pop(), subject="husband", **ASK)),  # type: ignore[arg-type]
                   name=book.setting.name)  # fmt: skip

    slow.index()

    assert not erasing
    vault = book.setting.vault
    for name, value in (("name", "张三丰"), ("id_number", HUSBAND)):
        assert store.keys_with(book.setting.name, [vault.token(name, value)]) == set()
    assert len(book.find(name="李四娘")) == 1
    assert book.rebuild()
    store.close()


class _Slow:
    """A store whose index is put only after something else is done."""

    def __init__(self, store: Store, first: Callable[[], object]) -> None:
        self._store, self._first = store, [first]

    def __getattr__(self, name: str) -> object:
        if name == "put_index" and self._first:
            self._first.pop()()
        return getattr(self._store, name)


def test_a_record_goes_on_after_an_erasure(book: Book) -> None:
    key = book.register(couple(), by="王某某").key
    book.erase(key, subject="husband", **ASK)
    book.correct(key, {"office": "县民政局"}, by="王某某", reason="补")
    book.correct(key, {"husband.name": "张某"}, by="王某某", reason="依申请重录")
    book.correct(key, {"husband.id_number": None}, by="王某某", reason="不再保留")

    entry = book.get(key)
    assert (entry.values["husband.name"], entry.hidden) == ("张某", frozenset())
    assert [c.hidden for c in book.history(key)[3].changes] == [True]
    book.erase(key, subject="husband", **ASK)
    assert book.get(key).hidden == {"husband.name", "husband.id_number"}
    assert book.verify().sound


def test_a_revoked_record_is_erased_and_stays_revoked(book: Book) -> None:
    key = book.register(couple(remark="两人到场"), by="王某某").key
    book.revoke(key, by="王某某", reason="胁迫", source=Source(document="判决书"))
    book.erase(key, subject="", **ASK)
    book.erase(key, subject="wife", **ASK)

    entry = book.get(key)
    assert (entry.state, entry.hidden) == ("revoked", {"remark", "wife.name", "wife.id_number"})
    assert WIFE_NUMBER not in str(book.setting.store._shelf("marriage").rows)


def test_what_cannot_be_erased_is_said(book: Book) -> None:
    key = book.register(couple(), by="王某某").key
    for call, code in (
        (lambda: book.erase("没有", subject="husband", **ASK), "BK101"),
        (lambda: book.erase(key, subject="son", **ASK), "BK212"),
        (lambda: book.erase(key, subject="husband", by="王某某", reason=" "), "BK204"),
        (lambda: book.erase(key, subject="husband", by="", reason="x"), "BK206"),
    ):
        with pytest.raises((CallError, NotAllowed)) as refused:
            call()
        assert refused.value.code == code
    book.erase(key, subject="husband", **ASK)
    with pytest.raises(CallError, match="BK212"):
        book.erase(key, subject="husband", **ASK)


def test_an_erasure_asked_twice_is_done_once(book: Book) -> None:
    key = book.register(couple(), by="王某某").key
    first = book.erase(key, subject="husband", once="申请-7", **ASK)

    assert book.erase(key, subject="husband", once="申请-7", **ASK) == first
    assert len(book.history(key)) == 2
