"""Private values destroyed, or put under another key; the chain is not touched by either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.errors import CallError
from minzheng_core.ledger.drafting import require_open_words, subject_of
from minzheng_core.ledger.errors import NotAllowed
from minzheng_core.ledger.fold import fold
from minzheng_core.ledger.index import tokens_of
from minzheng_core.ledger.revision import Draft
from minzheng_core.privacy.vault import Vault

if TYPE_CHECKING:
    from minzheng_core.ledger.revision import Row
    from minzheng_core.ledger.setting import Setting
    from minzheng_core.ledger.store import Once
    from minzheng_core.privacy.vault import Seal

ERASE = "erase"
"""The action by which an erasure stands in the history; every book knows it."""
_STRETCH = 5_000


def erase(
    setting: Setting, key: str, subject: str, *, by: str, reason: str, once: Once | None = None
) -> Row:
    """Take the private values of one person out of every revision of a record."""
    require_open_words(by, reason, None)
    if not reason.strip():
        raise NotAllowed("BK204", action="删除个人信息")
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
    entry = fold(revisions, setting.registry)
    left = fold(
        (
            evolve(r, private={p: v for p, v in r.private.items() if subject_of(p) != subject})
            for r in revisions
        ),
        setting.registry,
    )
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
    tokens = tokens_of(setting, entry) - tokens_of(setting, left)
    return setting.append(
        [draft],
        once={0: once} if once else {},
        replaced=payloads,
        forgotten=[(token, key) for token in sorted(tokens)],
    )[0]


def reseal(setting: Setting, seal: Seal | None) -> Setting:
    """The book with its private values under *seal*; its settings are changed last."""
    new = Vault(index_key=setting.vault.index_key, index=setting.vault.index, seal=seal)
    payloads: dict[int, bytes] = {}
    for row in setting.store.rows(setting.name):
        if row.payload:
            place = setting.place(row.key, row.number)
            payloads[row.position] = new.close(place, setting.vault.open(place, row.payload))
        if len(payloads) >= _STRETCH:
            setting.store.replace_payloads(setting.name, payloads)
            payloads.clear()
    setting.store.replace_payloads(setting.name, payloads)
    info = setting.store.book(setting.name)
    kept = dict(info.settings) if info else {}
    setting.store.settle(setting.name, kept | new.settings(setting.name))
    return evolve(setting, vault=new)
