"""What a record was before it was changed by an order that should not have been written down.

Nothing is removed: taking back is one more act. It holds from the day from which what it takes back
held, so that the record is on every day what it would have been.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from minzheng_core.ledger.errors import NotAllowed
from minzheng_core.ledger.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from minzheng_core.ledger.revision import Revision
    from minzheng_core.registry import Registry


@frozen(kw_only=True)
class Former:
    """What is to be written so that a record is as it was."""

    values: dict[str, Any]
    state: str
    """Empty where the record did not exist before."""
    effective: date | None


def by_order(revisions: Sequence[Revision], document: str, action: str) -> list[Revision]:
    """The revisions that a *document* ordered and that no *action* has taken back."""
    ordered = [r for r in revisions if r.source.document == document]
    back = max((n for n, r in enumerate(ordered) if r.action == action), default=-1)
    return ordered[back + 1 :]


def former(
    revisions: Sequence[Revision], registry: Registry, *, document: str, action: str
) -> Former:
    """What a record was before the revisions that a *document* ordered.

    Raises:
        NotAllowed: there are none (BK227), or what they changed was changed again since (BK228).

    """
    key = revisions[0].key
    taken = by_order(revisions, document, action)
    if not taken:
        raise NotAllowed("BK227", key=key, document=document)
    first = revisions.index(taken[0])
    before = fold(revisions[:first], registry)
    fields = frozenset().union(*(revision.fields for revision in taken))
    state = taken[-1].state
    for later in revisions[first:]:
        if later in taken:
            continue
        if not fields.isdisjoint(later.fields) or later.state != state:
            raise NotAllowed("BK228", key=key, document=document, number=later.number)
    if before is None:
        return Former(values={}, state="", effective=taken[0].effective)
    values = {path: before.values.get(path) for path in fields}
    return Former(values=values, state=before.state, effective=taken[0].effective)
