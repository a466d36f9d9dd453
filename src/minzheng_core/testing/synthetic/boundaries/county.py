"""A synthetic county with its boundary: seven neighbours, seven three-way points, two zones.

Modelled on the facts of one county: the shares of its neighbours in the perimeter, an extent that
straddles 115.5 degrees east, some thirty markers on some three hundred kilometres. The course of
the lines, the markers and their numbers are invented. With the same seed comes the same county.
"""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import shapely
from attrs import frozen
from shapely.ops import substring

from minzheng_core.geodesy.distances import leg
from minzheng_core.registries.boundaries import (
    AzimuthObject,
    BoundaryPoint,
    Line,
    Marker,
    Position,
)
from minzheng_core.registries.boundaries.checks.plane import Plane, geodesic_lengths
from minzheng_core.registries.boundaries.county_set import CountySet, Unit
from minzheng_core.schema.record import changed
from minzheng_core.values.bearing import Compass
from minzheng_core.values.marker_code import LinePattern
from minzheng_core.values.point import Point, dms

Array = Any

COUNTY = ("360732", "兴国县")
NEIGHBOURS = (
    ("360826", "泰和县", 45.5),
    ("360803", "青原区", 20.9),
    ("360825", "永丰县", 31.4),
    ("360730", "宁都县", 68.3),
    ("360731", "于都县", 74.5),
    ("360704", "赣县区", 53.9),
    ("360828", "万安县", 26.1),
)
"""Neighbours clockwise from the north-west corner, with the kilometres they share."""
PATTERN = LinePattern(level="县级（示例）", pattern=r"\d{8}", unit=4)
"""The codes of the lines: the last four digits of both units. Invented: no public rule is known."""
CENTRE = (115.45, 26.35)
REACH = (0.42, 0.22)
"""Degrees from the centre to the east and to the north."""
VERTICES = 1800
_DATUM = "2000国家大地坐标系"


def make_county(seed: int = 1) -> CountySet:
    """The county of that seed, without a fault.

    >>> county = make_county(1)
    >>> len(county.lines), len(county.units), len({p.units for p in county.points})
    (7, 8, 7)
    >>> sorted({marker.position.y[:2] for marker in county.markers if marker.position.y})
    ['38', '39']
    """
    chance = Random(seed)
    ring, corners = _ring(chance)
    arcs = [_arc(ring, a, b) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]
    plane = Plane.about(ring[:, 0])
    made = [
        _line(plane, arc, neighbour, chance)
        for arc, neighbour in zip(arcs, NEIGHBOURS, strict=True)
    ]
    return CountySet(
        county=COUNTY[0],
        lines=tuple(one.line for one in made),
        shapes=tuple(one.shape for one in made),
        markers=tuple(marker for one in made for marker in one.markers),
        points=tuple(_three_way_points(ring, corners)),
        units=tuple(_units(ring, corners, chance)),
    )


@frozen
class _Made:
    line: Line
    shape: Any
    markers: tuple[Marker, ...]


def _ring(chance: Random) -> tuple[Array, list[int]]:
    """The county's edge clockwise from the north-west, and where its corners lie on it."""
    angle = math.radians(135) - np.linspace(0, 2 * math.pi, VERTICES, endpoint=False)
    wave = np.ones(VERTICES)
    for times in (3, 5, 8, 13, 21, 34, 55, 89):
        wave += 0.22 / times**0.75 * np.sin(times * angle + chance.uniform(0, 2 * math.pi))
    lon = CENTRE[0] + REACH[0] * wave / wave.max() * np.cos(angle)
    lat = CENTRE[1] + REACH[1] * wave / wave.max() * np.sin(angle)
    ring = np.round(np.column_stack([lon, lat]), 8)
    steps, _ = leg(lat, lon, np.roll(lat, -1), np.roll(lon, -1), xp=np)
    along = np.concatenate([[0.0], np.cumsum(steps)]) / steps.sum()
    shares = np.array([share for *_, share in NEIGHBOURS])
    wanted = np.concatenate([[0.0], np.cumsum(shares)[:-1] / shares.sum()])
    return ring, [int(np.argmin(np.abs(along[:-1] - share))) for share in wanted]


