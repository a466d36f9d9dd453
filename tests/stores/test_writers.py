"""Writers in threads and in processes on the same records: a small run of ``bench/writers.py``."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from tests.servers import DATABASES, address, new_address

from minzheng_core.ledger import Book
from minzheng_core.registries import marriage
from minzheng_core.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.ledger import Store
    from minzheng_core.ledger.revision import Row
    from minzheng_core.ledger.store import BookInfo

SCRIPT = Path(__file__).parents[2] / "bench" / "writers.py"


def _race(url: str, **options: object) -> dict[str, object]:
    spec = importlib.util.spec_from_file_location("writers", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.race(url, **options)  # type: ignore[no-any-return]


@pytest.mark.parametrize("backend", DATABASES)
@pytest.mark.parametrize("threads", [True, False])
def test_writers_lose_nothing_and_hear_of_every_refusal(backend: str, threads: bool) -> None:
    outcome = _race(address(backend), writers=4, corrections=60, records=3, threads=threads)

    assert outcome["sound"], outcome
    assert outcome["refused"]


@pytest.mark.parametrize("backend", ["memory", *DATABASES])
def test_a_book_that_is_written_while_it_is_verified_is_sound(backend: str) -> None:
    store = open_store(new_address(backend))
    book = Book.open(marriage.REGISTRY, store, county="360732")
    keys = iter(range(1_000))

    def write() -> None:
        book.register({"business_type": "结婚"}, by="王某某", key=f"K{next(keys)}")

    for _ in range(3):
        write()
    read, look = store.rows, store.book

    def rows(name: str, **part: int) -> Iterator[Row]:
        write_sometimes()
        yield from read(name, **part)
        write_sometimes()

    def info(name: str) -> BookInfo | None:
        write_sometimes()
        found = look(name)
        write_sometimes()
        return found

    def write_sometimes() -> None:
        left.append(None)
        if len(left) in {2, 3, 4, 5, 6, 8, 9, 11, 14, 15}:
            writer.register({"business_type": "结婚"}, by="王某某", key=f"M{len(left)}")

    left: list[None] = []
    writer = Book.open(marriage.REGISTRY, store, county="360732")
    writer.setting = evolve(writer.setting, store=_Plain(store))
    store.rows, store.book = rows, info  # type: ignore[method-assign]
    told = book.verify()
    store.close()

    assert told.sound, told
    assert told.revisions > 6


class _Plain:
    """The store as it was before its methods were replaced."""

    def __init__(self, store: Store) -> None:
        self._methods = {name: getattr(store, name) for name in dir(store) if name[0] != "_"}

    def __getattr__(self, name: str) -> object:
        return self._methods[name]
