"""How a written date and a true one may be related: §10 G, and slips of the pen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values.dates.test_partial_date import TODAY, read

from minzheng_core.values.dates.partial_date import PartialDate
from minzheng_core.values.dates.relation import Relation, relate, solar_readings


def test_the_relation_of_the_published_vector_is_lunar():
    file = PartialDate.of(date(1962, 7, 16))
    assert relate(file, date(1962, 8, 15)) is Relation.LUNAR_MATCH
    assert solar_readings(file) == (date(1962, 8, 15),)
    assert len(solar_readings(PartialDate.of(date(1984, 10, 15)))) == 2


@pytest.mark.parametrize(
    ("file", "true", "relation"),
    [
        ("1962-08-15", date(1962, 8, 15), "same"),
        ("1962", date(1962, 8, 15), "covers"),
        ("1962年8月", date(1962, 8, 15), "covers"),
        ("农历1962年七月", date(1962, 8, 15), "covers"),
        ("1962年7月", date(1962, 8, 15), "lunar_match"),
        ("1984-10-15", date(1984, 12, 7), "lunar_match"),
        ("1962-08-15", date(1962, 7, 16), "lunar_match"),
        ("农历1962年7月16", date(1962, 7, 16), "lunar_match"),
        ("1961", date(1962, 1, 20), "lunar_match"),
        ("1962-05-08", date(1962, 8, 5), "month_day_swap"),
        ("1963-08-15", date(1962, 8, 15), "year_off_1"),
        ("1963年", date(1962, 8, 15), "year_off_1"),
        ("1972-08-15", date(1962, 8, 15), "decade_typo"),
        ("1962-08-16", date(1962, 8, 15), "one_digit_typo"),
        ("1926-08-15", date(1962, 8, 15), "transposed"),
        ("1990-01-01", date(1962, 8, 15), "other"),
    ],
)
def test_relations(file, true, relation):
    assert relate(read(file).value, true) == relation


@pytest.mark.parametrize(
    ("file", "true", "relation"),
    [
        ("1970-08-07", date(1970, 9, 7), "lunar_or_slip"),
        ("1970-09-07", date(1970, 8, 7), "lunar_or_slip"),
        ("农历1970年8月7日", date(1970, 8, 7), "lunar_or_slip"),
        ("1961", date(1962, 1, 20), "lunar_or_slip"),
        ("1962-07-16", date(1962, 8, 15), "lunar_match"),
        ("1962年12月", date(1963, 1, 15), "lunar_match"),
        ("1962-08-15", date(1962, 8, 15), "same"),
        ("1962-08-16", date(1962, 8, 15), "one_digit_typo"),
    ],
)
def test_a_date_that_nothing_confirms_may_have_the_slip_itself(file, true, relation):
    assert relate(read(file).value, true, checked=False) == relation


@given(st.dates(date(1850, 3, 1), TODAY))
def test_a_lunar_reading_of_any_day_is_recognised(day):
    from minzheng_core.values.dates.lunar import from_solar

    year, month, number, leap = from_solar(day)
    value = read(f"农历{year}年{'闰' if leap else ''}{month}月{number}").value
    assert value.lo == value.hi == day
    assert relate(value, day) is Relation.SAME
