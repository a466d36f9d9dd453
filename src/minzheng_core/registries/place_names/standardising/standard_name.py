"""What a text was found to name: the standard name and code of the day and of today, and why."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.findings import Finding
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.townships import TODAY, townships
from minzheng_core.values.domicile.answer import Reason
from minzheng_core.values.domicile.index import domicile_index
from minzheng_core.values.domicile.local_names import Likeness

if TYPE_CHECKING:
    from minzheng_core.reference.divisions import DivisionRecord
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.reference.townships import TownshipRecord
    from minzheng_core.values.domicile.local_places import Choice

DIVIDED_TODAY = "PG116"
"""The area of the place belongs to several today."""
_SHOWN = 5
_COUNTY, _PREFECTURE, _PROVINCE = 3, 2, 1
BY_VILLAGE = "by-village"
"""The township is not told, but only one has the village."""
BY_CODE = "by-code"
"""The text is the code itself."""
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
    Reason.SHORT_NAME: ("简称或旧写", "short or older form"),
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
    BY_CODE: ("按代码", "by the code"),
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

    ``code`` has six, nine or twelve digits and is empty where no list gives one. ``code_today`` and
    ``name_today`` are of what it is today: itself while it lives, whatever parts it gave away, else
    what it became; of several that share its area the one that goes on under its name. They are
    empty where none of several does: ``heirs`` has them all.

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
    heirs: tuple[StandardName, ...] = field(default=(), repr=False)
    """The places of today that share its area, where it was divided; the main one first."""


@frozen(kw_only=True)
class Standardised:
    """What a text names (地名标准化结果).

    ``best`` is the lowest place that is beyond doubt, ``None`` where there is none; ``candidates``
    are the places that the text may mean, the likeliest first, ``best`` itself if it is the answer,
    and after it the places of today that share its area, where it was divided (PG116).

    >>> from minzheng_core.registries.place_names import standardise
    >>> found = standardise("江西省赣州地区兴国县潋江镇背街12号", on=1990)
    >>> found.name, found.rest
    ('江西省赣州地区兴国县潋江镇', '背街12号')
    """

    text: str = field(repr=False)
    best: StandardName | None = None
    candidates: tuple[StandardName, ...] = ()
    rest: str = field(default="", repr=False)
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
    """The full name of a division; of what lies below one its own, to stand after the one above."""
    above_today: str = ""
    """The division that a township lies in today, where its code tells: not always the one it lay in."""
    heirs: tuple[PlaceOnDay, ...] = ()
    """The places of today that share its area, where it was divided."""


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
    index = domicile_index(overlay)
    unit = next(u for u in index.by_code[code] if index.records[u].start == start)
    record = index.records[unit]
    whole, parts = index.today_of(unit)
    there = (index.records[whole].code, index.full_name(whole)) if whole is not None else ("", "")
    heirs = tuple(_as_today(index.records[part]) for part in parts)
    return PlaceOnDay(code, record.name, record.full_name, *there, heirs=heirs)


def _as_today(record: DivisionRecord) -> PlaceOnDay:
    name = record.full_name
    return PlaceOnDay(record.code, record.name, name, record.code, name)


@lru_cache(maxsize=4096)
def above_today(code: str, overlay: Overlay | None) -> str:
    """The full name of the county of today that has the townships of the newest list of *code*.

    Empty where none or several have.
    """
    index = domicile_index(overlay)
    units = index.by_code.get(code)
    whole = index.today_of(units[-1])[0] if units else None
    return "" if whole is None else index.full_name(whole)


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
    there = tuple(_town_today(town, overlay) for town in now)
    one = there[0] if len(there) == 1 else None
    today = (one.code, one.name, one.above_today) if one else ("", "", "")
    heirs = () if one else there
    return tuple(
        PlaceOnDay(record.code, record.name, record.name, *today, heirs)
        for record in known.carry(code, year, name=name)
    )


def _town_today(town: TownshipRecord, overlay: Overlay | None) -> PlaceOnDay:
    above = above_today(town.code[:6], overlay)
    return PlaceOnDay(town.code, town.name, above + town.name, town.code, town.name, above)


def at_division(place: PlaceOnDay, level: int, how: str) -> StandardName:
    """The standard name of a division found for the reason *how*."""
    return StandardName(
        level=LEVELS[level],
        code=place.code,
        name=place.name,
        full_name=place.full_name,
        code_today=place.code_today,
        name_today=place.name_today,
        reasons=(Why(LEVELS[level], how),),
        heirs=tuple(
            at_division(heir, level_of(heir.code), Reason.DIVIDED.value) for heir in place.heirs
        ),
    )


def below(above: StandardName, level: str, place: PlaceOnDay, how: str) -> StandardName:
    """A place below *above* with the reason *how*."""
    over = place.above_today or above.name_today
    today = f"{over}{place.name_today}" if over and place.name_today else ""
    heirs = tuple(_at_town(heir) for heir in place.heirs) or (() if today else above.heirs)
    return StandardName(
        level=level,
        code=place.code,
        name=place.name,
        full_name=above.full_name + place.name,
        code_today=place.code_today if today else "",
        name_today=today,
        reasons=(*above.reasons, Why(level, how)),
        heirs=heirs,
    )


def _at_town(place: PlaceOnDay) -> StandardName:
    return StandardName(
        level="township",
        code=place.code,
        name=place.name,
        full_name=place.full_name,
        code_today=place.code_today,
        name_today=place.full_name,
        reasons=(Why("township", Reason.DIVIDED.value),),
    )


def level_of(code: str) -> int:
    """1 province, 2 prefecture, 3 county, by the digits of a code."""
    if code.endswith("0000"):
        return _PROVINCE
    return _PREFECTURE if code.endswith("00") else _COUNTY


def divided_today(
    best: StandardName, candidates: tuple[StandardName, ...]
) -> tuple[tuple[StandardName, ...], list[Finding]]:
    """The *candidates* with those that share the area of *best* today, and what is to be said."""
    if not best.heirs:
        return candidates, []
    told = "、".join(f"{heir.full_name}（{heir.code}）" for heir in best.heirs[:_SHOWN])
    if len(best.heirs) > _SHOWN:
        told += "等"
    finding = Finding(DIVIDED_TODAY, part=best.level, actual=best.full_name, expected=told)
    return ((best, *best.heirs) if candidates == (best,) else candidates), [finding]


def village_on(choice: Choice) -> PlaceOnDay:
    """A village of the gazetteer: no list tells what it was called on other days."""
    return PlaceOnDay(choice.code, choice.name, choice.name, choice.code, choice.name)
