"""Where the words of a name begin and end: what every kind of segmentation hands over."""

from __future__ import annotations

from functools import cache

from attrs import field, frozen

from minzheng_core.reference.ethnic_groups import ethnic_groups
from minzheng_core.reference.place_spelling import PlaceGeneric, place_generics
from minzheng_core.registries.place_names.spelling.numerals import codes
from minzheng_core.registries.place_names.spelling.result import Role


@frozen
class Piece:
    """One word to be written: characters ``start`` to ``stop`` of the name.

    ``letters`` are set where it is not written from the readings of its characters; ``syllables``
    where a table gives them; ``modifier`` counts the characters before the generic in its word; ``native`` is
    printed after it in brackets.
    """

    start: int
    stop: int
    role: Role
    letters: str = ""
    syllables: tuple[str, ...] = ()
    modifier: int = 0
    native: str = ""


@frozen
class Cut:
    """A name cut into words, and the codes of what is doubtful about the cut."""

    pieces: tuple[Piece, ...]
    doubts: tuple[tuple[str, str], ...] = field(default=())
    """Pairs of finding code and the part of the name that it is about."""


MODIFIERS = frozenset("东西南北中前后大小新老旧横直正斜上下左右")
"""Single characters that modify what they stand before (1984 rules, item 2)."""
_ALONE = MODIFIERS | set("里内外") | set("一二三四五六七八九十0123456789")
_OF_NAMES = frozenset({"雪山"})
"""Generics that a single modifier does not stand before: 大雪山 is 大雪 + 山."""
_UNITS = frozenset("省市县区州旗乡镇村")
"""Divisions whose institutions are called so for short: 县 + 医院."""


@cache
def longest_generic(classes: frozenset[str]) -> int:
    """The length of the longest generic of these classes."""
    return max(len(g.name) for g in place_generics().values() if g.classes & classes)


def generic_at_end(text: str, classes: frozenset[str], *, least: int = 1) -> PlaceGeneric | None:
    """The longest generic of *classes* that ends *text* and leaves *least* characters before it.

    One that leaves a single character is taken only where that is a modifier or no shorter generic
    leaves more: 大运河 is 大 + 运河, but 渤海湾 is 渤海 + 湾.

    >>> generic_at_end("浦东新区", frozenset({"division"})).name
    '新区'
    >>> generic_at_end("渤海湾", frozenset({"natural"})).name
    '湾'
    """
    known = place_generics()
    short = None
    for length in range(min(longest_generic(classes), len(text) - least), 0, -1):
        found = known.get(text[-length:])
        if found and found.classes & classes:
            one = (text[0] in _ALONE and found.name not in _OF_NAMES) or (
                text[0] in _UNITS and "institution" in found.classes
            )
            if len(text) != length + 1 or one or length == 1:
                return found if length > 1 or short is None or len(text) > 2 else short
            short = short or found
    return short


def of_generic(generic: PlaceGeneric, stop: int) -> list[Piece]:
    """The words of a generic that ends at *stop*."""
    start = stop - sum(map(len, generic.words))
    pieces = []
    for syllables in generic.words:
        pieces.append(Piece(start, start + len(syllables), Role.GENERIC, syllables=syllables))
        start += len(syllables)
    return pieces


@cache
def _peoples() -> dict[str, str]:
    named = {g.name: f"{g.roman}zu" for g in ethnic_groups() if g.name.endswith("族")}
    return named | {"各族": "Gezu"}


SHORT_PEOPLES = {
    "维吾尔": "Uygur",
    "哈萨克": "Kazak",
    "蒙古": "Mongol",
    "柯尔克孜": "Kirgiz",
    "塔吉克": "Tajik",
    "锡伯": "Xibe",
    "鄂伦春": "Oroqen",
    "鄂温克": "Ewenki",
    "达斡尔": "Daur",
    "东乡": "Dongxiang",
    "朝鲜": "Chosen",
    "门巴": "Monba",
    "珞巴": "Lhoba",
    "纳西": "Naxi",
    "俄罗斯": "Russ",
    "裕固": "Yugur",
    "撒拉": "Salar",
    "赫哲": "Hezhen",
}
"""Peoples whose autonomous areas and townships (民族乡) are named without 族."""


def peoples_at_end(text: str, *, short: bool) -> list[Piece]:
    """The names of peoples that end *text*, each a word of its own (GB/T 3304).

    With *short* also those without 族, which only autonomous areas have.

    >>> [(p.start, p.letters) for p in peoples_at_end("金平苗族瑶族傣族", short=True)]
    [(2, 'Miaozu'), (4, 'Yaozu'), (6, 'Daizu')]
    """
    pieces: list[Piece] = []
    stop = len(text)
    while stop:
        for length in (5, 4, 3, 2):
            name = text[max(stop - length, 0) : stop]
            letters = _peoples().get(name) or (SHORT_PEOPLES.get(name) if short else None)
            if letters and len(name) == length:
                pieces.insert(0, Piece(stop - length, stop, Role.ETHNIC, letters=letters))
                stop -= length
                break
        else:
            break
    return pieces


def coded(stem: str, start: int = 0) -> list[Piece]:
    """The specific from *start* on, its codes of digits as words of their own.

    >>> [p.letters or stem_ for p, stem_ in zip(coded("国道323"), ("国道", ""), strict=True)]
    ['国道', '323']
    """
    pieces: list[Piece] = []
    for first, last in codes(stem):
        if start < first:
            pieces.append(Piece(start, first, Role.SPECIFIC))
        pieces.append(Piece(first, last, Role.NUMBER, letters=stem[first:last]))
        start = last
    if start < len(stem):
        pieces.append(Piece(start, len(stem), Role.SPECIFIC))
    return pieces
