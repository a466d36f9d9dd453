"""Displacement of web maps, transformations from common points, lengths on the ellipsoid."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.errors import CallError
from minzheng_core.geodesy import gcj02
from minzheng_core.geodesy.datums import Datum
from minzheng_core.geodesy.distances import leg
from minzheng_core.geodesy.helmert import (
    SevenParameters,
    Similarity,
    estimate_seven,
    estimate_similarity,
)
from minzheng_core.geodesy.zones import Zone


def test_the_published_displacement() -> None:
    lat, lon = gcj02.displaced(26.331, 115.351)

    assert (lat, lon) == pytest.approx((26.327806, 115.356152), abs=5e-7)
    assert leg(26.331, 115.351, lat, lon)[0] == pytest.approx(624.3, abs=0.1)


@given(st.floats(18, 53), st.floats(75, 134))
def test_what_was_displaced_comes_back(lat, lon) -> None:
    assert gcj02.undone(*gcj02.displaced(lat, lon)) == pytest.approx((lat, lon), abs=1e-8)


def test_swapped_places_do_not_pass_through() -> None:
    with pytest.raises(CallError) as caught:
        gcj02.displaced(115.351, 26.331)
    with pytest.raises(CallError):
        gcj02.undone(np.array([26.3, 115.3]), np.array([115.3, 26.3]), np)

    assert caught.value.code == "GC302"


def test_a_column_is_displaced_as_its_points_are() -> None:
    lat, lon = np.random.default_rng(1).uniform((20, 80), (50, 130), (50, 2)).T
    there = np.array(gcj02.displaced(lat, lon, np)).T
    alone = [gcj02.displaced(a, o) for a, o in zip(lat, lon, strict=True)]

    assert there == pytest.approx(np.array(alone), abs=1e-12)


def test_lengths_are_those_of_geodesics() -> None:
    pyproj = pytest.importorskip("pyproj")
    chance = np.random.default_rng(2)
    lat, lon = chance.uniform(18, 53, 300), chance.uniform(75, 130, 300)
    for metres, allowed in ((1e3, 1e-6), (1e4, 1e-3), (5e4, 0.05)):
        lon2, lat2, _ = pyproj.Geod(ellps="GRS80").fwd(
            lon, lat, chance.uniform(0, 360, 300), np.full(300, metres)
        )
        assert np.abs(leg(lat, lon, lat2, lon2, xp=np)[0] - metres).max() < allowed


def _places(count: int) -> np.ndarray:
    return np.random.default_rng(3).uniform((26.0, 115.0), (26.7, 115.9), (count, 2))


def test_seven_parameters_are_found_again_with_their_residuals() -> None:
    made = SevenParameters(
        source=Datum.XIAN80,
        target=Datum.CGCS2000,
        pivot=(0.0, 0.0, 0.0),
        shift=(-30.0, 20.0, 100.0),
        rotation=(0.5, -0.3, 1.0),
        scale_ppm=2.0,
    )
    old = _places(9)
    new = np.column_stack(made.apply(old[:, 0], old[:, 1]))
    found = estimate_seven(old, new, source_datum=Datum.XIAN80, target_datum=Datum.CGCS2000)
    elsewhere = _places(40)
    there, here = (np.array(t.apply(*elsewhere.T)).T for t in (made, found))

    assert found.fit.rms < 0.01
    assert found.fit.spare == 11
    assert np.abs(there - here).max() * 111_000 < 0.01


def test_a_blunder_among_common_points_shows_in_the_residuals() -> None:
    old = np.array([(2_900_000.0, 600_000.0), (2_930_000, 640_000), (2_910_000, 650_000), (2_940_000, 610_000)])  # fmt: skip
    new = old + np.array([20.0, 100.0])
    new[2, 0] += 50
    found = estimate_similarity(
        old, new, source_datum=Datum.XIAN80, target_datum=Datum.CGCS2000, zone=Zone(3, 38)
    )

    assert found.fit.worst == 2
    assert found.fit.rms > 10
    assert isinstance(found, Similarity)


@pytest.mark.parametrize(
    "points", [[], [(1.0, 2.0)], [(1.0, 2.0), (1.0, 2.0)], [(1.0, float("nan")), (2.0, 3.0)]]
)
def test_too_few_common_points_are_refused(points) -> None:
    with pytest.raises(CallError) as caught:
        estimate_similarity(
            points, points, source_datum=Datum.XIAN80, target_datum=Datum.CGCS2000, zone=Zone(3, 38)
        )

    assert caught.value.code == "GC306"


def test_three_points_on_a_line_give_no_seven_parameters() -> None:
    line = [(26.0, 115.0), (26.0, 115.0), (26.1, 115.1)]
    with pytest.raises(CallError) as caught:
        estimate_seven(line, line, source_datum=Datum.XIAN80, target_datum=Datum.CGCS2000)

    assert caught.value.code == "GC306"
