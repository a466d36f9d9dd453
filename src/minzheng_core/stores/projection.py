"""A table for analysts: one row per record with its public fields as columns (统计用表).

The table is made from the book and can be thrown away and made again; nothing reads it back. Sensitive
fields are not in it, nor values that may be identity numbers, whatever field they were typed into.
"""

from __future__ import annotations

import json
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from minzheng_core.ledger.errors import StoreError
from minzheng_core.ledger.index import catch_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Table

    from minzheng_core.ledger.book import Book
    from minzheng_core.ledger.store import Head
    from minzheng_core.registry import Registry
    from minzheng_core.stores.sql.engines import Access

STRETCH = 2_000
LONGEST = 60
"""The longest name of a table, in bytes: what every database takes."""
FIXED = ("record_key", "number", "state", "event_date")


@frozen(kw_only=True)
class Projection:
    """The table that was made: its name, its rows, and the revision up to which it tells."""

    table: str
    rows: int
    position: int


def project(book: Book, table: str | None = None) -> Projection:
    """Make the table of a book's records, or make it again.

    Each row has ``record_key``, ``number`` and ``state``, ``event_date`` (the day from which the
    record is true, where it is known to the day), and a column for each field that is not
    sensitive (``husband.age`` as ``husband_age``). While it is made the old table stays; the book
    may be written meanwhile.

    Args:
        book: a book in SQLite, PostgreSQL, MySQL or MariaDB.
        table: the name of the table, ``marriage_records`` for the book ``marriage`` where not given.

    Raises:
        StoreError: a store without tables (BK160); a table of that name that was not made by this
            function, or a name that is too long (BK161).

    >>> import tempfile, pathlib
    >>> from minzheng_core.ledger import Book
    >>> from minzheng_core.registries import marriage
    >>> from minzheng_core.stores import open_store
    >>> folder = tempfile.TemporaryDirectory()
    >>> store = open_store(str(pathlib.Path(folder.name) / "登记.db"))
    >>> book = Book.open(marriage.REGISTRY, store, county="360732")
    >>> first = book.register({"business_type": "结婚", "registration_date": "1985-10-01"},
    ...                       by="王某某", key="A")
    >>> project(book)
    Projection(table='marriage_records', rows=1, position=1)
    >>> store.close(); folder.cleanup()
    """
    from minzheng_core.stores.sql import SqlStore

    setting = book.setting
    store, registry = setting.store, setting.registry
    if not isinstance(store, SqlStore):
        raise StoreError("BK160")
    name = table or f"{setting.name}_records"
    _require_name(store.access, name)
    catch_up(setting)
    info = store.book(setting.name)
    made = _new_table(store.access, f"{name}_new", registry)
    count = _fill(store.access, made, store.heads(setting.name), registry)
    _swap(store.access, made.name, name)
    return Projection(table=name, rows=count, position=info.indexed if info else 0)


def columns_of(registry: Registry) -> dict[str, str]:
    """The public paths of a registry's records and the columns they stand in."""
    return {
        path: path.replace(".", "_") for path in registry.paths if path not in registry.sensitive
    }


def _typed(registry: Registry) -> list[Column[Any]]:
    from sqlalchemy import BigInteger, Column, Date, Integer, String

    from minzheng_core.stores.sql.kinds import Word, long_text

    kinds = _annotations(registry.record)
    columns: list[Column[Any]] = [
        Column("record_key", Word(64), primary_key=True, comment="记录编号"),
        Column("number", Integer, nullable=False, comment="版次"),
        Column("state", String(100), nullable=False, comment="状态"),
        Column("event_date", Date, comment=registry.labels.get(registry.event)),
    ]
    return columns + [
        Column(
            column,
            BigInteger() if "int" in kinds.get(path, "") else long_text(),
            comment=registry.labels.get(path),
        )
        for path, column in columns_of(registry).items()
    ]


def _annotations(record: type, prefix: str = "") -> dict[str, str]:
    """The types of a record's fields by path, as they are written."""
    found: dict[str, str] = {}
    for field in attrs.fields(attrs.resolve_types(record)):
        path = f"{prefix}{field.name}"
        if attrs.has(field.type):
            found |= _annotations(field.type, f"{path}.")
        else:
            found[path] = str(field.type)
    return found


def _require_name(access: Access, name: str) -> None:
    """Refuse a name that is too long, or of a table that holds something else."""
    from sqlalchemy import inspect

    from minzheng_core.stores.sql.tables import VERSION_TABLE, metadata

    taken = name in metadata.tables or name == VERSION_TABLE
    if taken or not 0 < len(f"{name}_new".encode()) <= LONGEST:
        raise StoreError("BK161", table=name)
    with access.reading() as connection:
        inspector = inspect(connection)
        for one in (name, f"{name}_new"):
            if not inspector.has_table(one):
                continue
            if not {*FIXED} <= {column["name"] for column in inspector.get_columns(one)}:
                raise StoreError("BK161", table=one)


def _new_table(access: Access, name: str, registry: Registry) -> Table:
    from sqlalchemy import MetaData, Table

    from minzheng_core.stores.sql.kinds import OPTIONS

    made: Table = Table(name, MetaData(), *_typed(registry), **OPTIONS)
    with access.writing() as connection:
        made.drop(connection, checkfirst=True)
        made.create(connection)
    return made


def _fill(access: Access, table: Table, heads: Iterator[Head], registry: Registry) -> int:
    from minzheng_core.stores.sql.inserting import insert

    paths = list(columns_of(registry))
    count = 0
    while part := list(islice(heads, STRETCH)):
        rows = [_row(head, paths, registry) for head in part]
        with access.writing() as connection:
            insert(connection, table, rows)
        count += len(rows)
    return count


def _row(head: Head, paths: list[str], registry: Registry) -> tuple[Any, ...]:
    values = registry.upcast(json.loads(head.public), registry.version)
    return (
        head.key,
        head.number,
        head.state,
        _day(values.get(registry.event)),
        *(_plain(values.get(path)) for path in paths),
    )


def _day(value: Any) -> str | None:
    """A date where it is known to the day, as every database takes it."""
    try:
        found = date.fromisoformat(str(value))
    except ValueError:
        return None
    return found.isoformat() if found.year >= 1000 else None


def _plain(value: Any) -> Any:
    """A value as a column takes it; characters that no database holds give way to a mark."""
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    return value


def _swap(access: Access, new: str, name: str) -> None:
    """Let the new table take the place of the old one."""
    with access.writing() as connection:
        quote = connection.dialect.identifier_preparer.quote
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {quote(name)}")
        connection.exec_driver_sql(f"ALTER TABLE {quote(new)} RENAME TO {quote(name)}")
