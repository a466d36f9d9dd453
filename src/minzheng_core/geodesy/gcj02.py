"""GCJ-02, the displacement of Chinese web maps: put on, and taken off again.

The displacement is a smooth function of the place, several hundred metres in size. It is taken off
by iteration to less than a millimetre of the published formula; what the maps of a provider show
may still lie a metre or more beside it, since how they were made is not public.
"""

from __future__ import annotations

import math
from typing import Any

from minzheng_core.errors import CallError

_A = 6_378_245.0
_E2 = 0.00669342162296594323
_CHINA = (0.8293, 55.8271, 72.004, 137.8347)
"""The rectangle in which the displacement applies: south, north, west, east."""

ACCURACY = 1.0
"""Metres within which a displaced map agrees with the formula, as far as it is known."""

Number = Any


def covers(lat: Number, lon: Number) -> Any:
    """Whether the displacement applies there; of arrays an array.

    >>> covers(26.331, 115.351), covers(115.351, 26.331)
    (True, False)
    """
    south, north, west, east = _CHINA
    return (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)


def _offset(lat: Number, lon: Number, xp: Any) -> tuple[Number, Number]:
    x, y = lon - 105.0, lat - 35.0
    root = xp.sqrt(xp.fabs(x))
    pi, sin = math.pi, xp.sin
    shared = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + shared
    north += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + shared
    east += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    phi = lat * (pi / 180.0)
    magic = 1.0 - _E2 * sin(phi) * sin(phi)
    root = xp.sqrt(magic)
    meridian = _A * (1.0 - _E2) / (magic * root)
    parallel = _A / root * xp.cos(phi)
    return north * 180.0 / (meridian * pi), east * 180.0 / (parallel * pi)


def displaced(lat: Number, lon: Number, xp: Any = math) -> tuple[Number, Number]:
    """Degrees on WGS 84 (or CGCS2000) to degrees on a web map.

    >>> lat, lon = displaced(26.331, 115.351)
    >>> round(lat, 6), round(lon, 6)
    (26.327806, 115.356152)

    Raises:
        CallError: outside the rectangle of China (GC302), swapped coordinates among them.

    """
    _require_covered(lat, lon, xp)
    north, east = _offset(lat, lon, xp)
    return lat + north, lon + east


def undone(lat: Number, lon: Number, xp: Any = math) -> tuple[Number, Number]:
    """Degrees on a web map to degrees on WGS 84 (or CGCS2000); see :data:`ACCURACY`.

    >>> lat, lon = undone(26.327806, 115.356152)
    >>> round(lat, 6), round(lon, 6)
    (26.331, 115.351)

    Raises:
        CallError: outside the rectangle of China (GC302), swapped coordinates among them.

    """
    _require_covered(lat, lon, xp)
    there_lat, there_lon = lat, lon
    # Each step leaves less than a hundredth of the error before it.
    for _ in range(5):
        north, east = _offset(there_lat, there_lon, xp)
        there_lat, there_lon = lat - north, lon - east
    return there_lat, there_lon


def _require_covered(lat: Number, lon: Number, xp: Any) -> None:
    inside = covers(lat, lon)
    if not (inside if xp is math else inside.all()):
        raise CallError("GC302")
