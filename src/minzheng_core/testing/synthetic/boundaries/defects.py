"""Defects put into a synthetic county on demand, each with what a check must say of it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import numpy as np
import shapely
from attrs import frozen

from minzheng_core.geodesy import gcj02
from minzheng_core.geodesy.zones import PREFIX
from minzheng_core.registries.boundaries.checks.plane import Plane
from minzheng_core.registries.boundaries.facts import place_of
from minzheng_core.schema.record import changed, texts_of
from minzheng_core.testing.synthetic.boundaries.county import CENTRE, PATTERN, make_county
from minzheng_core.values.bearing import Compass
from minzheng_core.values.marker_code import MarkerCode
from minzheng_core.values.point import Point

if TYPE_CHECKING:
    from collections.abc import Callable

    from minzheng_core.registries.boundaries.county_set import CountySet
    from minzheng_core.registries.boundaries.record import Marker

    Injected = tuple[CountySet, "Expected"]

Array = Any
T = TypeVar("T")

__all__ = ["DEFECTS", "Defect", "Expected", "make_defective"]


@frozen(kw_only=True)
class Expected:
    """What a check must say: this code on one of these records (any, where none is named)."""

    code: str
    keys: tuple[str, ...] = ()


@frozen(kw_only=True)
class Defect:
    """One kind of defect: its name, what it means, and what injects it."""

    name: str
    label: str
    inject: Callable[[CountySet, Random], Injected]


def make_defective(name: str, seed: int = 1) -> tuple[CountySet, Expected]:
    """The county of a seed with one defect, and what must be found.

    >>> county, expected = make_defective("wrong_zone", 1)
    >>> expected.code
    'GC110'
    """
    return DEFECTS[name].inject(make_county(seed), Random(seed * 7919 + len(name)))


def _code(marker: Marker) -> MarkerCode:
    code = MarkerCode.parse(marker.code, (PATTERN,)).value
    assert code is not None  # noqa: S101 - the generator wrote it
    return code


def _single(county: CountySet, chance: Random) -> int:
    """A single marker that stands between others of its line."""
    inner = [
        i
        for i, marker in enumerate(county.markers)
        if _code(marker).kind == "Q" and 1 < _code(marker).serial < _last(county, marker)
    ]
    return chance.choice(inner)


def _last(county: CountySet, marker: Marker) -> int:
    return max(_code(m).serial for m in county.markers if m.line == marker.line)


def _point(marker: Marker) -> Point:
    point, _ = place_of(dict(texts_of(marker)), "position.")
    assert point is not None  # noqa: S101 - the generator wrote it
    return point.in_zone()


def _replaced(items: tuple[T, ...], row: int, new: T) -> tuple[T, ...]:
    return (*items[:row], new, *items[row + 1 :])


def _with(county: CountySet, row: int, **changes: Any) -> CountySet:
    """The county with a marker changed."""
    marker = changed(county.markers[row], **changes)
    return attrs.evolve(county, markers=_replaced(county.markers, row, marker))


def _placed(county: CountySet, row: int, point: Point) -> CountySet:
    """The county with a marker elsewhere; its azimuth objects go with it."""
    x, y = (word[2:] for word in point.show().split())
    position = county.markers[row].position
    moved = changed(position, x=x, y=y, longitude=None, latitude=None)
    return _with(county, row, position=moved)


def _line(county: CountySet, row: int) -> tuple[Plane, Any]:
    """The plane of the county and a line on it."""
    bounds = shapely.bounds(np.array(county.shapes))
    plane = Plane.about([bounds[:, 0].min(), bounds[:, 2].max()])
    return plane, plane.project(np.array([county.shapes[row]]))[0]


def _row_of(county: CountySet, marker: Marker) -> int:
    return next(i for i, line in enumerate(county.lines) if line.code == marker.line)


def _planar(plane: Plane, point: Point) -> Array:
    east, north = plane.to_plane(np.array([point.lon]), np.array([point.lat]))
    return np.array([east[0], north[0]])


def _geographic(plane: Plane, place: Array) -> Point:
    lon, lat = plane.to_degrees(place[:1], place[1:])
    return Point.geographic(float(lat[0]), float(lon[0])).in_zone()


def _moved(county: CountySet, chance: Random) -> Injected:
    row = _single(county, chance)
    marker = county.markers[row]
    plane, line = _line(county, _row_of(county, marker))
    here = _planar(plane, _point(marker))
    while True:
        angle, far = chance.uniform(0, 2 * np.pi), chance.uniform(30, 250)
        there = here + far * np.array([np.cos(angle), np.sin(angle)])
        if shapely.distance(line, shapely.Point(there)) > 15:
            break
    return _placed(county, row, _geographic(plane, there)), Expected(
        code="BL301", keys=(str(marker.code),)
    )


def _swapped_axes(county: CountySet, chance: Random) -> Injected:
    row = _single(county, chance)
    x, y = (word[2:] for word in _point(county.markers[row]).show().split())
    position = changed(county.markers[row].position, x=y, y=x, longitude=None, latitude=None)
    return _with(county, row, position=position), Expected(
        code="GC107", keys=(str(county.markers[row].code),)
    )


def _swapped_numbers(county: CountySet, chance: Random) -> Injected:
    row = _single(county, chance)
    marker = county.markers[row]
    others = [
        i
        for i, other in enumerate(county.markers)
        if other.line == marker.line and i != row and _code(other).kind == "Q"
    ]
    other = chance.choice(others)
    one, two = county.markers[row].position, county.markers[other].position
    swapped = _with(_with(county, row, position=two), other, position=one)
    keys = (str(marker.code), str(county.markers[other].code))
    return swapped, Expected(code="BL304", keys=keys)


def _wrong_zone(county: CountySet, chance: Random) -> Injected:
    row = _single(county, chance)
    marker = county.markers[row]
    point = _point(marker)
    assert point.zone is not None  # noqa: S101 - it was projected
    number = 38 if point.zone.number == 39 else 39
    position = changed(
        marker.position, x=f"{point.north:.3f}", y=f"{point.east + number * PREFIX:.3f}",
        longitude=None, latitude=None,
    )  # fmt: skip
    return _with(county, row, position=position), Expected(code="GC110", keys=(str(marker.code),))


def _web_map(county: CountySet, chance: Random) -> Injected:
    row = _single(county, chance)
    lat, lon = gcj02.displaced(*_point(county.markers[row]).geodetic)
    there = Point.geographic(lat, lon).in_zone()
    return _placed(county, row, there), Expected(
        code="GC114", keys=(str(county.markers[row].code),)
    )


def _other_datum(county: CountySet, chance: Random) -> Injected:
    """All markers of a long line on another datum: one shift."""
    line = county.lines[chance.choice((3, 4, 5))]
    shift = chance.uniform(20, 60), chance.uniform(80, 120) * chance.choice((-1, 1))
    found = county
    for row, marker in enumerate(county.markers):
        if marker.line == line.code:
            point = _point(marker)
            there = attrs.evolve(point, north=point.north + shift[0], east=point.east + shift[1])
            found = _placed(found, row, there)
    return found, Expected(code="GC115", keys=(str(line.code),))


def _out_of_order(county: CountySet, chance: Random) -> Injected:
    """A marker placed on its line beyond two others: its number was given out of turn."""
    choices = []
    for row, marker in enumerate(county.markers):
        code = _code(marker)
        if code.kind == "Q" and code.serial + 2 <= _last(county, marker):
            choices.append(row)
    row = chance.choice(choices)
    marker = county.markers[row]
    plane, line = _line(county, _row_of(county, marker))
    beyond = [m for m in county.markers if m.line == marker.line]
    spots = {
        _code(m).serial: line.project(shapely.Point(_planar(plane, _point(m)))) for m in beyond
    }
    serial = _code(marker).serial
    after = spots[serial + 2]
    following = spots.get(serial + 3, line.length if after > spots[serial] else 0.0)
    there = line.interpolate((after + following) / 2)
    return _placed(county, row, _geographic(plane, np.array([there.x, there.y]))), Expected(
        code="BL302", keys=(str(marker.code),)
    )


def _missing_partner(county: CountySet, chance: Random) -> Injected:
    rows = [i for i, marker in enumerate(county.markers) if _code(marker).kind in set("ABCDE")]
    row = chance.choice(rows)
    gone = _code(county.markers[row])
    left = tuple(m for i, m in enumerate(county.markers) if i != row)
    return attrs.evolve(county, markers=left), Expected(code="BL107", keys=gone.partners)


def _wrong_course(county: CountySet, chance: Random) -> Injected:
    """The first direction of a description turned round."""
    row = chance.randrange(len(county.lines))
    line = county.lines[row]
    head, tail = str(line.course).split("向", 1)
    stated = next(p for p in sorted(Compass, key=lambda p: -len(p.zh)) if tail.startswith(p.zh))
    opposite = Compass((stated + 8) % 16)
    wrong = changed(line, course=f"{head}向{opposite.zh}{tail.removeprefix(stated.zh)}")
    lines = _replaced(county.lines, row, wrong)
    return attrs.evolve(county, lines=lines), Expected(code="BL320", keys=(str(line.code),))


def _edge(
    county: CountySet, chance: Random, change: Callable[[Array, Array], Array], code: str
) -> Injected:
    """A change of some vertices that a neighbour shares with the county, on his side alone."""
    number = chance.randrange(1, len(county.units))
    unit = county.units[number]
    shell = shapely.get_coordinates(unit.shape)[:-1].copy()
    shared = {tuple(v) for v in shapely.get_coordinates(county.units[0].shape)}
    common = np.array([i for i, v in enumerate(shell) if tuple(v) in shared])
    begin = chance.randrange(5, max(len(common) - 20, 6))
    shell = change(shell, common[begin : begin + 12])
    units = _replaced(county.units, number, attrs.evolve(unit, shape=shapely.Polygon(shell)))
    keys = (county.units[0].label, unit.label)
    return attrs.evolve(county, units=units), Expected(code=code, keys=keys)


def _toward(metres: float) -> Callable[[Array, Array], Array]:
    """Move vertices away from the county's middle (a gap), or towards it (an overlap)."""

    def change(shell: Array, where: Array) -> Array:
        way = shell[where] - np.array(CENTRE)
        size = np.hypot(way[:, 0], way[:, 1])[:, None]
        shell[where] += way / size * metres / 1.0e5
        return shell

    return change


