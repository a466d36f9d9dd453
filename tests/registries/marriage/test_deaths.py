"""Deaths out of a funeral book in the histories: a plain table of numbers, days and sources."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from minzheng_core.registries import marriage
from tests.registries.marriage.test_timelines import OTHER_W, H, W, act

HUSBAND = H["husband_id_number"]


def lives(*records: dict[str, Any], deaths: Any) -> Any:
    frame = pl.DataFrame(list(records))
    return marriage.timelines(frame, marriage.link(frame), deaths=deaths)


DEATHS = [
    pl.DataFrame({"id_number": [HUSBAND], "date": ["2009-04-05"], "source": ["殡葬登记簿 3 号"]}),
    [{"id_number": HUSBAND, "date": date(2009, 4, 5), "source": "殡葬登记簿 3 号"}],
    [(HUSBAND, "2009-04-05", "殡葬登记簿 3 号")],
    iter([(HUSBAND, date(2009, 4, 5), "殡葬登记簿 3 号")]),
]


@pytest.mark.parametrize("deaths", DEATHS, ids=["frame", "dictionaries", "tuples", "iterator"])
def test_a_death_ends_a_history_and_says_where_it_is_from(deaths: Any) -> None:
    told = lives(act("1988-10-01", **H, **W), deaths=deaths)

    events = told.of(0, "husband")
    assert events["event"].to_list() == ["结婚登记", "死亡"]
    assert events["source"].to_list() == [None, "殡葬登记簿 3 号"]
    assert told.status(0, "husband", date(2010, 1, 1)).code == "deceased"
    widow = told.status(0, "wife", date(2010, 1, 1))
    assert widow.code == "widowed"
    assert "殡葬登记簿 3 号" in widow.sentence
    assert told.status(0, "wife", date(2000, 1, 1)).code == "married"


def test_a_number_of_fifteen_digits_is_the_same_person() -> None:
    told = lives(act("1988-10-01", **H, **W), deaths=[("362133620815001", "2009-04-05", None)])

    assert told.of(0, "husband")["event"].to_list() == ["结婚登记", "死亡"]


def test_two_days_of_death_are_both_told_and_doubted() -> None:
    deaths = [(HUSBAND, "2009-04-05", "甲馆"), (HUSBAND, "2011-08-09", "乙馆")]

    events = lives(act("1988-10-01", **H, **W), deaths=deaths).of(0, "husband")

    assert events["date"].to_list() == ["1988-10-01", "2009-04-05", "2011-08-09"]
    assert events["doubt"].to_list() == [None, None, "LK205"]


def test_the_same_death_told_twice_is_one_event() -> None:
    deaths = [(HUSBAND, "2009-04-05", "甲馆"), (HUSBAND, "2009-04-05", "乙馆")]

    events = lives(act("1988-10-01", **H, **W), deaths=deaths).of(0, "husband")

    assert events["event"].to_list() == ["结婚登记", "死亡"]
    assert events["source"].to_list()[1] == "甲馆；乙馆"


def test_a_marriage_after_a_death_is_doubted() -> None:
    told = lives(
        act("1988-10-01", **H, **W),
        act("2012-10-01", **H, **OTHER_W),
        deaths=[(HUSBAND, "2009-04-05", None)],
    )

    assert told.of(0, "husband")["doubt"].to_list() == [None, None, "LK204"]


def test_deaths_of_strangers_and_broken_lines_change_nothing() -> None:
    deaths = [
        ("362133195811030035", "2001-01-01", None),
        (None, "2001-01-01", None),
        ("不详", "2001-01-01", None),
        (HUSBAND, None, None),
        (HUSBAND, "不详", None),
    ]

    events = lives(act("1988-10-01", **H, **W), deaths=deaths).frame

    assert "死亡" not in events["event"].to_list()


def test_no_deaths_at_all() -> None:
    assert lives(act("1988-10-01", **H, **W), deaths=[]).frame.height == 2
