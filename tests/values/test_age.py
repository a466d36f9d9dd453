"""Ages: their writings, §10 G12 to G14, and leap days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.values.age import FAULTS, FIXES, Age, AgeKind, age_on, birth_range, years_before


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("享年81岁", 81, "unknown"),
        ("24岁", 24, "unknown"),
        ("24周岁", 24, "周岁"),
        ("满24岁", 24, "周岁"),
        ("24足岁", 24, "周岁"),
        ("实岁24", 24, "周岁"),
        ("虚岁24", 24, "虚岁"),
        ("24（虚）", 24, "虚岁"),
        ("虛歲24", 24, "虚岁"),
        ("二十四", 24, "unknown"),
        ("廿四岁", 24, "unknown"),
        ("24.0", 24, "unknown"),
        ("２４ 岁", 24, "unknown"),
        ("24岁半", 24, "unknown"),
        ("现年24岁左右", 24, "unknown"),
        ("24岁零3个月", 24, "unknown"),
        ("年龄：24", 24, "unknown"),
    ],
)
def test_writings(text, value, kind):
    parsed = Age.parse(text)
    assert (parsed.value.value, parsed.value.kind.value) == (value, kind)
    assert parsed.findings == ()
    assert all(fix.name in FIXES for fix in parsed.fixes)
    assert Age.parse(str(parsed.value)).value == parsed.value


@pytest.mark.parametrize(
    ("text", "code"), [("不详", "DT203"), ("1962", "DT202"), ("青年人", "DT201"), ("24.5", "DT201")]
)
def test_what_is_no_age_says_so(text, code):
    assert Age.parse(text).value is None
    assert [f.code for f in Age.parse(text).findings] == [code]
    assert code in FAULTS


@pytest.mark.parametrize("text", [None, "", " "])
def test_blank_cells(text):
    assert (Age.parse(text).value, Age.parse(text).findings) == (None, ())


def test_a_step_left_out():
    assert Age.parse("廿四", skip=["age.chinese-numerals"]).value is None
    assert Age.normalise("虚岁廿四").text == "虚岁24"


@pytest.mark.parametrize(
    ("age", "on", "lo", "hi"),
    [
        (Age(24, AgeKind.ACTUAL), date(1953, 5, 4), date(1928, 5, 5), date(1929, 5, 4)),
        (Age(24, AgeKind.NOMINAL), date(1953, 5, 4), date(1930, 1, 30), date(1931, 2, 16)),
        (Age(23, AgeKind.ACTUAL), date(1985, 10, 1), date(1961, 10, 2), date(1962, 10, 1)),
        (Age(24), date(1953, 5, 4), date(1928, 5, 5), date(1931, 2, 16)),
        (Age(23, AgeKind.ACTUAL), date(1999, 2, 28), date(1975, 3, 1), date(1976, 2, 29)),
        (Age(24, AgeKind.ACTUAL), date(2000, 2, 29), date(1975, 3, 1), date(1976, 2, 29)),
    ],
)
def test_birth_ranges(age, on, lo, hi):
    assert birth_range(age, on) == (lo, hi)


def test_outside_the_lunar_table():
    assert birth_range(Age(24, AgeKind.NOMINAL), date(1860, 1, 1)) is None
    assert birth_range(Age(24), date(1860, 1, 1)) == birth_range(
        Age(24, AgeKind.ACTUAL), date(1860, 1, 1)
    )


def test_leap_day_birthdays_fall_on_the_last_of_february():
    born = date(1964, 2, 29)
    assert age_on(born, date(1986, 2, 27)) == 21
    assert age_on(born, date(1986, 2, 28)) == 22
    assert age_on(born, date(1988, 2, 28)) == 23
    assert age_on(born, date(1988, 2, 29)) == 24


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_a_person_is_born_in_the_range_of_his_age(birth, on):
    if birth > on:
        return
    lo, hi = birth_range(Age(age_on(birth, on), AgeKind.ACTUAL), on)
    assert lo <= birth <= hi
    assert years_before(on, age_on(birth, on)) >= birth


@given(
    st.dates(date(1900, 1, 1), date(1990, 1, 1)),
    st.dates(date(1950, 1, 1), date(2020, 1, 1)),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_a_person_is_born_in_the_range_whatever_the_day_of_the_month_was(birth, on, before, after):
    if birth > on:
        return
    age = Age(age_on(birth, on), AgeKind.ACTUAL)
    lo, hi = birth_range(age, on - timedelta(days=before), on + timedelta(days=after))
    assert lo <= birth <= hi


def test_masking():
    assert Age(24).mask("public") == "2*"
    assert (Age(24, AgeKind.NOMINAL).show(), Age(24).show("en")) == ("虚岁24", "24")
    assert Age(24).explain() == []
