"""How the names of townships and villages are written, and how alike two writings are.

The kinds at the end of a village's name change with the time (生产大队、村民委员会、社区居委会) and
say nothing about which village it is; the same characters are written in several ways (冈、岗).
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache

from minzheng_core.reference.character_readings import character_readings
from minzheng_core.reference.name_variants import mapping, radicals
from minzheng_core.reference.tables import rows
from minzheng_core.values.domicile.typos import TELLING, plain_sound, same_sound, sounds

VILLAGE_KINDS = (
    *("社区居民委员会", "嘎查村民委员会", "行政村村民委员会", "居民委员会", "村民委员会"),
    *("村民居委会", "社区居委会", "嘎查委员会", "社区委员会", "村委员会", "居委员会"),
    *("村委会", "居委会", "居民区", "生产大队", "管理区", "行政村", "自然村"),
    *("大队", "社区", "村委", "居委", "嘎查", "村"),
)
"""The kinds at the end of a village's name, the longest first."""
_KIND = re.compile(f"(?:{'|'.join(VILLAGE_KINDS)})$")
KIND_FOLLOWS = re.compile(f"(?:{'|'.join(VILLAGE_KINDS)})+")
UNREADABLE = "〓"
"""Stands for a character that was not written as one: Latin letters, a private-use code point."""
UNREADABLE_PATTERN = (
    "(?:[A-Za-z\u00c0-\u024f]+|[\ue000-\uf8ff\U000f0000-\U0010fffd\ufffd□■?？])[\u3400-\u9fff]"
)
"""Such a character before a Chinese one; for Python's and Rust's engines."""
_LETTERS = re.compile(UNREADABLE_PATTERN.replace(")[", ")(?=[") + ")")
_LEAST = 2


class Likeness(StrEnum):
    """How what is written is like a name (写法与标准名称的关系); the first is the best."""

    EXACT = "exact"
    """相同 — the standard name."""
    KIND = "kind"
    """通名不同 — another or no kind at the end: 公社, 大队, 村委会."""
    VARIANT = "variant"
    """异体 — another shape of a character: 冈 and 岗, traditional, compatibility radicals."""
    SOUND = "sound"
    """同音 — one character of the same sound."""
    UNREADABLE = "unreadable"
    """残缺 — one character was not written as one."""
    SLIP = "slip"
    """一字之差 — one character wrong, missing, too many or exchanged."""

    @property
    def rank(self) -> int:
        """The lower the more alike."""
        return _RANKS[self]


_RANKS = {like: rank for rank, like in enumerate(Likeness)}


@cache
def shapes() -> dict[int, str]:
    """Every character that is another shape of one, by code point, with the one that stands for all."""
    known = dict(mapping("traditional", "variant", "merged")) | dict(radicals())
    own = {row[0]: row[1] for row in rows("place_name_variants.csv")}
    return {ord(c): own.get(key, key) for c, key in known.items()} | {
        ord(c): key for c, key in own.items()
    }


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The characters as they are looked up: one shape for all that stand for each other.

    >>> fold("古龙岗镇") == fold("古龍冈镇"), fold("里垇村") == fold("里坳村")
    (True, True)
    """
    return text.translate(shapes())


@lru_cache(maxsize=65536)
def village_stem(name: str) -> str:
    """The name of a village without its kinds, whatever they were at the time.

    >>> [village_stem(n) for n in ("白石村村民委员会", "白石大队", "背街居委会", "东村", "振兴社区")]
    ['白石', '白石', '背街', '东村', '振兴']
    """
    while True:
        bare = _KIND.sub("", name)
        if len(bare) < _LEAST or bare == name:
            return name
        name = bare


def readable(text: str) -> str:
    r"""*text* with one sign for each character that is none.

    >>> readable("长shan村"), readable("高\ue170村")
    ('长〓村', '高〓村')
    """
    return _LETTERS.sub(UNREADABLE, text)


def letters_in(text: str) -> str:
    """The Latin letters that stand for the first character that is none, empty without any.

    >>> letters_in("长shan村"), letters_in("长山村")
    ('shan', '')
    """
    found = _LETTERS.search(text)
    return found[0].lower() if found and found[0].isascii() and found[0].isalpha() else ""


def may_be_spelt(letters: str, char: str) -> bool:
    """Whether *letters* may spell *char*, by any of its readings.

    >>> may_be_spelt("shan", "山"), may_be_spelt("shan", "塘"), may_be_spelt("zhang", "长")
    (True, False, True)
    """
    return plain_sound(letters) in _sounds_of(char)


def is_syllable(letters: str) -> bool:
    """Whether *letters* spell any character.

    >>> is_syllable("shan"), is_syllable("lv"), is_syllable("x")
    (True, True, False)
    """
    return plain_sound(letters.replace("v", "u")) in _syllables()


@cache
def _syllables() -> frozenset[str]:
    return frozenset(sounds().values())


@lru_cache(maxsize=4096)
def _sounds_of(char: str) -> frozenset[str]:
    """What the readings of a character sound like, ü as it is typed (v) and without its dots."""
    known = {sounds()[char]} if char in sounds() else set()
    for reading in character_readings().get(char, ()):
        bare = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
        typed = "".join(c for c in bare if not unicodedata.combining(c))
        known |= {plain_sound(typed), plain_sound(typed.replace("v", "u"))}
    return frozenset(known)


def likeness(written: str, name: str) -> Likeness | None:
    """How *written* is like *name*, ``None`` if it can hardly mean it.

    >>> likeness("古龙岗", "古龙冈").value, likeness("敛江", "潋江").value, likeness("白石", "白古").value
    ('variant', 'sound', 'slip')
    >>> likeness("上村", "下村"), likeness("兴国", "于都")
    (None, None)
    """
    if written == name:
        return Likeness.EXACT
    one, other = fold(written), fold(name)
    if one == other:
        return Likeness.VARIANT
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < _LEAST:
        return None
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        gone = any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
        return Likeness.SLIP if gone and len(shorter) >= _LEAST else None
    apart = [i for i in range(len(one)) if one[i] != other[i]]
    if len(apart) == 1:
        return _one_apart(one[apart[0]], other[apart[0]])
    if len(one) > _LEAST and any(
        one[:i] + one[i + 1] + one[i] + one[i + 2 :] == other for i in apart[:1]
    ):
        return Likeness.SLIP
    return None


def _one_apart(written: str, meant: str) -> Likeness | None:
    if UNREADABLE in {written, meant}:
        return Likeness.UNREADABLE
    if any(written in words and meant in words for words in TELLING):
        return None
    return Likeness.SOUND if same_sound(written, meant) else Likeness.SLIP
