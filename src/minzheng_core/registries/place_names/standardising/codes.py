"""A code as the text (区划代码): what it is on the day, as far as lists tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.findings import Finding
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names.standardising.local import township_places
from minzheng_core.registries.place_names.standardising.standard_name import (
    BY_CODE,
    at_division,
    below,
    division_on,
    level_of,
    village_on,
)
from minzheng_core.registries.place_names.standardising.zones import NOT_READ
from minzheng_core.values.domicile.index import domicile_index
from minzheng_core.values.domicile.local_names import Likeness
from minzheng_core.values.domicile.local_places import Choice

if TYPE_CHECKING:
    from minzheng_core.reference.gazetteer import Gazetteer
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.place_names.standardising.local import Settled
    from minzheng_core.registries.place_names.standardising.standard_name import StandardName

CODE = r"^[0-9]{4,}$"
"""A text that is a code, or is meant for one; for Python's and Rust's engines."""
_CODE = re.compile(r"^[0-9]{6}(?:[0-9]{3}){0,2}$")
"""A code of a division, a township or a village."""
_WITHOUT_COUNTIES = "01"
"""The end of the code under which statistics have what lies in a city without counties."""


def unknown_code(text: str, overlay: Overlay | None) -> Finding | None:
    """What is wrong with a text of digits alone that no division ever had for its code (PG128)."""
    if not re.match(CODE, text) or (_CODE.match(text) and _county(text, overlay)):
        return None
    return Finding("PG128", part="division", actual=text[:12])


def _county(text: str, overlay: Overlay | None) -> str:
    """The code of the division that a code begins with; empty where no division ever had it."""
    known = domicile_index(overlay).by_code
    code = text[:6]
    if code not in known and code.endswith(_WITHOUT_COUNTIES):
        above = f"{code[:4]}00"
        return above if divisions(overlay).registers(above) else ""
    return code if code in known else ""


def of_code(
    text: str, year: int, overlay: Overlay | None, gazetteer: Gazetteer | None
) -> Settled | None:
    """The place of the code *text* in *year*; ``None`` where it is none, or none that was ever given.

    A code of another time means the place that has the area in *year*; several are candidates.
    """
    if not _CODE.match(text):
        return None
    index = domicile_index(overlay)
    county = _county(text, overlay)
    units = index.by_code.get(county)
    if not units:
        return None
    here = index.at(county, year)
    begun = [u for u in units if index.starts[u] <= year]
    meant = index.carry((begun or [*units])[-1], year).units if here is None else (here,)
    found = tuple(_division(index.records[u].code, year, overlay) for u in meant)
    if len(found) != 1:
        return None
    rest = text[6:]
    if not rest.strip("0"):
        return found[0], found, []
    town, findings = _town(found[0], text[:9], year, overlay)
    if town is None or not text[9:].strip("0"):
        return town or found[0], (town or found[0],), findings
    for village in gazetteer.villages(county) if gazetteer else ():
        if village.code == text:
            choice = Choice(text, village.name, Likeness.EXACT, text[:9])
            best = below(town, "village", village_on(choice), BY_CODE)
            return best, (best,), findings
    if gazetteer is None:
        left = Finding(NOT_READ, part="village", actual=text[9:], expected=town.name)
    else:
        left = Finding("PG124", part="village", actual=text)
    return town, (town,), [*findings, left]


def _division(code: str, year: int, overlay: Overlay | None) -> StandardName:
    return at_division(division_on(code, year, overlay), level_of(code), BY_CODE)


def _town(
    division: StandardName, code: str, year: int, overlay: Overlay | None
) -> tuple[StandardName | None, list[Finding]]:
    known = townships(overlay).on(code, year)
    places = township_places(code, known.name, year, overlay) if known else ()
    if len(places) != 1:
        return None, [Finding("PG113", part="township", actual=code)]
    return below(division, "township", places[0], BY_CODE), []
