"""Private values as they rest in a store: salted groups, plain or sealed, found by blind tokens.

The private part of a revision is a few *groups*, one per person of the record (``husband``,
``wife``) and one for the act itself (``""``). Each group has a salt of its own and a commitment,
the digest of salt and values, that stands in the chain; so one person's values and salt can be
destroyed and the chain still verifies, while nobody can guess the values from the commitment.

References: 《个人信息保护法》第四十七条 (deletion), 第五十一条 (encryption, de-identification);
GB/T 35273-2020 6.3; RFC 2104 (HMAC).
"""

from __future__ import annotations

import hmac
import json
import secrets
from typing import TYPE_CHECKING, Any, Protocol

from attrs import field, frozen

from minzheng_core.errors import CallError
from minzheng_core.privacy.digests import NAMES, hasher
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    Values = Mapping[str, Any]

SALT_BYTES = 16
_TOKEN_BYTES = 8


@frozen(kw_only=True)
class Group:
    """The private values of one person in one revision, and the salt that hides them."""

    values: Values = field(repr=False)
    salt: bytes = field(factory=lambda: secrets.token_bytes(SALT_BYTES), repr=False)

    def commitment(self, algorithm: str) -> str:
        """The digest that stands for this group in the chain."""
        return hasher(algorithm)(self.salt + canonical(dict(self.values)).encode()).hexdigest()


Groups = dict[str, Group]


class Seal(Protocol):
    """Encryption at rest; see :mod:`minzheng_core.privacy.seal`."""

    name: str

    def close(self, place: str, data: bytes) -> bytes:
        """Encrypt *data* so that it can be opened at *place* only."""

    def open(self, place: str, data: bytes) -> bytes:
        """Decrypt; raises ``CallError`` BK112 where the key is wrong or the data were altered."""


@frozen(kw_only=True)
class Vault:
    """How the private values of one book are kept and found.

    >>> vault = Vault(index_key=bytes(32))
    >>> data = vault.close("marriage/K1/1", {"husband": Group(values={"husband.name": "张三"})})
    >>> vault.open("marriage/K1/1", data)["husband"].values["husband.name"]
    '张三'
    >>> vault.token("name", "张三") == vault.token("name", "张三")
    True
    """

    index_key: bytes = field(factory=lambda: secrets.token_bytes(32), repr=False)
    index: str = "HMAC-SHA-256"
    seal: Seal | None = None

    def close(self, place: str, groups: Groups) -> bytes:
        """The groups of the revision at *place* as they rest in the store."""
        plain = {
            subject: {"salt": group.salt.hex(), "values": dict(group.values)}
            for subject, group in groups.items()
        }
        data = canonical(plain).encode()
        return self.seal.close(place, data) if self.seal else data

    def open(self, place: str, data: bytes | None) -> Groups:
        """The groups of a revision as far as they have not been erased.

        Raises:
            CallError: the values are sealed and no key was given (BK113), or the wrong one (BK112).

        """
        if not data:
            return {}
        if self.seal:
            data = self.seal.open(place, data)
        elif not data.startswith(b"{"):
            raise CallError("BK113")
        return {
            subject: Group(values=group["values"], salt=bytes.fromhex(group["salt"]))
            for subject, group in json.loads(data).items()
        }

    def token(self, name: str, value: str) -> int:
        """The number under which a value is found; without the key it tells nothing."""
        algorithm = NAMES[self.index.removeprefix("HMAC-")]
        told = hmac.digest(self.index_key, f"{name}\0{value}".encode(), algorithm)
        return int.from_bytes(told[:_TOKEN_BYTES], "big", signed=True)

    def settings(self, book: str) -> dict[str, Any]:
        """What must be kept in the book's own settings so that :meth:`of` finds this vault again."""
        key = self.index_key
        if self.seal:
            key = self.seal.close(f"{book}/index", key)
        return {
            "seal": self.seal.name if self.seal else None,
            "index": self.index,
            "index_key": key.hex(),
        }

    @classmethod
    def of(cls, settings: Mapping[str, Any], book: str, seal: Seal | None = None) -> Vault:
        """The vault of a book from its settings and the key of the caller.

        Raises:
            CallError: sealed and no key given (BK113), or the wrong key (BK112); a key given for a
                book that is not sealed (BK114).

        """
        if settings["seal"] and seal is None:
            raise CallError("BK113")
        if seal and not settings["seal"]:
            raise CallError("BK114")
        key = bytes.fromhex(settings["index_key"])
        if seal:
            key = seal.open(f"{book}/index", key)
        return cls(index_key=key, index=settings["index"], seal=seal)
