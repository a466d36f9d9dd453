"""What a row hands to the weighing of its numbers."""

from datetime import date

from minzheng_core.cleaning.evidence.row import evidence_of

ROW = dict.fromkeys(["text", "lo", "hi", "age_lo", "age_hi", "division", "day", "spouse", "sex"])


def test_the_day_of_the_run_is_handed_down_so_that_a_run_is_the_same_on_every_day() -> None:
    on = date(2010, 5, 1)

    assert evidence_of(ROW, county="360732", on=on).on == on
