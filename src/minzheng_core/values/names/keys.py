"""Keys under which names meet: by variant characters, by sound, by local sound (姓名匹配键).

Keys are for finding and comparing only; a written name is never replaced by one. The reading of a
surname comes from the table of surnames, that of a given name from the first reading of each
character. Southern dialects (Gan, Hakka) merge n/l, h/f, flat and curled tongue, and the endings
-n and -ng after i and e.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

from attrs import frozen

from minzheng_core.reference.character_readings import character_readings
from minzheng_core.reference.name_variants import mapping, surnames
from minzheng_core.values.names.reading import simplified, split
from minzheng_core.values.names.writing import UNRESOLVED

_DROPPED = re.compile(r"[\s·.'’‘`\-]+")
_UNKNOWN = re.compile(f"[{UNRESOLVED}]")


class _Readings(dict[str, str]):
    """Character → toneless syllable with ``v`` for ü; other characters read as themselves."""

    def __missing__(self, char: str) -> str:
        known = character_readings().get(char)
        reading = _toneless(known[0]) if known else char.casefold()
        self[char] = reading
        return reading


def _toneless(reading: str) -> str:
    plain = unicodedata.normalize("NFD", reading).replace("u\u0308", "v").replace("ê", "e")
    return "".join(c for c in plain if not unicodedata.combining(c))


_READINGS = _Readings()


@cache
def _usual() -> dict[int, str]:
    """Every shape of a character to its usual one, for :meth:`str.translate`."""
    return {ord(char): key for char, key in mapping("traditional", "merged", "variant").items()}


@cache
def _surname_sounds() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Readings of single surnames, and of compound ones spelled by syllable, by first character."""
    single: dict[str, str] = {}
    compound: dict[str, list[tuple[str, str]]] = {}
    for name, entry in surnames().items():
        if len(name) == 1:
            single[name] = entry.reading
        else:
            compound.setdefault(name[0], []).append((name, entry.reading))
    return single, compound


def syllables(text: str) -> str:
    """The toneless first reading of each character by itself, parted by spaces.

    >>> syllables("身分证") == syllables("身份证")
    True
    """
    return " ".join(map(_READINGS.__getitem__, text))


def same_key(name: str) -> str:
    """The key of names that differ only in traditional and simplified writing.

    >>> same_key("劉蘭英"), same_key("赖昇")
    ('刘兰英', '赖昇')
    """
    return name.translate(simplified())


def variant_key(name: str) -> str:
    """The key of names that may be one: variant characters, second scheme, no separators.

    >>> variant_key("萧建国"), variant_key("锺愛華"), variant_key("买买提·吐尔逊")
    ('肖建国', '钟爱华', '买买提吐尔逊')
    """
    key = name.translate(_usual())
    if not key.isalpha() or key.isascii():
        key = _DROPPED.sub("", key).casefold()
    head = mapping("second-scheme", "lookalike").get(key[:1])
    return head + key[1:] if head is not None and len(key) <= 4 else key


def pinyin_key(name: str) -> str:
    """Toneless syllables, parted by spaces, with the surname read as a surname.

    >>> pinyin_key("曾庆红"), pinyin_key("尉迟恭"), pinyin_key("王胜利") == pinyin_key("王圣利")
    ('zeng qing hong', 'yuchi gong', True)
    """
    single, compound = _surname_sounds()
    key = name.translate(_usual())
    if not key.isalpha() or key.isascii():
        key = _DROPPED.sub(" " if key.isascii() else "", key).strip()
    first = key[:1]
    if first in compound and (surname := split(key)[0]) and len(surname) > 1:
        reading = surnames()[surname].reading
        return " ".join([reading, *map(_READINGS.__getitem__, key[len(surname) :])])
    if len(key) <= 4 and first in single:
        return " ".join([single[first], *map(_READINGS.__getitem__, key[1:])])
    return key.casefold() if key.isascii() else syllables(key)


