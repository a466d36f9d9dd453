"""Characters and surnames as names use them: variants, readings, GB 18030 corrections (姓名用字).

Three tables with source and grade in each row: ``name_variants.csv`` (which character may stand
for which, and why), ``surname_readings.csv`` (readings and compound surnames) and
``gb18030_2022.csv`` (private-use code points of old encodings). They are matching aids: what a
register says is never rewritten by them.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.reference.tables import rows

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen
class Variant:
    """Why one character may stand for another (异体关系)."""

    char: str
    key: str
    kind: str
    """``traditional``, ``merged``, ``variant``, ``second-scheme``, ``lookalike`` or ``radical``."""
    grade: str
    source: str


@frozen
class Surname:
    """A surname with its reading; ``min_length`` is the shortest name in which it counts as one."""

    surname: str
    reading: str
    min_length: int
    grade: str
    source: str


@frozen
class Correction:
    """A code position whose private-use reading was replaced in a later edition of GB 18030."""

    octets: bytes
    private_use: str
    character: str
    edition: str
    grade: str
    source: str


@cache
def variants() -> Mapping[str, Variant]:
    """Every character that may stand for another one.

    >>> variants()["劉"].key, variants()["劉"].kind
    ('刘', 'traditional')
    >>> variants()["昇"].kind, variants()["萧"].kind
    ('variant', 'second-scheme')
    """
    return MappingProxyType({row[0]: Variant(*row) for row in rows("name_variants.csv")})


@cache
def surnames() -> Mapping[str, Surname]:
    """Surnames with irregular readings, compound surnames, and the common ones.

    >>> surnames()["曾"].reading, surnames()["万俟"].reading
    ('zeng', 'moqi')
    """
    return MappingProxyType(
        {r[0]: Surname(r[0], r[1], int(r[2]), r[3], r[4]) for r in rows("surname_readings.csv")}
    )


@cache
def compound_surnames() -> Mapping[str, int]:
    """Surnames of two and more characters with the shortest name that may hold them.

    >>> compound_surnames()["欧阳"], compound_surnames()["乐正"]
    (3, 4)
    """
    return MappingProxyType(
        {name: entry.min_length for name, entry in surnames().items() if len(name) > 1}
    )


@cache
def corrections() -> tuple[Correction, ...]:
    r"""Private-use code points of GBK and GB 18030 that now have characters (GB 18030-2022).

    >>> [c.character for c in corrections() if c.octets == b"\xfe\x59"] == [chr(0x9FB4)]
    True
    """
    return tuple(
        Correction(bytes.fromhex(r[0]), chr(int(r[1], 16)), chr(int(r[2], 16)), *r[3:])
        for r in rows("gb18030_2022.csv")
    )


@cache
def mapping(*kinds: str) -> Mapping[str, str]:
    """Character → key over some *kinds* of variants, followed to its end.

    >>> mapping("traditional")["蕭"], mapping("traditional", "second-scheme")["蕭"]
    ('萧', '肖')
    """
    direct = {v.char: v.key for v in variants().values() if v.kind in kinds}
    closed = dict(direct)
    for char, key in direct.items():
        seen = {char}
        while key in direct and key not in seen:
            seen.add(key)
            key = direct[key]
        closed[char] = key
    return MappingProxyType(closed)


@cache
def radicals() -> Mapping[str, str]:
    r"""Radicals and compatibility shapes (U+2E80–2FD5) → the ideograph they look like.

    >>> radicals()["\u2f2d"], radicals()["\u2ea0"]
    ('山', '民')
    """
    kangxi = {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
    return MappingProxyType(kangxi | dict(mapping("radical")))
