"""Azimuth objects of markers: the same object from two sheets must be one place (方位物闭合)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from minzheng_core.findings import Finding
from minzheng_core.registries.boundaries.facts import length_in, metres
from minzheng_core.registries.boundaries.markers import FARTHEST_OBJECT
from minzheng_core.values.bearing import Bearing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.registries.boundaries.checks.located import Located
    from minzheng_core.registries.boundaries.checks.prepared import Prepared
    from minzheng_core.registries.boundaries.record import AzimuthObject, Marker

Array = Any

ANOTHER = 300.0
"""Metres beyond which two objects of one name are taken for two objects."""
SHARE = 0.005
"""How much of the distance an object may be off: azimuths are written to ten minutes."""


def objects_of(marker: Marker) -> tuple[AzimuthObject, ...]:
    """The azimuth objects of a marker that are written at all."""
    written = (marker.object_1, marker.object_2, marker.object_3)
    return tuple(thing for thing in written if thing.place or thing.azimuth)


def check_objects(prepared: Prepared) -> Iterator[Located]:
    """Objects that several sheets name, at places that do not agree."""
    known: dict[str, list[tuple[int, Array, float]]] = defaultdict(list)
    seen: list[tuple[str, int, float]] = []
    degrees: list[tuple[float, float]] = []
    for row, marker in enumerate(prepared.given.markers):
        point = prepared.points[row]
        if point is None:
            continue
        here = point if point.zone else point.in_zone()
        for thing in objects_of(marker):
            azimuth = Bearing.parse(thing.azimuth).value
            distance = length_in(thing.distance) or 0.0
            name = _plain(thing.place)
            if azimuth is None or not name or not 0 < distance <= FARTHEST_OBJECT:
                continue
            seen.append((name, row, distance))
            degrees.append(here.from_here(azimuth.degrees, distance).geodetic)
    lat, lon = np.array(degrees).reshape(-1, 2).T
    places = np.column_stack(prepared.plane.to_plane(lon, lat))
    for (name, row, distance), place in zip(seen, places, strict=True):
        known[name].append((row, place, distance))
    limit = prepared.tolerance.of_difference
    for sheets in known.values():
        told: set[int] = set()
        for i, j in _near(np.array([place for _, place, _ in sheets])):
            (row, place, distance), (other, elsewhere, further) = sheets[i], sheets[j]
            apart = float(np.hypot(*(place - elsewhere)))
            allowed = limit + SHARE * (distance + further)
            if apart > allowed and row not in told:
                told.add(row)
                yield prepared.at_marker(
                    row,
                    Finding(
                        "BL324", field="object_1", expected=metres(allowed), actual=metres(apart)
                    ),
                    others=(prepared.name_of(other),),
                )


def _near(places: Array) -> Iterator[tuple[int, int]]:
    """Pairs of places that may be one object, the later sheet first."""
    points = shapely.points(places)
    later, earlier = shapely.STRtree(points).query(points, predicate="dwithin", distance=ANOTHER)
    for i, j in zip(later, earlier, strict=True):
        if j < i:
            yield int(i), int(j)


def _plain(name: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", name or "").split()).lower()
