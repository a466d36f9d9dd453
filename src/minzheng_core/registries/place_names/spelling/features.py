"""Natural features, facilities, sights, buildings and institutions cut into words.

1984 rules, items 1, 2, 4 and 14 to 17. A generic of one syllable in the name of an institution
takes its modifier (拖拉机厂); what cannot be told apart is joined.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.reference.place_spelling import PlaceGeneric, place_generics
from minzheng_core.registries.place_names.spelling.divisions import (
    bare_divisions,
    cut_division,
    cut_village,
    minority,
    tabled_specific,
    whole_division,
)
from minzheng_core.registries.place_names.spelling.numerals import (
    code_in_figures,
    ordinal_before_generic,
)
from minzheng_core.registries.place_names.spelling.pieces import (
    Cut,
    Piece,
    coded,
    generic_at_end,
    of_generic,
    peoples_at_end,
)
from minzheng_core.registries.place_names.spelling.result import Role
from minzheng_core.registries.place_names.spelling.townships import bare_township, whole_township
from minzheng_core.values.numerals import to_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

_NATURAL = frozenset({"natural"})
_BUILT = frozenset({"facility", "sight", "building", "institution", "natural"})
_VISITED = frozenset({"sight", "natural"})
"""What a division may have its name from: 岳阳楼区, 嘉峪关市."""
_WATER = frozenset({"河", "江", "湖", "渠", "运河"})
_HEIGHTS = ("高地", "峰")
"""What is called by its height (1984 rules, item 7): 1203高地, 1718峰."""
_JOINING = frozenset("新老旧故减引支")
"""Modifiers that join the generic of a water: 潮白新河 is 潮白 + 新河."""
_LONGEST_DIVISION = 15
_SIZES = frozenset("大小新老旧")
"""Modifiers that join a generic of two syllables: 京杭大运河 is 京杭 + 大运河."""
_HOUSING = frozenset({"building"})
_PART = re.compile(
    "(?P<base>.{2,}?)(?P<side>[东西南北中前后])?(?P<number>[一二三四五六七八九十]+|[0-9]+)(?:里|区|期|村|院|条)"
    "|(?P<named>.{2,})(?P<joined>[东西南北中前后])里"
)
"""Numbered parts of estates, and 里 with the side that it lies on."""
_TOMBS = re.compile(
    "(?P<dynasty>[秦汉唐宋明清])"
    "(?:[东西永福昭孝长定泰景裕献庆茂康思显祖乾阳霸杜安渭延义平惠桥建崇]|[一二三四五六七八九十]{2,})陵"
)
"""Tombs of a dynasty: the generic of one syllable takes its modifier (明孝陵, 清东陵, 明十三陵)."""
_NUMBERED = re.compile("(?P<place>.{2,4})?(?P<number>第[〇零一二三四五六七八九十]++)(?P<work>.+)")
"""An institution that is told apart by its number, and what it does: 第一 + 机床 (厂)."""
_COUNTS = frozenset("第一二三四五六七八九十百")
_AND_MODIFIER = 3
"""Characters of a name of two with a modifier after it."""
_ENDS = frozenset("省市县区旗州盟山江河湖海岛")
"""With what a division's name goes on as another name: 黄山 in 黄山市, 长江 in 长江口."""
_NAME_GOES_ON = _ENDS | frozenset("里门")
"""So does the name of a place on a street or at a gate: 和平里 in 和平里北街."""
_LONG = 4
"""Characters of a specific that are seldom one word."""
_OF_SETTLEMENTS = frozenset("坡沟口坪坝岩塘冲坳岗园")
"""Generics of features with which settlements' names end: the memorial 西柏坡 stands in a village so called."""
_ORGANISED = frozenset({"institution"})
_STATION = "站"
_WIDER = frozenset({"中国", "东北", "华北", "华东", "华中", "华南", "西北", "西南", "中南"})
"""Areas of several provinces that stand before a name as divisions do."""
_RIVERS = (
    *("长江", "黄河", "珠江", "淮河", "汉江", "湘江", "赣江", "闽江", "岷江", "怒江"),
    *("钱塘江", "黄浦江", "松花江", "嘉陵江", "金沙江", "澜沧江"),
)
_CROSSINGS = ("桥", "隧道")
_ORGANISATIONS = (
    "局",
    "大学",
    "学院",
    "中学",
    "小学",
    "学校",
    "医院",
    "科学院",
    "公司",
    "集团",
    "政府",
    "银行",
)
_ATTACHED = "附属"
"""What stands between an organisation and the part of it that has a name of its own."""
_GOES_ON = frozenset("生城路街园村")
"""With these an organisation's name goes on as another word: 大学生, 大学城."""
_SIDES = frozenset("东西南北中")


