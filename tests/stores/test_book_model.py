"""A book on each store does what the same book in memory does, whatever is asked in whatever order."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.servers import DATABASES, address

from minzheng_core.errors import MinzhengError
from minzheng_core.ledger import Book, Source
from minzheng_core.registries import marriage
from minzheng_core.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

_counter = itertools.count()
KEYS = ("A", "甲·乙", "𠮷", "a")
NAMES = ("张三", "阿依古丽·买买提", "𠮷田花子", "李四", None)
DAYS = ("1985-10-01", "1990-05", "2001-01-31", None)
records = st.fixed_dictionaries(
    {
        "business_type": st.just("结婚"),
        "registration_date": st.sampled_from(DAYS[:3]),
        "husband": st.fixed_dictionaries({"name": st.sampled_from(NAMES[:4])}),
        "wife": st.fixed_dictionaries({"name": st.sampled_from(NAMES[:4])}),
    }
)
patches = st.fixed_dictionaries(
    {},
    optional={
        "registration_date": st.sampled_from(DAYS[:3]),
        "office": st.sampled_from(("潋江公社", "兴国县民政局", None)),
        "certificate_number": st.sampled_from(("J360732-2015-000001", "赣兴结字0109", None)),
        "wife": st.fixed_dictionaries({"name": st.sampled_from(NAMES)}),
    },
)
keys = st.sampled_from(KEYS)
tokens = st.sampled_from((None, None, "t1", "t2"))
ACCEPT = dict.fromkeys(
    ("MR101", "MR104", "MR110", "MR111", "MR114", "MR201", "MR202", "MR303", "BK215"),
    "档案原文如此",
)


class Ticking:
    """A clock that both books read in step."""

    def __init__(self) -> None:
        self.ticks = 0

    def __call__(self) -> str:
        at = datetime(2026, 1, 1, tzinfo=UTC).timestamp() + self.ticks
        return datetime.fromtimestamp(at, UTC).isoformat(timespec="microseconds")


class BookMachine(RuleBasedStateMachine):
    backend = "sqlite"

    @initialize()
    def begin(self) -> None:
        self.name = f"模型{next(_counter)}-{datetime.now(UTC).timestamp()}"
        self.clock = Ticking()
        self.model = self._opened("memory://", self.name)
        self.book = self._opened(address(self.backend), self.name)

    def _opened(self, url: str, name: str) -> Book:
        book = Book.open(marriage.REGISTRY, open_store(url), county="360732", name=name)
        book.setting = evolve(book.setting, clock=self.clock)
        return book

    def both(self, ask: Callable[[Book], Any]) -> Any:
        """Ask both books; they must say the same, or refuse for the same reason."""
        self.clock.ticks += 1
        told = []
        for book in (self.model, self.book):
            try:
                told.append(ask(book))
            except MinzhengError as error:
                told.append((type(error), error.code))
        assert told[0] == told[1]
        return told[0]

    @rule(key=keys, record=records, once=tokens)
    def register(self, key: str, record: Any, once: str | None) -> None:
        self.both(lambda book: _said(
            book.register(record, by="王某某", key=key, once=once, accept=ACCEPT)
        ))  # fmt: skip

    @rule(key=keys, patch=patches, once=tokens)
    def correct(self, key: str, patch: Any, once: str | None) -> None:
        self.both(lambda book: _said(
            book.correct(key, patch, by="李某某", reason="原件如此", once=once, accept=ACCEPT)
        ))  # fmt: skip

    @rule(key=keys, seen=st.integers(0, 3), patch=patches)
    def correct_what_was_seen(self, key: str, seen: int, patch: Any) -> None:
        self.both(lambda book: _said(
            book.correct(key, patch, by="李某某", reason="x", expect=seen, accept=ACCEPT)
        ))  # fmt: skip

    @rule(key=keys)
    def reissue(self, key: str) -> None:
        patch = {"certificate_number": "BJ360732-2020-000001", "registration_date": "2020-01-02"}
        self.both(lambda book: _said(
            book.reissue(key, patch, by="王某某", effective=date(2020, 1, 2), accept=ACCEPT)
        ))  # fmt: skip

    @rule(key=keys, action=st.sampled_from(("revoke", "restore")))
    def end(self, key: str, action: str) -> None:
        source = Source(document="兴民撤字〔2026〕1号")
        self.both(lambda book: _said(
            book.act(action, key, by="王某某", reason="胁迫", source=source)
        ))  # fmt: skip

    @rule(key=keys, subject=st.sampled_from(("husband", "wife", "")))
    def erase(self, key: str, subject: str) -> None:
        self.both(lambda book: _said(
            book.erase(key, subject=subject, by="王某某", reason="本人要求")
        ))  # fmt: skip

    @rule(acts=st.lists(st.tuples(keys, records, patches), min_size=1, max_size=3),
          leave=st.booleans())  # fmt: skip
    def batch(self, acts: list[Any], leave: bool) -> None:
        def together(book: Book) -> Any:
            with book.batch() as batch:
                for key, record, patch in acts:
                    if batch.present(key)[0]:
                        batch.correct(key, patch, by="王某某", reason="x", accept=ACCEPT)
                    else:
                        batch.register(record, by="王某某", key=key, accept=ACCEPT)
                return None if leave else [_said(revision) for revision in batch.commit()]

        self.both(together)

    @rule(name=st.sampled_from(NAMES[:4]))
    def find_by_name(self, name: str) -> None:
        self.both(lambda book: [_entry(entry) for entry in book.find(name=name)])

    @rule(number=st.sampled_from(("J360732-2015-000001", "赣兴结字0109")))
    def find_by_certificate(self, number: str) -> None:
        self.both(lambda book: [e.key for e in book.find(certificate_number=number)])

    @rule(key=keys, on=st.sampled_from((None, date(1985, 10, 1), date(2020, 1, 1))),
          ticks=st.integers(0, 20))  # fmt: skip
    def as_of(self, key: str, on: date | None, ticks: int) -> None:
        said = datetime.fromtimestamp(datetime(2026, 1, 1, tzinfo=UTC).timestamp() + ticks, UTC)
        self.both(lambda book: _entry(book.as_of(key, on=on, said=said)))

    @rule(key=keys)
    def history(self, key: str) -> None:
        self.both(lambda book: [
            (_said(event.revision), [(c.path, c.before, c.after, c.hidden) for c in event.changes])
            for event in book.history(key)
        ])  # fmt: skip

    @rule()
    def checkpoint(self) -> None:
        self.both(lambda book: book.checkpoint(by="王某某").size)

    @rule()
    def rebuild(self) -> None:
        assert self.both(lambda book: book.rebuild())

    @rule()
    def begin_again(self) -> None:
        """The process ends without a word, and another one opens the book."""
        if self.backend != "memory":
            self.book.setting.store.close()
            self.book = self._opened(address(self.backend), self.name)

    @invariant()
    def the_records_are_the_same(self) -> None:
        if hasattr(self, "book"):
            assert [_entry(e) for e in self.model.scan()] == [_entry(e) for e in self.book.scan()]

    def teardown(self) -> None:
        if hasattr(self, "book"):
            assert len(self.model) == len(self.book)
            assert self.model.verify().sound
            told = self.book.verify()
            assert told.sound, told
            assert told.revisions == self.model.verify().revisions
            self.book.setting.store.close()


def _said(revision: Any) -> tuple[Any, ...]:
    """A revision without its digests and salts, which are different in every book."""
    return (
        revision.position, revision.key, revision.number, revision.action, revision.state,
        revision.at, revision.public, revision.private, revision.hidden, revision.withdrawn,
        revision.accepted, revision.noted,
    )  # fmt: skip


def _entry(entry: Any) -> tuple[Any, ...] | None:
    if entry is None:
        return None
    return entry.key, entry.number, entry.position, entry.state, entry.values, entry.hidden


@pytest.mark.parametrize("backend", ["memory", *DATABASES])
def test_a_book_on_each_store_is_the_book_in_memory(backend: str) -> None:
    address(backend)
    machine = type("Machine", (BookMachine,), {"backend": backend})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
