"""The faults of a national register in production (italia/anpr) are not in these books."""

from __future__ import annotations

import pytest

from minzheng_core.errors import CallError
from minzheng_core.ledger import Book, NotAllowed, Refused, Source
from tests.ledger.conftest import WIFE_NUMBER, couple

ORDER = Source(document="（2026）兴民撤字第1号")


def test_nobody_is_married_to_himself_after_a_correction(book: Book) -> None:
    key = book.register(couple(), by="王某某").key
    himself = {"wife": {"name": "张三丰", "id_number": "362133620815001"}}

    with pytest.raises(Refused) as refused:
        book.correct(key, himself, by="王某某", reason="更正女方")

    assert "MR302" in {f.code for f in refused.value.findings if f.severity.value == "error"}
    assert len(book.history(key)) == 1
    assert book.get(key).values["wife.id_number"] == WIFE_NUMBER


def test_a_marriage_before_birth_is_refused_whichever_way_it_comes(book: Book) -> None:
    born_1990 = {"name": "张三丰", "birth_date": "1990-01-01"}
    with pytest.raises(Refused):
        book.register(couple(registration_date="1983-05-20", husband=born_1990), by="迁移")

    key = book.register(couple(), by="王某某").key
    with pytest.raises(Refused):
        book.correct(key, {"husband": {"id_number": None, "birth_date": "1990-01-01"}},
                     by="王某某", reason="更正")  # fmt: skip


def test_a_correction_that_removes_something_stands_in_the_history(book: Book) -> None:
    key = book.register(couple(office="兴国县民政局"), by="王某某").key
    book.correct(key, {"wife.name": None, "office": None}, by="王某某", reason="登记有误")

    last = book.history(key)[-1]
    assert {(c.path, c.before, c.after) for c in last.changes} == {
        ("office", "兴国县民政局", None),
        ("wife.name", "李四娘", None),
    }
    assert "wife.name" not in book.get(key).values


def test_a_marriage_that_was_never_held_can_be_revoked(book: Book) -> None:
    key = book.register(couple(), by="王某某").key
    with pytest.raises(NotAllowed) as without_reason:
        book.revoke(key, by="王某某", source=ORDER)
    with pytest.raises(NotAllowed) as without_document:
        book.revoke(key, by="王某某", reason="从未办理")
    book.revoke(key, by="王某某", reason="从未办理", source=ORDER)

    assert (without_reason.value.code, without_document.value.code) == ("BK204", "BK205")
    assert book.get(key).state == "revoked"
    assert [event.revision.action for event in book.history(key)] == ["register", "revoke"]


def test_several_items_are_corrected_in_one_act(book: Book) -> None:
    key = book.register(couple(), by="王某某").key
    book.correct(
        key,
        {"registration_date": "1988-05-21", "wife": {"name": "李四孃"}, "office": "兴国县民政局"},
        by="王某某",
        reason="原件如此",
    )

    assert [c.path for c in book.history(key)[-1].changes] == [
        "registration_date",
        "office",
        "wife.name",
    ]


def test_two_blanks_in_a_name_do_not_hide_a_person(book: Book) -> None:
    book.register(couple(wife={"name": "李　 四娘", "id_number": WIFE_NUMBER}), by="王某某")

    assert len(book.find(name="李四娘")) == len(book.find(name=" 李 四 娘")) == 1


def test_a_revoked_record_is_not_corrected_and_can_be_restored(book: Book) -> None:
    key = book.register(couple(), by="王某某").key
    book.revoke(key, by="王某某", reason="法院判决", source=ORDER)

    with pytest.raises(NotAllowed) as refused:
        book.correct(key, {"office": "兴国县民政局"}, by="王某某", reason="补")
    book.act("restore", key, by="王某某", reason="判决撤销", source=ORDER)

    assert refused.value.code == "BK203"
    assert "恢复" in refused.value.sentence()
    assert book.get(key).state == "registered"


def test_what_changes_nothing_is_not_written(book: Book) -> None:
    key = book.register(couple(), by="王某某").key
    with pytest.raises(CallError) as nothing:
        book.correct(key, {"wife": {"name": "李四娘"}}, by="王某某", reason="x")

    assert nothing.value.code == "BK209"