def cut_natural(name: str, region: str = "") -> Cut:
    """A natural feature: 第二松花江 → 第二 / 松花 / 江; 北雁荡山 → 北雁荡 / 山."""
    generic = generic_at_end(name, _NATURAL) or _water_at_end(name)
    tabled = minority(name, region)
    letters = tabled_specific(name, region) if region else ""
    if letters or (tabled and name == tabled.stem):
        letters = letters or (tabled.letters if tabled else "")
        return Cut((Piece(0, len(name), Role.SPECIFIC, letters=letters),))
    if tabled:
        rest = name[len(tabled.stem) :]
        found = generic_at_end(rest, _NATURAL, least=0)
        if found and found.name == rest:
            first = Piece(0, len(tabled.stem), Role.SPECIFIC, letters=tabled.letters)
            return Cut((first, *of_generic(found, len(name))))
    if generic is None:
        return Cut((Piece(0, len(name), Role.SPECIFIC),), (("PS104", name),))
    stem = name.removesuffix(generic.name)
    if generic.name in _HEIGHTS and (code := code_in_figures(stem)):
        height = Piece(0, len(stem), Role.NUMBER, letters=code)
        return Cut((height, *of_generic(generic, len(name))))
    pieces: list[Piece] = []
    start = 0
    if stem.startswith("第") and len(stem) > 3:
        pieces.append(Piece(0, 2, Role.MODIFIER))
        start = 2
    joined = _joins(generic, stem)
    number = _number(stem, len(stem) - joined)
    stop = number[0].start if number else len(stem) - joined
    head = 0 if start else _known_ahead(name, stop)
    peoples = peoples_at_end(stem[:stop], short=False) if stop else []
    if peoples and not peoples[0].start:
        pieces += peoples
    else:
        pieces += [Piece(0, head, Role.SPECIFIC)] if head else []
        pieces += coded(stem[:stop], start or head)
    pieces += [*number, *_ended(generic, len(stem) - joined, len(name), joined)]
    unclear = bool(head) or stop - start >= _LONG
    counted = _counted(stem)
    return Cut(tuple(pieces), (("PS104", name),) if unclear or counted else ())


def _water_at_end(name: str) -> PlaceGeneric | None:
    """水 of a river (澧水); only of what is known to be one, so many settlements end in it."""
    known = len(name) > 1 and name.endswith("水")
    return PlaceGeneric("水", (("shuǐ",),), _NATURAL) if known else None


def _joins(generic: PlaceGeneric, stem: str) -> int:
    """Whether the last character before the generic modifies that alone: 1 in 潮白新 (河), 京杭大 (运河).

    So does a number after a name of two characters or more: 长江三 (峡), 南京长江二 (桥).
    """
    if len(stem) < _AND_MODIFIER:
        return 0
    size = len(generic.name)
    water = generic.name in _WATER and stem[-1] in _JOINING
    sized = size == len("运河") and stem[-1] in _SIZES and not generic.classes <= _ORGANISED
    return int(water or sized or (size == 1 and _counted(stem) == 1))


