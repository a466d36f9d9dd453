"""Keys of records: they sort by the time at which they were made."""

from __future__ import annotations

import re
import secrets
import time
import unicodedata

from minzheng_core.errors import CallError

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHANCE_BITS, _DIGIT_BITS = 80, 5
LENGTH = 26
LONGEST = 64
"""The longest key, and the longest name of a book, that a store takes."""
_NUMBER = re.compile(
    r"(?<![0-9a-f])[1-9]\d{5}(?:\d\d)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]?(?![0-9a-f])"
)
"""An identity number by its form; the numbers and UUIDs of other systems are not taken for one."""
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def require_key(key: str) -> None:
    """Refuse a key that could not be told from another, or that says who a person is.

    Raises:
        CallError: empty, longer than 64 characters, characters that cannot be seen, blanks at an
            end, not in Unicode's composed form, or digits that may be an identity number (BK105).

    >>> require_key("婚-1985-12/3")
    >>> require_key("A ")
    Traceback (most recent call last):
    minzheng_core.errors.CallError: [BK105] 记录编号应为 1 至 64 个可见字符，首尾没有空格，也不能含身份证号码
    """
    if not isinstance(key, str) or not _usable(key):
        raise CallError("BK105")


def require_name(name: str) -> None:
    """Refuse a name of a book as :func:`require_key` does a key; it has no ``/`` either (BK116)."""
    if not isinstance(name, str) or not _usable(name) or "/" in name:
        raise CallError("BK116")


def _usable(text: str) -> bool:
    return (
        0 < len(text) <= LONGEST
        and text == text.strip()
        and not any(unicodedata.category(character) in _UNSEEN for character in text)
        and unicodedata.is_normalized("NFC", text)
        and not _NUMBER.search(text)
    )


def new_key() -> str:
    """A key of 26 letters and digits: 48 bits of time, 80 of chance (the form of a ULID).

    >>> len(new_key())
    26
    """
    number = (time.time_ns() // 1_000_000) << _CHANCE_BITS | secrets.randbits(_CHANCE_BITS)
    return spelled(number, LENGTH)


def spelled(number: int, length: int) -> str:
    """A number in Crockford's base 32.

    >>> spelled(33, 2)
    '11'
    """
    digits = []
    for _ in range(length):
        digits.append(_DIGITS[number & 31])
        number >>= _DIGIT_BITS
    return "".join(reversed(digits))
