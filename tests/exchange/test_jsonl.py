"""A book moved to another database: the same digests, nothing lost, nothing wrong let in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.errors import MinzhengError
from minzheng_core.exchange import export_book, import_book
from minzheng_core.exchange import importing as module
from minzheng_core.exchange.export import lines
from minzheng_core.privacy.seal import KeyRing
from minzheng_core.stores import open_store
from tests.ledger.conftest import HUSBAND, WIFE_NUMBER, book_on, couple
from tests.servers import address

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.ledger import Book, Store

ODD = ("\ud800·𠮷\x00", "照原件")
KEY, OTHER = bytes(31) + b"k", bytes(31) + b"o"


def filled(store: Store | None = None, **options: Any) -> Book:
    """A book with everything that travels."""
    book = book_on(store or open_store("memory://"), **options)
    for number in range(7):
        book.register(
            couple(certificate_number=f"(88)潋结字第{number}号", remark=ODD[number % 2]),
            by="王某某", key=f"编号/{number}", once=f"请求-{number}" if number % 2 else None,
        )  # fmt: skip
    book.checkpoint(by="张某某")
    book.correct("编号/0", {"wife.name": "李肆娘"}, by="王某某", reason="更正")
    book.erase("编号/1", subject="husband", by="王某某", reason="本人申请")
    book.erase("编号/2", subject="husband", by="王某某", reason="本人申请")
    book.erase("编号/2", subject="wife", by="王某某", reason="本人申请")
    book.setting.store.append(book.setting.name, lambda _: [], loaded=("档案.xlsx", 5000))
    return book


def told(store: Store, name: str = "marriage") -> list[Any]:
    """Everything a store says of the book, but for the payloads' own bytes."""
    info = store.book(name)
    return [
        info.tail.position,
        info.tail.digest,
        [row[:5] for row in store.rows(name)],
        [(place, once) for place, once in store.sent(name)],
        store.loads(name),
        store.checkpoints(name),
    ]


def refusal(call: object, *args: object, **options: object) -> MinzhengError:
    with pytest.raises(MinzhengError) as refused:
        call(*args, **options)  # type: ignore[operator]
    assert "…" not in refused.value.sentence("zh") + refused.value.sentence("en")
    return refused.value


@pytest.mark.parametrize("backend", ["memory", "sqlite", "postgresql", "mysql"])
@pytest.mark.parametrize("sealed", [False, True])
def test_a_book_moves_whole(tmp_path: Path, backend: str, sealed: bool) -> None:
    name = f"登记簿 {uuid4().hex}"
    source, file = filled(name=name), tmp_path / "book.jsonl"
    export_book(source.setting.store, name, file, private=True)
    target = open_store(address(backend))
    seal = KeyRing(KEY) if sealed else None
    done = import_book(target, file, seal=seal)

    assert (done.revisions, done.added, done.faults) == (11, 11, ())
    assert told(target, name) == told(source.setting.store, name)
    book = book_on(target, seal=seal, name=name)
    assert book.verify().sound
    assert book.get("编号/0").values == source.get("编号/0").values
    assert book.get("编号/2").hidden == source.get("编号/2").hidden
    assert len(book.find(id_number=HUSBAND)) == 5
    assert import_book(target, file, seal=seal).added == 0
    target.close()


def test_requests_sent_before_the_move_are_known_after_it(tmp_path: Path) -> None:
    source, file = filled(), tmp_path / "book.jsonl"
    export_book(source.setting.store, "marriage", file, private=True)
    target = open_store("memory://")
    import_book(target, file)
    same = couple(certificate_number="(88)潋结字第1号", remark=ODD[1])
    sent = book_on(target).register(same, by="王某某", key="编号/1", once="请求-1")

    assert sent.position == 2
    assert len(list(target.rows("marriage"))) == 11


def test_a_sealed_book_is_copied_sealed(tmp_path: Path) -> None:
    source, file = filled(seal=KeyRing(KEY)), tmp_path / "book.jsonl"
    export_book(source.setting.store, "marriage", file)
    text = file.read_text(encoding="utf-8")
    assert not any(secret in text for secret in ("李四娘", "张三丰", WIFE_NUMBER, "肆娘"))
    target = open_store("memory://")
    import_book(target, file)

    assert told(target) == told(source.setting.store)
    assert book_on(target, seal=KeyRing(KEY)).verify().sound
    assert refusal(book_on, target).code == "BK113"
    assert refusal(import_book, open_store("memory://"), file, seal=KeyRing(OTHER)).code == "BK112"
    checked = import_book(open_store("memory://"), file, seal=KeyRing(KEY))
    assert checked.faults == ()


