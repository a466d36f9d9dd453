"""Townships that the national list has under development zones, which are no divisions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.findings import Finding
from minzheng_core.reference.township_names import stem
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names.spelling.characters import quoted
from minzheng_core.registries.place_names.standardising.local import settle, township_places
from minzheng_core.registries.place_names.standardising.standard_name import (
    Standardised,
    at_division,
    below,
    division_on,
)
from minzheng_core.values.domicile.answer import Reason
from minzheng_core.values.domicile.index import domicile_index
from minzheng_core.values.domicile.local_names import Likeness
from minzheng_core.values.domicile.local_places import local_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.reference.gazetteer import Gazetteer
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.place_names.standardising.standard_name import StandardName

OF_ZONE = "PG127"
_NOT_LISTED = "PG113"
_KINDS = ("镇", "乡", "公社", "人民公社")
_SHORTEST = 2
_WHOLE = 3
"""A name without a kind has at least so many characters."""
_ZONE_ENDS = re.compile("区|园|新城|委员会|管委会")
"""After this in a text a township of a zone may stand."""
_ZONE_FIRST = re.compile(".{0,6}?(?:开发区|园区|新区|示范区)")
_ZONE_AHEAD = re.compile(".*(?:开发区|园区|新区|示范区)(?=.{2,}(?:街道|[镇乡])$)")
_ABOUT_TEXTS = frozenset(("PG102", "PG103", "PG104", "PG105"))


@lru_cache(maxsize=4)
def zone_towns(overlay: Overlay | None) -> dict[str, dict[str, tuple[str, ...]]]:
    """By the first four digits of a prefecture: how townships of its zones are written, their codes.

    A zone has a code of its own in that list, which no list of divisions has.

    >>> zone_towns(None)["4101"]["明港街道"]
    ('410173405',)
    """
    index = domicile_index(overlay)
    known = townships(overlay)
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for county in known.counties():
        if county in index.by_code or not index.by_code.get(county[:4] + "00"):
            continue
        names = found.setdefault(county[:4], {})
        for code, name, _ in known.names_of(county):
            for written in _written(name):
                names[written] = tuple(dict.fromkeys((*names.get(written, ()), code)))
    return found


def _written(name: str) -> Iterator[str]:
    own = _ZONE_AHEAD.sub("", name)
    yield from dict.fromkeys((name, own))
    place = stem(own)
    if own.endswith(_KINDS) and len(place) >= _SHORTEST:
        yield from (place + kind for kind in _KINDS if place + kind != own)


@lru_cache(maxsize=4)
def writings(overlay: Overlay | None) -> list[str]:
    """All of :func:`zone_towns` as they may stand in a text."""
    return sorted({name for names in zone_towns(overlay).values() for name in names})


def zone_town_in(inside: str, text: str, overlay: Overlay | None) -> bool:
    """Whether *text* may name a township of a zone of the prefectures whose codes begin with *inside*.

    Any zone's where one stands at its beginning: another prefecture may be named above a short name
    that was taken for a county (唐山海港开发区).
    """
    return _ZONE_FIRST.match(text) is not None or any(
        name in text for name in _writings_in(inside, overlay)
    )


@lru_cache(maxsize=1024)
def _writings_in(inside: str, overlay: Overlay | None) -> tuple[str, ...]:
    """The writings of the townships of the prefectures whose codes begin with *inside*."""
    towns = zone_towns(overlay)
    return tuple(name for prefix in towns if prefix.startswith(inside) for name in towns[prefix])


def in_zone(
    found: Standardised,
    names: tuple[str, ...],
    year: int,
    overlay: Overlay | None,
    gazetteer: Gazetteer | None,
) -> Standardised:
    """The answer *found* carried on to the township of a zone, if the text names one.

    *names* are those of the divisions that the text begins with. Where a county is named whose own
    the township is not, and no zone, it is a candidate.
    """
    best = found.best
    if best is not None and best.level not in {"prefecture", "county"}:
        return found
    hits = dict.fromkeys(_named(found, names, overlay))
    if len(hits) != 1:
        return found
    ((place, code),) = hits
    told = [f for f in found.findings if f.code in _ABOUT_TEXTS]
    if place == 0 and (best is None or best.level == "county"):
        if best is None or _NOT_LISTED not in [f.code for f in found.findings]:
            return found
        town = township_places(code, "", year, overlay)
        likely = tuple(below(best, "township", one, Likeness.EXACT) for one in town)
        return evolve(found, candidates=(*found.candidates, *likely))
    above = _above(best, names, code, year, overlay)
    rest = found.rest[place:]
    local = local_places((code[:6],), overlay, gazetteer).read(rest, code)
    answer, candidates, more = settle(above, local, rest, year, overlay)
    if answer.level not in {"township", "village"}:
        return found
    said = Finding(OF_ZONE, part="township", actual=quoted(answer.name), expected=code[:6])
    findings = (*told, said, *more)
    return Standardised(
        text=found.text,
        best=answer,
        candidates=candidates,
        rest=local.rest,
        findings=findings,
        reason=above.reasons[0].how,
    )


def _named(
    found: Standardised, names: tuple[str, ...], overlay: Overlay | None
) -> Iterator[tuple[int, str]]:
    """Where in the rest of a text the township of a zone stands, and its code."""
    index, rest = domicile_index(overlay), found.rest
    places = (0, *(match.end() for match in _ZONE_ENDS.finditer(rest)))
    for prefix in _prefectures(found, names, overlay):
        towns = zone_towns(overlay).get(prefix, {})
        for place in places:
            written = max((n for n in towns if rest.startswith(n, place)), key=len, default="")
            if written and not (
                place == 0 and any(index.town(u, rest) for u in _counties(prefix, overlay))
            ):
                yield from ((place, code) for code in towns[written])
                return


def _counties(prefix: str, overlay: Overlay | None) -> tuple[int, ...]:
    """The counties of today of a prefecture."""
    index = domicile_index(overlay)
    return index.counties_of(index.by_code[prefix + "00"][-1], index.last_year)


def _prefectures(
    found: Standardised, names: tuple[str, ...], overlay: Overlay | None
) -> dict[str, None]:
    """The first digits of the prefectures that a text names, those named in it first."""
    index = domicile_index(overlay)
    named = [
        index.records[unit].code[:4]
        for name in names
        if name in index.forms and _ZONE_FIRST.match(found.rest)
        for unit in index.forms[name].prefectures
    ]
    best = found.best
    places = (best.heirs or (best,)) if best else found.candidates
    codes = {(place.code_today or place.code)[:4] for place in places}
    return dict.fromkeys((*named, *(codes if len(codes) == 1 else ())))


def _above(
    best: StandardName | None,
    names: tuple[str, ...],
    code: str,
    year: int,
    overlay: Overlay | None,
) -> StandardName:
    """What stands above the township: what the text says, else the prefecture that has the zone.

    After a short name, and before a zone, a county is rather the city: 濮阳经济开发区.
    """
    in_full = bool(names) and names[-1].endswith(("县", "市", "区", "旗"))
    if best is not None and (best.level == "prefecture" or in_full):
        return best
    index = domicile_index(overlay)
    unit = index.by_code[code[:4] + "00"][-1]
    there = [*index.carry(unit, year).units, unit][0]
    place = division_on(index.records[there].code, year, overlay)
    return at_division(place, 2, Reason.SHORT_NAME.value)
