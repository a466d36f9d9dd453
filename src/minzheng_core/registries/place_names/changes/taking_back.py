"""A change of divisions that should not have been written down, taken back (撤回误登的区划变更).

Nothing is removed from the books: every place that the document changed is made what it was before,
by one more act that holds from the same day, and the record of the change is revoked with it. What a
document ordered goes back as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from minzheng_core.ledger import Source, commit_together
from minzheng_core.ledger.errors import NotAllowed
from minzheng_core.ledger.taking_back import by_order, former
from minzheng_core.registries.place_names.book import TAKE_BACK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.ledger import Book, Entry, Revision

REVOKE = "revoke"


@frozen(kw_only=True)
class TakenBack:
    """One place: what it is called now, and what it is to be again; without values it did not exist."""

    key: str
    name: str
    values: Mapping[str, Any]
    state: str


@frozen(kw_only=True)
class Revocation:
    """What taking back a change would write, and what stands against it."""

    change: Entry
    document: str
    places: tuple[TakenBack, ...]
    against: tuple[NotAllowed, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether there is something to take back and nothing stands against it."""
        return bool(self.places) and not self.against


def plan_revocation(book: Book, change: Entry) -> Revocation:
    """Plan to take back the *change*, a record of the county's book of changes; nothing is written.

    Every place of *book* that the document of the change ordered something of goes back, unless
    what was changed there was changed again since.
    """
    document = str(change.values.get("document") or "")
    places, against = [], []
    # Only what an act of its own day has touched can be one of them.
    touched = [entry for entry in book.scan() if entry.effective] if document else []
    for entry in touched:
        revisions = book.revisions(entry.key)
        if not by_order(revisions, document, TAKE_BACK):
            continue
        try:
            was = former(revisions, book.setting.registry, document=document, action=TAKE_BACK)
        except NotAllowed as error:
            against.append(error)
            continue
        name = str(entry.values.get("standard_name") or "")
        again = {p: v for p, v in was.values.items() if entry.values.get(p) != v}
        places.append(TakenBack(key=entry.key, name=name, values=again, state=was.state))
    return Revocation(
        change=change, document=document, places=tuple(places), against=tuple(against)
    )


def revoke_change(
    book: Book, changes: Book, plan: Revocation, *, by: str, reason: str
) -> list[Revision]:
    """Write a plan in one transaction: the places as they were, and the change revoked.

    Raises:
        NotAllowed: something stands against it (BK227, BK228), or the change is not one that has
            been carried out (BK203).
        StaleRevision: a record was written in the meantime (BK201); nothing is written.
        CallError: the books are not in one store (BK223).

    """
    if plan.against:
        raise plan.against[0]
    source = Source(document=plan.document)
    with book.batch() as batch, changes.batch() as beside:
        for place in plan.places:
            batch.act(TAKE_BACK, place.key, by=by, reason=reason, source=source)
        beside.act(REVOKE, plan.change.key, by=by, reason=reason, source=source)
        return [r for written in commit_together(batch, beside) for r in written]