@pytest.mark.parametrize("key", [None, KeyRing(KEY)], ids=["no key", "key"])
def test_an_export_during_which_the_key_is_changed_is_none(
    tmp_path: Path, key: KeyRing | None
) -> None:
    source = filled(seal=KeyRing(KEY))
    told = lines(source.setting.store, "marriage", seal=key)
    next(told)
    source.reseal(KeyRing(OTHER))

    assert refusal(list, told).code == "BK122"
    export_book(source.setting.store, "marriage", tmp_path / "again.jsonl")
    assert import_book(open_store("memory://"), tmp_path / "again.jsonl").revisions == 11


def test_in_the_clear_only_when_asked(tmp_path: Path) -> None:
    source, file = filled(), tmp_path / "book.jsonl"
    export_book(source.setting.store, "marriage", file)
    text = file.read_text(encoding="utf-8")

    assert not any(secret in text for secret in ("李四娘", "张三丰", WIFE_NUMBER, "index_key"))
    assert refusal(import_book, open_store("memory://"), file).code == "BK152"
    assert file.stat().st_mode & 0o077 == 0
    sealed = filled(seal=KeyRing(KEY)).setting.store
    assert refusal(export_book, sealed, "marriage", file, private=True).code == "BK113"
    assert file.read_text(encoding="utf-8") == text
    export_book(sealed, "marriage", file, private=True, seal=KeyRing(KEY))
    import_book(target := open_store("memory://"), file)
    assert book_on(target).get("编号/0").values["wife.name"] == "李肆娘"


class Killed(Exception):
    """The process ended here."""


@settings(max_examples=30)
@given(st.integers(1, 5), st.integers(1, 7), st.booleans())
def test_a_killed_import_goes_on(
    tmp_path_factory: pytest.TempPathFactory, stretch: int, dies: int, sealed: bool
) -> None:
    source = filled()
    file = tmp_path_factory.mktemp("x") / "book.jsonl"
    export_book(source.setting.store, "marriage", file, private=True)
    target = open_store("memory://")
    append, calls = target.append, [0]
    seal = KeyRing(KEY) if sealed else None

    def dying(*args: Any, **options: Any) -> Any:
        calls[0] += 1
        if calls[0] == dies:
            raise Killed
        return append(*args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "STRETCH", stretch)
        patch.setattr(target, "append", dying)
        try:
            import_book(target, file, seal=seal)
        except Killed:
            assert refusal(book_on, target, seal=seal).code == "BK145"
        patch.setattr(target, "append", append)
        import_book(target, file, seal=seal)

    assert told(target) == told(source.setting.store)
    assert book_on(target, seal=seal).verify().sound


def test_a_later_export_brings_what_is_new_and_what_was_erased(tmp_path: Path) -> None:
    source, file = filled(), tmp_path / "book.jsonl"
    export_book(source.setting.store, "marriage", file, private=True)
    older = file.read_bytes()
    target = open_store("memory://")
    import_book(target, file, seal=KeyRing(KEY))
    source.erase("编号/4", subject="wife", by="王某某", reason="本人申请")
    source.register(couple(certificate_number="(88)潋结字第77号"), by="王某某")
    export_book(source.setting.store, "marriage", file, private=True)
    done = import_book(target, file, seal=KeyRing(KEY))

    assert done.added == 2
    book = book_on(target, seal=KeyRing(KEY))
    assert book.get("编号/4").hidden == {"wife.name", "wife.id_number"}
    assert book.verify().sound
    file.write_bytes(older)
    assert import_book(target, file, seal=KeyRing(KEY)).added == 0
    assert book.get("编号/4").hidden == {"wife.name", "wife.id_number"}


def test_another_book_of_that_name_is_left_alone(tmp_path: Path) -> None:
    source, file = filled(), tmp_path / "book.jsonl"
    export_book(source.setting.store, "marriage", file, private=True)
    other = filled()
    before = told(other.setting.store)

    assert refusal(import_book, other.setting.store, file).code == "BK151"
    assert told(other.setting.store) == before
    source.correct("编号/0", {"office": "甲"}, by="王", reason="x")
    moved = open_store("memory://")
    import_book(moved, file)
    book_on(moved).correct("编号/0", {"office": "乙"}, by="王", reason="x")
    export_book(source.setting.store, "marriage", file, private=True)
    error = refusal(import_book, moved, file)
    assert (error.code, error.values["position"]) == ("BK151", 12)
    assert book_on(moved).get("编号/0").values["office"] == "乙"


