"""Marriageable age by law, day, sex and place: §10 E."""

from datetime import date

import pytest

from minzheng_core.values.legal_age import AgeRule, days_short, rule_on

AUTONOMOUS = AgeRule(
    basis="某自治县变通规定", since=date(1982, 1, 1), man=20, woman=18, place="522727"
)


@pytest.mark.parametrize(
    ("on", "sex", "birth", "short"),
    [
        (date(1980, 12, 31), "男", date(1960, 12, 31), 0),
        (date(1981, 1, 1), "男", date(1960, 12, 31), 729),
        (date(1980, 6, 1), "女", date(1962, 6, 1), 0),
        (date(1981, 1, 1), "女", date(1961, 1, 1), 0),
        (date(1985, 10, 1), "男", date(1963, 10, 2), 1),
        (date(2021, 5, 20), "女", date(2001, 5, 21), 1),
        (date(1949, 12, 1), "男", date(1945, 1, 1), None),
        (date(1950, 4, 30), "女", date(1945, 1, 1), None),
        (date(1950, 5, 1), "女", date(1932, 5, 1), 0),
    ],
)
def test_the_published_vectors(on, sex, birth, short):
    assert days_short(birth, on, sex) == short


def test_autonomous_areas_vary_the_age_of_minorities():
    case = (date(1963, 10, 2), date(1985, 10, 1), "男")
    assert days_short(*case, place="522727", minority=True, local=[AUTONOMOUS]) == 0
    assert days_short(*case, place="522727", minority=False, local=[AUTONOMOUS]) == 1
    assert days_short(*case, place="360732", minority=True, local=[AUTONOMOUS]) == 1
    assert rule_on(date(1981, 6, 1), place="522727", minority=True, local=[AUTONOMOUS]).man == 22


def test_a_local_rule_never_reaches_back_before_the_law():
    old = AgeRule(basis="x", since=date(1900, 1, 1), man=20, woman=18, place="52")
    assert rule_on(date(1949, 1, 1), place="522727", minority=True, local=[old]) is None


def test_leap_day_birthdays_count_on_the_last_of_february():
    assert days_short(date(1964, 2, 29), date(1986, 2, 28), "男") == 0
    assert days_short(date(1964, 2, 29), date(1986, 2, 27), "男") == 1
