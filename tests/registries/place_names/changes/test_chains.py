"""Several changes of one place one after another: names, days, kinds and states all along."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from minzheng_core import Book
from minzheng_core.ledger import Source
from minzheng_core.registries.place_names import REGISTRY
from minzheng_core.registries.place_names.changes import REGISTRY as CHANGES
from minzheng_core.registries.place_names.changes import (
    ChangeKind,
    ChangeOrder,
    ChangePlan,
    UnitOrder,
    apply_change,
    plan_change,
)
from minzheng_core.registries.place_names.lists import edition_of
from tests.registries.place_names.changes.orders import COUNTY, book_of, order

PLACES: dict[str, dict[str, Any]] = {
    "T1": {"standard_name": "上岭乡", "category_name": "乡", "unit_code": "360732217", "division": "360732",
           "named_on": "1950"},
    "T2": {"standard_name": "下岭镇", "category_name": "镇", "unit_code": "360732107", "division": "360732"},
    "V1": {"standard_name": "和顺村", "category": "21610", "category_name": "行政村", "unit_code": "360732217201",
           "division": "360732217", "parent": "T1"},
}  # fmt: skip


@pytest.fixture
def book() -> Book:
    return book_of(PLACES)


def carry(book: Book, kind: ChangeKind, day: date, *units: UnitOrder, **more: Any) -> ChangePlan:
    wanted = order(
        kind,
        *units,
        document=f"赣府字〔{day.year}〕{day.month}{day.day}号",
        approved_on=min(day, date.today()) - timedelta(days=20),
        effective=day,
        **more,
    )
    plan = plan_change(book.scan(), wanted, county=COUNTY)
    assert plan.possible, plan.findings
    apply_change(book, plan, by="王某某")
    return plan


def upgrade_and_rename(book: Book) -> None:
    carry(
        book,
        ChangeKind.UPGRADE,
        date(2023, 2, 1),
        UnitOrder(key="T1", name="上岭镇", code="360732110"),
    )
    carry(book, ChangeKind.RENAME, date(2024, 3, 15), UnitOrder(key="T1", name="云岭镇"))


def test_each_former_name_has_the_days_from_and_until_which_it_was_the_name(book: Book) -> None:
    upgrade_and_rename(book)

    town = book.get("T1").values
    assert town["former_names"] == "上岭乡（1950—2023-02-01）；上岭镇（2023-02-01—2024-03-15）"
    assert town["named_on"] == "2024-03-15"
    on_day = {
        day: then.values["standard_name"]
        for day in (date(2023, 1, 31), date(2023, 2, 1), date(2024, 3, 14), date(2024, 3, 15))
        if (then := book.as_of("T1", on=day))
    }
    assert list(on_day.values()) == ["上岭乡", "上岭镇", "上岭镇", "云岭镇"]


def test_a_renaming_by_hand_names_the_place_on_the_day_of_its_approval(book: Book) -> None:
    for year, name in ((2023, "云岭乡"), (2024, "霞岭乡")):
        book.act("rename", "T1", {"standard_name": name, "approval": {"on": f"{year}-05-06", "authority": "江西省人民政府"}},
                 by="王某某", reason="更名", source=Source(document=f"赣府字〔{year}〕1号"))  # fmt: skip

    assert book.get("T1").values["former_names"] == (
        "上岭乡（1950—2023-05-06）；云岭乡（2023-05-06—2024-05-06）"
    )


def test_the_kind_follows_the_name(book: Book) -> None:
    upgrade_and_rename(book)
    assert book.get("T1").values["category_name"] == "镇"

    carry(
        book,
        ChangeKind.UPGRADE,
        date(2025, 2, 1),
        UnitOrder(key="V1", name="和顺社区", code="360732110001"),
    )
    village = book.get("V1").values
    assert (village["category"], village["category_name"]) == ("21620", "社区")


def test_a_name_that_says_nothing_of_the_kind_leaves_it(book: Book) -> None:
    book.correct("T2", {"category_name": "行政区域"}, by="王某某", reason="核对")
    carry(book, ChangeKind.RENAME, date(2024, 3, 15), UnitOrder(key="T2", name="福岭镇"))

    assert book.get("T2").values["category_name"] == "行政区域"


def test_what_takes_effect_later_is_not_the_book_of_today(book: Book) -> None:
    today = date.today()
    ahead = today + timedelta(days=60)
    carry(book, ChangeKind.RENAME, ahead, UnitOrder(key="T2", name="福岭镇"))
    carry(book, ChangeKind.MERGE, ahead, UnitOrder(key="T1", ends=True, into="T2"))

    now = {row.name for row in edition_of(book.scan(on=today))}
    then = {row.name for row in edition_of(book.scan(on=ahead))}
    assert now == {"上岭乡", "下岭镇", "和顺村"}
    assert then == {"福岭镇", "和顺村"}
    assert {row.name for row in edition_of(book.scan())} == then


def test_a_division_may_be_set_up_ahead(book: Book) -> None:
    ahead = date.today() + timedelta(days=60)
    new = UnitOrder(key="T3", name="中岭乡", code="360732230", new=True, category_name="乡")
    carry(book, ChangeKind.SPLIT, ahead, new, moves={"V1": "T3"})

    assert book.get("T3").values["established"] == ahead.isoformat()
    assert "T3" not in {entry.key for entry in book.scan(on=date.today())}
    assert [f.code for f in REGISTRY.check(book.get("T3").record, county=COUNTY)].count(
        "DT105"
    ) == 0
    too_far = {"established": "2206-01-01", "approval.on": "2026-01-05"}
    assert "DT105" in {
        f.code
        for f in REGISTRY.check(
            REGISTRY.structured({**book.get("T3").values, **too_far}), county=COUNTY
        )
    }


def test_an_earlier_change_written_after_a_later_one_is_told(book: Book) -> None:
    later = carry(book, ChangeKind.RENAME, date(2024, 3, 15), UnitOrder(key="T1", name="云岭乡"))
    earlier = carry(book, ChangeKind.RENAME, date(2023, 3, 15), UnitOrder(key="T1", name="霞岭乡"))
    same_day = carry(
        book, ChangeKind.RECODE, date(2024, 3, 15), UnitOrder(key="T1", code="360732218")
    )

    told = [f for f in earlier.findings if f.code == "PB224"]
    assert [(f.expected, f.actual) for f in told] == [("2024-03-15", "云岭乡")]
    assert not any(f.code == "PB224" for plan in (later, same_day) for f in plan.findings)


def test_a_transfer_is_called_by_what_goes_where(book: Book) -> None:
    changes = Book.open(CHANGES, book.setting.store, county=COUNTY)
    order = ChangeOrder(
        kind=ChangeKind.TRANSFER,
        document="赣府字〔2025〕4号",
        approved_on=date(2025, 12, 31),
        effective=date(2026, 1, 1),
        moves={"和顺村": "下岭镇"},
    )
    plan = plan_change(book.scan(), order, county=COUNTY)
    apply_change(book, plan, by="王某某", changes=changes)

    (record,) = changes.scan()
    assert record.values["title"] == "划转：和顺村划归下岭镇"


def test_the_area_and_the_committee_of_a_village_keep_one_code(book: Book) -> None:
    book.register({"standard_name": "和顺村村委会", "category": "27610", "unit_code": "360732217201",
                   "division": "360732217"}, key="K1", by="王某某")  # fmt: skip
    book.register({"standard_name": "永乐村", "category": "21610", "unit_code": "360732107201",
                   "division": "360732107"}, key="V2", by="王某某")  # fmt: skip
    new = UnitOrder(key="T3", name="双岭镇", code="360732122", new=True)
    gone = [UnitOrder(key=key, ends=True, into="T3") for key in ("T1", "T2")]
    plan = carry(book, ChangeKind.MERGE, date(2025, 2, 1), new, *gone)

    codes = {key: book.get(key).values.get("unit_code") for key in ("V1", "K1", "V2")}
    assert codes == {"V1": "360732122201", "K1": "360732122201", "V2": None}
    assert [f.actual for f in plan.findings if f.code == "PB214"] == ["永乐村"]

    carry(book, ChangeKind.RECODE, date(2025, 3, 1), UnitOrder(key="T3", code="360732123"),
          codes={"V1": "360732123205"})  # fmt: skip
    assert {book.get(key).values["unit_code"] for key in ("V1", "K1")} == {"360732123205"}


def test_a_county_takes_along_what_no_record_above_is_named_for(book: Book) -> None:
    county = {
        "standard_name": "兴国县",
        "category_name": "县",
        "unit_code": "360732",
        "division": "360700",
    }
    book.register(county, key="C", by="王某某")
    new = UnitOrder(key="T3", name="双岭镇", code="360732122", new=True)
    carry(book, ChangeKind.SPLIT, date(2025, 2, 1), new, moves={"V1": "T3"})
    assert book.get("T3").values["division"] == "360732"
    book.correct("T3", {"division": None}, by="王某某", reason="清空")

    carry(
        book, ChangeKind.UPGRADE, date(2025, 3, 1), UnitOrder(key="C", name="兴国市", code="360786")
    )
    assert {key: book.get(key).values["unit_code"] for key in ("C", "T1", "T3", "V1")} == {
        "C": "360786",
        "T1": "360786217",
        "T3": "360786122",
        "V1": "360786122201",
    }
    edition, out = edition_of(book.scan()).within(COUNTY)
    assert (len(edition), out) == (5, ())
