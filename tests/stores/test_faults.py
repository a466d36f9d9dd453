"""What stands in the way of a store is told in one sentence, and nothing is half-written."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, make_url
from tests.servers import DATABASES, address

from minzheng_core.errors import MinzhengError
from minzheng_core.ledger import Book, StoreError
from minzheng_core.registries import marriage
from minzheng_core.stores import open_store
from minzheng_core.stores.sql import engines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from minzheng_core.ledger import Store

COUPLE = {"business_type": "结婚", "registration_date": "1985-10-01"}


_opened: list[Store] = []


def _book(url: str) -> Book:
    _opened.append(open_store(url))
    return Book.open(marriage.REGISTRY, _opened[-1], county="360732")


@pytest.fixture(autouse=True)
def _closing() -> Iterator[None]:
    yield
    while _opened:
        _opened.pop().close()


def _code(call: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as told:
        call()
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__ or told.value.__context__ is None
    return told.value.code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "登记.db"
    book = _book(str(made))
    book.register(COUPLE, by="王某某", key="A")
    book.setting.store.close()
    return made


def test_a_directory_and_a_file_in_none(tmp_path: Path) -> None:
    folder = tmp_path / "x.db"
    folder.mkdir()

    assert _code(lambda: open_store(str(folder))) == "BK135"
    assert _code(lambda: open_store(f"sqlite:///{tmp_path}/没有/x.db")) == "BK135"


@pytest.mark.parametrize("content", [b"\x89PNG" * 500, "不是数据库".encode() * 100, b"x" * 20])
def test_a_file_that_is_no_database_is_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)

    assert _code(lambda: open_store(str(path))) == "BK134"
    assert path.read_bytes() == content


def test_a_database_of_somebody_else_with_such_tables(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE books (isbn TEXT)")
    other.close()

    assert _code(lambda: open_store(str(path))) == "BK134"
    assert _code(lambda: open_store(str(path), create=False)) == "BK142"


def test_a_database_of_somebody_else_may_hold_a_store_too(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE 低保 (name TEXT)")
    other.close()

    assert _book(str(path)).register(COUPLE, by="王某某").number == 1


def test_a_damaged_file(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)

    def use() -> None:
        book = _book(str(path))
        book.register(COUPLE, by="王某某")

    assert _code(use) == "BK136"


def test_a_locked_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "PATIENCE", 0.1)
    book = _book(str(path))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    assert _code(lambda: book.register(COUPLE, by="王某某", key="B")) == "BK131"
    assert book.get("A").number == 1

    other.execute("ROLLBACK")
    other.close()
    assert book.register(COUPLE, by="王某某", key="B").position == 2


def test_a_full_disk(path: Path) -> None:
    book = _book(str(path))
    store = book.setting.store

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 60")

    event.listen(store.access.engine, "checkout", limit)

    def fill() -> None:
        for number in range(1_000):
            book.register({**COUPLE, "office": "界" * 1_000}, by="王某某", key=f"K{number:03d}")

    assert _code(fill) == "BK133"
    event.remove(store.access.engine, "checkout", limit)
    written = [entry.key for entry in book.scan()]
    assert written == ["A", *(f"K{number:03d}" for number in range(len(written) - 1))]
    assert book.verify().sound


@pytest.mark.parametrize("logged", [False, True])
def test_a_file_that_may_only_be_read_is_read(
    logged: bool, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if logged:
        before = _book(str(path))
        before.register(COUPLE, by="王某某", key="B")
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    book = _book(str(path))

    assert book.verify().sound
    assert book.verify().revisions == 1 + logged
    assert _code(lambda: book.register(COUPLE, by="王某某")) == "BK132"


def test_a_medium_that_may_only_be_read_is_told(path: Path) -> None:
    """Where the system lets the file be opened for writing and refuses the write."""
    book = _book(str(path))
    event.listen(
        book.setting.store.access.engine,
        "checkout",
        lambda connection, *_: connection.execute("PRAGMA query_only = ON"),
    )

    assert _code(lambda: book.register(COUPLE, by="王某某")) == "BK132"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgresql://clerk:geheim@127.0.0.1:1/x", "BK137"),
        ("postgresql://clerk:geheim@no-such-host.invalid/x", "BK137"),
        ("mysql://clerk:geheim@127.0.0.1:1/x", "BK137"),
        ("mariadb://clerk:geheim@no-such-host.invalid/x", "BK137"),
    ],
)
def test_a_server_that_is_not_there(url: str, code: str) -> None:
    with pytest.raises(StoreError) as told:
        open_store(url)

    assert told.value.code == code
    assert "geheim" not in str(told.value)
    assert "clerk" not in str(told.value)


@pytest.mark.parametrize("backend", ["postgresql", "mysql"])
def test_a_login_that_is_refused(backend: str) -> None:
    url = make_url(address(backend))
    missing = url.set(database="没有这个库").render_as_string(hide_password=False)
    stranger = url.set(username="nobody_here", password="geheim")  # noqa: S106 - refused

    assert _code(lambda: open_store(missing)) == "BK138"
    assert _code(lambda: open_store(stranger.render_as_string(hide_password=False))) == "BK138"


@pytest.mark.parametrize("backend", ["postgresql", "mysql"])
def test_a_connection_that_broke_is_told_and_made_again(backend: str) -> None:
    book = _book(address(backend))
    engine = book.setting.store.access.engine
    kill = {
        "postgresql": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid = {} AND pid <> pg_backend_pid()",
        "mysql": "KILL {}",
    }[backend]
    ask = {"postgresql": "SELECT pg_backend_pid()", "mysql": "SELECT CONNECTION_ID()"}[backend]
    broken = []

    def cut(connection: object) -> None:
        if not broken:
            broken.append(True)
            number = connection.exec_driver_sql(ask).scalar()  # type: ignore[attr-defined]
            other = open_store(address(backend))
            with other.access.engine.connect() as killer:  # type: ignore[attr-defined]
                killer.exec_driver_sql(kill.format(number))
            other.close()

    event.listen(engine, "begin", cut)
    key = f"cut-{backend}"

    assert _code(lambda: book.register(COUPLE, by="王某某", key=key)) == "BK137"
    event.remove(engine, "begin", cut)
    assert book.register(COUPLE, by="王某某", key=key).number == 1


@pytest.mark.parametrize(
    ("url", "module", "extra"),
    [
        ("postgresql://x/y", "psycopg", "postgres"),
        ("mysql://x/y", "pymysql", "mysql"),
        ("mariadb://x/y", "pymysql", "mysql"),
    ],
)
def test_a_missing_driver_names_its_extra(url: str, module: str, extra: str) -> None:
    code = f"""
import sys
sys.modules[{module!r}] = None
from minzheng_core.errors import MissingExtra
from minzheng_core.stores import open_store
try:
    open_store({url!r})
except MissingExtra as error:
    print(error.code, error.values["extra"])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, encoding="utf-8"
    )

    assert done.stdout.split() == ["IN002", extra]


@pytest.mark.parametrize("backend", DATABASES)
def test_no_error_shows_a_value(backend: str) -> None:
    """A statement that fails is told by its kind; its words, which hold values, are not."""
    store = open_store(address(backend))
    access = store.access  # type: ignore[attr-defined]

    def fail() -> None:
        with access.writing() as connection:
            connection.exec_driver_sql("INSERT INTO nothing_here VALUES ('362133196208150010')")

    with pytest.raises(MinzhengError) as told:
        fail()
    store.close()

    assert told.value.code == "BK139"
    assert "362133196208150010" not in str(told.value) + repr(told.value)
