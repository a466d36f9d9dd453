"""From what people wrote to the standard name and code of the day and of today (地名标准化)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

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
from minzheng_core.registries.place_names.standardising.zones import NOT_READ, of_rest, zone_named
from minzheng_core.values.county import counties_named
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
WORD = r"\w"
"""A text without any names nothing."""


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
    if not re.search(WORD, written):
        return _unknown(written, (*findings, Finding("PG101")))
    if len(written) > LONGEST:
        findings.append(Finding("PG103", actual=str(len(written)), expected=str(LONGEST)))
    parsed = Domicile.parse(written[:LONGEST], on=asked, county=own, overlay=overlay)
    if parsed.value is None:
        return _unknown(written, (*findings, Finding("PG101")))
    return standardise_parsed(
        written,
        parsed.value,
        findings,
        county=own,
        year=year_of_list(asked),
        gazetteer=gazetteer,
        overlay=overlay,
    )


def standardise_parsed(
    written: str,
    value: Domicile,
    findings: list[Finding],
    *,
    county: str | None,
    year: int,
    gazetteer: Gazetteer | None,
    overlay: Overlay | None,
) -> Standardised:
    """The place of what is *written*, which says what the domicile *value* has, by the list of *year*.

    *findings* are those on the question; *county* is a code that there ever was.
    """
    if readable(value.rest) != value.rest:
        findings.append(Finding("PG102", actual=quoted(value.rest)))
    coded = None if value.names else of_code(value.rest, year, overlay, gazetteer)
    if coded is not None:
        best, candidates, more = coded
        return _placed(written, best, candidates, (*findings, *more), reason=BY_CODE)
    if not value.names and (odd := unknown_code(value.rest, overlay)):
        return _unknown(written, (*findings, odd))
    named, said = value, value.explain()
    if beyond := over_region(value, year, county, overlay):
        named, region = beyond
        left = Finding(NOT_READ, part="division", actual=region, expected=named.name)
        said = [*named.explain(), left]
    found = _Named(
        text=written,
        value=named,
        findings=(*findings, *said),
        year=year,
        overlay=overlay,
        gazetteer=gazetteer,
    ).answer()
    if village := own_village(found, value.names, findings, (year, county, overlay, gazetteer)):
        return village
    return in_zone(found, value.names, year, overlay, gazetteer)


@frozen(kw_only=True, eq=False)
class _Named:
    """A text that begins with names: what they mean, what is said so far, and what was asked."""

    text: str
    value: Domicile
    findings: tuple[Finding, ...]
    year: int
    overlay: Overlay | None
    gazetteer: Gazetteer | None

    def answer(self) -> Standardised:
        """The place that is named."""
        value, above = self.value, candidates_on(self.value.candidates, self.year, self.overlay)
        if value.division is None:
            return (len(above) == 1 and self._of_short_name()) or self._without_division(above)
        place = division_on(value.division, self.year, self.overlay, value.name)
        division = at_division(place, value.level, value.how.value)
        local = places_of(value.division, self.year, self.overlay, self.gazetteer)
        if above or local is None or not value.rest:
            return self._nothing_below(division, above)
        below = local.read(value.rest, value.township or "")
        best, candidates, more = settle(division, below, value.rest, self.year, self.overlay)
        more += of_rest(best, value.rest, said=bool(more))
        findings = (*self.findings, *more)
        return _placed(
            self.text, best, candidates, findings, rest=below.rest, reason=value.how.value
        )

    def _of_short_name(self) -> Standardised | None:
        """The answer where a county's short name and one of its townships or villages are written."""
        short = _short(self.value, self.year, self.overlay, self.gazetteer)
        if short is None:
            return None
        (best, candidates, more), rest = short
        early = (f for f in self.findings if f.code in {"PG104", TOO_EARLY})
        reason = Reason.SHORT_NAME.value
        return _placed(self.text, best, candidates, (*early, *more), rest=rest, reason=reason)

    def _without_division(self, above: tuple[StandardName, ...]) -> Standardised:
        """The answer where no one division is meant: those *above*, else what lies in a part of a province."""
        value, findings = self.value, self.findings
        if not above and value.how is Reason.UNKNOWN:
            part, tail = in_part(value.rest)
            above_it = (part,) if part else ()
            named, above = counties_within(above_it, tail or value.rest, self.year, self.overlay)
            findings += (several(_COUNTY_OPEN, named, [*above]),) if above else ()
        return Standardised(
            text=self.text,
            candidates=above,
            rest=value.rest,
            findings=findings,
            reason=value.how.value,
        )

    def _nothing_below(
        self, division: StandardName, above: tuple[StandardName, ...]
    ) -> Standardised:
        """The answer where nothing is read below *division*: it is in doubt, has no list, or ends the text."""
        value, findings = self.value, self.findings
        candidates = _with_best(division, above, findings)
        if value.how is Reason.AMBIGUOUS and not value.names:
            candidates = _towns_of(candidates, value.rest, self.year, self.overlay)
        where, code = (value.rest, self.year, self.overlay), "PG112"
        named, likely = ("", ()) if above else towns_within(division, *where)
        if not likely:
            code = _COUNTY_OPEN
            named, likely = counties_within(value.names, *where)
        if likely:
            candidates = (*candidates, *likely)
            findings += (several(code, named, [*likely]),)
        if zone_named(value.rest) if likely else not above:
            findings += tuple(of_rest(division, value.rest))
        reason = value.how.value
        return _placed(self.text, division, candidates, findings, rest=value.rest, reason=reason)


def _placed(
    written: str,
    best: StandardName,
    candidates: tuple[StandardName, ...],
    findings: tuple[Finding, ...],
    *,
    rest: str = "",
    reason: str,
) -> Standardised:
    """An answer with a place, and what is said of one that was divided since."""
    candidates, told = divided_today(best, candidates)
    return Standardised(
        text=written,
        best=best,
        candidates=candidates,
        rest=rest,
        findings=(*findings, *told),
        reason=reason,
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
    """The six digits of *county* if it is the name of one county or ever was a code, else ``None``."""
    named = counties_named(county.strip()) if county else ()
    if len(named) == 1:
        return named[0].code
    if not county or len(county) not in {6, 9, 12}:
        return None
    return county[:6] if county[:6] in divisions(overlay) else None
