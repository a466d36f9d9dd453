"""Transformations between datums from common points: 4 parameters in the plane, 7 in space.

Nothing is built in: the official parameters of Chinese datums are not public, and an identity
between them is wrong by tens of metres. What is estimated says how well it fits.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from minzheng_core.errors import CallError

if TYPE_CHECKING:
    from minzheng_core.geodesy.datums import Datum, Ellipsoid
    from minzheng_core.geodesy.zones import Zone

_SECOND = math.pi / 180 / 3600


@frozen(kw_only=True)
class Fit:
    """How a transformation fits the common points: residuals in metres, one per point.

    ``spare`` is how many observations there were beyond the least; with none, residuals of zero
    prove nothing.
    """

    residuals: tuple[float, ...]
    spare: int

    @property
    def rms(self) -> float:
        """Root mean square of the residuals."""
        return math.sqrt(sum(r * r for r in self.residuals) / len(self.residuals))

    @property
    def worst(self) -> int:
        """The position of the point that fits worst."""
        return max(range(len(self.residuals)), key=self.residuals.__getitem__)


@frozen(kw_only=True)
class Similarity:
    """A plane similarity (四参数) in one zone: shift, rotation and scale about a pivot.

    ``apply`` takes north and east in metres, numbers or arrays, and gives them on the other datum.
    """

    source: Datum
    target: Datum
    zone: Zone
    pivot: tuple[float, float]
    shift: tuple[float, float]
    a: float
    b: float
    fit: Fit | None = field(default=None, repr=False)

    @property
    def scale_ppm(self) -> float:
        """Scale less one, in millionths."""
        return (math.hypot(self.a, self.b) - 1) * 1e6

    def apply(self, north: Any, east: Any) -> tuple[Any, Any]:
        """North and east on the target datum."""
        u, v = north - self.pivot[0], east - self.pivot[1]
        return (
            self.pivot[0] + self.shift[0] + self.a * u - self.b * v,
            self.pivot[1] + self.shift[1] + self.b * u + self.a * v,
        )


@frozen(kw_only=True)
class SevenParameters:
    """A similarity in space (七参数) about a pivot (Molodensky–Badekas), heights taken as zero.

    ``apply`` takes latitude and longitude in degrees and gives them on the other datum. Over a
    county the seven are hardly independent: use them there, and nowhere else.
    """

    source: Datum
    target: Datum
    pivot: tuple[float, float, float]
    shift: tuple[float, float, float]
    rotation: tuple[float, float, float]
    """About the axes X, Y, Z in seconds of arc (coordinate frame turned: positive as in EPSG 1032)."""
    scale_ppm: float
    fit: Fit | None = field(default=None, repr=False)

    def apply(self, lat: Any, lon: Any) -> tuple[Any, Any]:
        """Latitude and longitude on the target datum, in degrees."""
        import numpy as np

        x, y, z = geocentric(lat, lon, self.source.ellipsoid)
        u, v, w = x - self.pivot[0], y - self.pivot[1], z - self.pivot[2]
        rx, ry, rz = (r * _SECOND for r in self.rotation)
        k = 1 + self.scale_ppm * 1e-6
        found = geographic(
            self.pivot[0] + self.shift[0] + k * (u + rz * v - ry * w),
            self.pivot[1] + self.shift[1] + k * (-rz * u + v + rx * w),
            self.pivot[2] + self.shift[2] + k * (ry * u - rx * v + w),
            self.target.ellipsoid,
        )
        return found if np.ndim(lat) else (float(found[0]), float(found[1]))


def geocentric(lat: Any, lon: Any, ellipsoid: Ellipsoid) -> tuple[Any, Any, Any]:
    """Degrees on the surface of an ellipsoid to X, Y, Z in metres."""
    import numpy as np

    phi, lam = np.radians(lat), np.radians(lon)
    normal = ellipsoid.a / np.sqrt(1 - ellipsoid.e2 * np.sin(phi) ** 2)
    flat = normal * np.cos(phi)
    return flat * np.cos(lam), flat * np.sin(lam), normal * (1 - ellipsoid.e2) * np.sin(phi)


def geographic(x: Any, y: Any, z: Any, ellipsoid: Ellipsoid) -> tuple[Any, Any]:
    """X, Y, Z in metres near the surface to latitude and longitude in degrees (Bowring)."""
    import numpy as np

    a, b, e2 = ellipsoid.a, ellipsoid.b, ellipsoid.e2
    flat = np.hypot(x, y)
    beta = np.arctan2(z * a, flat * b)
    phi = np.arctan2(z + e2 / (1 - e2) * b * np.sin(beta) ** 3, flat - e2 * a * np.cos(beta) ** 3)
    return np.degrees(phi), np.degrees(np.arctan2(y, x))


def estimate_similarity(
    source: Any, target: Any, *, source_datum: Datum, target_datum: Datum, zone: Zone
) -> Similarity:
    """The four parameters by least squares.

    Args:
        source: common points on the source datum, an array of shape (n, 2): north, east in metres.
        target: the same points on the target datum.
        source_datum: the datum of *source*.
        target_datum: the datum of *target*.
        zone: the zone of both.

    Raises:
        CallError: fewer than two points, or all at one place, or some not finite (GC306).

    >>> from minzheng_core.geodesy.datums import Datum
    >>> from minzheng_core.geodesy.zones import Zone
    >>> old = [(2900000.0, 600000.0), (2930000.0, 640000.0), (2910000.0, 650000.0)]
    >>> new = [(x + 20.0, y + 100.0) for x, y in old]
    >>> found = estimate_similarity(old, new, source_datum=Datum.XIAN80,
    ...                             target_datum=Datum.CGCS2000, zone=Zone(3, 38))
    >>> [round(v, 3) for v in found.shift], round(found.fit.rms, 6), found.fit.spare
    ([20.0, 100.0], 0.0, 2)
    """
    import numpy as np

    before, after = _common(source, target, 2)
    pivot = before.mean(axis=0)
    u, v = (before - pivot).T
    squares = float(u @ u + v @ v)
    if squares < 1.0:
        raise CallError("GC306", least=2)
    moved = after - pivot
    shift = moved.mean(axis=0)
    dx, dy = (moved - shift).T
    a = float(u @ dx + v @ dy) / squares
    b = float(u @ dy - v @ dx) / squares
    bare = Similarity(
        source=source_datum, target=target_datum, zone=zone,
        pivot=(float(pivot[0]), float(pivot[1])),
        shift=(float(shift[0]), float(shift[1])), a=a, b=b,
    )  # fmt: skip
    north, east = bare.apply(before[:, 0], before[:, 1])
    residuals = np.hypot(north - after[:, 0], east - after[:, 1])
    return evolve(bare, fit=Fit(residuals=tuple(map(float, residuals)), spare=2 * len(before) - 4))


def estimate_seven(
    source: Any, target: Any, *, source_datum: Datum, target_datum: Datum
) -> SevenParameters:
    """The seven parameters by least squares.

    Args:
        source: common points on the source datum, an array of shape (n, 2): degrees of latitude and
            longitude; n is 3 or more.
        target: the same points on the target datum.
        source_datum: the datum of *source*.
        target_datum: the datum of *target*.

    Raises:
        CallError: fewer than three points, all on one line or at one place, or some not finite
            (GC306).

    """
    import numpy as np

    before, after = _common(source, target, 3)
    there = np.column_stack(geocentric(before[:, 0], before[:, 1], source_datum.ellipsoid))
    here = np.column_stack(geocentric(after[:, 0], after[:, 1], target_datum.ellipsoid))
    pivot = there.mean(axis=0)
    u, v, w = (there - pivot).T
    zero = np.zeros_like(u)
    rows = np.concatenate([
        np.column_stack([zero + 1, zero, zero, zero, -w, v, u]),
        np.column_stack([zero, zero + 1, zero, w, zero, -u, v]),
        np.column_stack([zero, zero, zero + 1, -v, u, zero, w]),
    ])  # fmt: skip
    spread = float(np.abs(there - pivot).max())
    rows[:, 3:] /= max(spread, 1.0)
    found, _, rank, _ = np.linalg.lstsq(rows, (here - there).T.ravel(), rcond=1e-9)
    if rank < 7:
        raise CallError("GC306", least=3)
    rotation = found[3:6] / spread / _SECOND
    bare = SevenParameters(
        source=source_datum, target=target_datum, pivot=_three(pivot),
        shift=_three(found[:3]), rotation=_three(rotation),
        scale_ppm=float(found[6] / spread * 1e6),
    )  # fmt: skip
    lat, lon = bare.apply(before[:, 0], before[:, 1])
    ellipsoid = target_datum.ellipsoid
    apart = np.column_stack(geocentric(lat, lon, ellipsoid)) - here
    residuals = np.sqrt((apart**2).sum(axis=1))
    return evolve(bare, fit=Fit(residuals=tuple(map(float, residuals)), spare=2 * len(before) - 7))


def _common(source: Any, target: Any, least: int) -> tuple[Any, Any]:
    import numpy as np

    before = np.asarray(source, dtype=float).reshape(-1, 2)
    after = np.asarray(target, dtype=float).reshape(-1, 2)
    usable = np.isfinite(before).all() and np.isfinite(after).all()
    if before.shape != after.shape or len(before) < least or not usable:
        raise CallError("GC306", least=least)
    return before, after


def _three(values: Any) -> tuple[float, float, float]:
    x, y, z = map(float, values)
    return x, y, z
