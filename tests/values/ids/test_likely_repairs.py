"""What is no number at all has no sound value to lose: its one likely answer, and what stays with a person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values.ids.repairing import HOME, TRUTH, found, row

from minzheng_core.values.ids.arithmetic import check_fits, to_18
from minzheng_core.values.ids.repair import decide

YEARS = (date(1961, 9, 1), date(1963, 8, 31))
AGED = row(birth=YEARS)


def likely(text, evidence=AGED):
    repair = decide(found(text, evidence), likely=True)
    return repair and repair.number


def test_a_doubled_digit_is_taken_away_with_an_age_and_only_where_likely_ones_are_taken():
    text = "3621336220815001"

    assert decide(found(text, AGED)) is None
    assert likely(text) == TRUTH


@pytest.mark.parametrize(
    "evidence",
    [
        row(birth=(date(1971, 1, 1), date(1972, 12, 31))),
        row(birth=YEARS, sex="女"),
        row(birth=YEARS, sex=None),
    ],
)
def test_what_contradicts_or_is_silent_about_the_sex_leaves_it_to_a_person(evidence):
    assert likely("3621336220815001", evidence) is None


@given(st.integers(0, 14), st.sampled_from("0123456789"))
def test_what_may_be_a_number_is_never_likely(place, digit):
    text = "362133620815001"[:place] + digit + "362133620815001"[place + 1 :]
    whole = to_18(text)

    for repair in found(text, AGED):
        assert not repair.likely or whole is None


def test_eighteen_digits_whose_check_digit_holds_are_never_likely():
    assert check_fits(TRUTH)
    strange = row(birth=(date(1980, 1, 1),) * 2, regions=HOME)

    assert not any(repair.likely for repair in found(TRUTH, strange))


def test_a_check_digit_is_likely_against_an_age_but_fifteen_digits_are_not():
    miscounted = row(birth=(date(1965, 1, 1), date(1965, 12, 31)))

    assert likely(TRUTH[:6] + "14" + TRUTH[8:], miscounted) == TRUTH
    assert likely("3621336220815001", miscounted) is None


def test_two_slips_that_the_file_shows_are_likely_and_one_it_does_not_show_is_not():
    text = "342133629815001"
    assert likely(text, row()) == TRUTH
    assert likely(text, row(birth=YEARS)) is None


def test_a_digit_too_many_is_taken_away_wherever_the_person_comes_from():
    elsewhere = row(birth=YEARS, moved=lambda code: 0.02 if code == "362123" else 1e-4)
    assert likely("3621236620815001", elsewhere) == to_18("362123620815001")
