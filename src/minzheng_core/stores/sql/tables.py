"""The tables of a store: the same few for every registry, on every database (表结构).

Numbers of revisions hold the book and the position in it, so that the order of a book is the order
of a primary key. Everything may be read in the clear but ``privates``, the only table from which
anything is ever erased.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, UniqueConstraint

from minzheng_core.stores.sql.kinds import OPTIONS, Word, long_bytes, long_text, row_number

if TYPE_CHECKING:
    from sqlalchemy.schema import SchemaItem

VERSION = "0001"
"""The version of the tables below; that of the last file in ``migrations/versions``."""
VERSION_TABLE = "store_version"
SHIFT = 40
"""A book has room for 2**40 revisions."""
NAME_LENGTH = 100
KEY_LENGTH = 64


metadata = MetaData()


def _table(name: str, *parts: SchemaItem, **options: Any) -> Table:
    made: Table = Table(name, metadata, *parts, **{**OPTIONS, **options})
    return made


def _book() -> Column[int]:
    return Column("book", Integer, primary_key=True, autoincrement=False)


books = _table(
    "books",
    Column("id", Integer, primary_key=True),
    Column("name", Word(NAME_LENGTH), nullable=False),
    Column("registry", String(NAME_LENGTH), nullable=False),
    Column("settings", long_text(), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", String(40), nullable=False),
    Column("indexed", BigInteger, nullable=False),
    UniqueConstraint("name", name="books_name"),
)
"""One row per book: its settings, its end, and how far its index reaches."""

revisions = _table(
    "revisions",
    Column("id", row_number(), primary_key=True, autoincrement=False),
    Column("book", Integer, nullable=False),
    Column("record_key", Word(KEY_LENGTH), nullable=False),
    Column("number", Integer, nullable=False),
    Column("body", long_text(), nullable=False),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("book", "record_key", "number", name="revisions_number"),
)
"""Every revision; rows are added and never changed."""

privates = _table(
    "privates",
    # On SQLite this is no INTEGER, so rows stand in the order in which they were written and no
    # page is ever split in its middle, which would leave copies of values behind.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("spare", Integer, nullable=False),
    Column("payload", long_bytes(), nullable=False),
)
"""The private values of revisions, plain or sealed; the only rows that are erased.

The last ``spare`` bytes of ``payload`` are zeros where erased values were.
"""

once = _table(
    "once",
    _book(),
    Column("digest", String(64), primary_key=True),
    Column("token", long_text(), nullable=False),
    Column("request", String(64), nullable=False),
    Column("position", BigInteger, nullable=False),
    UniqueConstraint("book", "position", name="once_position"),
)
"""Requests that were written: the SHA-256 of the token they were sent with, and the token as JSON."""

loads = _table(
    "loads",
    _book(),
    Column("digest", String(64), primary_key=True),
    Column("name", long_text(), nullable=False),
    Column("done", BigInteger, nullable=False),
)
"""How far bulk loads have come: the SHA-256 of their name, and the name as JSON."""

heads = _table(
    "heads",
    _book(),
    Column("record_key", Word(KEY_LENGTH), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("state", String(NAME_LENGTH), nullable=False),
    Column("public", long_text(), nullable=False),
)
"""The present state of every record without its private values; made again from the revisions."""

tokens = _table(
    "tokens",
    _book(),
    Column("token", BigInteger, primary_key=True, autoincrement=False),
    Column("record_key", Word(KEY_LENGTH), primary_key=True),
    sqlite_with_rowid=False,
)
"""Keyed hashes of searchable values and the records that have them."""

checkpoints = _table(
    "checkpoints",
    _book(),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("root", String(64), nullable=False),
    Column("text", long_text(), nullable=False),
)
"""Roots over the first revisions of a book, as they were printed."""
