"""Keys of records: they sort by the time at which they were made."""

from __future__ import annotations

import secrets
import time

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHANCE_BITS, _DIGIT_BITS = 80, 5
LENGTH = 26
LONGEST = 64
"""The longest key that a store takes."""


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