def _counted(stem: str) -> int:
    """The length of the number that ends a *stem* behind a name of two characters or more, with its 第."""
    ordinal = ordinal_before_generic(stem)
    if ordinal is None or ordinal[0] < len("长江") or not _COUNTS.issuperset(stem[ordinal[0] :]):
        return 0
    return len(stem) - ordinal[0]


def _number(stem: str, stop: int) -> list[Piece]:
    """A number of two syllables or more that ends *stem* at *stop*, a word of its own: 长江 第二 (大桥)."""
    counted = _counted(stem[:stop])
    return [Piece(stop - counted, stop, Role.MODIFIER)] if counted > 1 else []


def _ended(generic: PlaceGeneric, start: int, stop: int, joined: int) -> list[Piece]:
    """The words of a generic, the modifier before it in one word with the first of them."""
    first, *others = of_generic(generic, stop)
    return [evolve(first, start=start, modifier=joined) if joined else first, *others]


def _known_ahead(name: str, stop: int) -> int:
    """The length of a division's name before that of a feature: 南岳 in 南岳衡山, 兴国 in 兴国冰心洞.

    Of a feature with one character before its generic the whole must be known.
    """
    if name[1:2] == "岳" and name[0] in _SIDES and stop > len("北岳"):
        return len("北岳")
    for length in (3, 2):
        rest = name[length:]
        known = stop - length > 1 or (stop > length and _is_known(rest))
        if known and name[:length] in bare_divisions():
            return length
    return 0


def _is_known(name: str) -> bool:
    return name in bare_divisions() or bare_township(name) or minority(name, "") is not None


def _division_ahead(name: str) -> int:
    """The length of the division with which *name* begins, if something follows it."""
    for length in range(min(len(name) - 1, _LONGEST_DIVISION), 1, -1):
        head = name[:length]
        if whole_division(head) or (length > 2 and whole_township(head)):
            return length
    return 0


def cut_built(name: str, region: str = "") -> Cut:
    """Anything that people built or set up: 费县汽车站 → 费 / 县 / 汽车站; 前进四厂 → 前进 / 4 / 厂."""
    above: list[Piece] = []
    start = 0
    while ahead := _division_ahead(name[start:]):
        above += _shifted(cut_division(name[start : start + ahead], region).pieces, start)
        start += ahead
    below = _cut_below(name[start:], region, alone=not above)
    return Cut((*above, *_shifted(below.pieces, start)), below.doubts)


def _cut_below(name: str, region: str, *, alone: bool) -> Cut:
    """What people built, without the divisions before it; *alone* where there are none."""
    if name.endswith(("委员会", "居委会", "村委会")):
        return Cut(cut_village(name).pieces)
    if name in bare_divisions() and not (alone and generic_at_end(name, _VISITED)):
        return Cut((Piece(0, len(name), Role.SPECIFIC),))
    if tomb := _TOMBS.fullmatch(name):
        dynasty = tomb.span("dynasty")[1]
        modifier = len(name) - dynasty - 1
        generic_piece = Piece(dynasty, len(name), Role.GENERIC, modifier=modifier)
        return Cut((Piece(0, dynasty, Role.SPECIFIC), generic_piece))
    own = len(_ATTACHED) if name.startswith(_ATTACHED) and len(name) > _LONG else 0
    if own := own or _organisation_ahead(name):
        owner, part = cut_built(name[:own], region), cut_built(name[own:], region)
        return Cut((*owner.pieces, *_shifted(part.pieces, own)), (*owner.doubts, *part.doubts))
    whole = len(name) > 1 and name in place_generics()
    generic = generic_at_end(name, _BUILT, least=1 if alone and not whole else 0)
    settled = alone and generic and generic.name in _OF_SETTLEMENTS and bare_township(name)
    if generic is None:
        return Cut(tuple(coded(name)), (("PS104", name),) if len(name) > 1 else ())
    cut = _cut_before(name, generic)
    return evolve(cut, doubts=cut.doubts or (("PS104", name),)) if settled else cut


