"""Streets and lanes cut into words: modifiers of one syllable join, ordinals are digits (1984-2, -7)."""

from __future__ import annotations

import re

from attrs import evolve

from minzheng_core.reference.place_spelling import PlaceGeneric, place_generics
from minzheng_core.registries.place_names.spelling.divisions import LONG, bare_divisions
from minzheng_core.registries.place_names.spelling.numerals import (
    code_in_figures,
    is_day,
    may_count,
    ordinal_before_generic,
)
from minzheng_core.registries.place_names.spelling.pieces import (
    MODIFIERS,
    Cut,
    Piece,
    coded,
    generic_at_end,
    of_generic,
)
from minzheng_core.registries.place_names.spelling.result import Role

_STREET = frozenset({"street"})
_SECTION = "段"
_SECTIONED = re.compile("(?P<street>.+(?:路|街|大道))[东西南北中]")
"""A street and the side whose sections are counted: 二环路 / 东 / 4 / 段."""
_GATE = re.compile("^(?P<place>.{1,3}[门关桥口渠](?:内|外)?)(?P<part>[东西南北].{2,})$")
"""A place and, beside it, a modifier of two syllables or more: 广安门 + 北滨河 (路)."""
_INNER = re.compile(
    "(?<=[〇零一二三四五六七八九十百0-9])(?:环|环路|经|纬|条|号|巷|弄|横|纵|支|马路|横路)$"
)
"""What is counted inside the name of a street: the ring roads of 东三环北路, the lines of 三经路."""
_CROSSED = re.compile("(?P<line>[经纬])(?P<number>[一二三四五六七八九十]+|[0-9]+)[经纬]")
"""Before the number of a street that of the one it crosses: 经七 in 经七纬二路."""
HIGHWAYS = ("国道", "省道", "县道", "乡道")
"""Highways that are called by their numbers, as streets are, also where they count among the facilities."""
_CODED = (*HIGHWAYS, "街坊")
"""With these a number of three figures is a code, and no day: 五一二街坊."""
_FIRST = "头条"
"""The first of the lanes that are counted: 东四 / 头条 stands beside 东四 / 2 / 条."""
_OF_TWO_PLACES = re.compile(
    "[^第经纬一二三四五六七八九十][一二三四五六七八九十](?:公路|高速(?:公路)?)"
)
"""A highway called by where it begins and ends, no number of it: the 九 of 昌九高速 is 九江."""
_LANES = re.compile("[一二三四五六七八九十]坊[一二三四五六七八九十]巷")
"""So many lanes on either side, all of them one place: 三坊七巷."""
_SIDE_OF = re.compile(".{2}(?:大道|大街|大路|路)[东西南北中]$")
"""A side behind a whole street, a word of its own: 黄埔大道 / 西."""
_SHORT_GENERICS = {"环": "huán", "沿": "yán"}
_SHORTER = re.compile("(?<=[一二三四五六七八九十0-9])环$|(?<=.[东西南北])沿$")
_NUMBERED = "号"
"""A word of its own after a number, as what is counted is before a generic of two syllables (二环 / 辅路)."""
_BOTH = frozenset(
    {"东西", "南北", "上下", "左右", "前后", "新老", "新旧", "大小", "东南", "东北", "西南", "西北"}
    | {"中南"}
)
"""Two modifiers that are one word where nothing stands before them: 南北大街 is 南北 + 大街."""
_COMPOUND = re.compile("(?P<first>.{1,4}?(?:胡同|大街|马路|大道|里弄))(?P<rest>.*)")


def cut_street(name: str) -> Cut:
    """A street: 朝阳门内南小街 → 朝阳门内 / 南小街; 经五路 → 经 / 5 / 路; 二马路 → 2 / 马路."""
    if _SIDE_OF.search(name) and (whole := cut_street(name[:-1])).pieces:
        side = Piece(len(name) - 1, len(name), Role.MODIFIER)
        return Cut((*whole.pieces, side), whole.doubts)
    generic = generic_at_end(name, _STREET) or _shorter_generic(name)
    if generic is None:
        return Cut((Piece(0, len(name), Role.SPECIFIC),), (("PS104", name),))
    if _LANES.fullmatch(name):
        return Cut((Piece(0, len(name), Role.SPECIFIC),))
    stem = name.removesuffix(generic.name)
    worded = generic.name == _FIRST or _OF_TWO_PLACES.fullmatch(name) or is_day(stem)
    code = code_in_figures(stem) if generic.name in _CODED else None
    ordinal = (0, code) if code else None if worded else ordinal_before_generic(stem)
    if ordinal:
        return _counted(name, stem, generic, *ordinal)
    modifier = _modifier(stem)
    stop = len(stem) - modifier
    inner = _INNER.search(stem[:stop])
    ordinal = ordinal_before_generic(stem[: inner.start()]) if inner else None
    if inner and ordinal:
        return _counted_inside(name, stem, generic, ordinal, (inner.start(), modifier))
    pieces = list(_stem(stem[:stop]))
    doubts: tuple[tuple[str, str], ...] = ()
    long = any(p.role is Role.SPECIFIC and p.stop - p.start >= LONG for p in pieces)
    if (
        (long and stem[:stop] not in bare_divisions())
        or (len(pieces) > 1 and pieces[-1].role is Role.MODIFIER)
        or may_count(stem[:stop])
    ):
        doubts = (("PS104", stem[:stop]),)
    pieces += _ended(generic, stop, len(name), modifier)
    return Cut(tuple(pieces), doubts)