def _gap(county: CountySet, chance: Random) -> Injected:
    return _edge(county, chance, _toward(3.0), "BL322")


def _overlap(county: CountySet, chance: Random) -> Injected:
    return _edge(county, chance, _toward(-3.0), "BL321")


def _unmatched(county: CountySet, chance: Random) -> Injected:
    def extra(shell: Array, where: Array) -> Array:
        middle = (shell[where[5]] + shell[where[6]]) / 2
        return np.insert(shell, max(where[5], where[6]), middle, axis=0)

    return _edge(county, chance, extra, "BL323")


def _far_object(county: CountySet, chance: Random) -> Injected:
    rows = [i for i, marker in enumerate(county.markers) if _code(marker).kind == "B"]
    row = chance.choice(rows)
    seen = county.markers[row].object_1
    wrong = changed(seen, distance=f"{float(seen.distance or 0) + 30:.2f}")
    return _with(county, row, object_1=wrong), Expected(
        code="BL324", keys=(str(county.markers[row].code),)
    )


def _wrong_side(county: CountySet, chance: Random) -> Injected:
    rows = [i for i, marker in enumerate(county.markers) if _code(marker).kind == "A"]
    row = chance.choice(rows)
    one, two = county.markers[row], county.markers[row + 1]
    swapped = _with(county, row, position=two.position, object_1=two.object_1)
    swapped = _with(swapped, row + 1, position=one.position, object_1=one.object_1)
    return swapped, Expected(code="BL305", keys=(str(one.code), str(two.code)))