def exported(tmp_path: Path) -> tuple[Book, Path, list[bytes]]:
    book, file = filled(), tmp_path / "book.jsonl"
    export_book(book.setting.store, "marriage", file, private=True)
    return book, file, file.read_bytes().splitlines(keepends=True)


def test_a_damaged_line_is_named_and_an_intact_file_goes_on(tmp_path: Path) -> None:
    source, file, lines = exported(tmp_path)
    good = b"".join(lines)
    damage = {
        "garbage": (b"\xff\xfe\n", "BK149"),
        "half": (lines[4][:50] + b"\n", "BK149"),
        "list": (b"[]\n", "BK149"),
        "empty": (b"\n", "BK149"),
        "deep": (b"[" * 100_000 + b"\n", "BK149"),
        "shape": (b'{"digest":"x","revision":{}}\n', "BK149"),
        "moved": (lines[5], "BK154"),
        "altered": (lines[4].replace("王某某".encode(), "赵某某".encode()), "BK154"),
        "private": (lines[4].replace("李四娘".encode(), "李五娘".encode()), "BK154"),
        "number": (lines[4].replace(b'"number":1', b'"number":true'), "BK154"),
        "salt": (lines[4].replace(b'"salt":"', b'"salt":"zz'), "BK149"),
    }
    for name, (line, code) in damage.items():
        file.write_bytes(b"".join([*lines[:4], line, *lines[5:]]))
        target = open_store("memory://")
        error = refusal(import_book, target, file)
        assert (name, error.code, error.values["line"]) == (name, code, 5)
        file.write_bytes(good)
        import_book(target, file)
        assert told(target) == told(source.setting.store)


@given(st.data())
def test_a_file_cut_anywhere_is_cut_short(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    _, file, lines = exported(tmp_path_factory.mktemp("x"))
    whole = b"".join(lines)
    file.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 3))])

    assert refusal(import_book, open_store("memory://"), file).code in {"BK148", "BK150"}


@pytest.mark.parametrize(
    "first",
    [b"", b"\n", b"{}\n", b'{"minzheng":"book"}\n', b"PK\x03\x04\n", b'{"minzheng":"book","version":1}\n',
     b'{"minzheng":"book","version":1,"book":5,"registry":"marriage","county":"360732"}\n'],
)  # fmt: skip
def test_another_file_is_refused(tmp_path: Path, first: bytes) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(first)
    target = open_store("memory://")

    assert refusal(import_book, target, file).code == "BK148"
    assert target.books() == []
    assert refusal(import_book, target, tmp_path / "none").code == "IN206"


def test_a_newer_file_is_refused_by_its_version(tmp_path: Path) -> None:
    _, file, lines = exported(tmp_path)
    head = json.loads(lines[0]) | {"version": 2}
    file.write_bytes(json.dumps(head).encode() + b"\n" + b"".join(lines[1:]))

    assert refusal(import_book, open_store("memory://"), file).code == "BK153"


def test_a_book_that_does_not_verify_is_not_exported(tmp_path: Path) -> None:
    book, file = filled(), tmp_path / "book.jsonl"
    rows = book.setting.store._shelf("marriage").rows
    rows[2] = rows[2]._replace(body=rows[2].body.replace("王某某", "赵某某"))

    assert refusal(export_book, book.setting.store, "marriage", file).code == "BK147"
    assert list(tmp_path.iterdir()) == []
    assert refusal(export_book, book.setting.store, "没有", file).code == "BK104"
    assert (
        refusal(export_book, book.setting.store, "marriage", tmp_path / "a" / "b").code == "IN304"
    )


def test_what_was_gone_in_the_source_is_told(tmp_path: Path) -> None:
    book, file = filled(), tmp_path / "book.jsonl"
    rows = book.setting.store._shelf("marriage").rows
    rows[4] = rows[4]._replace(payload=None)
    export_book(book.setting.store, "marriage", file, private=True)
    done = import_book(open_store("memory://"), file)

    assert {fault.code for fault in done.faults} == {"BK307"}
