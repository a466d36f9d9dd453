"""One byte changed anywhere in a stored revision is found and named; nothing private leaks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.servers import DATABASES, new_address

from minzheng_core.ledger import Book, Source
from minzheng_core.privacy.seal import Key, KeyRing
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.examples import GOOD
from minzheng_core.stores import open_store

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = [
    number
    for record in GOOD
    for number in (record.husband.id_number, record.wife.id_number)
    if number
]
COLUMNS = [("revisions", c) for c in ("id", "book", "record_key", "number", "body", "digest")] + [
    ("privates", "id"),
    ("privates", "spare"),
    ("privates", "payload"),
]


def _fill(book: Book) -> None:
    for number, record in enumerate(GOOD):
        book.register(record, by="王某某", key=f"甲·𠮷-{number}", once=f"r{number}",
                      source=Source(file="档案.xlsx", sheet="婚姻", row=number + 2))  # fmt: skip
        book.correct(f"甲·𠮷-{number}", {"remark": "原件模糊", "wife": {"name": "欧阳某"}},
                     by="李某某", reason="档案原文如此")  # fmt: skip
    book.find(id_number=NUMBERS[0])
    book.checkpoint(by="王某某")


@cache
def _whole() -> bytes:
    """The file of a small book."""
    url = new_address("sqlite")
    store = open_store(url)
    _fill(Book.open(marriage.REGISTRY, store, county="360732"))
    store.close()
    with open(url.removeprefix("sqlite:///"), "rb") as file:  # noqa: PTH123 - as it is
        return file.read()


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tampered")


@settings(max_examples=120)
@given(
    st.sampled_from(COLUMNS), st.integers(0, 2 * len(GOOD) - 1), st.integers(0), st.integers(1, 255)
)
def test_one_byte_changed_is_found_and_named(
    workplace: Path, column: tuple[str, str], row: int, place: int, change: int
) -> None:
    table, name = column
    path = workplace / "登记.db"
    path.write_bytes(_whole())
    with closing(sqlite3.connect(path)) as raw, raw:
        position = raw.execute(f"SELECT id FROM {table} ORDER BY id").fetchall()[row][0]  # noqa: S608
        kind, value = raw.execute(
            f"SELECT typeof({name}), CAST({name} AS BLOB) FROM {table} WHERE id = ?",  # noqa: S608
            (position,),
        ).fetchone()
        new: object
        if kind == "integer":
            whole = int(value)
            new = whole ^ (change << 8 * (place % 6))
        else:
            altered = bytearray(value)
            altered[place % len(altered)] ^= change
            new = bytes(altered)
        cast = f"CAST(? AS {kind})" if kind == "text" else "?"
        try:
            raw.execute(f"UPDATE {table} SET {name} = {cast} WHERE id = ?", (new, position))  # noqa: S608
        except sqlite3.IntegrityError:
            return  # a number of a record twice
    store = open_store(str(path))
    told = Book.open(marriage.REGISTRY, store, county="360732").verify()
    store.close()

    assert not told.sound
    first = told.faults[0]
    assert first.expected == str(position & ((1 << 40) - 1)) or first.code == "BK306"
    assert first.code in {"BK301", "BK302", "BK303", "BK305", "BK306", "BK307"}


def test_untouched_it_is_sound(workplace: Path) -> None:
    path = workplace / "whole.db"
    path.write_bytes(_whole())
    store = open_store(str(path))

    assert Book.open(marriage.REGISTRY, store, county="360732").verify().sound
    store.close()


def test_no_identity_number_stands_in_any_table_but_one(workplace: Path) -> None:
    path = workplace / "grep.db"
    path.write_bytes(_whole())
    assert NUMBERS
    assert all(number.encode() in _whole() for number in NUMBERS)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TABLE privates")
        raw.execute("VACUUM")
    raw.close()

    left = path.read_bytes()
    secrets = [*NUMBERS, *(r.husband.name for r in GOOD), *(r.wife.name for r in GOOD), "欧阳某"]
    assert [secret for secret in secrets if secret and secret.encode() in left] == []
    assert "原件模糊".encode() not in left
    assert "档案.xlsx".encode() in left


@pytest.mark.parametrize("backend", DATABASES)
def test_no_table_but_one_holds_an_identity_number_on_any_database(backend: str) -> None:
    store = open_store(new_address(backend))
    _fill(Book.open(marriage.REGISTRY, store, county="360732"))
    access = store.access  # type: ignore[attr-defined]
    from minzheng_core.stores.sql.tables import metadata

    with access.reading() as connection:
        text = {
            name: repr(connection.execute(table.select()).all())
            for name, table in metadata.tables.items()
        }
    store.close()

    text.pop("privates")
    assert "甲·𠮷-0" in text["heads"]
    assert [n for n in NUMBERS for held in text.values() if n in held] == []


def _held(path: Path) -> bytes:
    return b"".join(part.read_bytes() for part in path.parent.glob(path.name + "*"))


def test_an_erased_value_is_in_the_file_no_more(tmp_path: Path) -> None:
    """Two books written in turn, so that pages are split in the middle of the table."""
    path = tmp_path / "登记.db"
    store = open_store(str(path))
    books = [
        Book.open(marriage.REGISTRY, store, county="360732", name=name) for name in ("一", "二")
    ]
    for number in range(150):
        for book in books:
            name = f"秘{chr(0x4E00 + number)}{book.setting.name}"
            book.register(
                {"business_type": "结婚", "registration_date": "1985-10-01",
                 "husband": {"name": name, "domicile": "界" * (number % 60)}},
                by="王某某", key=f"K{number}", accept={"MR999": "x"},
            )  # fmt: skip
    gone = [number for number in range(150) if number % 3]
    assert "秘丁一".encode() in _held(path)
    for number in gone:
        books[0].erase(f"K{number}", subject="husband", by="王某某", reason="本人要求")

    held = _held(path)
    assert [n for n in gone if f"秘{chr(0x4E00 + n)}一".encode() in held] == []
    assert all(f"秘{chr(0x4E00 + n)}二".encode() in held for n in range(150))
    assert all(book.verify().sound for book in books)
    store.close()


def test_sealed_values_leave_no_clear_ones_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "登记.db"
    store = open_store(str(path))
    book = Book.open(marriage.REGISTRY, store, county="360732")
    for number in range(200):
        book.register(
            {"business_type": "结婚", "husband": {"name": f"秘{chr(0x4E00 + number)}人"}},
            by="王某某", key=f"K{number}", accept={"MR101": "档案原文如此"},
        )  # fmt: skip
    assert _held(path).count("秘".encode()) >= 200

    book.reseal(KeyRing(Key.new()))

    assert "秘".encode() not in _held(path)
    assert book.get("K7").values["husband.name"] == "秘万人"
    assert book.verify().sound
    store.close()