def _arc(ring: Array, begin: int, end: int) -> Array:
    """The vertices from one corner to the next, both included."""
    return ring[begin : end + 1] if end > begin else np.vstack([ring[begin:], ring[: end + 1]])


def _line(plane: Plane, arc: Array, neighbour: tuple[str, str, float], chance: Random) -> _Made:
    code, name, _ = neighbour
    smaller, larger = sorted((COUNTY[0], code))
    line_code = smaller[2:] + larger[2:]
    across, up = arc[-1] - arc[0]
    backwards = across < 0 if abs(across) > abs(up) else up > 0
    shape = shapely.LineString(arc)
    way = plane.project(np.array([shapely.reverse(shape) if backwards else shape]))[0]
    kilometres = float(geodesic_lengths(np.array([shape]))[0]) / 1000
    count = max(3, round(kilometres / 9))
    kinds = ["单立"] * count
    kinds[chance.randrange(count)] = "双立"
    if count > 4:
        kinds[chance.choice([i for i, kind in enumerate(kinds) if kind == "单立"])] = "三立"
    spots = [(i + 0.5 + chance.uniform(-0.25, 0.25)) / count * way.length for i in range(count)]
    # Clockwise, the county lies to the right of its edge.
    site = _Site(plane, way, (COUNTY[0] == smaller) == backwards)
    markers = [
        marker
        for number, (spot, kind) in enumerate(zip(spots, kinds, strict=True), 1)
        for marker in _stones(site, spot, kind, f"{line_code}{number:03d}", chance)
    ]
    units = f"{COUNTY[1]}、{name}"
    basis = f"{COUNTY[1]}、{name}界桩管护协议"
    finished = tuple(
        _finished(marker, line_code, units, COUNTY[1] if i % 2 else name, basis)
        for i, marker in enumerate(markers)
    )
    return _Made(
        Line(
            code=line_code, title=f"{COUNTY[1][:-1]}{name[:-1]}线", level="县级", units=units,
            length=f"{kilometres:.3f}", markers=str(count), singles=str(kinds.count("单立")),
            doubles=str(kinds.count("双立")), triples=str(kinds.count("三立")),
            course=_course(plane, way, spots), agreed_on="1997-03-01",
            agreement=f"{COUNTY[1]}、{name}边界协议书", approved_on="1998-05-01",
            announced_on="1998-06-01", inspected="2003、2008、2013、2018、2023",
        ),
        shape,
        finished,
    )  # fmt: skip


def _stones(site: _Site, spot: float, kind: str, number: str, chance: Random) -> list[Marker]:
    """The stones of one number: on the line, on both banks, or around a confluence."""
    place, across = _frame(site.way, spot)
    if kind == "单立":
        offsets = {"Q": 0.0}
    elif kind == "双立":
        half = chance.uniform(25, 60) * (1 if site.smaller_on_left else -1)
        offsets = {"A": half, "B": -half}
    else:
        offsets = {"C": 40.0, "D": -40.0, "E": 0.0}
    shared = site.point(place + across * 17.0)
    stones = []
    for letter, off in offsets.items():
        here = place + across * off
        if letter == "E":
            here = here + np.array([-across[1], across[0]]) * 45.0
        point = site.point(here)
        stones.append(
            Marker(
                code=number + letter, kind=f"{kind}双面型", position=_position(point, chance),
                **_objects(point, number, shared, chance),
            )
        )  # fmt: skip
    return stones


@frozen
class _Site:
    """A line on the plane in the direction of its numbers."""

    plane: Plane
    way: Any
    smaller_on_left: bool

    def point(self, place: Array) -> Point:
        """A place of the plane in the zone in which it lies."""
        lon, lat = self.plane.to_degrees(place[:1], place[1:])
        return Point.geographic(float(lat[0]), float(lon[0])).in_zone()


def _frame(way: Any, spot: float) -> tuple[Array, Array]:
    """A place on a line, and the unit vector to its left."""
    places = [way.interpolate(spot + step) for step in (-5.0, 0.0, 5.0)]
    before, here, after = (np.array([p.x, p.y]) for p in places)
    ahead = (after - before) / np.hypot(*(after - before))
    return here, np.array([-ahead[1], ahead[0]])


