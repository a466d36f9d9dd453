"""The chain of a book: every revision carries the digest of the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.ledger.revision import Row, Tail, now, text_of
from minzheng_core.privacy.digests import hasher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from minzheng_core.ledger.revision import Draft


def chained(
    drafts: Iterable[Draft],
    tail: Tail,
    *,
    book: str,
    algorithm: str,
    clock: Callable[[], str] = now,
) -> list[Row]:
    """The rows of *drafts* as they follow on *tail*.

    The time of a revision is never before that of the one it follows, whatever the clocks of two
    machines say.
    """
    digest = hasher(algorithm)
    at = max(clock(), tail.at)
    position, previous = tail.position, tail.digest
    rows = []
    for draft in drafts:
        position += 1
        body = text_of(draft.content(book), position=position, at=at, previous=previous)
        previous = digest(body.encode()).hexdigest()
        rows.append(
            Row(
                position=position,
                key=draft.key,
                number=draft.number,
                body=body,
                digest=previous,
                payload=draft.payload,
            )
        )
    return rows


def tail_of(rows: list[Row], before: Tail) -> Tail:
    """The end of a book after *rows* were written."""
    if not rows:
        return before
    return Tail(position=rows[-1].position, digest=rows[-1].digest, at=_time_in(rows[-1].body))


def _time_in(body: str) -> str:
    import json

    at: str = json.loads(body)["at"]
    return at
