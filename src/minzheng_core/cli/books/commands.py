"""Commands that look into books, prove them and keep them in order."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from minzheng_core.cli.books.access import (
    book_at,
    chosen,
    counted,
    key_of,
    keys_given,
    open_book,
    seal_for,
    store_at,
    vault_of,
)
from minzheng_core.cli.books.sentences import say
from minzheng_core.cli.books.typed import pairs
from minzheng_core.cli.statuses import TOLD
from minzheng_core.errors import CallError, InputError, MinzhengError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from minzheng_core.ledger import Entry, Store
    from minzheng_core.ledger.store import BookInfo


def books(options: argparse.Namespace) -> int:
    """Say what a store holds."""
    from minzheng_core.ledger.book_settings import require_book

    with store_at(options) as store:
        infos = store.books()
        if options.book is not None:
            infos = [chosen(store, options)]
        damaged = False
        for info in infos:
            try:
                require_book(info)
            except InputError as error:
                damaged = True
                print(error.sentence(options.lang))
            else:
                _describe(store, info, options)
        if not infos:
            print(say(options.lang, "no books"))
    return TOLD if damaged else 0


def _describe(store: Store, info: BookInfo, options: argparse.Namespace) -> None:
    from minzheng_core.registry import registries

    lang, settings = options.lang, info.settings
    registry = registries().get(info.registry)
    label = registry.label if registry and lang == "zh" else info.registry
    print(say(lang, "book", name=info.name, label=label, county=settings["county"]))
    info = _indexed(store, info, options)
    if info.indexed == info.tail.position:
        states = Counter(head.state for head in store.heads(info.name))
        named = (
            f"{registry.lifecycle.label(s) if registry and lang == 'zh' else s} {n:,}"
            for s, n in sorted(states.items())
        )
        told = ("：" if lang == "zh" else ": ") + "、".join(named) if states else ""
        print(say(lang, "records", count=states.total(), states=told))
    else:
        print(say(lang, "behind", count=store.count(info.name)))
    at = _local(info.tail.at) if info.tail.at else say(lang, "never")
    print(say(lang, "revisions", count=info.tail.position, at=at))
    seal = say(lang, "sealed", name=settings["seal"]) if settings["seal"] else say(lang, "plain")
    print(say(lang, "proof", digest=settings["digest"], seal=seal))
    points = store.checkpoints(info.name)
    if points:
        print(say(lang, "checkpoints", count=len(points), position=points[-1].position))
    else:
        print(say(lang, "no checkpoints"))
    for unfinished in ("importing", "resealing"):
        if settings.get(unfinished):
            print(say(lang, unfinished))


def _indexed(store: Store, info: BookInfo, options: argparse.Namespace) -> BookInfo:
    """The book with its index brought up to date, where that can be done."""
    if info.indexed == info.tail.position:
        return info
    try:
        book = open_book(store, info, seal_for(info, options))
        with counted("索引", options) as progress:
            book.index(progress)
    except MinzhengError:
        # Sealed without a key, read-only, of a registry that is not installed: what is there is said.
        return info
    return store.book(info.name) or info


def _local(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def history(options: argparse.Namespace) -> int:
    """Show everything that was done with a record."""
    from minzheng_core.ledger.showing import change_line, entry_lines, event_line

    lang = options.lang
    with book_at(options) as book:
        key = options.key
        if key is None:
            found = book.find(**pairs(options.find, "BK157"))
            if len(found) != 1:
                _print_found(found, options)
                return 0
            key = found[0].key
        key = key_of(book, key)
        entry, events = book.as_of(key, on=options.on), book.history(key)
        if entry is None:
            print(say(lang, "not yet", on=options.on))
            return 0
        print(_headline(entry, lang))
        for label, value in entry_lines(entry, clear=options.clear, lang=lang):
            print(f"  {label}：{value}")
        if options.on:
            return 0
        for event in events:
            print(event_line(event, events.registry, lang))
            for change in event.changes:
                print(f"    {change_line(change, events.registry, clear=options.clear, lang=lang)}")
    return 0


def find(options: argparse.Namespace) -> int:
    """Find records by values."""
    with book_at(options) as book:
        found = book.find(**pairs(options.criteria, "BK157"))
        for entry in found:
            _print_entry(entry, options)
    print(say(options.lang, "found" if found else "none found", count=len(found)))
    return 0


def _print_found(found: Sequence[Entry], options: argparse.Namespace) -> None:
    name = "several" if found else "none found"
    print(say(options.lang, name, count=len(found)))
    for entry in found:
        _print_entry(entry, options)


def _print_entry(entry: Entry, options: argparse.Namespace) -> None:
    """One record on one line: what it is searched by."""
    from minzheng_core.ledger.showing import shown

    paths = [path for field in entry.registry.searchable for path in field.paths]
    values = (
        shown(path, entry.values[path], entry.registry, clear=options.clear)
        for path in paths
        if path in entry.values
    )
    print("  ".join([_headline(entry, options.lang), *values]))


def _headline(entry: Entry, lang: str) -> str:
    state = entry.registry.lifecycle.label(entry.state) if lang == "zh" else entry.state
    return f"{entry.key}  {state}  #{entry.number}"


def verify(options: argparse.Namespace) -> int:
    """Prove that nobody rewrote a book."""
    from minzheng_core.cli.files import text_of
    from minzheng_core.ledger import CheckpointText
    from minzheng_core.ledger.proof.verify import verify_book

    printed = CheckpointText.parse(text_of(options.checkpoint)) if options.checkpoint else None
    with store_at(options) as store:
        info = chosen(store, options)
        vault = vault_of(info, options)
        with counted("核验", options) as progress:
            done = verify_book(store, info, vault, printed=printed, progress=progress)
    for fault in done.faults[: options.most]:
        print(f"[{fault.code}] {fault.sentence(options.lang)}")
    if len(done.faults) > options.most:
        print("……")
    if done.sound:
        print(done.sentence(options.lang))
        print(say(options.lang, "root", root=done.root))
    return 0 if done.sound else TOLD


def checkpoint(options: argparse.Namespace) -> int:
    """Take a checkpoint, to be printed and stamped."""
    from minzheng_core.cli.files import save_text
    from minzheng_core.ledger.proof.checkpoint import make_checkpoint

    with store_at(options) as store:
        info = chosen(store, options)
        vault = vault_of(info, options)
        text = make_checkpoint(store, info.name, vault, by=options.by)
    if vault is None:
        print(say(options.lang, "private unopened"), file=sys.stderr)
    if options.out:
        save_text(options.out, str(text))
        print(say(options.lang, "saved", file=options.out))
    else:
        print(text, end="")
    return 0


def erase(options: argparse.Namespace) -> int:
    """Destroy the private values of one person of a record."""
    from minzheng_core.ledger.showing import subjects

    with book_at(options) as book:
        known = subjects(book.setting.registry)
        subject = {label: name for name, label in known.items()}.get(
            options.subject, options.subject
        )
        revision = book.erase(options.key, subject=subject, by=options.by, reason=options.reason)
    told = known.get(subject, subject) if options.lang == "zh" else subject or "the act"
    count = len(revision.withdrawn)
    print(say(options.lang, "erased", key=options.key, subject=told, count=count))
    return 0


def rebuild(options: argparse.Namespace) -> int:
    """Make the index again from the revisions."""
    with book_at(options) as book:
        same = book.rebuild()
    print(say(options.lang, "same index" if same else "other index"))
    return 0 if same else TOLD


def reseal(options: argparse.Namespace) -> int:
    """Put the private values of a book under another key, or under none."""
    from minzheng_core.privacy.seal import Key, KeyRing

    if bool(options.new_key_file) == options.unseal:
        raise CallError("BK158")
    with store_at(options) as store:
        info = chosen(store, options)
        old = keys_given(options)
        new = [Key.read(options.new_key_file)] if options.new_key_file else []
        known = [*new, *old]
        sealed = info.settings["seal"] or info.settings.get("resealing")
        ring = KeyRing(*known) if sealed and known else None
        book = open_book(store, info, ring)
        seal = KeyRing(*new, cipher=options.cipher) if new else None
        with counted("换密钥", options) as progress:
            book.reseal(seal, progress=progress)
    if seal:
        print(say(options.lang, "resealed", book=info.name, name=seal.name))
    else:
        print(say(options.lang, "unsealed", book=info.name))
    return 0
