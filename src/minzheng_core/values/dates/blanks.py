"""Blanks that stand between digits where none belongs: ``1955.1.1 0``, ``1 980-07-03``.

A blank between two digits either separates two numbers or was typed by accident. Here the texts
are made that either choice gives; the caller reads all of them and sees which can be a date.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from itertools import combinations

_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_SEPARATOR = re.compile(r"[年月日号./\\\-,_·、。;~—–−‐]")
_ZERO_ALONE = re.compile(r"\s0(?!\d)")
_MOST = 4


def closed_up(text: str) -> tuple[str, ...]:
    """The texts that a text with blanks between digits may stand for; itself where it has none.

    Beside other separators (年月日 ``.`` ``-`` ``/``) any of the blanks may be stray, and all of
    them come first. Where blanks are the only separators they separate, unless the digits
    together are one day of eight digits; the text as it is comes first then.

    >>> closed_up("1955.1.1 0"), closed_up("1968-01-2 5")
    (('1955.1.10',), ('1968-01-25', '1968-01-2 5'))
    >>> closed_up("1985 10 1"), closed_up("195408 23")
    (('1985 10 1',), ('195408 23', '19540823'))
    """
    groups = _BETWEEN_DIGITS.split(text)
    blanks = len(groups) - 1
    if not blanks:
        return (text,)
    if not _SEPARATOR.search(text):
        together = "".join(groups)
        return (text, together) if len(groups) < len(together) == 8 and _day(together) else (text,)
    if blanks > _MOST:
        return ("".join(groups),)
    kept = (c for count in range(blanks + 1) for c in combinations(range(blanks), count))
    texts = (
        "".join(group + (" " if i in keep else "") for i, group in enumerate(groups))
        for keep in kept
    )
    return tuple(t for t in texts if not _ZERO_ALONE.search(t))


def _day(digits: str) -> bool:
    with suppress(ValueError):
        return 1800 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2199
    return False
