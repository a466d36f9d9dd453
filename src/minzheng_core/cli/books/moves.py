"""Commands that carry books from one store to another, and upgrade a store."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from minzheng_core.cli.books.access import chosen, counted, seal_for, store_at
from minzheng_core.cli.books.sentences import say
from minzheng_core.cli.statuses import TOLD

if TYPE_CHECKING:
    import argparse


def export(options: argparse.Namespace) -> int:
    """Write a book as JSON Lines."""
    from minzheng_core.exchange.export import export_book, lines

    with store_at(options) as store:
        info = chosen(store, options)
        seal = seal_for(info, options) if options.private else None
        if not options.out:
            for line in lines(store, info.name, private=options.private, seal=seal):
                sys.stdout.write(f"{line}\n")
        else:
            with counted("导出", options) as progress:
                export_book(
                    store, info.name, options.out,
                    private=options.private, seal=seal, progress=progress,
                )  # fmt: skip
    if options.out:
        print(say(options.lang, "exported", book=info.name, file=options.out))
    if options.private:
        print(say(options.lang, "clear"), file=sys.stderr)
    elif not info.settings["seal"]:
        print(say(options.lang, "omitted"), file=sys.stderr)
    return 0


def import_(options: argparse.Namespace) -> int:
    """Read a book from JSON Lines."""
    from minzheng_core.exchange import import_book

    with store_at(options, create=True) as store:
        seal = seal_for(None, options)
        with counted("导入", options) as progress:
            done = import_book(store, options.file, seal=seal, progress=progress)
    for fault in done.faults:
        print(f"[{fault.code}] {fault.sentence(options.lang)}")
    print(
        say(
            options.lang, "imported", book=done.book, revisions=done.revisions, added=done.added
        )
    )  # fmt: skip
    return TOLD if done.faults else 0


def upgrade(options: argparse.Namespace) -> int:
    """Bring the tables of a store up to this version of the library."""
    from minzheng_core.stores import upgrade_store

    before, after = upgrade_store(options.store)
    name = "already" if before == after else "upgraded"
    print(say(options.lang, name, before=before, after=after))
    return 0
