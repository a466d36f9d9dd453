"""What is left to judgement where the caller does not say: the kind of place, a foreign sound."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import inf

from minzheng_core.reference.place_spelling import (
    MinoritySpelling,
    place_generics,
    place_readings,
    transcription_weights,
    transcription_words,
)
from minzheng_core.registries.place_names.spelling.divisions import (
    bare_divisions,
    minority,
    whole_division,
)
from minzheng_core.registries.place_names.spelling.kinds import Kind
from minzheng_core.registries.place_names.spelling.pieces import (
    MODIFIERS,
    generic_at_end,
    peoples_at_end,
)
from minzheng_core.registries.place_names.spelling.townships import bare_township, whole_township

_COMMITTEES = ("委员会", "村委会", "居委会", "社区", "嘎查")
_CITIES = ("市", "州")
_TAIWAN = frozenset(
    {"台北市", "新北市", "桃园市", "台中市", "台南市", "高雄市", "基隆市", "新竹市", "嘉义市"}
)
"""Cities of Taiwan, of which the lists of divisions name the province alone."""
_TOWNSHIPS = ("镇", "乡")
_LISTED = (*_TOWNSHIPS, "街道")
_BANNERS = ("旗", "盟")
"""Every one is listed; what else ends so is a village of the bannermen (西二旗) or something else."""
_PARTS = ("场", "处", "店", "会", "部", "行", "社", "所")
"""Endings of institutions that in short names are oftener part of a settlement's (周口店)."""
_SHORT = 4
_NUMERALS = "一二三四五六七八九十百廿卅"
"""With 里 after them they are a distance, by which a settlement is called, with 环 a ring road."""
_ESTATE = re.compile(f".{{2,}}[{_NUMERALS}]区")
"""A numbered part of an estate (和平里七区): districts are not counted so."""
_RANGES = frozenset({"秦岭", "南岭"})
"""Ranges of several provinces, where others of such an ending are oftener settlements (杨岭)."""
_FEATURES = frozenset("山峰峡湖江河海岛屿")
"""Endings of natural features by which they go also where a township has taken the name."""
_OF_AREAS = frozenset({"division", "natural"})
_ORDER = (
    ("street", Kind.STREET),
    ("institution", Kind.INSTITUTION),
    ("facility", Kind.FACILITY),
    ("building", Kind.BUILDING),
    ("sight", Kind.SIGHT),
    ("natural", Kind.NATURAL),
)

_ALWAYS, _NEVER = -inf, inf
_AREAS = {
    "54": _ALWAYS,
    **dict.fromkeys((*(f"51332{last}" for last in range(5, 10)), "51333"), -15),
    **dict.fromkeys(("6326", "6327", "632323", "632324"), -15),
    **dict.fromkeys(("6530", "6531", "6532"), -10),
    **dict.fromkeys(("5133", "6323", "6325"), -3),
    **dict.fromkeys(("15", "63", "65", "5132", "5334", "6230"), 0),
    **dict.fromkeys(("210921", "211324", "220721", "230624", "513422"), 0),
    **dict.fromkeys(("620623", "620721", "620923", "620924"), 0),
    **dict.fromkeys(("2113", "220821", "220822"), 12),
}
"""Where names are transcriptions of Mongol, Uygur, Kazak, Kirgiz or Tibetan ones, by the beginning of the
code, and the mean weight of the characters above which one is taken for that: all (-inf), nearly all, many."""
_AROUND = frozenset(area[:n] for area in _AREAS for n in range(len(area) + 1))
"""Regions that such an area is in."""
_OPEN = 10
"""That mean weight where the place may be such an area or not."""
_LEAST = 3
"""As many characters such a name has at least to be told where its place is not known."""
_OPEN_SHORT = 17
"""That mean weight for one of two characters, of a natural feature."""


