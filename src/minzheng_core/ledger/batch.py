"""Several acts that are written together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from minzheng_core.ledger.acts import Acts, Prepared, standing_in
from minzheng_core.ledger.errors import NotAllowed
from minzheng_core.ledger.fold import fold
from minzheng_core.ledger.revision import Revision, Row, now, text_of
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.findings import Finding
    from minzheng_core.ledger.book import Book
    from minzheng_core.ledger.fold import Entry


class Batch(Acts):
    """The acts of one ``with`` block; each sees those before it, the book sees none until ``commit``.

    >>> from minzheng_core.ledger.book import Book
    >>> from minzheng_core.registries import marriage
    >>> from minzheng_core.stores import open_store
    >>> book = Book.open(marriage.REGISTRY, open_store("memory://"), county="360732")
    >>> with book.batch() as batch:
    ...     first = batch.register({"business_type": "结婚"}, by="王某某", key="A")
    ...     second = batch.correct("A", {"registration_date": "1985-10-01"}, by="王某某", reason="补录")
    >>> len(book)
    0
    >>> with book.batch() as batch:
    ...     first = batch.register({"business_type": "结婚"}, by="王某某", key="A")
    ...     written = batch.commit()
    >>> len(book), written[0].position
    (1, 1)
    """

    def __init__(self, book: Book) -> None:
        self.setting = book.setting
        self._book = book
        self._forget()

    def _forget(self) -> None:
        self._waiting: list[Prepared] = []
        self._of: dict[str, list[Prepared]] = {}
        self._sent: dict[str, Prepared] = {}
        self._owners: dict[tuple[str, str], set[str]] = {}
        """The records of this batch that have a unique value."""
        self._owned: dict[str, set[tuple[str, str]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._forget()

    def __len__(self) -> int:
        """How many acts wait to be written."""
        return len(self._waiting)

    def commit(self) -> list[Revision]:
        """Write everything in one transaction, and begin anew.

        Raises:
            StaleRevision: one of the records was written in the meantime; nothing is written.

        """
        written = self._book.write(self._waiting) if self._waiting else []
        self._forget()
        return written

    def present(self, key: str) -> tuple[Entry | None, list[Revision]]:
        """The record as it is here, and its revisions."""
        _, revisions = self._book.present(key)
        revisions += [self._foreseen(item) for item in self._of.get(key, ())]
        return fold(revisions, self.setting.registry), revisions

    def _foreseen(self, prepared: Prepared) -> Revision:
        """The revision that a waiting draft will be; it has no position yet."""
        draft = prepared.draft
        body = text_of(draft.content(self.setting.name), position=0, at=now(), previous="")
        row = Row(
            position=0,
            key=draft.key,
            number=draft.number,
            body=body,
            digest="",
            payload=draft.payload,
        )
        return self.setting.read(row)

    def sent_before(self, token: str, request: Mapping[str, Any]) -> Revision | None:
        """The revision that the same request wrote before."""
        item = self._sent.get(token)
        if item is None:
            return self._book.sent_before(token, request)
        if canonical(item.request) != canonical(request):
            raise NotAllowed("BK216", token=token)
        return self._foreseen(item)

    def taken(self, key: str, values: Mapping[str, Any]) -> list[Finding]:
        """Findings on unique values that stand in another record."""
        written = [f for f in self._book.taken(key, values) if f.actual not in self._of]
        registry = self.setting.registry
        return written + [
            standing_in(other, searchable)
            for searchable in registry.searchable
            if (value := searchable.own(values))
            for other in sorted(self._owners.get((searchable.name, value), set()) - {key})
        ]

    def submit(self, prepared: Prepared) -> Revision:
        """Let it wait for the commit."""
        key = prepared.draft.key
        self._waiting.append(prepared)
        self._of.setdefault(key, []).append(prepared)
        if prepared.once:
            self._sent[prepared.once] = prepared
        entry, revisions = self.present(key)
        for pair in self._owned.pop(key, ()):
            self._owners[pair].discard(key)
        values = entry.values if entry else {}
        self._owned[key] = {
            (searchable.name, value)
            for searchable in self.setting.registry.searchable
            if (value := searchable.own(values))
        }
        for pair in self._owned[key]:
            self._owners.setdefault(pair, set()).add(key)
        return revisions[-1]
