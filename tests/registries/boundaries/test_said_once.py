"""What every record of a table shares is said once; what one of them has stays its own."""

from __future__ import annotations

import pytest
from attrs import evolve

from minzheng_core.findings import Severity
from minzheng_core.registries.boundaries import (
    AzimuthObject,
    CountySet,
    Marker,
    Position,
    check_set,
)


def _set(count: int, *, datum: str | None = None, objects: int = 0) -> CountySet:
    seen = AzimuthObject(place="公路里程碑", azimuth="120°00′", distance="35.20")
    own = {f"object_{i + 1}": seen for i in range(objects)}
    markers = [
        Marker(
            code=f"5253{number:03d}Q",
            position=Position(longitude=f"115.3{number}", latitude="26.30", datum=datum),
            **own,
        )
        for number in range(1, count + 1)
    ]
    return CountySet(county="360732", markers=tuple(markers))


def _told(given: CountySet) -> list[tuple[str, str, int]]:
    return [(item.key, item.finding.code, item.of_all) for item in check_set(given).found]


def test_a_table_without_azimuth_objects_says_so_once_and_is_not_doubted() -> None:
    report = check_set(_set(4))

    assert [(f.key, f.finding.code, f.of_all) for f in report.found] == [
        ("", "BL124", 4),
        ("", "BL127", 4),
    ]
    assert report.found[1].severity is Severity.NOTICE
    assert report.found[1].sentence().startswith("全部 4 座界桩：方位物")
    assert report.found[1].sentence("en").startswith("All 4 markers: ")
    assert report.sound


def test_what_one_marker_lacks_is_said_of_that_marker() -> None:
    given = _set(4, datum="CGCS2000", objects=3)
    lacking = evolve(given.markers[2], object_3=AzimuthObject())
    given = evolve(given, markers=(*given.markers[:2], lacking, given.markers[3]))

    assert _told(given) == [("5253003Q", "BL127", 0)]


def test_objects_that_are_kept_but_too_few_everywhere_stay_doubtful() -> None:
    report = check_set(_set(4, datum="CGCS2000", objects=2))

    assert _told(report.of) == [("", "BL127", 4)]
    assert report.found[0].severity is Severity.SUSPECT


@pytest.mark.parametrize("count", [1, 2])
def test_of_two_markers_each_speaks_for_itself(count) -> None:
    assert [key for key, code, _ in _told(_set(count)) if code == "BL124"] == [
        f"5253{number:03d}Q" for number in range(1, count + 1)
    ]
