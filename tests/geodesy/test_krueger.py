"""The published vectors of the projection, both speeds, and PROJ as a witness where it is installed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.geodesy import krueger
from minzheng_core.geodesy.datums import Datum
from minzheng_core.geodesy.zones import Zone, epsg, from_epsg

MILLIMETRE = 0.001


@pytest.mark.parametrize(
    ("lon", "lat", "meridian", "x", "y"),
    [
        (115.351, 26.331, 114, 2914211.695, 634885.367),
        (115.351, 26.331, 117, 2914557.325, 335357.411),
        (115.300, 26.500, 114, 2932886.615, 629603.861),
        (115.550, 26.400, 117, 2921965.148, 355315.070),
        (115.500, 26.400, 114, 2922022.277, 649674.748),
        (115.500, 26.400, 117, 2922022.277, 350325.252),
    ],
)
def test_published_vectors_to_a_millimetre(lon, lat, meridian, x, y) -> None:
    north, east = krueger.forward(lat, lon, meridian)

    assert (north, east) == pytest.approx((x, y), abs=MILLIMETRE)
    assert krueger.inverse(north, east, meridian) == pytest.approx((lat, lon), abs=1e-9)


def test_convergence_of_both_zones() -> None:
    assert krueger.convergence(26.331, 115.351, 114) == pytest.approx(0.5993, abs=5e-5)
    assert krueger.convergence(26.331, 115.351, 117) == pytest.approx(-0.7316, abs=5e-5)


@given(st.floats(3, 54), st.floats(-3, 3), st.sampled_from(list(Datum)))
def test_there_and_back_is_the_same_place(lat, off, datum) -> None:
    north, east = krueger.forward(lat, 117 + off, 117, datum.ellipsoid)

    assert krueger.inverse(north, east, 117, datum.ellipsoid) == pytest.approx(
        (lat, 117 + off), abs=1e-9
    )


@given(st.lists(st.tuples(st.floats(3, 54), st.floats(111, 117)), min_size=1, max_size=20))
def test_a_column_says_what_single_points_say(places) -> None:
    lat, lon = np.array(places).T
    north, east = krueger.forward(lat, lon, 114, xp=np)
    back = krueger.inverse(north, east, 114, xp=np)

    for i, (la, lo) in enumerate(places):
        x, y = krueger.forward(la, lo, 114)
        assert (north[i], east[i]) == pytest.approx((x, y), abs=1e-6)
        one = krueger.inverse(x, y, 114)
        assert (back[0][i], back[1][i]) == pytest.approx(one, abs=1e-11)


def test_proj_agrees() -> None:
    pyproj = pytest.importorskip("pyproj")
    chance = np.random.default_rng(0)
    lat = chance.uniform(18, 53, 500)
    for datum in (Datum.CGCS2000, Datum.XIAN80, Datum.BEIJING54):
        for zone in (Zone(3, 38), Zone(3, 39), Zone(6, 20)):
            lon = zone.central_meridian + chance.uniform(-3, 3, 500)
            to = pyproj.Transformer.from_crs(epsg(datum), epsg(datum, zone), always_xy=True)
            east, north = to.transform(lon, lat)
            x, y = krueger.forward(lat, lon, zone.central_meridian, datum.ellipsoid, np)

            assert np.abs(x - north).max() < 1e-6
            assert np.abs(y - east).max() < 1e-6


def test_codes_of_zones_are_those_of_the_registry() -> None:
    assert epsg(Datum.CGCS2000, Zone(3, 38)) == 4547
    assert epsg(Datum.CGCS2000, Zone(3, 38), prefix=True) == 4526
    assert epsg(Datum.CGCS2000, Zone(6, 20), prefix=True) == 4498
    assert epsg(Datum.BEIJING54, Zone(3, 39)) == 2436
    assert epsg(Datum.BEIJING54, Zone(6, 20)) == 21460
    assert epsg(Datum.XIAN80, Zone(3, 38)) == 2383
    assert epsg(Datum.CGCS2000, Zone(3, 60)) is None
    for code in (4490, 4326, 4526, 4548, 4498, 2383, 21420):
        datum, zone, prefix = from_epsg(code)
        assert epsg(datum, zone, prefix=prefix) == code
    assert from_epsg(3857) is None


def test_codes_mean_the_same_to_proj() -> None:
    pyproj = pytest.importorskip("pyproj")
    for code in (4513, 4534, 4526, 4547, 4498, 4509, 2362, 2383, 2334, 2414, 2435, 21420, 21460):
        datum, zone, prefix = from_epsg(code)
        named = {p.name: p.value for p in pyproj.CRS.from_epsg(code).coordinate_operation.params}
        assert named["Longitude of natural origin"] == zone.central_meridian
        assert named["False easting"] == 500_000 + (zone.number * 1e6 if prefix else 0)
        assert datum.ellipsoid.a == pyproj.CRS.from_epsg(code).ellipsoid.semi_major_metre


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("EPSG:4547", Datum.CGCS2000),
        ("4548", Datum.CGCS2000),
        ("urn:ogc:def:crs:EPSG::2383", Datum.XIAN80),
        ("EPSG:3857", None),
        ("1:2000地形图", None),
        ("54坐标系", Datum.BEIJING54),
        ("国家大地坐标系1980", Datum.XIAN80),
    ],
)
def test_a_code_or_a_scale_is_not_taken_for_the_year_of_a_datum(text, datum) -> None:
    assert Datum.named(text) is datum
