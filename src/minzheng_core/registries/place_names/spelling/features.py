"""Natural features, facilities, sights, buildings and institutions cut into words.

1984 rules, items 1, 2, 4 and 14 to 17. A generic of one syllable in the name of an institution
takes its modifier (拖拉机厂); what cannot be told apart is joined.
"""

from __future__ import annotations

from functools import cache

from minzheng_core.reference.place_spelling import place_generics
from minzheng_core.reference.tables import lines
from minzheng_core.reference.townships import stem
from minzheng_core.registries.place_names.spelling.divisions import (
    bare_divisions,
    cut_division,
    cut_village,
    minority,
    tabled_specific,
    whole_division,
)
from minzheng_core.registries.place_names.spelling.numerals import ordinal_before_generic
from minzheng_core.registries.place_names.spelling.pieces import (
    Cut,
    Piece,
    coded,
    generic_at_end,
    of_generic,
)
from minzheng_core.registries.place_names.spelling.result import Role

_NATURAL = frozenset({"natural"})
_BUILT = frozenset({"facility", "sight", "building", "institution", "natural"})
_WATER = frozenset({"河", "江", "湖", "渠", "运河"})
_JOINING = frozenset("新老旧故减引支")
"""Modifiers that join the generic of a water: 潮白新河 is 潮白 + 新河."""
_LONGEST_DIVISION = 15
_STATION = "站"
_SIDES = frozenset("东西南北中")


def cut_natural(name: str, region: str = "") -> Cut:
    """A natural feature: 第二松花江 → 第二 / 松花 / 江; 北雁荡山 → 北雁荡 / 山."""
    if letters := tabled_specific(name, region):
        return Cut((Piece(0, len(name), Role.SPECIFIC, letters=letters),))
    generic = generic_at_end(name, _NATURAL)
    tabled = minority(name, region)
    if tabled and len(name) > len(tabled.stem):
        rest = name[len(tabled.stem) :]
        found = generic_at_end(rest, _NATURAL, least=0)
        if found and found.name == rest:
            first = Piece(0, len(tabled.stem), Role.SPECIFIC, letters=tabled.letters)
            return Cut((first, *of_generic(found, len(name))))
    if generic is None:
        return Cut((Piece(0, len(name), Role.SPECIFIC),), (("PS104", name),))
    stem = name.removesuffix(generic.name)
    pieces: list[Piece] = []
    start = 0
    if stem.startswith("第") and len(stem) > 3:
        pieces.append(Piece(0, 2, Role.MODIFIER))
        start = 2
    joined = int(generic.name in _WATER and len(stem) >= 3 and stem[-1] in _JOINING)
    stop = len(stem) - joined
    pieces += coded(stem[:stop], start)
    if joined:
        pieces.append(Piece(stop, len(name), Role.GENERIC, modifier=1))
    else:
        pieces += of_generic(generic, len(name))
    return Cut(tuple(pieces))


@cache
def _townships() -> frozenset[str]:
    return frozenset(line.partition(",")[2] for line in lines("townships.csv.gz"))


def whole_township(name: str) -> bool:
    """Whether *name* is a township of the national list."""
    return name in _townships()


@cache
def bare_townships() -> frozenset[str]:
    """Names of towns and townships without their generics, of two characters or more."""
    bare = (stem(name) for name in _townships() if name[-1] in "镇乡")
    return frozenset(name for name in bare if len(name) > 1)


def _division_ahead(name: str) -> int:
    """The length of the division with which *name* begins, if something follows it."""
    for length in range(min(len(name) - 1, _LONGEST_DIVISION), 1, -1):
        head = name[:length]
        if whole_division(head) or (length > 2 and whole_township(head)):
            return length
    return 0


def cut_built(name: str, region: str = "") -> Cut:
    """Anything that people built or set up: 费县汽车站 → 费 / 县 / 汽车站; 前进四厂 → 前进 / 4 / 厂."""
    pieces: list[Piece] = []
    start = 0
    while ahead := _division_ahead(name[start:]):
        inner = cut_division(name[start : start + ahead], region)
        pieces += [_moved(piece, start) for piece in inner.pieces]
        start += ahead
    rest = name[start:]
    if rest.endswith(("委员会", "居委会", "村委会")):
        inner = cut_village(rest)
        return Cut((*pieces, *(_moved(piece, start) for piece in inner.pieces)))
    if rest in bare_divisions():
        return Cut((*pieces, Piece(start, len(name), Role.SPECIFIC)))
    whole = len(rest) > 1 and rest in place_generics()
    generic = generic_at_end(rest, _BUILT, least=0 if pieces or whole else 1)
    if generic is None:
        doubts = (("PS104", rest),) if len(rest) > 1 else ()
        return Cut((*pieces, *(_moved(p, start) for p in coded(rest))), doubts)
    stem = rest.removesuffix(generic.name)
    doubts = ()
    sided = generic.name == _STATION and len(stem) > 2 and stem[-1] in _SIDES
    if sided and stem not in bare_divisions():
        pieces += [_moved(piece, start) for piece in coded(stem[:-1])]
        joined = Piece(start + len(stem) - 1, start + len(rest), Role.GENERIC, modifier=1)
        return Cut((*pieces, joined))
    ordinal = ordinal_before_generic(stem) if stem else None
    at = len(stem)
    if ordinal and "institution" in generic.classes:
        at = ordinal[0]
    if at:
        inner_generic = generic_at_end(stem[:at], frozenset({"inner"}), least=2)
        head = stem[:at].removesuffix(inner_generic.name) if inner_generic else stem[:at]
        place = _place_ahead(head)
        if place:
            pieces.append(Piece(start, start + place, Role.SPECIFIC))
        pieces += [_moved(piece, start + place) for piece in coded(head[place:])]
        if inner_generic:
            pieces += [_moved(piece, start) for piece in of_generic(inner_generic, at)]
        if len(generic.name) == 1 and len(stem) > 4:
            doubts = (("PS104", rest),)
    if at < len(stem) and ordinal:
        pieces.append(Piece(start + at, start + len(stem), Role.NUMBER, letters=ordinal[1]))
    pieces += [_moved(piece, start) for piece in of_generic(generic, len(rest))]
    return Cut(tuple(pieces), doubts)


def _place_ahead(stem: str) -> int:
    """The length of a division's name before that of a natural feature: 南京 in 南京长江 (大桥)."""
    for length in (4, 3, 2):
        feature = generic_at_end(stem[length:], _NATURAL)
        if feature and len(stem) - length > 1 and stem[:length] in bare_divisions():
            return length
    return 0


def _moved(piece: Piece, by: int) -> Piece:
    return Piece(
        piece.start + by,
        piece.stop + by,
        piece.role,
        piece.letters,
        piece.syllables,
        piece.modifier,
    )
