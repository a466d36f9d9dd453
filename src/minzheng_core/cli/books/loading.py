"""What ``clean --store`` and ``apply --store`` do: the records of a run into its book."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from minzheng_core.cli.books.access import seal_for, store_at
from minzheng_core.cli.books.sentences import say
from minzheng_core.cli.options import add_book
from minzheng_core.errors import CallError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

    from minzheng_core.cleaning import Progress
    from minzheng_core.ledger import Book

DECIDED = "按核查工作簿的决定更正"
_DIGITS = 16


def add_store_options(command: argparse.ArgumentParser) -> None:
    """The options by which the records of a run go into a book."""
    command.add_argument(
        "--store", metavar="存储", help="同时写入登记簿：登记.db、postgresql://…、mysql://…"
    )
    add_book(
        command,
        "登记簿名称（默认登记类别的名称）",
        "登记簿的密钥文件，可重复；新建登记簿时给出则用第一把加密；也可用环境变量 MINZHENG_KEY",
    )
    command.add_argument(
        "--series", default="", metavar="名称", help="区分文件名相同的几批档案（写入登记簿时用）"
    )


@contextmanager
def book_for(options: argparse.Namespace, *, registry: str, county: str) -> Iterator[Book | None]:
    """The book that the records go into, opened before the work begins; ``None`` where none is named.

    Raises:
        CallError: a book, and nobody who writes into it (BK206); another county (BK102).

    """
    if not options.store:
        yield None
        return
    if not (options.by or "").strip():
        raise CallError("BK206")
    from minzheng_core.ledger import Book
    from minzheng_core.registry import registry_named

    kind = registry_named(registry)
    with store_at(options, create=True) as store:
        name = options.book or kind.name
        seal = seal_for(store.book(name), options)
        yield Book.open(kind, store, county=county, name=name, seal=seal)


def put_into(
    book: Book,
    records: pl.DataFrame | Path,
    options: argparse.Namespace,
    *,
    recipe: str,
    progress: Progress,
    findings: pl.DataFrame | None = None,
    reason: str | None = None,
) -> str:
    """Write records into a book and make its index; the sentence that tells what was done."""
    told = {"reason": reason} if reason else {}
    loaded = book.load(
        records,
        by=options.by,
        findings=findings,
        series=options.series,
        recipe=hashlib.sha256(recipe.encode()).hexdigest()[:_DIGITS],
        progress=lambda done, total: progress("写入登记簿", done, total),
        **told,
    )
    book.index(lambda done, total: progress("建立索引", done, total))
    sentence = say(
        options.lang,
        "loaded",
        book=book.setting.name,
        registered=loaded.registered,
        corrected=loaded.corrected,
        unchanged=loaded.unchanged + loaded.before,
    )
    if loaded.left:
        sentence += "\n" + say(
            options.lang, "left", count=len(loaded.left), keys="、".join(loaded.left[:5])
        )
    return sentence
