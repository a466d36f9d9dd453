"""The store on a database: every method a question or one transaction."""

from __future__ import annotations

import hashlib
import json
import re
import weakref
from typing import TYPE_CHECKING, Self

from sqlalchemy import select

from minzheng_core.ledger.errors import StaleRevision, StoreError
from minzheng_core.ledger.store import Once
from minzheng_core.schema.canonical import canonical
from minzheng_core.stores.sql import reading
from minzheng_core.stores.sql.engines import Access, connect
from minzheng_core.stores.sql.inserting import insert
from minzheng_core.stores.sql.tables import NAME_LENGTH, books, checkpoints, loads, once
from minzheng_core.stores.sql.versions import require_version
from minzheng_core.stores.sql.writing import Locked, RowClashError, last_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from minzheng_core.ledger.revision import Row
    from minzheng_core.ledger.store import (
        Append,
        BookInfo,
        Build,
        Checkpoint,
        Head,
        IndexPart,
        Settle,
    )
    from minzheng_core.stores.address import Address

_SURROGATE = re.compile("[\ud800-\udfff]")


def _named(text: str) -> tuple[str, str]:
    """What stands for a token or a name of any length and characters: its digest, and JSON."""
    told = canonical(text)
    return hashlib.sha256(told.encode()).hexdigest(), told


def storable(key: str) -> bool:
    """Whether *key* can stand in a column at all; where not, nothing has it."""
    return len(key) <= NAME_LENGTH and "\0" not in key and not _SURROGATE.search(key)


