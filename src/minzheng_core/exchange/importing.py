"""A book read from JSON Lines into a store: verified on the way, resumable, the same digests (导入)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from minzheng_core.errors import CallError, InputError, MinzhengError
from minzheng_core.exchange.jsonl import (
    CLEAR,
    KIND,
    OMITTED,
    SEALED,
    VERSION,
    Line,
    parsed,
    read_line,
)
from minzheng_core.findings import Finding
from minzheng_core.ledger.book_settings import require_book, require_settings
from minzheng_core.ledger.errors import TokenTaken
from minzheng_core.ledger.keys import require_name
from minzheng_core.ledger.opening import IMPORTING
from minzheng_core.ledger.proof.merkle import MerkleTree
from minzheng_core.ledger.proof.verify import ChainReader
from minzheng_core.ledger.store import BookInfo, Checkpoint
from minzheng_core.privacy.digests import hasher
from minzheng_core.privacy.vault import Vault
from minzheng_core.reference.county_codes import require_county

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import BinaryIO

    from minzheng_core.ledger.revision import Row
    from minzheng_core.ledger.store import Store
    from minzheng_core.privacy.vault import Seal

STRETCH = 2_000
LONGEST_LINE = 256 << 20
_BROKEN = (KeyError, ValueError, TypeError, AttributeError)


@frozen(kw_only=True)
class Imported:
    """What an import did."""

    book: str
    revisions: int
    """How many the book has now."""
    added: int
    faults: tuple[Finding, ...] = ()
    """Private values that were gone in the source without an erasure (BK307)."""


def import_book(
    store: Store,
    path: str | Path,
    *,
    seal: Seal | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Imported:
    """Read a book from a file into a store.

    Every line is verified before it is written. Where it was interrupted it goes on; a book that is
    there already is compared, and what the file has more is added.

    Args:
        store: where the book is to be.
        path: a file that :func:`export_book` wrote with ``private=True``, or from a sealed book.
        seal: the key under which the values are put; for sealed values the key that opens them, and that
            of the book in the store where it was changed since.
        progress: told of the revisions read and of all.

    Raises:
        InputError: not such a file (BK148), one without private values (BK152), of a newer version
            (BK153), a line that is wrong (BK149), one cut short (BK150); the book in the store
            cannot be read (BK163, BK164).
        CallError: the store has another book of that name (BK102, BK103, BK151), or the same one whose
            key was changed since the file was written, and not both keys are given (BK165).

    """
    try:
        with Path(path).open("rb") as file:
            return _Import(store=store, source=_lines(file), seal=seal, progress=progress).run()
    except FileNotFoundError as error:
        raise InputError("IN206", file=Path(path).name) from error
    except OSError as error:
        raise InputError("IN207", file=Path(path).name) from error


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise InputError("BK149", line=number)
        yield number, line


@define(kw_only=True)
class _Import:
    """One import under way."""

    store: Store
    source: Iterator[tuple[int, bytes]]
    seal: Seal | None
    progress: Callable[[int, int], None] | None
    head: dict[str, Any] = field(factory=dict)
    name: str = ""
    vault: Vault | None = None
    """How the values rest in the store; ``None`` where they are copied sealed as they are."""
    read_with: Vault | None = None
    """What opens the values of the file; ``None`` where they are copied sealed as they are."""
    moves: bool = False
    """Whether values of the file rest otherwise in the store than in the file."""
    there: BookInfo | None = None
    begun: bool = False
    """Whether the book is marked as one that is being imported."""
    waiting: list[Line] = field(factory=list)
    replaced: dict[int, bytes | None] = field(factory=dict)
    """Values that were erased in the source since an earlier import."""
    added: int = 0

    def run(self) -> Imported:
        """Read everything."""
        number, line = next(self.source, (1, b"null"))
        self._begin(parsed_head(line))
        algorithm = self.head["digest"]
        reader = ChainReader(
            book=self.name,
            algorithm=algorithm,
            vault=self.read_with,
            tree=MerkleTree(algorithm),
        )
        kept = self.there.tail.position if self.there else 0
        known = self.store.rows(self.name, upto=kept) if kept else iter(())
        for number, line in self.source:
            entry = parsed(line, number)
            if "digest" not in entry:
                return self._finish(reader, entry, number)
            found = self._checked(reader, entry, number)
            if found.row.position <= kept:
                self._compare(found, next(known))
                continue
            self.waiting.append(found)
            if len(self.waiting) >= STRETCH:
                self._write()
                if self.progress:
                    self.progress(reader.position, max(self.head["revisions"], reader.position))
        self._write()
        raise InputError("BK150", line=number)

    def _begin(self, head: dict[str, Any]) -> None:
        self.head, self.name = head, head["book"]
        if head["private"] == OMITTED:
            raise InputError("BK152")
        require_name(self.name)
        require_county(head["county"])
        hasher(head["digest"])
        info = self.store.book(self.name)
        if info and info.registry != head["registry"]:
            raise CallError("BK103", book=self.name, found=info.registry, asked=head["registry"])
        if info and info.tail.position == 0:
            info = None
        self.there = info
        if head["private"] == CLEAR:
            self.read_with, self.moves = Vault.of(head, self.name), True
            self.vault = self.read_with.under(self.seal)
        elif self.seal and not info:
            self.vault = self.read_with = Vault.of(head, self.name, self.seal)
        if info:
            self._meet(info)

    def _meet(self, info: BookInfo) -> None:
        """The book is there: it must be the same one."""
        settings, head = require_book(info), self.head
        if settings["county"] != head["county"]:
            raise CallError("BK102", book=self.name, found=settings["county"], asked=head["county"])
        if any(settings[name] != head[name] for name in ("digest", "index", "salt")):
            raise CallError("BK151", book=self.name, position=1)
        if head["private"] == CLEAR:
            self.vault = Vault.of(settings, self.name, self.seal)
        elif settings["index_key"] != head["index_key"]:
            self.vault, self.read_with = self._both(settings)
            self.moves = True
        elif self.seal:
            self.vault = self.read_with = Vault.of(settings, self.name, self.seal)
        if self.vault and self.read_with and self.vault.index_key != self.read_with.index_key:
            raise CallError("BK151", book=self.name, position=1)

    def _both(self, settings: Mapping[str, Any]) -> tuple[Vault, Vault]:
        """The vaults of the store and of the file, whose values are under different keys.

        Raises:
            CallError: not both of the keys are given (BK165).

        """
        sealed = settings["seal"] or settings.get("resealing")
        try:
            own = Vault.of(settings, self.name, self.seal if sealed else None)
            return own, Vault.of(self.head, self.name, self.seal)
        except CallError as error:
            raise CallError("BK165", book=self.name) from error

    def _checked(self, reader: ChainReader, entry: Mapping[str, Any], number: int) -> Line:
        """The revision of a line, proven to follow on those before it."""
        try:
            found = read_line(entry)
        except (*_BROKEN, RecursionError) as error:
            raise InputError("BK149", line=number) from error
        clear = self.head["private"] == CLEAR
        if ("sealed" if clear else "private") in entry:
            raise InputError("BK149", line=number)
        if not reader.read(found.row) or reader.faults:
            fault = reader.faults[0].sentence()
            raise InputError("BK154", line=number, fault=fault)
        return found

    def _compare(self, found: Line, row: Row) -> None:
        """A revision that the store has already must be the same; its values may be erased since."""
        if row.digest != found.row.digest:
            raise CallError("BK151", book=self.name, position=row.position)
        place = row.place(self.name)
        if not self.moves:
            if row.payload and row.payload != found.row.payload:
                self.replaced[row.position] = found.row.payload
        elif self.vault and self.read_with:
            try:
                own = self.vault.open(place, row.payload)
            except _BROKEN as error:
                raise InputError("BK163", book=self.name, position=row.position) from error
            left = self.read_with.open(place, found.row.payload)
            if own.keys() - left.keys():
                kept = {subject: own[subject] for subject in own if subject in left}
                self.replaced[row.position] = self.vault.close(place, kept) if kept else None

    def _mark(self) -> None:
        """Say in the store that an import is under way; make the book where it is not there."""
        if self.begun:
            return
        self.begun = True
        own, marked = {} if self.there else self._settings(), {IMPORTING: True}
        if self.there is None and self.store.book(self.name) is None:
            made = BookInfo(name=self.name, registry=self.head["registry"], settings=own | marked)
            self.store.create(made)
        else:
            self.store.settle(self.name, lambda settings: {**settings, **own, **marked})

    def _settings(self) -> dict[str, Any]:
        head = self.head
        own = {name: head[name] for name in ("index", "index_key", "salt", "seal")}
        if self.moves and self.vault:
            own = self.vault.settings(self.name)
        return {"county": head["county"], "digest": head["digest"], "resealing": False, **own}

    def _write(self) -> None:
        """Append what waits, if the end of the book is where it must be."""
        if not self.waiting:
            return
        self._mark()
        waiting, first = self.waiting, self.waiting[0].row
        rows = [self._resting(line) for line in waiting]

        def build(info: BookInfo) -> Sequence[Row]:
            if info.tail.position != first.position - 1:
                raise CallError("BK151", book=self.name, position=info.tail.position)
            return rows

        once = {place: line.once for place, line in enumerate(waiting) if line.once}
        try:
            self.store.append(self.name, build, once=once, replaced=self.replaced)
        except TokenTaken as error:
            raise CallError("BK151", book=self.name, position=first.position) from error
        self.added += len(rows)
        self.waiting, self.replaced = [], {}

    def _resting(self, line: Line) -> Row:
        """The row as it rests in this store."""
        row = line.row
        if not (self.moves and row.payload and self.vault and self.read_with):
            return row
        place = row.place(self.name)
        groups = self.read_with.open(place, row.payload)
        return row._replace(payload=self.vault.close(place, groups) if groups else None)

    def _finish(self, reader: ChainReader, entry: dict[str, Any], number: int) -> Imported:
        """What follows the revisions, up to the last line."""
        self._write()
        kept = self.there.tail.position if self.there else 0
        # An older file of a book that has grown since has nothing to add.
        news = reader.position >= kept
        while "end" not in entry:
            if news:
                self._beside(entry, number)
            number, line = next(self.source, (number, b""))
            if not line:
                raise InputError("BK150", line=number)
            entry = parsed(line, number)
        if entry["end"] != {"revisions": reader.position, "last": reader.previous}:
            raise InputError("BK150", line=number)
        if news:
            self._mark()
            self.store.settle(self.name, _finished)
        faults = [
            Finding("BK307", expected=str(position), actual=f"{key} #{count}")
            for (key, count, _), position in reader.missing.items()
        ]
        revisions = max(reader.position, kept)
        return Imported(book=self.name, revisions=revisions, added=self.added, faults=tuple(faults))

    def _beside(self, entry: Mapping[str, Any], number: int) -> None:
        """A checkpoint, or the progress of a load."""
        self._mark()
        try:
            if "load" in entry:
                load = (str(entry["load"]["name"]), int(entry["load"]["done"]))
                self.store.append(self.name, lambda _: [], loaded=load)
                return
            point = entry["checkpoint"]
            made = Checkpoint(
                position=int(point["position"]), root=str(point["root"]), text=str(point["text"])
            )
        except _BROKEN as error:
            raise InputError("BK149", line=number) from error
        self.store.add_checkpoint(self.name, made)


def _finished(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a book whose import is finished."""
    return {name: value for name, value in settings.items() if name != IMPORTING}


def parsed_head(line: bytes) -> dict[str, Any]:
    """What the first line says of the book.

    Raises:
        InputError: the file is no export of a book (BK148), or of a newer version (BK153).

    """
    try:
        entry = parsed(line, 1)
    except MinzhengError as error:
        raise InputError("BK148") from error
    if entry.get("minzheng") != KIND or not isinstance(entry.get("version"), int):
        raise InputError("BK148")
    if entry["version"] > VERSION:
        raise InputError("BK153", found=entry["version"], known=VERSION)
    texts = ("book", "registry", "county", "digest", "private")
    if not all(isinstance(entry.get(name), str) for name in texts):
        raise InputError("BK148")
    kind = entry["private"]
    if kind not in (CLEAR, SEALED, OMITTED) or not isinstance(entry.get("revisions"), int):
        raise InputError("BK148")
    if kind != OMITTED:
        try:
            own = require_settings(entry, entry["book"])
        except InputError as error:
            raise InputError("BK148") from error
        if bool(own["seal"]) != (kind == SEALED):
            raise InputError("BK148")
    return entry
