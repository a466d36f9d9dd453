"""Codes of lines and markers, and the sixteen points of the compass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.values.bearing import Bearing, Compass, directions_in
from minzheng_core.values.marker_code import LineCode, LinePattern, MarkerCode, check_marker_codes

COUNTY = LinePattern(level="县级", pattern=r"\d{12}", unit=6)


@pytest.mark.parametrize(
    ("text", "line", "serial", "kind", "codes"),
    [
        ("5253165Q", "5253", 165, "Q", []),
        ("1253165", "1253", 165, "", ["BL103"]),
        ("５２５３００７ａ", "5253", 7, "A", []),
        ("5253-007-A", "5253", 7, "A", []),
        ("5253 007A号界桩", "5253", 7, "A", []),
        ("5253000Q", "5253", 0, "Q", ["BL104"]),
        ("5352165Q", "5352", 165, "Q", ["BL105"]),
        ("5253165Z", "5253", 165, "Z", ["BL109"]),
        ("36073236082612Q", "36073236082", 612, "Q", ["BL106"]),
    ],
)
def test_codes_are_taken_apart(text, line, serial, kind, codes) -> None:
    found = MarkerCode.parse(text)

    assert (found.value.line.text, found.value.serial, found.value.kind) == (line, serial, kind)
    assert [finding.code for finding in found.findings] == codes


@pytest.mark.parametrize("text", ["944/1(2)", "98(2)", "511/3", "９４４／１（２）"])
def test_the_form_of_the_frontier_is_recognised_and_refused(text) -> None:
    found = MarkerCode.parse(text)

    assert found.value is None
    assert [finding.code for finding in found.findings] == ["BL102"]


@pytest.mark.parametrize("text", ["十二号", "Q", "12", "界桩"])
def test_what_is_no_code(text) -> None:
    assert [finding.code for finding in MarkerCode.parse(text).findings] == ["BL101"]


def test_a_county_sets_its_own_pattern() -> None:
    code = MarkerCode.parse("360730360732012A", (COUNTY,)).value

    assert code.explain() == []
    assert code.unit == "360730"
    assert str(MarkerCode.parse("12", (COUNTY,), line="360730360732").value) == "360730360732012"
    assert LineCode.parse("360730360732").findings[0].code == "BL106"


def test_side_and_partners() -> None:
    code = MarkerCode.parse("5253007A").value

    assert code.unit == "52"
    assert code.partners == ("5253007B",)


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (["5253001A", "5253001B"], []),
        (["5253001A"], [(0, "BL107", "5253001B")]),
        (["5253001C", "5253001D"], [(0, "BL107", "5253001E")]),
        (["5253001Q", "5253001Q"], [(1, "BL108", None)]),
        (["5253001Q", "5253001A", "5253001B"], [(2, "BL111", None)]),
        (["5253001Q", "5253004Q"], [(1, "BL110", "5253002—003")]),
        (["5253002Q"], [(0, "BL110", "5253001")]),
    ],
)
def test_codes_of_a_set(codes, found) -> None:
    told = check_marker_codes(MarkerCode.parse(text).value for text in codes)

    assert [(place, f.code, f.expected) for place, f in told] == found


@given(st.text(max_size=20))
def test_no_text_raises(text) -> None:
    assert MarkerCode.parse(text).raw == text
    assert Bearing.parse(text).raw == text
    assert list(directions_in(text)) is not None


@given(st.integers(0, 15), st.integers(1, 999), st.sampled_from("QABCDE"))
def test_a_code_is_read_as_it_is_written(first, serial, kind) -> None:
    text = f"{11 + first}{30 + first}{serial:03d}{kind}"

    assert str(MarkerCode.parse(text).value) == text


@pytest.mark.parametrize(
    ("degrees", "name"),
    [
        (11.24, "北"), (11.25, "北偏东北"), (33.75, "东北"), (78.75, "东"), (101.25, "东偏东南"),
        (168.75, "南"), (225, "西南"), (348.74, "北偏西北"), (348.75, "北"), (360, "北"),
    ],
)  # fmt: skip
def test_the_sixteen_points(degrees, name) -> None:
    assert Compass.of(degrees).zh == name


@given(st.floats(0, 359.999))
def test_a_point_lies_in_the_middle_of_its_sector(degrees) -> None:
    point = Compass.of(degrees)
    off = abs((degrees - point.middle + 180) % 360 - 180)

    assert off <= 11.25
    assert Compass.named(point.zh) is point
    assert Compass.named(point.letters) is point


@pytest.mark.parametrize(
    ("text", "degrees"),
    [("227°10′", 227 + 1 / 6), ("57°10′", 57 + 1 / 6), ("180°00′", 180), ("270", 270), ("350°", 350),
     ("东北", 45), ("360", 0)],
)  # fmt: skip
def test_azimuths_are_read(text, degrees) -> None:
    assert Bearing.parse(text).value.degrees == pytest.approx(degrees)


@pytest.mark.parametrize("text", ["380", "-5", "很远", "12°70′"])
def test_what_is_no_azimuth(text) -> None:
    assert [f.code for f in Bearing.parse(text).findings] == ["BL115"]
