"""The dictionary readings of single characters (单字读音)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from minzheng_core.reference.tables import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@cache
def character_readings() -> Mapping[str, tuple[str, ...]]:
    """The dictionary readings of every character, the most frequent first.

    >>> character_readings()["长"], character_readings().get("A")
    (('zhǎng', 'cháng'), None)
    """
    return _Readings(lines("character_readings.csv.gz"))


class _Readings(Mapping[str, tuple[str, ...]]):
    """Lines of a character and its readings, by code point.

    They are left as they are, and taken apart when they are asked for: most never are, and a table
    of all takes a quarter of the memory so.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def __getitem__(self, char: str) -> tuple[str, ...]:
        place = bisect_left(self._lines, char)
        if place < len(self._lines) and len(char) == 1 and self._lines[place][0] == char:
            return tuple(self._lines[place][2:].split())
        raise KeyError(char)

    def __iter__(self) -> Iterator[str]:
        return (line[0] for line in self._lines)

    def __len__(self) -> int:
        return len(self._lines)
