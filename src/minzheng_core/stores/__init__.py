"""Where revisions live: in memory, or in SQLite, PostgreSQL, MySQL or MariaDB (存储)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.ledger.errors import StoreError

if TYPE_CHECKING:
    from minzheng_core.ledger.store import Store


def open_store(url: str) -> Store:
    """Open a store by its URL.

    Raises:
        StoreError: no such kind of store (BK130).

    >>> open_store("memory://").books()
    []
    """
    if url == "memory://":
        from minzheng_core.stores.memory import MemoryStore

        return MemoryStore()
    raise StoreError("BK130", url=url)


__all__ = ["open_store"]