def given_keys(given: str) -> tuple[str, str]:
    """Both keys of a given name by itself: what :func:`variant_key` and :func:`pinyin_key` make of it.

    >>> given_keys("國")
    ('国', 'guo')
    """
    key = given.translate(_usual())
    return key, syllables(key)


_F_FOR_H = {
    "hu": "fu",
    "hua": "fa",
    "huai": "fai",
    "huan": "fan",
    "huang": "fang",
    "hui": "fei",
    "hun": "fen",
    "huo": "fo",
}


@cache
def _local(syllable: str) -> str:
    """A syllable as Gan and Hakka speakers may merge it."""
    if not syllable.isascii():
        return syllable
    syllable = _F_FOR_H.get(syllable, syllable)
    if syllable[:2] in {"zh", "ch", "sh"}:
        syllable = syllable[0] + syllable[2:]
    if syllable[0] == "n":
        syllable = "l" + syllable[1:]
    if syllable.endswith(("ing", "eng")):
        syllable = syllable[:-1]
    return syllable


def dialect_key(name: str) -> str:
    """The pinyin key with the merges of Gan and Hakka speech.

    >>> dialect_key("刘黄英") == dialect_key("牛方因")
    True
    """
    return dialect_of(pinyin_key(name))


def dialect_of(pinyin: str) -> str:
    """The local key that belongs to a pinyin key."""
    return " ".join(map(_local, pinyin.split(" "))) if pinyin else ""


@frozen
class NameRelation:
    """How two names stand to each other, and why (姓名比对结果)."""

    kind: Literal["same", "possible", "homophone", "different"]
    reason: str
    """``identical``, ``traditional``, ``separator``, ``variant``, ``second-scheme``, ``lookalike``,
    ``unresolved-character``, ``alias``, ``sound``, ``dialect`` or ``none``."""


def compare_names(a: str, b: str) -> NameRelation:
    """Compare two names as written; homophones are the weakest of the findings in favour.

    >>> compare_names("劉蘭英", "刘兰英").kind, compare_names("赖昇", "赖升").kind
    ('same', 'possible')
    >>> compare_names("肖建国", "萧建国"), compare_names("王胜利", "王圣利").kind
    (NameRelation(kind='possible', reason='second-scheme'), 'homophone')
    """
    if a == b:
        if _UNKNOWN.search(a):
            return NameRelation("possible", "unresolved-character")
        return NameRelation("same", "identical")
    one, other = same_key(a), same_key(b)
    if one == other and not _UNKNOWN.search(one):
        return NameRelation("same", "traditional")
    if _DROPPED.sub("", one).casefold() == _DROPPED.sub("", other).casefold():
        return NameRelation("possible", "separator")
    if _fits(one, other):
        return NameRelation("possible", "unresolved-character")
    if variant_key(a) == variant_key(b):
        alike = one.translate(_usual())[:1] == other.translate(_usual())[:1]
        return NameRelation("possible", "variant" if alike else _surname_reason(one[:1], other[:1]))
    sound, other_sound = pinyin_key(a), pinyin_key(b)
    if sound and sound.replace(" ", "") == other_sound.replace(" ", ""):
        return NameRelation("homophone", "sound")
    if sound and dialect_of(sound) == dialect_of(other_sound):
        return NameRelation("homophone", "dialect")
    return NameRelation("different", "none")


def _fits(a: str, b: str) -> bool:
    """Whether both are equal but for characters that could not be typed."""
    if len(a) != len(b) or not (_UNKNOWN.search(a) or _UNKNOWN.search(b)):
        return False
    known = [
        (x, y) for x, y in zip(a, b, strict=True) if not (_UNKNOWN.match(x) or _UNKNOWN.match(y))
    ]
    return bool(known) and all(x == y for x, y in known)


def _surname_reason(a: str, b: str) -> str:
    second = mapping("second-scheme")
    return "second-scheme" if a in second or b in second else "lookalike"
