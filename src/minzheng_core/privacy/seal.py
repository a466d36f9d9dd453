"""Sealing private values at rest: AES-256-GCM or SM4-GCM, with a key that the store never sees.

A sealed value is ``01`` · cipher · key id (8 bytes) · nonce (12) · ciphertext · tag (16). The first
ten bytes and the *place* (book, record, revision) are authenticated with it, so that it opens at
its own place only. The nonce is random for each value, good for 2³² values under one key
(NIST SP 800-38D, 8.3). The caller's 32 bytes are never used as they are: each cipher and the key id
get a key of their own by HKDF (RFC 5869). A passphrase is turned into a key by scrypt
(RFC 7914; N = 2¹⁷, r = 8, p = 1) with the salt that each book keeps in its settings.

References: GB/T 32907-2016 (SM4); NIST SP 800-38D (GCM); 《密码法》第二十七条.

Limitations: whoever has the key and the store reads everything; sealing protects files, backups and
a database that is administered by others.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from attrs import field, frozen

from minzheng_core.errors import CallError, InputError
from minzheng_core.extras import require

if TYPE_CHECKING:
    from collections.abc import Sequence

KEY_BYTES = 32
_VERSION = 1
_ID_BYTES, _NONCE_BYTES, _TAG_BYTES = 8, 12, 16
_HEAD = 2 + _ID_BYTES
_BEFORE = _HEAD + _NONCE_BYTES
"""The bytes before the ciphertext."""
_CIPHERS = {"AES-256-GCM": (1, 32), "SM4-GCM": (2, 16)}
"""Ciphers by the names that are stored: their byte in a sealed value, the length of their key."""
_NAMES = {byte: name for name, (byte, _) in _CIPHERS.items()}
_SHORTEST = 12
_PASSPHRASE = re.compile(r"\s*(?:口令|passphrase)\s*[：:](.*)", re.DOTALL)


@frozen
class Key:
    """32 secret bytes.

    >>> Key.parse("00" * 32) == Key(bytes(32))
    True
    >>> Key.new()
    Key()
    """

    material: bytes = field(repr=False)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.material, bytes) or len(self.material) != KEY_BYTES:
            raise CallError("BK115")

    @classmethod
    def new(cls) -> Self:
        """A new random key; ``key.material.hex()`` is what to keep in a safe."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @staticmethod
    def parse(text: str) -> Key | Passphrase:
        """A key written as 64 hexadecimal digits or in base64, or a passphrase after ``口令：``.

        Raises:
            CallError: neither (BK115), or a passphrase too short (BK119).

        """
        if match := _PASSPHRASE.fullmatch(text):
            return Passphrase(match[1].strip())
        plain = "".join(text.split())
        try:
            if re.fullmatch("[0-9a-fA-F]{64}", plain):
                return Key(bytes.fromhex(plain))
            standard = plain.replace("-", "+").replace("_", "/").rstrip("=") + "="
            return Key(base64.b64decode(standard, validate=True))
        except ValueError as error:
            raise CallError("BK115") from error

    @staticmethod
    def read(path: str | Path) -> Key | Passphrase:
        """The key in a file: 32 bytes as they are, or what :meth:`parse` reads.

        Raises:
            InputError: the file cannot be read (BK117).
            CallError: what stands in it is no key (BK115).

        """
        try:
            content = Path(path).read_bytes()
        except OSError as error:
            raise InputError("BK117", file=Path(path).name) from error
        if len(content) == KEY_BYTES and not (content.isascii() and content.decode().isprintable()):
            return Key(content)
        try:
            return Key.parse(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise CallError("BK115") from error


def _composed(text: str) -> str:
    """A text that is the same bytes however it was typed."""
    return unicodedata.normalize("NFKC", text)


@frozen
class Passphrase:
    """Words from which a key is made with the salt of a book; at least 12 characters.

    Raises:
        CallError: too short (BK119).

    """

    text: str = field(repr=False, converter=_composed)

    def __attrs_post_init__(self) -> None:
        if len(self.text) < _SHORTEST:
            raise CallError("BK119", shortest=_SHORTEST)

    def key(self, salt: bytes) -> Key:
        """The key for a book with this salt; takes a few tenths of a second, once."""
        return _stretched(self.text, salt)


@cache
def _stretched(text: str, salt: bytes) -> Key:
    made = hashlib.scrypt(
        text.encode(), salt=salt, n=1 << 17, r=8, p=1, maxmem=1 << 28, dklen=KEY_BYTES
    )
    return Key(made)


class KeyRing:
    """Keys of a book: all of them open, one of them seals.

    A book that is there says which key and cipher seal what is written into it (:meth:`like`), in
    whatever order the keys are given. A new book, or one whose key is changed, is sealed with the
    first key and *cipher*.

    Args:
        keys: bytes, text as :meth:`Key.parse` reads it, a key, or a passphrase.
        cipher: ``AES-256-GCM`` or ``SM4-GCM``; values sealed with the other one open all the same.

    Raises:
        CallError: no such cipher (BK110), or this machine does not offer it (BK111); no key (BK115).
        MissingExtra: the extra ``seal`` is not installed (IN002).

    >>> ring = KeyRing(bytes(32))
    >>> sealed = ring.close("marriage/A/1", b"{}")
    >>> ring.open("marriage/A/1", sealed)
    b'{}'
    >>> ring.open("marriage/B/1", sealed)
    Traceback (most recent call last):
    minzheng_core.errors.CallError: [BK112] 密钥打不开登记簿的私密内容：不是这把密钥，或内容被改过
    """

    def __init__(self, *keys: Key | Passphrase | bytes | str, cipher: str = "AES-256-GCM") -> None:
        if cipher not in _CIPHERS:
            raise CallError("BK110", algorithm=cipher, known="、".join(_CIPHERS))
        if not keys:
            raise CallError("BK115")
        require("cryptography", "seal")
        self.name = cipher
        self.keys: Sequence[Key | Passphrase] = [_key(key) for key in keys]
        self._known = {_id(key): key for key in self.keys if isinstance(key, Key)}
        _cipher(cipher, bytes(_CIPHERS[cipher][1])).encrypt(bytes(_NONCE_BYTES), b"", b"")

    def __repr__(self) -> str:
        return f"KeyRing({len(self.keys)} keys, cipher={self.name!r})"

    def bound(self, salt: bytes) -> KeyRing:
        """The ring for a book with this salt: passphrases turned into keys."""
        keys = [key.key(salt) if isinstance(key, Passphrase) else key for key in self.keys]
        return KeyRing(*keys, cipher=self.name)

    def like(self, data: bytes) -> KeyRing:
        """The ring that seals as *data* are sealed: with the same key and cipher.

        Raises:
            CallError: they are sealed with a key that is not in the ring (BK112).

        """
        if self.current(data):
            return self
        key, name = self._sealed_with(data)
        return KeyRing(key, *(other for other in self.keys if other != key), cipher=name)

    def close(self, place: str, data: bytes) -> bytes:
        """Encrypt *data* so that it can be opened at *place* only."""
        key = self._first
        head = self._head
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed: bytes = _of(key, self.name).encrypt(nonce, data, head + place.encode())
        return head + nonce + sealed

    def open(self, place: str, data: bytes) -> bytes:
        """Decrypt what was closed at *place*.

        Raises:
            CallError: sealed with a key that is not in the ring, or altered, or moved (BK112).

        """
        head, nonce, rest = data[:_HEAD], data[_HEAD:_BEFORE], data[_BEFORE:]
        key, name = self._sealed_with(data)
        if len(rest) < _TAG_BYTES:
            raise CallError("BK112")
        from cryptography.exceptions import InvalidTag

        try:
            opened: bytes = _of(key, name).decrypt(nonce, rest, head + place.encode())
        except InvalidTag as error:
            raise CallError("BK112") from error
        return opened

    def current(self, data: bytes) -> bool:
        """Whether *data* are sealed with the first key and the cipher of this ring."""
        return data.startswith(self._head)

    def _sealed_with(self, data: bytes) -> tuple[Key, str]:
        """The key and the cipher that *data* name; BK112 where the ring has none such."""
        head = data[:_HEAD]
        key = self._known.get(head[2:])
        name = _NAMES.get(head[1]) if len(head) == _HEAD and head[0] == _VERSION else None
        if key is None or name is None:
            raise CallError("BK112")
        return key, name

    @property
    def _head(self) -> bytes:
        """What stands before every value that this ring seals."""
        return bytes([_VERSION, _CIPHERS[self.name][0]]) + _id(self._first)

    @property
    def _first(self) -> Key:
        """The key that seals; a passphrase is none before the ring is bound to a book."""
        key = self.keys[0]
        if isinstance(key, Passphrase):
            raise CallError("BK115")
        return key


def _key(key: Key | Passphrase | bytes | str) -> Key | Passphrase:
    if isinstance(key, bytes):
        return Key(key)
    return Key.parse(key) if isinstance(key, str) else key


@cache
def _id(key: Key) -> bytes:
    return _derived(key, "key id", _ID_BYTES)


@cache
def _of(key: Key, name: str) -> Any:
    return _cipher(name, _derived(key, name, _CIPHERS[name][1]))


def _derived(key: Key, use: str, length: int) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    made = HKDF(SHA256(), length, None, f"minzheng_core seal {use}".encode())
    return made.derive(key.material)


def _cipher(name: str, key: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key) if name == "AES-256-GCM" else _Sm4(key)


class _Sm4:
    """SM4 in Galois counter mode, with the calls of ``AESGCM``."""

    def __init__(self, key: bytes) -> None:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        self._cipher, self._mode, self._key = Cipher, modes.GCM, algorithms.SM4(key)
        self._unsupported = UnsupportedAlgorithm

    def encrypt(self, nonce: bytes, data: bytes, told: bytes) -> bytes:
        """Ciphertext and tag."""
        try:
            worker = self._cipher(self._key, self._mode(nonce)).encryptor()
        except self._unsupported as error:
            raise CallError("BK111", algorithm="SM4-GCM") from error
        worker.authenticate_additional_data(told)
        made = worker.update(data) + worker.finalize()
        return bytes(made + worker.tag)

    def decrypt(self, nonce: bytes, data: bytes, told: bytes) -> bytes:
        """The data, if the tag is theirs."""
        body, tag = data[:-_TAG_BYTES], data[-_TAG_BYTES:]
        worker = self._cipher(self._key, self._mode(nonce, tag)).decryptor()
        worker.authenticate_additional_data(told)
        return bytes(worker.update(body) + worker.finalize())
