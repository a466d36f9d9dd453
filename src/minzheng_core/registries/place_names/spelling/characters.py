"""The characters of a name: their ordinary forms, and those that no name is written with."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from minzheng_core.reference.character_readings import character_readings
from minzheng_core.reference.name_variants import mapping
from minzheng_core.registries.place_names.spelling.orthography import plain
from minzheng_core.values.gb18030 import correct

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_COMMON = re.compile("[\u4e00-\u9fa5]*")
"""Matches names of the characters that have no other form but the traditional one."""
_FORMS = _TRADITIONAL, _RADICAL = "traditional", "radical"
_ODD = re.compile(f"[^{_HAN}0-9]+")
_CODE = re.compile(r"[A-Z](?=[0-9])|(?<=[0-9])\.(?=[0-9]+(?:高地|峰))")
"""The letter of a highway's code, and the point in a height: G45, 597.9高地."""
_JOINER_SEEN = re.compile("[·•・]")
"""A dot between the words of a name, which no name of a place has."""
_JOINER = re.compile(r"[·•・\s]+")


def normal(name: str) -> str:
    """*name* in ordinary characters: no blanks, full-width forms, radicals, traditional characters.

    >>> normal("廈門 市")
    '厦门市'
    """
    if _COMMON.fullmatch(name):
        same = all(mapping(kind).keys().isdisjoint(name) for kind in _FORMS)
        return name if same else name.translate(substitutes())
    text = unicodedata.normalize("NFKC", correct(str(name or "")))
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return _JOINER.sub("", text.translate(substitutes()))


@cache
def substitutes() -> dict[int, str]:
    """Radicals and traditional characters → the ordinary character that sounds the same."""
    sounds = character_readings()
    alike = {
        ord(char): key
        for char, key in mapping(_TRADITIONAL).items()
        if {plain(s) for s in sounds.get(char, ())[:1]} & {*map(plain, sounds.get(key, ()))}
    }
    return alike | {ord(char): key for char, key in mapping(_RADICAL).items()}


def odd_ones(name: str, clean: str) -> list[str]:
    """What in a name is no character, digit or letter of a code."""
    if _COMMON.fullmatch(name):
        return []
    return [*_JOINER_SEEN.findall(name), *_ODD.findall(_CODE.sub("", clean))]


def visible(text: str) -> str:
    """Characters that cannot be shown, by their code points."""
    return "".join(char if char.isprintable() else f"U+{ord(char):04X} " for char in text).strip()


def is_han(char: str) -> bool:
    """Whether it is a Chinese character."""
    return re.fullmatch(f"[{_HAN}]", char) is not None


def quoted(text: str, length: int = 12) -> str:
    """The beginning of *text* as a finding quotes it: a cut one with a sign for the rest, and nothing hidden.

    >>> quoted("高\ue170村"), quoted("江西省赣州市兴国县长冈乡长冈村")
    ('高U+E170 村', '江西省赣州市兴国县长冈乡…')
    """
    return visible(text[:length]) + "…" * (len(text) > length)
