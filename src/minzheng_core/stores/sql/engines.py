"""Connections: one engine per store, set up for each database, and its errors in one sentence."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attrs import field, frozen
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from minzheng_core.extras import require
from minzheng_core.ledger.errors import StoreError
from minzheng_core.stores.sql.faults import store_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minzheng_core.stores.address import Address

PATIENCE = 60
"""Seconds that a writer waits for another."""
_MOMENT = 0.02
CONNECTIONS = 40
"""Connections that one store may open to a server."""
_WRITING = "minzheng_writing"


@frozen(kw_only=True)
class Access:
    """How to reach the database of a store, for reading and for writing.

    Every error of the driver comes out as a ``StoreError`` that names the store, never its
    password, the statement or a value.
    """

    engine: Engine = field(repr=False)
    shown: str
    read_only: bool = False
    _writing: threading.local = field(factory=threading.local, init=False, repr=False, eq=False)
    """The connection that each thread writes with at the moment."""

    @property
    def kind(self) -> str:
        """``sqlite``, ``postgresql`` or ``mysql``."""
        return "mysql" if self.engine.dialect.name == "mariadb" else self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with; while the same thread writes, the one that it writes with.

        What is read under a lock is what stands there then, and a writer who reads waits for no
        second connection that other writers hold.
        """
        own: Connection | None = getattr(self._writing, "connection", None)
        if own is not None:
            yield own
            return
        with self.telling(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction to write in: everything or nothing."""
        if self.read_only:
            raise StoreError("BK132", store=self.shown)
        with self.telling(), self.engine.connect() as connection:
            connection = connection.execution_options(**{_WRITING: True})
            with connection.begin():
                self._writing.connection = connection
                try:
                    yield connection
                finally:
                    self._writing.connection = None

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn what a driver raises into one sentence."""
        dbapi = self.engine.dialect.loaded_dbapi
        try:
            yield
        except PoolTimeout:
            raise StoreError("BK131", store=self.shown) from None
        except (DBAPIError, dbapi.Error) as error:
            raise store_error(error, self.shown) from None

    def wipe(self) -> None:
        """Empty the log of SQLite, which may hold what was just erased; servers do it themselves."""
        self._sqlite("PRAGMA wal_checkpoint(TRUNCATE)")

    def compact(self) -> None:
        """Write the file of SQLite anew, without what was left in its pages."""
        self._sqlite("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")

    def _sqlite(self, *statements: str) -> None:
        if self.kind != "sqlite":
            return
        with self.telling():
            pooled = self.engine.raw_connection()
            try:
                cursor = pooled.cursor()
                for statement in statements:
                    cursor.execute(statement).fetchall()
                cursor.close()
            finally:
                pooled.close()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def connect(address: Address) -> Access:
    """The access to the database at *address*; nothing is opened yet.

    Raises:
        MissingExtra: the driver is not installed (IN002).
        StoreError: the address cannot be read (BK130); it is a directory or in none (BK135).

    """
    if address.kind == "sqlite":
        return _sqlite(address)
    if address.kind == "postgresql":
        require("psycopg", "postgres")
        engine = _server("postgresql+psycopg", address, {"client_encoding": "utf8"})
    else:
        require("pymysql", "mysql")
        mode = "SET SESSION sql_mode=CONCAT(@@sql_mode,',STRICT_ALL_TABLES')"
        engine = _server("mysql+pymysql", address, {"charset": "utf8mb4", "init_command": mode})
    event.listen(engine, "connect", _set_up_server)
    return Access(engine=engine, shown=address.shown)


def _server(driver: str, address: Address, arguments: dict[str, Any]) -> Engine:
    try:
        url = make_url(f"{driver}://{address.url}")
    except (ArgumentError, ValueError):
        raise StoreError("BK130", url=address.shown) from None
    arguments = {name: value for name, value in arguments.items() if name not in url.query}
    return create_engine(
        url,
        connect_args={"connect_timeout": 15} | arguments,
        hide_parameters=True,
        pool_size=5,
        max_overflow=CONNECTIONS - 5,
        pool_timeout=PATIENCE,
        pool_pre_ping=True,
    )


# A store reads along its indexes only. Of a book that was just loaded PostgreSQL has no statistics
# and would sort the whole of it for every page.
_ALONG_INDEXES = "enable_seqscan", "enable_bitmapscan", "enable_sort", "enable_hashjoin"


def _set_up_server(connection: Any, record: Any) -> None:
    del record
    postgresql = type(connection).__module__.startswith("psycopg")
    cursor = connection.cursor()
    if postgresql:
        told = [
            f"SET lock_timeout = '{PATIENCE}s'",
            *(f"SET {name} = off" for name in _ALONG_INDEXES),
        ]
        cursor.execute(";".join(told))
        connection.commit()
    else:
        cursor.execute(f"SET SESSION innodb_lock_wait_timeout = {PATIENCE}")
    cursor.close()


def _sqlite(address: Address) -> Access:
    path = address.path
    folder = path.absolute().parent
    if not os.access(folder, os.X_OK) or not folder.is_dir() or path.is_dir():
        raise StoreError("BK135", store=address.shown)
    if path.exists() and not path.is_file():
        raise StoreError("BK135", store=address.shown)
    read_only = path.exists() and not os.access(path, os.W_OK)
    engine = create_engine(
        _read_only_url(path) if read_only else URL.create("sqlite", database=str(path)),
        connect_args={"timeout": PATIENCE},
        hide_parameters=True,
        pool_size=5,
        max_overflow=-1,
    )
    event.listen(engine, "connect", _reading_only if read_only else _set_up)
    event.listen(engine, "begin", _begin)
    return Access(engine=engine, shown=address.shown, read_only=read_only)


def _read_only_url(path: Path) -> URL:
    """A file that may only be read, on a medium that may only be read: no lock file beside it."""
    waiting = path.with_name(path.name + "-wal")
    query = {"uri": "true", "mode": "ro"}
    if not waiting.exists() or not waiting.stat().st_size:
        query["immutable"] = "1"
    return URL.create("sqlite", database=path.absolute().as_uri(), query=query)


def _common(connection: Any) -> None:
    # Transactions are begun by the listener below, not by the driver when it thinks fit.
    connection.isolation_level = None
    # A byte that somebody put into a text stops no reader; ``verify`` finds it, since no text of
    # a revision holds what stands for it then.
    connection.text_factory = lambda raw: raw.decode("utf-8", "backslashreplace")


def _reading_only(connection: Any, record: Any) -> None:
    del record
    _common(connection)


def _set_up(connection: Any, record: Any) -> None:
    del record
    _common(connection)
    cursor = connection.cursor()
    _write_ahead(cursor)
    for pragma in ("synchronous=FULL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Keep a write-ahead log; several that open a new file at once wait for each other.

    SQLite does not wait by itself where two change the kind of journal at the same moment.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_MOMENT)
        else:
            return


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
