"""A book under a seal: its key opens it, another does not, and a change of keys may be killed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minzheng_core.errors import CallError
from minzheng_core.privacy.seal import Key, KeyRing, Passphrase
from minzheng_core.stores import open_store
from tests.ledger.conftest import HUSBAND, book_on, couple

if TYPE_CHECKING:
    from minzheng_core.ledger import Book, Store

OLD, NEW = Key(b"o" * 31 + b"\0"), Key(b"n" * 31 + b"\0")
SECRETS = ("张三丰", "李四娘", "362133620815001", "362133640302002")


def filled(seal: KeyRing | None, count: int = 6) -> Book:
    book = book_on(open_store("memory://"), seal=seal)
    for number in range(count):
        book.register(
            couple(certificate_number=f"(88)潋结字第{number}号"), by="王", key=f"K{number}"
        )
    return book


def held(store: Store) -> bytes:
    """Everything the store holds, the private values too."""
    parts = [f"{info.name}{info.settings}".encode() for info in store.books()]
    for row in store.rows("marriage"):
        parts += [row.body.encode(), row.payload or b""]
    parts += [repr(once).encode() for once in store.sent("marriage")]
    parts += [head.public.encode() for head in store.heads("marriage")]
    return b"\n".join(parts)


def refusal(call: object, *args: object, **options: object) -> str:
    with pytest.raises(CallError) as refused:
        call(*args, **options)  # type: ignore[operator]
    return refused.value.code


@pytest.mark.parametrize("cipher", ["AES-256-GCM", "SM4-GCM"])
def test_nothing_of_a_person_is_in_the_clear(cipher: str) -> None:
    book = filled(KeyRing(OLD, cipher=cipher))
    book.correct("K0", {"wife.name": "李肆娘"}, by="王", reason="更正", once=HUSBAND)
    book.index()

    assert not any(secret.encode() in held(book.setting.store) for secret in (*SECRETS, "肆娘"))
    assert [entry.key for entry in book.find(name="李肆娘", id_number=HUSBAND)] == ["K0"]
    assert book.verify().sound
    assert book.rebuild()


def test_without_a_seal_it_is_in_the_private_part_only() -> None:
    book = filled(None)
    book.index()
    store = book.setting.store
    for row in list(store.rows("marriage")):
        store.replace_payloads("marriage", {row.position: (row.payload, b"")})

    assert not any(secret.encode() in held(store) for secret in SECRETS)


def test_the_key_is_asked_for_and_must_be_the_right_one() -> None:
    store = filled(KeyRing(OLD)).setting.store

    assert refusal(book_on, store) == "BK113"
    assert refusal(book_on, store, seal=KeyRing(NEW)) == "BK112"
    assert len(book_on(store, seal=KeyRing(NEW, OLD))) == 6
    assert refusal(book_on, filled(None).setting.store, seal=KeyRing(OLD)) == "BK114"


def test_a_sealed_value_does_not_open_elsewhere() -> None:
    book = filled(KeyRing(OLD))
    rows = book.setting.store._shelf("marriage").rows
    rows[0], rows[1] = (
        rows[0]._replace(payload=rows[1].payload),
        rows[1]._replace(payload=rows[0].payload),
    )

    assert refusal(book.get, "K0") == "BK112"
    assert [(f.code, f.expected) for f in book.verify().faults] == [("BK305", "1"), ("BK305", "2")]


def test_plain_values_put_into_a_sealed_book_are_not_read() -> None:
    book, other = filled(KeyRing(OLD)), filled(None)
    rows = book.setting.store._shelf("marriage").rows
    rows[0] = rows[0]._replace(payload=next(other.setting.store.rows("marriage")).payload)

    assert refusal(book.get, "K0") == "BK112"


def test_a_passphrase_opens_what_it_sealed() -> None:
    words = Passphrase("兴国县婚姻登记处的长口令")
    store = filled(KeyRing(words), 1).setting.store

    assert book_on(store, seal=KeyRing(words)).get("K0").values["wife.name"] == "李四娘"


class Killed(Exception):
    """The process ended here."""


@pytest.mark.parametrize(("before", "after"), [(OLD, NEW), (None, NEW), (OLD, None)])
@pytest.mark.parametrize("dies", ["first", "middle", "last", "never"])
@pytest.mark.parametrize("order", [1, -1], ids=["new first", "old first"])
def test_a_change_of_keys_goes_on_after_a_kill(
    monkeypatch: pytest.MonkeyPatch, before: Key | None, after: Key | None, dies: str, order: int
) -> None:
    monkeypatch.setattr("minzheng_core.ledger.sealing._STRETCH", 2)
    old, new = (KeyRing(key) if key else None for key in (before, after))
    book = filled(old)
    store, calls = book.setting.store, [0]
    digests = [row.digest for row in store.rows("marriage")]
    replace, settle = store.replace_payloads, store.settle

    def dying(name: str, payloads: object) -> None:
        calls[0] += 1
        if dies == "first" or (dies == "middle" and calls[0] == 2):
            raise Killed
        replace(name, payloads)

    def dying_settle(name: str, change: object) -> None:
        if dies == "last" and calls[0]:
            raise Killed
        settle(name, change)

    monkeypatch.setattr(store, "replace_payloads", dying)
    monkeypatch.setattr(store, "settle", dying_settle)
    if dies == "never":
        book.reseal(new)
    else:
        with pytest.raises(Killed):
            book.reseal(new)
        monkeypatch.undo()
        ring = KeyRing(*(key for key in (after, before)[::order] if key))
        again = book_on(store, seal=ring)
        assert again.get("K5").values["wife.name"] == "李四娘"
        assert again.find(name="张三丰")
        again.register(couple(certificate_number="(88)潋结字第99号"), by="王", key="K9")
        again.reseal(new)

    done = book_on(store, seal=new)
    assert all(done.setting.vault.current(row.payload) for row in store.rows("marriage"))
    assert [row.digest for row in store.rows("marriage")][:6] == digests
    assert done.verify().sound
    assert done.get("K0").values["husband.name"] == "张三丰"
    assert store.book("marriage").settings["resealing"] is False
    clear = any(secret.encode() in held(store) for secret in SECRETS)
    assert clear == (after is None)
    if before:
        assert refusal(book_on, store, seal=KeyRing(before)) in {"BK112", "BK114"}


def test_what_is_erased_while_keys_change_stays_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    book = filled(KeyRing(OLD))
    store = book.setting.store
    replace = store.replace_payloads

    def slower(name: str, payloads: object) -> None:
        monkeypatch.undo()
        book_on(store, seal=KeyRing(NEW, OLD)).erase(
            "K0", subject="husband", by="王", reason="申请"
        )
        replace(name, payloads)

    monkeypatch.setattr(store, "replace_payloads", slower)
    book.reseal(KeyRing(NEW))

    assert book.get("K0").hidden == {"husband.name", "husband.id_number"}
    assert book.verify().sound


def test_erasing_in_a_sealed_book_leaves_the_other_person() -> None:
    book = filled(KeyRing(OLD))
    book.erase("K0", subject="husband", by="王", reason="本人申请")

    assert book.get("K0").values["wife.name"] == "李四娘"
    assert book.verify().sound
    assert book.find(name="张三丰", certificate_number="(88)潋结字第0号") == []


def test_a_batch_in_a_sealed_book_sees_its_own_acts() -> None:
    book = filled(KeyRing(OLD), 0)
    with book.batch() as batch:
        batch.register(couple(), by="王", key="A")
        batch.correct("A", {"wife.name": "李肆娘"}, by="王", reason="更正")
        batch.commit()

    assert book.get("A").values["wife.name"] == "李肆娘"
