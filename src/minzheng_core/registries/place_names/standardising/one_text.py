"""From what people wrote to the standard name and code of the day and of today (地名标准化)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.errors import require_text
from minzheng_core.findings import Finding
from minzheng_core.reference.divisions import divisions
from minzheng_core.registries.place_names.spelling.characters import quoted
from minzheng_core.registries.place_names.standardising.as_of import year_of
from minzheng_core.registries.place_names.standardising.codes import of_code, unknown_code
from minzheng_core.registries.place_names.standardising.counties_within import (
    counties_within,
    in_part,
)
from minzheng_core.registries.place_names.standardising.local import Settled, settle, several
from minzheng_core.registries.place_names.standardising.own_village import own_village
from minzheng_core.registries.place_names.standardising.regions import over_region
from minzheng_core.registries.place_names.standardising.standard_name import (
    BY_CODE,
    Standardised,
    StandardName,
    at_division,
    divided_today,
    division_on,
    level_of,
)
from minzheng_core.registries.place_names.standardising.towns_within import towns_within
from minzheng_core.registries.place_names.standardising.zone_towns import in_zone
from minzheng_core.registries.place_names.standardising.zones import NOT_READ, of_rest
from minzheng_core.values.domicile.answer import Reason
from minzheng_core.values.domicile.domicile import Domicile
from minzheng_core.values.domicile.index import FIRST_YEAR, domicile_index
from minzheng_core.values.domicile.local_names import Likeness, readable
from minzheng_core.values.domicile.local_places import places_of
from minzheng_core.values.domicile.resolver import year_of_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.reference.gazetteer import Gazetteer
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.place_names.standardising.as_of import Day
    from minzheng_core.values.domicile.domicile import DomicileCandidate

LONGEST = 120
"""So many characters of a text are read; no address is longer."""
TOO_EARLY = "PG105"
"""The year is before the first list."""
_COUNTY_OPEN = "PG129"
_LEFT_OPEN = frozenset(("DV202", "DV206", "DV209"))
"""With these findings the answer is what several candidates have in common."""
_WORD = re.compile(r"\w")


def standardise(
    text: str | None,
    *,
    county: str | None = None,
    on: Day | None = None,
    gazetteer: Gazetteer | None = None,
    overlay: Overlay | None = None,
) -> Standardised:
    """Find the place that *text* names, by its standard name and code on the day and today.

    Short, old, later and misspelt names are read; other kinds at the end (公社, 大队, 村委会), other
    shapes of a character (冈 for 岗, traditional, compatibility radicals), Latin letters for one
    character. *county* is the reader's own (six digits of any period): what names no county is read
    as lying there. *on* is the day or year, also as text
    (``"1990"``, ``"1990-05-01"``), today where not given. *gazetteer* has the villages,
    *overlay* what the county knows of former townships.

    The answer is the lowest place beyond doubt; where several fit, they are candidates, the
    likeliest first. Every one carries its reasons. A development zone is no division: the answer is
    what it is written below, and a finding says what was left over (PG115); or it is the township
    that the national list has under the zone, and a finding says so (PG127). No text raises.

    Raises:
        CallError: a text or code that is none, such as a code in figures (IN218); *on* is neither a
            day nor a year (IN219).

    >>> found = standardise("江西兴国古龙岗公社", on=1990)
    >>> print(found.show())
    江西省赣州地区兴国县古龙冈镇（360732102）  县级：简称或旧写；乡级：异体字
    >>> found.best.code_today, found.best.name_today
    ('360732102', '江西省赣州市兴国县古龙冈镇')
    >>> standardise("鼓楼区").best, len(standardise("鼓楼区").candidates) > 1
    (None, True)

    Basis: GB/T 2260 in the yearly lists of 1981 on; GB/T 10114; 《地名管理条例》(国务院令第 753 号).

    Limits: counties and above nationwide over 1981 to now, by years. Townships are those of the list
    of 2023 with the changes since 2014, and keep the codes of that list on earlier days too; what
    was merged before comes from an *overlay*. Villages only with a *gazetteer*, as of its edition.
    """
    require_text(text, "地名")
    require_text(county, "县代码")
    asked = year_of(on)
    written = text or ""
    own = known_county(county, overlay)
    findings = [Finding("PG104", actual=quoted(county))] if county and own is None else []
    if asked is not None and asked < FIRST_YEAR:
        findings.append(Finding(TOO_EARLY, actual=str(asked), expected=str(FIRST_YEAR)))
    if not _WORD.search(written):
        return _unknown(written, (*findings, Finding("PG101")))
    if len(written) > LONGEST:
        findings.append(Finding("PG103", actual=str(len(written)), expected=str(LONGEST)))
    parsed = Domicile.parse(written[:LONGEST], on=asked, county=own, overlay=overlay)
    value = parsed.value
    if value is None:
        return _unknown(written, (*findings, Finding("PG101")))
    if readable(value.rest) != value.rest:
        findings.append(Finding("PG102", actual=quoted(value.rest)))
    year = year_of_list(asked)
    coded = None if value.names else of_code(value.rest, year, overlay, gazetteer)
    if coded is not None:
        best, candidates, more = coded
        candidates, told = divided_today(best, candidates)
        return Standardised(
            text=written,
            best=best,
            candidates=candidates,
            findings=(*findings, *more, *told),
            reason=BY_CODE,
        )
    if not value.names and (odd := unknown_code(value.rest, overlay)):
        return _unknown(written, (*findings, odd))
    question, said = (year, own, overlay, gazetteer), tuple(findings)
    found = _of_names(written, parsed.findings, value, findings, question)
    if village := own_village(found, value.names, said, question):
        return village
    return in_zone(found, value.names, year, overlay, gazetteer)


_Asked = tuple[int, "str | None", "Overlay | None", "Gazetteer | None"]


def _of_names(
    written: str,
    said: tuple[Finding, ...],
    value: Domicile,
    findings: list[Finding],
    asked: _Asked,
) -> Standardised:
    """The answer where the text begins with names; *said* of it, *findings* on the question."""
    year, own, overlay, gazetteer = asked
    if beyond := over_region(value, year, own, overlay):
        value, region = beyond
        said = (
            *value.explain(),
            Finding(NOT_READ, part="division", actual=region, expected=value.name),
        )
    findings += said
    above = candidates_on(value.candidates, year, overlay)
    if value.division is None:
        short = _short(value, year, overlay, gazetteer) if len(above) == 1 else None
        if short is not None:
            (best, candidates, more), rest = short
            candidates, told = divided_today(best, candidates)
            more += told
            early = tuple(f for f in findings if f.code in {"PG104", TOO_EARLY})
            return Standardised(
                text=written,
                best=best,
                candidates=candidates,
                rest=rest,
                findings=(*early, *more),
                reason=Reason.SHORT_NAME.value,
            )
        if not above and value.how is Reason.UNKNOWN:
            part, tail = in_part(value.rest)
            named, above = counties_within((part,) if part else (), tail, year, overlay)
            findings += [several(_COUNTY_OPEN, named, [*above])] if above else []
        return Standardised(
            text=written,
            candidates=above,
            rest=value.rest,
            findings=tuple(findings),
            reason=value.how.value,
        )
    place = division_on(value.division, year, overlay, value.name)
    division = at_division(place, value.level, value.how.value)
    local = places_of(value.division, year, overlay, gazetteer)
    if above or local is None or not value.rest:
        candidates = _with_best(division, above, findings)
        if value.how is Reason.AMBIGUOUS and not value.names:
            candidates = _towns_of(candidates, value.rest, year, overlay)
        code = "PG112"
        named, likely = ("", ()) if above else towns_within(division, value.rest, year, overlay)
        if not likely:
            code = _COUNTY_OPEN
            named, likely = counties_within(value.names, value.rest, year, overlay)
        if likely:
            candidates = (*candidates, *likely)
            findings.append(several(code, named, [*likely]))
        elif not above:
            findings += of_rest(division, value.rest)
        candidates, told = divided_today(division, candidates)
        findings += told
        return Standardised(
            text=written,
            best=division,
            candidates=candidates,
            rest=value.rest,
            findings=tuple(findings),
            reason=value.how.value,
        )
    below = local.read(value.rest, value.township or "")
    best, candidates, more = settle(division, below, value.rest, year, overlay)
    candidates, told = divided_today(best, candidates)
    more += of_rest(best, value.rest, said=bool(more)) + told
    return Standardised(
        text=written,
        best=best,
        candidates=candidates,
        rest=below.rest,
        findings=(*findings, *more),
        reason=value.how.value,
    )


def _unknown(written: str, findings: tuple[Finding, ...]) -> Standardised:
    """The answer to a text of which nothing is known."""
    return Standardised(text=written, findings=findings, reason=Reason.UNKNOWN.value)


def _with_best(
    best: StandardName, others: tuple[StandardName, ...], findings: Iterable[Finding]
) -> tuple[StandardName, ...]:
    """The candidates: *best* too, unless it is only what all the *others* lie in."""
    common = any(finding.code in _LEFT_OPEN for finding in findings)
    return others if others and (common or best in others) else (best, *others)


def _towns_of(
    counties: tuple[StandardName, ...], text: str, year: int, overlay: Overlay | None
) -> tuple[StandardName, ...]:
    """The township of each of the *counties* that *text* names; last those where no list has it."""
    found: list[StandardName] = []
    others: list[StandardName] = []
    for county in counties:
        local = places_of(county.code, year, overlay, None)
        below = local.read(text) if local else None
        towns = below and [c for c in below.towns if c.how.rank <= Likeness.VARIANT.rank]
        if below and towns:
            found += settle(county, below, text, year, overlay)[1]
        else:
            others.append(county)
    return (*found, *others)


def candidates_on(
    candidates: Iterable[DomicileCandidate], year: int, overlay: Overlay | None
) -> tuple[StandardName, ...]:
    """The divisions of the list of *year* that a domicile may mean."""
    return tuple(
        at_division(
            division_on(c.division, year, overlay, c.name), level_of(c.division), c.how.value
        )
        for c in candidates
    )


def _short(
    value: Domicile, year: int, overlay: Overlay | None, gazetteer: Gazetteer | None
) -> tuple[Settled, str] | None:
    """A county's short name that the name of one of its townships or villages follows: 兴国潋江."""
    code = value.candidates[0].division
    local = places_of(code, year, overlay, gazetteer)
    unit = domicile_index(overlay).at(code, year)
    if local is None or unit is None:
        return None
    for form in domicile_index(overlay).forms_of(unit):
        if len(form) > 1 and value.rest.startswith(form):
            rest = value.rest[len(form) :]
            below = local.read(rest)
            if any(c.how.rank <= Likeness.VARIANT.rank for c in (*below.towns, *below.villages)):
                division = at_division(
                    division_on(code, year, overlay), level_of(code), Reason.SHORT_NAME.value
                )
                return settle(division, below, rest, year, overlay), below.rest
    return None


def known_county(county: str | None, overlay: Overlay | None) -> str | None:
    """The six digits of *county* if they were ever the code of a division, else ``None``."""
    if not county or len(county) not in {6, 9, 12}:
        return None
    return county[:6] if county[:6] in divisions(overlay) else None
