"""Digest algorithms by name: SHA-256 by default, SM3 where it is asked for.

References: FIPS 180-4 (SHA-256); GB/T 32905-2016 (SM3).
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from minzheng_core.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = {"SHA-256": "sha256", "SM3": "sm3"}
"""The algorithms of this library by the names that are stored."""


def hasher(algorithm: str) -> Callable[[bytes], hashlib._Hash]:
    """The constructor of a digest.

    Raises:
        CallError: no such algorithm (BK110), or the machine's OpenSSL does not offer it (BK111).

    >>> hasher("SHA-256")(b"abc").hexdigest()[:16]
    'ba7816bf8f01cfea'
    >>> hasher("SM3")(b"abc").hexdigest()[:16]
    '66c7f0f462eeedd9'
    """
    name = NAMES.get(algorithm)
    if name is None:
        raise CallError("BK110", algorithm=algorithm, known="、".join(NAMES))
    if name == "sha256":
        return hashlib.sha256
    if name not in hashlib.algorithms_available:
        raise CallError("BK111", algorithm=algorithm)
    return partial(hashlib.new, name)
