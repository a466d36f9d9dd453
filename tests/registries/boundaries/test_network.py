"""A county's lines as a ring, among lines that are not of it, and stones whose partner has no place."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from shapely import LineString, line_interpolate_point

from minzheng_core.registries.boundaries import (
    BoundaryPoint,
    CountySet,
    Line,
    Position,
    Tolerance,
    check_set,
)
from minzheng_core.testing.synthetic.boundaries.county import PATTERN, make_county
from minzheng_core.values.marker_code import LinePattern

PATTERNS = (PATTERN, LinePattern(level="乡级", pattern=r"\d{12}"))
ON = date(2026, 11, 26)


@pytest.fixture(scope="module")
def county() -> CountySet:
    return make_county(1)


def _codes(given: CountySet) -> list[tuple[str, str]]:
    report = check_set(given, patterns=PATTERNS, on=ON)
    return [(item.key, item.finding.code) for item in report.found]


def _and(given: CountySet, line: Line, shape: LineString) -> CountySet:
    return evolve(given, lines=(*given.lines, line), shapes=(*given.shapes, shape))


def _across(county: CountySet) -> LineString:
    """From the middle of one line to that of another."""
    return LineString([
        line_interpolate_point(county.shapes[row], 0.5, normalized=True) for row in (0, 3)
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("level", "units"),
    [
        ("乡级", "兴国县潋江镇、兴国县埠头乡"),
        ("乡镇级", None),
        (None, "潋江镇、埠头乡"),
        (None, "360732100、360732101"),
    ],
)
def test_a_line_inside_the_county_is_not_of_its_ring(county, level, units) -> None:
    line = Line(code="360732001002", title="潋埠线", level=level, units=units, agreement="协议书")

    assert _codes(_and(county, line, _across(county))) == []


def test_the_line_of_two_neighbours_meets_the_ring_in_its_three_way_point(county) -> None:
    begin = county.shapes[0].coords[0]
    away = LineString([begin, (begin[0] - 0.1, begin[1] + 0.05)])
    line = Line(code="08260828", title="泰和万安线", units="泰和县、万安县", agreement="协议书")

    assert _codes(_and(county, line, away)) == []


def test_an_exclave_is_a_ring_of_its_own(county) -> None:
    corners = [(116.30, 26.30), (116.31, 26.30), (116.31, 26.31)]
    given = county
    for row, shape in enumerate((corners, [corners[-1], (116.30, 26.31), corners[0]])):
        line = Line(code=f"0731073{row}", units="兴国县、宁都县", agreement="协议书")
        given = _and(given, line, LineString(shape))

    assert [code for _, code in _codes(given) if code.startswith("BL3")] == []


def test_a_line_that_is_missing_leaves_open_ends(county) -> None:
    given = evolve(county, lines=county.lines[1:], shapes=county.shapes[1:], markers=(), points=())

    assert [code for _, code in _codes(given) if code < "BL312"] == ["BL308", "BL308"]


@pytest.mark.parametrize("without", [0, 1])
def test_a_stone_whose_partner_has_no_place_is_beside_the_line(county, without) -> None:
    markers = list(county.markers)
    assert [str(marker.code)[-1] for marker in markers[:2]] == ["A", "B"]
    markers[without] = evolve(markers[without], position=Position(datum="CGCS2000"))

    found = _codes(evolve(county, markers=tuple(markers)))

    assert found == [(str(markers[without].code), "BL123")]


def _met(lon: float, lat: float, code: str) -> BoundaryPoint:
    place = Position(longitude=f"{lon}", latitude=f"{lat}", datum="CGCS2000")
    units = "甲县、乙县、丙县"
    return BoundaryPoint(
        code=code, kind="三县交界点", units=units, position=place, agreement="协议书"
    )


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ((115.40, 26.30), []),  # the other end of both lines
        ((115.30005, 26.30), ["BL317"]),  # five metres
        ((115.35, 26.35), ["BL317"]),  # kilometres away, where no line ends
    ],
)
def test_three_units_may_meet_twice_where_lines_end(second, found) -> None:
    lines = [
        Line(code="1234", units="甲县、乙县", agreement="协议书"),
        Line(code="1235", units="甲县、丙县", agreement="协议书"),
    ]
    ends = (115.30, 26.30), (115.40, 26.30)
    shapes = LineString([ends[0], (115.35, 26.32), ends[1]]), LineString(ends)
    points = _met(*ends[0], "一"), _met(*second, "二")
    given = CountySet(county="360732", lines=tuple(lines), shapes=shapes, points=points)

    report = check_set(given, on=ON, patterns=(LinePattern(level="县级", pattern=r"\d{4}"),),
                       tolerance=Tolerance(metres=5.0))  # fmt: skip

    assert [item.finding.code for item in report.found if item.kind == "point"] == found
