"""Proof that nobody rewrote a book: every digest taken again, every gap named (核验)."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from minzheng_core.errors import MinzhengError
from minzheng_core.findings import Finding
from minzheng_core.ledger.book_settings import require_book
from minzheng_core.ledger.proof.merkle import MerkleTree
from minzheng_core.ledger.revision import NO_DIGEST, Row
from minzheng_core.privacy.digests import hasher

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from minzheng_core.ledger.proof.checkpoint import CheckpointText
    from minzheng_core.ledger.store import BookInfo, Checkpoint, Store
    from minzheng_core.privacy.vault import Vault

    RowsOf = Callable[[Collection[str]], Iterable[Row]]
    """All rows of some records, by their keys."""

_UNREADABLE = (MinzhengError, ValueError, KeyError, TypeError, AttributeError)
"""What private values that no book wrote raise."""
_STRETCH = 2_000


@frozen(kw_only=True)
class Verification:
    """What a verification found: nothing, or where the book was touched first."""

    book: str
    revisions: int
    algorithm: str
    root: str
    faults: tuple[Finding, ...]
    private: bool = True
    """Whether the private values were opened and compared with what the chain promises of them."""
    last: str = ""
    """The digest of the last revision that is sound; empty where there is none."""

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults

    def sentence(self, lang: str = "zh") -> str:
        """The outcome in one sentence, or the first fault."""
        if self.faults:
            return str(self.faults[0]) if lang == "zh" else self.faults[0].sentence(lang)
        if lang == "zh":
            only = "" if self.private else "（没有密钥，私密内容未核）"
            return f"登记簿“{self.book}”{self.revisions:,} 个版次逐一核验{only}，未发现改动。"
        only = "" if self.private else " (private values not opened without the key)"
        return (
            f"Book {self.book}: {self.revisions:,} revisions verified{only}, nothing was altered."
        )

    def _repr_html_(self) -> str:
        """A table for notebooks."""
        from minzheng_core.ledger.showing import verification_html

        return verification_html(self)


@define
class ChainReader:
    """One pass over a book: the chain, the commitments, and what erasures account for."""

    book: str
    algorithm: str
    vault: Vault | None
    tree: MerkleTree
    faults: list[Finding] = field(factory=list)
    position: int = 0
    previous: str = NO_DIGEST
    missing: dict[tuple[str, int, str], int] = field(factory=dict)
    """Private groups that are not there, until an erasure accounts for them."""
    withdrawn: set[tuple[str, int, str]] = field(factory=set)
    """Private groups whose erasure stands in the book."""
    roots: dict[int, str] = field(factory=dict)
    wanted: frozenset[int] = frozenset()

    def read(self, row: Row) -> bool:
        """Verify one row; ``False`` where the chain is broken and reading on says nothing more."""
        expected = self.position + 1
        if row.position != expected:
            code = "BK302" if row.position > expected else "BK303"
            return self._broken(code, expected, row)
        if hasher(self.algorithm)(row.body.encode()).hexdigest() != row.digest:
            return self._broken("BK301", expected, row)
        content = _content(row.body)
        if content is None:
            return self._broken("BK301", expected, row)
        if content.get("previous") != self.previous:
            return self._broken("BK304", expected, row)
        place = (content.get("book"), content.get("position"), content.get("key"))
        if place != (self.book, row.position, row.key) or content.get("number") != row.number:
            return self._broken("BK303", expected, row)
        self._private(row, content)
        self.position, self.previous = row.position, row.digest
        self.tree.add(bytes.fromhex(row.digest))
        if self.position in self.wanted:
            self.roots[self.position] = self.tree.root.hex()
        return True

    def _broken(self, code: str, expected: int, row: Row) -> bool:
        self.faults.append(Finding(code, expected=str(expected), actual=f"{row.key} #{row.number}"))
        return False

    def _private(self, row: Row, content: dict[str, Any]) -> None:
        for who, number in content.get("withdrawn", ()):
            self.missing.pop((row.key, number, who), None)
            self.withdrawn.add((row.key, number, who))
        told = content.get("private", {})
        if self.vault is None:
            self._unopened(row, told)
            return
        place = row.place(self.book)
        try:
            groups = self.vault.open(place, row.payload)
        except _UNREADABLE:
            self._altered(row)
            return
        # Plain values have one way to be written; anything else was not written by a book.
        plain = row.payload is not None and row.payload.startswith(b"{")
        if (plain and self.vault.plain(groups) != row.payload) or not groups.keys() <= told.keys():
            self._altered(row)
            return
        for subject, promised in told.items():
            if subject not in groups:
                self.missing[row.key, row.number, subject] = row.position
            elif groups[subject].commitment(self.algorithm) != promised["commitment"]:
                self._altered(row)

    def _unopened(self, row: Row, told: Mapping[str, Any]) -> None:
        """What is seen of private values without opening them: that there are none, or some too many."""
        if row.payload is None:
            self.missing |= {(row.key, row.number, subject): row.position for subject in told}
        elif not told:
            self._altered(row)

    def put_back(self, rows_of: RowsOf) -> Iterator[Finding]:
        """Private values that are there though their erasure stands in the book, from a backup say."""
        keys = iter(sorted({key for key, _, _ in self.withdrawn}))
        while self.vault and (some := list(islice(keys, _STRETCH))):
            for row in rows_of(some):
                try:
                    groups = self.vault.open(row.place(self.book), row.payload)
                except _UNREADABLE:
                    continue  # named when it was read
                if any((row.key, row.number, subject) in self.withdrawn for subject in groups):
                    who = f"{row.key} #{row.number}"
                    yield Finding("BK311", expected=str(row.position), actual=who)

    def _altered(self, row: Row) -> None:
        self.faults.append(
            Finding("BK305", expected=str(row.position), actual=f"{row.key} #{row.number}")
        )


def _content(body: str) -> dict[str, Any] | None:
    """What the text of a revision says, if it is one that a book writes."""
    try:
        content = json.loads(body)
        promised = content.get("private", {}).items()
        withdrawn = content.get("withdrawn", [])
        sound = all(isinstance(told["commitment"], str) for _, told in promised) and all(
            isinstance(who, str) and isinstance(number, int) for who, number in withdrawn
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return content if sound else None


def verify(
    info: BookInfo,
    rows: Iterable[Row],
    vault: Vault | None,
    *,
    kept: Sequence[Checkpoint] = (),
    printed: CheckpointText | None = None,
    progress: Callable[[int, int], None] | None = None,
    ends: Sequence[BookInfo] = (),
    rows_of: RowsOf = lambda _: (),
) -> Verification:
    """Verify the rows of a book from the first to the last.

    Without *vault* the private values are not opened: the chain is verified, and that values are there
    wherever it promises some, not what they say. *kept* are the
    checkpoints in the store, *printed* is one from outside, which nobody with access to the store
    can have changed. *ends* holds the book as it was when the last row had been read, where others
    may write meanwhile (:func:`to_the_end`). By *rows_of* the records in which somebody was erased are
    looked at again: what was erased must not have come back.
    """
    algorithm = info.settings["digest"]
    wanted = {point.position for point in kept} | ({printed.size} if printed else set())
    reader = ChainReader(
        book=info.name,
        algorithm=algorithm,
        vault=vault,
        tree=MerkleTree(algorithm),
        wanted=frozenset(wanted),
    )
    for row in rows:
        if not reader.read(row):
            break
        if progress and row.position % 10_000 == 0:
            progress(row.position, info.tail.position)
    else:
        _ends(reader, ends[-1] if ends else info, kept, printed)
        reader.faults += reader.put_back(rows_of)
    return Verification(
        book=info.name,
        revisions=reader.position,
        algorithm=algorithm,
        root=reader.tree.root.hex(),
        faults=tuple(reader.faults),
        private=vault is not None,
        last=reader.previous if reader.position else "",
    )


def verify_book(
    store: Store,
    info: BookInfo,
    vault: Vault | None,
    *,
    printed: CheckpointText | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Verification:
    """Verify a book in its store, which others may write meanwhile; see :func:`verify`.

    Raises:
        InputError: the settings of the book are damaged (BK164).

    """
    require_book(info)
    ends: list[BookInfo] = []
    return verify(
        info,
        to_the_end(store, info.name, ends),
        vault,
        kept=store.checkpoints(info.name),
        printed=printed,
        progress=progress,
        ends=ends,
        rows_of=lambda keys: store.rows_of(info.name, keys),
    )


def to_the_end(store: Store, book: str, ends: list[BookInfo]) -> Iterator[Row]:
    """The rows of a book, and those that were written while they were read.

    *ends* is given the book as it was when its last row had been read, so that a writer who comes
    later raises no alarm.
    """
    position = 0
    while True:
        before, begun = store.book(book), position
        for row in store.rows(book, after=position):
            position = row.position
            yield row
        after = store.book(book)
        if before is None or after is None:
            return
        if after.tail.position <= position:
            ends.append(after)
            return
        if position == begun and before.tail.position > position:
            ends.append(before)
            return


def _ends(
    reader: ChainReader,
    info: BookInfo,
    kept: Sequence[Checkpoint],
    printed: CheckpointText | None,
) -> None:
    """What only the whole book shows: a cut end, values gone without erasure, other roots."""
    if (reader.position, reader.previous) != (info.tail.position, info.tail.digest):
        reader.faults.append(
            Finding("BK306", expected=str(info.tail.position), actual=str(reader.position))
        )
    reader.faults += [
        Finding("BK307", expected=str(position), actual=f"{key} #{number}")
        for (key, number, _), position in reader.missing.items()
    ]
    roots = reader.roots | (
        {0: MerkleTree(reader.algorithm).root.hex()} if 0 in reader.wanted else {}
    )
    for point in kept:
        if roots.get(point.position) != point.root:
            reader.faults.append(Finding("BK308", expected=str(point.position)))
    if printed is None:
        return
    if printed.book != info.name or printed.algorithm != reader.algorithm:
        reader.faults.append(Finding("BK310", expected=printed.book, actual=info.name))
    elif printed.size > reader.position:
        reader.faults.append(
            Finding("BK306", expected=str(printed.size), actual=str(reader.position))
        )
    elif roots.get(printed.size) != printed.root:
        reader.faults.append(Finding("BK309", expected=str(printed.size)))