def _open_end(county: CountySet, chance: Random) -> Injected:
    """A line that ends short of its three-way point."""
    row = chance.randrange(len(county.shapes))
    vertices = shapely.get_coordinates(county.shapes[row]).copy()
    way = vertices[1] - vertices[0]
    vertices[0] += way / np.hypot(*way) * chance.uniform(0.0002, 0.0008)
    shapes = _replaced(county.shapes, row, shapely.LineString(vertices))
    return attrs.evolve(county, shapes=shapes), Expected(code="BL307")


def _length(county: CountySet, chance: Random) -> Injected:
    row = chance.randrange(len(county.lines))
    line = county.lines[row]
    longer = changed(line, length=f"{float(line.length or 0) * 1.1:.3f}")
    lines = _replaced(county.lines, row, longer)
    return attrs.evolve(county, lines=lines), Expected(code="BL319", keys=(str(line.code),))


def _other_line(county: CountySet, chance: Random) -> Injected:
    """A marker with the place of one of another line."""
    row = _single(county, chance)
    marker = county.markers[row]
    others = [
        m
        for m in county.markers
        if m.line != marker.line and _code(m).kind == "Q" and 1 < _code(m).serial < _last(county, m)
    ]
    place = chance.choice(others).position
    return _with(county, row, position=place), Expected(code="BL312", keys=(str(marker.code),))


