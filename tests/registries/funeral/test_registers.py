"""A death in the other registers: spouses, events after it, payments, one person's life."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core import Book, open_store
from minzheng_core.ledger import Source
from minzheng_core.registries import funeral, marriage
from minzheng_core.registries.funeral.cases import cases_of, records_of
from minzheng_core.registries.funeral.examples import id_of
from minzheng_core.registries.funeral.matching import deaths_of
from minzheng_core.registries.funeral.payments import payments_after_death
from minzheng_core.registries.funeral.registers import (
    DeclaredDeath,
    events_after_death,
    funeral_events,
    marriage_events,
    timeline,
    widowed,
)

ON = date(2026, 11, 23)
A, B = id_of("362133", "19500228", "001"), id_of("362133", "19520305", "002")
C = id_of("362133", "19600101", "004")


def dead(*rows: dict[str, str]) -> pl.DataFrame:
    return cases_of(pl.DataFrame(list(rows)), county="360732", on=ON)


DEATH = {"deceased_id_number": A, "deceased_name": "王五", "death_date": "2026-05-01"}
MARRIED = {"husband_id_number": A, "husband_name": "王五", "wife_id_number": B, "wife_name": "赵六",
           "registration_date": "1975-10-01", "business_type_code": "IA"}  # fmt: skip


def events(*rows: dict[str, str]) -> pl.DataFrame:
    return marriage_events(pl.DataFrame(list(rows)))


def test_a_spouse_is_widowed_from_the_day_of_the_death():
    told = widowed(events(MARRIED), deaths_of(dead(DEATH)), on=ON)

    assert told.rows() == [(B, date(2026, 5, 1), 0)]


def test_nobody_is_widowed_after_a_divorce_or_by_another_marriage():
    divorced = MARRIED | {"registration_date": "1990-01-01", "business_type_code": "IB"}
    again = MARRIED | {"wife_id_number": C, "registration_date": "1995-01-01"}
    deaths = deaths_of(dead(DEATH))

    assert widowed(events(MARRIED, divorced), deaths, on=ON).is_empty()
    assert widowed(events(MARRIED, divorced, again), deaths, on=ON).rows() == [
        (C, date(2026, 5, 1), 2)
    ]
    gone = deaths_of(
        dead(DEATH, {"deceased_id_number": B, "deceased_name": "赵六", "death_date": "2020-01-01"})
    )
    assert widowed(events(MARRIED), gone, on=ON).rows() == [(A, date(2020, 1, 1), 0)]


def test_a_spouse_whose_death_was_entered_twice_died_on_the_last_of_the_days():
    twice = [
        {"deceased_id_number": B, "deceased_name": "赵六", "death_date": day}
        for day in ("2026-03-01", "2026-06-01", "2026-02-01")
    ]

    for order in (twice, twice[::-1]):
        told = widowed(events(MARRIED), deaths_of(dead(DEATH, *order)), on=ON)
        assert (B, date(2026, 5, 1), 0) in told.rows()


def test_a_book_with_a_list_in_a_field_is_a_frame_all_the_same():
    book = Book.open(marriage.REGISTRY, open_store("memory://"), county="360732")
    book.register({"business_type": "结婚", "remark": ["甲", "乙"], "volume_number": 3}, by="王")

    (line,) = records_of(book).rows(named=True)

    assert (line["remark"], line["volume_number"]) == ("甲、乙", "3")


def test_a_marriage_after_a_death_is_an_error():
    late = MARRIED | {"registration_date": "2026-05-20"}
    found = events_after_death(events(late), deaths_of(dead(DEATH)), on=ON)

    assert found.select("row", "code", "severity", "expected").rows() == [
        (0, "FX201", "error", "2026-05-01")
    ]
    assert events_after_death(events(MARRIED), deaths_of(dead(DEATH)), on=ON).is_empty()


def test_what_was_revoked_is_no_event_and_no_death():
    store = open_store("memory://")
    funerals = Book.open(funeral.REGISTRY, store, county="360732")
    marriages = Book.open(marriage.REGISTRY, store, county="360732")
    case = funerals.register(
        {"deceased": {"name": "王五"}, "death": {"date": "2026-05-01"}}, by="王"
    )
    act = marriages.register({"business_type": "结婚", "registration_date": "1988-10-01"}, by="王")
    for book, entry in ((funerals, case), (marriages, act)):
        assert records_of(book).height == 1
        book.act("revoke", entry.key, by="王", reason="误登", source=Source(document="决定1号"))
        assert records_of(book).is_empty()
        assert records_of(book, states=None)["state"].to_list() == ["revoked"]


def test_a_match_without_a_common_number_is_only_possible():
    late = MARRIED | {"husband_id_number": A[:6] + A[8:17], "husband_birth_date": "1950-02-28",
                      "registration_date": "2026-05-20"}  # fmt: skip
    deaths = deaths_of(dead(DEATH))

    assert events_after_death(events(late), deaths, on=ON)["code"].to_list() == ["FX202"]
    other = late | {"husband_id_number": id_of("362133", "19500228", "003")}
    assert events_after_death(events(other), deaths, on=ON).is_empty()


@pytest.mark.parametrize(
    ("remarried", "refused", "status"),
    [(None, None, "revived"), (date(2022, 1, 1), None, "dissolved"), (None, date(2023, 1, 1), "dissolved"),
     (date(2025, 1, 1), None, "revived")],
)  # fmt: skip
def test_a_revoked_declaration_revives_the_marriage_unless(remarried, refused, status):
    lost = DeclaredDeath(
        judged=date(2020, 6, 1), revoked=date(2024, 5, 1), remarried=remarried, refused=refused
    )

    assert lost.marriage_on(date(2024, 5, 1)) == status
    assert lost.marriage_on(date(2021, 1, 1)) == "dissolved"
    assert lost.marriage_on(date(2020, 5, 31)) == "married"


def paid(*months: str, number: str = A, **more: str) -> pl.DataFrame:
    rows = [
        {"id_number": number, "month": month, "amount": 100.0, "kind": "高龄津贴"} | more
        for month in months
    ]
    return pl.DataFrame(rows)


def test_payments_stop_by_the_rule_of_the_place():
    deaths = deaths_of(dead(DEATH | {"death_date": "2026-03-14"}))
    list_ = paid("2026-02", "2026-03", "2026-04", "2026年5月")

    report = payments_after_death(list_, deaths, on=ON)
    assert report.amount == 200
    assert report.certain["month"].to_list() == ["2026-04", "2026-05"]
    assert report.totals.select("payments", "amount").rows() == [(2, 200.0)]
    assert payments_after_death(list_, deaths, stop={"高龄津贴": "same_month"}, on=ON).amount == 300
    assert A not in str(report.certain.rows()) + str(report.totals.rows())


def test_a_death_entered_twice_counts_once_by_its_last_day():
    deaths = deaths_of(dead(DEATH | {"death_date": "2026-06-01"}, DEATH))
    paid = pl.DataFrame(
        {"id_number": [A] * 3, "amount": [100] * 3, "month": ["2026-06", "2026-07", "2026-08"]}
    )
    report = payments_after_death(paid, deaths, on=ON)

    assert (report.certain.height, report.amount) == (2, 200.0)
    assert widowed(events(MARRIED), deaths, on=ON).height == 1
    late = MARRIED | {"registration_date": "2026-09-01"}
    assert events_after_death(events(late), deaths, on=ON).height == 1


def test_where_only_the_cremation_is_known_it_is_the_latest_day():
    case = {"deceased_id_number": A, "cremation_date": "2026-03-16"}
    report = payments_after_death(paid("2026-04"), deaths_of(dead(case)), on=ON)

    assert report.amount == 100
    assert "火化日期" in report.certain["source"][0]


def test_possible_payments_are_listed_apart_and_never_counted():
    deaths = deaths_of(dead(DEATH | {"deceased_birth_date": "1950-02-28"}))
    fifteen = paid("2026-06", number=A[:6] + A[8:17], name="王五")
    report = payments_after_death(fifteen, deaths, on=ON)

    assert (report.amount, report.possible.height) == (0, 1)
    assert report.findings["code"].to_list() == ["FX212"]


@pytest.mark.parametrize(
    ("month", "amount", "code"),
    [("不详", 100.0, "FX213"), ("2026-13", 100.0, "FX213"), ("2026-06", -5.0, "FX214"), (None, None, "FX213"),
     ("46082", 100.0, "FX213")],
)  # fmt: skip
def test_lines_that_cannot_be_read_are_named(month, amount, code):
    list_ = pl.DataFrame(
        {"id_number": [A], "month": [month], "amount": [amount]},
        schema={"id_number": pl.String, "month": pl.String, "amount": pl.Float64},
    )
    report = payments_after_death(list_, deaths_of(dead(DEATH)), on=ON)

    assert code in report.findings["code"].to_list()
    assert report.amount == 0


def test_one_persons_events_stand_on_one_timeline():
    case = dead(DEATH | {"cremation_date": "2026-05-03", "placement_date": "2026-05-03"})
    told = timeline([funeral_events(case), events(MARRIED)], A)

    assert told["what"].to_list() == ["结婚登记", "死亡", "火化", "骨灰安放"]
    assert told["register"].to_list()[:2] == ["婚姻登记", "殡葬登记"]


def test_whoever_handled_a_funeral_is_not_taken_for_dead() -> None:
    number, other = "362133195002280018", "360732199002280010"
    records = pl.DataFrame(
        {
            "deceased_name": ["王五", "李四"],
            "deceased_id_number": [other, number],
            "death_date": ["2026-01-14"] * 2,
            "cremation_handler_id_number": [other.lower(), other],
        }
    )
    deaths = deaths_of(cases_of(records, county="360732", on=date(2026, 11, 28)))
    assert deaths["id_number"].to_list() == [None, number]

    paid = pl.DataFrame(
        {"id_number": [other, number], "month": ["2026-03"] * 2, "amount": [100, 100]}
    )
    report = payments_after_death(paid, deaths, on=date(2026, 11, 28))
    assert report.certain["row"].to_list() == [1]
