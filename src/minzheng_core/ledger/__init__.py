"""How records change: books of revisions that only grow, and the proof that nobody rewrote them."""

from __future__ import annotations

from minzheng_core.ledger.batch import commit_together
from minzheng_core.ledger.book import Book
from minzheng_core.ledger.errors import NotAllowed, Refused, StaleRevision, StoreError
from minzheng_core.ledger.fold import Difference, Entry
from minzheng_core.ledger.history import Event, History
from minzheng_core.ledger.proof.checkpoint import CheckpointText
from minzheng_core.ledger.proof.verify import Verification
from minzheng_core.ledger.revision import Revision, Source
from minzheng_core.ledger.store import Store

__all__ = [
    "Book",
    "CheckpointText",
    "Difference",
    "Entry",
    "Event",
    "History",
    "NotAllowed",
    "Refused",
    "Revision",
    "Source",
    "StaleRevision",
    "Store",
    "StoreError",
    "Verification",
    "commit_together",
]