def _position(point: Point, chance: Random) -> Position:
    """As tables write it: mostly X and Y with the prefix of the zone, sometimes degrees."""
    shared = {"datum": _DATUM, "accuracy": "1", "surveyed_on": "2009-06-01"}
    if chance.random() < 0.2:
        return Position(longitude=dms(point.lon, 3), latitude=dms(point.lat, 3), **shared)
    x, y = (word.partition("=")[2] for word in point.show().split())
    return Position(x=x, y=y, **shared)


def _objects(stone: Point, number: str, shared: Point, chance: Random) -> dict[str, Any]:
    """Three things nearby, the first seen from all stones of a number; by grid azimuth and distance."""
    there = shared.in_zone(stone.zone)
    up, across = there.north - stone.north, there.east - stone.east
    seen = [(f"{number}桥墩", math.degrees(math.atan2(across, up)) % 360, math.hypot(up, across))]
    seen += [
        (
            f"{number}{name}{chance.randrange(10**6)}",
            chance.uniform(0, 359),
            chance.uniform(15, 150),
        )
        for name in ("山头", "水塔")
    ]
    return {
        f"object_{i}": AzimuthObject(
            place=name, azimuth=dms(round(azimuth * 6) / 6 % 360, 0), distance=f"{metres:.2f}"
        )
        for i, (name, azimuth, metres) in enumerate(seen, 1)
    }


def _finished(marker: Marker, line: str, units: str, managing: str, basis: str) -> Marker:
    return changed(
        marker, line=line, units=units, managing_unit=managing, managing_basis=basis,
        agreement=basis.replace("界桩管护协议", "边界协议书"), set_on="1998-10-01",
    )  # fmt: skip


def _course(plane: Plane, way: Any, spots: list[float]) -> str:
    """The description, section by section, in the directions of the legs as drawn."""
    words = []
    bounds = [0.0, *spots, way.length]
    names = ["起点", *(f"{i}号界桩" for i in range(1, len(spots) + 1)), "终点"]
    for number, (begin, end) in enumerate(pairwise(bounds)):
        part = substring(way, begin, end)
        legs = shapely.get_coordinates(shapely.simplify(part, part.length / 8))
        azimuths = plane.azimuths(*plane.to_degrees(*legs.T))
        points = [Compass.of(azimuths[i, i + 1]) for i in range(len(legs) - 1)]
        said = "向" + points[0].zh + "".join(f"，转{p.zh}" for p in points[1:])
        words.append(f"从{names[number]}起，边界线{said}至{names[number + 1]}")
    return "；".join(words) + "。"


def _three_way_points(ring: Array, corners: list[int]) -> list[BoundaryPoint]:
    """Each corner in the tables of both of the county's lines that end there."""
    points = []
    for place, corner in enumerate(corners):
        before, after = NEIGHBOURS[place - 1], NEIGHBOURS[place]
        lon, lat = ring[corner]
        x, y = Point.geographic(float(lat), float(lon)).in_zone().show().split()
        units = "、".join((COUNTY[1], before[1], after[1]))
        codes = [
            "".join(sorted((one[2:], other[2:])))
            for one, other in (
                (COUNTY[0], before[0]), (COUNTY[0], after[0]), (before[0], after[0]),
            )
        ]  # fmt: skip
        points += [
            BoundaryPoint(
                code=f"三交点{place + 1}（{line}）", kind="三交点", units=units, lines="、".join(codes),
                position=Position(x=x[2:], y=y[2:], datum=_DATUM, surveyed_on="2009-06-01"),
                agreement=f"{units}交会点协议书", agreed_on="1997-03-01",
            )
            for line in codes[:2]
        ]  # fmt: skip
    return points


def _units(ring: Array, corners: list[int], chance: Random) -> list[Unit]:
    """The county and its neighbours as polygons that share their edges point by point."""
    middle = np.array(CENTRE)
    outer = np.round(middle + (ring - middle) * (1.7 + chance.uniform(0, 0.2)), 8)
    units = [Unit(code=COUNTY[0], name=COUNTY[1], shape=shapely.Polygon(ring))]
    for place, (code, name, _) in enumerate(NEIGHBOURS):
        begin, end = corners[place], corners[(place + 1) % len(corners)]
        far = _arc(outer, begin, end)
        shell = np.vstack([_arc(ring, begin, end), far[::-1]])
        units.append(Unit(code=code, name=name, shape=shapely.Polygon(shell)))
    return units
