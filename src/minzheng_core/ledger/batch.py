"""Several acts that are written together or not at all, in one book or in several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import evolve

from minzheng_core.errors import CallError
from minzheng_core.ledger.acts import Acts, Prepared, built, sent_with
from minzheng_core.ledger.errors import NotAllowed, StaleRevision, TokenTaken
from minzheng_core.ledger.fold import fold
from minzheng_core.ledger.revision import Revision, Row, now, text_of
from minzheng_core.ledger.store import Append
from minzheng_core.ledger.uniqueness import Taken, own_values, standing_in
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.ledger.book import Book
    from minzheng_core.ledger.fold import Entry
    from minzheng_core.registry import Searchable


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
        self.forget()

    def forget(self) -> None:
        """Let everything go that waits."""
        self._waiting: list[Prepared] = []
        self._of: dict[str, list[Prepared]] = {}
        self._sent: dict[str, Prepared] = {}
        self._owners: dict[tuple[Searchable, str], set[str]] = {}
        """The records of this batch that have a unique value."""
        self._owned: dict[str, set[tuple[Searchable, str]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.forget()

    def __len__(self) -> int:
        """How many acts wait to be written."""
        return len(self._waiting)

    @property
    def waiting(self) -> tuple[Prepared, ...]:
        """The acts that wait, in their order."""
        return tuple(self._waiting)

    def commit(self) -> list[Revision]:
        """Write everything in one transaction, and begin anew.

        Raises:
            StaleRevision: one of the records was written in the meantime, or another one was given
                a unique value of theirs; nothing is written.

        """
        written = self._book.write(self._waiting) if self._waiting else []
        self.forget()
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

    def taken(self, key: str, values: Mapping[str, Any]) -> Taken:
        """The unique values of a record, and the other records that have them."""
        taken = self._book.taken(key, values)
        written = [f for f in taken.findings if f.actual not in self._of]
        waiting = [
            standing_in(other, searchable)
            for searchable, value in taken.own.items()
            for other in sorted(self._owners.get((searchable, value), set()) - {key})
        ]
        return evolve(taken, findings=(*written, *waiting))

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
        self._owned[key] = set(own_values(values, self.setting.registry).items())
        for pair in self._owned[key]:
            self._owners.setdefault(pair, set()).add(key)
        return revisions[-1]


def commit_together(*batches: Batch) -> list[list[Revision]]:
    """Write the batches of several books in one transaction: all of them or none.

    A change of divisions and the names that it changes stand in two books; neither may be written
    without the other. The books must be different ones of one store.

    Raises:
        CallError: the books are not in one store, or one stands there twice (BK223).
        StaleRevision: a record was written in the meantime (BK201), a request was sent by somebody
            else at the same moment (BK217), or another record was given a unique value (BK219);
            nothing is written in any book.

    """
    settings = [batch.setting for batch in batches]
    names = {setting.name for setting in settings}
    if len(names) < len(settings) or len({id(setting.store) for setting in settings}) > 1:
        raise CallError("BK223", books="、".join(setting.name for setting in settings))
    full = [batch for batch in batches if len(batch)]
    if not full:
        return [[] for _ in batches]
    appends = [
        Append(
            book=batch.setting.name,
            build=built(batch.setting, batch.waiting),
            once=sent_with(batch.setting, batch.waiting),
        )
        for batch in full
    ]
    try:
        rows = full[0].setting.store.append_together(appends)
    except TokenTaken as error:
        raise StaleRevision("BK217") from error
    written = {id(batch): own for batch, own in zip(full, rows, strict=True)}
    read = [[b.setting.read(row) for row in written.get(id(b), ())] for b in batches]
    for batch in batches:
        batch.forget()
    return read
