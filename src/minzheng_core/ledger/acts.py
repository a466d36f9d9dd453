"""The verbs of a book: register, correct, re-issue, revoke; each judged before it is written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Required, TypedDict

from attrs import field, frozen, has

from minzheng_core.errors import CallError
from minzheng_core.findings import Severity
from minzheng_core.ledger.drafting import parted, promises, require_open_words, require_plain
from minzheng_core.ledger.errors import NotAllowed, Refused, StaleRevision, ValueTaken
from minzheng_core.ledger.keys import new_key, require_key
from minzheng_core.ledger.revision import Draft, Source
from minzheng_core.ledger.taking_back import former
from minzheng_core.ledger.uniqueness import require_free
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from minzheng_core.findings import Finding
    from minzheng_core.ledger.fold import Entry
    from minzheng_core.ledger.revision import Revision, Row
    from minzheng_core.ledger.setting import Setting
    from minzheng_core.ledger.store import BookInfo, Build, Once
    from minzheng_core.ledger.uniqueness import Taken
    from minzheng_core.schema.lifecycle import Action


@frozen(kw_only=True)
class Prepared:
    """A draft that is ready to be written, with what must be written beside it."""

    draft: Draft
    taken: Taken | None = None
    """Its unique values as they were looked for; ``None`` where the act is not judged."""
    once: str | None = None
    request: Mapping[str, Any] = field(repr=False)


class Particulars(TypedDict, total=False):
    """Who does an act, from when on, why, by what: what every verb is told by name."""

    by: Required[str]
    """Who does it."""
    effective: date | None
    """The day from which it holds, where that is not the record's own date."""
    reason: str | None
    """Why, where the lifecycle demands it."""
    source: Source | None
    """File and row, or the document that shows it."""
    once: str | None
    """A token; the same request sent twice with it is written once."""
    accept: Mapping[str, str] | None
    """Codes of findings that are knowingly accepted, each with the reason ("档案原文如此")."""


class OfRecord(Particulars, total=False):
    """The same of an act on a record that there is."""

    expect: int | None
    """The number of the revision that the caller saw; another one is a conflict."""


@frozen(kw_only=True)
class _Stated:
    """The same, each looked at and there."""

    by: str
    effective: date | None
    reason: str | None
    source: Source | None
    once: str | None
    accept: Mapping[str, str]
    expect: int | None

    @classmethod
    def of(cls, told: OfRecord) -> _Stated:
        """What a caller told; refused as Python does where a name is strange or nobody acts."""
        strange = told.keys() - OfRecord.__required_keys__ - OfRecord.__optional_keys__
        if strange or "by" not in told:
            what = "unexpected " + "、".join(sorted(strange)) if strange else "missing by"
            raise TypeError(f"arguments of an act: {what}")
        stated = cls(
            by=told["by"],
            effective=told.get("effective"),
            reason=told.get("reason"),
            source=told.get("source"),
            once=told.get("once"),
            accept=told.get("accept") or {},
            expect=told.get("expect"),
        )
        require_plain(
            by=(stated.by, str),
            reason=(stated.reason, str | None),
            source=(stated.source, Source | None),
            effective=(stated.effective, date | None),
            once=(stated.once, str | None),
        )
        require_open_words(stated.by, stated.reason, stated.source, stated.accept)
        return stated


@frozen(kw_only=True)
class _Change:
    """What an act writes: the new values, the state of the record after it, from when on it holds."""

    values: dict[str, Any] = field(repr=False)
    state: str
    effective: date | None


def _day(told: date | None) -> date | None:
    return told.date() if isinstance(told, datetime) else told


def _whole_day(text: Any) -> date | None:
    """The day that a text of a record means; ``None`` where it means none, or a month or a year."""
    said = PartialDate.parse(str(text)).value if text else None
    return said.lo if said and said.lo == said.hi else None


def _earlier(day: date | None, kept: Any) -> bool:
    """Whether an act was done before the last one of its kind, of which the record keeps the day."""
    last = _whole_day(kept)
    return day is not None and last is not None and day < last


