"""The townships of a name in all counties of a prefecture or province: candidates, where no county is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.reference.township_names import as_communes
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names.standardising.local import township_places
from minzheng_core.registries.place_names.standardising.standard_name import (
    LEVELS,
    at_division,
    below,
    division_on,
    level_of,
)
from minzheng_core.registries.place_names.standardising.zones import zone_named
from minzheng_core.values.domicile.answer import Reason
from minzheng_core.values.domicile.index import domicile_index
from minzheng_core.values.domicile.local_names import Likeness

if TYPE_CHECKING:
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.place_names.standardising.standard_name import StandardName

_TOWN = r"^.{1,8}?(?:(?:人民)?公社|街道|[镇乡])"
_WRITTEN = re.compile(_TOWN)
WRITTEN = rf"{_TOWN}|^.{{0,12}}(?:区|园|委员会|管委会).{{1,8}}?(?:公社|街道|[镇乡])"
"""A township that may stand at the beginning of what follows a prefecture or province, or after a zone there."""


def is_town_within(code: str, level: int, rest: str, overlay: Overlay | None) -> bool:
    """Whether *rest* begins with a township of any county below the province or prefecture *code* of today."""
    match = _WRITTEN.match(_behind_zone(rest))
    inside = _digits(code, level)
    return match is not None and any(
        county.startswith(inside)
        for name in as_communes(match[0])
        for county in townships(overlay).counties_with(name)
    )


def _behind_zone(rest: str) -> str:
    """What follows the zone that *rest* begins with, if it begins with one: it is no division."""
    return rest.removeprefix(zone_named(rest))


def _digits(code: str, level: int) -> str:
    """The digits of a code that all below a province (1) or prefecture (2) have."""
    return code[: 2 * level]


def towns_within(
    above: StandardName, rest: str, year: int, overlay: Overlay | None
) -> tuple[str, tuple[StandardName, ...]]:
    """The township that *rest* begins with, a zone left aside, and those called so below *above* in *year*."""
    match = _WRITTEN.match(_behind_zone(rest))
    if match is None or above.level not in {"province", "prefecture"}:
        return "", ()
    index, known = domicile_index(overlay), townships(overlay)
    inside = _digits(above.code_today or above.code, LEVELS.index(above.level))
    found: dict[str, StandardName] = {}
    for name in as_communes(match[0]):
        for county in known.counties_with(name):
            if not county.startswith(inside) or county not in index.by_code:
                continue
            units = index.carry(index.by_code[county][-1], year).units
            if len(units) != 1:
                continue
            unit = index.records[units[0]].code
            home = at_division(
                division_on(unit, year, overlay), level_of(unit), Reason.TOWNSHIP.value
            )
            codes = [code for code, own, _ in known.names_of(county) if own == name]
            for code in codes:
                for place in township_places(code, name, year, overlay):
                    town = below(home, "township", place, Likeness.EXACT)
                    found.setdefault(town.code or town.full_name, town)
    return match[0], tuple(found.values())
