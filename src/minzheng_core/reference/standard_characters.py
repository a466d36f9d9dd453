"""The table of standard characters and its three levels (《通用规范汉字表》, 国发〔2013〕23号)."""

from __future__ import annotations

from functools import cache

from minzheng_core.reference.tables import rows


@cache
def _levels() -> dict[str, int]:
    return {
        character: int(level)
        for level, characters in rows("standard_characters.csv")
        for character in characters
    }


def character_level(character: str) -> int | None:
    """The level of a character: 1 common, 2 next, 3 names, science and old texts; ``None`` outside.

    >>> [character_level(c) for c in "长潋塅垇"]
    [1, 2, 3, None]

    Basis: 《通用规范汉字表》(2013): 3,500 characters of the first level, 3,000 of the second, 1,605
    of the third.
    """
    return _levels().get(character)
