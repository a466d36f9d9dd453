"""The traditional calendar: published leap months, known days, and there and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.reference.lunar_months import lunar_months
from minzheng_core.values.dates import lunar

PUBLISHED = {
    1952: 5, 1955: 3, 1957: 8, 1960: 6, 1963: 4, 1966: 3, 1968: 7, 1971: 5, 1974: 4, 1976: 8,
    1979: 6, 1982: 4, 1984: 10, 1987: 6, 1990: 5,
}  # fmt: skip


@pytest.mark.parametrize("year", range(1950, 1991))
def test_leap_months_are_the_published_ones(year):
    assert lunar.leap_month(year) == PUBLISHED.get(year, 0)


@pytest.mark.parametrize(
    ("written", "solar"),
    [
        ((1962, 7, 16), date(1962, 8, 15)),
        ((1985, 8, 17), date(1985, 10, 1)),
        ((1961, 12, 15), date(1962, 1, 20)),
        ((1949, 8, 10), date(1949, 10, 1)),
        ((2000, 1, 1), date(2000, 2, 5)),
        ((2033, 12, 1), date(2034, 1, 20)),
    ],
)
def test_known_days(written, solar):
    assert lunar.to_solar(*written) == solar
    assert lunar.from_solar(solar) == lunar.LunarDate(*written)


def test_a_leap_month_has_its_own_days():
    assert lunar.to_solar(1984, 10, 15, leap=True) == date(1984, 12, 7)
    assert lunar.from_solar(date(1984, 12, 7)) == (1984, 10, 15, True)
    assert lunar.solar_readings(1984, 10, 15) == (date(1984, 11, 7), date(1984, 12, 7))


def test_what_the_calendar_does_not_hold_gives_none():
    assert lunar.to_solar(1962, 13, 1) is None
    assert lunar.to_solar(1962, 7, 31) is None
    assert lunar.to_solar(1840, 1, 1) is None
    assert lunar.from_solar(date(1850, 2, 11)) is None
    assert lunar.from_solar(date(2200, 1, 1)) is None
    assert lunar.year_span(2101) is None
    assert lunar.month_span(1985, 3, leap=True) is None


def test_months_follow_each_other_without_a_gap():
    months = lunar_months()
    ends = [m.first + m.days for m in months[:-1]]
    assert ends == [m.first for m in months[1:]]
    assert {m.days for m in months} == {29, 30}
    assert all(sum(m.year == y for m in months) in (12, 13) for y in (1850, 1984, 2100))


@given(st.dates(date(1850, 2, 12), date(2100, 12, 31)))
def test_there_and_back(day):
    found = lunar.from_solar(day)
    assert found is not None
    assert lunar.to_solar(found.year, found.month, found.day, leap=found.leap) == day
    span = lunar.month_span(found.year, found.month, leap=found.leap)
    year = lunar.year_span(found.year)
    assert span is not None
    assert year is not None
    assert year.lo <= span.lo <= day <= span.hi <= year.hi
