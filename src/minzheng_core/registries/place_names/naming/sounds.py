"""How names sound: one reading for each, with and without tones, and whose reading it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache

from attrs import frozen

from minzheng_core.registries.place_names.spelling.orthography import plain
from minzheng_core.registries.place_names.spelling.readings import (
    SOURCE_WORDS,
    ReadingList,
    read,
)

Reader = Callable[[str], "Sound"]
"""Gives a name its sound."""


@frozen
class Sound:
    """The syllables of a name with tone marks, whose readings they are, whether all are attested.

    >>> sound_of("长冈").plain
    ('chang', 'gang')
    """

    syllables: tuple[str, ...]
    source: str
    confirmed: bool = True

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The syllables without tones; ü stays."""
        return tuple(map(plain, self.syllables))

    @property
    def whose(self) -> str:
        """Whose readings they are, in words."""
        return "、".join(SOURCE_WORDS.get(source, source) for source in self.source.split("、"))

    def __str__(self) -> str:
        return " ".join(self.syllables)


def reader(region: str = "", own: ReadingList | None = None) -> Reader:
    """What gives names of a region their sound: the county's own readings, then the national ones.

    >>> reader("320116")("六合").syllables, reader("330000")("六合").confirmed
    (('lù', 'hé'), True)
    """

    @lru_cache(maxsize=50_000)
    def sound(name: str) -> Sound:
        readings = read(name, region=region, own=own)
        sources = dict.fromkeys(r.source for r in readings if r.source)
        return Sound(
            tuple(r.syllable or r.char for r in readings),
            "、".join(sources),
            all(r.grade.confirmed for r in readings),
        )

    return sound


sound_of = reader()
"""The sound of a name of which it is not known where it lies."""
