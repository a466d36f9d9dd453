"""How a notebook or a screen shows a record, its history and a verification: masked (显示)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import attrs

from minzheng_core.ledger.drafting import is_private
from minzheng_core.privacy.masking import masked
from minzheng_core.schema.record import KEY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.ledger.fold import Difference, Entry
    from minzheng_core.ledger.history import Event, History
    from minzheng_core.ledger.proof.verify import Verification
    from minzheng_core.registry import Registry

GONE = {"zh": "（已删除）", "en": "(erased)"}
EMPTY = {"zh": "（空）", "en": "(empty)"}
ERASED = {"zh": "删除个人信息", "en": "erase"}


def shown(path: str, value: Any, registry: Registry, *, clear: bool = False) -> str:
    """One value as a screen may show it."""
    if value in (None, ""):
        return ""
    if clear or not is_private(path, value, registry):
        return str(value)
    return masked(value)


def action_label(name: str, registry: Registry, lang: str = "zh") -> str:
    """What an action is called."""
    action = registry.lifecycle.action(name)
    if lang != "zh":
        return name
    return action.label if action else ERASED["zh"]


def subjects(registry: Registry) -> dict[str, str]:
    """The persons of a record whose private values can be erased, and what they are called."""
    found = {"": "登记"}
    for field in attrs.fields(attrs.resolve_types(registry.record)):
        if attrs.has(field.type):
            found[field.name] = field.metadata[KEY]["label"]
    return found


def entry_lines(entry: Entry, *, clear: bool = False, lang: str = "zh") -> list[tuple[str, str]]:
    """Label and value of every field of a record that says something."""
    registry = entry.registry
    lines = []
    for path in registry.paths:
        label = registry.labels[path] if lang == "zh" else path
        if path in entry.values:
            lines.append((label, shown(path, entry.values[path], registry, clear=clear)))
        elif path in entry.hidden:
            lines.append((label, GONE[lang]))
    return lines


def change_line(
    change: Difference, registry: Registry, *, clear: bool = False, lang: str = "zh"
) -> str:
    """One value that a revision changed: label, before and after."""
    label = change.label if lang == "zh" else change.path
    before, after = (
        GONE[lang] if gone else shown(change.path, value, registry, clear=clear)
        for value, gone in (
            (change.before, change.before_hidden),
            (change.after, change.after_hidden),
        )
    )
    if not before:
        return f"{label}：{after or EMPTY[lang]}"
    return f"{label}：{before} → {after or EMPTY[lang]}"


def event_line(event: Event, registry: Registry, lang: str = "zh") -> str:
    """Number, moment, action, person, reason and source of a revision."""
    revision = event.revision
    at = revision.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    words = [f"#{revision.number}", at, action_label(revision.action, registry, lang), revision.by]
    if revision.effective and revision.effective != revision.at.astimezone().date():
        words.append(
            f"{revision.effective} 起" if lang == "zh" else f"effective {revision.effective}"
        )
    if revision.reason:
        words.append(f"理由：{revision.reason}" if lang == "zh" else f"reason: {revision.reason}")
    if source := str(revision.source):
        words.append(f"来源：{source}" if lang == "zh" else f"source: {source}")
    return "  ".join(words)


def entry_html(entry: Entry) -> str:
    """A record as a table, masked."""
    state = entry.registry.lifecycle.label(entry.state)
    head = f"{entry.registry.label} {entry.key} #{entry.number} {state}"
    return _table(head, (), entry_lines(entry))


def history_html(history: History) -> str:
    """The history of a record as a table, masked."""
    rows = []
    for event in history:
        revision = event.revision
        changes = "\n".join(change_line(change, history.registry) for change in event.changes)
        rows.append(
            (
                f"#{revision.number}",
                revision.at.astimezone().strftime("%Y-%m-%d %H:%M:%S"),
                action_label(revision.action, history.registry),
                revision.by,
                "\n".join(part for part in (revision.reason, str(revision.source)) if part),
                changes,
            )
        )
    key = history[0].revision.key if len(history) else ""
    headings = ("版次", "时间", "办理", "经办人", "理由与来源", "改动")
    return _table(f"{history.registry.label} {key}", headings, rows)


def verification_html(verification: Verification) -> str:
    """What a verification found, as a table."""
    rows = [("版次", f"{verification.revisions:,}"), ("摘要算法", verification.algorithm),
            ("总摘要", verification.root)]  # fmt: skip
    rows += [("问题", str(fault)) for fault in verification.faults]
    return _table(verification.sentence(), (), rows)


def _table(head: str, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    top = "".join(f"<th>{escape(word)}</th>" for word in headings)
    body = "".join(
        "<tr>"
        + "".join(f"<td>{escape(cell).replace(chr(10), '<br>')}</td>" for cell in row)
        + "</tr>"
        for row in rows
    )
    heads = f"<thead><tr>{top}</tr></thead>" if top else ""
    return f"<table><caption>{escape(head)}</caption>{heads}<tbody>{body}</tbody></table>"