def _cut_before(name: str, generic: PlaceGeneric) -> Cut:
    """What stands before the *generic* of something built, and the words of that."""
    stem = name.removesuffix(generic.name)
    numbered = _NUMBERED.fullmatch(stem) if "institution" in generic.classes else None
    if numbered and (not numbered["place"] or numbered["place"] in bare_divisions()):
        return _numbered(name, generic, numbered)
    station = generic.name == _STATION
    if station and stem[-1:] in _SIDES and len(stem) != 2 and stem not in bare_divisions():
        beside = Piece(len(stem) - 1, len(name), Role.GENERIC, modifier=1)
        return Cut((*coded(stem[:-1]), beside))
    # 东四 (站) is a place, no fourth station.
    counts = bool(stem) and "institution" in generic.classes and not station
    ordinal = ordinal_before_generic(stem) if counts else None
    natural = generic.classes & _NATURAL == generic.classes
    joined = 0 if ordinal or natural else _joins(generic, stem)
    at = ordinal[0] if ordinal else len(stem) - joined
    number = [] if ordinal else _number(stem, at)
    pieces: list[Piece] = []
    doubtful = False
    if at:
        before = stem[: number[0].start if number else at]
        pieces, doubtful = _words_of(before, generic, numbered=bool(number))
        doubtful |= len(generic.name) == 1 and len(stem) > _LONG
    pieces += number
    if at < len(stem) and ordinal:
        pieces.append(Piece(at, len(stem), Role.NUMBER, letters=ordinal[1]))
    pieces += _ended(generic, at, len(name), joined)
    return Cut(tuple(pieces), (("PS104", name),) if doubtful else ())


def _numbered(name: str, generic: PlaceGeneric, found: re.Match[str]) -> Cut:
    """An institution whose number stands before its work: 第一 / 机床厂; 沈阳 / 第二 / 汽车 / 制造厂."""
    head, at = found.span("number")
    ordinal = ordinal_before_generic(found["number"])
    pieces = [Piece(0, head, Role.SPECIFIC)] if head else []
    pieces += [Piece(head, at, Role.NUMBER, letters=ordinal[1])] if ordinal else []
    work, words = _inner(found["work"])
    joined = len(work) if len(generic.name) == 1 and not words else 0
    if work and not joined:
        pieces.append(Piece(at, at + len(work), Role.SPECIFIC))
    pieces += _shifted(words, at)
    pieces += _ended(generic, len(name) - len(generic.name) - joined, len(name), joined)
    return Cut(tuple(pieces), (("PS104", name),) if len(work) >= _LONG else ())


def _words_of(text: str, generic: PlaceGeneric, *, numbered: bool) -> tuple[list[Piece], bool]:
    """The words before a *generic* and its number, and whether it is in doubt which they are."""
    head, words = _inner(text)
    counted = ordinal_before_generic(head) if words and not numbered else None
    if counted and "institution" in generic.classes:
        at_number = Piece(counted[0], len(head), Role.NUMBER, letters=counted[1])
        head, words = head[: counted[0]], [at_number, *words]
    river = _river_at_end(head) if generic.name.endswith(_CROSSINGS) else 0
    ends = len(head) - river
    place = ends if head[:ends] in bare_divisions() and river else _place_ahead(head[:ends])
    word = head[place:ends]
    pieces = [Piece(0, place, Role.SPECIFIC)] if place else []
    pieces += _shifted(coded(word), place)
    pieces += [Piece(ends, len(head), Role.SPECIFIC)] if river else []
    another = len(head) > len("青岛") and head[:-1] in bare_divisions() and not _is_known(head)
    joined = bool(place and word and not river) and not _feature(word)
    return [*pieces, *words], another or joined or len(word) >= _LONG


