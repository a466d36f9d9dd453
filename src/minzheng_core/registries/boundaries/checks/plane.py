"""One working plane for a county whose register spans two zones (工作平面).

Coordinates come in degrees on one datum and are projected by Gauss–Krüger about the middle of the
set, so that distances and positions along a line can be measured by plane geometry; within a county
the scale is off by less than one part in ten thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from attrs import frozen

from minzheng_core.geodesy.datums import Datum
from minzheng_core.geodesy.distances import leg
from minzheng_core.geodesy.krueger import forward, inverse

if TYPE_CHECKING:
    from collections.abc import Sequence

Array = Any


@frozen
class Plane:
    """The plane about a central meridian; shapely's x is east, y is north, in metres.

    >>> plane = Plane.about([115.0, 115.9])
    >>> x, y = plane.to_plane(np.array([115.351]), np.array([26.331]))
    >>> lon, lat = plane.to_degrees(x, y)
    >>> round(float(lon[0]), 6), round(float(lat[0]), 6)
    (115.351, 26.331)
    """

    central_meridian: float
    datum: Datum = Datum.CGCS2000

    @classmethod
    def about(cls, lons: Sequence[float] | Array, datum: Datum = Datum.CGCS2000) -> Plane:
        """The plane whose meridian runs through the middle of some longitudes."""
        finite = np.asarray(lons, dtype=float)
        finite = finite[np.isfinite(finite)]
        middle = (finite.min() + finite.max()) / 2 if len(finite) else 114.0
        return cls(round(float(middle), 3), datum)

    def to_plane(self, lon: Array, lat: Array) -> tuple[Array, Array]:
        """Degrees to east and north in metres."""
        north, east = forward(lat, lon, self.central_meridian, self.datum.ellipsoid, np)
        return east, north

    def to_degrees(self, east: Array, north: Array) -> tuple[Array, Array]:
        """East and north in metres to longitude and latitude."""
        lat, lon = inverse(north, east, self.central_meridian, self.datum.ellipsoid, np)
        return lon, lat

    def project(self, geometries: Array) -> Array:
        """Geometries in degrees (longitude, latitude) to the plane; ``None`` stays."""
        return shapely.transform(
            geometries, lambda xy: np.column_stack(self.to_plane(xy[:, 0], xy[:, 1]))
        )

    def unproject(self, geometries: Array) -> Array:
        """Geometries of the plane back to degrees."""
        return shapely.transform(
            geometries, lambda xy: np.column_stack(self.to_degrees(xy[:, 0], xy[:, 1]))
        )

    def azimuths(self, lon: Array, lat: Array) -> Array:
        """True azimuths in degrees from each of some places in degrees to each, shape (n, n).

        >>> plane = Plane(114.0)
        >>> square = np.array([(500_000.0, 2.9e6), (500_000.0, 2.901e6), (501_000.0, 2.901e6)])
        >>> plane.azimuths(*plane.to_degrees(*square.T)).round(1)[0].tolist()[1:]
        [0.0, 45.0]
        """
        return leg(
            lat[:, None], lon[:, None], lat[None, :], lon[None, :],
            ellipsoid=self.datum.ellipsoid, xp=np,
        )[1]  # fmt: skip


def geodesic_lengths(lines: Array, datum: Datum = Datum.CGCS2000) -> Array:
    """Lengths in metres of lines in degrees, on the ellipsoid.

    >>> line = shapely.LineString([(115.0, 26.0), (115.0, 26.01), (115.01, 26.01)])
    >>> [round(float(v), 1) for v in geodesic_lengths(np.array([line]))]
    [2109.0]
    """
    coordinates, index = shapely.get_coordinates(lines, return_index=True)
    total = np.zeros(len(lines))
    if len(coordinates) < 2:
        return total
    lon, lat = coordinates.T
    metres, _ = leg(lat[:-1], lon[:-1], lat[1:], lon[1:], ellipsoid=datum.ellipsoid, xp=np)
    same = index[1:] == index[:-1]
    np.add.at(total, index[1:][same], metres[same])
    return total
