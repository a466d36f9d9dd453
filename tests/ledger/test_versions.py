"""Old revisions are read under today's record, never rewritten; newer ones are refused by name."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from minzheng_core.errors import CallError, InputError
from minzheng_core.ledger import Book
from minzheng_core.ledger.revision import Revision
from tests.ledger.conftest import couple


def _renamed(values: dict[str, Any]) -> dict[str, Any]:
    """Version 2 says ``domicile`` where version 1 said ``address_now``; an office has no blanks."""
    told = {path.replace("address_now", "domicile"): value for path, value in values.items()}
    if told.get("office"):
        told["office"] = told["office"].replace(" ", "")
    return told


def newer(book: Book) -> Book:
    registry = evolve(book.setting.registry, version=2, upcasters={1: _renamed})
    return Book(evolve(book.setting, registry=registry))


def test_old_revisions_are_read_as_todays(book: Book) -> None:
    husband = {"name": "张三丰", "address_now": "潋江镇"}
    key = book.register(couple(husband=husband, office="县 民政局"), by="王某某").key
    texts = [row.body for row in book.setting.store.rows("marriage")]
    again = newer(book)
    again.correct(key, {"husband.domicile": "埠头乡"}, by="王某某", reason="更正")

    entry, history = again.get(key), again.history(key)
    assert entry.values["husband.domicile"] == "埠头乡"
    assert entry.values["office"] == "县民政局"
    assert [(c.path, c.before) for c in history[1].changes] == [("husband.domicile", "潋江镇")]
    assert [row.body for row in book.setting.store.rows("marriage")][:1] == texts
    assert again.verify().sound


def test_what_was_erased_is_hidden_under_its_new_name(book: Book) -> None:
    husband = {"name": "张三丰", "address_now": "潋江镇"}
    key = book.register(couple(husband=husband), by="王某某").key
    book.erase(key, subject="husband", by="王某某", reason="本人申请")

    assert newer(book).get(key).hidden == {"husband.name", "husband.domicile"}
    paths = [c.path for c in newer(book).history(key)[0].changes if c.hidden]
    assert paths == ["husband.name", "husband.domicile"]


def test_a_newer_record_or_format_is_refused_by_its_number(book: Book) -> None:
    key = newer(book).register(couple(), by="王某某").key
    with pytest.raises(CallError) as record:
        book.get(key)
    (row,) = book.setting.store.rows("marriage")
    with pytest.raises(InputError) as written:
        Revision.read(row._replace(body=row.body.replace('"format":1', '"format":9')), {})

    assert (record.value.code, written.value.code) == ("BK108", "BK121")
    assert "9" in written.value.sentence()
