"""Histories: the order of a person's acts, what the register says on a day, and neutral doubts (K5-K7)."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from minzheng_core.registries import marriage
from tests.registries.marriage.couples import OTHER_W, H, W, act, frame


def lives(*records: dict[str, Any], deaths: pl.DataFrame | None = None) -> Any:
    acts = frame(*records)
    return marriage.timelines(acts, marriage.link(acts), deaths=deaths)


def test_one_marriage_and_one_reissue() -> None:
    told = lives(act("1988-10-01", **H, **W), act("2012-03-05", "ICA", **H, **W)).of(0, "wife")

    assert told["event"].to_list() == ["结婚登记", "补领结婚证"]
    assert told["act"].n_unique() == 1
    assert told["doubt"].to_list() == [None, None]


def test_married_divorced_and_married_again() -> None:
    told = lives(
        act("1997-05-06", **H, **W), act("1988-10-01", **H, **W), act("1995-02-03", "IB", **H, **W)
    ).of(0, "husband")

    assert told["event"].to_list() == ["结婚登记", "离婚登记", "结婚登记"]
    assert told["date"].to_list() == ["1988-10-01", "1995-02-03", "1997-05-06"]
    assert told["doubt"].to_list() == [None, None, None]


def test_entered_twice_is_one_event_with_both_rows() -> None:
    told = lives(act("1988-10-01", **H, **W), act("1988-10", **H, **W)).of(1, "husband")

    assert told["date"].to_list() == ["1988-10-01"]
    assert told["rows"].to_list() == [[0, 1]]


def test_two_marriages_in_a_row_are_a_doubt_and_no_accusation() -> None:
    found = lives(act("1988-10-01", **H, **W), act("1999-05-06", **H, **OTHER_W))

    assert found.of(0, "husband")["doubt"].to_list() == [None, "LK201"]
    assert found.of(0, "wife")["doubt"].to_list() == [None]
    words = found.doubts["words"][0]
    assert not any(word in words for word in ("重婚", "违法", "犯罪"))


def test_a_divorce_without_its_marriage() -> None:
    found = lives(act("1995-02-03", "IB", **H, **W))

    assert found.of(0, "husband")["doubt"].to_list() == ["LK202"]


def test_two_days_without_a_divorce() -> None:
    found = lives(act("1988-10-01", **H, **W), act("1997-05-26", **H, **W))

    assert found.of(0, "husband")["doubt"].to_list() == [None, "LK203"]


@pytest.mark.parametrize(
    "on, code, words",
    [
        (date(1980, 1, 1), "unknown", "不能据此认定未婚"),
        (date(1990, 1, 1), "married", "登记簿不能证明某人仍在婚"),
        (date(1996, 1, 1), "divorced", "不能排除在外地再婚"),
        (date(2013, 1, 1), "divorced", "离婚登记"),
    ],
)
def test_the_status_on_a_day_says_what_the_register_can_say(
    on: date, code: str, words: str
) -> None:
    found = lives(
        act("1988-10-01", **H, **W),
        act("1995-02-03", "IB", **H, **W),
        act("2012-03-05", "ICA", **H, **W, old_registration_date="1988-10-01"),
    )

    status = found.status(0, "wife", on)

    assert (status.code, status.on) == (code, on)
    assert words in status.sentence
    assert H["husband_name"] not in status.sentence


def test_deaths_come_from_a_funeral_book() -> None:
    deaths = pl.DataFrame({"id_number": [H["husband_id_number"]], "date": ["1998-07-07"]})
    found = lives(act("1988-10-01", **H, **W), act("1999-05-06", **H, **OTHER_W), deaths=deaths)

    assert found.of(0, "husband")["doubt"].to_list() == [None, None, "LK204"]
    assert found.status(0, "wife", date(1998, 7, 6)).code == "married"
    assert found.status(0, "wife", date(1998, 7, 8)).code == "widowed"
    assert found.status(0, "husband", date(1998, 7, 8)).code == "deceased"


def test_an_archive_without_dates_and_kinds_has_histories_too() -> None:
    told = lives(H | W, H | W)

    assert told.of(0, "husband")["event"].to_list() == ["结婚登记"]
    assert told.status(0, "husband", date(2020, 1, 1)).code == "unknown"
