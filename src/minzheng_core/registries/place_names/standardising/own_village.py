"""A village of the reader's own county that begins like the short name of a far one (凤凰溪村)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.registries.place_names.standardising.local import settle
from minzheng_core.registries.place_names.standardising.standard_name import (
    Standardised,
    at_division,
    division_on,
)
from minzheng_core.values.domicile.answer import ASSUMED, Reason
from minzheng_core.values.domicile.domicile import findings_on
from minzheng_core.values.domicile.local_names import Likeness
from minzheng_core.values.domicile.local_places import places_of
from minzheng_core.values.domicile.resolver import resolver
from minzheng_core.values.domicile.text import normalise_domicile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.findings import Finding
    from minzheng_core.reference.gazetteer import Gazetteer
    from minzheng_core.reference.overlay import Overlay

LONGEST_SHORT_NAME = 4
"""A short name has at most so many characters."""
_COUNTY = 3


def own_village(
    found: Standardised,
    names: tuple[str, ...],
    findings: Iterable[Finding],
    asked: tuple[int, str | None, Overlay | None, Gazetteer | None],
) -> Standardised | None:
    """The village of the own county that the whole text names; ``None`` where nothing says so.

    Only where *names*, what was read, are one short name or none, and nothing of what follows is
    known there. *findings* are those on the question.
    """
    year, county, overlay, gazetteer = asked
    best = found.best
    if gazetteer is None or county is None or len(names) > 1 or not found.rest:
        return None
    if best is not None and best.level not in {"prefecture", "county"}:
        return None
    meaning = resolver(overlay)
    index, home = meaning.index, meaning.context(county, year)
    if home is None or any(index.forms[name].full for name in names if name in index.forms):
        return None
    own = index.records[home].code
    local = places_of(own, year, overlay, gazetteer)
    if local is None or (best is not None and best.code == own):
        return None
    text = normalise_domicile(found.text).text
    below = local.read(text)
    if below.towns or not below.villages or below.villages[0].how.rank > Likeness.VARIANT.rank:
        return None
    division = at_division(division_on(own, year, overlay), _COUNTY, Reason.ASSUMED_COUNTY.value)
    place, candidates, more = settle(division, below, text, year, overlay)
    said = findings_on(meaning, meaning.settled(home, ASSUMED), None, text, year)
    told = (*findings, *said, *more)
    return Standardised(
        text=found.text,
        best=place,
        candidates=candidates,
        rest=below.rest,
        findings=told,
        reason=Reason.ASSUMED_COUNTY,
    )