def kind_of(name: str) -> tuple[Kind, bool]:
    """The kind that a name most likely is of, and whether that is beyond doubt.

    >>> kind_of("兴国县"), kind_of("盩厔县"), kind_of("西二旗")
    ((<Kind.DIVISION: 'division'>, True), (<Kind.DIVISION: 'division'>, False), (<Kind.SETTLEMENT: 'settlement'>, False))
    >>> kind_of("十三里")
    (<Kind.SETTLEMENT: 'settlement'>, False)
    """
    people = peoples_at_end(name, short=False)
    if people and people[0].start == 0:
        return Kind.DIVISION, True
    divided = generic_at_end(name, frozenset({"division"}))
    town = divided and _ends_in_township(name) and not name.endswith("社区")
    if whole_division(name) or town or name in _TAIWAN:
        return Kind.DIVISION, True
    if tabled := minority(name, ""):
        return _kind_of_tabled(tabled, name), True
    if name.endswith(_COMMITTEES):
        return Kind.VILLAGE, True
    if name in _RANGES:
        return Kind.NATURAL, False
    if name.endswith("坊") and name.endswith(_workshops()):
        return Kind.SETTLEMENT, False
    if name.endswith("里") and not name[:-1].strip(_NUMERALS):
        return Kind.SETTLEMENT, False
    if len(name) > 1 and name[-2] in _NUMERALS and name.endswith("环"):
        return Kind.STREET, False
    if name.endswith("村"):
        return (Kind.VILLAGE if len(name) > 2 else Kind.SETTLEMENT), False
    if name.endswith((*_CITIES, *_BANNERS)) or (name.endswith(_TOWNSHIPS) and len(name) < 3):
        return Kind.SETTLEMENT, False
    known = place_generics()
    ends = (name[-length:] for length in range(min(_longest(), len(name) - 1), 0, -1))
    best = next((end for end in ends if end in known), "")
    if _ESTATE.fullmatch(name):
        return Kind.BUILDING, False
    if divided and len(divided.name) >= len(best):
        return Kind.DIVISION, len(divided.name) > 1
    if not best:
        return Kind.SETTLEMENT, not (name.endswith("水") and len(name) == len("澧水"))
    part = best in _PARTS and len(name) <= _SHORT
    if part or (best[-1] not in _FEATURES and _of_division(name)):
        return Kind.SETTLEMENT, False
    classes = known[best].classes
    return _built(classes), False


def _built(classes: frozenset[str]) -> Kind:
    return next((kind for word, kind in _ORDER if word in classes), Kind.SETTLEMENT)


def _ends_in_township(name: str) -> bool:
    """Whether it is a township of the list, by itself or after its county: 大足区万古镇 is no 古镇."""
    if whole_township(name):
        return True
    starts = range(2, len(name) - 2) if name.endswith(_LISTED) else ()
    return any(whole_division(name[:at]) and whole_township(name[at:]) for at in starts)


@cache
def _workshops() -> tuple[str, ...]:
    """What 坊 is a workshop in, and no lane: 油坊, 酒坊."""
    rows = place_readings()
    return tuple(r.name for r in rows if r.name[-1] == "坊" and r.syllables[-1] == "fáng")


@cache
def _longest() -> int:
    return max(map(len, place_generics()))


def _kind_of_tabled(row: MinoritySpelling, name: str) -> Kind:
    """What a name with a tabled spelling is: by its generic, a natural feature where no other is tabled."""
    rest = name.removeprefix(row.stem)
    if rest in place_generics() and not place_generics()[rest].classes & _OF_AREAS:
        return _built(place_generics()[rest].classes)
    generics = (rest,) if rest else row.generics
    classes = [place_generics()[g].classes if g in place_generics() else () for g in generics if g]
    return Kind.NATURAL if all("natural" in known for known in classes) else Kind.DIVISION


def _of_division(name: str) -> bool:
    """Whether it is the name of a division or township without its generic (海淀, 虎门)."""
    return name in bare_divisions() or bare_township(name)


COINED = (
    "东风",
    "东方红",
    "光明",
    "和平",
    "团结",
    "向阳",
    "国庆",
    "幸福",
    "建设",
    "开发",
    "振兴",
    "文化",
    "新华",
    "新建",
    "新民",
    "新生",
    "星火",
    "曙光",
    "朝阳",
    "民主",
    "民族",
    "永红",
    "永胜",
    "前进",
    "红光",
    "红旗",
    "红卫",
    "红星",
    "胜利",
    "解放",
    "跃进",
    "进步",
    "长征",
    "青年",
    "卫东",
    "卫星",
    "友谊",
    "八一",
    "五一",
    "五四",
    "七一",
    "人民",
    "英雄",
)
"""Words of the new China with which villages and streets are named everywhere; no transcriptions."""
PASTORAL = ("苏木", "嘎查", "诺尔", "淖尔", "错")
"""Generics of Mongol divisions and lakes, and of Tibetan lakes."""
_PASTORAL = -16
_LAMASERY = "召"
"""A Mongol lamasery (juu), after which settlements of Inner Mongolia are named: 五当召."""
_MONGOLIA = "15"
_NATURAL = frozenset({"natural"})
_TELLING = 20
"""The weight of a character that is hardly in Chinese names, one of which a short transcription has."""
_TRANSCRIBED = frozenset(
    f"{name}zu"
    for name in ("Mongol", "Zang", "Uygur", "Kazak", "Kirgiz", "Tajik", "Ewenki", "Oroqen", "Daur")
)
"""Peoples whose names are transcribed from their own script, as their townships are called."""