def _shorter_generic(name: str) -> PlaceGeneric | None:
    """A generic that only some streets have: 环 behind a number (东三环), 沿 behind a side (后海北沿)."""
    found = _SHORTER.search(name)
    return PlaceGeneric(found[0], ((_SHORT_GENERICS[found[0]],),), _STREET) if found else None


def _ended(generic: PlaceGeneric, start: int, stop: int, modifier: int) -> list[Piece]:
    """The generic with the modifiers that are joined to it."""
    if not modifier:
        return of_generic(generic, stop)
    first, *others = of_generic(generic, stop)
    return [evolve(first, start=start, modifier=modifier), *others]


def _counted(name: str, stem: str, generic: PlaceGeneric, start: int, written: str) -> Cut:
    """A street with an ordinal: 经 / 5 / 路; 天宁寺 / 西里 / 1 / 巷; 中山 / 东 / 1 / 路."""
    crossed = _CROSSED.fullmatch(stem[:start])
    if crossed and (inner := ordinal_before_generic(stem[: start - 1])):
        pieces = [
            Piece(0, 1, Role.SPECIFIC),
            Piece(1, start - 1, Role.NUMBER, letters=inner[1]),
            Piece(start - 1, start, Role.SPECIFIC),
        ]
    else:
        pieces = _before_number(stem[:start], generic)
    pieces.append(Piece(start, len(stem), Role.NUMBER, letters=written))
    pieces += of_generic(generic, len(name))
    return Cut(tuple(pieces), _conflict(stem[start:], generic.name))


def _counted_inside(
    name: str, stem: str, generic: PlaceGeneric, ordinal: tuple[int, str], word: tuple[int, int]
) -> Cut:
    """A street named by a counted one: 东 / 3 / 环 / 北路; 3 / 经路. *word* is where what is counted begins,
    and how many modifiers follow it.
    """
    (start, written), (at, modifier) = ordinal, word
    pieces = _before_number(stem[:start], generic)
    pieces.append(Piece(start, at, Role.NUMBER, letters=written))
    apart = len(generic.name) > 1 or stem[at:] == _NUMBERED
    if modifier or len(stem) - at > 1 or apart:
        pieces.append(Piece(at, len(stem) - modifier, Role.SPECIFIC))
        pieces += _ended(generic, len(stem) - modifier, len(name), modifier)
    else:
        pieces += _ended(generic, at, len(name), 1)
    return Cut(tuple(pieces), _conflict(stem[start:at], stem[at:] + generic.name))


def _conflict(number: str, word: str) -> tuple[tuple[str, str], ...]:
    """An ordinal in characters, which GB/T 16159 spells out."""
    spelled = not any(char in "0123456789" for char in number)
    return (("PS105", number + word),) if spelled else ()


def _before_number(stem: str, generic: PlaceGeneric) -> list[Piece]:
    if not stem:
        return []
    if generic.name == _SECTION and (parts := _SECTIONED.fullmatch(stem)):
        side = Piece(len(stem) - 1, len(stem), Role.MODIFIER)
        return [*cut_street(parts["street"]).pieces, side]
    inner = generic_at_end(stem, _STREET)
    if inner:
        modified = _modifier(stem.removesuffix(inner.name))
        if modified or generic.name == _SECTION:
            stop = len(stem) - len(inner.name) - modified
            return [*_stem(stem[:stop]), *_ended(inner, stop, len(stem), modified)]
    modifier = _modifier(stem)
    pieces = _stem(stem[: len(stem) - modifier])
    if modifier:
        pieces.append(Piece(len(stem) - modifier, len(stem), Role.MODIFIER))
    return pieces


def _modifier(stem: str) -> int:
    """How many characters at the end of *stem* are modifiers that join the generic.

    What remains has two characters, or is itself all modifiers (小 in 小南街): 河北路 is 河北 + 路.
    The name of a division is not taken apart: 河南中路 is 河南 + 中路.
    """
    count = 0
    if stem in _BOTH:
        return count
    while len(stem) > count and stem[len(stem) - count - 1] in MODIFIERS:
        rest = stem[: len(stem) - count - 1]
        whole = stem[: len(stem) - count]
        if whole in bare_divisions() or not rest:
            break
        if len(rest) < 2 and not (rest in MODIFIERS and not count):
            break
        count += 1
    return count


def _stem(stem: str) -> list[Piece]:
    """The words before the generic: an inner street of two syllables stands alone (包头 胡同 东巷)."""
    inner = _COMPOUND.fullmatch(stem)
    if inner and len(inner["first"]) > 2:
        ending = next(
            g for g in ("胡同", "大街", "马路", "大道", "里弄") if inner["first"].endswith(g)
        )
        first = len(inner["first"])
        rest = [Piece(first, len(stem), Role.MODIFIER)] if first < len(stem) else []
        return [
            *_stem(stem[: first - len(ending)]),
            *of_generic(place_generics()[ending], first),
            *rest,
        ]
    gate = _GATE.fullmatch(stem)
    if gate:
        at = gate.start("part")
        return [Piece(0, at, Role.SPECIFIC), Piece(at, len(stem), Role.MODIFIER)]
    return coded(stem)