def cut_station(name: str, region: str = "") -> Cut:
    """A station, whether or not its name says so: 陆家嘴 as in 陆家嘴 / 站, named after a place whose generic is no more one."""
    if name.endswith(_STATION):
        return cut_built(name, region)
    whole = cut_built(name + _STATION, region)
    pieces = [piece for piece in whole.pieces if piece.stop <= len(name)]
    at = pieces[-1].stop if pieces else 0
    if at < len(name):  # 望京西 (站)
        pieces.append(Piece(at, len(name), Role.MODIFIER))
    return Cut(
        tuple(pieces), tuple((code, words.removesuffix(_STATION)) for code, words in whole.doubts)
    )


def cut_estate(name: str, region: str = "") -> Cut:
    """A housing estate or a part of one: 百万庄 / 中里; 三里河 / 1 / 区; 阳光 / 花园 / 1 / 期.

    The rules have it of lanes (天宁寺西里1巷); how parts of estates are numbered no rule says.
    """
    found = _PART.fullmatch(name)
    if found is None:
        return cut_built(name, region)
    base, side, number = found["base"] or found["named"], found["side"] or "", found["number"] or ""
    at = len(base)
    whole = generic_at_end(base, _HOUSING) if number else None
    known = whole is not None and len(whole.name) > 1
    pieces = list(cut_built(base, region).pieces if known else coded(base))
    if side:
        pieces.append(Piece(at, at + 1, Role.MODIFIER))
    if number:
        at += len(side)
        digits = number if number.isascii() else str(to_digits(number))
        pieces.append(Piece(at, at + len(number), Role.NUMBER, letters=digits))
        at += len(number)
    pieces.append(Piece(at, len(name), Role.GENERIC, modifier=len(found["joined"] or "")))
    return Cut(tuple(pieces), (("PS104", name),))


def _inner(stem: str) -> tuple[str, list[Piece]]:
    """The specific, and the common words between it and the generic: 环球 + 金融 (中心)."""
    pieces: list[Piece] = []
    while word := generic_at_end(stem, frozenset({"inner"}), least=2):
        pieces = [*of_generic(word, len(stem)), *pieces]
        stem = stem.removesuffix(word.name)
    return stem, pieces


def _place_ahead(stem: str) -> int:
    """The length of a place's name before another name: 南京 in 南京长江 (大桥), 上海 in 上海虹桥 (站)."""
    known = bare_divisions()
    for length in (4, 3, 2):
        place, rest = stem[:length], stem[length:]
        another = len(rest) > 1 and (rest[0] not in _NAME_GOES_ON or rest in known)
        if another and (place in known or place in _WIDER):
            return length
    return 0


def _river_at_end(head: str) -> int:
    """The length of a great river's name behind another name: 长江 in 鹦鹉洲长江 (大桥)."""
    river = next((river for river in _RIVERS if head.endswith(river)), "")
    return len(river) if len(head) - len(river) > 1 else 0


def _organisation_ahead(name: str) -> int:
    """The length of an organisation's name before that of a part of it: 公安局 in 公安局潋江派出所."""
    for length in range(len(name) - len(_STATION) - 1, 2, -1):
        if not name[:length].endswith(_ORGANISATIONS) or name[length] in _GOES_ON:
            continue
        part = generic_at_end(name[length:], _ORGANISED, least=0)
        whole = generic_at_end(name[:length], _ORGANISED, least=0)
        if part and whole and len(part.name) > 1 and len(whole.name) > 1:
            return length
    return 0


def _feature(name: str) -> bool:
    """Whether it is the name of a natural feature with its generic: 长江."""
    return generic_at_end(name, _NATURAL) is not None


def _shifted(pieces: Iterable[Piece], by: int) -> list[Piece]:
    return [evolve(piece, start=piece.start + by, stop=piece.stop + by) for piece in pieces]
