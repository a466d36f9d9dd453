"""Two tables of the same markers: the neighbour's copy, or a new survey against the record.

Differences are judged by the limit of two independent fixes (2·√2·m); what lies beyond is to be
looked at together, never "moved".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from minzheng_core.findings import Finding
from minzheng_core.geodesy import gcj02
from minzheng_core.geodesy.datums import Datum
from minzheng_core.registries.boundaries.checks.located import Located
from minzheng_core.registries.boundaries.facts import metres, place_of
from minzheng_core.registries.boundaries.tolerance import remeasurement_limit
from minzheng_core.schema.record import texts_of
from minzheng_core.values.marker_code import MarkerCode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.registries.boundaries.record import Marker
    from minzheng_core.values.point import Extent, Point

__all__ = ["compare_tables", "remeasured"]

_COMPARED = ("kind", "managing_unit", "material")
_PATTERN = 0.75
"""The share of markers that a common shift must explain."""


def compare_tables(
    ours: Iterable[Marker],
    theirs: Iterable[Marker],
    *,
    error: float = 1.0,
    extent: Extent | None = None,
) -> list[Located]:
    """The tables of two counties for one line, marker by marker.

    Args:
        ours: our table.
        theirs: the neighbour's.
        error: the mean error of a fix in metres.
        extent: where the points can lie; tells wrong zones.

    >>> from minzheng_core.registries.boundaries import Marker, Position
    >>> def at(x): return Position(x=x, y="38634885.367", datum="CGCS2000")
    >>> found = compare_tables(
    ...     [Marker(code="5253001Q", position=at("2914211.695")), Marker(code="5253002Q")],
    ...     [Marker(code="5253001Q", position=at("2914241.695"))])
    >>> [(item.key, item.finding.code, item.finding.actual) for item in found]
    [('5253001Q', 'BL332', '29.99'), ('5253002Q', 'BL331', '对方')]

    Standard: GB/T 17796-2009. Limitations: markers are matched by their codes alone.
    """
    one, other = _by_code(ours), _by_code(theirs)
    found: list[Located] = []
    apart: dict[str, tuple[float, float]] = {}
    limit = remeasurement_limit(error)
    for code, marker in one.items():
        if code not in other:
            found.append(_said(code, marker, Finding("BL331", field="code", actual="对方")))
            continue
        here, there = (_place(m, extent) for m in (marker, other[code]))
        found += _different(code, marker, other[code])
        if here is None or there is None:
            continue
        if not here.datum.agrees(there.datum):
            said = Finding("GC116", field="position.datum", expected=here.datum.label,
                           actual=there.datum.label)  # fmt: skip
            found.append(_said(code, marker, said, here))
            continue
        distance = here.distance(there)
        if distance > limit:
            apart[code] = _vector(here, there)
            found.append(_said(code, marker, _why(here, there, distance, limit), here))
    found += [
        _said(code, marker, Finding("BL331", field="code", actual="我方"))
        for code, marker in other.items()
        if code not in one
    ]
    return _with_common_shift(found, apart, sum(code in other for code in one))


def remeasured(
    recorded: Iterable[Marker], measured: Iterable[Marker], *, error: float = 1.0
) -> list[Located]:
    """A new survey against the record: what differs beyond the limit needs a joint check (BL136).

    >>> from minzheng_core.registries.boundaries import Marker, Position
    >>> def at(x): return [Marker(code="5253001Q", position=Position(x=x, y="38634885.367"))]
    >>> remeasured(at("2914211.695"), at("2914214.195"))
    []
    >>> [str(item.finding) for item in remeasured(at("2914211.695"), at("2914215.095"))]
    ['[BL136] 复测与成果相差 3.40 米，超过两次测量的限差 2.83 米，需双方共同核查']

    Basis: 《行政区域界线管理条例》(国务院令第353号, 2002) 第六条: a measurement moves no marker.
    Limitations: positions on different datums are not compared; *error* is the mean error of a fix.
    """
    one, other = _by_code(recorded), _by_code(measured)
    limit = remeasurement_limit(error)
    found = []
    for code, marker in one.items():
        here = _place(marker, None)
        there = _place(other[code], None) if code in other else None
        if here and there and here.datum.agrees(there.datum):
            distance = here.distance(there)
            if distance > limit:
                said = Finding(
                    "BL136", field="measured.x", expected=metres(limit), actual=metres(distance)
                )
                found.append(_said(code, marker, said, here))
    return found


def _by_code(table: Iterable[Marker]) -> dict[str, Marker]:
    found: dict[str, Marker] = {}
    for marker in table:
        code = MarkerCode.parse(marker.code, line=marker.line).value
        found.setdefault(str(code) if code else (marker.code or ""), marker)
    return {code: marker for code, marker in found.items() if code}


def _place(marker: Marker, extent: Extent | None) -> Point | None:
    values = dict(texts_of(marker))
    return place_of(values, "position.", extent)[0] if extent else place_of(values, "position.")[0]


def _said(code: str, marker: Marker, finding: Finding, place: Point | None = None) -> Located:
    at = place or _place(marker, None)
    lat, lon = at.geodetic if at else (None, None)
    return Located(finding=finding, kind="marker", key=code, lon=lon, lat=lat)


def _different(code: str, ours: Marker, theirs: Marker) -> Iterable[Located]:
    for name in _COMPARED:
        one, other = getattr(ours, name), getattr(theirs, name)
        if one and other and one.strip() != other.strip():
            yield _said(code, ours, Finding("BL333", field=name, expected=one, actual=other))


def _vector(here: Point, there: Point) -> tuple[float, float]:
    one = here.in_zone() if here.zone is None else here
    other = there.in_zone(one.zone)
    return other.north - one.north, other.east - one.east


def _why(here: Point, there: Point, distance: float, limit: float) -> Finding:
    """The cause of a difference, where it has the mark of one."""
    turned = round(there.lon - here.lon, 4)
    if abs(turned) in {3.0, 6.0} and abs(there.lat - here.lat) < 0.01 and here.zone and there.zone:
        return Finding(
            "GC110", field="position.y", expected=here.zone.label, actual=there.zone.label
        )
    for first, second in ((here, there), (there, here)):
        lat, lon = first.geodetic
        if first.datum is not Datum.GCJ02 and gcj02.covers(lat, lon):
            moved = type(here).geographic(*gcj02.displaced(lat, lon), first.datum)
            if moved.distance(second) <= limit + gcj02.ACCURACY:
                return Finding("GC114", field="position", actual=metres(distance))
    return Finding("BL332", field="position", expected=metres(limit), actual=metres(distance))


def _with_common_shift(
    found: list[Located], apart: dict[str, tuple[float, float]], shared: int
) -> list[Located]:
    """Differences that are one shift of the whole table are told once, as another datum."""
    if len(apart) < max(3, _PATTERN * shared):
        return found
    vectors = np.array(list(apart.values()))
    middle = np.median(vectors, axis=0)
    same = np.hypot(*(vectors - middle).T) <= max(3.0, 0.05 * float(np.hypot(*middle)))
    if same.mean() < _PATTERN or not 20.0 <= float(np.hypot(*middle)) <= 400.0:
        return found
    names = tuple(code for code, is_same in zip(apart, same, strict=True) if is_same)
    shown = f"X {middle[0]:+.0f}, Y {middle[1]:+.0f}"
    kept = [item for item in found if item.finding.code != "BL332" or item.key not in names]
    said = Finding("GC115", field="position.datum", actual=shown)
    return [Located(finding=said, kind="set", others=names), *kept]
