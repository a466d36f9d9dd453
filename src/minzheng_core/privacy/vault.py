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

from attrs import evolve, field, frozen

from minzheng_core.errors import CallError
from minzheng_core.privacy.digests import NAMES, hasher
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    Values = Mapping[str, Any]

SALT_BYTES = 16
INDEX_KEY_BYTES = 32
_TOKEN_BYTES = 8
_MARK_BYTES = 16
_PLAIN = b"{"


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

    def bound(self, salt: bytes) -> Seal:
        """The same seal for a book with this salt (passphrases turned into keys)."""

    def like(self, data: bytes) -> Seal:
        """The same seal, sealing as *data* are sealed; BK112 where it has not their key."""

    def current(self, data: bytes) -> bool:
        """Whether *data* are sealed as this seal would seal them now."""

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

    index_key: bytes = field(factory=lambda: secrets.token_bytes(INDEX_KEY_BYTES), repr=False)
    index: str = "HMAC-SHA-256"
    salt: bytes = field(factory=lambda: secrets.token_bytes(SALT_BYTES), repr=False)
    """Fixed when the book is made; passphrases are turned into keys with it."""
    seal: Seal | None = field(default=None, repr=False)
    """What opens sealed values, and seals new ones where ``sealing``."""
    sealing: bool = True
    mixed: bool = False
    """While another seal is being put on, values under either and plain ones stand side by side."""

    @classmethod
    def new(cls, *, index: str, seal: Seal | None) -> Vault:
        """The vault of a new book.

        Raises:
            CallError: an index that is not known (BK110) or not offered by this machine (BK111).

        """
        _require_index(index)
        vault = cls(index=index)
        return vault.under(seal)

    def under(self, seal: Seal | None) -> Vault:
        """The same vault with its values under another seal, or under none."""
        bound = seal.bound(self.salt) if seal else None
        return evolve(self, seal=bound, sealing=bound is not None, mixed=False)

    @property
    def closing(self) -> Seal | None:
        """The seal under which new values are put."""
        return self.seal if self.sealing else None

    def current(self, data: bytes) -> bool:
        """Whether *data* rest as this vault would let them rest now."""
        if self.closing:
            return self.closing.current(data)
        return data.startswith(_PLAIN)

    def matching(self, settings: Mapping[str, Any], book: str) -> Vault:
        """The vault for a book with these *settings*: itself, or sealing with another key of its ring.

        Raises:
            CallError: the book was put under a seal meanwhile that this vault has no key of, or under
                none (BK122).

        """
        if bool(settings["seal"]) != bool(self.closing):
            raise CallError("BK122", book=book)
        if self.closing is None:
            return self
        key = bytes.fromhex(settings["index_key"])
        try:
            self.closing.open(_index_place(book), key)
            return self if self.closing.current(key) else evolve(self, seal=self.closing.like(key))
        except CallError as error:
            raise CallError("BK122", book=book) from error

    def require_valid(self, settings: Mapping[str, Any], book: str) -> None:
        """Refuse to go on where the book was put under another seal, or under none, meanwhile.

        Raises:
            CallError: it was (BK122).

        """
        if self.matching(settings, book) is not self:
            raise CallError("BK122", book=book)

    def close(self, place: str, groups: Groups) -> bytes:
        """The groups of the revision at *place* as they rest in the store."""
        data = self.plain(groups)
        return self.closing.close(place, data) if self.closing else data

    @staticmethod
    def plain(groups: Groups) -> bytes:
        """The groups as text, in the one way in which it is written."""
        told = {
            subject: {"salt": group.salt.hex(), "values": dict(group.values)}
            for subject, group in groups.items()
        }
        return canonical(told).encode()

    def open(self, place: str, data: bytes | None) -> Groups:
        """The groups of a revision as far as they have not been erased.

        Raises:
            CallError: the values are sealed and no key was given (BK113), or the wrong one (BK112).

        """
        if not data:
            return {}
        if self.seal and not (self.mixed and data.startswith(_PLAIN)):
            data = self.seal.open(place, data)
        elif not data.startswith(_PLAIN):
            raise CallError("BK113")
        return {
            subject: Group(values=group["values"], salt=bytes.fromhex(group["salt"]))
            for subject, group in json.loads(data).items()
        }

    def token(self, name: str, value: str) -> int:
        """The number under which a value is found; without the key it tells nothing."""
        return int.from_bytes(self._keyed(name, value)[:_TOKEN_BYTES], "big", signed=True)

    def mark(self, name: str, value: str) -> str:
        """A mark of a text, from which it cannot be read; two texts never share one."""
        return self._keyed(name, value)[:_MARK_BYTES].hex()

    def _keyed(self, name: str, value: str) -> bytes:
        algorithm = NAMES[self.index.removeprefix("HMAC-")]
        text = f"{name}\0{value}".encode("utf-8", "surrogatepass")
        return hmac.digest(self.index_key, text, algorithm)

    def settings(self, book: str) -> dict[str, Any]:
        """What must be kept in the book's own settings so that :meth:`of` finds this vault again."""
        key = self.index_key
        seal = self.closing
        return {
            "seal": seal.name if seal else None,
            "salt": self.salt.hex(),
            "index": self.index,
            "index_key": (seal.close(_index_place(book), key) if seal else key).hex(),
            "resealing": self.mixed,
        }

    @classmethod
    def of(cls, settings: Mapping[str, Any], book: str, seal: Seal | None = None) -> Vault:
        """The vault of a book from its settings and the key of the caller.

        Raises:
            CallError: sealed and no key given (BK113), or the wrong key (BK112); a key given for a
                book that is not sealed (BK114); an index that is not known (BK110).

        """
        _require_index(settings["index"])
        salt, mixed = bytes.fromhex(settings["salt"]), bool(settings.get("resealing"))
        sealed = bool(settings["seal"])
        if sealed and seal is None:
            raise CallError("BK113")
        if seal and not sealed and not mixed:
            raise CallError("BK114")
        bound = seal.bound(salt) if seal else None
        key = bytes.fromhex(settings["index_key"])
        if bound and sealed:
            bound, key = bound.like(key), bound.open(_index_place(book), key)
        return cls(
            index_key=key,
            index=settings["index"],
            salt=salt,
            seal=bound,
            sealing=sealed,
            mixed=mixed,
        )


def _require_index(index: str) -> None:
    name = index.removeprefix("HMAC-")
    if name not in NAMES or name == index:
        raise CallError("BK110", algorithm=index, known="、".join(f"HMAC-{n}" for n in NAMES))
    hasher(name)


def _index_place(book: str) -> str:
    """Where the key of a book's index belongs: sealed, it opens nowhere else."""
    return f"{book}/index"
