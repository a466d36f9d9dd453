"""Two clocks: what was true on a day, and what the book said at a moment (两个时间)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minzheng_core.ledger.fold import Entry, Folding, fold, today
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.ledger.revision import Revision
    from minzheng_core.registry import Registry


def as_of(
    revisions: Iterable[Revision],
    registry: Registry,
    *,
    on: date | None = None,
    said: datetime | None = None,
) -> Entry | None:
    """The record as it was *on* a day, by what the book *said* at a moment.

    An act such as a re-issue holds from its own day. A correction says what had been true all
    along: it holds for as long as the value that it corrects, so that correcting the number of a
    certificate issued again does not change what the record was before that. A state changes on
    the day of the act that changed it. Without *on* the latest state is given, without *said* the
    present knowledge.
    """
    known = [revision for revision in revisions if said is None or revision.at <= said]
    if on is None or not known:
        return fold(known, registry)
    day = on.date() if isinstance(on, datetime) else on
    if _later(known[0].effective, day):
        return None
    folding = Folding(registry)
    since: dict[str, date | None] = {}
    before = ""
    for revision in known:
        told, hidden = today(revision, registry)
        if revision.effective or revision is known[0]:
            since |= dict.fromkeys({*told, *hidden}, revision.effective)
        if not _later(revision.effective, day):
            late = [path for path, first in since.items() if _later(first, day)]
            changed = revision.state != before
            folding.add(revision, without=late, state="" if changed else folding.state)
        before = revision.state
    entry = folding.entry
    return None if entry is None or _later(_begun(entry.values.get(registry.event)), day) else entry


def _later(first: date | None, day: date) -> bool:
    return first is not None and first > day


def _begun(value: Any) -> date | None:
    """The first day that the date of a record may mean; ``None`` where it says none."""
    said = PartialDate.parse(str(value)).value if value else None
    return said.lo if said else None
