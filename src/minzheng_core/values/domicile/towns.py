"""The townships of a county as they may stand in a domicile."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from minzheng_core.reference.township_names import OF_NATIONALITIES, OF_PEOPLES, stem
from minzheng_core.reference.townships import TODAY, townships

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.reference.townships import TownshipRecord

ENDS_WHOLE = "镇乡道处区场"
"""A name that ends so stands for a township without any kind after it."""
_SHORTEST = 2
"""Names of one letter are none."""
TOWN_KIND = rf"(?:{OF_PEOPLES})?(?:人民|民族)?公社|街道|街办|办事处|[镇乡]|民族乡|管理区"
"""What may follow the name of a township that is written without its own kind."""
KIND_AT = re.compile(TOWN_KIND)
TOWN_LIKE = re.compile(
    r".{1,7}?(?:镇|乡|街道|公社|区公所|苏木|村|大队|生产队|林场|农场|社区|居委|屯|嘎查|垦殖场|管理区)"
)
_WRITTEN = r"(?P<stem>[^镇乡(]{1,8}?)(?P<kind>%s(?:人民|民族)?公社|街道(?:办事处)?|街办|地区办事处|办事处|管理区|%s乡|%s镇|苏木)"
TOWN_WRITTEN = _WRITTEN % ("", "", "")
"""What reads as a township, known or not, in a text without 族; for Python's and Rust's engines."""
TOWN_OF_PEOPLES_WRITTEN = _WRITTEN % (
    f"(?:{OF_PEOPLES})?",
    f"(?:{OF_PEOPLES}|{OF_NATIONALITIES})?",
    f"(?:{OF_PEOPLES})?",
)
"""The same in any text."""
MARKET = "(?:[圩墟][上里]?|[场集街]上)$"
"""The market, and its street, is the seat of the township: 高兴圩, 高兴街上 are 高兴镇; for both engines."""
STREET_AHEAD = (
    "[东西南北中前后一二三四五六七八九十]{0,2}(?:大道|大街|路|街|巷|弄|桥|小区|花园|社区)"
)
"""How streets and estates go on that are called after a township; for both engines."""
SUBDISTRICTS, TOWNSHIPS = "(?:街道|办事处|地区)$", "(?:[乡镇]|苏木)$"
SORTS = dict.fromkeys(("街道", "街办", "办事处"), SUBDISTRICTS) | {"公社": TOWNSHIPS}
"""How kinds end as they are written, with how the names of townships of that sort end: an office is a
subdistrict's, a commune became a township or a town; for both engines."""
SELDOM = {"公社": "镇"}
"""Which names of that sort are less likely: a town of the same name was one beside the commune."""
# Towns and communes of these names were to be found in every second county.
EVERYWHERE = (
    *("城关", "城郊", "城厢", "城东", "城西", "城南", "城北", "城镇", "近郊"),
    *("红旗", "红星", "东风", "东方红", "前进", "跃进"),
    *("卫星", "先锋", "胜利", "光明", "团结", "新华"),
)


class TownTable:
    """The townships listed under some codes of counties, by the two characters that they begin with.

    How a township may be written is worked out when a text first asks for one that begins so.
    """

    def __init__(self, codes: tuple[str, ...], overlay: Overlay | None = None) -> None:
        self._codes = codes
        self._towns = townships(overlay)
        self._written: dict[str, tuple[tuple[str, bool, str], ...]] = {}

    def at(self, text: str, start: int) -> str:
        """The code of the longest township that stands at *start*, in full or with another kind."""
        return self.match(text, start)[0]

    def match(self, text: str, start: int) -> tuple[str, int]:
        """The same with where the name ends, its kind included."""
        for name, whole, code in self._beginning(text, start):
            if text.startswith(name, start):
                end = start + len(name)
                kind = KIND_AT.match(text, end)
                if whole or kind:
                    return code, end if whole or kind is None else kind.end()
        return "", start

    def without_kind(self, text: str, start: int) -> int:
        """Where the longest name of a township ends that stands at *start* without any kind, else *start*.

        >>> TownTable(("360732",)).without_kind("高兴合富", 0), TownTable(("360732",)).without_kind("高山", 0)
        (2, 0)
        """
        names = (name for name, whole, _ in self._beginning(text, start) if not whole)
        return next((start + len(name) for name in names if text.startswith(name, start)), start)

    def _beginning(self, text: str, start: int) -> tuple[tuple[str, bool, str], ...]:
        """The forms that begin as the text does at *start*."""
        beginning = text[start : start + 2]
        if len(beginning) < _SHORTEST:
            return ()
        written = self._written.get(beginning)
        if written is None:
            written = self._written[beginning] = self._forms(beginning)
        return written

    def _forms(self, beginning: str) -> tuple[tuple[str, bool, str], ...]:
        """The longest first: a form, whether no kind need follow it, and the code."""
        forms: dict[tuple[str, bool], str] = {}
        towns = (town for code in self._codes for town in self._towns.names_of(code, beginning))
        for code, name, short_forms in towns:
            for form in (name, stem(name), *short_forms):
                if form.startswith(beginning):
                    forms.setdefault((form, form == name or form[-1] in ENDS_WHOLE), code)
        return tuple(
            (form, whole, code)
            for (form, whole), code in sorted(forms.items(), key=lambda item: -len(item[0][0]))
        )


