"""Opening the store and the book that a command names, with the key that was given."""

from __future__ import annotations

import os
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING

from minzheng_core.errors import CallError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from minzheng_core.ledger import Book, Store
    from minzheng_core.ledger.store import BookInfo
    from minzheng_core.privacy.seal import Key, Passphrase
    from minzheng_core.privacy.vault import Seal, Vault

VARIABLE = "MINZHENG_KEY"


@contextmanager
def store_at(options: argparse.Namespace, *, create: bool = False) -> Iterator[Store]:
    """The store that a command names."""
    from minzheng_core.stores import open_store

    store = open_store(options.store, create=create)
    try:
        yield store
    finally:
        store.close()


def chosen(store: Store, options: argparse.Namespace) -> BookInfo:
    """The book that is meant: the one that is named, or the only one.

    Raises:
        CallError: the store has no book (BK155), or several (BK156).
        StoreError: none of that name (BK104).
        InputError: its settings are damaged (BK164).

    """
    from minzheng_core.ledger.book_settings import require_book
    from minzheng_core.ledger.errors import StoreError

    infos = store.books()
    if options.book is not None:
        infos = [info for info in infos if info.name == options.book]
        if not infos:
            raise StoreError("BK104", book=options.book)
    if not infos:
        raise CallError("BK155")
    if len(infos) > 1:
        raise CallError("BK156", known="、".join(info.name for info in infos))
    require_book(infos[0])
    return infos[0]


def keys_given(options: argparse.Namespace) -> list[Key | Passphrase]:
    """The keys in the files that are named, else the one in the environment."""
    files = list(options.key_file or ())
    told = os.environ.get(VARIABLE, "").strip()
    if not files and not told:
        return []
    from minzheng_core.privacy.seal import Key

    return [Key.read(file) for file in files] or [Key.parse(told)]


def seal_for(info: BookInfo | None, options: argparse.Namespace) -> Seal | None:
    """The seal that opens a book; a key in the environment is not for a book that needs none."""
    needed = info is None or info.settings.get("seal") or info.settings.get("resealing")
    if not needed and not options.key_file:
        return None
    keys = keys_given(options)
    if not keys:
        return None
    from minzheng_core.privacy.seal import KeyRing

    return KeyRing(*keys)


def open_book(store: Store, info: BookInfo, seal: Seal | None) -> Book:
    """A book of a store, of whatever registry it is."""
    from minzheng_core.ledger import Book
    from minzheng_core.ledger.book_settings import require_book
    from minzheng_core.registry import registry_named

    registry = registry_named(info.registry)
    county = require_book(info)["county"]
    return Book.open(registry, store, county=county, name=info.name, seal=seal)


def vault_of(info: BookInfo, options: argparse.Namespace) -> Vault | None:
    """The vault of a book; ``None`` where it is sealed and no key was given."""
    from minzheng_core.privacy.vault import Vault

    seal = seal_for(info, options)
    sealed = info.settings["seal"] or info.settings.get("resealing")
    return Vault.of(info.settings, info.name, seal) if seal or not sealed else None


def books_of(store: Store, registry: str, options: argparse.Namespace) -> Iterator[Book]:
    """The books of a registry in a store, all of them unless one is named."""
    for info in store.books():
        if info.registry == registry and options.book in {None, info.name}:
            yield open_book(store, info, seal_for(info, options))


@contextmanager
def book_at(options: argparse.Namespace) -> Iterator[Book]:
    """The book that a command names, opened."""
    with store_at(options) as store:
        info = chosen(store, options)
        yield open_book(store, info, seal_for(info, options))


@contextmanager
def counted(stage: str, options: argparse.Namespace) -> Iterator[Callable[[int, int], None]]:
    """Progress of a count, where there is a terminal and something to draw with."""
    if options.quiet or find_spec("rich") is None:
        yield lambda _done, _all: None
        return
    from minzheng_core.cli.progress import shown

    with shown(quiet=False) as tell:
        yield lambda done, total: tell(stage, done, total)


_KEYS_SHOWN = 10


def key_of(book: Book, typed: str) -> str:
    """The key of the record that is meant: by its key, or by a number or name that only one record has.

    A clerk knows the number on a sign or a certificate, the code or the name of a village, not the key of
    its record. Numbers that must be each record's own go first; what is told of one record in one way
    and of several in another is that one's. Those of persons are not looked for, nor
    their names. Where no record has it, what was typed is taken for a key.

    Raises:
        CallError: several records have that number or name (BK226).

    """
    if book.revisions(typed):
        return typed
    registry = book.setting.registry
    fields = [field for field in registry.searchable if field.canonical(typed)]
    own = [field.name for field in fields if field.unique]
    shared = [
        field.name
        for field in fields
        if not field.unique and registry.sensitive.isdisjoint(field.paths)
    ]
    for names in (own, shared):
        hits = [[entry.key for entry in book.find(**{name: typed})] for name in names]
        found = dict.fromkeys(key for keys in hits for key in keys)
        alone = {keys[0] for keys in hits if len(keys) == 1}
        if len(found) > 1 and len(alone) == 1:
            # The code of a township is that of all that lies in it, but its own in one record only.
            return alone.pop()
        if len(found) > 1:
            keys = "、".join(islice(found, _KEYS_SHOWN)) + "…" * (len(found) > _KEYS_SHOWN)
            raise CallError("BK226", typed=typed, count=len(found), keys=keys)
        if found:
            return next(iter(found))
    return typed
