"""Hard cases found on an archive of another make, and input that nobody would wish for."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import polars as pl
import pytest

from minzheng_core.registries import marriage
from tests.registries.marriage.test_linking import OTHER_H, OTHER_W, H, W, act, linked, pair


def without(*names: str, **values: Any) -> dict[str, Any]:
    return {k: v for k, v in values.items() if not any(k.endswith(name) for name in names)}


def test_a_reissue_that_names_another_marriage_does_not_go_to_the_last_one() -> None:
    married = act("1996-11-03", **H, **W, certificate_number="(96)兴结字第77号")
    day = act("2003-03-09", "ICA", **H, **W, old_registration_date="1981")
    paper = act("2003-03-09", "ICA", **H, **W, old_certificate_number="(81)兴结字第45号")

    for again in (day, paper):
        assert linked(married, again).clusters["act"].to_list() == [0, 1]


def test_a_reissue_that_names_a_year_goes_to_the_marriage_of_that_year() -> None:
    first, ended = act("1988-10-01", **H, **W), act("1995-02-03", "IB", **H, **W)
    second = act("1997-05-06", **H, **W)
    again = act("2012-03-05", "ICA", **H, **W, old_registration_date="1988")

    acts = linked(first, ended, second, again).clusters["act"].to_list()

    assert acts[3] == acts[0] != acts[2]


def test_one_local_number_in_two_years_is_two_papers() -> None:
    paper = {"certificate_number": "兴结字第20号", "office": "高兴公社"}

    result = linked(act("1980-11-09", **H, **W, **paper), act("1981-06-29", **H, **W, **paper))

    assert result.clusters["act"].n_unique() == 2


@pytest.mark.parametrize("wife", [None, "李莲"])
def test_a_name_lost_or_cut_is_no_obstacle_where_the_paper_and_the_rest_agree(
    wife: str | None,
) -> None:
    bare = without("id_number", **H, **W)
    paper = {"certificate_number": "兴结字第21号", "office": "高兴公社"}
    one, other = act("1988-09-29", **bare, **paper), act("1988-09-29", **bare, **paper)
    other["wife_name"] = wife

    assert pair(linked(one, other)) == ("same-act", "same")


def test_one_local_number_of_two_offices_is_two_papers() -> None:
    bare = without("id_number", **H, **W)
    one, other = ({"certificate_number": "兴结字第21号", "office": o} for o in ("甲公社", "乙公社"))

    result = linked(act("1988-09-24", **bare, **one), act("1988-04-16", **bare, **other))

    assert result.clusters["act"].n_unique() == 2


def test_namesakes_of_one_village_who_were_born_in_other_years_are_other_people() -> None:
    bare = without("id_number", **H, **W)
    other = bare | {"husband_birth_date": "1966-03-21", "wife_birth_date": "1964-03-12"}

    result = linked(act("1988-05-01", **bare), act("1988-03-01", **other))

    assert result.clusters["couple"].n_unique() == 2


def test_the_same_paper_does_not_make_another_wife_the_same() -> None:
    bare = without("id_number", **H, **W)
    paper = {"certificate_number": "兴结字第21号", "office": "高兴公社"}
    other = bare | without("id_number", **OTHER_W)

    result = linked(act("1988-09-29", **bare, **paper), act("1988-09-29", **other, **paper))

    assert result.clusters["act"].n_unique() == 2


def test_two_files_with_contradicting_truths_are_told_and_not_chosen_between() -> None:
    here = act("1988-10-01", **H, **W)
    there = act("1988-10-01", **(H | {"husband_birth_date": "1963-09-16"}), **W)
    frame = pl.DataFrame([here, there]).with_columns(source_file=pl.Series(["甲.csv", "乙.csv"]))

    links = marriage.link(frame)
    chosen = marriage.golden(frame, links).filter(pl.col("field") == "husband_birth_date")
    told = marriage.compare(frame[:1], frame[1:])

    assert links.clusters["act"].n_unique() == 1
    # Both values are counted, the choice says that it is one of two, the entries stay.
    assert chosen.select("entries", "values", "reason").row(0) == (2, 2, "取较早的条目")
    assert told.filter(pl.col("state") == "不一致").select("field", "here", "there").rows() == [
        ("husband_birth_date", "1962-08-15", "1963-09-16")
    ]
    fills = marriage.back_fill(frame, links).fills
    assert fills.filter(pl.col("field") == "husband_birth_date").is_empty()


def test_contradicting_files_lend_nothing_for_certain() -> None:
    here = act("1988-10-01", **H, **W)
    there = act("1988-10-01", **H, **(W | {"wife_birth_date": "1965-04-03"}))
    empty = act("1988-10-01", **H, **(W | {"wife_birth_date": None}))
    frame = pl.DataFrame([here, there, empty])

    told = marriage.back_fill(frame, marriage.link(frame)).fills

    line = told.filter((pl.col("row") == 2) & (pl.col("field") == "wife_birth_date"))
    assert line["certain"].to_list() == [False]


def test_a_reference_table_that_holds_one_key_with_two_contents_fills_nothing() -> None:
    frame = pl.DataFrame([act("1988-10-01", **H, **(W | {"wife_birth_date": None}))])
    number = W["wife_id_number"]
    twice = pl.DataFrame(
        {
            "公民身份号码": [number, number],
            "姓名": ["李秀莲", "李秀莲"],
            "出生日期": ["1964-03-02", "1964-03-20"],
        }
    )

    told = marriage.back_fill(frame, marriage.link(frame), references={"户籍": twice})

    assert told.fills.filter(pl.col("source") == "户籍").is_empty()
    assert told.findings["code"].to_list() == ["LK301"]


COUPLE = H | W | {"registration_date": "1988-10-01", "business_type_code": "IA"}


@pytest.mark.parametrize(
    ("one", "acts"),
    [
        (COUPLE, 1),
        ({"husband_name": "张三", "wife_name": "李四"}, None),
        (without("id_number", **COUPLE), 1),
        (dict.fromkeys(COUPLE), 200_000),
    ],
    ids=["copies of one row", "everybody one name", "no numbers", "nothing"],
)
def test_very_many_rows_of_one_kind_take_little_time(one: dict[str, Any], acts: int | None) -> None:
    frame = pl.DataFrame([one], schema=dict.fromkeys(one, pl.String))
    frame = frame.select(pl.all().repeat_by(200_000).explode())
    started = time.process_time()

    links = marriage.link(frame)

    assert time.process_time() - started < 30
    assert links.pairs.height <= 1_000_000
    assert acts is None or links.clusters["act"].n_unique() == acts
    assert (links.clusters["husband_person"] != links.clusters["wife_person"]).all()


def test_everybody_the_same_names_on_many_days_without_numbers_is_not_one_couple() -> None:
    rows = 20_000
    days = pl.date_range(date(1960, 1, 1), date(2014, 10, 3), eager=True).head(rows)
    frame = pl.DataFrame(
        {
            "registration_date": days.cast(pl.String),
            "husband_name": ["张伟"] * len(days),
            "wife_name": ["李芳"] * len(days),
            "business_type_code": ["IA"] * len(days),
        }
    )

    links = marriage.link(frame)

    assert links.clusters["act"].n_unique() == len(days)
    assert links.pairs.filter(pl.col("judgement") == "same").is_empty()


def test_a_million_pairs_apart_do_not_hide_the_one_that_belongs() -> None:
    crowd = [
        act(f"19{60 + n % 40}-0{1 + n % 9}-1{n % 9}", **without("id_number", "date", **H, **W))
        for n in range(400)
    ]
    result = linked(*crowd, act("1988-10-01", **OTHER_H, **W), act("1988-10-01", **OTHER_H, **W))

    assert pair(result, 400, 401) == ("same-act", "same")
