"""Many rows at once by each driver's own fastest way, inside the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from minzheng_core.stores.sql.kinds import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    Clash = Literal["fail", "keep", "replace"]

MANY = 500
"""From so many rows on, PostgreSQL is given them as a stream or as arrays."""


def insert(
    connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]], clash: Clash = "fail"
) -> None:
    """Insert rows with a value for each column of *table*, in its order.

    Args:
        connection: in a transaction.
        table: where.
        rows: the rows.
        clash: what to do where the primary key is there: ``fail`` as the database does, ``keep``
            what is there, or ``replace`` it.

    """
    if not rows:
        return
    kind = connection.dialect.name
    if kind == "postgresql":
        if len(rows) < MANY:
            connection.exec_driver_sql(_values(connection, table, clash), list(rows))
        elif clash == "fail":
            _copy(connection, table, rows)
        else:
            _arrays(connection, table, rows, clash)
        return
    if kind != "sqlite":
        rows = _encoded(table, rows)
    connection.exec_driver_sql(_values(connection, table, clash), list(rows))


def _encoded(table: Table, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows with their words as bytes, as MySQL takes them."""
    words = [isinstance(column.type, Word) for column in table.columns]
    if not any(words):
        return list(rows)
    return [
        tuple(value.encode() if word else value for value, word in zip(row, words, strict=True))
        for row in rows
    ]


def _named(connection: Connection, table: Table) -> tuple[str, list[str]]:
    quote = connection.dialect.identifier_preparer.quote
    return quote(table.name), [quote(column.name) for column in table.columns]


def _values(connection: Connection, table: Table, clash: Clash) -> str:
    name, columns = _named(connection, table)
    sqlite = connection.dialect.name == "sqlite"
    places = ",".join(["?" if sqlite else "%s"] * len(columns))
    told = f"INTO {name} ({','.join(columns)}) VALUES ({places})"
    if sqlite:
        verb = {"fail": "INSERT", "keep": "INSERT OR IGNORE", "replace": "INSERT OR REPLACE"}
        return f"{verb[clash]} {told}"
    return f"INSERT {told}{_on_clash(connection, table, clash)}"


def _on_clash(connection: Connection, table: Table, clash: Clash) -> str:
    if clash == "fail":
        return ""
    quote = connection.dialect.identifier_preparer.quote
    keys = [quote(column.name) for column in table.primary_key]
    others = [quote(c.name) for c in table.columns if not c.primary_key]
    if connection.dialect.name == "postgresql":
        done = ", ".join(f"{name} = EXCLUDED.{name}" for name in others)
        told = "DO NOTHING" if clash == "keep" else f"DO UPDATE SET {done}"
        return f" ON CONFLICT ({','.join(keys)}) {told}"
    kept = f"{keys[0]} = {keys[0]}"
    done = ", ".join(f"{name} = VALUES({name})" for name in others)
    return f" ON DUPLICATE KEY UPDATE {kept if clash == 'keep' else done}"


def _copy(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    name, columns = _named(connection, table)
    driver: Any = connection.connection.driver_connection
    statement = f"COPY {name} ({','.join(columns)}) FROM STDIN"
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _arrays(
    connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]], clash: Clash
) -> None:
    name, columns = _named(connection, table)
    types = [
        column.type.compile(connection.dialect).partition(" COLLATE")[0] for column in table.columns
    ]
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    chosen = f"SELECT * FROM unnest({arrays})"  # noqa: S608 - names of columns and types
    told = f"INSERT INTO {name} ({','.join(columns)}) {chosen}"
    connection.exec_driver_sql(
        told + _on_clash(connection, table, clash), tuple(map(list, zip(*rows, strict=True)))
    )
