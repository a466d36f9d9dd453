"""A point on the ground with its datum and, where projected, its zone (坐标点).

Numbers of different datums lie tens to hundreds of metres apart, so a point never goes without its
datum, and two points of different datums never meet in a calculation.

Reference: GB 22021-2008 (国家大地测量基本技术规定), the datum CGCS2000.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from minzheng_core.errors import CallError
from minzheng_core.geodesy import gcj02
from minzheng_core.geodesy.datums import Datum
from minzheng_core.geodesy.distances import leg
from minzheng_core.geodesy.helmert import Similarity
from minzheng_core.geodesy.krueger import convergence, forward, inverse
from minzheng_core.geodesy.zones import PREFIX, Zone

if TYPE_CHECKING:
    from minzheng_core.geodesy.helmert import SevenParameters
    from minzheng_core.values.base import Audience

__all__ = ["Extent", "Point"]


@frozen
class Extent:
    """A rectangle in degrees: where the points of a county can lie.

    >>> XINGGUO = Extent(26.0, 115.0, 26.7, 115.9)
    >>> XINGGUO.holds(26.331, 115.351), XINGGUO.holds(26.331, 118.351)
    (True, False)
    """

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a place lies in it."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    def wider(self, degrees: float) -> Extent:
        """The same rectangle with a margin."""
        return Extent(
            self.south - degrees, self.west - degrees, self.north + degrees, self.east + degrees
        )


CHINA = Extent(3.0, 73.0, 54.0, 136.0)
"""The land and the seas of China."""


def _finite(_point: Point, attribute: object, value: float) -> None:
    del attribute
    if not math.isfinite(value):
        raise CallError("GC305")


@frozen(kw_only=True)
class Point:
    """One place: north and east on a datum, in degrees, or in metres of a zone.

    ``north`` is the latitude or X (纵坐标), ``east`` the longitude or Y (横坐标) without the prefix of
    the zone.

    >>> p = Point.projected(2914211.695, 38634885.367)
    >>> p.zone.number, round(p.lat, 6), round(p.lon, 6)
    (38, 26.331, 115.351)
    >>> p.in_zone(Zone(3, 39)).show()
    'X=2914557.325 Y=39335357.411'

    Raises:
        CallError: a number that is not finite (GC305).

    """

    north: float = field(validator=_finite)
    east: float = field(validator=_finite)
    datum: Datum = Datum.CGCS2000
    zone: Zone | None = None

    @classmethod
    def geographic(cls, lat: float, lon: float, datum: Datum = Datum.CGCS2000) -> Point:
        """A point by latitude and longitude in degrees.

        Raises:
            CallError: outside -90 to 90 or -180 to 180 (GC305).

        """
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            raise CallError("GC305")
        return cls(north=lat, east=lon, datum=datum)

    @classmethod
    def projected(
        cls, x: float, y: float, zone: Zone | None = None, datum: Datum = Datum.CGCS2000
    ) -> Point:
        """A point by X (north) and Y (east) in metres; a prefix of Y tells the zone.

        Raises:
            CallError: no zone is given or written in Y, or another one (GC304).

        """
        prefix = int(y // PREFIX) if math.isfinite(y) and y >= 1e7 else None
        written = Zone.of_prefix(prefix) if prefix is not None else zone
        if written is None or (zone is not None and zone != written):
            raise CallError("GC304", zone=prefix if prefix is not None else "—")
        east = y - (prefix or 0) * PREFIX
        return cls(north=x, east=east, datum=datum, zone=written)

    @property
    def lat(self) -> float:
        """Latitude in degrees on its own datum."""
        return self.geodetic[0]

    @property
    def lon(self) -> float:
        """Longitude in degrees on its own datum."""
        return self.geodetic[1]

    @property
    def geodetic(self) -> tuple[float, float]:
        """Latitude and longitude in degrees on its own datum."""
        if self.zone is None:
            return self.north, self.east
        return _inverse(self.north, self.east, self.zone.central_meridian, self.datum.ellipsoid)

    def in_zone(self, zone: Zone | None = None) -> Point:
        """The same place in a zone, by default the 3° zone in which it lies.

        Raises:
            CallError: GCJ-02 is a displacement, not a projection; undo it first (GC303).

        """
        if self.datum is Datum.GCJ02:
            raise CallError("GC303", source=self.datum.label, target="X/Y")
        lat, lon = self.geodetic
        wanted = zone or Zone.at(lon)
        if wanted == self.zone:
            return self
        north, east = forward(lat, lon, wanted.central_meridian, self.datum.ellipsoid)
        return Point(north=north, east=east, datum=self.datum, zone=wanted)

    def to(self, datum: Datum, by: Similarity | SevenParameters | None = None) -> Point:
        """The same place on another datum.

        CGCS2000 and WGS 84 are taken as one; GCJ-02 is put on or taken off by its formula. Between
        the others a transformation that somebody estimated is needed (*by*).

        >>> shifted = Point.geographic(26.327806, 115.356152, Datum.GCJ02).to(Datum.CGCS2000)
        >>> round(shifted.lat, 6), round(shifted.lon, 6)
        (26.331, 115.351)

        Raises:
            CallError: no transformation is given where one is needed, or one of other datums or
                another zone (GC303); outside China (GC302).

        """
        if by is not None:
            if (by.source, by.target) != (self.datum, datum):
                raise CallError("GC303", source=self.datum.label, target=datum.label)
            if isinstance(by, Similarity):
                here = self.in_zone(by.zone)
                north, east = by.apply(here.north, here.east)
                return Point(north=north, east=east, datum=datum, zone=by.zone)
            return Point.geographic(*by.apply(*self.geodetic), datum)
        if self.datum.agrees(datum):
            return evolve(self, datum=datum)
        modern = (Datum.CGCS2000, Datum.WGS84)
        if self.datum is Datum.GCJ02 and datum in modern:
            return Point.geographic(*gcj02.undone(*self.geodetic), datum)
        if datum is Datum.GCJ02 and self.datum in modern:
            return Point.geographic(*gcj02.displaced(*self.geodetic), datum)
        raise CallError("GC303", source=self.datum.label, target=datum.label)

    def distance(self, other: Point) -> float:
        """Metres to another point of the same datum, on the ellipsoid.

        Raises:
            CallError: the datums differ (GC301).

        """
        return self._leg(other)[0]

    def azimuth(self, other: Point) -> float:
        """True azimuth in degrees to another point of the same datum, at the middle of the way.

        Raises:
            CallError: the datums differ (GC301).

        """
        return self._leg(other)[1]

    def _leg(self, other: Point) -> tuple[float, float]:
        self.require_same_datum(other)
        return leg(*self.geodetic, *other.geodetic, ellipsoid=self.datum.ellipsoid)

    def require_same_datum(self, other: Point) -> None:
        """Raise where the datums differ (GC301)."""
        if not self.datum.agrees(other.datum):
            raise CallError("GC301", first=self.datum.label, second=other.datum.label)

    @property
    def convergence(self) -> float:
        """Degrees from true north to the grid north of its zone (0 without a zone)."""
        if self.zone is None:
            return 0.0
        return convergence(*self.geodetic, self.zone.central_meridian, self.datum.ellipsoid)

    def from_here(self, grid_azimuth: float, metres: float) -> Point:
        """The point in a direction (坐标方位角, degrees) at a distance, in the plane of its zone.

        >>> p = Point.projected(2914211.695, 634885.367, Zone(3, 38))
        >>> p.from_here(227 + 10 / 60, 35.20).show(prefix=False)
        'X=2914187.764 Y=634859.554'

        Raises:
            CallError: the point is not projected (GC304).

        """
        if self.zone is None:
            raise CallError("GC304", zone="—")
        angle = math.radians(grid_azimuth)
        return evolve(
            self,
            north=self.north + metres * math.cos(angle),
            east=self.east + metres * math.sin(angle),
        )

    def mask(self, audience: Audience = "staff") -> str:
        """For staff the whole; for the public no finer than a kilometre (未公开的界桩坐标)."""
        if audience == "staff":
            return str(self)
        lat, lon = self.geodetic
        return f"{lat:.2f}°N {lon:.2f}°E"

    def show(self, lang: str = "zh", *, prefix: bool = True) -> str:
        """The point as tables write it: degrees, minutes and seconds, or X and Y with the prefix."""
        if self.zone:
            east = self.east + (self.zone.number * PREFIX if prefix else 0)
            return f"X={self.north:.3f} Y={east:.3f}"
        lon, lat = dms(self.east), dms(self.north)
        return f"东经{lon} 北纬{lat}" if lang == "zh" else f"{lat} N {lon} E"

    def __str__(self) -> str:
        return self.show(prefix=True) if self.zone else f"{self.north:.8f},{self.east:.8f}"


def dms(degrees: float, decimals: int = 2) -> str:
    """Degrees as degrees, minutes and seconds.

    >>> dms(115.351), dms(26.331, 1), dms(115.9999999)
    ('115°21′03.60″', '26°19′51.6″', '116°00′00.00″')
    """
    unit = 10**decimals
    total = round(abs(degrees) * 3600 * unit)
    whole, rest = divmod(total, 3600 * unit)
    minutes, parts = divmod(rest, 60 * unit)
    seconds = f"{parts // unit:02d}" + (f".{parts % unit:0{decimals}d}" if decimals else "")
    return f"{'-' if degrees < 0 else ''}{whole}°{minutes:02d}′{seconds}″"


_inverse = lru_cache(maxsize=1 << 14)(inverse)
"""Kept, since whoever asks for a latitude asks for the longitude next."""
