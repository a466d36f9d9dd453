"""What a text was found to name: the standard name and code of the day and of today, and why."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.townships import TODAY, townships
from minzheng_core.values.domicile.answer import Reason
from minzheng_core.values.domicile.local_names import Likeness

if TYPE_CHECKING:
    from minzheng_core.findings import Finding
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile.local_places import Choice

BY_VILLAGE = "by-village"
"""The township is not told, but only one has the village."""
LEVELS = ("", "province", "prefecture", "county", "township", "village")
_LEVEL_WORDS = {
    "": ("", ""),
    "province": ("省级", "province"),
    "prefecture": ("地级", "prefecture"),
    "county": ("县级", "county"),
    "township": ("乡级", "township"),
    "village": ("村级", "village"),
}
_WORDS: dict[str, tuple[str, str]] = {
    Reason.FULL_NAME: ("全称", "full name"),
    Reason.SHORT_NAME: ("简称", "short name"),
    Reason.EARLIER_NAME: ("旧名", "earlier name"),
    Reason.LATER_NAME: ("后来的名称", "later name"),
    Reason.DIVIDED: ("由已拆分的区域推定", "of a division that was split"),
    Reason.TOWNSHIP: ("由下文的乡镇判定", "told by the township"),
    Reason.ASSUMED_COUNTY: ("按本县", "county of the archive"),
    Reason.MISSPELT: ("错一字", "one character wrong"),
    Reason.AMBIGUOUS: ("同名", "one of several of the name"),
    Reason.CONTRADICTORY: ("前后矛盾", "contradictory"),
    Reason.ABROAD: ("境外", "abroad"),
    Reason.BEYOND_MAINLAND: ("港澳台", "Hong Kong, Macao or Taiwan"),
    Reason.INSTITUTION: ("单位", "institution"),
    Reason.REFERRING: ("指代", "refers to another cell"),
    Reason.UNKNOWN: ("不识", "unknown"),
    BY_VILLAGE: ("由村名判定", "told by the village"),
    Likeness.EXACT: ("名称相同", "same name"),
    Likeness.KIND: ("通名不同或省略", "another kind or none"),
    Likeness.VARIANT: ("异体字", "variant character"),
    Likeness.SOUND: ("同音字", "character of the same sound"),
    Likeness.UNREADABLE: ("缺一字", "one character unreadable"),
    Likeness.SLIP: ("差一字", "one character away"),
}


def level_word(level: str, lang: str = "zh") -> str:
    """The word for a level.

    >>> level_word("township"), level_word("township", "en")
    ('乡级', 'township')
    """
    return _LEVEL_WORDS[level][0 if lang == "zh" else 1]


@frozen
class Why:
    """The reason for one level of an answer (依据)."""

    level: str
    how: str
    """A value of :class:`Reason` above the township, of :class:`Likeness` from there on."""

    def sentence(self, lang: str = "zh") -> str:
        """The reason in words.

        >>> Why("township", "sound").sentence(), Why("county", "full-name").sentence("en")
        ('乡级：同音字', 'county: full name')
        """
        at = 0 if lang == "zh" else 1
        level, word = _LEVEL_WORDS[self.level][at], _WORDS[self.how][at]
        return f"{level}{'：' if at == 0 else ': '}{word}" if level else word

    def __str__(self) -> str:
        return f"{self.level}:{self.how}"


@frozen
class StandardName:
    """A division, township or village by its standard name (标准地名).

    ``code`` has six, nine or twelve digits and is empty where no list gives one; ``code_today`` and
    ``name_today`` are empty where the area belongs to several today.

    >>> from minzheng_core.registries.place_names import standardise
    >>> best = standardise("江西兴国古龙岗公社", on=1990).best
    >>> best.level, best.name, best.code, best.name_today
    ('township', '古龙冈镇', '360732102', '江西省赣州市兴国县古龙冈镇')
    """

    level: str
    """``province``, ``prefecture``, ``county``, ``township`` or ``village``."""
    code: str
    name: str
    """The name by itself: 杰村乡."""
    full_name: str
    """With all above it, as they were on the day."""
    code_today: str
    name_today: str
    reasons: tuple[Why, ...] = ()


@frozen
class Standardised:
    """What a text names (地名标准化结果).

    ``best`` is the lowest place that is beyond doubt, ``None`` where there is none; ``candidates``
    are the places that the text may mean, the likeliest first, ``best`` itself if it is the answer.

    >>> from minzheng_core.registries.place_names import standardise
    >>> found = standardise("江西省赣州地区兴国县潋江镇背街12号", on=1990)
    >>> found.name, found.rest
    ('江西省赣州地区兴国县潋江镇', '背街12号')
    """

    text: str = field(repr=False)
    best: StandardName | None
    candidates: tuple[StandardName, ...]
    rest: str = field(repr=False)
    """What follows: group, street, house."""
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    reason: str = ""
    """Why there is no place, where there is none: a value of :class:`Reason`."""

    @property
    def code(self) -> str:
        """The code of the day, empty if there is none."""
        return self.best.code if self.best else ""

    @property
    def name(self) -> str:
        """The full standard name of the day, empty if there is none."""
        return self.best.full_name if self.best else ""

    def show(self, lang: str = "zh") -> str:
        """The standard name, its code and the reasons."""
        if self.best is None:
            word = _WORDS.get(self.reason, ("不详", "unknown"))
            return word[0 if lang == "zh" else 1]
        why = "；".join(w.sentence(lang) for w in self.best.reasons)
        code = f"（{self.code}）" if self.code else ""
        return f"{self.name}{code}  {why}"


@frozen
class PlaceOnDay:
    """A place with its names and codes of a day and of today."""

    code: str
    name: str
    full_name: str
    code_today: str
    name_today: str


def division_on(code: str, year: int, overlay: Overlay | None, full_name: str = "") -> PlaceOnDay:
    """The division *code* of the list of *year*, and what its area is today.

    With *full_name* the one that was called so, if the code had it: names of the year of a change.
    """
    history = divisions(overlay)
    named = [r for r in history.records(code) if r.full_name == full_name]
    if len(named) == 1:
        return _division(code, named[0].start, overlay)
    record = history.at(code, year) or history.nearest(code, year)
    if record is None:
        return PlaceOnDay(code, "", "", "", "")
    return _division(code, record.start, overlay)


@lru_cache(maxsize=16384)
def _division(code: str, start: int, overlay: Overlay | None) -> PlaceOnDay:
    """The same for the record of *code* that began in *start*."""
    history = divisions(overlay)
    record = next(r for r in history.records(code) if r.start == start)
    now = history.current(code, start if record.end is None else record.end - 1)
    today = history.records(now[0])[-1] if len(now) == 1 else None
    there = (today.code, today.full_name) if today else ("", "")
    return PlaceOnDay(code, record.name, record.full_name, *there)


def township_on(
    code: str, year: int, overlay: Overlay | None, name: str = ""
) -> tuple[PlaceOnDay, ...]:
    """The townships of *year* whose area the township *code* has or had.

    Where the code had several names, *name* tells which one is meant.
    """
    told = name if townships(overlay).several(code) else ""
    return _township(code, township_year(year, overlay), overlay, told)


def township_year(year: int, overlay: Overlay | None) -> int:
    """The first year with the same townships as *year*, as far as lists tell of changes."""
    return max(year, townships(overlay).first_change - 1)


@lru_cache(maxsize=65536)
def _township(code: str, year: int, overlay: Overlay | None, name: str) -> tuple[PlaceOnDay, ...]:
    known = townships(overlay)
    now = known.carry(code, year, TODAY, name=name)
    today = (now[0].code, now[0].name) if len(now) == 1 else ("", "")
    return tuple(
        PlaceOnDay(record.code, record.name, record.name, *today)
        for record in known.carry(code, year, name=name)
    )


def at_division(place: PlaceOnDay, level: int, how: str) -> StandardName:
    """The standard name of a division found for the reason *how*."""
    return StandardName(
        LEVELS[level],
        place.code,
        place.name,
        place.full_name,
        place.code_today,
        place.name_today,
        (Why(LEVELS[level], how),),
    )


def below(above: StandardName, level: str, place: PlaceOnDay, how: str) -> StandardName:
    """A place below *above* with the reason *how*."""
    today = f"{above.name_today}{place.name_today}" if above.name_today and place.name_today else ""
    return StandardName(
        level,
        place.code,
        place.name,
        above.full_name + place.name,
        place.code_today if today else "",
        today,
        (*above.reasons, Why(level, how)),
    )


def village_on(choice: Choice) -> PlaceOnDay:
    """A village of the gazetteer: no list tells what it was called on other days."""
    return PlaceOnDay(choice.code, choice.name, choice.name, choice.code, choice.name)