@lru_cache(maxsize=4096)
def transcription_bounds(region: str, *, pastoral: bool = False) -> tuple[float, int]:
    """The mean weight of characters above which a name in *region* is a transcription, and its least length.

    *pastoral* says that the name has a Mongol or Tibetan generic, see :data:`PASTORAL`.

    >>> transcription_bounds("150102"), transcription_bounds("360732"), transcription_bounds("")
    ((0, 1), (inf, 1), (10, 3))
    >>> transcription_bounds("150102", pastoral=True)
    (-16, 1)
    """
    if pastoral:
        return _PASTORAL, 1
    here = [_AREAS[region[:n]] for n in range(2, len(region) + 1) if region[:n] in _AREAS]
    if here:
        return min(here), 1
    return (_OPEN, _LEAST) if region in _AROUND else (_NEVER, 1)


def sounds_foreign(
    stem: str, region: str, *, generic: str = "", people: str = "", feature: bool = False
) -> bool:
    """Whether a specific is likely the Chinese writing of a name in a minority language.

    *generic* follows it, *people* is that whose township it is, as it is spelled, and *feature* says that
    it names a natural feature, of which more have kept their first names.

    >>> sounds_foreign("阿克塔木", "653122"), sounds_foreign("长冈", "360732")
    (True, False)
    >>> sounds_foreign("嘎什根", "220882"), sounds_foreign("嘎什根", "220882", people="Mongolzu")
    (False, True)
    """
    bound, least = transcription_bounds(region, pastoral=generic.startswith(PASTORAL))
    if people and f"{people.removesuffix('zu')}zu" in _TRANSCRIBED:
        bound, least = min(bound, 0), 1
    if feature and least == _LEAST == len(stem) + 1:
        bound, least = _OPEN_SHORT, len(stem)
    if bound == _NEVER or stem.startswith(COINED):
        return False
    return transcribed(stem, bound, least) or transcribed_in_part(stem, region, bound, least)


def transcribed(stem: str, bound: float = 0, least: int = 1) -> bool:
    """Whether the characters of a specific are on the whole those of transcriptions.

    >>> transcribed("乌拉"), transcribed("长冈")
    (True, False)
    """
    weights = transcription_weights()
    heavy = sum(weights.get(char, 0) for char in stem) > bound * len(stem)
    return len(stem) >= least and heavy


@lru_cache(maxsize=65536)
def transcribed_in_part(stem: str, region: str, bound: float, least: int) -> bool:
    """Whether a specific has a word of another language in it, or is a transcription but for what is Chinese.

    That is a modifier before it, and the generic of a feature after which a division is named: 卓资山.

    >>> transcribed_in_part("耗赖山", "150125", 0, 1), transcribed_in_part("树林召", "150621", 0, 1)
    (True, True)
    >>> transcribed_in_part("查干", "", 10, 3), transcribed_in_part("青龙山", "150525", 0, 1)
    (True, False)
    """
    if any(word in stem for word in transcription_words()):
        return True
    if stem.endswith(_LAMASERY) and region.startswith(_MONGOLIA) and len(stem) > 1:
        return True
    bare = stem[1:] if stem[:1] in MODIFIERS else stem
    generic = generic_at_end(bare, _NATURAL, least=2)
    bare = bare.removesuffix(generic.name) if generic else bare
    if len(bare) < len("卓资") or bare == stem or not transcribed(bare, bound, least):
        return False
    return bound < 0 or max(transcription_weights().get(char, 0) for char in bare) >= _TELLING