def _packed(county: CountySet, chance: Random) -> Injected:
    """Degrees, minutes and seconds written behind a decimal point."""
    row = _single(county, chance)
    point = _point(county.markers[row])

    def packed(degrees: float) -> str:
        whole, rest = divmod(round(degrees * 3600 * 100), 3600 * 100)
        minutes, hundredths = divmod(rest, 60 * 100)
        return f"{whole}.{minutes:02d}{hundredths:04d}"

    position = changed(
        county.markers[row].position, x=None, y=None, longitude=packed(point.lon),
        latitude=packed(point.lat),
    )  # fmt: skip
    return _with(county, row, position=position), Expected(
        code="GC106", keys=(str(county.markers[row].code),)
    )


def _three_way(county: CountySet, chance: Random) -> Injected:
    """One table has a three-way point a little elsewhere."""
    row = chance.randrange(1, len(county.points), 2)
    point = county.points[row]
    place = changed(point.position, x=f"{float(point.position.x or 0) + 40:.3f}")
    points = _replaced(county.points, row, changed(point, position=place))
    return attrs.evolve(county, points=points), Expected(code="BL317", keys=(str(point.code),))


_ALL = (
    ("moved", "界桩移位", _moved),
    ("swapped_axes", "X、Y 写反", _swapped_axes),
    ("swapped_numbers", "两桩换号", _swapped_numbers),
    ("wrong_zone", "投影带用错", _wrong_zone),
    ("web_map", "网络地图坐标", _web_map),
    ("other_datum", "另一个坐标系", _other_datum),
    ("packed", "度分秒写成小数", _packed),
    ("out_of_order", "次序不对", _out_of_order),
    ("missing_partner", "缺同号的另一座", _missing_partner),
    ("wrong_side", "双立位置反了", _wrong_side),
    ("other_line", "在另一条界线上", _other_line),
    ("wrong_course", "走向说明不符", _wrong_course),
    ("length", "长度不符", _length),
    ("open_end", "三交点处接不上", _open_end),
    ("three_way", "三交点坐标不一", _three_way),
    ("far_object", "方位物不闭合", _far_object),
    ("gap", "政区面有缝", _gap),
    ("overlap", "政区面重叠", _overlap),
    ("unmatched", "边线节点不一致", _unmatched),
)
DEFECTS = {name: Defect(name=name, label=label, inject=inject) for name, label, inject in _ALL}
"""Every kind of defect by its name."""
