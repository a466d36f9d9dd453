"""Names with one slip of the pen: a wrong, missing, extra or swapped character.

A slip counts only where the text can hardly mean anything else: inside the province or prefecture
that the text names, or, without them, for longer names or characters of the same sound.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from minzheng_core.reference.tables import rows
from minzheng_core.values.edit_distance import edit_distance

if TYPE_CHECKING:
    from collections.abc import Iterable

COUNTY_SUFFIX = frozenset("县市区旗")
AREA_SUFFIX = COUNTY_SUFFIX | set("州盟省")
SUFFIX = frozenset("县市区旗州盟省乡镇村街路道组社屯")
_SHORT = 4
# Telling words: exchanging one for another names another place, it is no slip.
TELLING = (frozenset("东西南北中上下前后内外左右新老大小"), frozenset("一二三四五六七八九十"))
KINDS_DRAWN_ALIKE = {
    **dict.fromkeys("匹巨叵", "区"),
    **dict.fromkeys("具悬昙", "县"),
    **dict.fromkeys("巿币帀", "市"),
    "肖": "省",
}
"""Characters that stand at the end of a name for the one they are drawn like (自治匹)."""
KNOWN_BY_REST = ("地区", "市", "盟", "州", "自治县", "自治旗", "自治区")
"""Kinds whose last character may be any other where a county of theirs follows (渭南地成, 铜川明耀县)."""
# New zones and the like bear no division's name but look like one.
ZONES = re.compile(r"高新|开发|经开|经济|技术|工业|园区|示范|保税|度假|管理|新区")


class Slip(NamedTuple):
    """A name that the text misses by one character."""

    name: str
    size: int
    """How many characters of the text stand for it."""
    alike: bool
    """What is written is read or drawn like what is meant, or has the same letters."""
    weak: bool = False
    """What is written has a meaning of its own: only believed if what follows confirms it."""

    @property
    def twice(self) -> bool:
        """Whether a character is written twice."""
        return self.alike and self.size > len(self.name)


class Spellings:
    """A set of names prepared for finding those one slip away.

    Two names one slip apart agree in their first two characters, or else from the third on; short
    ones agree in what is left when one character is taken out of each.
    """

    def __init__(self, names: Iterable[str], *, only_alike: frozenset[str] = frozenset()) -> None:
        """Of *only_alike* a name is none away where the character is neither read nor drawn alike."""
        self._only_alike = only_alike
        self._names = dict.fromkeys(name for name in names if len(name) > 1)
        self._begun: dict[str, str] = {}
        """The names that begin so, or from the third character on; a line for each: texts cost less than lists."""
        self._shortened: dict[str, str] = {}
        begun, shortened = self._begun, self._shortened
        for name in self._names:
            line = name + "\n"
            if len(name) > _SHORT:
                for beginning in (name[:2], "?" + name[2:4]):
                    begun[beginning] = begun.get(beginning, "") + line
            else:
                for i in range(len(name)):
                    rest = name[:i] + name[i + 1 :]
                    shortened[rest] = shortened.get(rest, "") + line

    def near(self, text: str, start: int = 0) -> list[Slip]:
        """All names that *text* may mean at *start*, each once."""
        found = self.slips(text, start)
        end = zone_end(text, start) if found else None
        return found if end is None else [slip for slip in found if start + slip.size < end]

    def slips(self, text: str, start: int = 0) -> list[Slip]:
        """The same whatever stands there otherwise: new zones are not left out."""
        names = self._candidates(text[start : start + _SHORT + 1])
        found = (slip for name in names for slip in _slips(name, text, start))
        return [slip for slip in found if slip.alike or slip.name not in self._only_alike]

    def _candidates(self, text: str) -> dict[str, None]:
        found: dict[str, None] = {}
        first = text[:1]
        for beginning in (
            *(text[:2], first + text[2:3]),
            *("?" + text[1:3], "?" + text[2:4], "?" + text[3:5]),
        ):
            if names := self._begun.get(beginning):
                found.update(dict.fromkeys(names.split()))
        for rest in (
            *(text[:2], text[:3], text[1:2], first, text[1:3], first + text[2:3]),
            *(text[1:4], first + text[2:4], text[:2] + text[3:4]),
        ):
            if names := self._shortened.get(rest):
                found.update(dict.fromkeys(names.split()))
        for size in (3, 4, 5):
            for i in range(size):
                rest = text[:i] + text[i + 1 : size]
                if rest in self._names:
                    found[rest] = None
        return found


def one_slip_from(name: str, names: Iterable[str]) -> frozenset[str]:
    """Those of *names* that one wrong, missing, extra or swapped character makes out of *name*.

    Names have two characters at least.

    >>> sorted(one_slip_from("兴国县", ["兴国县", "兴县", "兴山县", "国兴县", "泰和县"]))
    ['兴县', '兴山县', '国兴县']
    """
    # Whatever the slip, one of the first two characters is still there.
    beginning = frozenset(name[:2])
    alike = (other for other in names if not beginning.isdisjoint(other))
    return frozenset(other for other in alike if edit_distance(other, name, 1) == 1)


def zone_end(text: str, start: int) -> int | None:
    """Where a word ends that tells a new zone after *start*; a 新区 there is a name by itself."""
    zone = ZONES.search(text, start)
    if zone is None or (zone[0] == "新区" and zone.start() < start + 2):
        return None
    return zone.end()


def _slips(name: str, text: str, start: int) -> list[Slip]:
    """The ways in which *text* misses *name* at *start* by one slip that can be one."""
    length = len(name)
    i, common = 0, min(length, len(text) - start)
    while i < common and text[start + i] == name[i]:
        i += 1
    if i == common:
        return []
    at = start + i
    written, meant, after, last = text[at], name[i], name[i + 1 :], i == length - 1
    found = []
    if text.startswith(after, at + 1):
        alike = easily_mistaken(written, meant)
        if not last:
            weak = not alike and written in SUFFIX
            found.append(Slip(name, length, alike, weak or _telling(written, meant)))
        elif (
            _same_kind(written, meant)
            or KINDS_DRAWN_ALIKE.get(written) == meant
            or (alike and meant in AREA_SUFFIX and written not in SUFFIX)
        ):
            found.append(Slip(name, length, alike))
        elif length > 2 and name.endswith(KNOWN_BY_REST) and written not in SUFFIX:
            found.append(Slip(name, length, alike, weak=True))
    if i < length - 2 and written == after[0] and text.startswith(meant + after[1:], at + 1):
        found.append(Slip(name, length, True))
    if text.startswith(meant + after, at + 1):
        twice = written in {meant, name[i - 1 : i]}
        if twice or (length > 2 and written not in SUFFIX):
            found.append(Slip(name, length + 1, twice))
    if not last and length > 2 and name[-1] in SUFFIX and text.startswith(after, at):
        found.append(Slip(name, length - 1, False))
    return found


def _same_kind(written: str, meant: str) -> bool:
    return written in COUNTY_SUFFIX and meant in COUNTY_SUFFIX


def _telling(written: str, meant: str) -> bool:
    return any(written in words and meant in words for words in TELLING)


@cache
def sounds() -> dict[str, str]:
    """Every character by what its most frequent reading sounds like to many speakers."""
    table = ((plain_sound(sound), chars) for sound, chars in rows("character_sounds.csv"))
    return {char: sound for sound, chars in table for char in chars}


def plain_sound(sound: str) -> str:
    """A toneless reading without the distinctions that many speakers do not make (zh/z, ing/in …)."""
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
    sound = sounds().get(one)
    return sound is not None and sound == sounds().get(other)


def easily_mistaken(one: str, other: str) -> bool:
    """Whether one character is easily written for the other: read or drawn alike.

    >>> easily_mistaken("州", "洲"), easily_mistaken("沐", "沭"), easily_mistaken("国", "图")
    (True, True, False)
    """
    return same_sound(one, other) or (one, other) in drawn_alike()


@cache
def drawn_alike() -> frozenset[tuple[str, str]]:
    """Pairs of characters in names of places that are drawn alike, each in both orders."""
    pairs = {(meant, written) for meant, written, _ in rows("drawn_alike.csv")}
    return frozenset(pairs | {(written, meant) for meant, written in pairs})


@cache
def like_kinds() -> frozenset[str]:
    """Characters that are read or drawn like the last one of a county's name, and mean no kind themselves."""
    kinds = {sounds()[kind] for kind in COUNTY_SUFFIX}
    alike = {char for char, sound in sounds().items() if sound in kinds}
    return frozenset((alike | KINDS_DRAWN_ALIKE.keys()) - SUFFIX)


Preference = tuple[int, bool, bool, int, int, int]


def preference(name: str, size: int, *, full: bool, unit: int, number: int) -> Preference:
    """Of two forms of one place that *size* letters stand for, the greater is the one meant.

    The one that has all that was written: 内江区 is 内江地区. Of two as long the one in *full*:
    内江田区 is 内江地区, and not 内江专区. Of two in full the one with the
    lower code or the earlier, by the first *unit* that it can mean, then by its *number*.
    """
    return len(name), full, size == len(name), size, -unit, -number
