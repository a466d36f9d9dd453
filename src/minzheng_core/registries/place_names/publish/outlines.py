"""The outline or course of a place (图形): GeoJSON text on record, brought to CGCS2000."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

from attrs import frozen

from minzheng_core.registries.place_names.publish.map_datums import to_map
from minzheng_core.values.point import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.geodesy.datums import Datum

_DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How deep the positions of a geometry are nested."""


@frozen(kw_only=True)
class Outline:
    """A geometry of RFC 7946 on CGCS2000, or why none is made of what stands there."""

    shape: dict[str, Any] | None = None
    why: str = ""


NO_OUTLINE = Outline()


def outline(text: str, datum: Datum | None) -> Outline:
    """The geometry that a record has as text, on CGCS2000; *datum* is that of its coordinates.

    A feature gives its geometry. Nothing is put right: latitudes before longitudes are told.

    >>> from minzheng_core.geodesy.datums import Datum
    >>> told = '{"type": "LineString", "coordinates": [[115.35, 26.33], [115.36, 26.34, 210]]}'
    >>> outline(told, Datum.CGCS2000).shape
    {'type': 'LineString', 'coordinates': [[115.35, 26.33], [115.36, 26.34]]}
    >>> outline('{"type": "Point", "coordinates": [26.33, 115.35]}', Datum.CGCS2000).why
    '图形的坐标不在中国范围内（经度在前）'
    >>> outline("沿潋江", None).why, outline("", None)
    ('图形不是 GeoJSON', Outline(shape=None, why=''))

    Standards: RFC 7946.
    """
    if not text.strip():
        return Outline()
    try:
        told = json.loads(text)
        told = told["geometry"] if told["type"] == "Feature" else told
        kind, depth = told["type"], _DEPTH[told["type"]]
        places = list(_positions(told["coordinates"], depth))
        inside = bool(places) and all(CHINA.holds(lat, lon) for lon, lat in places)
    except (ValueError, TypeError, KeyError, RecursionError):
        return Outline(why="图形不是 GeoJSON")
    if not inside:
        return Outline(why="图形的坐标不在中国范围内（经度在前）")
    if isinstance(moved := to_map(datum), str):
        return Outline(why=moved)

    def brought(nested: Any, level: int) -> Any:
        if level:
            return [brought(part, level - 1) for part in nested]
        lat, lon = moved(float(nested[1]), float(nested[0]))
        return [round(lon, 6), round(lat, 6)]

    return Outline(shape={"type": kind, "coordinates": brought(told["coordinates"], depth)})


def _positions(nested: Any, level: int) -> Iterator[tuple[float, float]]:
    if level:
        yield from chain.from_iterable(_positions(part, level - 1) for part in nested)
    else:
        lon, lat = nested[:2]
        yield float(lon), float(lat)
