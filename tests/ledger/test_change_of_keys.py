"""Whoever opened a book before its key was changed writes nothing under the key that it had."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from threading import Event
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from minzheng_core.errors import CallError
from minzheng_core.ledger import commit_together
from minzheng_core.privacy.seal import KeyRing
from minzheng_core.stores import open_store
from tests.ledger.conftest import book_on, couple
from tests.servers import BACKENDS, DATABASES, address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minzheng_core.ledger import Book, Store

OLD, NEW, OTHER = (bytes([number]) * 32 for number in range(3))
CHANGES = [(OLD, NEW), (None, NEW), (OLD, None)]


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    opened = open_store(address(request.param))
    yield opened
    opened.close()


def ring(*keys: bytes | None) -> KeyRing | None:
    known = [key for key in keys if key]
    return KeyRing(*known) if known else None


def filled(store: Store, key: bytes | None, records: int = 1) -> Book:
    book = book_on(store, name=f"登记簿 {uuid4().hex}", seal=ring(key))
    with book.batch() as batch:
        for number in range(1, records + 1):
            batch.register(
                couple(certificate_number=f"(88)潋结字第{number}号"), by="王", key=f"K{number}"
            )
        batch.commit()
    return book


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(CallError) as refused:
        call()
    return refused.value.code


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_who_holds_the_old_key_is_refused(
    store: Store, before: bytes | None, after: bytes | None
) -> None:
    book = filled(store, before)
    late = book_on(store, name=book.setting.name, seal=ring(before))
    waiting = late.batch()
    waiting.correct("K1", {"office": "县民政局"}, by="李", reason="补")
    book.reseal(ring(after))

    new = couple(certificate_number=None)
    assert refusal(lambda: late.register(new, by="李")) == "BK122"
    assert refusal(waiting.commit) == "BK122"
    assert refusal(lambda: commit_together(waiting)) == "BK122"
    assert refusal(lambda: late.reseal(ring(OTHER))) == "BK122"
    again = book_on(store, name=book.setting.name, seal=ring(after))
    assert again.get("K1").number == 1
    assert again.verify().sound


def test_nothing_is_erased_or_loaded_under_the_old_key(store: Store) -> None:
    pl = pytest.importorskip("polars")
    book = filled(store, OLD)
    late = book_on(store, name=book.setting.name, seal=ring(OLD))
    frame = pl.DataFrame({"business_type": ["结婚"], "husband_name": ["张三丰"]})
    kept = list(store.rows(book.setting.name))
    book.setting.store.settle(book.setting.name, lambda told: told | _under(book, NEW))

    assert refusal(lambda: late.erase("K1", subject="husband", by="王", reason="申请")) == "BK122"
    assert refusal(lambda: late.load(frame, by="王")) == "BK122"
    assert list(store.rows(book.setting.name)) == kept


def _under(book: Book, key: bytes) -> dict[str, object]:
    """What the settings say as soon as a change of keys begins."""
    return {**book.setting.vault.under(ring(key)).settings(book.setting.name), "resealing": True}


def all_under(book: Book, key: bytes) -> bool:
    """Whether every private value rests under that key, and opens."""
    again = book_on(book.setting.store, name=book.setting.name, seal=ring(key))
    rows = list(again.setting.store.rows(again.setting.name))
    return all(again.setting.vault.current(row.payload) for row in rows if row.payload) and (
        again.verify().sound
    )


ORDERS = [(NEW, OLD), (OLD, NEW)]


@pytest.mark.parametrize("order", ORDERS, ids=["new first", "old first"])
def test_who_holds_both_keys_writes_under_the_one_that_the_book_has(
    store: Store, order: tuple[bytes, bytes]
) -> None:
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame({"business_type": ["结婚"] * 2, "husband_name": ["张三丰", "李四"]})
    book = filled(store, OLD, 2)
    ready = book_on(store, name=book.setting.name, seal=ring(*order))
    ready.correct("K1", {"wife.name": "李五娘"}, by="李", reason="更正")
    ready.load(frame[:1], by="李")
    waiting = ready.batch()
    waiting.correct("K1", {"wife.name": "李肆娘"}, by="李", reason="更正")
    assert all_under(book, OLD)

    book.reseal(ring(NEW))
    waiting.commit()
    ready.erase("K2", subject="husband", by="李", reason="申请")
    ready.load(frame, by="李", name="一批")
    late = book_on(store, name=book.setting.name, seal=ring(*order))
    late.correct("K2", {"wife.name": "李六娘"}, by="李", reason="更正")
    assert all_under(book, NEW)
    assert late.get("K1").values["wife.name"] == "李肆娘"
    assert late.find(name="李六娘")[0].key == "K2"
    ready.reseal(ring(OTHER))
    assert all_under(book, OTHER)


def test_the_cipher_of_the_book_holds_for_what_is_written_later(store: Store) -> None:
    book = filled(store, OLD)
    book.reseal(KeyRing(NEW, cipher="SM4-GCM"))
    late = book_on(store, name=book.setting.name, seal=ring(NEW))
    late.correct("K1", {"wife.name": "李肆娘"}, by="李", reason="更正")

    info = store.book(book.setting.name)
    assert info is not None
    assert info.settings["seal"] == "SM4-GCM"
    assert all_under(book, NEW)


def test_values_replaced_while_the_key_changes_are_not_put_under_the_old_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = filled(store, OLD)
    ready = book_on(store, name=book.setting.name, seal=ring(OLD, NEW))
    append = store.append

    def slower(*told: object, **options: object) -> object:
        monkeypatch.undo()
        book.reseal(ring(NEW))
        return append(*told, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "append", slower)
    erase = partial(ready.erase, "K1", subject="husband", by="王", reason="申请")
    assert refusal(erase) == "BK122"
    assert all_under(book, NEW)
    erase()
    assert all_under(book, NEW)
    assert ready.get("K1").hidden == {"husband.name", "husband.id_number"}


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_writers_at_work_leave_nothing_under_the_old_key(
    store: Store, monkeypatch: pytest.MonkeyPatch, before: bytes | None, after: bytes | None
) -> None:
    monkeypatch.setattr("minzheng_core.ledger.sealing._STRETCH", 3)
    book = filled(store, before, 30)
    begun, ended = Event(), set[str]()
    books = [book_on(store, name=book.setting.name, seal=ring(before)) for _ in range(3)]

    def work(writer: int) -> int:
        for turn in count(1):
            told = couple(certificate_number=f"({writer + 70})潋结字第{turn}号")
            try:
                books[writer].register(told, by="李")
            except CallError as error:
                ended.add(error.code)
                return turn - 1
            begun.set()
        raise AssertionError

    with ThreadPoolExecutor(3) as pool:
        told = [pool.submit(work, writer) for writer in range(3)]
        assert begun.wait(60)
        book.reseal(ring(after))
        written = sum(one.result(60) for one in told)

    # Reading what stands under a key that it does not have ends a writer as well.
    assert ended <= {"BK112", "BK113", "BK122"}
    again = book_on(store, name=book.setting.name, seal=ring(after))
    rows = list(store.rows(again.setting.name))
    assert len(rows) == 30 + written
    assert all(again.setting.vault.current(row.payload) for row in rows)
    assert again.verify().sound
    assert again.rebuild()


PROCESS = """
import sys
from minzheng_core.errors import CallError
from minzheng_core.privacy.seal import KeyRing
from minzheng_core.stores import open_store
from tests.ledger.conftest import book_on, couple

book = book_on(open_store(sys.argv[1]), name=sys.argv[2], seal=KeyRing(bytes(32)))
print("ready", flush=True)
sys.stdin.readline()
try:
    book.correct("K1", {"wife.name": "李肆娘"}, by="李", reason="更正")
except CallError as error:
    print(error.code)
"""


@pytest.mark.parametrize("backend", DATABASES)
def test_another_process_with_the_old_key_is_refused(backend: str) -> None:
    store = open_store(address(backend))
    book = filled(store, OLD)
    with subprocess.Popen(
        [sys.executable, "-c", PROCESS, address(backend), book.setting.name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        # Only the settings name the new key so far: the record itself can still be read.
        store.settle(book.setting.name, lambda told: told | _under(book, NEW))
        told, _ = process.communicate("\n", timeout=60)

    assert told == "BK122\n"
    store.close()
