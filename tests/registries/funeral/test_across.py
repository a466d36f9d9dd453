"""What many cases show together: across the register, on the shelves, in ledgers, lists and rates."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from minzheng_core import Book, open_store
from minzheng_core.registries.funeral import REGISTRY, Facility, Settings
from minzheng_core.registries.funeral.across import check_across
from minzheng_core.registries.funeral.cases import cases_of
from minzheng_core.registries.funeral.custody import Handover, chain_of, check_custody
from minzheng_core.registries.funeral.due import due
from minzheng_core.registries.funeral.examples import id_of
from minzheng_core.registries.funeral.indicators import forecast, indicators, rate
from minzheng_core.registries.funeral.serials import VOID, Issue, check_serials
from minzheng_core.registries.funeral.stock_take import take_stock

ON = date(2026, 11, 23)
ONE, TWO = id_of("362133", "19500228", "001"), id_of("362133", "19520305", "002")


def cases(*rows: dict[str, str], **more: Any) -> pl.DataFrame:
    names = dict.fromkeys(name for row in rows for name in row)
    frame = pl.DataFrame(
        [{name: row.get(name) for name in names} for row in rows],
        schema=dict.fromkeys(names, pl.String),
    )
    return cases_of(frame, county="360732", on=ON, **more)


def found(frame: pl.DataFrame, **more: Any) -> list[tuple[int, str]]:
    return check_across(frame, **more).select("row", "code").rows()


def test_one_person_is_cremated_once():
    twice = cases(
        {"deceased_id_number": ONE, "cremation_date": "2026-08-04"},
        {"deceased_id_number": TWO, "cremation_date": "2026-08-04"},
        {"deceased_id_number": ONE, "cremation_date": "2026-09-04"},
    )

    assert found(twice) == [(0, "FX101"), (2, "FX101")]


def test_one_certificate_is_one_persons():
    shared = cases(
        {"deceased_name": "张三", "death_certificate_number": "3607320000123"},
        {"deceased_name": "李四", "death_certificate_number": "３６０７３２００００１２３"},
        {"deceased_name": "王五", "death_certificate_number": "3607320000124"},
    )

    assert found(shared) == [(0, "FX102"), (1, "FX102")]


def test_a_case_entered_again_without_its_number_is_no_second_person():
    both = {
        "deceased_name": "张三",
        "death_certificate_number": "3607320000123",
        "placement_location": "A-03-012",
        "placement_kind": "骨灰堂格位",
    }
    other = both | {"deceased_name": "李四"}

    assert found(cases(both | {"deceased_id_number": ONE}, both)) == []
    assert {code for _, code in found(cases(both | {"deceased_id_number": ONE}, both, other))} == {
        "FX102",
        "FX103",
    }


def test_a_place_holds_as_many_as_it_is_for():
    def placed(
        location: str, kind: str, capacity: str | None, *names: str
    ) -> list[tuple[int, str]]:
        rows = [
            {"deceased_name": name, "placement_location": location, "placement_kind": kind}
            | ({"placement_capacity": capacity} if capacity else {})
            for name in names
        ]
        return found(cases(*rows))

    assert placed("A区3排12号", "墓葬", "2", "张三", "李四") == []
    assert len(placed("A区3排12号", "墓葬", "2", "张三", "李四", "王五")) == 3
    assert len(placed("A-03-012", "骨灰堂格位", None, "张三", "李四")) == 2
    assert placed("A-03-012", "江葬", "1", "张三", "李四") == []


def test_ashes_not_kept_are_placed_nowhere_later():
    river = {"deceased_id_number": ONE, "placement_kind": "江葬"}
    niche = {"deceased_id_number": ONE, "placement_kind": "格位", "placement_location": "A-1-1"}

    assert (1, "FX104") in found(cases(river, niche))


def test_a_facility_holds_no_more_than_its_capacity():
    hall = Facility(name="甲堂", kind="public", capacity=2)
    rows = [
        {"placement_facility": "甲堂", "placement_location": f"A-1-{n}", "placement_date": f"2026-0{n}-01"}
        for n in (3, 1, 2)
    ]  # fmt: skip

    assert found(cases(*rows), facilities=[hall]) == [(0, "FX106")]


def test_the_ledger_shows_gaps_duplicates_and_void_forms():
    told = check_serials(
        [Issue(serial=s) for s in ("000101", "000102", "000104", "000102")]
        + [Issue(serial="000105", status=VOID), Issue(serial="Ａ-9"), Issue(serial="空白")],
        used=["000105", "000300", None, "000101"],
    )

    assert told.gaps == (("000103", "000103"),)
    assert told.duplicates == ("000102",)
    assert (told.issued, told.void, told.missing) == (5, 1, 1)
    assert sorted(f.code for f in told.findings) == [
        "FX111", "FX112", "FX113", "FX114", "FX115", "FX116",
    ]  # fmt: skip


def test_a_serial_that_lost_its_leading_zeros_is_the_one_of_the_ledger():
    ledger = [Issue(serial="000101"), Issue(serial="000102", status=VOID, reason="写坏")]
    told = check_serials(ledger, used=["101", "102", "103"])

    assert [(f.code, f.actual) for f in told.findings] == [("FX114", "102"), ("FX115", "103")]


def test_shelves_are_held_against_files():
    files = pl.DataFrame(
        {
            "who": ["X", "Y", "Z", "P", "Q"],
            "location": ["A-03-012", "A-03-020", "A-03-021", "B-01-001", "B-01-001"],
        }
    )
    shelves = pl.DataFrame({"who": ["X", "Z", "W", "P", "Q", None],
                            "location": ["A-03-013", "A-03-021", "A-03-022", "B-01-001", "B-01-001", "C"]})  # fmt: skip

    assert take_stock(files, shelves).rows() == [
        ("X", "A-03-012", "A-03-013", "FX123"),
        ("Y", "A-03-020", None, "FX121"),
        ("W", None, "A-03-022", "FX122"),
        (None, None, "C", "FX125"),
    ]


def test_every_urn_of_one_name_is_told():
    files = pl.DataFrame({"who": ["王秀英", "王秀英"], "location": ["A-1", "A-2"]})
    shelves = pl.DataFrame({"who": ["王秀英"] * 3, "location": ["B-1", "B-2", "B-3"]})

    assert take_stock(files, shelves).rows() == [
        ("王秀英", "A-1", "B-1", "FX123"),
        ("王秀英", "A-2", "B-2", "FX123"),
        ("王秀英", None, "B-3", "FX122"),
    ]
    assert take_stock(files, shelves.head(1))["code"].to_list() == ["FX123", "FX121"]


def test_two_urns_in_one_place_are_told_unless_the_files_say_so():
    files = pl.DataFrame({"who": ["X", "Y"], "location": ["A-01-001", "A-01-002"]})
    shelves = pl.DataFrame({"who": ["X", "Y"], "location": ["A-01-001", "A-01-001"]})

    assert set(take_stock(files, shelves)["code"]) == {"FX123", "FX124"}


def test_a_chain_of_custody_is_closed():
    good = [
        Handover(day=date(2026, 8, 4), giver="殡仪馆", to="王小明", paper="领取单1"),
        Handover(day=date(2026, 8, 4), giver="王小明", to="A-03-012", paper="协议77", end="placed"),
    ]
    assert check_custody(good, cremated=date(2026, 8, 4)) == []
    assert [f.code for f in check_custody(good, cremated=date(2026, 8, 5))] == ["FX132", "FX132"]
    open_ = check_custody(good[:1], on=date(2026, 12, 1), most_days=90)
    assert [f.code for f in open_] == ["FX133"]
    assert [f.code for f in check_custody([Handover(day=None, giver="", to="")])] == ["FX135"]


def test_a_correction_is_no_link_of_the_chain():
    book = Book.open(REGISTRY, open_store("memory://"), county="360732")
    case = book.register({"deceased": {"name": "张三"}, "death": {"date": "2021-04-28"},
        "cremation": {"date": "2021-04-30", "facility": "兴国县殡仪馆"}}, by="王")  # fmt: skip
    placed = {"date": "2021-05-10", "location": "A-03-012", "agreement_number": "77"}
    book.act("continue", case.key, {"placement": placed}, by="王")
    book.correct(case.key, {"placement": {"date": "2021-05-01"}}, by="王", reason="笔误")

    chain = chain_of(book.history(case.key))

    assert [(link.day, link.giver, link.to) for link in chain] == [
        (date(2021, 5, 1), "兴国县殡仪馆", "A-03-012")
    ]


def test_what_is_due_is_listed():
    frame = cases(
        {"placement_date": "2006-04-05", "placement_term_years": "20"},
        {"placement_date": "2006-04-05", "placement_term_years": "20", "placement_renewed_years": "20"},
        {"transport_date": "2026-11-01"},
        {"cremation_date": "2026-01-01"},
        {"death_certificate_date": "2026-11-02", "death_report_medium": "电子"},
    )  # fmt: skip
    own = Settings(storage_days=15, ashes_days=90)

    listed = due(frame, on=date(2026, 11, 23), settings=own, within=0)
    assert listed.select("row", "what", "due").rows() == [
        (3, "ashes", date(2026, 4, 1)),
        (0, "term", date(2026, 4, 5)),
        (4, "report", date(2026, 11, 9)),
        (2, "storage", date(2026, 11, 16)),
    ]
    assert set(due(frame, on=ON, settings=Settings())["what"]) == {"term", "report"}


def test_rates_say_what_they_count():
    rows = [
        {
            "death_date": "2026-08-01",
            "cremation_date": "2026-08-03",
            "placement_date": "2026-08-03",
            "placement_kind": "树葬" if n < 3 else "墓葬",
            "deceased_domicile": "江西省赣州市兴国县",
        }
        for n in range(6)
    ]
    rows += [
        {"death_date": "2026-08-01", "deceased_ethnicity": "回族", "placement_kind": "土葬"},
        {"death_date": "2026-08-01", "death_evidence": "宣告死亡判决"},
        {"death_date": "2026-08-01", "cremation_date": "2026-08-02", "deceased_domicile": "江西省赣州市于都县"},
        {"death_date": "2026-08-01"},
        {"death_date": "2025-08-01"},
    ]  # fmt: skip
    told = {
        one.name: one
        for one in indicators(
            cases(*rows), county="360732", settings=Settings(),
            since=date(2026, 1, 1), until=date(2027, 1, 1),
        )
    }  # fmt: skip

    assert (told["cremation"].numerator, told["cremation"].denominator) == (6, 7)
    assert told["cremation"].left_out == {"外地户籍": 1, "宣告死亡": 1, "少数民族土葬习俗": 1}
    assert told["land_saving"].per_cent == "50.00"
    assert all(one.source and one.definition and one.until for one in told.values())


def rates(frame: pl.DataFrame, year: int, **more: Any) -> dict[str, Any]:
    own = {"settings": Settings()} | more
    told = indicators(
        frame, county="360732", since=date(year, 1, 1), until=date(year + 1, 1, 1), **own
    )
    return {one.name: one for one in told}


def test_people_registered_here_under_an_earlier_code_are_no_outsiders():
    frame = cases({"death_date": "1995-08-01", "deceased_domicile": "江西省兴国县潋江镇"})

    assert frame["division"].to_list() == ["362133"]
    assert rates(frame, 1995)["cremation"].denominator == 1


@pytest.mark.parametrize(
    ("area", "served"), [((), 26), (("3607",), 26), (("360732",), 26), (("360732100",), 1),
                         (("360732100001", "360732100002", "360732101"), 2), (("360731",), 0)]
)  # fmt: skip
def test_a_cemetery_for_everybody_covers_every_township(area, served):
    own = Facility(name="甲", kind="public", service_area=area)

    told = rates(cases({}), 2026, settings=Settings(facilities=(own,)), townships=26)

    assert told["coverage"].numerator == served


def test_a_facility_is_as_full_as_its_places_were_at_the_end_of_the_time():
    hall = Facility(name="甲堂", kind="public", capacity=2)
    grave = {"placement_facility": "甲堂", "placement_kind": "墓葬", "placement_capacity": "2"}
    frame = cases(
        grave | {"placement_location": "A-1-1", "placement_date": "2025-04-01"},
        grave | {"placement_location": "A-1-1", "placement_date": "2025-06-01"},
        grave | {"placement_location": "A-1-2", "placement_date": "2026-06-01"},
    )

    assert rates(frame, 2025, settings=Settings(facilities=(hall,)))["occupied"].numerator == 1
    assert rates(frame, 2026, settings=Settings(facilities=(hall,)))["occupied"].numerator == 2


def test_a_place_is_one_under_every_name_of_its_facility():
    own = Facility(name="甲公墓", also=("甲墓园",), kind="public", capacity=9)
    grave = {"placement_kind": "墓葬", "placement_capacity": "2", "placement_location": "A-1-1",
             "placement_date": "2025-04-01"}  # fmt: skip
    frame = cases(
        grave | {"placement_facility": "甲公墓", "deceased_name": "张三"},
        grave | {"placement_facility": "甲墓园 ", "deceased_name": "李四"},
        grave | {"placement_facility": "甲墓园", "deceased_name": "王五"},
    )

    assert rates(frame, 2025, settings=Settings(facilities=(own,)))["occupied"].numerator == 1
    assert found(frame, facilities=(own,)) == [(0, "FX103"), (1, "FX103"), (2, "FX103")]
    assert found(frame) == []


@pytest.mark.parametrize(
    ("cremated", "owed", "shown"), [(970, 980, "98.98"), (599, 1000, "59.90"), (0, 0, "—")]
)
def test_a_rate_is_not_rounded_up_to_its_target(cremated, owed, shown):
    assert rate("cremation", cremated, owed).per_cent == shown


def test_a_forecast_is_population_times_rate_times_years():
    told = forecast(100_000, 7.5, years=20, free=3000)

    assert (told.needed, told.short, told.lasts) == (15_000, 12_000, 4.0)


def test_an_empty_frame_has_nothing_to_say():
    nothing = cases_of(pl.DataFrame({"别的": []}), county="360732", on=ON)

    assert found(nothing) == []
    assert due(nothing, on=ON, settings=Settings(storage_days=3)).is_empty()
