"""What a store must be able to do: few methods, the same promises on every back end (存储).

A store keeps rows and hands them back; it knows nothing of registries, rules or persons. The
promises are proven by :class:`minzheng_core.testing.store_contract.StoreContract`:

- ``append`` is all or nothing, and rows of one book stand in one order without gaps;
- ``append_together`` is all or nothing over several books;
- two writers of the same number of the same record: one wins, the other gets ``StaleRevision``;
- a token given with ``once`` is written once, whoever sends it;
- what is read while rows are made is the book as it stands then, and nobody else writes in it;
- the index (heads and tokens) is a function of the rows and can be thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

from attrs import field, frozen

from minzheng_core.ledger.revision import Row, Tail

_NONE: Mapping[Any, Any] = MappingProxyType({})


@frozen(kw_only=True)
class BookInfo:
    """A book as a store lists it: ``settings`` are fixed when it is made, but for the seal."""

    name: str
    registry: str
    settings: Mapping[str, Any] = field(repr=False)
    tail: Tail = field(factory=Tail)
    indexed: int = 0
    """The position up to which heads and tokens are made."""


Build = Callable[[BookInfo], Sequence[Row]]
"""Makes the rows that follow on the end of a book, given the book as it is now.

It is called while the book is locked: what it reads from the store, in the same thread, is what stands
there before its rows, and stays so until they are written.
"""
Settle = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Makes the settings of a book out of those that it has; called while the book is locked."""


@frozen(kw_only=True)
class Once:
    """An idempotency key with the digest of the request it stands for."""

    token: str
    request: str


@frozen(kw_only=True)
class Append:
    """Rows for the end of one book, as one of several that are written together."""

    book: str
    build: Build = field(repr=False)
    once: Mapping[int, Once] = field(factory=dict)


@frozen(kw_only=True)
class Head:
    """The present state of a record, without its private values: the fold of its revisions."""

    key: str
    number: int
    position: int
    state: str
    public: str = field(repr=False)
    """The public values by path, as canonical JSON."""


@frozen(kw_only=True)
class IndexPart:
    """A stretch of index: heads to put, tokens to add and to drop, and the position reached."""

    upto: int
    heads: Sequence[Head]
    tokens: Sequence[tuple[int, str]]
    dropped: Sequence[tuple[int, str]] = ()


@frozen(kw_only=True)
class Checkpoint:
    """A root over the first ``position`` revisions of a book."""

    position: int
    root: str
    text: str


class Store(Protocol):
    """Where revisions live."""

    def books(self) -> list[BookInfo]:
        """Every book, by name."""

    def book(self, name: str) -> BookInfo | None:
        """One book, or ``None``."""

    def create(self, info: BookInfo) -> BookInfo:
        """Make a book; where another writer was quicker, the book that is there."""

    def settle(self, book: str, change: Settle) -> None:
        """Replace the settings of a book by what *change* makes of them."""

    def append(
        self,
        book: str,
        build: Build,
        *,
        once: Mapping[int, Once] = _NONE,
        loaded: tuple[str, int] | None = None,
        replaced: Mapping[int, bytes | None] = _NONE,
        forgotten: Collection[tuple[int, str]] = (),
    ) -> Sequence[Row]:
        """Write the rows that *build* makes, in one transaction.

        With them may be written idempotency keys (by the place of their row among the new ones),
        the progress of a load (its name and the records done), private values that replace those
        at other positions (``None`` erases), and tokens (with their keys) to be dropped from the
        index.

        Raises:
            StaleRevision: a row's number is taken (BK201).
            TokenTaken: a token of *once* is written already.

        """

    def append_together(self, appends: Sequence[Append]) -> list[Sequence[Row]]:
        """Write the rows of several books, each named once, in one transaction: all or nothing.

        Raises:
            StaleRevision: a row's number is taken (BK201).
            TokenTaken: a token of *once* is written already.

        """

    def rows(self, book: str, *, after: int = 0, upto: int | None = None) -> Iterator[Row]:
        """The rows of a book in their order, streamed."""

    def rows_of(self, book: str, keys: Collection[str]) -> list[Row]:
        """All rows of some records, by key and number."""

    def by_record(self, book: str, *, after: str = "") -> Iterator[Row]:
        """All rows by key and number, streamed; keys beyond *after*."""

    def once(self, book: str, token: str) -> tuple[Once, int] | None:
        """The request a token was written with, and the position of its first row."""

    def sent(self, book: str, *, after: int = 0) -> Iterator[tuple[int, Once]]:
        """Every token with the position of its row, by position, streamed."""

    def loaded(self, book: str, name: str) -> int:
        """How many records of a load are written."""

    def loads(self, book: str) -> Mapping[str, int]:
        """Every load with the number of its records that are written."""

    def put_index(
        self,
        book: str,
        part: IndexPart,
        *,
        expected: int,
        still: Callable[[], bool] = lambda: True,
    ) -> bool:
        """Add a stretch of index if the book's index stands at *expected*; whether it did.

        *still* is asked while the book is locked, as a :data:`Build` is: whether what the stretch was
        made of is still so.
        """

    def clear_index(self, book: str) -> None:
        """Throw the index away."""

    def heads(self, book: str, keys: Collection[str] | None = None) -> Iterator[Head]:
        """Heads by key: all of them, or those of some records."""

    def count(self, book: str) -> int:
        """How many heads there are."""

    def keys_with(self, book: str, tokens: Collection[int]) -> set[str]:
        """The records that any of the tokens stands for."""

    def add_checkpoint(self, book: str, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint."""

    def checkpoints(self, book: str) -> list[Checkpoint]:
        """Every checkpoint, by position."""

    def replace_payloads(self, book: str, payloads: Mapping[int, tuple[bytes, bytes]]) -> None:
        """Replace private values by the same values under another seal.

        For each position the bytes that were read, and those that take their place; where others
        stand there by now (an erasure was quicker), they stay.
        """

    def tidy(self) -> None:
        """Leave no copy of private values that were replaced, as far as the store can see to it."""

    def close(self) -> None:
        """Let go of files and connections."""
