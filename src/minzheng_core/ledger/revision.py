"""One immutable entry of a book (版次): who did what to which record, when, why and on what source."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from attrs import field, frozen

from minzheng_core.errors import InputError
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
NO_DIGEST = ""
"""What the first revision of a book has for its previous digest."""


@frozen(kw_only=True)
class Source:
    """Where a revision comes from: a cell row of a file, or a document (来源)."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    document: str | None = None
    recipe: str | None = None
    """Digest of the recipe of the cleaning run that made the values."""

    def plain(self) -> dict[str, Any]:
        """The parts that are there."""
        parts = {
            name: getattr(self, name) for name in ("file", "sheet", "row", "document", "recipe")
        }
        return {name: value for name, value in parts.items() if value not in (None, "")}

    def __str__(self) -> str:
        row = f"第 {self.row} 行" if self.row else None
        return " ".join(part for part in (self.document, self.file, self.sheet, row) if part)


@frozen(kw_only=True)
class Draft:
    """A revision before it has its place in the book: everything but position, time and digests.

    ``public`` holds new values by path, ``None`` where a value was removed; ``private`` tells for
    each person whose private values change the commitment and the fields, never the values.
    ``withdrawn`` lists what an erasure took away: person and number of each revision.
    """

    key: str
    number: int
    action: str
    state: str
    by: str
    public: Mapping[str, Any] = field(repr=False)
    private: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    effective: date | None = None
    reason: str | None = None
    source: Source | None = None
    accepted: Mapping[str, str] = field(factory=dict)
    noted: tuple[str, ...] = ()
    edition: str = ""
    version: int = 1
    withdrawn: tuple[tuple[str, int], ...] = ()
    payload: bytes | None = field(default=None, repr=False)
    """The private values as they rest in the store."""

    def content(self, book: str) -> dict[str, Any]:
        """The content of the revision's text, as far as it is known before it has its place."""
        content = {
            "accepted": dict(self.accepted),
            "action": self.action,
            "book": book,
            "by": self.by,
            "edition": self.edition,
            "effective": self.effective.isoformat() if self.effective else None,
            "format": FORMAT,
            "key": self.key,
            "noted": list(self.noted),
            "number": self.number,
            "private": {subject: dict(told) for subject, told in self.private.items()},
            "reason": self.reason,
            "set": dict(self.public),
            "source": self.source.plain() if self.source else {},
            "state": self.state,
            "version": self.version,
            "withdrawn": [list(pair) for pair in self.withdrawn],
        }
        return {name: value for name, value in content.items() if value not in (None, {}, [], "")}


def place_of(book: str, key: str, number: int) -> str:
    """Where the private values of a revision belong: sealed ones open nowhere else."""
    return f"{book}/{key}/{number}"


class Row(NamedTuple):
    """A revision as it rests in a store: its text, the digest of its text, the private values apart."""

    position: int
    key: str
    number: int
    body: str
    digest: str
    payload: bytes | None = None

    def __repr__(self) -> str:
        return f"Row(position={self.position}, key={self.key!r}, number={self.number})"

    def place(self, book: str) -> str:
        """Where its private values belong, see :func:`place_of`."""
        return place_of(book, self.key, self.number)


@frozen(kw_only=True)
class Tail:
    """The end of a book: the next revision follows on it."""

    position: int = 0
    digest: str = NO_DIGEST
    at: str = ""


@frozen(kw_only=True)
class Revision:
    """One entry of a book, read back.

    ``public`` holds the values that this revision set; ``private`` the private ones as far as they
    may be seen and were not erased; ``hidden`` the fields whose values are withheld or erased.
    """

    position: int
    key: str
    number: int
    action: str
    state: str
    at: datetime
    by: str
    public: Mapping[str, Any] = field(repr=False)
    private: Mapping[str, Any] = field(factory=dict, repr=False)
    hidden: frozenset[str] = frozenset()
    effective: date | None = None
    reason: str | None = None
    source: Source = field(factory=Source)
    accepted: Mapping[str, str] = field(factory=dict)
    noted: tuple[str, ...] = ()
    edition: str = ""
    version: int = 1
    withdrawn: tuple[tuple[str, int], ...] = ()
    digest: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """Everything this revision set that can be seen, by path."""
        return {**self.public, **self.private}

    @property
    def fields(self) -> frozenset[str]:
        """The paths this revision touched, seen or not."""
        return frozenset(self.public) | frozenset(self.private) | self.hidden

    @classmethod
    def read(cls, row: Row, private: Mapping[str, Any]) -> Self:
        """A revision from its row and the private values that were opened.

        Raises:
            InputError: written by a newer version of this library (BK121).

        """
        content = json.loads(row.body)
        if content.get("format", 0) > FORMAT:
            raise InputError("BK121", found=content["format"], known=FORMAT)
        named = {name for told in content.get("private", {}).values() for name in told["fields"]}
        effective = content.get("effective")
        return cls(
            position=row.position,
            key=content["key"],
            number=content["number"],
            action=content["action"],
            state=content["state"],
            at=datetime.fromisoformat(content["at"]),
            by=content["by"],
            public=content.get("set", {}),
            private=dict(private),
            hidden=frozenset(named) - frozenset(private),
            effective=date.fromisoformat(effective) if effective else None,
            reason=content.get("reason"),
            source=Source(**content.get("source", {})),
            accepted=content.get("accepted", {}),
            noted=tuple(content.get("noted", ())),
            edition=content.get("edition", ""),
            version=content.get("version", 1),
            withdrawn=tuple((who, number) for who, number in content.get("withdrawn", ())),
            digest=row.digest,
        )


def now() -> str:
    """The present moment as it is written into revisions: UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def text_of(content: Mapping[str, Any], *, position: int, at: str, previous: str) -> str:
    """The text of a revision that has its place: what its digest is taken of."""
    return canonical({**content, "position": position, "at": at, "previous": previous})
