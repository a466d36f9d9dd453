"""What the tests of a store share: a book of their own, drafts, and texts that are easily lost."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING
from uuid import uuid4

from minzheng_core.ledger.proof.chain import chained
from minzheng_core.ledger.revision import Draft
from minzheng_core.ledger.store import BookInfo, Head

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from minzheng_core.ledger.revision import Row
    from minzheng_core.ledger.store import Build, Store

KEYS = (
    "A", "a", "Ａ", "á", "a\u0301", "A1", "A-1", "A_1", "甲", "乙", "阿依古丽·买买提", "𠮷田", "🀄",
    "x" * 64, "界" * 64, "𠮷" * 64, "%", "'; --", "\\", "a.b", "null",
)  # fmt: skip
"""Keys that are all different: by case, width, accent, script, and beyond the basic plane."""
TEXTS = (
    "阿依古丽·买买提", "𠮷野家", "👨‍👩‍👧", "\x00\x01\x1f", "\ud800", "\\ ' \" ; -- %s %(x)s ? :x",
    "\u2028\u200b\ufeff", "e\u0301", " 前后有空白 ", "\U0010ffff",
)  # fmt: skip
"""Values that some database or driver has lost before."""
LONG = 3 << 20
"""The length of a long text: more than a column or a packet holds that was not made for it."""


def draft(key: str, number: int, value: str = "", payload: bytes | None = None) -> Draft:
    """A revision for a test."""
    return Draft(
        key=key,
        number=number,
        action="note",
        state="open",
        by="测试",
        public={"value": value},
        payload=payload,
    )


class StoreTrial(ABC):
    """A store under test."""

    in_memory = False
    """Whether the store holds everything in memory anyway."""

    @abstractmethod
    def open(self) -> Store:
        """A handle on the store: the same store each time; every test makes books of its own."""

    def made(self) -> tuple[Store, str]:
        """A handle, and the name of a new book."""
        store = self.open()
        name = f"登记簿 {uuid4().hex}"
        store.create(BookInfo(name=name, registry="marriage", settings={"digest": "SHA-256"}))
        return store, name

    @staticmethod
    def write(store: Store, book: str, *drafts: Draft, **more: object) -> Sequence[Row]:
        """Append drafts."""
        return store.append(book, builder(book, drafts), **more)  # type: ignore[arg-type]

    @staticmethod
    def refused(kind: type[Exception], call: Callable[[], object]) -> Exception:
        """The error that a call must end with."""
        try:
            call()
        except kind as error:
            return error
        raise AssertionError(f"{kind.__name__} was not raised")


def builder(book: str, drafts: Collection[Draft]) -> Build:
    """What makes the rows of drafts on the end of a book."""
    return lambda info: chained(drafts, info.tail, book=book, algorithm="SHA-256")


def told(row: Row) -> tuple[object, ...]:
    """Everything of a row; no private values are the same as empty ones."""
    return (*row[:5], row.payload or None)


def value_of(row: Row) -> str:
    """The value that :func:`draft` was given."""
    value: str = json.loads(row.body)["set"]["value"]
    return value


def head(key: str, position: int) -> Head:
    """A head for a test."""
    return Head(key=key, number=1, position=position, state="open", public='{"a":"界·𠮷"}')
