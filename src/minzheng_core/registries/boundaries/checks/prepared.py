"""A county's set made ready for its checks: codes read, places projected, stones grouped by number."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import shapely
from attrs import field, frozen

from minzheng_core.findings import Finding, Severity
from minzheng_core.geodesy.datums import Datum
from minzheng_core.registries.boundaries.checks.located import Located
from minzheng_core.registries.boundaries.checks.plane import Plane
from minzheng_core.registries.boundaries.facts import place_of
from minzheng_core.schema.record import texts_of
from minzheng_core.values.marker_code import MarkerCode
from minzheng_core.values.point import CHINA, Extent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minzheng_core.registries.boundaries.county_set import CountySet
    from minzheng_core.registries.boundaries.record import BoundaryPoint, Marker
    from minzheng_core.registries.boundaries.tolerance import Tolerance
    from minzheng_core.values.marker_code import LinePattern
    from minzheng_core.values.point import Point

Array = Any

MARGIN = 0.1
"""Degrees around the lines in which a county's points may lie."""
_NO_PLACE = frozenset({"GC113"})
"""With these a place is read but known to be wrong."""


@frozen(kw_only=True, eq=False)
class Prepared:
    """What every check of a set begins with.

    ``lines`` are LineStrings on the plane or ``None``; ``places`` the markers' places on it, shape
    (n, 2), NaN where unknown; ``line_of`` and ``serials`` per marker; ``numbers`` groups the stones
    that share a number.
    """

    given: CountySet
    tolerance: Tolerance
    plane: Plane
    extent: Extent
    lines: Array = field(repr=False)
    codes: tuple[MarkerCode | None, ...] = field(repr=False)
    points: tuple[Point | None, ...] = field(repr=False)
    places: Array = field(repr=False)
    line_of: Array = field(repr=False)
    serials: Array = field(repr=False)
    numbers: tuple[tuple[int, ...], ...] = field(repr=False)
    line_rows: Mapping[str, int] = field(repr=False)
    found: tuple[Located, ...] = ()

    def name_of(self, row: int) -> str:
        """What a marker is called."""
        code = self.codes[row]
        return str(code) if code else self.given.markers[row].code or f"第{row + 1}行"

    def line_name(self, row: int) -> str:
        """What a line is called."""
        line = self.given.lines[row]
        return line.code or line.title or f"第{row + 1}行"

    def line_row(self, name: str | None) -> int | None:
        """The line that goes by a code or a title; ``None`` where there is none."""
        return self.line_rows.get((name or "").strip())

    def at_marker(self, row: int, finding: Finding, **more: Any) -> Located:
        """A finding on a marker, at its place."""
        place = self.places[row]
        return Located(
            finding=finding,
            kind="marker",
            key=self.name_of(row),
            row=row,
            **self.where(place),
            **more,
        )

    def at_line(self, row: int, finding: Finding, place: Any = None, **more: Any) -> Located:
        """A finding on a line, at a place of the plane or at its middle."""
        line = self.lines[row]
        if place is None and line is not None and not shapely.is_empty(line):
            place = shapely.get_coordinates(
                shapely.line_interpolate_point(line, 0.5, normalized=True)
            )[0]
        return Located(
            finding=finding,
            kind="line",
            key=self.line_name(row),
            row=row,
            **self.where(place),
            **more,
        )

    def where(self, place: Any) -> dict[str, Any]:
        """A place of the plane as the ``lon`` and ``lat`` of a finding."""
        if place is None or not np.isfinite(place).all():
            return {"lon": None, "lat": None}
        lon, lat = self.plane.to_degrees(np.array([place[0]]), np.array([place[1]]))
        return {"lon": round(float(lon[0]), 7), "lat": round(float(lat[0]), 7)}

    def nearby(self, shape: Any, metres: float = 200.0, most: int = 3) -> tuple[str, ...]:
        """The markers nearest to a shape of the plane, at most so far away."""
        apart = shapely.distance(shapely.points(self.places), shape)
        near = np.argsort(np.where(np.isfinite(apart), apart, np.inf))[:most]
        return tuple(self.name_of(int(i)) for i in near if apart[i] <= metres)


def prepare(given: CountySet, tolerance: Tolerance, patterns: Sequence[LinePattern]) -> Prepared:
    """Read and project a set."""
    shapes, found = _sound_shapes(given)
    bounds = shapely.bounds(shapes)
    known = np.isfinite(bounds).all(axis=1) if len(bounds) else np.zeros(0, bool)
    extent = CHINA
    if known.any():
        west, south = bounds[known, :2].min(axis=0)
        east, north = bounds[known, 2:].max(axis=0)
        extent = Extent(float(south), float(west), float(north), float(east)).wider(MARGIN)
    line_rows = _line_rows(given)
    codes = tuple(MarkerCode.parse(m.code, patterns, line=m.line).value for m in given.markers)
    read = [read_place(marker, given.datum, extent) for marker in given.markers]
    middle = [extent.west, extent.east] if known.any() else [p.lon for p, _ in read if p]
    plane = Plane.about(middle, given.datum)
    places = np.full((len(codes), 2), np.nan)
    for row, (point, _) in enumerate(read):
        if point is not None:
            places[row] = point.geodetic[::-1]
    if len(places):
        places = np.column_stack(plane.to_plane(places[:, 0], places[:, 1]))
    line_of = np.array(
        [_line_of(m, c, line_rows) for m, c in zip(given.markers, codes, strict=True)], int
    )
    numbers: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row, code in enumerate(codes):
        numbers[(code.number, -1) if code else ("", row)].append(row)
    found += _mixed(given)
    made = Prepared(
        given=given, tolerance=tolerance, plane=plane, extent=extent, lines=plane.project(shapes),
        codes=codes, points=tuple(p for p, _ in read), places=places, line_of=line_of,
        serials=np.array([code.serial if code else 0 for code in codes], int),
        numbers=tuple(tuple(rows) for rows in numbers.values()), line_rows=line_rows,
    )  # fmt: skip
    return attrs.evolve(made, found=tuple(found))


