"""Causes that are told only where the evidence shows them."""

from __future__ import annotations

import numpy as np
import shapely
from attrs import evolve

from minzheng_core.findings import Severity
from minzheng_core.geodesy import gcj02
from minzheng_core.registries.boundaries import CountySet, Line, Marker, Position, check_set
from minzheng_core.registries.boundaries.county_set import Unit

CORNER = ((115.30, 26.30), (115.40, 26.30), (115.40, 26.40))


def _marker(number: int, lon: float, lat: float, line: str = "5253") -> Marker:
    position = Position(longitude=f"{lon:.8f}", latitude=f"{lat:.8f}", datum="CGCS2000")
    return Marker(code=f"{line}{number:03d}Q", line=line, position=position)


def _set(places, shape=CORNER) -> CountySet:
    return CountySet(
        county="360732",
        lines=(Line(code="5253"),),
        shapes=(shapely.LineString(shape),),
        markers=tuple(_marker(i, *place) for i, place in enumerate(places, 1)),
    )


def _codes(given: CountySet, *wanted: str) -> list[tuple[str, str]]:
    told = [(item.key, item.finding.code) for item in check_set(given).found]
    return [item for item in told if item[1] in wanted]


ON_LINE = [(115.32, 26.30), (115.36, 26.30), (115.40, 26.34), (115.40, 26.38)]


def test_a_line_with_its_axes_exchanged_is_turned_back_and_told() -> None:
    given = _set(ON_LINE, [(lat, lon) for lon, lat in CORNER])
    report = check_set(given)

    assert [item.key for item in report.found if item.finding.code == "GC107"] == ["5253"]
    assert not {"BL301", "BL302"} & set(report.codes())
    assert shapely.bounds(report.of.shapes[0]).tolist() == [115.3, 26.3, 115.4, 26.4]


def test_a_polygon_with_its_axes_exchanged_is_turned_back_and_told() -> None:
    square = shapely.box(26.30, 115.30, 26.40, 115.40)
    given = evolve(_set(ON_LINE), units=(Unit(code="360732", name="兴国县", shape=square),))
    report = check_set(given)

    assert [(i.kind, i.key) for i in report.found if i.finding.code == "GC107"] == [
        ("unit", "兴国县")
    ]
    assert shapely.bounds(report.of.units[0].shape).tolist() == [115.3, 26.3, 115.4, 26.4]


def test_lines_where_they_belong_are_left_alone() -> None:
    assert "GC107" not in check_set(_set(ON_LINE)).codes()


def test_web_map_places_of_several_markers_are_sure_and_of_one_only_likely() -> None:
    moved = [gcj02.displaced(lat, lon)[::-1] for lon, lat in ON_LINE]
    several = [i for i in check_set(_set(moved)).found if i.finding.code == "GC114"]
    assert len(several) == 4
    assert {item.severity for item in several} == {Severity.ERROR}

    one = [i for i in check_set(_set([*ON_LINE[:3], moved[3]])).found if i.finding.code == "GC114"]
    assert [(item.key, item.severity) for item in one] == [("5253004Q", Severity.SUSPECT)]


def test_a_small_slip_across_a_line_in_the_direction_of_web_maps_is_no_web_map() -> None:
    lat, lon = 26.30, 115.30
    there = np.array(gcj02.displaced(lat, lon)) - (lat, lon)
    way = there / np.hypot(*there) * 0.1
    line = [(lon - way[1], lat - way[0]), (lon + way[1], lat + way[0])]
    aside = (lon + way[0] * 5.5 / 11_000, lat - way[1] * 5.5 / 11_000)

    assert _codes(_set([aside], line), "GC114", "BL301") == [("5253001Q", "BL301")]


def test_a_straight_line_shares_the_shift_of_the_others() -> None:
    corners = {
        "5253": CORNER,
        "5254": ((115.40, 26.40), (115.50, 26.40), (115.50, 26.30)),
        "5255": ((115.50, 26.30), (115.60, 26.30)),
    }
    markers = []
    for code, shape in corners.items():
        line = shapely.LineString(shape)
        for number, share in enumerate((0.1, 0.3, 0.6, 0.9), 1):
            place = line.interpolate(share, normalized=True)
            markers.append(_marker(number, place.x + 0.0010, place.y + 0.0004, code))
    given = CountySet(
        county="360732",
        lines=tuple(Line(code=code) for code in corners),
        shapes=tuple(shapely.LineString(shape) for shape in corners.values()),
        markers=tuple(markers),
    )
    assert [key for key, _ in _codes(given, "GC115")] == ["5253", "5254", "5255"]
    assert _codes(given, "BL301") == []


def test_two_markers_of_one_line_at_one_place_are_told() -> None:
    assert _codes(_set([ON_LINE[0], ON_LINE[1], ON_LINE[1]]), "BL329") == [("5253003Q", "BL329")]
    assert _codes(_set(ON_LINE), "BL329") == []
