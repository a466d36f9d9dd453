"""The 56 ethnic groups (民族): codes, spelling, and the names that stood in registers before."""

from __future__ import annotations

from functools import cache

from attrs import frozen

from minzheng_core.reference.tables import rows


@frozen
class EthnicGroup:
    """One group after GB/T 3304-1991 with its letter code and roman spelling.

    ``old_names`` were once official or in general use (僮, 民家, 崩龙); ``likely_names`` are
    variants and slips that most likely mean this group.
    """

    code: str
    name: str
    letters: str
    roman: str
    old_names: tuple[str, ...]
    likely_names: tuple[str, ...]


@cache
def ethnic_groups() -> tuple[EthnicGroup, ...]:
    """All groups by code, then 97 (其他) and 98 (外国血统中国籍人士).

    >>> [(g.code, g.name, g.roman) for g in ethnic_groups()[:2]]
    [('01', '汉族', 'Han'), ('02', '蒙古族', 'Mongol')]
    """
    return tuple(
        EthnicGroup(code, name, letters, roman, _words(old), _words(likely))
        for code, name, letters, roman, old, likely in rows("ethnic_groups.csv")
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))
