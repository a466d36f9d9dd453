"""A change of divisions carries names, codes and all that lies in them along, in one batch."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from minzheng_core import Book, CallError, InputError
from minzheng_core.ledger import NotAllowed, Refused, Source
from minzheng_core.registries.place_names.changes import REGISTRY as CHANGES
from minzheng_core.registries.place_names.changes import (
    ChangeKind,
    ChangeOrder,
    ChangePlan,
    UnitOrder,
    apply_change,
    plan_change,
)
from minzheng_core.stores.memory import MemoryStore

if TYPE_CHECKING:
    from pathlib import Path

from tests.registries.place_names.changes.orders import COUNTY, book_of, order

PLACES: dict[str, dict[str, Any]] = {
    "T1": {"standard_name": "上岭乡", "unit_code": "360732217", "division": "360732", "spelling": "Shànglǐng Xiāng"},
    "T2": {"standard_name": "下岭镇", "unit_code": "360732107", "division": "360732"},
    "V1": {"standard_name": "和顺村", "category": "21610", "unit_code": "360732217201", "division": "360732217",
           "parent": "T1", "place_code": "36073221721610000001"},
    "V2": {"standard_name": "安定村", "category": "21610", "unit_code": "360732217202", "division": "360732217"},
    "V3": {"standard_name": "永乐村", "category": "21610", "unit_code": "360732107201", "division": "360732107",
           "parent": "T2"},
    "N1": {"standard_name": "上岭湾", "category": "22200", "division": "360732217201", "parent": "V1"},
    "N2": {"standard_name": "老屋下", "category": "22200", "division": "360732217202"},
    "R1": {"standard_name": "上岭大道", "category_name": "街路巷", "division": "360732217"},
}  # fmt: skip


@pytest.fixture
def book() -> Book:
    return book_of(PLACES)


def plan(book: Book, wanted: ChangeOrder) -> ChangePlan:
    return plan_change(book.scan(), wanted, county=COUNTY)


def codes(found: ChangePlan) -> set[str]:
    return {finding.code for finding in found.findings}


def values(book: Book, key: str) -> dict[str, Any]:
    return dict(book.get(key).values)


def test_an_upgrade_carries_codes_of_all_that_lies_in_it_and_keeps_the_old_name(book: Book) -> None:
    wanted = order(ChangeKind.UPGRADE, UnitOrder(key="T1", name="上岭镇", code="360732110"))
    planned = plan(book, wanted)
    before = book.get("T1").position, sum(1 for _ in book.scan())

    assert planned.possible
    written = apply_change(book, planned, by="王某某")

    town = values(book, "T1")
    assert (town["standard_name"], town["unit_code"]) == ("上岭镇", "360732110")
    assert town["former_names"] == "上岭乡（—2026-02-01）", "until the day on which it took effect"
    assert town["approval.document"] == "赣府字〔2026〕1号"
    assert "spelling" not in town, "the old spelling is not that of the new name"
    assert values(book, "V1")["unit_code"] == "360732110201"
    assert values(book, "V1")["division"] == "360732110"
    assert values(book, "V1")["place_code"] == "36073221721610000001", "place codes never change"
    assert values(book, "N1")["division"] == "360732110201"
    assert values(book, "N2")["division"] == "360732110202"
    assert values(book, "R1")["division"] == "360732110"
    assert "V3" not in {revision.key for revision in written}
    assert len({revision.position for revision in written}) == len(planned.acts)
    assert (book.get("T1").position > before[0], sum(1 for _ in book.scan())) == (True, before[1])
    assert "PB218" in codes(planned), "上岭大道 and 上岭湾 derive from the name"


def test_the_day_before_it_was_what_it_was(book: Book) -> None:
    apply_change(
        book,
        plan(book, order(ChangeKind.UPGRADE, UnitOrder(key="T1", name="上岭镇", code="360732110"))),
        by="王某某",
    )

    then, now = book.as_of("V1", on=date(2026, 1, 31)), book.as_of("V1", on=date(2026, 2, 1))
    assert then is not None
    assert now is not None
    assert (then.values["unit_code"], now.values["unit_code"]) == ("360732217201", "360732110201")
    town = book.as_of("T1", on=date(2026, 1, 31))
    assert town is not None
    assert (town.values["standard_name"], town.state) == ("上岭乡", "in_use")
    assert book.get("T1").state == "renamed", "the new name is to be filed and announced"


def test_a_merger_abolishes_one_and_invents_no_codes(book: Book) -> None:
    wanted = order(ChangeKind.MERGE, UnitOrder(key="T1", ends=True, into="T2"))
    planned = plan(book, wanted)

    assert planned.possible
    apply_change(book, planned, by="王某某")

    assert book.get("T1").state == "abolished"
    assert values(book, "T1")["abolished"] == "2026-02-01"
    assert values(book, "V1")["parent"] == "T2"
    assert values(book, "V2")["unit_code"] == "360732107202"
    assert "unit_code" not in values(book, "V1"), "201 is taken in 下岭镇"
    assert "PB214" in codes(planned)
    assert values(book, "V3") == PLACES["V3"]


def test_codes_that_were_fixed_are_taken(book: Book) -> None:
    units = UnitOrder(key="T1", ends=True, into="T2")
    wanted = order(ChangeKind.MERGE, units, codes={"V1": "360732107209"})
    planned = plan(book, wanted)
    apply_change(book, planned, by="王某某")

    assert values(book, "V1")["unit_code"] == "360732107209"
    assert values(book, "N1")["division"] == "360732107209"
    assert "PB214" not in codes(planned)


def test_a_split_says_where_each_place_goes(book: Book) -> None:
    new = UnitOrder(key="T3", name="中岭乡", code="360732230", new=True, parent=None)
    lost = plan(
        book, order(ChangeKind.SPLIT, new, UnitOrder(key="T1", ends=True), moves={"V1": "T3"})
    )
    assert not lost.possible
    assert "PB213" in codes(lost)

    planned = plan(book, order(ChangeKind.SPLIT, new, moves={"V1": "T3"}))
    apply_change(book, planned, by="王某某")
    assert book.get("T3").values["standard_name"] == "中岭乡"
    assert book.get("T1").state == "in_use"
    assert values(book, "V1")["parent"] == "T3"
    assert values(book, "V1")["unit_code"] == "360732230201"
    assert values(book, "N1")["division"] == "360732230201"
    assert values(book, "V2") == PLACES["V2"]


def test_a_transfer_of_one_village(book: Book) -> None:
    planned = plan(book, order(ChangeKind.TRANSFER, moves={"V2": "T2"}))
    apply_change(book, planned, by="王某某")

    assert values(book, "V2")["division"] == "360732107"
    assert values(book, "N2")["division"] == "360732107202"
    assert values(book, "V1")["division"] == "360732217"


def test_an_order_names_places_as_a_document_does(book: Book) -> None:
    by_key = order(
        ChangeKind.MERGE, UnitOrder(key="T1", ends=True, into="T2"), codes={"V1": "360732107209"}
    )
    one, two = values(book, "T1"), values(book, "T2")
    village = values(book, "V1")["standard_name"]
    by_name = order(
        ChangeKind.MERGE,
        UnitOrder(key=one["unit_code"], ends=True, into=two["standard_name"]),
        codes={village: "360732107209"},
    )

    assert plan(book, by_name) == plan(book, by_key)


def test_a_recoding_of_the_whole_county_keeps_every_identity(book: Book) -> None:
    book.register(
        {"standard_name": "兴国县", "unit_code": "360732", "division": "360700"},
        key="C",
        by="王某某",
    )
    planned = plan(book, order(ChangeKind.RECODE, UnitOrder(key="C", code="360799")))
    apply_change(book, planned, by="王某某")

    assert values(book, "T1")["unit_code"] == "360799217"
    assert values(book, "V1")["unit_code"] == "360799217201"
    assert values(book, "N2")["division"] == "360799217202"
    assert {entry.key for entry in book.scan()} == {*PLACES, "C"}


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (order(ChangeKind.RENAME, UnitOrder(key="T9", name="中岭乡")), "PB211"),
        (order(ChangeKind.RENAME), "PB212"),
        (order(ChangeKind.RENAME, UnitOrder(key="T1", code="360732230")), "PB212"),
        (order(ChangeKind.RECODE, UnitOrder(key="T1", code="360732107")), "PB216"),
        (order(ChangeKind.UPGRADE, UnitOrder(key="T1", name="上岭镇", code="360732219")), "PB215"),
        (order(ChangeKind.RENAME, UnitOrder(key="T1", name="下岭乡")), "PN401"),
        (order(ChangeKind.SPLIT, UnitOrder(key="T2", name="中岭乡", new=True), moves={"V1": "T2"}), "PB210"),
        (order(ChangeKind.TRANSFER, UnitOrder(key="T1"), moves={"V9": "T2"}), "PB211"),
        (order(ChangeKind.RECODE, UnitOrder(key="T1", code="36073")), "PB221"),
        (order(ChangeKind.RECODE, UnitOrder(key="T1", code="360732110201")), "PB221"),
        (order(ChangeKind.TRANSFER, moves={"V1": "T2"}, codes={"V1": "36073210720l"}), "PB221"),
        (order(ChangeKind.RECODE, UnitOrder(key="T1", code="360731217")), "PB222"),
        (order(ChangeKind.MERGE, UnitOrder(key="T1", ends=True, into="T2"),
               UnitOrder(key="T2", ends=True, into="T1")), "PB220"),
        (order(ChangeKind.MERGE, UnitOrder(key="T1", ends=True, into="T1")), "PB220"),
        (order(ChangeKind.TRANSFER, moves={"T1": "V1"}), "PB220"),
        (order(ChangeKind.TRANSFER, UnitOrder(key="T1", parent="N1")), "PB220"),
        (order(ChangeKind.UPGRADE, UnitOrder(key="T1", name="上岭镇")), "PB215"),
    ],
)  # fmt: skip
def test_what_stands_against_an_order(book: Book, wanted: ChangeOrder, code: str) -> None:
    assert code in codes(plan(book, wanted))


def test_a_change_that_the_national_list_has_already_is_no_duplicate_of_itself(book: Book) -> None:
    old = {"standard_name": "城岗乡", "unit_code": "360732214", "division": "360732"}
    book.register(old, key="T3", by="王某某")
    listed = UnitOrder(key="T3", name="城岗镇", code="360732107")
    invented = UnitOrder(key="T3", name="城岗镇", code="360732112")
    without = [entry for entry in book.scan() if entry.key != "T2"]

    found = plan_change(without, order(ChangeKind.UPGRADE, listed), county=COUNTY)
    doubted = plan_change(without, order(ChangeKind.UPGRADE, invented), county=COUNTY)

    assert "PN401" not in codes(found)
    assert "PN401" in codes(doubted)


@pytest.mark.parametrize(
    ("authority", "doubted"),
    [
        ("兴国县人民政府", True),
        ("赣州市政府", True),
        ("江西省人民政府", False),
        ("重庆市人民政府", False),
        ("广西壮族自治区人民政府", False),
        ("", False),
    ],
)
def test_a_township_is_changed_by_the_province(book: Book, authority: str, doubted: bool) -> None:
    wanted = order(ChangeKind.UPGRADE, UnitOrder(key="T1", name="上岭镇", code="360732110"))
    planned = plan(book, evolve(wanted, authority=authority))

    assert ("PB223" in codes(planned)) is doubted
    assert planned.possible


def test_a_whole_county_with_another_code_doubts_no_code(book: Book) -> None:
    book.register({"standard_name": "兴国县", "unit_code": "360732"}, key="C", by="王某某")
    units = UnitOrder(key="C", code="360799"), UnitOrder(key="T1", code="360799217")
    assert "PB222" not in codes(plan(book, order(ChangeKind.RECODE, *units)))


def test_a_code_of_an_abolished_division_is_told(book: Book) -> None:
    apply_change(
        book,
        plan(book, order(ChangeKind.MERGE, UnitOrder(key="T1", ends=True, into="T2"))),
        by="王",
    )
    planned = plan(book, order(ChangeKind.RECODE, UnitOrder(key="T2", code="360732217")))

    assert "PB217" in codes(planned)
    assert planned.possible


def test_nothing_is_written_where_one_act_is_refused(book: Book) -> None:
    planned = plan(book, order(ChangeKind.RENAME, UnitOrder(key="T1", name="")))
    before = book.verify()
    with pytest.raises(Refused):
        apply_change(book, planned, by="王某某")

    assert book.verify() == before


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        ("effective", "生效日期"),
        ("kind", "变更种类"),
        ("key", "每个要有 key"),
        ("document", "批准文号"),
    ],
)
def test_what_an_order_lacks_is_said_in_words(tmp_path: Path, left_out: str, told: str) -> None:
    lines = [
        'kind = "乡改镇"',
        'document = "赣府字〔2026〕1号"',
        "approved_on = 2026-01-05",
        "effective = 2026-02-01",
        "[[units]]",
        'key = "T1"',
        'name = "上岭镇"',
    ]
    file = tmp_path / "变更.toml"
    file.write_text("\n".join(li for li in lines if not li.startswith(left_out)), encoding="utf-8")

    with pytest.raises(InputError, match=told):
        ChangeOrder.load(file)


def test_an_order_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "变更.toml"
    file.write_text(
        'kind = "撤乡设镇"\ndocument = "赣府字〔2026〕1号"\nauthority = "江西省人民政府"\n'
        "approved_on = 2026-01-05\neffective = 2026-02-01\n"
        '[[units]]\nkey = "T1"\nname = "上岭镇"\ncode = "360732110"\n',
        encoding="utf-8",
    )

    assert ChangeOrder.load(file) == order(
        ChangeKind.UPGRADE, UnitOrder(key="T1", name="上岭镇", code="360732110")
    )
    file.write_text(
        'kind = "划转"\ndocument = "赣府字〔2026〕1号"\nauthority = "江西省人民政府"\n'
        'approved_on = 2026-01-05\neffective = 2026-02-01\n[moves]\n"V2" = "T2"\n',
        encoding="utf-8",
    )
    assert ChangeOrder.load(file) == order(ChangeKind.TRANSFER, moves={"V2": "T2"})
    for text in ('kind = "乱"', 'kind = "更名"', "kind =", 'kind = "更名"\nunits = 3'):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="PB291"):
            ChangeOrder.load(file)
    with pytest.raises(InputError, match="IN206"):
        ChangeOrder.load(tmp_path / "没有.toml")
    file.write_bytes('kind = "更名"'.encode("gb18030"))
    with pytest.raises(InputError, match="IN207"):
        ChangeOrder.load(file)


@pytest.fixture
def changes(book: Book) -> Book:
    return Book.open(CHANGES, book.setting.store, county=COUNTY)


def upgrade(**more: Any) -> ChangeOrder:
    return order(ChangeKind.UPGRADE, UnitOrder(key="T1", name="上岭镇", code="360732110"), **more)


def test_a_change_and_its_record_are_written_together(book: Book, changes: Book) -> None:
    written = apply_change(book, plan(book, upgrade()), by="王某某", changes=changes)

    (record,) = changes.scan()
    assert record.state == "approved"
    assert record.values["title"] == "改变建制：上岭乡→上岭镇"
    assert record.values["document"] == "赣府字〔2026〕1号"
    assert record.values["codes_needed"] == "是"
    assert written[-1].key == record.key
    assert values(book, "T1")["unit_code"] == "360732110"


def test_a_fault_between_the_two_books_leaves_neither(
    book: Book, changes: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = MemoryStore._require_next
    seen: list[object] = []

    def failing(shelf: Any, rows: Any) -> None:
        seen.append(shelf)
        if len(seen) == 2:
            raise ZeroDivisionError
        put(shelf, rows)

    monkeypatch.setattr(MemoryStore, "_require_next", staticmethod(failing))
    with pytest.raises(ZeroDivisionError):
        apply_change(book, plan(book, upgrade()), by="王某某", changes=changes)
    monkeypatch.undo()

    assert len(seen) == 2
    assert values(book, "T1")["standard_name"] == "上岭乡"
    assert len(changes) == 0


def test_a_change_that_was_applied_for_is_approved_and_not_begun_again(
    book: Book, changes: Book
) -> None:
    begun = {"title": "上岭乡撤乡设镇", "kind": "撤乡设镇", "application_letter": "有"}
    changes.register(begun, key="C1", by="李某某")

    apply_change(book, plan(book, upgrade(record="C1")), by="王某某", changes=changes)

    record = changes.get("C1")
    assert len(changes) == 1
    assert (record.state, record.values["title"]) == ("approved", "上岭乡撤乡设镇")
    assert record.values["effective_on"] == "2026-02-01"


def test_the_record_of_the_document_gets_what_it_lacks(book: Book, changes: Book) -> None:
    paper = Source(document="赣府字〔2026〕1号")
    changes.register({"title": "上岭", "kind": "乡改镇"}, key="C1", by="李某某")
    approved = {"document": "赣府字〔2026〕1号", "approved_on": "2026-01-05"}
    changes.act("approve", "C1", approved, by="李某某", source=paper)

    apply_change(book, plan(book, upgrade()), by="王某某", changes=changes)

    assert len(changes) == 1
    assert changes.get("C1").values["units"] == "T1"
    assert apply_change(book, plan(book, upgrade()), by="王某某", changes=changes) == []


def test_a_further_part_of_the_same_document_is_added_to_its_record(
    book: Book, changes: Book
) -> None:
    apply_change(book, plan(book, upgrade()), by="王某某", changes=changes)
    further = order(ChangeKind.RENAME, UnitOrder(key="T2", name="城西镇"))
    for _ in range(2):
        apply_change(book, plan(book, further), by="王某某", changes=changes)

    (record,) = changes.scan()
    assert record.values["units"] == "T1、T2"
    assert record.values["title"].startswith("改变建制：上岭乡→上岭镇；更名：")
    assert record.values["title"].endswith("→城西镇")


def test_a_record_that_is_not_there_or_was_withdrawn_stops_the_change(
    book: Book, changes: Book
) -> None:
    changes.register({"title": "上岭", "kind": "乡改镇"}, key="C1", by="李某某")
    changes.act("withdraw", "C1", by="李某某", reason="撤回")

    with pytest.raises(CallError, match="BK101"):
        apply_change(book, plan(book, upgrade(record="C9")), by="王某某", changes=changes)
    with pytest.raises(NotAllowed, match="BK203"):
        apply_change(book, plan(book, upgrade(record="C1")), by="王某某", changes=changes)
    assert values(book, "T1")["standard_name"] == "上岭乡"


def test_the_record_of_a_merger_says_what_went_where(book: Book, changes: Book) -> None:
    wanted = order(ChangeKind.MERGE, UnitOrder(key="T1", ends=True, into="T2"))
    apply_change(book, plan(book, wanted), by="王某某", changes=changes)

    (record,) = changes.scan()
    assert record.values["title"] == "合并：上岭乡并入下岭镇"


def test_the_record_of_other_codes_says_whose(book: Book, changes: Book) -> None:
    wanted = order(ChangeKind.RECODE, UnitOrder(key="T2", code="360732109"))
    apply_change(book, plan(book, wanted), by="王某某", changes=changes)

    (record,) = changes.scan()
    assert record.values["title"] == "改码：下岭镇→360732109"


def test_a_new_division_may_be_said_to_lie_in_the_county_of_the_book(book: Book) -> None:
    def split(**more: Any) -> ChangePlan:
        new = UnitOrder(key="S1", name="城东街道", code="360732001", new=True, **more)
        return plan(book, order(ChangeKind.SPLIT, new, moves={"V1": "S1"}))

    assert codes(split(parent=COUNTY)) == codes(split())
    assert split(parent=COUNTY).acts == split().acts
    assert "PB211" in codes(split(parent="360733"))
