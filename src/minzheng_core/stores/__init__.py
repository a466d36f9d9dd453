"""Where revisions live: in memory, or in SQLite, PostgreSQL, MySQL or MariaDB (存储)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core._later import later

if TYPE_CHECKING:
    from minzheng_core.ledger.store import Store
    from minzheng_core.stores.projection import project


def open_store(url: str, *, create: bool = True) -> Store:
    """Open a store by its address.

    Args:
        url: ``memory://``, ``sqlite:///file.db`` (or the name of a file that ends in ``.db``,
            ``.sqlite`` or ``.sqlite3``), ``postgresql://user@host/database``,
            ``mysql://user@host/database`` or ``mariadb://…``.
        create: whether a store is made where there is none.

    Raises:
        StoreError: no such kind of store (BK130); it cannot be opened (BK131 to BK139); it is not
            there and *create* is false (BK142); it was made by an older (BK140) or a newer version
            of this library (BK141).
        MissingExtra: the driver of the database is not installed (IN002).

    >>> open_store("memory://").books()
    []
    """
    from minzheng_core.stores.address import Address

    address = Address.of(url)
    if address.kind == "memory":
        from minzheng_core.stores.memory import MemoryStore

        return MemoryStore()
    from minzheng_core.stores.sql import SqlStore

    return SqlStore.open(address, create=create)


def upgrade_store(url: str) -> tuple[str, str]:
    """Bring the tables of a store up to this version of the library; the versions before and after.

    Revisions are not rewritten. Make a backup first.

    Raises:
        StoreError: as for :func:`open_store`; a newer version made it (BK141).

    """
    from minzheng_core.stores.address import Address
    from minzheng_core.stores.sql.versions import upgrade

    return upgrade(Address.of(url))


__getattr__ = later(__name__, {"project": "projection"})


__all__ = ["open_store", "project", "upgrade_store"]
