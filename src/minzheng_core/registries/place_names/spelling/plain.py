"""A spelling without what signs, lists and the national database write differently."""

from __future__ import annotations

import re
import unicodedata

_SYLLABLE = re.compile(
    "[bpmfdtnlgkhjqxrzcsyw]?h?[aeiouüê]+(?:ng(?![aeiouüê])|n(?![aeiouüê])|r(?![aeiouüê]))?|[0-9]+|[a-z]+"
)
_TONES = "\u0304\u0301\u030c\u0300"
"""The marks of the four tones in their order; a syllable without one comes last, as 现代汉语词典 has it."""
_KEPT = {"\u0308", "\u0302"}
"""Marks that belong to a letter: ü, ê."""


def plain_spelling(text: str) -> str:
    """A spelling without tones, blanks, capitals and apostrophes; ü stays.

    It is what the national database counts same-sounding names by.

    >>> plain_spelling("Cháng'ān Jiē"), plain_spelling("Lǜchūn Xiàn")
    ('changanjie', 'lüchunxian')
    """
    kept = unicodedata.normalize("NFD", text.lower())
    bare = "".join(c for c in kept if c.isalnum() or c == "\u0308")
    return unicodedata.normalize("NFC", bare)


def dictionary_order(name: str, spelling: str) -> tuple[tuple[str, int, str], ...]:
    """What names are put in the order of a dictionary by: character by character, syllable then tone.

    So 长山 stands with the other names in 长, behind all in 茶, and 陈 before 城; by letters alone they
    would mix. Names without a spelling come last.

    >>> told = [("茶石", "Cháshí"), ("长保", "Chángbǎo"), ("茶岭", "Chálǐng"), ("厂前", "Chǎngqián"), ("石浒", "")]
    >>> [name for name, _ in sorted(told, key=lambda one: dictionary_order(*one))]
    ['茶岭', '茶石', '长保', '厂前', '石浒']
    """
    if not spelling:
        return (("~", 0, name),)
    letters: list[str] = []
    marks: list[int] = []
    for sign in unicodedata.normalize("NFD", spelling.lower()):
        if sign in _KEPT and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + sign)
        elif sign in _TONES and letters:
            marks[-1] = _TONES.index(sign) + 1
        else:
            letters.append(sign)
            marks.append(0)
    found = [
        (match[0], max(marks[match.start() : match.end()]) or len(_TONES) + 1)
        for match in _SYLLABLE.finditer("".join(letters))
    ]
    characters = name if len(name) == len(found) else " " * len(found)
    return tuple(
        (syllable, tone, character)
        for (syllable, tone), character in zip(found, characters, strict=True)
    )