class Acts(ABC):
    """The verbs; a book writes each at once, a batch writes all of its together."""

    setting: Setting

    @abstractmethod
    def present(self, key: str) -> tuple[Entry | None, list[Revision]]:
        """The record and its revisions, those not yet written included."""

    @abstractmethod
    def sent_before(self, token: str, request: Mapping[str, Any]) -> Revision | None:
        """The revision that the same request wrote before."""

    @abstractmethod
    def taken(self, key: str, values: Mapping[str, Any]) -> Taken:
        """The unique values of a record, and the other records that have them."""

    @abstractmethod
    def submit(self, prepared: Prepared) -> Revision:
        """Write it, now or with the batch."""

    def register(
        self, record: Any, *, key: str | None = None, **particulars: Unpack[Particulars]
    ) -> Revision:
        """Begin a record.

        Args:
            record: the record, or a nested mapping of its fields.
            key: its key; a new one where not given.
            particulars: those of :class:`Particulars`.

        Raises:
            Refused: findings of severity *error* that are not accepted (BK202); nothing is written.
            NotAllowed: the key is taken (BK203).
            CallError: an unusable key (BK105), an unknown field (BK107), nobody named (BK206), an
                identity number in a word that would stay for ever (BK208).

        """
        return self._do("register", key, self.setting.registry.flat(record), **particulars)

    def correct(self, key: str, patch: Any, **particulars: Unpack[OfRecord]) -> Revision:
        """Correct any number of values of a record in one act; ``None`` removes a value.

        The arguments are those of :meth:`act`. The record that comes out is judged like a
        registration.
        """
        return self.act("correct", key, patch, **particulars)

    def reissue(self, key: str, patch: Any, **particulars: Unpack[OfRecord]) -> Revision:
        """Write down a certificate issued again for a record; arguments as for :meth:`act`."""
        return self.act("reissue", key, patch, **particulars)

    def revoke(self, key: str, **particulars: Unpack[OfRecord]) -> Revision:
        """Revoke a record; arguments as for :meth:`act`, among them ``reason`` and ``source``."""
        return self.act("revoke", key, {}, **particulars)

    def act(
        self, name: str, key: str | None, patch: Any = (), **particulars: Unpack[OfRecord]
    ) -> Revision:
        """Do any act of the registry's lifecycle on a record.

        Args:
            name: the action.
            key: the record; of an act that begins one, its key or ``None`` for a new one.
            patch: new values, as a nested mapping, by dotted path, or as a record of those values.
            particulars: those of :class:`OfRecord`.

        Raises:
            NotAllowed: the lifecycle has no such action (BK211) or does not allow it in the state of
                the record (BK203), or it demands a reason (BK204), a document (BK205), the day on
                which it was done (BK229) or another value than the record has (BK218).
            StaleRevision: the record was written in the meantime (BK201).
            Refused: findings of severity *error* (BK202).
            CallError: no record with that key (BK101), nothing changes (BK209).

        """
        values = self.setting.registry.flat(patch if has(type(patch)) else dict(patch))
        return self._do(name, key, values, **particulars)

    def _do(
        self, name: str, key: str | None, values: dict[str, Any], **told: Unpack[OfRecord]
    ) -> Revision:
        stated = _Stated.of(told)
        if key is not None:
            require_key(key)
        request = {
            "action": name, "key": key, "values": values, "by": stated.by, "reason": stated.reason,
        }  # fmt: skip
        while True:
            if stated.once and (sent := self.sent_before(stated.once, request)):
                return sent
            try:
                return self.submit(self._prepared(name, key, values, stated, request))
            except ValueTaken:
                # Judged again, it is told of the record that has the value now.
                continue

    def _prepared(
        self,
        name: str,
        key: str | None,
        values: dict[str, Any],
        stated: _Stated,
        request: Mapping[str, Any],
    ) -> Prepared:
        """An act judged and ready to be written."""
        entry = self.present(key)[0] if key is not None else None
        action = self._action(name, key, entry, stated)
        if entry and stated.expect is not None and entry.number != stated.expect:
            raise StaleRevision("BK201", key=key, seen=stated.expect, found=entry.number)
        change = self._change(action, entry, values, stated)
        key = key or new_key()
        outcome = (dict(entry.values) if entry else {}) | change.values
        accepted, noted, taken = self._judged(action, key, entry, outcome, stated.accept)
        number = entry.number + 1 if entry else 1
        setting = self.setting
        public, groups = parted(change.values, setting.registry)
        draft = Draft(
            key=key,
            number=number,
            action=action.name,
            state=change.state,
            effective=change.effective,
            by=stated.by,
            reason=stated.reason,
            source=stated.source,
            accepted=accepted,
            noted=noted,
            public=public,
            private=promises(groups, setting.algorithm),
            payload=setting.vault.close(setting.place(key, number), groups) if groups else None,
            edition=setting.registry.edition,
            version=setting.registry.version,
        )
        return Prepared(draft=draft, taken=taken, once=stated.once, request=request)

    def _change(
        self, action: Action, entry: Entry | None, values: dict[str, Any], stated: _Stated
    ) -> _Change:
        """What an *action* with these *values* writes: only what the record has not already.

        Of acts that are repeated the record keeps the last one: an earlier one, written down late,
        stands in the history only.
        """
        before = dict(entry.values) if entry else {}
        state = action.after or (entry.state if entry else "")
        effective = _day(stated.effective)
        document = stated.source.document if stated.source else None
        if action.takes_back and entry and document:
            revisions = self.present(entry.key)[1]
            registry = self.setting.registry
            was = former(revisions, registry, document=document, action=action.name)
            values, effective = was.values, effective or was.effective
            state = was.state or state
        if action.document_at and document:
            values = {action.document_at: document, **values}
        if action.since_at and effective:
            values = {action.since_at: effective.isoformat(), **values}
        if action.prepare:
            values = dict(action.prepare(before, values))
        if action.day_at and not values.get(action.day_at, before.get(action.day_at)):
            label = self.setting.registry.labels[action.day_at].rpartition("：")[2]
            raise NotAllowed("BK229", action=action.label, item=label)
        if action.alters and values.get(action.alters, old := before.get(action.alters)) == old:
            raise NotAllowed("BK218", action=action.label, actual=old or "")
        day = _whole_day(values.get(action.since_at or action.day_at or ""))
        if entry:
            hidden = entry.hidden
            late = action.after is None and _earlier(day, before.get(action.day_at or ""))
            values = {
                p: v for p, v in values.items() if not late and (before.get(p) != v or p in hidden)
            }
            if not values and state == entry.state and not late:
                raise CallError("BK209", key=entry.key)
        else:
            values = {path: value for path, value in values.items() if value is not None}
        if effective is None and entry and not action.retroactive:
            effective = day or (date.today() if action.after else None)
        return _Change(values=values, state=state, effective=effective)

    def _action(self, name: str, key: str | None, entry: Entry | None, stated: _Stated) -> Action:
        cycle = self.setting.registry.lifecycle
        action = cycle.action(name)
        if action is None:
            known = "、".join(known.name for known in cycle.actions)
            raise NotAllowed("BK211", action=name, known=known)
        if entry is None and action.before:
            raise CallError("BK101", key=key)
        state = entry.state if entry else None
        if name not in cycle.allowed(state):
            allowed = [known.label for known in cycle.actions if known.name in cycle.allowed(state)]
            raise NotAllowed(
                "BK203", action=action.label, state=cycle.label(state),
                allowed="、".join(allowed) or "无",
                basis=f"（{action.basis}）" if action.basis else "",
            )  # fmt: skip
        if action.reason and not (stated.reason and stated.reason.strip()):
            raise NotAllowed("BK204", action=action.label)
        if action.document and not (stated.source and stated.source.document):
            raise NotAllowed("BK205", action=action.label)
        return action

    def _judged(
        self,
        action: Action,
        key: str,
        entry: Entry | None,
        values: Mapping[str, Any],
        accept: Mapping[str, str],
    ) -> tuple[dict[str, str], tuple[str, ...], Taken | None]:
        """The findings accepted with their reasons, the codes of the others, and what is unique."""
        registry, context = self.setting.registry, self.setting.context
        findings = list(action.stands_against(entry.record)) if entry else []
        if not (action.judged or findings):
            return {}, (), None
        taken = None
        if action.judged:
            taken = self.taken(key, values)
            found = registry.check(registry.structured(values), **context)
            findings = [*findings, *found, *taken.findings]
        agreed = {code: why for code, why in accept.items() if why and why.strip()}
        standing = dict(entry.accepted) if entry else {}
        known: set[Finding] = set()
        if entry and standing:
            known.update(registry.check(entry.record, **context))
            known.update(self.taken(key, entry.values).findings)
        # What was accepted once holds for the very same finding only.
        agreed |= {
            finding.code: standing[finding.code]
            for finding in findings
            if finding.code in standing and finding.code not in agreed
            and all(other in known for other in findings if other.code == finding.code)
        }  # fmt: skip
        open_ = [f for f in findings if f.severity is Severity.ERROR and f.code not in agreed]
        if open_:
            said = "；".join(dict.fromkeys(str(finding) for finding in open_))
            raise Refused("BK202", findings=findings, count=len(open_), said=said)
        codes = dict.fromkeys(finding.code for finding in findings)
        accepted = {code: agreed[code] for code in codes if code in agreed}
        return accepted, tuple(code for code in codes if code not in accepted), taken


def built(setting: Setting, prepared: Sequence[Prepared]) -> Build:
    """What makes the rows of drafts, if their unique values are still free when the book is locked."""
    build = setting.build([item.draft for item in prepared])

    def rows(info: BookInfo) -> Sequence[Row]:
        require_free(setting, [item.taken for item in prepared if item.taken], info.tail)
        return build(info)

    return rows


def sent_with(setting: Setting, prepared: Sequence[Prepared]) -> dict[int, Once]:
    """The idempotency keys of drafts, by the place of each."""
    return {
        place: setting.once(item.once, item.request)
        for place, item in enumerate(prepared)
        if item.once
    }
