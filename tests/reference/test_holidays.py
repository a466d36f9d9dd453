"""Holidays: notices from 2004, the general rule before, and the days worked in exchange."""

import datetime as dt

import pytest

from minzheng_core.reference.holidays import holiday, is_day_of_rest


@pytest.mark.parametrize(
    ("day", "name", "confidence"),
    [
        ("1985-10-01", "国庆节", "likely"),
        ("1985-10-02", "国庆节", "likely"),
        ("1962-02-05", "春节", "likely"),
        ("1962-02-07", "春节", "likely"),
        ("1988-05-01", "劳动节", "likely"),
        ("2000-10-03", "国庆节", "likely"),
        ("2004-01-22", "春节", "certain"),
        ("2024-05-05", "劳动节", "certain"),
        ("2024-10-07", "国庆节", "certain"),
    ],
)
def test_holidays_are_named(day, name, confidence):
    found = holiday(dt.date.fromisoformat(day))
    assert (found.name, found.confidence) == (name, confidence)


@pytest.mark.parametrize(
    "day", ["1949-10-01", "1985-10-03", "1962-02-08", "1988-05-02", "2024-05-06"]
)
def test_other_days_are_not(day):
    assert holiday(dt.date.fromisoformat(day)) is None


@pytest.mark.parametrize(
    ("day", "rest"),
    [
        ("2024-05-01", True),
        ("2024-05-11", False),
        ("2024-03-02", True),
        ("1990-05-05", False),
        ("1990-05-06", True),
        ("1996-05-04", True),
        ("2030-01-05", True),
    ],
)
def test_days_of_rest_know_weekends_and_exchanged_days(day, rest):
    assert is_day_of_rest(dt.date.fromisoformat(day)) is rest
