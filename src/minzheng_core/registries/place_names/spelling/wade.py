"""What a syllable looks like in Wade-Giles without its signs, to know such a spelling again (PS208)."""

from __future__ import annotations

import re

from minzheng_core.registries.place_names.spelling.orthography import plain

_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu",
    "er": "erh", "e": "o", "you": "yu", "yan": "yen", "ye": "yeh", "yue": "yueh", "yuan": "yuan",
    "yi": "i", "yong": "yung", "ge": "ko", "ke": "ko", "he": "ho",
}  # fmt: skip
_INITIALS = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("p", "p"), ("d", "t"), ("t", "t"), ("g", "k"),
    ("k", "k"), ("j", "ch"), ("q", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j"),
)  # fmt: skip
_FINALS = {
    "ong": "ung", "iong": "iung", "ian": "ien", "ie": "ieh", "üe": "ueh", "ue": "ueh", "e": "e",
    "uo": "o", "ui": "ui", "iu": "iu", "ü": "u", "üan": "uan", "ün": "un",
}  # fmt: skip
_SPELLED = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)")


def wade_giles(syllable: str) -> str:
    """A syllable of Hanyu Pinyin in Wade-Giles letters, without apostrophes, hyphens and dots.

    >>> [wade_giles(one) for one in ("zhōng", "běi", "táng", "xī", "guì")]
    ['chung', 'pei', 'tang', 'hsi', 'kuei']
    """
    bare = plain(syllable).lower()
    if bare in _WHOLE:
        return _WHOLE[bare]
    match = _SPELLED.fullmatch(bare)
    if match is None:
        return bare
    initial, final = match.groups()
    first = dict(_INITIALS).get(initial, initial)
    if initial in {"g", "k"} and final == "ui":
        return f"{first}uei"
    if initial in {"d", "t", "z", "c", "zh", "ch", "r", "l", "n", "s"} and final == "e":
        return f"{first}e"
    if initial in {"g", "k", "h", "sh"} and final == "uo":
        return f"{first}uo"
    return first + _FINALS.get(final, final)


def is_wade_giles(letters: str, syllables: list[str]) -> bool:
    """Whether *letters*, without signs, are these syllables in Wade-Giles and no Pinyin of theirs.

    >>> is_wade_giles("chungshan", ["zhōng", "shān"]), is_wade_giles("lishan", ["lí", "shān"])
    (True, False)
    """
    old = "".join(map(wade_giles, syllables))
    return letters == old != re.sub("ü", "u", plain("".join(syllables)).lower())
