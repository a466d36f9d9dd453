"""A record that is loaded again with other values is corrected, not registered twice."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.ledger.drafting import parted, promises
from minzheng_core.ledger.fold import fold
from minzheng_core.ledger.revision import Draft, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minzheng_core.ledger.fold import Entry
    from minzheng_core.ledger.revision import Revision
    from minzheng_core.ledger.setting import Setting

CORRECT = "correct"


@frozen(kw_only=True)
class Again:
    """A record as it comes again: its values by path, where it stands, and what was found on it."""

    key: str
    values: Mapping[str, Any] = field(repr=False)
    source: Source
    codes: Sequence[tuple[str, str]]
    """Codes and severities."""


@frozen(kw_only=True)
class Reloaded:
    """The corrections that follow, and the keys of records left as they are."""

    drafts: tuple[Draft, ...]
    unchanged: int
    left: tuple[str, ...]
    """Those whose state does not allow a correction."""


def corrections(
    setting: Setting, records: Sequence[Again], *, by: str, reason: str, accept: str
) -> Reloaded:
    """Compare records with those in the book; a value that is gone is removed.

    Only what the archive says otherwise than when it was loaded before is written: what somebody
    corrected in the book meanwhile stays. Of records that name no file that cannot be told.
    """
    rows = setting.store.rows_of(setting.name, [record.key for record in records])
    written = {
        key: [setting.read(row) for row in own]
        for key, own in groupby(rows, key=lambda row: row.key)
    }
    drafts, left, unchanged = [], [], 0
    for record in records:
        revisions = written[record.key]
        entry = fold(revisions, setting.registry)
        if entry is None:
            continue
        before = fold(_loaded(revisions), setting.registry) if record.source.file else entry
        changed = _changed(entry, before, record.values)
        if not changed:
            unchanged += 1
        elif CORRECT not in setting.registry.lifecycle.allowed(entry.state):
            left.append(record.key)
        else:
            drafts.append(
                _draft(setting, entry, changed, record, by=by, reason=reason, accept=accept)
            )
    return Reloaded(drafts=tuple(drafts), unchanged=unchanged, left=tuple(left))


def _loaded(revisions: Sequence[Revision]) -> list[Revision]:
    """The revisions that loads wrote: the first, and those that name a place in a file."""
    return [revision for revision in revisions if revision.number == 1 or revision.source.file]


def _changed(entry: Entry, before: Entry | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are new since they were loaded *before*; what was erased stays erased."""
    told = before.values if before else {}
    return {
        path: value
        for path, value in values.items()
        if value != told.get(path) and value != entry.values.get(path) and path not in entry.hidden
    }


def _draft(
    setting: Setting,
    entry: Entry,
    changed: Mapping[str, Any],
    record: Again,
    *,
    by: str,
    reason: str,
    accept: str,
) -> Draft:
    number = entry.number + 1
    public, groups = parted(changed, setting.registry)
    errors = {code for code, severity in record.codes if severity == "error"}
    codes = dict.fromkeys(code for code, _ in record.codes)
    return Draft(
        key=record.key,
        number=number,
        action=CORRECT,
        state=entry.state,
        by=by,
        public=public,
        private=promises(groups, setting.algorithm),
        payload=setting.vault.close(setting.place(record.key, number), groups) if groups else None,
        reason=reason,
        source=record.source,
        accepted={code: accept for code in codes if code in errors},
        noted=tuple(code for code in codes if code not in errors),
        edition=setting.registry.edition,
        version=setting.registry.version,
    )
