"""How names sound: one reading for each, with and without tones, and whose reading it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from attrs import frozen

Reader = Callable[[str], "Sound"]
"""Gives a name its sound; a county passes one that knows its own readings."""


@frozen
class Sound:
    """The syllables of a name with tone marks, whose reading that is, whether it is attested.

    >>> sound_of("长冈").plain
    ('chang', 'gang')
    """

    syllables: tuple[str, ...]
    source: str
    confirmed: bool = True

    @property
    def plain(self) -> tuple[str, ...]:
        """The syllables without tones; ü stays."""
        return tuple(map(_without_tone, self.syllables))

    def __str__(self) -> str:
        return " ".join(self.syllables)


@lru_cache(maxsize=100_000)
def _without_tone(syllable: str) -> str:
    apart = unicodedata.normalize("NFD", syllable)
    kept = "".join(c for c in apart if not unicodedata.combining(c) or c == "\u0308")
    return unicodedata.normalize("NFC", kept)


_PLACES = {"长": "cháng", "都": "dū", "朝": "cháo", "佛": "fó", "什": "shí", "勒": "lè",
           "厦": "xià", "曾": "zēng", "圩": "xū", "泊": "bó", "乐": "lè"}  # fmt: skip


@lru_cache(maxsize=50_000)
def sound_of(name: str) -> Sound:
    """The sound of a name by the dictionary, with the readings that place names have."""
    from pypinyin import Style, pinyin

    read = pinyin(name, style=Style.TONE, errors=lambda odd: [[c] for c in odd])  # type: ignore[arg-type, return-value]
    syllables = tuple(_PLACES.get(c, first[0]) for c, first in zip(name, read, strict=True))
    return Sound(syllables, "pypinyin", confirmed=False)