def _line_rows(given: CountySet) -> dict[str, int]:
    index: dict[str, int] = {}
    for row, line in enumerate(given.lines):
        for name in (line.code, line.title):
            if name:
                index.setdefault(name.strip(), row)
    return index


def _line_of(marker: Marker, code: MarkerCode | None, index: dict[str, int]) -> int:
    named = (marker.line or "").strip()
    if named in index:
        return index[named]
    return index.get(code.line.text, -1) if code else -1


def read_place(
    record: Marker | BoundaryPoint, datum: Datum, extent: Extent
) -> tuple[Point | None, list[Finding]]:
    """The place of a record on the set's datum; none where it is known to be wrong."""
    values = dict(texts_of(record))
    stated = Datum.named(values.get("position.datum") or "")
    if stated is None:
        values["position.datum"] = datum.value
    point, findings = place_of(values, "position.", extent)
    codes = {finding.code for finding in findings}
    if point is None or codes & _NO_PLACE or not point.datum.agrees(datum):
        return None, findings
    if "GC110" in codes:
        return _in_right_zone(point, extent), findings
    return point, findings


def _in_right_zone(point: Point, extent: Extent) -> Point | None:
    """The same numbers in the neighbouring zone that puts them into the extent."""
    if point.zone is None:
        return None
    for step in (-1, 1):
        moved = attrs.evolve(point, zone=attrs.evolve(point.zone, number=point.zone.number + step))
        if extent.holds(moved.lat, moved.lon):
            return moved
    return None


def place_of_point(record: BoundaryPoint, prepared: Prepared) -> Array | None:
    """The place of a boundary point on the plane; ``None`` where it is not known."""
    point, _ = read_place(record, prepared.given.datum, prepared.extent)
    if point is None:
        return None
    east, north = prepared.plane.to_plane(np.array([point.lon]), np.array([point.lat]))
    return np.array([east[0], north[0]])


def _mixed(given: CountySet) -> list[Located]:
    """One finding for each datum that is not the set's."""
    others: dict[Datum, list[str]] = defaultdict(list)
    records: tuple[Marker | BoundaryPoint, ...] = (*given.markers, *given.points)
    for record in records:
        stated = Datum.named(record.position.datum or "")
        if stated is not None and not stated.agrees(given.datum):
            others[stated].append(record.code or "")
    return [
        Located(
            finding=Finding(
                "GC116", field="position.datum", expected=given.datum.label, actual=datum.label
            ),
            kind="set",
            others=tuple(names[:10]),
        )
        for datum, names in others.items()
    ]


def _sound_shapes(given: CountySet) -> tuple[Array, list[Located]]:
    """The lines' shapes with what cannot be measured taken out, and why."""
    shapes = np.empty(len(given.shapes), dtype=object)
    found = []
    for row, shape in enumerate(given.shapes):
        line = given.lines[row]
        why = None if shape is None else fault_of(shape)
        if why is None:
            shapes[row] = shape
            continue
        if why == "selfcrossing":
            shapes[row] = shape
        place = shapely.get_coordinates(shape)
        place = place[np.isfinite(place).all(axis=1)]
        found.append(
            Located(
                finding=Finding(_FAULTS[why], field="shape", level=Severity.ERROR),
                kind="line",
                key=line.code or line.title or f"第{row + 1}行",
                row=row,
                lon=float(place[0, 0]) if len(place) else None,
                lat=float(place[0, 1]) if len(place) else None,
            )
        )
    return shapes, found


_FAULTS = {
    "nan": "GC117",
    "empty": "BL314",
    "point": "BL315",
    "kind": "BL318",
    "selfcrossing": "BL316",
}


def fault_of(shape: Any) -> str | None:
    """What makes a shape unfit to be a line: nan, empty, point, kind, selfcrossing; ``None`` if fit.

    >>> fault_of(shapely.LineString()), fault_of(shapely.LineString([(0, 0), (0, 0)]))
    ('empty', 'point')
    >>> fault_of(shapely.LineString([(0, 0), (2, 2), (2, 0), (0, 2)]))
    'selfcrossing'
    """
    if shapely.is_empty(shape):
        return "empty"
    coordinates = shapely.get_coordinates(shape)
    if not np.isfinite(coordinates).all():
        return "nan"
    if shape.geom_type == "Point" or len(np.unique(coordinates, axis=0)) < 2:
        return "point"
    if shape.geom_type not in {"LineString", "LinearRing"}:
        return "kind"
    return None if shapely.is_simple(shape) else "selfcrossing"
