"""What every registry promises; a third party proves its own as the library proves its own."""

# The classes are tests, so they assert.
# ruff: noqa: S101

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from minzheng_core.errors import MinzhengError
from minzheng_core.findings import Severity, catalogue
from minzheng_core.ledger.book import Book
from minzheng_core.ledger.keys import new_key
from minzheng_core.ledger.revision import Source
from minzheng_core.schema import converter, describe
from minzheng_core.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from minzheng_core.findings import Finding
    from minzheng_core.ledger.revision import Revision
    from minzheng_core.registry import Registry
    from minzheng_core.schema.lifecycle import Action

_ALL = dict.fromkeys(catalogue(), "契约")
"""Every finding accepted."""
_DAY = "2026-01-01"
"""The day on which an action was done that must tell it."""
_TELLING = 2
"""A single character tells nothing."""


class RegistryContract(ABC):
    """What every registry promises: labels, specimens, documented codes, storage, lifecycle, privacy."""

    registry: ClassVar[Registry]
    good: ClassVar[Sequence[Any]]
    """Records on which there is nothing to say."""
    bad: ClassVar[Mapping[str, Any]]
    """A record for each code, at least for every one of ``codes``."""
    codes: ClassVar[Collection[str]]
    """The codes of the registry's rules on one record."""

    county: ClassVar[str]
    """A county in whose book the specimens may stand."""

    @abstractmethod
    def check(self, record: Any) -> list[Finding]:
        """The findings on one record."""

    @property
    def record(self) -> type:
        """The registry's record class."""
        return self.registry.record

    def test_every_field_has_a_label(self) -> None:
        """The data dictionary names every field in Chinese."""
        assert all(line["label"] for line in describe(self.record))

    def test_good_specimens_are_clean(self) -> None:
        """Nothing is said of a good record."""
        assert self.good
        for record in self.good:
            assert [finding.code for finding in self.check(record)] == []

    def test_every_rule_has_a_bad_specimen_that_it_finds(self) -> None:
        """Each code is shown by a record, and found in it."""
        assert set(self.codes) <= set(self.bad)
        for code, record in self.bad.items():
            assert code in {finding.code for finding in self.check(record)}, code

    def test_every_code_is_explained_in_both_languages(self) -> None:
        """A clerk can read what is wrong and what to do."""
        for code in self.bad:
            entry = catalogue()[code]
            texts = (entry.title_zh, entry.title_en, entry.zh, entry.en)
            assert all((*texts, entry.advice_zh, entry.advice_en)), code

    def test_sentences_leave_no_gap(self) -> None:
        """A finding brings every value that its sentence speaks of."""
        for code, record in self.bad.items():
            for finding in self.check(record):
                sentences = finding.sentence("zh") + finding.sentence("en")
                assert finding.code != code or "…" not in sentences, code

    def test_records_survive_storage(self) -> None:
        """A record written as plain data and read back is the same record."""
        for record in (*self.good, *self.bad.values()):
            stored = converter().unstructure(record)
            assert converter().structure(stored, self.record) == record

    def test_nothing_sensitive_shows(self) -> None:
        """Neither ``repr`` nor a finding shows a sensitive value of the record whole."""
        for record in (*self.good, *self.bad.values()):
            shown = repr(record) + "".join(map(repr, self.check(record)))
            for secret in _numbers_and_names(record):
                assert len(secret) < _TELLING or secret not in shown

    # In a book

    def book(self) -> Book:
        """An empty book of the registry, in memory."""
        return Book.open(self.registry, open_store("memory://"), county=self.county)

    def test_what_the_registry_names_is_there(self) -> None:
        """The event and everything searchable are fields, with words for a clerk."""
        registry = self.registry
        assert registry.label
        assert registry.event in registry.paths
        assert registry.sensitive <= set(registry.paths)
        for searchable in registry.searchable:
            assert searchable.label
            assert searchable.name.isidentifier()
            assert set(searchable.paths) <= set(registry.paths)

    def test_every_state_and_action_has_a_word_and_is_reached(self) -> None:
        """From nothing, the lifecycle leads to every state, and every action can be done."""
        cycle = self.registry.lifecycle
        assert all(state.label for state in cycle.states)
        assert all(action.label for action in cycle.actions)
        reached = {
            state
            for state in (None, *(s.name for s in cycle.states))
            if self.way(state) is not None
        }
        assert reached == {None, *(state.name for state in cycle.states)}
        for action in cycle.actions:
            book, key = self.brought_to(min(action.before, default=None))
            revision = self.done(book, key, action)
            assert revision.action == action.name
            assert book.get(revision.key).state == revision.state
            assert action.after in (None, revision.state)

    def test_every_refusal_is_worded(self) -> None:
        """What a state does not allow, or lacks its reason or document, is refused in a sentence."""
        cycle = self.registry.lifecycle
        for state in cycle.states:
            for action in cycle.actions:
                book, key = self.brought_to(state.name)
                if action.name not in cycle.allowed(state.name):
                    self.refused("BK203", self.done, book, key, action)
                    continue
                demands = {
                    "reason": ("BK204", action.reason),
                    "source": ("BK205", action.document),
                    "day": ("BK229", action.day_at),
                }
                for missing, (code, demanded) in demands.items():
                    if demanded:
                        self.refused(code, self.done, book, key, action, **{missing: None})
                assert len(book.history(key or "")) == len(self.way(state.name) or ())

    def test_specimens_survive_a_book(self) -> None:
        """Each specimen is registered, found by what is searchable, and comes back the same."""
        book = self.book()
        for record in (*self.good, *self.bad.values()):
            key = book.register(record, by="契约", accept=_ALL).key
            entry = book.get(key)
            assert entry.record == record
            for searchable in self.registry.searchable:
                for value in searchable.of(entry.values):
                    assert key in {found.key for found in book.find(**{searchable.name: value})}
        assert book.verify().sound
        assert book.rebuild()

    def test_errors_are_refused_in_a_book(self) -> None:
        """A specimen that cannot be true is not registered unless that is accepted."""
        for record in self.bad.values():
            book = self.book()
            errors = {
                f.code
                for f in self.registry.check(record, county=self.county)
                if f.severity is Severity.ERROR
            }
            if errors:
                self.refused("BK202", book.register, record, by="契约")
                assert len(book) == 0

    def test_nothing_sensitive_leaves_a_book(self) -> None:
        """Neither ``repr`` nor a notebook's table shows a sensitive value, nor does the chain."""
        for record in (*self.good, *self.bad.values()):
            book = self.book()
            key = book.register(record, by="契约", accept=_ALL).key
            entry, history = book.get(key), book.history(key)
            shown = repr(
                (book, entry, history, history[0], history[0].revision, history[0].changes)
            )
            shown += entry._repr_html_() + history._repr_html_()
            shown += "".join(row.body for row in book.setting.store.rows(self.registry.name))
            for secret in _numbers_and_names(record):
                assert len(secret) < _TELLING or secret not in shown

    def way(self, state: str | None) -> list[Action] | None:
        """The shortest way from nothing to a state; ``None`` where there is none."""
        cycle = self.registry.lifecycle
        ways: dict[str | None, list[Action]] = {None: []}
        waiting: list[str | None] = [None]
        while waiting:
            here = waiting.pop(0)
            for name in cycle.allowed(here):
                action = cycle.action(name)
                if action and action.after and action.after not in ways:
                    ways[action.after] = [*ways[here], action]
                    waiting.append(action.after)
        return ways.get(state)

    def brought_to(self, state: str | None) -> tuple[Book, str | None]:
        """A book with a record in that state, and its key."""
        book, key = self.book(), None
        for action in self.way(state) or ():
            key = self.done(book, key, action).key
        return book, key

    def done(self, book: Book, key: str | None, action: Action, **other: Any) -> Revision:
        """Do an action with everything it may demand."""
        day = other.pop("day", _DAY)
        told: dict[str, Any] = {
            "by": "契约",
            "reason": "契约",
            "source": Source(document="契约"),
            "accept": _ALL,
        } | other
        if not action.before:
            return book.act(action.name, key or new_key(), self.good[0], **told)
        entry = book.get(key or "")
        taken = entry.values
        free = next(
            p for p in self.registry.paths if p not in taken and p not in self.registry.sensitive
        )
        given = {action.alters: f"契约{entry.number}"} if action.alters else {free: "契约"}
        patch = {} if action.after and not action.judged else given
        if action.day_at:
            patch = patch | {action.day_at: day}
        return book.act(action.name, key or "", patch, **told)

    @staticmethod
    def refused(code: str, call: Callable[..., object], *given: Any, **told: Any) -> None:
        """The call must end with that code, in both languages and without a gap."""
        error: MinzhengError | None = None
        try:
            call(*given, **told)
        except MinzhengError as raised:
            error = raised
        assert error is not None, f"{code} was not raised"
        assert error.code == code
        assert "…" not in error.sentence("zh") + error.sentence("en")


def _numbers_and_names(record: Any) -> Iterable[str]:
    """The identity numbers and names of a record, which no message may show."""
    kind: type = type(record)
    for field in attrs.fields(kind):
        value = getattr(record, field.name)
        if attrs.has(type(value)):
            yield from _numbers_and_names(value)
        elif value and field.name in {"id_number", "name", "former_name"}:
            yield value
