"""Several divisions one after the other, as in an address: 江西省 / 赣州市 / 兴国县 / 长冈乡 / 长冈村.

A name that contains a division's name divides that name too (1984 rules, item 17), so every part is
spelled by itself.
"""

from __future__ import annotations

from minzheng_core.reference.place_spelling import place_generics
from minzheng_core.registries.place_names.spelling.divisions import (
    JOINED,
    ORGANISATIONS,
    above_without_generic,
    division_names,
    division_place,
    whole_division,
)
from minzheng_core.registries.place_names.spelling.pieces import generic_at_end
from minzheng_core.registries.place_names.spelling.townships import whole_township

ENDS = "省市县区旗州盟"
"""Last characters of the divisions with which a path may begin."""
_TOWNSHIPS = ("街道", "镇", "乡", "苏木")
_LONGEST = 15
_SHORT = len("歙县")
_WORDS = {
    "市": "场区政委府民里郊口头心城",
    "县": "城前委府政衙",
    "区": "域委府政间",
    "旗": "下委府杆",
    "州": "府城",
    "省": "委府",
    "盟": "委",
}
"""What makes a word with the character before it, so that no division ends there: 南海 市场, 浦江 县城."""
_PLAIN = frozenset("省县")
"""Last characters that are hardly ever the middle of a word."""
_PLACE = frozenset({"division", "village", "street", "natural"})


def path_parts(name: str) -> list[tuple[str, str]]:
    """The parts of a path of divisions, each with its own division code or that around it, as far as known.

    A name that is no path is the only part of itself.

    >>> path_parts("江西省兴国县长冈乡长冈村")
    [('江西省', '36'), ('兴国县', '360732'), ('长冈乡', '360732'), ('长冈村', '360732')]
    >>> path_parts("江西兴国县"), path_parts("河南蒙古族自治县")
    ([('江西', '36'), ('兴国县', '360732')], [('河南蒙古族自治县', '632324')])
    >>> path_parts("歙县深渡镇"), path_parts("古县渡镇")
    ([('歙县', '341021'), ('深渡镇', '341021')], [('古县渡镇', '')])
    >>> path_parts("南海市场社区"), path_parts("兴国县工业园")
    ([('南海市场社区', '')], [('兴国县工业园', '')])
    """
    parts: list[tuple[str, str]] = []
    place, rest = "", name
    while ahead := (
        _division_ahead(rest) or (parts and _township_ahead(rest)) or (not parts and _above(rest))
    ):
        place = division_place(rest[:ahead], place) or _province_of(rest[:ahead]) or place
        parts.append((rest[:ahead], place))
        rest = rest[ahead:]
    return [*parts, (rest, division_place(rest, place) or place)]


def is_path(name: str) -> bool:
    """Whether *name* has several parts: a listed division, and the name of a place after it.

    >>> is_path("兴国县长冈乡"), is_path("兴国县"), is_path("南海市场社区")
    (True, False, False)
    """
    return _division_ahead(name) > 0 or _above(name) > 0


def _division_ahead(name: str) -> int:
    """The length of the listed division with which *name* begins, if the name of a place follows it."""
    lengths = range(min(len(name) - 2, _LONGEST), _SHORT - 1, -1)
    ends = [length for length in lengths if name[length - 1] in ENDS]
    if not ends or whole_division(name):
        return 0
    for length in ends:
        follows = _follows if length > _SHORT else _town_follows
        if whole_division(name[:length]) and follows(name[:length], name[length:]):
            return length
    return 0


def _above(name: str) -> int:
    """The length of the province or prefecture, without its generic, in which the division after it lies."""
    if whole_division(name):
        return 0
    for length in range(len("内蒙古"), 1, -1):
        head, rest = name[:length], name[length:]
        codes = above_without_generic().get(head)
        below = rest if whole_division(rest) else rest[: _division_ahead(rest)]
        if codes and below and codes & division_names()[below]:
            return length
    return 0


def _province_of(name: str) -> str:
    """The province of a province or prefecture without its generic, where only one is called so."""
    codes = above_without_generic().get(name, frozenset())
    return next(iter(codes)) if len(codes) == 1 else ""


def _township_ahead(name: str) -> int:
    """The length of the township with which *name* begins inside a path."""
    if whole_township(name):
        return 0
    for length in range(min(len(name) - 2, _LONGEST), 1, -1):
        if not name.endswith(_TOWNSHIPS, 0, length):
            continue
        head = name[:length]
        if head in place_generics():
            continue
        if whole_township(head) or (length > 2 and _is_place(name[length:])):
            return length
    return 0


def _town_follows(head: str, rest: str) -> bool:
    """Whether *rest* is a township, or begins with one: 深渡镇 in 歙县深渡镇.

    Two characters are so often the beginning of another name (古县渡镇, 夏县营村) that nothing less will do.
    """
    if head in JOINED or whole_township(head + rest):
        return False
    town = rest.endswith(_TOWNSHIPS) and len(rest) > len("渡镇") and rest not in place_generics()
    return town or whole_township(rest) or _township_ahead(rest) > 0


def _follows(head: str, rest: str) -> bool:
    """Whether *rest* is the name of a place, and not the rest of a word that began with the end of *head*."""
    end = head[-1]
    if rest in JOINED or whole_division(rest):
        return True
    if rest in place_generics():
        return False
    if whole_township(rest) or _division_ahead(rest) or _township_ahead(rest):
        return True
    return rest[0] not in _WORDS[end] and (end in _PLAIN or _is_place(rest))


def _is_place(name: str) -> bool:
    """Whether it ends as a place does, with a specific before that; 工业园 alone is no specific."""
    if name.endswith(ORGANISATIONS):
        return True
    generic = generic_at_end(name, _PLACE)
    if generic is None or name in place_generics():
        return False
    return len(name) - len(generic.name) > 1 or "division" in generic.classes