@lru_cache(maxsize=16384)
def _namesakes(town: str, beginning: str, overlay: Overlay | None) -> tuple[tuple[str, ...], ...]:
    """The names of *town* that begin so, without their kind, each with those of all townships of its
    county that are called so; only where these are several today. The longest first.
    """
    known = townships(overlay)
    listed = [(code, name, stem(name)) for code, name, _ in known.names_of(town[:6], beginning)]
    found = []
    for own in {own for code, _, own in listed if code == town}:
        called = [(code, name) for code, name, other in listed if other == own]
        today = {r.name for code, name in called for r in _today(code, name, overlay)}
        if len(today) > 1:
            found.append((own, *(name for _, name in called)))
    return tuple(sorted(found, key=lambda names: -len(names[0])))


def _today(code: str, name: str, overlay: Overlay | None) -> tuple[TownshipRecord, ...]:
    return townships(overlay).carry(code, TODAY, TODAY, name=name)


def is_of_sort(name: str, kind: str) -> bool:
    """Whether a *kind* that is written may be said of the township called *name*.

    >>> [is_of_sort(name, "公社") for name in ("南苑街道", "南苑乡")], is_of_sort("南苑乡", "办事处")
    ([False, True], False)
    """
    return all(re.search(sort, name) for end, sort in SORTS.items() if kind.endswith(end))


def is_seldom(name: str, kind: str) -> bool:
    """Whether the township called *name* is the less likely one of those of its sort."""
    return any(kind.endswith(end) and name.endswith(last) for end, last in SELDOM.items())


def is_told(town: str, text: str, start: int, overlay: Overlay | None = None) -> bool:
    """Whether what stands at *start* of *text* tells *town* from others of its county that are called so.

    Without the kind of one of them it does not: 二工公社 is 二工乡, and not 二工街道.

    >>> is_told("650104002", "二工公社", 0), is_told("360732100", "潋江公社", 0)
    (False, True)
    """
    for own, *names in _namesakes(town, text[start : start + _SHORTEST], overlay):
        if text.startswith(own, start):
            return any(text.startswith(name, start) for name in names)
    return True


def nearest(
    towns: Mapping[int, str], codes_of: Callable[[int], tuple[str, ...]], home: int | None
) -> dict[int, str]:
    """Of divisions that may have the township beside each of them, those that rather have it: *home*, if it may.

    It stands in the line of one and only went there from the others: 水南镇 is that of 章贡区, though a
    part of 南康 came to that district as well.
    """
    if home is not None and home in towns:
        return {home: towns[home]}
    if len(set(towns.values())) != 1:
        return dict(towns)
    places = {unit: place_in(codes_of(unit), town) for unit, town in towns.items()}
    least = min(places.values())
    return {unit: town for unit, town in towns.items() if places[unit] == least}


def place_in(codes: tuple[str, ...], town: str) -> int:
    """Where the county of a township stands among the *codes* that a division has had.

    >>> place_in(("360702", "362101"), "360702100"), place_in(("360702", "362101"), "362101100")
    (0, 1)
    """
    return codes.index(town[:6]) if town[:6] in codes else 0
