"""The courses and outlines of places on the map: lines and areas below the points, and where their labels go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_core.registries.place_names.kinds import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minzheng_core.registries.place_names.publish.entries import Published

_NATURE, _WORKS = "#2E75B6", "#7F7F7F"
"""The colours of natural features, and of roads and all that people built."""


def anchor(entry: Published) -> tuple[float, float] | None:
    """Where the label of an entry goes: its point, else a place on its course or within its outline.

    ``None`` for one that the map cannot show.
    """
    if entry.point or not (shape := entry.outline.shape):
        return entry.point
    from shapely.errors import ShapelyError
    from shapely.geometry import shape as geometry

    try:
        form = geometry(shape)
    except (ValueError, ShapelyError):
        # A course of one position, an outline of two: nothing to be labelled.
        return None
    if form.is_empty:
        return None
    part = max(getattr(form, "geoms", (form,)), key=lambda one: (one.area, one.length))
    if part.geom_type == "LineString":
        place = part.interpolate(0.5, normalized=True)
    else:
        place = part.representative_point() if part.is_valid else part.centroid
    return (place.x, place.y)


def draw_shapes(axes: Any, entries: Iterable[Published]) -> None:
    """Draw the course or the outline of every entry that has one."""
    for entry in entries:
        if not (shape := entry.outline.shape):
            continue
        natural = entry.row.kind is PlaceKind.NATURAL_FEATURE
        colour = _NATURE if natural else _WORKS
        kind, told = shape["type"], shape["coordinates"]
        for line in _lines(kind, told):
            east, north = zip(*line, strict=True)
            axes.plot(east, north, color=colour, linewidth=1.1, zorder=2)
        for rings in _areas(kind, told):
            for ring in rings:
                east, north = zip(*ring, strict=True)
                axes.plot(east, north, color=colour, linewidth=0.9, zorder=2)
            east, north = zip(*rings[0], strict=True)
            axes.fill(east, north, color=colour, alpha=0.12, linewidth=0, zorder=1)
        points = [told] if kind == "Point" else told if kind == "MultiPoint" else ()
        if points:
            east, north = zip(*points, strict=True)
            axes.scatter(east, north, s=8, color=colour, zorder=2)


def _lines(kind: str, told: Any) -> Iterator[Any]:
    lines = [told] if kind == "LineString" else told if kind == "MultiLineString" else ()
    yield from filter(None, lines)


def _areas(kind: str, told: Any) -> Iterator[Any]:
    """The rings of each area, the outer one first."""
    areas = [told] if kind == "Polygon" else told if kind == "MultiPolygon" else ()
    yield from filter(None, ([ring for ring in rings if ring] for rings in areas))
