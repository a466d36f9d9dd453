"""Region codes against the time of assignment: the D vectors and the edges of every span."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.region_grade import SEEN, RegionGrade, region_grade, region_windows

HISTORY = divisions()
CODES = sorted({r.code for r in HISTORY.all() if r.level == "county" and (r.end or 9999) >= 1984})


@pytest.mark.parametrize(
    ("code", "birth", "on", "grade"),
    [
        pytest.param("362133", dt.date(1962, 8, 15), 1988, "consistent", id="D1"),
        pytest.param("362133", dt.date(1999, 3, 15), None, "lag", id="D2"),
        pytest.param("362133", dt.date(2005, 1, 1), None, "before_assignment", id="D3"),
        pytest.param("360732", 1962, dt.date(2010, 5, 1), "consistent", id="D4 assigned late"),
        pytest.param("360732", 1962, dt.date(1988, 5, 1), "future", id="D4 filled in later"),
        pytest.param("362627", 1970, None, "before_assignment", id="D5"),
        pytest.param("362132", 1962, 1988, "consistent", id="D6"),
        pytest.param("362123", 1962, 1988, "consistent", id="D7"),
        pytest.param("362101", 1990, 1995, "consistent", id="D8"),
        pytest.param("440401", 1985, None, "unlisted_seen", id="D9"),
        pytest.param("450111", 1988, None, "consistent", id="D10"),
        pytest.param("512301", 1979, None, "consistent", id="D11"),
        pytest.param("132201", 1962, 1990, "consistent", id="D12"),
        pytest.param("440524", 1880, None, "consistent", id="D13 and A2"),
        pytest.param("340524", 1980, None, "unlisted_seen", id="A3"),
        pytest.param("430419", 1975, None, "unlisted_seen", id="耒阳"),
        pytest.param("320219", 1975, None, "unlisted_seen", id="江阴"),
        pytest.param("441900", 1990, None, "consistent", id="东莞 has no counties"),
        pytest.param("460200", 1990, None, "consistent", id="三亚 had no districts"),
        pytest.param("360700", 1990, None, "unlisted", id="a prefecture with counties"),
        pytest.param("360000", 1990, None, "unlisted", id="a province"),
        pytest.param("830000", 1992, 2019, "consistent", id="A6"),
        pytest.param("999999", 1990, None, "unlisted", id="no such code"),
        pytest.param("36213", 1990, None, "unlisted", id="not six digits"),
        pytest.param("36213３", 1990, None, "unlisted", id="not ASCII"),
        pytest.param("362133", None, None, "consistent", id="birth not known"),
    ],
)
def test_a_code_is_graded_by_the_years_of_assignment(code, birth, on, grade):
    assert region_grade(code, birth, on).value == grade


@pytest.mark.parametrize("code", ["412723", "332522", "370123", "441282"])
def test_abolished_codes_that_others_refuse_are_genuine(code):
    assert region_grade(code, 1975) is RegionGrade.CONSISTENT


@given(st.sampled_from(CODES), st.integers(1900, 2024))
def test_whoever_lived_under_a_code_is_never_refused(code, birth):
    for record in HISTORY.records(code):
        last = record.end or 2024
        if birth <= last and last >= 1984:
            assert region_grade(code, birth, last) is RegionGrade.CONSISTENT


@given(st.integers(0, 999_999), st.integers(1880, 2030))
def test_a_later_birth_never_improves_the_grade(number, birth):
    grades = list(RegionGrade)
    code = f"{number:06}"

    assert grades.index(region_grade(code, birth)) <= grades.index(region_grade(code, birth + 1))


def test_windows_hold_every_code_and_mark_seen_ones():
    firsts, lasts = region_windows()

    assert (firsts[362133], lasts[362133]) == (1981, 1998)
    assert (firsts[132201], lasts[132201]) == (1986, 1993)
    assert lasts[360732] == 9999
    assert firsts[440401] == SEEN
    assert firsts[0] == 0
