"""Everything that a county's set of boundary records says against itself (全县成果核查)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from minzheng_core.findings import Finding
from minzheng_core.reference.county_neighbours import county_neighbours
from minzheng_core.registries.boundaries import lines, markers, points
from minzheng_core.registries.boundaries.checks.azimuths import check_objects
from minzheng_core.registries.boundaries.checks.course import check_courses
from minzheng_core.registries.boundaries.checks.coverage import check_coverage
from minzheng_core.registries.boundaries.checks.located import Located, said_once
from minzheng_core.registries.boundaries.checks.marker_checks import aligned, check_markers
from minzheng_core.registries.boundaries.checks.network import check_network
from minzheng_core.registries.boundaries.checks.prepared import Prepared, prepare
from minzheng_core.registries.boundaries.checks.report import SetReport
from minzheng_core.registries.boundaries.checks.turned import upright
from minzheng_core.registries.boundaries.tolerance import Tolerance
from minzheng_core.values.county import county_code
from minzheng_core.values.marker_code import PROVINCIAL, check_marker_codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_core.registries.boundaries.county_set import CountySet
    from minzheng_core.values.marker_code import LinePattern

__all__ = ["check_neighbours", "check_set"]

_INTACT = re.compile(
    r"(?:基本|保存|桩体|界桩|外观|均|很|较)*(?:完好无损|完好|良好|完整|正常|无异常|好)[。.]?|intact|good"
)
"""What a table says of a marker that nobody has to do anything about."""
NEAR = 20.0
"""Metres from its line within which a marker divides the description of a course."""


def check_set(
    given: CountySet,
    *,
    on: date | None = None,
    tolerance: Tolerance | None = None,
    patterns: Sequence[LinePattern] = (PROVINCIAL,),
    gap_width: float = 5.0,
    report_hours: float | None = None,
) -> SetReport:
    """Check a county's lines, markers, points and polygons, each by itself and against each other.

    Args:
        given: the set.
        on: the day by which "future" and "overdue" are judged, today where not given.
        tolerance: what is let pass; five metres, or the map's where a line states its scale.
        patterns: the codes of lines that the county knows, by level.
        gap_width: gaps between polygons narrower than this are faults, in metres.
        report_hours: within how many hours keepers must report, where there is such a rule.

    Returns:
        A report: findings with their place, ``counts``, ``frame``, ``to_geojson``, ``save``.

    Raises:
        CallError: no such county (IN203).

    >>> from shapely import LineString
    >>> from minzheng_core.registries.boundaries import CountySet, Line, Marker, Position
    >>> report = check_set(CountySet(
    ...     county="360732",
    ...     lines=(Line(code="5253", units="甲县、乙县", agreement="协议书"),),
    ...     shapes=(LineString([(115.30, 26.30), (115.40, 26.30)]),),
    ...     markers=(Marker(code="5253001Q", position=Position(
    ...         longitude="115.35", latitude="26.301", datum="CGCS2000")),)))
    >>> [(found.key, found.finding.code) for found in report.found]
    [('5253001Q', 'BL127'), ('5253001Q', 'BL301')]

    Basis: 《行政区域界线管理条例》(国务院令第353号, 2002); GB/T 17796-2009.

    Limitations: what runs along a line cannot be seen across it: a marker moved along its line and
    between its neighbours is found by a re-measurement only.
    """
    given = attrs.evolve(given, county=county_code(given.county))
    allowed = tolerance or Tolerance()
    day = on or date.today()
    given, told = upright(given)
    prepared = prepare(given, allowed, patterns)
    told += prepared.found
    told += _records(prepared, day, patterns, report_hours)
    numbers = aligned(prepared)
    told += check_markers(prepared, numbers)
    told += check_network(prepared)
    told += check_objects(prepared)
    told += check_courses(prepared, numbers.positions(NEAR), numbers.found.forward)
    told += check_coverage(prepared, gap_width)
    sizes = {"line": len(given.lines), "marker": len(given.markers), "point": len(given.points)}
    return SetReport(of=given, found=tuple(said_once(list(_without_doubles(told)), sizes)))


def _records(
    prepared: Prepared, day: date, patterns: Sequence[LinePattern], hours: float | None
) -> Iterator[Located]:
    """The findings on each record by itself, and on the codes together."""
    given = prepared.given
    for row, line in enumerate(given.lines):
        for finding in lines.check(line, county=given.county, on=day, patterns=patterns):
            yield prepared.at_line(row, finding)
    for row, marker in enumerate(given.markers):
        for finding in markers.check(
            marker, county=given.county, on=day, patterns=patterns, extent=prepared.extent,
            report_hours=hours,
        ):  # fmt: skip
            yield prepared.at_marker(row, finding)
        said = (marker.condition.description or "").strip()
        if said and not _INTACT.fullmatch(said):
            field = "condition.description"
            yield prepared.at_marker(row, Finding("BL139", field=field, actual=said))
    for row, point in enumerate(given.points):
        for finding in points.check(point, county=given.county, on=day, extent=prepared.extent):
            yield Located(finding=finding, kind="point", key=point.code or "", row=row)
    for row, finding in check_marker_codes(prepared.codes):
        yield prepared.at_marker(row, attrs.evolve(finding, field="code"))


def _without_doubles(told: list[Located]) -> Iterator[Located]:
    """Each finding once: a record by itself and the set may say the same."""
    seen: set[Any] = set()
    for item in told:
        key = (item.kind, item.row, item.finding, item.others)
        if key not in seen:
            seen.add(key)
            yield item


def check_neighbours(
    county: str, listed: Sequence[str], touching: Sequence[str] | None = None
) -> list[Finding]:
    """The neighbours that a register lists against those that touch.

    *touching* are the codes of the counties that touch; where not given, those of the reference
    table, and a county that is not in it is not judged.

    >>> [str(f) for f in check_neighbours("360732", ["360821", "360826", "360825", "360730",
    ...                                              "360731", "360704", "360828"])]
    ['[BL327] 360821 与 360732 并不相邻', '[BL328] 没有列出相邻的 360803']

    Limitations: the table of the library has counties of today only.
    """
    known = list(county_neighbours(county)) if touching is None else list(touching)
    if not known:
        return []
    strange = [code for code in listed if code not in known]
    missing = [code for code in known if code not in set(listed)]
    return [
        *(Finding("BL327", field="units", expected=county, actual=code) for code in strange),
        *(Finding("BL328", field="units", actual=code) for code in missing),
    ]