class SqlStore:
    """Books in SQLite, PostgreSQL, MySQL or MariaDB.

    Any number of threads may use one store, any number of processes a store of their own on the
    same database. On SQLite writers wait for each other; on a server only those of the same book.

    >>> import tempfile, pathlib
    >>> from minzheng_core.ledger.store import BookInfo
    >>> from minzheng_core.stores import open_store
    >>> folder = tempfile.TemporaryDirectory()
    >>> store = open_store(f"sqlite:///{pathlib.Path(folder.name)}/登记.db")
    >>> store.create(BookInfo(name="b", registry="marriage", settings={})).tail.position
    0
    >>> store.close(); folder.cleanup()

    Limitations: on SQLite an erased value is overwritten in the file. A server may keep it in dead
    rows and logs until it cleans up, and every backup has its own copy; sealed books do not have
    this weakness.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._numbers: dict[str, int] = {}
        # A store that nobody closed, in a notebook say, lets go of its file when it is dropped.
        weakref.finalize(self, access.engine.dispose)

    @classmethod
    def open(cls, address: Address, *, create: bool = True) -> Self:
        """Open the store at *address*; see :func:`minzheng_core.stores.open_store`."""
        access = connect(address)
        try:
            require_version(access, address, create=create)
        except BaseException:
            access.close()
            raise
        return cls(access)

    def __repr__(self) -> str:
        return f"SqlStore({self._access.shown!r})"

    @property
    def access(self) -> Access:
        """The database behind the store."""
        return self._access

    def books(self) -> list[BookInfo]:
        """Every book, by name."""
        return [info for _, info in reading.infos(self._access)]

    def book(self, name: str) -> BookInfo | None:
        """One book, or ``None``."""
        if not storable(name):
            return None
        found = reading.infos(self._access, name)
        return found[0][1] if found else None

    def create(self, info: BookInfo) -> BookInfo:
        """Make a book; where another writer was quicker, the book that is there."""
        row = {
            "name": info.name,
            "registry": info.registry,
            "settings": json.dumps(dict(info.settings), ensure_ascii=False),
            "position": info.tail.position,
            "digest": info.tail.digest,
            "at": info.tail.at,
            "indexed": info.indexed,
        }
        try:
            with self._access.writing() as connection:
                connection.execute(books.insert(), row)
        except StoreError:
            there = self.book(info.name)
            if there is None:
                raise
            return there
        return info

    def settle(self, book: str, change: Settle) -> None:
        """Replace the settings of a book by what *change* makes of them."""
        with self._access.writing() as connection:
            locked = Locked.take(connection, book)
            told = dict(change(locked.info.settings))
            locked.set(settings=json.dumps(told, ensure_ascii=False))

    def append(
        self,
        book: str,
        build: Build,
        *,
        once: Mapping[int, Once] | None = None,
        loaded: tuple[str, int] | None = None,
        replaced: Mapping[int, bytes | None] | None = None,
        forgotten: Collection[tuple[int, str]] = (),
    ) -> Sequence[Row]:
        """Write rows at the end of a book; all or nothing."""
        try:
            with self._access.writing() as connection:
                locked = Locked.take(connection, book)
                rows = _added(locked, build, once or {})
                if loaded:
                    locked.set_loaded(*_named(loaded[0]), loaded[1])
                locked.replace_private(replaced or {})
                locked.drop_tokens(forgotten)
        except RowClashError as clash:
            raise self._clash(clash.book, clash.rows) from None
        if replaced:
            self._access.wipe()
        return rows

    def append_together(self, appends: Sequence[Append]) -> list[Sequence[Row]]:
        """Write the rows of several books in one transaction; all or nothing.

        All books are locked, in the order of their names so that two writers never wait for each
        other, before anything is read: MySQL shows a transaction what stood there when it first read.
        """
        try:
            with self._access.writing() as connection:
                names = sorted(one.book for one in appends)
                locked = {name: Locked.take(connection, name) for name in names}
                return [_added(locked[one.book], one.build, one.once) for one in appends]
        except RowClashError as clash:
            raise self._clash(clash.book, clash.rows) from None

    def _clash(self, book: str, rows: Sequence[Row]) -> StaleRevision | StoreError:
        """Why the database refused rows: a record is there already, or positions are taken."""
        number = self._number(book)
        first = [row for row in rows if row.number == 1]
        with self._access.reading() as connection:
            found = last_numbers(connection, number, [row.key for row in first])
        for row in first:
            if row.key in found:
                return StaleRevision("BK201", key=row.key, seen=0, found=found[row.key])
        return StoreError("BK144", book=book)

    def rows(self, book: str, *, after: int = 0, upto: int | None = None) -> Iterator[Row]:
        """The rows of a book in their order, streamed."""
        return reading.rows(self._access, self._number(book), after, upto)

    def rows_of(self, book: str, keys: Collection[str]) -> list[Row]:
        """All rows of some records, by key and number."""
        return reading.rows_of(self._access, self._number(book), _sorted(keys))

    def by_record(self, book: str, *, after: str = "") -> Iterator[Row]:
        """All rows by key and number, streamed; keys beyond *after*."""
        return reading.by_record(self._access, self._number(book), after)

    def once(self, book: str, token: str) -> tuple[Once, int] | None:
        """The request a token was written with, and the position of its first row."""
        wanted = select(once.c.request, once.c.position).where(
            once.c.book == self._number(book), once.c.digest == _named(token)[0]
        )
        found = reading.fetch(self._access, wanted)
        return (Once(token=token, request=found[0][0]), found[0][1]) if found else None

    def sent(self, book: str, *, after: int = 0) -> Iterator[tuple[int, Once]]:
        """Every token with the position of its row, by position, streamed."""
        return reading.sent(self._access, self._number(book), after)

    def loaded(self, book: str, name: str) -> int:
        """How many records of a load are written."""
        wanted = select(loads.c.done).where(
            loads.c.book == self._number(book), loads.c.digest == _named(name)[0]
        )
        found = reading.fetch(self._access, wanted)
        return found[0][0] if found else 0

    def loads(self, book: str) -> Mapping[str, int]:
        """Every load with the number of its records that are written."""
        wanted = select(loads.c.name, loads.c.done).where(loads.c.book == self._number(book))
        return {json.loads(name): done for name, done in reading.fetch(self._access, wanted)}

    def put_index(
        self,
        book: str,
        part: IndexPart,
        *,
        expected: int,
        still: Callable[[], bool] = lambda: True,
    ) -> bool:
        """Add a stretch of index where it stands at *expected* and what it is made of is *still* so."""
        with self._access.writing() as connection:
            locked = Locked.take(connection, book)
            if locked.info.indexed != expected or not still():
                return False
            locked.put(part)
            return True

    def clear_index(self, book: str) -> None:
        """Throw the index away."""
        with self._access.writing() as connection:
            Locked.take(connection, book).clear()

    def heads(self, book: str, keys: Collection[str] | None = None) -> Iterator[Head]:
        """Heads by key: all of them, or those of some records."""
        asked = None if keys is None else _sorted(keys)
        return reading.all_heads(self._access, self._number(book), asked)

    def count(self, book: str) -> int:
        """How many heads there are."""
        return reading.count(self._access, self._number(book))

    def keys_with(self, book: str, tokens: Collection[int]) -> set[str]:
        """The records that any of the tokens stands for."""
        return reading.keys_with(self._access, self._number(book), tokens)

    def add_checkpoint(self, book: str, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint."""
        with self._access.writing() as connection:
            number = Locked.take(connection, book).number
            row = (number, checkpoint.position, checkpoint.root, checkpoint.text)
            insert(connection, checkpoints, [row], "replace")

    def checkpoints(self, book: str) -> list[Checkpoint]:
        """Every checkpoint, by position."""
        return reading.all_checkpoints(self._access, self._number(book))

    def replace_payloads(self, book: str, payloads: Mapping[int, tuple[bytes, bytes]]) -> None:
        """Replace private values by the same under another seal, where they still stand."""
        with self._access.writing() as connection:
            locked = Locked.take(connection, book)
            standing = locked.private_of(payloads)
            locked.replace_private(
                {p: new for p, (old, new) in payloads.items() if standing.get(p) == old}
            )
        self._access.wipe()

    def tidy(self) -> None:
        """Write the file of SQLite anew; what was replaced may have left copies in its pages."""
        self._access.compact()

    def close(self) -> None:
        """Let go of files and connections."""
        self._access.close()

    def _number(self, book: str) -> int:
        """The number of a book in the tables; it never changes."""
        number = self._numbers.get(book)
        if number is None:
            found = reading.infos(self._access, book) if storable(book) else []
            if not found:
                raise StoreError("BK104", book=book)
            number = self._numbers[book] = found[0][0]
        return number


def _added(locked: Locked, build: Build, once: Mapping[int, Once]) -> Sequence[Row]:
    """The rows that *build* makes, written with their idempotency keys."""
    rows = build(locked.info)
    locked.add_once(
        (*_named(sent.token), sent.request, rows[place].position) for place, sent in once.items()
    )
    locked.add_rows(rows)
    return rows


def _sorted(keys: Collection[str]) -> list[str]:
    """Keys in their order, without repetition and without what no key can be."""
    return sorted(key for key in set(keys) if storable(key))
