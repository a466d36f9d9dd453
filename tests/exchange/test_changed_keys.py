"""A sealed export and the same book under another key, or under none: moved with both keys, else refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from minzheng_core.errors import MinzhengError
from minzheng_core.exchange import export_book, import_book
from minzheng_core.privacy.seal import KeyRing
from minzheng_core.stores import open_store
from tests.ledger.conftest import book_on, couple
from tests.servers import BACKENDS, address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from minzheng_core.ledger import Book, Store

OLD, NEW, OTHER = (bytes([number]) * 32 for number in range(3))


@pytest.fixture(params=BACKENDS)
def target(request: pytest.FixtureRequest) -> Iterator[Store]:
    opened = open_store(address(request.param))
    yield opened
    opened.close()


def refusal(call: Callable[[], object]) -> MinzhengError:
    with pytest.raises(MinzhengError) as refused:
        call()
    return refused.value


def registered(book: Book, *keys: str) -> None:
    for key in keys:
        book.register(couple(certificate_number=f"(88)潋结字第{key}号"), by="王", key=key)


@pytest.mark.parametrize(
    ("who", "after"), [("store", NEW), ("store", None), ("file", NEW)],
    ids=["the store has another", "the store has none", "the file has another"],
)  # fmt: skip
def test_a_sealed_export_and_a_book_whose_key_was_changed(
    target: Store, tmp_path: Path, who: str, after: bytes | None
) -> None:
    name, file = f"登记簿 {uuid4().hex}", tmp_path / "book.jsonl"
    source = book_on(open_store("memory://"), seal=KeyRing(OLD), name=name)
    registered(source, "1", "2", "3")
    export_book(source.setting.store, name, file)
    import_book(target, file)
    there = book_on(target, name=name, seal=KeyRing(OLD))
    changed = there if who == "store" else source
    changed.reseal(KeyRing(after) if after else None)
    source.erase("2", subject="wife", by="王", reason="本人申请")
    registered(source, "4")
    export_book(source.setting.store, name, file)

    rows, settings = list(target.rows(name)), target.books()
    keys = [KeyRing(OLD), KeyRing(OTHER), *([KeyRing(after)] if after else [])]
    for ring in [None, *keys[1:]] if after is None else [None, *keys]:
        assert refusal(lambda ring=ring: import_book(target, file, seal=ring)).code == "BK165"
    assert (list(target.rows(name)), target.books()) == (rows, settings)

    both = KeyRing(*[key for key in (OLD, after) if key])
    assert import_book(target, file, seal=both).added == 2
    own = (KeyRing(after) if after else None) if who == "store" else KeyRing(OLD)
    book = book_on(target, name=name, seal=own)
    assert book.verify().sound
    assert all(book.setting.vault.current(r.payload) for r in target.rows(name) if r.payload)
    assert book.get("2").hidden == {"wife.name", "wife.id_number"}
    assert book.get("4").values["wife.name"] == "李四娘"
    assert import_book(target, file, seal=both).added == 0


def test_another_book_is_another_book_under_whatever_key(target: Store, tmp_path: Path) -> None:
    name, file = f"登记簿 {uuid4().hex}", tmp_path / "book.jsonl"
    source = book_on(open_store("memory://"), seal=KeyRing(OLD), name=name)
    registered(source, "1")
    export_book(source.setting.store, name, file)
    registered(book_on(target, seal=KeyRing(NEW), name=name), "1")

    for ring in (None, KeyRing(OLD), KeyRing(NEW, OLD)):
        error = refusal(lambda ring=ring: import_book(target, file, seal=ring))
        assert (error.code, error.values["position"]) == ("BK151", 1)
