"""Geometry of lines, markers and polygons: the published vectors and what can be proven of them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.registries.boundaries import (
    AzimuthObject,
    CountySet,
    Line,
    Marker,
    Position,
    Tolerance,
    check_neighbours,
    check_set,
    compare_tables,
    remeasured,
)
from minzheng_core.registries.boundaries.checks.alignment import (
    align,
    disorder,
    disordered_lines,
    swapped_pair,
)
from minzheng_core.registries.boundaries.checks.course import sections_of
from minzheng_core.registries.boundaries.checks.coverage import coverage_faults
from minzheng_core.registries.boundaries.checks.plane import Plane
from minzheng_core.values.marker_code import LinePattern

PATTERN = (LinePattern(level="县级", pattern=r"\d{4}"),)
LINE = shapely.LineString([(0, 0), (1000, 0), (1000, 1000), (2000, 1000)])
PLACES = np.array([(5, 1), (700, -2), (1002, 400), (1500, 1030), (1000.5, 850)], float)


def _with_nan():
    line = shapely.LineString([(115.3, 26.3), (115.4, 26.4)])
    with np.errstate(invalid="ignore"):
        return shapely.transform(line, lambda xy: np.where(xy == 115.4, np.nan, xy))


def _set(line, places, **more) -> CountySet:
    """A set of one line and its markers, given on a plane about 115.3 east, near 26.3 north."""
    plane = Plane(115.3)
    origin = np.array(plane.to_plane(np.array([115.3]), np.array([26.3]))).ravel()
    shifted = shapely.transform(line, lambda xy: xy + origin)
    shape = plane.unproject(np.array([shifted]))[0]
    markers = []
    for number, place in enumerate(places, 1):
        lon, lat = plane.to_degrees(*(np.array([v]) for v in np.asarray(place) + origin))
        at = Position(longitude=f"{lon[0]:.9f}", latitude=f"{lat[0]:.9f}", datum="CGCS2000")
        markers.append(Marker(code=f"1234{number:03d}Q", position=at))
    return CountySet(
        county="360732", lines=(Line(code="1234", **more),), shapes=(shape,), markers=tuple(markers)
    )


def _codes(given: CountySet, *, kinds=("BL3", "GC")) -> list[tuple[str, str]]:
    report = check_set(given, patterns=PATTERN, tolerance=Tolerance(metres=5.0))
    return [(i.key, i.finding.code) for i in report.found if i.finding.code.startswith(kinds)]


def test_the_published_order_of_five_markers() -> None:
    found = align(PLACES, np.array([LINE]), np.zeros(5, int), np.arange(1, 6))

    assert found.position == pytest.approx([5, 700, 1400, 2500, 1850])
    assert found.offset == pytest.approx([1, 2, 2, 30, 0.5])
    assert disordered_lines(found) == [0]
    assert _codes(_set(LINE, PLACES)) == [("1234004Q", "BL301"), ("1234005Q", "BL302")]


def test_the_direction_of_digitising_does_not_matter() -> None:
    turned = shapely.reverse(LINE)

    assert _codes(_set(turned, PLACES)) == _codes(_set(LINE, PLACES))
    assert _codes(_set(turned, PLACES[:3])) == []


@pytest.mark.parametrize(
    ("offsets", "codes"),
    [
        ((40.0, -40.0), []),
        ((0.5, 6.0), []),  # the line is no better known than five metres
        ((20.0, 60.0), ["BL301", "BL306"]),
    ],
)
def test_two_stones_stand_on_both_sides_as_far_as_the_line_is_known(offsets, codes) -> None:
    given = _set(shapely.LineString([(0, 0), (1000, 0)]), [(500, offset) for offset in offsets])
    pair = tuple(
        evolve(marker, code=f"1234001{letter}")
        for marker, letter in zip(given.markers, "AB", strict=True)
    )

    assert [code for _, code in _codes(evolve(given, markers=pair))] == codes


def test_numbers_from_the_east_and_south_are_noted() -> None:
    assert _codes(_set(shapely.LineString([(0, 0), (2000, -500)]), [(1900, -475), (1000, -250), (100, -25)])) == [("1234", "BL303")]  # fmt: skip


@given(st.lists(st.floats(0, 1e5), max_size=12, unique=True))
def test_what_is_taken_out_leaves_order_and_no_less_would(positions) -> None:
    wrong = disorder(positions)
    left = [v for i, v in enumerate(positions) if i not in wrong]
    longest = max((len(c) for c in _increasing(positions)), default=0)

    assert left == sorted(left)
    assert len(left) == longest


def _increasing(positions):
    best: list[list[float]] = []
    for value in positions:
        best += [[*run, value] for run in best if run[-1] < value] + [[value]]
        kept: dict[int, list[float]] = {}
        for run in best:
            if len(run) not in kept or run[-1] < kept[len(run)][-1]:
                kept[len(run)] = run
        best = list(kept.values())
    return best


@given(st.integers(4, 10), st.data())
def test_two_exchanged_numbers_are_found_where_they_are_the_only_answer(count, data) -> None:
    i = data.draw(st.integers(0, count - 3))
    j = data.draw(st.integers(i + 2, count - 1))
    values = [float(v) for v in range(count)]
    values[i], values[j] = values[j], values[i]

    assert swapped_pair(values) == (i, j)


def test_a_set_without_anything_is_empty_not_an_error() -> None:
    assert check_set(CountySet(county="360732")).found == ()


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (shapely.LineString(), "BL314"),
        (shapely.LineString([(115.3, 26.3), (115.3, 26.3)]), "BL315"),
        (shapely.Point(115.3, 26.3), "BL315"),
        (shapely.LineString([(115.3, 26.3), (115.4, 26.4), (115.4, 26.3), (115.3, 26.4)]), "BL316"),
        (_with_nan(), "GC117"),
        (shapely.box(115.3, 26.3, 115.4, 26.4), "BL318"),
    ],
)
def test_shapes_that_are_no_lines_are_findings(shape, code) -> None:
    given = CountySet(county="360732", lines=(Line(code="1234"),), shapes=(shape,))
    report = check_set(given, patterns=PATTERN)

    assert code in report.codes()
    assert not report.sound


@pytest.mark.parametrize("distance", ["1" * 300, "-5", "1000000000"])
def test_an_object_at_an_impossible_distance_is_a_finding(distance) -> None:
    given = _set(LINE, PLACES[:1])
    seen = AzimuthObject(place="水塔", azimuth="30°", distance=distance)
    marker = evolve(given.markers[0], object_1=seen)

    assert ("1234001Q", "BL128") in _codes(evolve(given, markers=(marker,)), kinds=("BL128",))


def test_mixed_datums_are_told_once() -> None:
    at = Position(longitude="115.30", latitude="26.30", datum="西安80")
    given = CountySet(
        county="360732",
        markers=tuple(Marker(code=f"1234{i:03d}Q", position=at) for i in range(1, 9)),
    )
    (mixed,) = [i for i in check_set(given, patterns=PATTERN).found if i.finding.code == "GC116"]

    assert mixed.kind == "set"
    assert len(mixed.others) == 8


def test_boxes_of_the_published_coverage() -> None:
    left = shapely.box(0, 0, 1000, 1000)
    gap = coverage_faults(np.array([left, shapely.box(1003, 0, 2000, 1000)]))
    overlap = coverage_faults(np.array([left, shapely.box(997, 0, 2000, 1000)]))
    extra = shapely.Polygon([(1000, 0), (2000, 0), (2000, 1000), (1000, 1000), (1000, 400)])
    unmatched = coverage_faults(np.array([left, extra]))

    assert [(f.kind, round(f.area), round(f.width)) for f in gap] == [("gap", 3000, 3)]
    assert [(f.kind, round(f.area), round(f.width)) for f in overlap] == [("overlap", 3000, 3)]
    assert [f.kind for f in unmatched] == ["unmatched"]
    assert coverage_faults(np.array([left, shapely.box(1000, 0, 2000, 1000)])) == []
    assert coverage_faults(np.array([left, shapely.box(1010, 0, 2000, 1000)])) == []


@pytest.mark.parametrize(("reach", "found"), [(2, [("gap", 0, 1, (2,))]), (30, [])])
def test_a_hole_where_three_units_meet_is_a_gap_unless_it_is_wide(reach, found) -> None:
    west, south, east, north = (
        (500 - reach, 500),
        (500, 500 - reach),
        (500 + reach, 500),
        (500, 500 + reach),
    )
    three = [
        shapely.Polygon([(0, 0), (1000, 0), (1000, 500), east, south, west, (0, 500)]),
        shapely.Polygon([(0, 500), west, north, (500, 1000), (0, 1000)]),
        shapely.Polygon([(1000, 500), (1000, 1000), (500, 1000), north, east]),
    ]

    faults = coverage_faults(np.array(three))

    assert [(f.kind, f.first, f.second, f.more) for f in faults] == found


def test_a_ring_that_is_not_closed_is_no_unit() -> None:
    ring = shapely.LineString([(0, 0), (100, 0), (100, 100)])
    faults = coverage_faults(np.array([shapely.box(0, 0, 100, 100), ring]))

    assert [(f.kind, f.first) for f in faults] == [("invalid", 1)]


def test_an_enclave_fills_the_hole_of_its_neighbour() -> None:
    around = shapely.Polygon(
        [(0, 0), (100, 0), (100, 100), (0, 100)], [[(40, 40), (60, 40), (60, 60), (40, 60)]]
    )
    fits, short = (
        coverage_faults(np.array([around, shapely.box(w, 40, 60, 60)])) for w in (40, 41)
    )

    assert fits == []
    assert [(f.kind, f.area) for f in short] == [("gap", 20.0)]


def test_invalid_and_missing_polygons_are_passed_over_or_told() -> None:
    crossed = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    faults = coverage_faults(
        np.array([crossed, None, shapely.Polygon(), shapely.box(50, 50, 60, 60)])
    )

    assert [f.kind for f in faults] == ["invalid"]


def test_neighbours_that_do_not_touch() -> None:
    touching = ["360826", "360803", "360825", "360730", "360731", "360704", "360828"]
    told = check_neighbours("360732", [*touching[:1], "360821", *touching[2:]])

    assert [(f.code, f.actual) for f in told] == [("BL327", "360821"), ("BL328", "360803")]
    assert check_neighbours("360732", touching) == []
    assert check_neighbours("110101", ["360821"]) == []
    assert [f.code for f in check_neighbours("110101", ["360821"], touching=["110102"])] == [
        "BL327",
        "BL328",
    ]


def _table(shift=(0.0, 0.0), numbers=range(1, 6), zone=38, **more):
    return [
        Marker(
            code=f"1234{n:03d}Q",
            position=Position(
                x=f"{2914211.695 + 300 * n + shift[0]:.3f}",
                y=f"{zone}{634885.367 + 200 * n + shift[1]:.3f}", datum="CGCS2000",
            ),
            **more,
        )
        for n in numbers
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("theirs", "codes"),
    [
        (_table(), []),
        (_table((1.5, 1.5)), []),
        (_table(numbers=range(2, 7)), ["BL331", "BL331"]),
        (_table((30.0, 100.0)), ["GC115"]),
        (_table((2.5, 1.5)), ["BL332"] * 5),
        (_table(zone=39), ["GC110"] * 5),
        (_table(kind="双立"), ["BL333"] * 5),
    ],
)
def test_two_tables_of_one_line(theirs, codes) -> None:
    found = compare_tables(_table(kind="单立"), theirs)

    assert [i.finding.code for i in found] == codes


@pytest.mark.parametrize(("shift", "found"), [(2.5, []), (3.4, ["BL136"])])
def test_a_new_survey_is_judged_by_the_limit_of_two_fixes(shift, found) -> None:
    again = remeasured(_table(numbers=[1]), _table((shift, 0.0), numbers=[1]))

    assert [i.finding.code for i in again] == found


def test_descriptions_are_cut_at_the_markers_that_they_name() -> None:
    text = "从起点起，边界线沿山脊向东；从第12号界桩起，转西南，折向南偏东南至13号界桩。"

    assert [(s.begin, s.end, [d.zh for d in s.directions]) for s in sections_of(text)] == [
        (0, 12, ["东"]),
        (12, 13, ["西南", "南偏东南"]),
    ]


@pytest.mark.parametrize(
    ("course", "codes"),
    [
        ("边界线向东，转北，转东。", []),
        ("从1号界桩起，边界线向东至2号界桩；向北至3号界桩。", []),
        ("从1号界桩起，边界线向东至2号界桩；向南至3号界桩。", [("1234", "BL320")]),
        ("边界线向西，转北，转东。", [("1234", "BL320")]),
        ("没有写方向。", []),
    ],
)
def test_descriptions_against_geometry(course, codes) -> None:
    places = [(100, 0), (1000, 10), (1000, 900)]

    assert _codes(_set(LINE, places, course=course)) == codes
