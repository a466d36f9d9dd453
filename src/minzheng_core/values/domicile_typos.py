"""Names with one slip of the pen: a wrong, missing, extra or swapped character.

A slip counts only where the text can hardly mean anything else: inside the province or prefecture
that the text names, or, without them, for longer names or characters of the same sound.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COUNTY_SUFFIX = frozenset("县市区旗")
_AREA_SUFFIX = _COUNTY_SUFFIX | set("州盟省")
_SUFFIX = frozenset("县市区旗州盟省乡镇村街路道组社屯")
_BELOW = frozenset("镇乡村街路组屯")
# Telling words: exchanging one for another names another place, it is no slip.
_TELLING = (frozenset("东西南北中上下前后内外左右新老大小"), frozenset("一二三四五六七八九十"))
# New zones and the like bear no division's name but look like one.
_ZONES = (
    "高新",
    "开发",
    "经开",
    "经济",
    "新区",
    "技术",
    "工业",
    "园区",
    "示范",
    "保税",
    "度假",
    "管理",
)


@frozen
class Slip:
    """A name that the text misses by one character."""

    name: str
    size: int
    """How many characters of the text stand for it."""
    same_sound: bool


class Spellings:
    """A set of names prepared for finding those one slip away."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = {n for n in names if len(n) > 1}
        self.sizes = sorted({len(n) for n in self.names})
        self._without: dict[tuple[str, int], list[str]] = {}
        self._shortened: dict[str, list[str]] = {}
        for name in self.names:
            for i in range(len(name)):
                rest = name[:i] + name[i + 1 :]
                self._without.setdefault((rest, i), []).append(name)
                self._shortened.setdefault(rest, []).append(name)

    def near(self, text: str, start: int = 0) -> list[Slip]:
        """All names that *text* may mean at *start*, each once."""
        found: dict[str, Slip] = {}
        for name, size, sound in self._near(text, start):
            known = found.get(name)
            if known is None or (sound and not known.same_sound):
                found[name] = Slip(name, size, sound)
        return list(found.values())

    def _near(self, text: str, start: int) -> Iterator[tuple[str, int, bool]]:
        for size in range(max(2, self.sizes[0] - 1), self.sizes[-1] + 2) if self.sizes else ():
            word = text[start : start + size]
            if len(word) < size or any(zone in word for zone in _ZONES):
                return
            for i in range(size):
                rest = word[:i] + word[i + 1 :]
                for name in self._without.get((rest, i), ()):
                    if name != word and _exchangeable(word[i], name[i], last=i == size - 1):
                        yield name, size, same_sound(word[i], name[i])
                if rest in self.names and size > 3 and word[i] not in _SUFFIX:
                    yield rest, size, word[i] in rest
                swapped = word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :]
                if i < size - 2 and swapped in self.names and swapped != word:
                    yield swapped, size, True
            if size > 1 and word[-1] in _SUFFIX:
                for name in self._shortened.get(word, ()):
                    if name[-1] == word[-1] and len(name) > 2:
                        yield name, size, False


def _exchangeable(written: str, meant: str, *, last: bool) -> bool:
    if last:
        return {written, meant} <= _COUNTY_SUFFIX or (
            meant in _AREA_SUFFIX and written not in _SUFFIX and same_sound(written, meant)
        )
    if written in _BELOW or written in _SUFFIX:
        return same_sound(written, meant)
    return not any(written in words and meant in words for words in _TELLING)


@cache
def _sounds(char: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    readings = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return frozenset(_plain(sound) for group in readings for sound in group)


def _plain(sound: str) -> str:
    """A reading without the distinctions that many speakers do not make (zh/z, ing/in …)."""
    if sound[1:2] == "h" and sound[0] in "zcs":
        sound = sound[0] + sound[2:]
    if sound.endswith(("ing", "eng", "ang")):
        sound = sound[:-1]
    return "l" + sound[1:] if sound.startswith("n") else sound


def same_sound(one: str, other: str) -> bool:
    """Whether two characters may be read alike.

    >>> same_sound("州", "洲"), same_sound("兴", "新"), same_sound("国", "图")
    (True, True, False)
    """
    return bool(_sounds(one) & _sounds(other))
