"""The life of a book is the same in memory, in a file and on a server."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from minzheng_core.errors import InputError
from minzheng_core.ledger import Source, StaleRevision
from minzheng_core.ledger.proof.verify import verify_book
from minzheng_core.privacy.seal import KeyRing
from minzheng_core.stores import open_store
from tests.ledger.conftest import HUSBAND, book_on, couple
from tests.servers import BACKENDS, address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.ledger import Book, Store

OLD, NEW = KeyRing(bytes(32)), KeyRing(b"\1" * 32)


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    opened = open_store(address(request.param))
    yield opened
    opened.close()


def lived(store: Store, seal: KeyRing | None) -> Book:
    """A book in which everything was done once."""
    book = book_on(store, name=f"登记簿 {uuid4().hex}", seal=seal)
    key = book.register(couple(remark="\ud800\x00𠮷"), by="王某某", once="1").key
    assert book.register(couple(remark="\ud800\x00𠮷"), by="王某某", once="1").key == key
    book.correct(key, {"wife.name": "李肆娘"}, by="王某某", reason="更正")
    book.reissue(key, {"certificate_number": "BJ360732-2020-000001"}, by="王某某")
    with book.batch() as batch:
        batch.register(couple(certificate_number="(88)潋结字第13号"), by="王某某", key="乙/1")
        batch.correct("乙/1", {"office": "县民政局"}, by="王某某", reason="补")
        batch.commit()
    book.erase(key, subject="husband", by="王某某", reason="本人申请")
    book.revoke("乙/1", by="王某某", reason="判决", source=Source(document="判决书"))
    return book


@pytest.mark.parametrize("seal", [None, OLD], ids=["plain", "sealed"])
def test_the_whole_life_of_a_book(store: Store, seal: KeyRing | None) -> None:
    book = lived(store, seal)
    printed = str(book.checkpoint(by="张某某"))
    again = book_on(store, name=book.setting.name, seal=seal)

    (found,) = again.find(certificate_number="(88)潋结字第12号")
    assert found.values["remark"] == "\ud800\x00𠮷"
    assert found.hidden == {"husband.name", "husband.id_number"}
    assert [entry.key for entry in again.find(id_number=HUSBAND)] == ["乙/1"]
    assert again.get("乙/1").state == "revoked"
    actions = [event.revision.action for event in again.history(found.key)]
    assert actions == ["register", "correct", "reissue", "erase"]
    assert again.verify(printed).sound
    assert again.rebuild()
    assert len(list(again.scan())) == len(again) == 2
    again.reseal(NEW)
    assert book_on(store, name=book.setting.name, seal=NEW).verify(printed).sound
    payloads = [row.payload or b"" for row in store.rows(book.setting.name)]
    assert not any(re.search(rb"\\u[0-9a-f]{4}", payload) for payload in payloads)


def test_writers_of_one_record_lose_nothing(store: Store) -> None:
    book = book_on(store, name=f"登记簿 {uuid4().hex}")
    key = book.register(couple(), by="王某某").key

    def work(writer: int) -> int:
        refused = 0
        for turn in range(5):
            while True:
                try:
                    book.correct(key, {"volume_number": f"{writer}-{turn}"}, by="王", reason="补")
                    break
                except StaleRevision:
                    refused += 1
        return refused

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))

    told = [event.revision.public.get("volume_number") for event in book.history(key)[1:]]
    assert sorted(told) == sorted(f"{writer}-{turn}" for writer in range(4) for turn in range(5))
    assert book.verify().sound


@pytest.mark.parametrize("seal", [None, OLD], ids=["plain", "sealed"])
@pytest.mark.parametrize("how", ["altered", "exchanged", "gone", "put in"])
def test_private_values_altered_alone_are_found_and_get_no_checkpoint(
    store: Store, seal: KeyRing | None, how: str
) -> None:
    book = lived(store, seal)
    name, digests = book.setting.name, [row.digest for row in store.rows(book.setting.name)]
    rows = [row for row in store.rows(name) if row.payload]
    first, second = rows[0], rows[1]
    empty = next(row for row in store.rows(name) if not row.payload)
    assert first.payload
    assert second.payload
    put: dict[int, bytes | None] = {
        "altered": {first.position: first.payload[:-9] + bytes([first.payload[-9] ^ 1]) + first.payload[-8:]},
        "exchanged": {first.position: second.payload, second.position: first.payload},
        "gone": {first.position: None},
        "put in": {empty.position: first.payload},
    }[how]  # fmt: skip
    store.append(name, lambda _: [], replaced=put)

    told = book.verify()
    code = "BK307" if how == "gone" else "BK305"
    assert {fault.expected for fault in told.faults} == {str(position) for position in put}
    assert code in {fault.code for fault in told.faults}
    with pytest.raises(InputError, match=r"BK162.*私密内容"):
        book.checkpoint(by="张某某")
    assert not store.checkpoints(name)
    assert [row.digest for row in store.rows(name)] == digests

    info = store.book(name)
    assert info is not None
    without_key = verify_book(store, info, None)
    assert not without_key.private
    seen = how in {"gone", "put in"}
    assert [fault.code for fault in without_key.faults[:1]] == ([code] if seen else [])


@pytest.mark.parametrize("seal", [None, OLD], ids=["plain", "sealed"])
def test_erased_values_that_come_back_are_found(store: Store, seal: KeyRing | None) -> None:
    book = book_on(store, name=f"登记簿 {uuid4().hex}", seal=seal)
    name = book.setting.name
    for key in ("K1", "K2", "K3"):
        book.register(couple(certificate_number=f"(88)潋结字第{key}号"), by="王", key=key)
    book.correct("K2", {"wife.name": "李肆娘"}, by="王", reason="更正")
    backup = {row.position: row.payload for row in store.rows(name)}
    book.erase("K1", subject="husband", by="王", reason="申请")
    book.erase("K2", subject="wife", by="王", reason="申请")
    assert book.verify().sound

    store.append(name, lambda _: [], replaced=backup)
    told = book.verify().faults
    assert [(fault.code, fault.expected) for fault in told] == [
        ("BK311", "1"), ("BK311", "2"), ("BK311", "4"),
    ]  # fmt: skip
    with pytest.raises(InputError, match=r"BK162.*又在数据库里"):
        book.checkpoint(by="张某某")
    book.erase("K1", subject="husband", by="王", reason="申请")
    book.erase("K2", subject="wife", by="王", reason="申请")
    assert book.verify().sound
