"""Nobody rewrites a book unseen: every kind of touching is found, and named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.errors import CallError, InputError
from minzheng_core.ledger import Book, CheckpointText
from minzheng_core.ledger.proof.chain import chained
from minzheng_core.ledger.proof.merkle import MerkleTree
from minzheng_core.ledger.revision import Tail, text_of
from minzheng_core.privacy.digests import hasher
from minzheng_core.stores import open_store
from tests.ledger.conftest import HUSBAND, book_on, couple

if TYPE_CHECKING:
    from minzheng_core.ledger.revision import Row

LENGTH = 5


def filled(digest: str = "SHA-256") -> Book:
    """A book of five revisions on three records."""
    book = book_on(open_store("memory://"), digest=digest)
    for place, key in enumerate("ABC"):
        book.register(couple(certificate_number=f"(88)潋结字第{place}号"), by="王某某", key=key)
    book.correct("A", {"wife.name": "李肆娘"}, by="王某某", reason="更正")
    book.correct("B", {"office": "县民政局"}, by="王某某", reason="补")
    return book


def rows(book: Book) -> list[Row]:
    """The rows of the memory store, to be touched."""
    return book.setting.store._shelf("marriage").rows


def faults(book: Book, checkpoint: object = None) -> list[tuple[str, str]]:
    told = book.verify(checkpoint).faults
    assert all("…" not in fault.sentence(lang) for fault in told for lang in ("zh", "en"))
    return [(fault.code, fault.expected) for fault in told]


@pytest.mark.parametrize("digest", ["SHA-256", "SM3"])
def test_an_untouched_book_is_sound(digest: str) -> None:
    book = filled(digest)
    done = book.verify(book.checkpoint(by="张某某"))

    assert (done.sound, done.revisions, done.algorithm) == (True, LENGTH, digest)
    assert "未发现改动" in done.sentence()
    assert "nothing was altered" in done.sentence("en")


@given(st.integers(0, LENGTH - 1), st.data())
def test_one_byte_changed_anywhere_is_found_and_named(place: int, data: st.DataObject) -> None:
    book = filled()
    row = rows(book)[place]
    column = data.draw(st.sampled_from(["body", "digest", "key", "payload"]))
    before = getattr(row, column)
    if before is None:
        return
    raw = bytearray(before if isinstance(before, bytes) else before.encode())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 127))
    try:
        after = bytes(raw) if isinstance(before, bytes) else raw.decode()
    except UnicodeDecodeError:
        after = raw.decode("latin-1")
    rows(book)[place] = row._replace(**{column: after})

    told = book.verify().faults
    assert [fault.expected for fault in told] == [str(place + 1)]
    assert told[0].code in {"BK301", "BK303", "BK305"}


def test_rows_taken_out_moved_or_cut_off_are_named() -> None:
    missing, moved, cut, numbered = (filled() for _ in range(4))
    del rows(missing)[2]
    first, second = rows(moved)[1:3]
    rows(moved)[1:3] = [second._replace(position=2), first._replace(position=3)]
    del rows(cut)[3:]
    rows(numbered)[4] = rows(numbered)[4]._replace(number=7)

    assert faults(missing) == [("BK302", "3")]
    assert faults(moved) in ([("BK304", "2")], [("BK303", "2")])
    assert faults(cut) == [("BK306", str(LENGTH))]
    assert faults(numbered) == [("BK303", "5")]


def _rewritten(book: Book, place: int, **content: object) -> None:
    """Rewrite a revision and every digest after it, as somebody with the whole store can."""
    previous = rows(book)[place - 1].digest if place else ""
    for at in range(place, len(rows(book))):
        row = rows(book)[at]
        told = json.loads(row.body) | (content if at == place else {}) | {"previous": previous}
        moment = told.pop("at")
        body = text_of({k: v for k, v in told.items() if k not in {"position", "previous"}},
                       position=row.position, at=moment, previous=previous)  # fmt: skip
        previous = hasher("SHA-256")(body.encode()).hexdigest()
        rows(book)[at] = row._replace(body=body, digest=previous)
    shelf = book.setting.store._shelf("marriage")
    shelf.info = evolve(shelf.info, tail=evolve(shelf.info.tail, digest=previous))


def test_a_book_rewritten_to_its_end_differs_from_what_was_printed() -> None:
    book = filled()
    printed = str(book.checkpoint(by="张某某"))
    book.setting.store._shelf("marriage").checkpoints.clear()
    book.register(couple(certificate_number="(88)潋结字第9号"), by="王某某", key="D")
    assert book.verify(printed).sound
    _rewritten(book, 1, by="赵某某")

    assert book.verify().sound
    assert faults(book, printed) == [("BK309", str(LENGTH))]


def test_a_checkpoint_in_the_store_tells_too() -> None:
    book = filled()
    book.checkpoint(by="张某某")
    _rewritten(book, 1, by="赵某某")

    assert faults(book) == [("BK308", str(LENGTH))]


@pytest.mark.parametrize(
    "content",
    [{"private": [1]}, {"private": {"husband": 5}}, {"withdrawn": [1]}, {"withdrawn": "x"}],
)
def test_a_text_that_no_book_writes_is_named_even_with_its_digest(content: dict) -> None:
    book = filled()
    _rewritten(book, 3, **content)

    assert faults(book) == [("BK301", "4")]


@pytest.mark.parametrize("body", ["[]", "1", "null", "[" * 100_000, '{"a":1}'])
def test_a_text_of_another_shape_is_named(body: str) -> None:
    book = filled()
    rows(book)[1] = rows(book)[1]._replace(
        body=body, digest=hasher("SHA-256")(body.encode()).hexdigest()
    )

    assert faults(book) in ([("BK301", "2")], [("BK304", "2")])


def test_private_values_changed_added_or_gone_are_named() -> None:
    changed, added, gone, blank = (filled() for _ in range(4))
    row = rows(changed)[0]
    rows(changed)[0] = row._replace(payload=row.payload.replace("三".encode(), "四".encode()))
    rows(added)[4] = rows(added)[4]._replace(payload=rows(added)[0].payload)
    rows(gone)[0] = rows(gone)[0]._replace(payload=None)
    first = rows(blank)[0]
    rows(blank)[0] = first._replace(payload=first.payload.replace(b'":', b'" :', 1))

    assert faults(changed) == [("BK305", "1")]
    assert faults(added) == [("BK305", "5")]
    assert faults(gone) == [("BK307", "1"), ("BK307", "1")]
    assert faults(blank) == [("BK305", "1")]


def test_a_checkpoint_survives_paper() -> None:
    book = filled()
    text = book.checkpoint(by=" 张\n某某 ")
    typed = str(text).upper().replace("：", ": ").replace("A", "Ａ").replace("5", "５")

    assert "张 某某" in str(text)
    assert book.verify(
        typed.replace("MARRIAGE", "marriage").replace("MＡRRIＡGE", "marriage")
    ).sound
    wrong = evolve(text, root=text.root[:-1] + ("0" if text.root[-1] != "0" else "1"))
    assert faults(book, wrong) == [("BK309", str(LENGTH))]
    assert faults(book, evolve(text, book="funeral")) == [("BK310", "funeral")]
    assert faults(book, evolve(text, size=99)) == [("BK306", "99")]
    with pytest.raises(InputError, match="BK120"):
        CheckpointText.parse("登记簿核验点\n版次数：五\n")


def test_nobody_or_a_number_makes_no_checkpoint() -> None:
    book = filled()
    for by, code in (("", "BK206"), (HUSBAND, "BK208")):
        with pytest.raises(CallError) as refused:
            book.checkpoint(by=by)
        assert refused.value.code == code


def test_the_empty_book_has_a_checkpoint() -> None:
    book = book_on(open_store("memory://"))

    assert book.verify(book.checkpoint(by="张某某")).sound


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=40))
def test_the_tree_is_that_of_certificate_transparency(leaves: list[bytes]) -> None:
    def root(part: list[bytes]) -> bytes:
        digest = hasher("SHA-256")
        if not part:
            return digest(b"").digest()
        if len(part) == 1:
            return digest(b"\x00" + part[0]).digest()
        half = 1 << (len(part) - 1).bit_length() - 1
        return digest(b"\x01" + root(part[:half]) + root(part[half:])).digest()

    tree = MerkleTree("SHA-256")
    tree.extend(leaves)

    assert tree.root == root(leaves)


def test_no_draft_makes_no_row() -> None:
    assert chained([], Tail(), book="b", algorithm="SHA-256") == []


@pytest.mark.parametrize("fault", ["digest", "no digest", "body", "tail", "earlier"])
def test_an_altered_book_gets_no_checkpoint(fault: str) -> None:
    book = filled()
    shelf = book.setting.store._shelf("marriage")
    if fault == "earlier":
        book.checkpoint(by="张某某")
        shelf.checkpoints[0] = evolve(shelf.checkpoints[0], root="ab" * 32)
    elif fault == "tail":
        shelf.rows.pop()
    else:
        touched = {"digest": {"digest": "ab" * 32}, "no digest": {"digest": "zz"}}
        shelf.rows[2] = shelf.rows[2]._replace(**touched.get(fault, {"body": "{}"}))
    before = len(shelf.checkpoints)

    with pytest.raises(InputError) as caught:
        book.checkpoint(by="张某某")

    assert caught.value.code == "BK162"
    assert all("…" not in caught.value.sentence(lang) for lang in ("zh", "en"))
    assert len(shelf.checkpoints) == before


@pytest.mark.parametrize(
    "touched",
    [{"body": "no"}, {"body": "{}"}, {"body": "[1]"}, {"payload": b"{"}, {"payload": b'{"":{}}'}],
)
def test_a_revision_that_cannot_be_read_is_named(touched: dict[str, str | bytes]) -> None:
    book = filled()
    rows(book)[2] = rows(book)[2]._replace(**touched)

    with pytest.raises(InputError, match=r"BK163.*第 3 个版次"):
        book.history("C")
