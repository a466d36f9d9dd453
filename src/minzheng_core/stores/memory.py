"""A store in memory: for tests, notebooks and trying out; also the model the others are tested by."""

from __future__ import annotations

from operator import itemgetter
from threading import RLock
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from minzheng_core.ledger.errors import StaleRevision, StoreError, TokenTaken
from minzheng_core.ledger.proof.chain import tail_of

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
        Once,
        Settle,
    )


@define
class _Shelf:
    """Everything of one book."""

    info: BookInfo
    rows: list[Row] = field(factory=list)
    places: dict[str, list[int]] = field(factory=dict)
    """For each key the positions of its rows."""
    once: dict[str, tuple[Once, int]] = field(factory=dict)
    loads: dict[str, int] = field(factory=dict)
    heads: dict[str, Head] = field(factory=dict)
    tokens: dict[int, set[str]] = field(factory=dict)
    checkpoints: list[Checkpoint] = field(factory=list)


class MemoryStore:
    """Books in this process, gone when it ends.

    >>> from minzheng_core.ledger.store import BookInfo
    >>> store = MemoryStore()
    >>> store.create(BookInfo(name="b", registry="marriage", settings={})).tail.position
    0
    """

    def __init__(self) -> None:
        self._shelves: dict[str, _Shelf] = {}
        self._lock = RLock()

    def books(self) -> list[BookInfo]:
        """Every book, by name."""
        with self._lock:
            return [shelf.info for _, shelf in sorted(self._shelves.items())]

    def book(self, name: str) -> BookInfo | None:
        """One book, or ``None``."""
        with self._lock:
            shelf = self._shelves.get(name)
            return shelf.info if shelf else None

    def create(self, info: BookInfo) -> BookInfo:
        """Make a book; the one that is there where it is there."""
        with self._lock:
            return self._shelves.setdefault(info.name, _Shelf(info=info)).info

    def settle(self, book: str, change: Settle) -> None:
        """Replace the settings of a book by what *change* makes of them."""
        with self._lock:
            shelf = self._shelf(book)
            shelf.info = evolve(shelf.info, settings=dict(change(shelf.info.settings)))

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
        with self._lock:
            shelf = self._shelf(book)
            rows = self._built(shelf, build, once or {})
            self._put(shelf, rows, once or {})
            if loaded:
                shelf.loads[loaded[0]] = loaded[1]
            for position, payload in (replaced or {}).items():
                shelf.rows[position - 1] = shelf.rows[position - 1]._replace(payload=payload)
            for token, key in forgotten:
                shelf.tokens.get(token, set()).discard(key)
            return rows

    def append_together(self, appends: Sequence[Append]) -> list[Sequence[Row]]:
        """Write the rows of several books; all or nothing."""
        with self._lock:
            shelves = [self._shelf(one.book) for one in appends]
            built = [
                self._built(shelf, one.build, one.once)
                for shelf, one in zip(shelves, appends, strict=True)
            ]
            for shelf, rows, one in zip(shelves, built, appends, strict=True):
                self._put(shelf, rows, one.once)
            return [*built]

    def _built(self, shelf: _Shelf, build: Build, once: Mapping[int, Once]) -> list[Row]:
        """The rows that can be written at the end of a book; nothing is written yet."""
        rows = list(build(shelf.info))
        sent_now = [sent.token for sent in once.values()]
        if len(set(sent_now)) < len(sent_now) or not shelf.once.keys().isdisjoint(sent_now):
            raise TokenTaken
        self._require_next(shelf, rows)
        return rows

    @staticmethod
    def _put(shelf: _Shelf, rows: list[Row], once: Mapping[int, Once]) -> None:
        for row in rows:
            shelf.rows.append(row)
            shelf.places.setdefault(row.key, []).append(row.position)
        for place, sent in once.items():
            shelf.once[sent.token] = (sent, rows[place].position)
        shelf.info = evolve(shelf.info, tail=tail_of(rows, shelf.info.tail))

    @staticmethod
    def _require_next(shelf: _Shelf, rows: Sequence[Row]) -> None:
        ahead: dict[str, int] = {}
        for row in rows:
            last = ahead.get(row.key, len(shelf.places.get(row.key, ())))
            if row.number != last + 1:
                raise StaleRevision("BK201", key=row.key, seen=row.number - 1, found=last)
            ahead[row.key] = row.number

    def rows(self, book: str, *, after: int = 0, upto: int | None = None) -> Iterator[Row]:
        """The rows of a book in their order."""
        with self._lock:
            found = self._shelf(book).rows[after:upto]
        return iter(found)

    def rows_of(self, book: str, keys: Collection[str]) -> list[Row]:
        """All rows of some records, by key and number."""
        with self._lock:
            shelf = self._shelf(book)
            return [
                shelf.rows[position - 1]
                for key in sorted(set(keys))
                for position in shelf.places.get(key, ())
            ]

    def by_record(self, book: str, *, after: str = "") -> Iterator[Row]:
        """All rows by key and number."""
        with self._lock:
            shelf = self._shelf(book)
            return iter(self.rows_of(book, [key for key in shelf.places if key > after]))

    def once(self, book: str, token: str) -> tuple[Once, int] | None:
        """The request of a token, and the position of its row."""
        with self._lock:
            return self._shelf(book).once.get(token)

    def sent(self, book: str, *, after: int = 0) -> Iterator[tuple[int, Once]]:
        """Every token with the position of its row, by position."""
        with self._lock:
            found = [(place, once) for once, place in self._shelf(book).once.values()]
        return iter(sorted((item for item in found if item[0] > after), key=itemgetter(0)))

    def loads(self, book: str) -> Mapping[str, int]:
        """Every load with the number of its records that are written."""
        with self._lock:
            return dict(self._shelf(book).loads)

    def loaded(self, book: str, name: str) -> int:
        """How many records of a load are written."""
        with self._lock:
            return self._shelf(book).loads.get(name, 0)

    def put_index(
        self,
        book: str,
        part: IndexPart,
        *,
        expected: int,
        still: Callable[[], bool] = lambda: True,
    ) -> bool:
        """Add a stretch of index where it stands at *expected* and what it is made of is *still* so."""
        with self._lock:
            shelf = self._shelf(book)
            if shelf.info.indexed != expected or not still():
                return False
            for token, key in part.dropped:
                shelf.tokens.get(token, set()).discard(key)
            for token, key in part.tokens:
                shelf.tokens.setdefault(token, set()).add(key)
            shelf.heads |= {head.key: head for head in part.heads}
            shelf.info = evolve(shelf.info, indexed=part.upto)
            return True

    def clear_index(self, book: str) -> None:
        """Throw the index away."""
        with self._lock:
            shelf = self._shelf(book)
            shelf.heads.clear()
            shelf.tokens.clear()
            shelf.info = evolve(shelf.info, indexed=0)

    def heads(self, book: str, keys: Collection[str] | None = None) -> Iterator[Head]:
        """Heads by key."""
        with self._lock:
            heads = self._shelf(book).heads
            wanted = sorted(heads if keys is None else set(keys) & set(heads))
            return iter([heads[key] for key in wanted])

    def count(self, book: str) -> int:
        """How many heads there are."""
        with self._lock:
            return len(self._shelf(book).heads)

    def keys_with(self, book: str, tokens: Collection[int]) -> set[str]:
        """The records that any of the tokens stands for."""
        with self._lock:
            known = self._shelf(book).tokens
            return set().union(*(known.get(token, set()) for token in tokens))

    def add_checkpoint(self, book: str, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint."""
        with self._lock:
            points = self._shelf(book).checkpoints
            points[:] = sorted(
                [*(p for p in points if p.position != checkpoint.position), checkpoint],
                key=lambda point: point.position,
            )

    def checkpoints(self, book: str) -> list[Checkpoint]:
        """Every checkpoint, by position."""
        with self._lock:
            return list(self._shelf(book).checkpoints)

    def replace_payloads(self, book: str, payloads: Mapping[int, tuple[bytes, bytes]]) -> None:
        """Replace private values by the same under another seal, where they still stand."""
        with self._lock:
            rows = self._shelf(book).rows
            for position, (before, after) in payloads.items():
                if rows[position - 1].payload == before:
                    rows[position - 1] = rows[position - 1]._replace(payload=after)

    def tidy(self) -> None:
        """Nothing is left of what was replaced."""

    def close(self) -> None:
        """Nothing to let go of."""

    def _shelf(self, book: str) -> _Shelf:
        try:
            return self._shelves[book]
        except KeyError:
            raise StoreError("BK104", book=book) from None
