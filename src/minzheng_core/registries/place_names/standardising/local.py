"""Which township and village a text means below its division, and what is to be said about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.findings import Finding
from minzheng_core.reference.gazetteer import NO_TOWNSHIP
from minzheng_core.reference.township_names import stem
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names.spelling.characters import quoted
from minzheng_core.registries.place_names.standardising.standard_name import (
    BY_VILLAGE,
    PlaceOnDay,
    StandardName,
    below,
    township_on,
    village_on,
)
from minzheng_core.values.domicile.local_names import Likeness

if TYPE_CHECKING:
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile.local_places import Choice, Local

_SHOWN = 5
_COMMUNITY = re.compile("(?:社区|居委会|居民委员会)$")
_KINDS = ("人民公社", "公社", "街道办事处", "街道", "民族乡", "苏木", "乡", "镇", "区")
_PARTS = {"PG122": "village", "PG123": "village", "PG129": "division"}
_MISSPELT = {Likeness.SOUND, Likeness.SLIP, Likeness.UNREADABLE}
Settled = tuple[StandardName, tuple[StandardName, ...], list[Finding]]


def settle(
    division: StandardName, local: Local, text: str, year: int, overlay: Overlay | None
) -> Settled:
    """The lowest place beyond doubt below *division*, the candidates, and the findings."""
    findings: list[Finding] = []
    towns = [
        below(division, "township", place, how)
        for place, how in _places(local.towns, text, year, overlay)
    ]
    best, candidates = division, tuple(towns)
    if len(towns) == 1:
        best = towns[0]
        findings += _of_town(
            local.towns[0], best, local.written or _as_written(text, best.name), overlay
        )
    elif towns:
        findings.append(several("PG112", local.written or local.towns[0].name, towns))
    elif local.written:
        findings.append(Finding("PG113", part="township", actual=quoted(local.written)))
    if local.villages:
        best, villages, more = _villages(division, best, local, year, overlay)
        return best, villages or candidates or (division,), [*findings, *more]
    if local.said:
        findings.append(Finding("PG124", part="village", actual=quoted(local.said)))
    if local.begun:
        likely = [
            below(division, "township", *one) for one in _places(local.begun, text, year, overlay)
        ]
        findings.append(several("PG126", text, likely))
        candidates = tuple(likely)
    return best, candidates or (division,), findings


def _as_written(text: str, town: str) -> str:
    """What *text* begins with that means *town*: its name, and the kind if that is written.

    >>> _as_written("永兴龙槐村", "永兴乡"), _as_written("永兴公社龙槐大队", "永兴乡")
    ('永兴', '永兴公社')
    """
    size = len(stem(town))
    kind = next((kind for kind in _KINDS if text.startswith(kind, size)), "")
    return text[:size] + kind


def _places(
    choices: tuple[Choice, ...], text: str, year: int, overlay: Overlay | None
) -> list[tuple[PlaceOnDay, Likeness]]:
    """The townships of the day that *choices* are, each once."""
    found: dict[str, tuple[PlaceOnDay, Likeness]] = {}
    for choice in choices:
        for place in township_places(choice.code, choice.name, year, overlay):
            how = choice.how
            if how is Likeness.EXACT and not text.startswith(place.name):
                how = Likeness.KIND
            found.setdefault(place.code or place.name, (place, how))
    return list(found.values())


def township_places(
    code: str, name: str, year: int, overlay: Overlay | None
) -> tuple[PlaceOnDay, ...]:
    """The townships of the day of a *code*; one that only a gazetteer has stands for itself."""
    return township_on(code, year, overlay, name) or (PlaceOnDay(code, name, name, code, name),)


def _of_town(
    choice: Choice, town: StandardName, written: str, overlay: Overlay | None
) -> list[Finding]:
    """What is to be said about how the one township is written."""
    if choice.how in _MISSPELT:
        return [Finding("PG110", part="township", actual=quoted(written), expected=town.name)]
    if choice.how is Likeness.VARIANT:
        return [Finding("PG111", part="township", actual=quoted(written), expected=town.name)]
    renamed = townships(overlay).several(choice.code) and stem(choice.name) != stem(town.name)
    if choice.code and (town.code != choice.code or (choice.name and renamed)):
        return [Finding("PG114", part="township", actual=quoted(written), expected=town.name)]
    return []


def _villages(
    division: StandardName, best: StandardName, local: Local, year: int, overlay: Overlay | None
) -> Settled:
    """The village, if it is one and lies where the text says."""
    town = best if best is not division else None
    homes = {choice.code for choice in local.towns}
    homes |= {town.code, town.code_today} if town else set()
    found = [
        _village(town if town and _lies_in(choice, homes) else division, choice, year, overlay)
        for choice in local.villages
    ]
    choice = local.villages[0]
    elsewhere = bool(homes) and not any(_lies_in(c, homes) for c in local.villages)
    if elsewhere:
        return best, (*found,), [several("PG123", local.said, found)]
    of_other_kind = choice.how in _MISSPELT and _is_community(choice.name) != _is_community(
        local.said
    )
    if len(found) > 1 or of_other_kind:
        return best, (*found,), [several("PG122", local.said, found)]
    if local.written and not local.towns:
        return best, (*found,), []
    return found[0], (*found,), _of_village(choice, found[0], local.said)


def _is_community(name: str) -> bool:
    """Whether it is called a community or its residents' committee, and not a village."""
    return _COMMUNITY.search(name) is not None


def _lies_in(choice: Choice, homes: set[str]) -> bool:
    return choice.township in homes or choice.township.endswith(NO_TOWNSHIP)


def _village(
    above: StandardName, choice: Choice, year: int, overlay: Overlay | None
) -> StandardName:
    """A village below its township: the one in the text, or the one that the gazetteer has."""
    if above.level != "township" and not choice.township.endswith(NO_TOWNSHIP):
        places = township_on(choice.township, year, overlay)
        if len(places) == 1:
            above = below(above, "township", places[0], BY_VILLAGE)
    return below(above, "village", village_on(choice), choice.how)


def _of_village(choice: Choice, village: StandardName, said: str) -> list[Finding]:
    code = "PG120" if choice.how in _MISSPELT else "PG121" if choice.how is Likeness.VARIANT else ""
    return (
        [Finding(code, part="village", actual=quoted(said), expected=village.name)] if code else []
    )


def several(code: str, written: str, places: list[StandardName]) -> Finding:
    """That what is *written* may be any of some places."""
    told = "、".join(
        f"{place.full_name}（{place.code}）" if place.code else place.full_name
        for place in places[:_SHOWN]
    )
    part = _PARTS.get(code, "township")
    return Finding(code, part=part, actual=quoted(written), expected=told)
