"""A book written out as JSON Lines, to be kept or moved to another database (导出)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minzheng_core.errors import CallError, InputError
from minzheng_core.exchange.jsonl import CLEAR, KIND, OMITTED, SEALED, VERSION, written
from minzheng_core.ledger.book_settings import require_book
from minzheng_core.ledger.errors import StoreError
from minzheng_core.ledger.proof.merkle import MerkleTree
from minzheng_core.ledger.proof.verify import ChainReader
from minzheng_core.outputs import whole_file
from minzheng_core.privacy.vault import Vault
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minzheng_core.ledger.store import BookInfo, Store
    from minzheng_core.privacy.vault import Seal


def export_book(
    store: Store,
    name: str,
    path: str | Path,
    *,
    private: bool = False,
    seal: Seal | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write a book into a file; one that was there stays whole until the new one is.

    Args:
        store: where the book is.
        name: the book.
        path: the file; it is made readable for its owner only.
        private: whether private values are written in the clear. Without it those of a sealed book
            are copied as they are, those of another are left out.
        seal: the key of a sealed book, where its values are to be written in the clear.
        progress: told of the revisions written and of all.

    Raises:
        StoreError: no such book (BK104).
        CallError: a key is needed (BK113), or it is another one (BK112); a change of keys is not
            finished (BK146) or was made meanwhile (BK122).
        InputError: the book does not verify (BK147), or its settings are damaged (BK164).
        OutputError: the file cannot be written (IN302, IN303, IN304).

    """
    target = Path(path)
    with whole_file(target) as part:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            for line in lines(store, name, private=private, seal=seal, progress=progress):
                file.write(line + "\n")


def lines(
    store: Store,
    name: str,
    *,
    private: bool = False,
    seal: Seal | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[str]:
    """The lines of a book, streamed; see :func:`export_book`."""
    info = store.book(name)
    if info is None:
        raise StoreError("BK104", book=name)
    if require_book(info).get("resealing"):
        raise CallError("BK146", book=name)
    sealed = bool(info.settings["seal"])
    kind = CLEAR if private else SEALED if sealed else OMITTED
    vault = Vault.of(info.settings, name, seal) if private or not sealed or seal else None
    yield canonical(_head(info, kind, vault))
    reader = ChainReader(
        book=name, algorithm=info.settings["digest"], vault=vault,
        tree=MerkleTree(info.settings["digest"]),
    )  # fmt: skip
    # What is erased while this runs is followed by its erasure, which is therefore read as well.
    while info.tail.position > reader.position:
        yield from _revisions(store, reader, info, kind, progress)
        info = _same_key(store, info)
    for point in store.checkpoints(name):
        mark = {"position": point.position, "root": point.root, "text": point.text}
        yield canonical({"checkpoint": mark})
    for load, done in sorted(store.loads(name).items()):
        yield canonical({"load": {"name": load, "done": done}})
    yield canonical({"end": {"revisions": reader.position, "last": reader.previous}})


def _same_key(store: Store, before: BookInfo) -> BookInfo:
    """The book as it is now, under the same key as *before*: one file holds no values under two.

    Raises:
        CallError: its key was changed (BK122).

    """
    info = store.book(before.name) or before
    if any(info.settings.get(n) != before.settings.get(n) for n in ("index_key", "resealing")):
        raise CallError("BK122", book=info.name)
    return info


def _head(info: BookInfo, kind: str, vault: Vault | None) -> dict[str, Any]:
    settings = info.settings
    own = {name: settings[name] for name in ("index", "index_key", "salt", "seal")}
    if kind == CLEAR and vault:
        own |= {"index_key": vault.index_key.hex(), "seal": None}
    if kind == OMITTED:
        own = {}
    return {
        "minzheng": KIND,
        "version": VERSION,
        "book": info.name,
        "registry": info.registry,
        "county": settings["county"],
        "digest": settings["digest"],
        "private": kind,
        "revisions": info.tail.position,
        **own,
    }


def _revisions(
    store: Store,
    reader: ChainReader,
    info: BookInfo,
    kind: str,
    progress: Callable[[int, int], None] | None,
) -> Iterator[str]:
    """The lines of the revisions that follow on those read already."""
    start, name = reader.position, info.name
    tokens = store.sent(name, after=start)
    waiting = next(tokens, None)
    for row in store.rows(name, after=start, upto=info.tail.position):
        if not reader.read(row) or reader.faults:
            _same_key(store, info)
            raise InputError("BK147", book=name, fault=str(reader.faults[0]))
        once = None
        if waiting and waiting[0] == row.position:
            once, waiting = waiting[1], next(tokens, None)
        groups = None
        if kind == CLEAR and reader.vault:
            groups = reader.vault.open(row.place(name), row.payload)
        yield written(row, groups, once, sealed=kind == SEALED)
        if progress and row.position % 1_000 == 0:
            progress(row.position, info.tail.position)
    if reader.position < info.tail.position:
        raise InputError("BK147", book=name, fault=f"{reader.position} < {info.tail.position}")
