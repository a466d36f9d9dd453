"""The command that does any act of a registry's lifecycle: approve, file, announce, correct, revoke."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Any

from minzheng_core.cli.books.access import book_at, key_of
from minzheng_core.cli.books.sentences import say
from minzheng_core.cli.books.typed import pairs
from minzheng_core.cli.files import text_of
from minzheng_core.cli.speech import print_findings
from minzheng_core.errors import CallError, InputError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from minzheng_core.ledger import Book, Entry
    from minzheng_core.registry import Registry
    from minzheng_core.schema.lifecycle import Action, Lifecycle


def act(options: argparse.Namespace) -> int:
    """Do an act on a record, or show what it would change; without an act, say which there are."""
    from minzheng_core.ledger.showing import action_label

    with book_at(options) as book:
        registry = book.setting.registry
        if options.action is None:
            _print_acts(registry.lifecycle, options.lang)
            return 0
        action = _named(registry.lifecycle, options.action)
        if action.before and options.key is None:
            raise CallError("BK224", action=action_label(action.name, registry, options.lang))
        _done(book, action, options)
    return 0


def _done(book: Book, action: Action, options: argparse.Namespace) -> None:
    """Judge the act, write it where somebody answers for it, and say what it changes."""
    from minzheng_core.ledger.history import History
    from minzheng_core.ledger.showing import action_label, change_line

    lang, registry = options.lang, book.setting.registry
    meant = key_of(book, options.key) if options.key and action.before else options.key
    with book.batch() as batch:
        before = batch.present(meant)[0] if meant else None
        key = batch.act(
            action.name,
            meant,
            _values(registry, options),
            by=options.by or say(lang, "nobody"),
            reason=options.reason,
            effective=options.effective,
            source=_document(options.document),
            accept=pairs(options.accept, "BK159"),
        ).key
        after, revisions = batch.present(key)
        assert after is not None  # noqa: S101 - the act stands in the batch
        if options.by:
            batch.commit()
    cycle = registry.lifecycle
    states = (_state(cycle, entry, lang) for entry in (before, after))
    print("  ".join((key, action_label(action.name, registry, lang), " → ".join(states))))
    for change in History(registry, revisions)[-1].changes:
        print(f"  {change_line(change, registry, clear=options.clear, lang=lang)}")
    if before:
        print_findings(action.stands_against(before.record), lang)
    if action.judged:  # errors were accepted or are none
        print_findings(registry.check(after.record, **book.setting.context), lang)
    print(say(lang, "acted" if options.by else "would act", number=after.number))


def _named(cycle: Lifecycle, typed: str) -> Action:
    """The act that is meant by its name or its label.

    Raises:
        CallError: there is none (BK211).

    """
    for action in cycle.actions:
        if typed in {action.name, action.label}:
            return action
    known = "、".join(f"{action.name}（{action.label}）" for action in cycle.actions)
    raise CallError("BK211", action=typed, known=known)


def _values(registry: Registry, options: argparse.Namespace) -> dict[str, Any]:
    """The new values by path: those of the file, then those that were typed.

    Raises:
        CallError: no ``=`` in one of them (BK159), a field that there is not (BK107).
        InputError: the file cannot be read (IN206, IN207) or is no TOML (BK225).

    """
    told = registry.flat(_table(options.values)) if options.values else {}
    paths = _labelled(registry)
    typed = pairs(options.set, "BK159")
    return told | registry.flat({paths.get(k, k): v or None for k, v in typed.items()})


def _labelled(registry: Registry) -> dict[str, str]:
    """The path of every label, and of what stands behind its colon where no other has the same."""
    tails = Counter(label.rpartition("：")[2] for label in registry.labels.values())
    short = {label.rpartition("：")[2]: path for path, label in registry.labels.items()}
    whole = {label: path for path, label in registry.labels.items()}
    return {tail: path for tail, path in short.items() if tails[tail] == 1} | whole


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text_of(file))
    except tomllib.TOMLDecodeError as error:
        raise InputError("BK225", file=file.name) from error


def _document(number: str | None) -> Any:
    from minzheng_core.ledger import Source

    return Source(document=number) if number else None


def _state(cycle: Lifecycle, entry: Entry | None, lang: str) -> str:
    if entry is None:
        return say(lang, "not begun")
    return cycle.label(entry.state) if lang == "zh" else entry.state


def _print_acts(cycle: Lifecycle, lang: str) -> None:
    """The acts of a registry: from which states, to which, and what each demands."""
    for action in cycle.actions:
        before = "、".join(
            state.label if lang == "zh" else state.name
            for state in cycle.states
            if state.name in action.before
        )
        after = cycle.label(action.after) if lang == "zh" else action.after
        demands = [
            say(lang, f"needs {what}")
            for what in ("reason", "document", "day_at")
            if getattr(action, what)
        ]
        words = [
            f"{action.name} {action.label}" if lang == "zh" else action.name,
            f"{before or say(lang, 'not begun')} → {after if action.after else say(lang, 'same')}",
            "、".join(demands),
            action.basis if lang == "zh" else "",
        ]
        print("  ".join(filter(None, words)))
