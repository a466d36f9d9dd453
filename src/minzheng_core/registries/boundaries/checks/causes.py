"""Why markers lie off their line: web maps, another datum, packed degrees, another line, or a move.

Each cause is tried by undoing it: what brings a marker back onto its line explains it. A single
marker that no cause explains is only off the line; a common shift of several is a datum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from minzheng_core.geodesy import gcj02

if TYPE_CHECKING:
    from minzheng_core.registries.boundaries.checks.plane import Plane

Array = Any

LEAST_SHIFTED = 3
"""A common shift is known from no fewer markers."""
CLEARLY = 50.0
"""Metres by which a place must come nearer to its line to be explained by that."""
LARGEST_SHIFT = 400.0
"""Metres: datums of China lie no further apart."""
SMALLEST_SHIFT = 20.0
"""Metres: nor so near."""


def undone_web_map(points: Array, lines: Array, plane: Plane, tolerance: float) -> Array:
    """By how many metres places come nearer to their lines, onto them, once the displacement of web maps is undone.

    NaN where that does not bring them there. Where a line runs in the direction of the displacement nothing comes
    nearer, and being near it says nothing.
    """
    lon, lat = plane.to_degrees(points[:, 0], points[:, 1])
    inside = gcj02.covers(lat, lon)
    found = np.full(len(points), np.nan)
    if not inside.any():
        return found
    there = gcj02.undone(lat[inside], lon[inside], np)
    east, north = plane.to_plane(there[1], there[0])
    apart = shapely.distance(lines[inside], shapely.points(east, north))
    before = shapely.distance(lines[inside], shapely.points(points[inside]))
    found[inside] = np.where(apart <= tolerance + gcj02.ACCURACY, before - apart, np.nan)
    return found


def of_web_maps(nearer: Array) -> tuple[Array, bool]:
    """Which places are those of a web map, and whether that is beyond doubt.

    *nearer* is what :func:`undone_web_map` says. Of several, those count too that came hardly nearer; one or two may
    have come onto their line by chance.

    >>> [(which.tolist(), sure) for which, sure in map(of_web_maps, (
    ...     np.array([400.0, 500.0, 300.0, 2.0]), np.array([0.8, np.nan]), np.array([400.0, np.nan])))]
    [([True, True, True, True], True), ([False, False], False), ([True, False], False)]
    """
    clearly = np.nan_to_num(nearer, nan=0.0) > CLEARLY
    sure = bool(clearly.sum() >= LEAST_SHIFTED)
    return (np.isfinite(nearer) if sure else clearly), sure


def common_shift(points: Array, lines: Array, tolerance: float) -> tuple[Array, Array] | None:
    """A translation that brings most of some places onto their lines, and which places it explains.

    Only what stands across a line can be seen, so that the lines must run in different directions;
    the shift is found by least squares on the distances across, from several starts, and must
    explain at least three quarters of the places.

    >>> lines = np.array([shapely.LineString([(0, 0), (5000, 0), (5000, 5000)])] * 4)
    >>> places = np.array([(500, 0), (3000, 0), (5000, 1000), (5000, 4000)]) + (40.0, 100.0)
    >>> shift, explained = common_shift(places, lines, 5.0)
    >>> [round(float(v)) for v in shift], int(explained.sum())
    ([-40, -100], 4)
    """
    if len(points) < LEAST_SHIFTED:
        return None
    best: tuple[int, float, Array, Array] | None = None
    for start in _starts():
        shift = np.array(start)
        for _ in range(25):
            step = _step(points + shift, lines)
            if step is None:
                break
            shift = shift + step
            if np.hypot(*step) < 0.01 or np.hypot(*shift) > 2 * LARGEST_SHIFT:
                break
        apart = shapely.distance(lines, shapely.points(points + shift))
        explained = apart <= tolerance
        size = float(np.hypot(*shift))
        if not SMALLEST_SHIFT <= size <= LARGEST_SHIFT:
            continue
        rank = (int(explained.sum()), -size)
        if best is None or rank > best[:2]:
            best = (*rank, shift, explained)
    if best is None or best[0] < max(LEAST_SHIFTED, 0.75 * len(points)):
        return None
    return (best[2], best[3]) if _determined(points[best[3]] + best[2], lines[best[3]]) else None


def _starts() -> list[tuple[float, float]]:
    """No shift, and rings of shifts as they are between datums."""
    ring = np.radians(np.arange(0, 360, 30))
    sized = ((float(r * np.sin(a)), float(r * np.cos(a))) for r in (60, 120) for a in ring)
    return [(0.0, 0.0), *sized]


def _normals(points: Array, lines: Array) -> tuple[Array, Array]:
    """The nearest places on the lines, and unit vectors across the lines there."""
    along = shapely.line_locate_point(lines, shapely.points(points))
    ends = shapely.length(lines)
    foot = shapely.get_coordinates(shapely.line_interpolate_point(lines, along))
    before = shapely.get_coordinates(
        shapely.line_interpolate_point(lines, np.maximum(along - 0.5, 0))
    )
    after = shapely.get_coordinates(
        shapely.line_interpolate_point(lines, np.minimum(along + 0.5, ends))
    )
    way = after - before
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)[:, None]
    return foot, np.column_stack([-way[:, 1], way[:, 0]]) / length


def _step(points: Array, lines: Array) -> Array | None:
    foot, normals = _normals(points, lines)
    apart = ((points - foot) * normals).sum(axis=1)
    weight = 1.0 / np.maximum(np.abs(apart), 1.0)  # far ones are outliers
    root = np.sqrt(weight)[:, None]
    found, _, rank, _ = np.linalg.lstsq(normals * root, -(apart * root[:, 0]), rcond=1e-3)
    return found if rank == 2 else None


def _determined(points: Array, lines: Array) -> bool:
    """Whether the lines run in directions different enough to know both parts of a shift."""
    _, normals = _normals(points, lines)
    values = np.linalg.eigvalsh(normals.T @ normals)
    return bool(values[0] > 0.05 * values[1])


def nearest_other(points: Array, lines: Array, own: Array, tolerance: float) -> Array:
    """Per place the position of another line on which it stands, -1 where there is none."""
    there = np.flatnonzero(shapely.is_geometry(lines))
    found = np.full(len(points), -1)
    if not len(there) or not len(points):
        return found
    tree = shapely.STRtree(lines[there])
    which, line = tree.query(shapely.points(points), predicate="dwithin", distance=tolerance)
    for place, other in zip(which, there[line], strict=True):
        if other != own[place]:
            found[place] = other
    return found
