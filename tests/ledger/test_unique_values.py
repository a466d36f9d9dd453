"""Of writers who give two records the same number at the same moment, one is told of the other."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from attrs import evolve

from minzheng_core.ledger import Book, Refused, StaleRevision, commit_together
from minzheng_core.registries.place_names import REGISTRY as NAMES
from minzheng_core.registries.place_names.signs import REGISTRY as SIGNS
from minzheng_core.stores import open_store
from tests.ledger.conftest import COUNTY, book_on, couple
from tests.servers import BACKENDS, DATABASES, address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minzheng_core.ledger import Store

WRITERS = 6


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    opened = open_store(address(request.param))
    yield opened
    opened.close()


class _Slow:
    """A store whose next write begins only after somebody else has written."""

    def __init__(self, store: Store, first: Callable[[], object]) -> None:
        self._store, self._first = store, [first]

    def __getattr__(self, name: str) -> object:
        if name.startswith("append") and self._first:
            self._first.pop()()
        return getattr(self._store, name)


def overtaken(book: Book, first: Callable[[], object]) -> Book:
    """The book of somebody who looked before, and writes after, *first* is done."""
    slow = Book(evolve(book.setting, store=_Slow(book.setting.store, first)))
    slow.index()
    return slow


def test_a_number_written_since_it_was_looked_for_is_refused(store: Store) -> None:
    book = book_on(store, name=f"登记簿 {uuid4().hex}")
    other = book.register(couple(certificate_number="(88)潋结字第99号"), by="李").key
    slow = overtaken(book, lambda: book.correct(other, {"certificate_number": "（88）潋结字第12号"},
                                                by="李", reason="补"))  # fmt: skip

    with pytest.raises(Refused) as refused:
        slow.register(couple(), by="王某某")

    assert [(f.code, f.actual) for f in refused.value.findings] == [("BK215", other)]
    assert len(book) == 1


def test_other_numbers_written_since_are_no_hindrance(store: Store) -> None:
    book = book_on(store, name=f"登记簿 {uuid4().hex}")
    slow = overtaken(
        book, lambda: book.register(couple(certificate_number="(88)潋结字第99号"), by="李")
    )

    slow.register(couple(), by="王某某")

    assert len(book) == 2


def test_what_is_accepted_is_written_and_noted(store: Store) -> None:
    book = book_on(store, name=f"登记簿 {uuid4().hex}")
    slow = overtaken(book, lambda: book.register(couple(), by="李"))

    key = slow.register(couple(), by="王某某", accept={"BK215": "原件重号"}).key

    assert book.get(key).accepted == {"BK215": "原件重号"}


def test_a_batch_is_told_and_writes_nothing(store: Store) -> None:
    book = book_on(store, name=f"登记簿 {uuid4().hex}")
    slow = overtaken(book, lambda: book.register(couple(), by="李"))

    with slow.batch() as batch:
        batch.register(couple(certificate_number="(88)潋结字第99号"), by="王某某")
        batch.register(couple(), by="王某某")
        with pytest.raises(StaleRevision, match="BK219"):
            batch.commit()

    assert len(book) == 1


def test_books_written_together_are_told_and_nothing_is_written(store: Store) -> None:
    mark = uuid4().hex
    names = Book.open(NAMES, store, county=COUNTY, name=f"甲 {mark}")
    signs = Book.open(SIGNS, store, county=COUNTY, name=f"乙 {mark}")
    sign = {"sign_number": "36073200001", "text_shown": "和顺村"}
    accept = dict.fromkeys(("PB301", "PB303"), "清单原文如此")
    slow = overtaken(signs, lambda: signs.register(sign, by="李", accept=accept))
    first = Book(evolve(names.setting, store=slow.setting.store))

    with first.batch() as one, slow.batch() as two:
        one.register({"standard_name": "和顺村"}, by="王某某")
        two.register(sign, by="王某某", accept=accept)
        with pytest.raises(StaleRevision, match="BK219"):
            commit_together(one, two)

    assert (len(names), len(signs)) == (0, 1)


def test_the_same_request_sent_twice_at_once_is_written_once(store: Store) -> None:
    book = book_on(store, name=f"登记簿 {uuid4().hex}")
    sent = []
    slow = overtaken(book, lambda: sent.append(book.register(couple(), by="王某某", once="t")))

    assert slow.register(couple(), by="王某某", once="t") == sent[0]
    assert len(book) == 1


@pytest.mark.parametrize("backend", BACKENDS)
def test_of_threads_that_register_one_number_one_does(backend: str) -> None:
    store = open_store(address(backend))
    name = f"登记簿 {uuid4().hex}"
    book_on(store, name=name)
    ready = Barrier(WRITERS)

    def work(writer: int) -> list[str]:
        own = store if backend == "memory" else open_store(address(backend))
        book = book_on(own, name=name)
        told = []
        for turn in range(5):
            ready.wait(60)
            try:
                book.register(
                    couple(certificate_number=f"(88)潋结字第{turn + 1}号"), by=f"王{writer}"
                )
            except Refused as refused:
                told += [finding.code for finding in refused.findings]
        if own is not store:
            own.close()
        return told

    with ThreadPoolExecutor(WRITERS) as pool:
        told = [code for one in pool.map(work, range(WRITERS)) for code in one]

    book = book_on(store, name=name)
    assert len(book) == 5
    assert told == ["BK215"] * 5 * (WRITERS - 1)
    assert book.verify().sound
    store.close()


PROCESS = """
import sys, time
from minzheng_core.ledger import Refused
from minzheng_core.stores import open_store
from tests.ledger.conftest import book_on, couple

book = book_on(open_store(sys.argv[1]), name=sys.argv[2])
book.index()
print("ready", flush=True)
sys.stdin.readline()
written = 0
for number in range(20):
    try:
        book.register(couple(certificate_number=f"(88)潋结字第{number + 1}号"), by="王某某")
        written += 1
    except Refused as refused:
        assert [finding.code for finding in refused.findings] == ["BK215"]
print(written)
"""


@pytest.mark.parametrize("backend", DATABASES)
def test_of_two_processes_that_register_the_same_numbers_each_number_is_written_once(
    backend: str,
) -> None:
    store = open_store(address(backend))
    book = book_on(store, name=f"登记簿 {uuid4().hex}")
    command = [sys.executable, "-c", PROCESS, address(backend), book.setting.name]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    told = [int(process.communicate(timeout=120)[0]) for process in running]

    assert sum(told) == len(book) == 20
    store.close()
