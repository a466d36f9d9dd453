"""Writing a store: every write is one transaction that begins by locking the row of its book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen
from sqlalchemy import Connection, and_, bindparam, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from minzheng_core.ledger.errors import StaleRevision, StoreError, TokenTaken
from minzheng_core.ledger.proof.chain import tail_of
from minzheng_core.stores.sql.inserting import insert
from minzheng_core.stores.sql.reading import info_of
from minzheng_core.stores.sql.tables import (
    SHIFT,
    books,
    heads,
    loads,
    once,
    privates,
    revisions,
    tokens,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from minzheng_core.ledger.revision import Row
    from minzheng_core.ledger.store import BookInfo, IndexPart

_ASKED = 500


class RowClashError(Exception):
    """A row is there already: the book, and the rows that were to be written."""

    def __init__(self, book: str, rows: Sequence[Row]) -> None:
        super().__init__(book)
        self.book, self.rows = book, rows


def clashes(connection: Connection) -> tuple[type[BaseException], ...]:
    """What a broken constraint raises, by SQLAlchemy and by the driver itself."""
    return IntegrityError, connection.dialect.loaded_dbapi.IntegrityError


@frozen(kw_only=True)
class Locked:
    """A book whose row this transaction holds; other writers of the book wait."""

    connection: Connection
    number: int
    info: BookInfo

    @classmethod
    def take(cls, connection: Connection, name: str) -> Locked:
        """Lock the book.

        Raises:
            StoreError: there is none of that name (BK104).

        """
        wanted = select(books).where(books.c.name == name).with_for_update()
        found = connection.execute(wanted).one_or_none()
        if found is None:
            raise StoreError("BK104", book=name)
        return cls(connection=connection, number=found.id, info=info_of(found))

    def set(self, **values: Any) -> None:
        """Change the book's own row."""
        self.connection.execute(update(books).where(books.c.id == self.number).values(**values))

    # Appending

    def add_once(self, taken: Iterable[tuple[str, str, str, int]]) -> None:
        """Write idempotency keys: digest of the token, token, request, position.

        Raises:
            TokenTaken: one of them is written already.

        """
        rows = [(self.number, *told) for told in taken]
        try:
            insert(self.connection, once, rows)
        except clashes(self.connection):
            raise TokenTaken from None

    def _require_next(self, rows: Sequence[Row]) -> None:
        """Prove that each row is the next of its record.

        A first revision is left to the unique constraint, which costs no question.

        Raises:
            StaleRevision: it is not (BK201).

        """
        if len({row[1] for row in rows}) == len(rows) and all(row[2] == 1 for row in rows):
            return
        first: dict[str, int] = {}
        ahead: dict[str, int] = {}
        for row in rows:
            last = ahead.get(row.key)
            if last is None:
                first[row.key] = row.number
            elif row.number != last + 1:
                raise StaleRevision("BK201", key=row.key, seen=row.number - 1, found=last)
            ahead[row.key] = row.number
        found = self.last_numbers([key for key, number in first.items() if number != 1])
        for key, number in first.items():
            last = found.get(key, 0)
            if number != 1 and last != number - 1:
                raise StaleRevision("BK201", key=key, seen=number - 1, found=last)

    def last_numbers(self, keys: Sequence[str]) -> dict[str, int]:
        """The number of the last revision of each record."""
        return last_numbers(self.connection, self.number, keys)

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Write revisions and their private values.

        Raises:
            StaleRevision: a row is not the next of its record (BK201).
            RowClashError: a unique constraint refuses.

        """
        if not rows:
            return
        self._require_next(rows)
        start = self.number << SHIFT
        private = [(start | row[0], 0, row[5]) for row in rows if row[5] is not None]
        try:
            insert(
                self.connection,
                revisions,
                [
                    (start | position, self.number, key, number, body, digest)
                    for position, key, number, body, digest, _ in rows
                ],
            )
            insert(self.connection, privates, private)
        except clashes(self.connection):
            raise RowClashError(self.info.name, rows) from None
        tail = tail_of(list(rows), self.info.tail)
        self.set(position=tail.position, digest=tail.digest, at=tail.at)

    def set_loaded(self, digest: str, name: str, done: int) -> None:
        """Write down how far a load has come."""
        insert(self.connection, loads, [(self.number, digest, name, done)], "replace")

    def private_of(self, positions: Iterable[int]) -> dict[int, bytes]:
        """The private values that stand at some positions."""
        start = self.number << SHIFT
        ids = [start | position for position in positions]
        found: dict[int, bytes] = {}
        for place in range(0, len(ids), _ASKED):
            some = privates.c.id.in_(ids[place : place + _ASKED])
            for number, spare, payload in self.connection.execute(select(privates).where(some)):
                found[number - start] = bytes(payload)[: len(payload) - spare]
        return found

    def replace_private(self, payloads: Mapping[int, bytes | None]) -> bool:
        """Put private values in the place of others; ``None`` erases them.

        Shorter values are written where the longer ones stood, zeros behind them, so that SQLite
        moves nothing and no copy is left in its file. Whether longer ones had to be moved, so that
        copies of others may be left in it.
        """
        start = self.number << SHIFT
        wanted = {start | position: payload or b"" for position, payload in payloads.items()}
        room = self._room(list(wanted))
        longer, told = 0, []
        for number, new in wanted.items():
            if number in room:
                size, spare = room[number]
                longer += len(new) > size
                left = _spare(size, spare, len(new))
                told.append({"a_place": number, "new": new + bytes(left), "left": left})
        if told:
            place = privates.c.id == bindparam("a_place")
            change = update(privates).where(place)
            change = change.values(payload=bindparam("new"), spare=bindparam("left"))
            self.connection.execute(change, told)
        missing = [(number, 0, new) for number, new in wanted.items() if new and number not in room]
        insert(self.connection, privates, missing)
        return longer > 0

    def _room(self, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
        """How many bytes stand at each place, and how many of them are spare."""
        found: dict[int, tuple[int, int]] = {}
        size = func.length(privates.c.payload)
        for place in range(0, len(ids), _ASKED):
            some = privates.c.id.in_(ids[place : place + _ASKED])
            asked = select(privates.c.id, size, privates.c.spare).where(some)
            found.update((n, (room, spare)) for n, room, spare in self.connection.execute(asked))
        return found

    # The index

    def drop_tokens(self, dropped: Collection[tuple[int, str]]) -> None:
        """Take tokens out of the index."""
        if dropped:
            condition = and_(
                tokens.c.book == self.number,
                tokens.c.token == bindparam("a_token"),
                tokens.c.record_key == bindparam("a_key"),
            )
            told = [{"a_token": token, "a_key": key} for token, key in dropped]
            self.connection.execute(delete(tokens).where(condition), told)

    def put(self, part: IndexPart) -> None:
        """Add a stretch of index."""
        self.drop_tokens(part.dropped)
        insert(
            self.connection, tokens, [(self.number, *told) for told in sorted(part.tokens)], "keep"
        )
        insert(
            self.connection,
            heads,
            [(self.number, h.key, h.number, h.position, h.state, h.public) for h in part.heads],
            "replace",
        )
        self.set(indexed=part.upto)

    def clear(self) -> None:
        """Throw the index away."""
        for table in (heads, tokens):
            self.connection.execute(delete(table).where(table.c.book == self.number))
        self.set(indexed=0)


def _spare(size: int, spare: int, length: int) -> int:
    """The zeros behind *length* bytes, so that a row of SQLite keeps its size and its place.

    The number of zeros stands in the row too, and takes bytes of its own.
    """
    room = size + _bytes_of(spare) - length
    for taken in range(4):
        if room >= taken and _bytes_of(room - taken) == taken:
            return room - taken
    return max(0, room - 4)


def _bytes_of(number: int) -> int:
    """The bytes that a row of SQLite keeps a number in: none for 0 and 1, then 1, 2, 3 or 4."""
    limits = (1, 127, 32_767, 8_388_607)
    return next((size for size, limit in enumerate(limits) if number <= limit), 4)


def last_numbers(connection: Connection, book: int, keys: Sequence[str]) -> dict[str, int]:
    """The number of the last revision of each of some records, as far as they are there."""
    found: dict[str, int] = {}
    key, number = revisions.c.record_key, revisions.c.number
    for place in range(0, len(keys), _ASKED):
        some = and_(revisions.c.book == book, key.in_(keys[place : place + _ASKED]))
        wanted = select(key, func.max(number)).where(some).group_by(key)
        found.update((name, last) for name, last in connection.execute(wanted))
    return found
