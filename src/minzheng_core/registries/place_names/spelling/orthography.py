"""How syllables become written words: tone marks, capitals, the apostrophe, ü, the end of a line.

Everything here is letters only; which syllable a character has is decided elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARKED = {
    "āáǎà": "a", "ēéěè": "e", "īíǐì": "i", "ōóǒò": "o", "ūúǔù": "u", "ǖǘǚǜ": "ü", "ńňǹ": "n",
    "ḿ": "m", "êếềẾỀ": "e",
}  # fmt: skip
_PLAIN = str.maketrans(
    {
        letter: base
        for letters, base in _MARKED.items()
        for both in (letters, letters.upper())
        for letter, base in zip(both, (base if both == letters else base.upper()) * 9, strict=False)
    }
    | {"Ê": "E", "Ế": "E", "Ề": "E"}
)
_OPEN = re.compile("[aoeāáǎàēéěèōóǒòê]")
_TONE = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếề]", re.IGNORECASE)
HYPHEN = "-"
APOSTROPHE = "'"


def plain(text: str) -> str:
    """*text* without tone marks; ü stays.

    >>> plain("Lüèyáng Xiàn"), plain("Xigazê Shì")
    ('Lüeyang Xian', 'Xigaze Shi')
    """
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def has_tones(text: str) -> bool:
    """Whether *text* carries any tone mark.

    >>> has_tones("Xīng"), has_tones("Lüeyang")
    (True, False)
    """
    return _TONE.search(text) is not None


def opens_with_vowel(syllable: str) -> bool:
    """Whether a syllable begins with a, o or e and so needs the apostrophe inside a word.

    >>> opens_with_vowel("ān"), opens_with_vowel("wàn")
    (True, False)
    """
    return _OPEN.match(syllable) is not None


def word(syllables: Iterable[str]) -> str:
    """One written word: joined, the apostrophe before a, o, e, the first letter a capital.

    1984 rules, items 10 and 11: the apostrophe stands always, not only where it is ambiguous.

    >>> word(["xī", "ān"]), word(["tiān", "é"]), word(["pén", "r"])
    ("Xī'ān", "Tiān'é", 'Pénr')
    """
    written = ""
    for syllable in syllables:
        written += APOSTROPHE + syllable if written and opens_with_vowel(syllable) else syllable
    return written[:1].upper() + written[1:]


def shown(text: str, *, tones: bool = True, capitals: bool = False, umlaut: str = "ü") -> str:
    """A toned spelling in another dress.

    Args:
        text: the toned spelling.
        tones: with tone marks; special cases may leave them out (1984 rules, item 9).
        capitals: capitals throughout, as on signs (item 10).
        umlaut: what stands for ü: ``ü``, or ``v``, ``u``, ``yu`` for systems that have no ü.
            Without tones only: tone marks cannot stand on a letter that is replaced.

    >>> shown("Lüèyáng Xiàn", tones=False, umlaut="u"), shown("Xī'ān Shì", tones=False, capitals=True)
    ('Lueyang Xian', "XI'AN SHI")
    """
    if not tones:
        text = plain(text)
    if umlaut != "ü":
        text = text.replace("ü", umlaut).replace("Ü", umlaut.capitalize())
    return text.upper() if capitals else text


def broken(words: Sequence[Sequence[str]], width: int) -> list[str]:
    """Lines of at most *width* letters, cut between words or by syllable with a hyphen (item 13).

    *words* are the written parts of every word: its syllables, or one part where it has none. An
    apostrophe at the cut is left out, the hyphen does its work. A syllable wider than the line
    stands alone.

    >>> broken([["Hǎi", "nán"], ["Dǎo"]], 8), broken([["Hǎi", "nán"], ["Dǎo"]], 6)
    (['Hǎinán', 'Dǎo'], ['Hǎinán', 'Dǎo'])
    >>> broken([["Xīng", "guó"], ["Xiàn"]], 6)
    ['Xīng-', 'guó', 'Xiàn']
    """
    lines = [""]
    for parts in words:
        space = " " if lines[-1] else ""
        if len(lines[-1] + space + "".join(parts)) <= width:
            lines[-1] += space + "".join(parts)
            continue
        for number, part in enumerate(parts):
            last = number == len(parts) - 1
            room = width - len(lines[-1]) - (0 if last else len(HYPHEN))
            space = " " if lines[-1] and number == 0 else ""
            if len(space + part) <= room:
                lines[-1] += space + part
            else:
                if number and lines[-1]:
                    lines[-1] += HYPHEN
                lines += [part.removeprefix(APOSTROPHE)] if lines[-1] else []
                lines[-1] = part.removeprefix(APOSTROPHE)
    return lines
