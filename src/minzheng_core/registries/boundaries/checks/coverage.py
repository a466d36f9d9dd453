"""Polygons of neighbouring units: overlaps, gaps, edges that do not match, and where (政区面拓扑).

General tools say that a coverage is not valid; this names the two neighbours, the size, the place
and the markers nearby. Built on the coverage functions of GEOS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from attrs import evolve, frozen

from minzheng_core.findings import Finding
from minzheng_core.registries.boundaries.checks.located import Located
from minzheng_core.registries.boundaries.facts import metres

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from minzheng_core.registries.boundaries.checks.prepared import Prepared

Array = Any

SLIVER = 0.01
"""Square metres below which an overlap or a gap is rounding."""
THIN = 0.005
"""Metres of width below which it is rounding, too."""
_POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


@frozen(kw_only=True, eq=False)
class Fault:
    """A fault between two polygons (or in one, where *second* is ``None``), on their plane.

    ``kind`` is ``overlap``, ``gap``, ``unmatched`` or ``invalid``; ``shape`` where it is, ``area`` in
    square metres, ``width`` the widest in metres, as near as twice the area by the perimeter tells.
    """

    kind: str
    first: int
    second: int | None
    shape: Any
    area: float = 0.0
    width: float = 0.0
    more: tuple[int, ...] = ()
    """The others around a gap that lies between more than two, as where three units meet."""


def coverage_faults(polygons: Array, gap_width: float = 5.0) -> list[Fault]:
    """What keeps polygons from being a coverage.

    Args:
        polygons: polygons on a plane, shape (n,); ``None`` and empty ones are passed over.
        gap_width: gaps narrower than this are faults, wider ones are open space; in metres.

    >>> left, right = shapely.box(0, 0, 1000, 1000), shapely.box(1003, 0, 2000, 1000)
    >>> [(f.kind, f.first, f.second, round(f.area)) for f in coverage_faults(np.array([left, right]))]
    [('gap', 0, 1, 3000)]
    """
    there = np.flatnonzero(shapely.is_geometry(polygons) & ~shapely.is_empty(polygons))
    closed = np.isin(shapely.get_type_id(polygons[there]), _POLYGONS)
    sound = there[closed & shapely.is_valid(polygons[there])]
    faults = [
        Fault(kind="invalid", first=int(i), second=None, shape=_crossing(polygons[i]))
        for i in np.setdiff1d(there, sound)
    ]
    if len(sound) < 2:
        return faults
    faults += _along_edges(polygons, sound, gap_width)
    return [*faults, *_enclosed(polygons, sound, faults, gap_width)]


def _along_edges(polygons: Array, sound: Array, gap_width: float) -> list[Fault]:
    """What is wrong along the common edges of two polygons."""
    edges = shapely.coverage_invalid_edges(polygons[sound], gap_width=gap_width)
    flagged = np.flatnonzero(~shapely.is_empty(edges))
    if not len(flagged):
        return []
    faults: list[Fault] = []
    tree = shapely.STRtree(polygons[sound])
    first, second = tree.query(polygons[sound[flagged]], predicate="dwithin", distance=gap_width)
    pairs = {
        (min(a, b), max(a, b))
        for a, b in zip(flagged[first].tolist(), second.tolist(), strict=True)
        if a != b
    }
    for a, b in sorted(pairs):
        others = [k for k in tree.query(polygons[sound[a]]) if k not in {a, b}]
        for fault in _between(polygons, int(sound[a]), int(sound[b]), gap_width):
            rest = shapely.difference(fault.shape, shapely.union_all(polygons[sound[others]]))
            if fault.kind == "overlap" or shapely.area(rest) > SLIVER:
                faults.append(fault)
    loose = {int(sound[k]): edges[k] for k in flagged}
    return [*faults, *_unmatched(polygons, loose, faults, gap_width)]


def _between(polygons: Array, i: int, j: int, gap_width: float) -> Iterator[Fault]:
    one, other = polygons[i], polygons[j]
    shared = shapely.intersection(one, other)
    for part in _areas(shared):
        yield _fault("overlap", i, j, part)
    both = shapely.union(one, other)
    closed = shapely.buffer(
        shapely.buffer(both, gap_width / 2, join_style="mitre"), -gap_width / 2, join_style="mitre"
    )
    for part in _areas(shapely.difference(closed, both)):
        touching = shapely.buffer(part, 0.01)
        if shapely.intersects(touching, one) and shapely.intersects(touching, other):
            yield _fault("gap", i, j, part)


def _enclosed(
    polygons: Array, sound: Array, faults: Sequence[Fault], gap_width: float
) -> Iterator[Fault]:
    """Narrow gaps that several polygons enclose without an edge of two: a hole where three units meet."""
    known = [fault.shape for fault in faults if fault.kind == "gap"]
    whole = shapely.get_parts(shapely.union_all(polygons[sound]))
    holes = [shapely.Polygon(ring) for part in whole for ring in part.interiors]
    for hole in _areas(holes):
        fault = _fault("gap", -1, -1, hole)
        around = sound[shapely.dwithin(polygons[sound], hole, THIN)]
        told = any(shapely.area(shapely.intersection(hole, gap)) > SLIVER for gap in known)
        if len(around) > 1 and fault.width < gap_width and not told:
            first, second, *more = map(int, around)
            yield evolve(fault, first=first, second=second, more=tuple(more))


def _areas(shape: Any) -> Iterator[Any]:
    for part in shapely.get_parts(shape):
        if shapely.area(part) > SLIVER and 2 * shapely.area(part) / shapely.length(part) > THIN:
            yield part


def _fault(kind: str, i: int, j: int, part: Any) -> Fault:
    area = float(shapely.area(part))
    return Fault(
        kind=kind, first=i, second=j, shape=part, area=area,
        width=2 * area / float(shapely.length(part)),
    )  # fmt: skip


def _unmatched(
    polygons: Array, edges: Mapping[int, Any], faults: Sequence[Fault], gap_width: float
) -> Iterator[Fault]:
    """Edges that no overlap and no gap explains: a vertex that the neighbour does not have."""
    known = {frozenset((fault.first, fault.second)) for fault in faults}
    rows = list(edges)
    tree = shapely.STRtree([edges[row] for row in rows])
    for place, row in enumerate(rows):
        for other in tree.query(edges[row], predicate="dwithin", distance=gap_width):
            if other <= place or frozenset((row, rows[other])) in known:
                continue
            second = rows[int(other)]
            reach = shapely.buffer(shapely.boundary(polygons[second]), SLIVER)
            shared = shapely.intersection(edges[row], reach)
            for fault in faults:
                shared = shapely.difference(shared, shapely.buffer(fault.shape, gap_width))
            if shapely.length(shared) > SLIVER:
                yield Fault(kind="unmatched", first=row, second=second, shape=shared)


def _crossing(polygon: Any) -> Any:
    """Where a polygon is not valid, as the library for geometry tells it."""
    reason = shapely.is_valid_reason(polygon)
    inside = reason.partition("[")[2].rstrip("]").split()
    try:
        return shapely.Point(float(inside[0]), float(inside[1]))
    except (IndexError, ValueError):
        return shapely.Point(shapely.get_coordinates(polygon)[0])


_CODES = {"overlap": "BL321", "gap": "BL322", "unmatched": "BL323", "invalid": "BL326"}


def check_coverage(prepared: Prepared, gap_width: float = 5.0) -> Iterator[Located]:
    """The faults between the units of a set, each with its neighbours and the markers nearby."""
    units = prepared.given.units
    shapes = np.empty(len(units), dtype=object)
    for row, unit in enumerate(units):
        shapes[row] = unit.shape
    planar = prepared.plane.project(shapes) if len(units) else shapes
    for fault in coverage_faults(planar, gap_width):
        first = units[fault.first]
        others = [n for n in (fault.second, *fault.more) if n is not None]
        place = shapely.get_coordinates(shapely.point_on_surface(fault.shape))[0]
        size = f"{fault.area:.0f}" if fault.kind in {"overlap", "gap"} else None
        yield Located(
            finding=Finding(
                _CODES[fault.kind],
                field="shape",
                expected=metres(fault.width) if size else None,
                actual=size,
            ),
            kind="unit", key=first.label, row=fault.first,
            others=(*(units[n].label for n in others), *prepared.nearby(fault.shape)),
            shape=prepared.plane.unproject(np.array([fault.shape], dtype=object))[0],
            **prepared.where(place),
        )  # fmt: skip
