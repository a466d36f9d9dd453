"""Private values destroyed at a person's request; the chain is not touched, the act stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.errors import CallError
from minzheng_core.ledger.drafting import require_open_words, subject_of
from minzheng_core.ledger.errors import NotAllowed
from minzheng_core.ledger.fold import Folding, without
from minzheng_core.ledger.index import tokens_of
from minzheng_core.ledger.revision import Draft

if TYPE_CHECKING:
    from minzheng_core.ledger.revision import Row
    from minzheng_core.ledger.setting import Setting
    from minzheng_core.ledger.store import Once

ERASE = "erase"
"""The action by which an erasure stands in the history; every book knows it."""


def erase(
    setting: Setting, key: str, subject: str, *, by: str, reason: str, once: Once | None = None
) -> Row:
    """Take the private values of one person out of every revision of a record."""
    require_open_words(by, reason, None)
    if not reason.strip():
        raise NotAllowed("BK204", action="删除个人信息")
    setting = setting.renewed()
    rows = setting.store.rows_of(setting.name, [key])
    if not rows:
        raise CallError("BK101", key=key)
    revisions = [setting.read(row) for row in rows]
    payloads: dict[int, bytes | None] = {}
    numbers = []
    for row in rows:
        place = setting.place(row.key, row.number)
        groups = setting.vault.open(place, row.payload)
        if groups.pop(subject, None) is not None:
            payloads[row.position] = setting.vault.close(place, groups) if groups else None
            numbers.append(row.number)
    if not numbers:
        raise CallError("BK212", key=key, subject=subject or "登记")
    left = Folding(setting.registry)
    ever: set[int] = set()
    folding = Folding(setting.registry)
    for revision in revisions:
        folding.add(revision)
        ever |= tokens_of(setting, folding.entry)
        gone = {path for path in revision.private if subject_of(path) == subject}
        left.add(without(revision, gone))
    draft = Draft(
        key=key,
        number=revisions[-1].number + 1,
        action=ERASE,
        state=revisions[-1].state,
        by=by,
        public={},
        reason=reason,
        withdrawn=tuple((subject, number) for number in numbers),
        edition=setting.registry.edition,
        version=setting.registry.version,
    )
    tokens = ever - tokens_of(setting, left.entry)
    return setting.append(
        [draft],
        once={0: once} if once else {},
        replaced=payloads,
        forgotten=[(token, key) for token in sorted(tokens)],
    )[0]
