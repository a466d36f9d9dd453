"""Settings of a book that somebody altered in the database: one clear sentence, whatever is asked for."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, make_url, text
from tests.ledger.conftest import book_on, couple
from tests.servers import BACKENDS, DATABASES, new_address

from minzheng_core.cli import main
from minzheng_core.errors import InputError, MinzhengError
from minzheng_core.exchange import export_book, import_book
from minzheng_core.exchange.importing import parsed_head
from minzheng_core.privacy.seal import KeyRing
from minzheng_core.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from minzheng_core.ledger import Book, Store

GONE: object = object()
DAMAGES = {
    "county": [GONE, 360732, ""],
    "digest": [GONE, None, 5],
    "index": [GONE, None],
    "index_key": [GONE, None, "xyz", "", "00" * 31],
    "salt": [GONE, 7, "盐"],
    "seal": [GONE, 1, ""],
    "resealing": ["no"],
    "importing": [{}],
}
ONE_BY_ONE = [(name, value) for name, values in DAMAGES.items() for value in values]


def damaged(settings: dict[str, Any], name: str, value: object) -> dict[str, Any]:
    left = {key: kept for key, kept in settings.items() if key != name}
    return left if value is GONE else left | {name: value}


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    opened = open_store(new_address(request.param))
    yield opened
    opened.close()


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(MinzhengError) as refused:
        call()
    return refused.value.sentence()


def filled(store: Store, **options: Any) -> Book:
    book = book_on(store, **options)
    book.register(couple(), by="王", key="K1")
    return book


@pytest.mark.parametrize("sealed", [False, True])
def test_whatever_is_asked_for_says_which_setting_is_wrong(
    store: Store, tmp_path: Path, *, sealed: bool
) -> None:
    seal = KeyRing(bytes(32)) if sealed else None
    book = filled(store, seal=seal)
    whole = tmp_path / "whole.jsonl"
    export_book(store, "marriage", whole, private=True, seal=seal)
    sound = dict(book.setting.store.books()[0].settings)
    calls = [
        lambda: book_on(store, seal=seal),
        lambda: book.register(couple(certificate_number=None), by="王"),
        lambda: book.erase("K1", subject="husband", by="王", reason="申请"),
        lambda: book.reseal(KeyRing(b"\1" * 32)),
        lambda: book.checkpoint(by="王"),
        book.verify,
        lambda: export_book(store, "marriage", tmp_path / "out.jsonl", seal=seal),
        lambda: import_book(store, whole, seal=seal),
    ]
    for name, value in ONE_BY_ONE:
        if sealed and value == "00" * 31:
            continue  # a key that is sealed is of no certain length
        store.settle("marriage", lambda _, n=name, v=value: damaged(sound, n, v))
        for call in calls:
            said = refusal(call)
            assert said.startswith("[BK164]"), (name, value, said)
            assert name in said
    assert not (tmp_path / "out.jsonl").exists()
    store.settle("marriage", lambda _: sound)
    assert book.verify().sound
    assert len(list(store.rows("marriage"))) == 1


@pytest.mark.parametrize("name", ["digest", "index"])
def test_an_algorithm_that_is_not_known_is_named(store: Store, name: str) -> None:
    filled(store)
    store.settle("marriage", lambda settings: settings | {name: "HMAC-MD5"})

    assert "HMAC-MD5" in refusal(lambda: book_on(store))


@pytest.mark.parametrize("backend", DATABASES)
@pytest.mark.parametrize("told", ["", "{", "{}", "[]", "5", "null", "[" * 60_000])
def test_settings_that_are_no_json_do_not_hide_the_other_books(
    backend: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    url = new_address(backend)
    store = open_store(url)
    filled(store)
    filled(store, name="另一本")
    store.close()
    driver = {"postgresql": "postgresql+psycopg", "mysql": "mysql+pymysql"}.get(backend, backend)
    engine = create_engine(make_url(url).set(drivername=driver))
    with engine.begin() as raw:
        where = "UPDATE books SET settings = :told WHERE name = 'marriage'"
        raw.execute(text(where), {"told": told})
    engine.dispose()

    for command in ("verify", "checkpoint", "history", "export", "rebuild", "find"):
        words = {
            "checkpoint": ["--by", "王"], "history": ["K1"], "find": ["name=张三丰"],
        }.get(command, [])  # fmt: skip
        assert main([command, url, *words, "--book", "marriage"]) == 3
        assert capsys.readouterr().err.count("[BK164]") == 1
    assert main(["verify", url, "--book", "另一本", "--quiet"]) == 0
    assert main(["books", url, "--quiet"]) == 10
    said = capsys.readouterr().out
    assert "[BK164]" in said
    assert "登记簿“另一本”" in said


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("position", "甲"),
        ("position", -3),
        ("position", 1e30),
        ("indexed", "x"),
        ("at", 5),
        ("at", "明天"),
    ],
)
def test_an_end_that_is_none_is_named(
    column: str, value: object, capsys: pytest.CaptureFixture[str]
) -> None:
    url = new_address("sqlite")
    store = open_store(url)
    filled(store)
    filled(store, name="另一本")
    store.close()
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw, raw:
        raw.execute(f"UPDATE books SET {column} = ? WHERE name = 'marriage'", (value,))  # noqa: S608

    for command in ("verify", "export", "rebuild", "checkpoint", "find"):
        words = {"checkpoint": ["--by", "王"], "find": ["name=张三丰"]}.get(command, [])
        assert main([command, url, *words, "--book", "marriage"]) == 3
        said = capsys.readouterr().err
        assert said.startswith("[BK164]")
        assert column in said
    assert main(["books", url, "--quiet"]) == 10
    assert "登记簿“另一本”" in capsys.readouterr().out


def test_a_head_of_an_export_must_have_sound_settings(tmp_path: Path) -> None:
    store = open_store("memory://")
    filled(store)
    file = tmp_path / "book.jsonl"
    export_book(store, "marriage", file, private=True)
    head = json.loads(file.read_text(encoding="utf-8").splitlines()[0])
    parsed_head(json.dumps(head).encode())
    wrong = [
        damaged(head, name, value)
        for name, value in [*ONE_BY_ONE, ("revisions", GONE), ("private", "x"), ("seal", "SM4-GCM")]
    ]
    for one in wrong:
        with pytest.raises(InputError, match="BK148"):
            parsed_head(json.dumps(one).encode())
