"""How fast points are converted and markers checked, beside bare NumPy and shapely in the same run.

    python bench/boundaries.py [--points 100000] [--markers 10000] [--lines 1000] [--rounds 7]

The baseline of the conversion is Krüger's series written out plainly in NumPy; the baseline of the
check are the two bare calls of shapely that it cannot do without (``distance``, ``line_locate_point``)
and one comparison of neighbours. PROJ is shown where it is installed.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from minzheng_core.geodesy.datums import CGCS2000_ELLIPSOID
from minzheng_core.geodesy.krueger import forward, inverse
from minzheng_core.registries.boundaries.checks.alignment import align, disordered_lines

if TYPE_CHECKING:
    from collections.abc import Callable


def plain_forward(lat: Any, lon: Any, meridian: float) -> tuple[Any, Any]:
    """The same series, term by term."""
    e, n = CGCS2000_ELLIPSOID, CGCS2000_ELLIPSOID.n
    radius = e.a / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    alpha = (
        n / 2 - 2 / 3 * n**2 + 5 / 16 * n**3 + 41 / 180 * n**4,
        13 / 48 * n**2 - 3 / 5 * n**3 + 557 / 1440 * n**4,
        61 / 240 * n**3 - 103 / 140 * n**4,
        49561 / 161280 * n**4,
    )
    phi, lam = np.radians(lat), np.radians(lon - meridian)
    ecc = np.sqrt(e.e2)
    t = np.sinh(np.arctanh(np.sin(phi)) - ecc * np.arctanh(ecc * np.sin(phi)))
    xi, eta = np.arctan2(t, np.cos(lam)), np.arcsinh(np.sin(lam) / np.hypot(t, np.cos(lam)))
    north, east = xi.copy(), eta.copy()
    for j, a in enumerate(alpha, 1):
        north += a * np.sin(2 * j * xi) * np.cosh(2 * j * eta)
        east += a * np.cos(2 * j * xi) * np.sinh(2 * j * eta)
    return radius * north, radius * east + 500_000


def plain_check(points: Any, lines: Any, line_of: Any, serials: Any) -> int:
    """Distances, positions and one comparison: nothing of sides, directions or unknown places."""
    own = lines[line_of]
    places = shapely.points(points)
    off = shapely.distance(own, places)
    along = shapely.line_locate_point(own, places)
    order = np.lexsort((serials, line_of))
    wrong = (np.diff(along[order]) <= 0) & (np.diff(line_of[order]) == 0)
    return int((off > 5).sum() + wrong.sum())


def our_check(points: Any, lines: Any, line_of: Any, serials: Any) -> int:
    found = align(points, lines, line_of, serials)
    return int((found.offset > 5).sum()) + len(disordered_lines(found))


def county_lines(chance: np.random.Generator, count: int, vertices: int) -> Any:
    steps = chance.normal((60.0, 0.0), (10.0, 40.0), (count, vertices, 2)).cumsum(axis=1)
    steps += chance.uniform(0, 1e5, (count, 1, 2))
    return shapely.linestrings(steps)


def markers_on(chance: np.random.Generator, lines: Any, count: int) -> tuple[Any, Any, Any]:
    line_of = np.sort(chance.integers(0, len(lines), count))
    start = np.searchsorted(line_of, np.arange(len(lines)))
    serials = np.arange(count) - start[line_of] + 1
    share = (serials - 0.5) / np.bincount(line_of, minlength=len(lines))[line_of]
    at = shapely.line_interpolate_point(lines[line_of], share, normalized=True)
    points = shapely.get_coordinates(at) + chance.normal(0, 0.5, (count, 2))
    mixed = chance.permutation(count)
    return points[mixed], line_of[mixed], serials[mixed]


def best(call: Callable[[], Any], rounds: int) -> float:
    found = []
    for _ in range(rounds):
        begun = time.perf_counter()
        call()
        found.append(time.perf_counter() - begun)
    return min(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--markers", type=int, default=10_000)
    parser.add_argument("--lines", type=int, default=1_000)
    parser.add_argument("--vertices", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    chance = np.random.default_rng(1)

    lat, lon = chance.uniform((26.0, 115.0), (26.7, 115.9), (options.points, 2)).T.copy()
    north, east = forward(lat, lon, 117, xp=np)
    plain = plain_forward(lat, lon, 117)
    print(f"largest difference of the two: {np.abs(north - plain[0]).max():.1e} m")
    ours = best(lambda: forward(lat, lon, 117, xp=np), options.rounds)
    bare = best(lambda: plain_forward(lat, lon, 117), options.rounds)
    back = best(lambda: inverse(north, east, 117, xp=np), options.rounds)
    print(
        f"{options.points:,} points projected: {ours * 1e3:.1f} ms, bare NumPy {bare * 1e3:.1f} ms,",
        end=" ",
    )
    print(f"ratio {ours / bare:.2f}; back {back * 1e3:.1f} ms")
    proj(lat, lon, options.rounds, ours)

    lines = county_lines(chance, options.lines, options.vertices)
    points, line_of, serials = markers_on(chance, lines, options.markers)
    print(
        f"findings: ours {our_check(points, lines, line_of, serials)}, bare {plain_check(points, lines, line_of, serials)}"
    )
    ours = best(lambda: our_check(points, lines, line_of, serials), options.rounds)
    bare = best(lambda: plain_check(points, lines, line_of, serials), options.rounds)
    print(
        f"{options.markers:,} markers on {options.lines:,} lines of {options.vertices} vertices:",
        end=" ",
    )
    print(f"{ours * 1e3:.1f} ms, bare shapely {bare * 1e3:.1f} ms, ratio {ours / bare:.2f}")


def proj(lat: Any, lon: Any, rounds: int, ours: float) -> None:
    try:
        import pyproj
    except ImportError:
        return
    turn = pyproj.Transformer.from_crs(4490, 4548, always_xy=True)
    taken = best(lambda: turn.transform(lon, lat), rounds)
    print(f"PROJ {taken * 1e3:.1f} ms, ratio {ours / taken:.2f}")


if __name__ == "__main__":
    main()
