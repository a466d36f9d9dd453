"""Points with their datum and zone, and every way in which tables write them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.errors import CallError
from minzheng_core.geodesy.datums import Datum
from minzheng_core.geodesy.helmert import estimate_similarity
from minzheng_core.geodesy.zones import Zone
from minzheng_core.values.point import Extent, Point, dms
from minzheng_core.values.point_text import Frame, parse_point, read_point

EXTENT = Extent(26.0, 115.0, 26.7, 115.9)
COUNTY = Frame(extent=EXTENT)
PLACE = (26.331, 115.351)


@pytest.mark.parametrize(
    ("north", "east", "codes"),
    [
        ("26°19′51.6″", "115°21′03.6″", []),
        ("26°19'51.6\"", "115°21'3.6\"", []),
        ("26-19-51.6", "115-21-03.6", []),
        ("26 19 51.6", "115 21 03.6", []),
        ("26:19:51.6", "115:21:03.6", []),
        ("26度19分51.6秒", "115度21分03.6秒", []),
        ("261951.6", "1152103.6", []),
        ("26.331", "115.351", []),
        ("N26.331", "E115.351", []),
        ("北纬26.331", "东经115.351", []),
        ("２６°１９′５１．６″", "１１５°２１′０３．６″", []),
        ("2914211.695", "38634885.367", []),
        ("2,914,211.695", "38,634,885.367", []),
        ("X=2914211.695", "Y=38634885.367", []),
        ("2914557.325", "20335357.411", []),
        ("2914211.695m", "634885.367m", ["GC109"]),
        ("2914211.695", "634885.367", ["GC109"]),
        ("2914.211695km", "38634.885367km", []),
        ("2914.211695", "634.885367", ["GC111", "GC109"]),
        ("634885.367", "2914211.695", ["GC107", "GC109"]),
        ("Y=634885.367", "X=2914211.695", ["GC109"]),
        ("115.351", "26.331", ["GC107"]),
    ],
)  # fmt: skip
def test_every_way_of_writing_is_the_same_place(north, east, codes) -> None:
    found = read_point(north, east, COUNTY)

    assert found.value.geodetic == pytest.approx(PLACE, abs=2e-8)
    assert [finding.code for finding in found.findings] == codes


@pytest.mark.parametrize(
    ("north", "east", "codes"),
    [
        ("26°75′", "115°21′03.6″", ["GC102"]),
        ("26°19′51.6″", "115°21′61″", ["GC102"]),
        ("不详", "115.3", ["GC101"]),
        ("nan", "inf", ["GC101", "GC101"]),
        ("26.3", "", ["GC105"]),
        (None, "115.3", ["GC105"]),
        ("2914211.695", "99634885.367", ["GC112"]),
        ("26.331", "634885.367", ["GC112"]),
        ("0", "0", ["GC112"]),
    ],
)
def test_what_makes_no_point_says_why(north, east, codes) -> None:
    found = read_point(north, east, COUNTY)

    assert found.value is None
    assert [finding.code for finding in found.findings] == codes


def test_what_makes_no_point_is_shown_as_it_is_written() -> None:
    assert read_point("34.1", "1105.2", COUNTY).findings[0].actual == "34.1、1105.2"


def test_an_easting_without_any_zone_is_no_place() -> None:
    found = read_point("2914211.695", "634885.367")

    assert found.value is None
    assert [finding.code for finding in found.findings] == ["GC108"]


@pytest.mark.parametrize(
    ("east", "zone", "stated", "right"),
    [
        ("37634885.367", None, "第37带", "第38带"),
        ("634885.367", Zone(3, 39), "第39带", "第38带"),
        ("39634885.367", Zone(3, 38), "第39带", "第38带"),
    ],
)
def test_a_wrong_zone_is_named_with_the_right_one(east, zone, stated, right) -> None:
    found = read_point("2914211.695", east, Frame(zone=zone, extent=EXTENT))
    (finding,) = found.findings

    assert finding.code == "GC110"
    assert "3.000°" in finding.sentence()
    assert stated in finding.actual
    assert right in finding.expected


def test_sixty_seconds_are_carried_and_minutes_alone_are_noted() -> None:
    carried = read_point("26°19′60″", "115°21′60″", COUNTY)
    coarse = read_point("26°19′", "115°21′", COUNTY)

    assert dms(carried.value.lon, 0) == "115°22′00″"
    assert {f.code for f in carried.findings} == {"GC103"}
    assert {f.code for f in coarse.findings} == {"GC104"}


def test_packed_decimals_are_read_so_where_the_table_is_known_to_write_so() -> None:
    plain = read_point("26.19516", "115.21036", COUNTY).value
    packed = read_point("26.19516", "115.21036", Frame(extent=EXTENT, packed=True))

    assert packed.value.geodetic == pytest.approx(PLACE, abs=1e-9)
    assert [f.code for f in packed.findings] == ["GC106"]
    assert plain.distance(packed.value) > 14_000


@pytest.mark.parametrize(
    "text",
    [
        "115°21′03.6″ E 26°19′51.6″ N",
        "东经115°21′03.6″北纬26°19′51.6″",
        "东经115°21′03.6″，北纬26°19′51.6″",
        "北纬26°19′51.6″；东经115°21′03.6″",
        "115.351,26.331",
        "26.331 115.351",
        "X=2914211.695,Y=38634885.367",
        "X=2914211.695Y=38634885.367",
        "纵坐标2914211.695 横坐标38634885.367",
    ],
)
def test_both_coordinates_in_one_text(text) -> None:
    found = parse_point(text, COUNTY)

    assert found.value.geodetic == pytest.approx(PLACE, abs=2e-8)
    assert found.findings == ()


@given(st.floats(26.01, 26.69), st.floats(115.01, 115.89), st.booleans())
def test_what_is_shown_is_read_again(lat, lon, projected) -> None:
    point = Point.geographic(lat, lon)
    if projected:
        point = point.in_zone()
    again = parse_point(point.show(), COUNTY)

    assert again.findings == ()
    assert again.value.distance(point) < 0.5
    assert again.value.zone == point.zone


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_raises(north, east) -> None:
    assert read_point(north, east).raw is not None
    assert parse_point(north + east).raw is not None


def test_datums_do_not_mix() -> None:
    old, new = Point.geographic(*PLACE, Datum.XIAN80), Point.geographic(*PLACE)
    for call in (old.distance, old.azimuth):
        with pytest.raises(CallError) as caught:
            call(new)
        assert caught.value.code == "GC301"
    with pytest.raises(CallError) as caught:
        old.to(Datum.CGCS2000)

    assert caught.value.code == "GC303"
    assert Point.geographic(*PLACE, Datum.WGS84).distance(new) == 0


def test_a_datum_changes_only_by_parameters_of_that_datum_and_zone() -> None:
    zone = Zone(3, 38)
    old = [(2_900_000.0, 600_000.0), (2_930_000.0, 640_000.0)]
    by = estimate_similarity(
        old, [(x + 20, y + 100) for x, y in old],
        source_datum=Datum.XIAN80, target_datum=Datum.CGCS2000, zone=zone,
    )  # fmt: skip
    moved = Point.projected(2_914_000, 634_000, zone, Datum.XIAN80).to(Datum.CGCS2000, by)

    assert (moved.north, moved.east) == pytest.approx((2_914_020, 634_100), abs=1e-6)
    with pytest.raises(CallError) as caught:
        Point.projected(2_914_000, 634_000, zone, Datum.BEIJING54).to(Datum.CGCS2000, by)
    assert caught.value.code == "GC303"


@pytest.mark.parametrize("bad", [float("nan"), math.inf, 200.0])
def test_a_point_is_finite(bad) -> None:
    with pytest.raises(CallError) as caught:
        Point.geographic(bad, 115.0)

    assert caught.value.code == "GC305"


@pytest.mark.parametrize(("y", "zone"), [(634_885.0, None), (99_634_885.0, None), (38_634_885.0, Zone(3, 39))])  # fmt: skip
def test_a_projected_point_has_a_zone(y, zone) -> None:
    with pytest.raises(CallError) as caught:
        Point.projected(2_914_211.0, y, zone)

    assert caught.value.code == "GC304"


@pytest.mark.parametrize(
    ("azimuth", "metres", "x", "y"),
    [
        (227 + 10 / 60, 35.20, 2914187.764, 634859.554),
        (57 + 10 / 60, 128.40, 2914281.313, 634993.255),
        (180.0, 61.75, 2914149.945, 634885.367),
    ],
)
def test_azimuth_objects_of_the_published_marker(azimuth, metres, x, y) -> None:
    marker = Point.projected(2914211.695, 634885.367, Zone(3, 38))
    there = marker.from_here(azimuth, metres)

    assert (there.north, there.east) == pytest.approx((x, y), abs=0.001)


def test_the_public_sees_no_more_than_a_kilometre() -> None:
    assert Point.geographic(*PLACE).mask("public") == "26.33°N 115.35°E"
