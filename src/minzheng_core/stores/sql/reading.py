"""Reading a store: page by page along a key, so that memory stays and no cursor is left open."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary, Select, and_, case, func, select

from minzheng_core.ledger.revision import Row, Tail
from minzheng_core.ledger.store import BookInfo, Checkpoint, Head, Once
from minzheng_core.stores.sql.tables import (
    SHIFT,
    books,
    checkpoints,
    heads,
    once,
    privates,
    revisions,
    tokens,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy.sql.elements import ColumnElement

    from minzheng_core.stores.sql.engines import Access

PAGE = 2_000
_ASKED = 500
"""So many keys are asked for in one statement."""

_SIZE = func.length(privates.c.payload)
# Without the zeros where erased values were; a number of zeros that cannot be counts as all.
_PAYLOAD = case(
    (
        privates.c.spare.between(0, _SIZE),
        func.substr(privates.c.payload, 1, _SIZE - privates.c.spare, type_=LargeBinary()),
    ),
)

_ROWS = select(
    revisions.c.id,
    revisions.c.record_key,
    revisions.c.number,
    revisions.c.body,
    revisions.c.digest,
    # Looked up row by row: a planner that knows nothing of a book just loaded would join it whole.
    select(_PAYLOAD).where(privates.c.id == revisions.c.id).scalar_subquery(),
)


def fetch(access: Access, statement: Select[Any]) -> Sequence[Any]:
    """The answer to one small question."""
    with access.reading() as connection:
        return connection.execute(statement).all()


def infos(access: Access, name: str | None = None) -> list[tuple[int, BookInfo]]:
    """The books by name, or the one called *name*, with their numbers."""
    wanted = select(books).order_by(books.c.name)
    if name is not None:
        wanted = wanted.where(books.c.name == name)
    return [(found.id, info_of(found)) for found in fetch(access, wanted)]


def info_of(found: Any) -> BookInfo:
    """A book out of its row."""
    return BookInfo(
        name=found.name,
        registry=found.registry,
        settings=_settings(found.settings),
        tail=Tail(position=found.position, digest=found.digest, at=found.at),
        indexed=found.indexed,
    )


def _settings(told: Any) -> dict[str, Any]:
    """The settings of a book; none where what stands there cannot be read as such."""
    try:
        read = json.loads(told)
    except (ValueError, TypeError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _row(found: Any) -> Row:
    number = found[0] & ((1 << SHIFT) - 1)
    payload = found[5]
    if payload is not None and type(payload) is not bytes:
        payload = bytes(payload)
    body = found[3] if type(found[3]) is str else str(found[3])
    return Row(number, found[1], found[2], body, found[4], payload or None)


def rows(access: Access, book: int, after: int, upto: int | None) -> Iterator[Row]:
    """The rows of a book in their order."""
    # A sum, so that no planner takes the index of another column for the order of the primary key.
    own = revisions.c.book + 0 == book
    last = book << SHIFT | after
    end = book << SHIFT | (upto if upto is not None else (1 << SHIFT) - 1)
    while True:
        found = fetch(
            access,
            _ROWS.where(and_(revisions.c.id > last, revisions.c.id <= end, own))
            .order_by(revisions.c.id)
            .limit(PAGE),
        )
        yield from map(_row, found)
        if len(found) < PAGE:
            return
        last = found[-1][0]


def rows_of(access: Access, book: int, keys: Sequence[str]) -> list[Row]:
    """All rows of some records, by key and number; *keys* in their order."""
    found: list[Row] = []
    for place in range(0, len(keys), _ASKED):
        asked = keys[place : place + _ASKED]
        condition = revisions.c.record_key.in_(asked)
        found += map(_row, fetch(access, _by_record(book, condition)))
    return found


def by_record(access: Access, book: int, after: str) -> Iterator[Row]:
    """All rows by key and number; keys beyond *after*."""
    while True:
        page = fetch(access, _by_record(book, revisions.c.record_key > after).limit(PAGE))
        yield from map(_row, page)
        if len(page) < PAGE:
            return
        # The last record of the page may go on behind it.
        after, number = page[-1][1], page[-1][2]
        same = revisions.c.record_key == after
        while len(page) == PAGE:
            page = fetch(
                access, _by_record(book, and_(same, revisions.c.number > number)).limit(PAGE)
            )
            yield from map(_row, page)
            number = page[-1][2] if page else number


def _by_record(book: int, condition: ColumnElement[bool]) -> Select[Any]:
    return _ROWS.where(and_(revisions.c.book == book, condition)).order_by(
        revisions.c.record_key, revisions.c.number
    )


def sent(access: Access, book: int, after: int) -> Iterator[tuple[int, Once]]:
    """Every token with the position of its row, by position."""
    columns = (once.c.position, once.c.token, once.c.request)
    while True:
        beyond = and_(once.c.book == book, once.c.position > after)
        wanted = select(*columns).where(beyond).order_by(once.c.position).limit(PAGE)
        found = fetch(access, wanted)
        for position, token, request in found:
            yield position, Once(token=json.loads(token), request=request)
        if len(found) < PAGE:
            return
        after = found[-1][0]


def all_heads(access: Access, book: int, keys: Sequence[str] | None) -> Iterator[Head]:
    """Heads by key: all of them, or those of some records, *keys* in their order."""
    columns = [heads.c[name] for name in ("record_key", "number", "position", "state", "public")]
    wanted = select(*columns).where(heads.c.book == book).order_by(heads.c.record_key)
    if keys is not None:
        for place in range(0, len(keys), _ASKED):
            asked = heads.c.record_key.in_(keys[place : place + _ASKED])
            yield from map(_head, fetch(access, wanted.where(asked)))
        return
    after = ""
    while True:
        found = fetch(access, wanted.where(heads.c.record_key > after).limit(PAGE))
        yield from map(_head, found)
        if len(found) < PAGE:
            return
        after = found[-1][0]


def _head(found: Any) -> Head:
    key, number, position, state, public = found
    return Head(key=key, number=number, position=position, state=state, public=public)


def count(access: Access, book: int) -> int:
    """How many heads there are."""
    wanted = select(func.count()).select_from(heads).where(heads.c.book == book)
    return int(fetch(access, wanted)[0][0])


def keys_with(access: Access, book: int, wanted: Collection[int]) -> set[str]:
    """The records that any of the tokens stands for."""
    asked = sorted(set(wanted))
    found: set[str] = set()
    for place in range(0, len(asked), _ASKED):
        some = tokens.c.token.in_(asked[place : place + _ASKED])
        chosen = select(tokens.c.record_key).where(and_(tokens.c.book == book, some))
        found.update(key for (key,) in fetch(access, chosen))
    return found


def all_checkpoints(access: Access, book: int) -> list[Checkpoint]:
    """Every checkpoint, by position."""
    columns = (checkpoints.c.position, checkpoints.c.root, checkpoints.c.text)
    wanted = select(*columns).where(checkpoints.c.book == book).order_by(checkpoints.c.position)
    return [
        Checkpoint(position=position, root=root, text=text)
        for position, root, text in fetch(access, wanted)
    ]
