"""Words of a name that the Regulations or the guidance on 大、洋、怪、重 speak of: advice with clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.findings import Finding, Severity
from minzheng_core.reference.naming_words import naming_words, words_in
from minzheng_core.registries.place_names.kinds import PlaceKind
from minzheng_core.registries.place_names.naming.structure import ALL_GENERICS

if TYPE_CHECKING:
    from minzheng_core.reference.naming_words import NamingWord, WordClass
    from minzheng_core.registries.place_names.naming.sounds import Reader

CODES: dict[WordClass, str] = {
    "leader": "PN301",
    "person": "PN302",
    "foreign": "PN303",
    "company": "PN304",
    "big": "PN305",
    "capital": "PN305",
    "odd": "PN306",
    "famous_feature": "PN309",
    "heritage_site": "PN309",
}
_DIVISIONS = frozenset({PlaceKind.COUNTY_DIVISION, PlaceKind.TOWNSHIP})
_DIGITS = frozenset("0123456789０１２３４５６７８９")


def word_findings(
    name: str,
    kind: PlaceKind | None,
    *,
    new: bool,
    read: Reader,
    own_words: tuple[NamingWord, ...] = (),
) -> list[Finding]:
    """What the words of a name bring up; *own_words* are the county's, asked before the library's.

    Commemorative names (白求恩) are excepted from the foreign ones. Nothing here is an error: words
    without a special tie to a person or a company are allowed (《实施办法》第三条、第四条).

    >>> from minzheng_core.registries.place_names.naming.sounds import sound_of
    >>> [str(f) for f in word_findings("曼哈顿广场", None, new=True, read=sound_of)]
    ['[PN303] “曼哈顿”是外国人名或地名']
    """
    words = (*own_words, *naming_words())
    hits = list(words_in(name, words, ALL_GENERICS))
    excepted = {hit.word for hit in hits if hit.kind == "commemorative"}
    found = []
    for hit in hits:
        code = CODES.get(hit.kind)
        if code is None or hit.word in excepted:
            continue
        if code == "PN309" and kind not in _DIVISIONS:
            continue
        found.append(_finding(code, hit.word, new=new))
    found += _alike(name, words, read=read, new=new, seen={hit.word for hit in hits})
    if any(c in _DIGITS for c in name) and name[0] in _DIGITS:
        found.append(_finding("PN307", name, new=new))
    return found


def _alike(
    name: str, words: tuple[NamingWord, ...], *, read: Reader, new: bool, seen: set[str]
) -> list[Finding]:
    """Words that count by their sound: 天安门 and 中南海 and what is read like them."""
    wanted = {word.word: read(word.word).plain for word in words if word.where == "sound"}
    return [
        _finding("PN305", name[start : start + len(word)], new=new)
        for word, sound in wanted.items()
        if word not in seen
        for start in range(len(name) - len(word) + 1)
        if read(name[start : start + len(word)]).plain == sound
    ]


def _finding(code: str, actual: str, *, new: bool) -> Finding:
    level = None if new else Severity.NOTICE
    return Finding(code, field="standard_name", actual=actual, level=level)
