"""Where a store is, read from its address; shown without anything secret (存储地址)."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import field, frozen

from minzheng_core.ledger.errors import StoreError

SERVERS = {
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mysql": "mysql",
    "mariadb": "mysql",
}
"""The schemes of database servers, and the kind of each."""
_USER = re.compile(r"\A[^:/]*(?::[^@]*)?@")
"""User and password before a host, as the driver reads them: a password may hold ``/`` and ``?``."""
_FILE = re.compile(r"\.(db|sqlite|sqlite3)$", re.IGNORECASE)


@frozen(kw_only=True)
class Address:
    """The kind of a store (``memory``, ``sqlite``, ``postgresql``, ``mysql``) and where it is.

    >>> Address.of("postgresql://clerk:secret@db.example:5432/county?password=x")
    Address(kind='postgresql', shown='postgresql://db.example:5432/county')
    >>> Address.of("登记.db").path.name
    '登记.db'
    """

    kind: str
    url: str = field(default="", repr=False)
    path: Path = field(default=Path(), repr=False)
    shown: str
    """How messages name it: without user, password and options."""

    @classmethod
    def of(cls, text: str) -> Address:
        """Read an address: ``memory://``, ``sqlite:///file``, a file name, or that of a server.

        Raises:
            StoreError: no such kind of store (BK130).

        """
        if text == "memory://":
            return cls(kind="memory", shown=text)
        scheme, separator, rest = text.partition("://")
        if not separator:
            if _FILE.search(text):
                return cls._of_file(text)
            raise StoreError("BK130", url=text)
        name = scheme.lower().partition("+")[0]
        if name == "sqlite" and rest.startswith("/") and rest[1:] not in ("", ":memory:"):
            return cls._of_file(rest[1:])
        if name in SERVERS and rest:
            host = _USER.sub("", rest, count=1).partition("?")[0]
            return cls(kind=SERVERS[name], url=rest, shown=f"{name}://{host}")
        raise StoreError("BK130", url=f"{scheme}://…")

    @classmethod
    def _of_file(cls, text: str) -> Address:
        path = Path(text).expanduser()
        return cls(kind="sqlite", path=path, shown=path.name)
