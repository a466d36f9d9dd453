"""The registers of boundary work keep the contracts that the library ships."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
import polars as pl
import pytest

from minzheng_core.ledger import Book, NotAllowed, Refused, Source
from minzheng_core.registries.boundaries import (
    Inspection,
    Marker,
    Repair,
    disputes,
    examples,
    inspections,
    lines,
    markers,
    points,
    works,
)
from minzheng_core.registry import registries
from minzheng_core.schema.record import changed
from minzheng_core.stores import open_store
from minzheng_core.testing.contracts import OperationContract, RegistryContract

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.findings import Finding
    from minzheng_core.rules import RuleBook, Term

ON = date(2026, 11, 26)
MODULES = (lines, markers, points, inspections, disputes, works)


class Boundaries(RegistryContract):
    """What all of them share."""

    __test__ = False
    county = examples.COUNTY
    module: ClassVar[Any]

    def check(self, record: Any) -> list[Finding]:
        return self.module.check(record, county=self.county, on=ON)


def _contract(name: str, module: Any, good: Any, bad: Any) -> type:
    codes = frozenset(rule.code for rule in module.book()) - {"BL134"}
    return type(
        name,
        (Boundaries,),
        {
            "__test__": True, "module": module, "registry": module.REGISTRY, "good": good,
            "bad": bad, "codes": codes,
        },
    )  # fmt: skip


TestMarkers = _contract("TestMarkers", markers, examples.GOOD_MARKERS, examples.BAD_MARKERS)
TestLines = _contract("TestLines", lines, examples.GOOD_LINES, examples.BAD_LINES)
TestPoints = _contract("TestPoints", points, examples.GOOD_POINTS, examples.BAD_POINTS)
TestInspections = _contract("TestInspections", inspections, examples.GOOD_INSPECTIONS, examples.BAD_INSPECTIONS)  # fmt: skip
TestDisputes = _contract("TestDisputes", disputes, examples.GOOD_DISPUTES, examples.BAD_DISPUTES)
TestWorks = _contract("TestWorks", works, examples.GOOD_WORKS, examples.BAD_WORKS)


def test_all_are_installed() -> None:
    assert {module.REGISTRY.name for module in MODULES} <= set(registries())


class TestRules(OperationContract):
    """Every rule says of a record what it says of a column."""

    def operations(self) -> Iterable[Term | RuleBook]:
        yield markers.book()
        yield from (rule.when for rule in markers.book())

    def facts(self) -> pl.DataFrame:
        seen = []
        original = markers.book

        class Spy:
            edition, event = original().edition, original().event

            def at(self, _county: str) -> Spy:
                return self

            def judge(self, facts: dict[str, Any]) -> list[Finding]:
                seen.append(facts)
                return []

        markers.book = Spy
        try:
            for record in (*examples.GOOD_MARKERS, *examples.BAD_MARKERS.values()):
                markers.check(record, county=examples.COUNTY, on=ON, report_hours=12)
        finally:
            markers.book = original
        names = sorted({name for facts in seen for name in facts})
        return pl.DataFrame(
            [{name: facts.get(name) for name in names} for facts in seen], infer_schema_length=None
        ).with_columns(pl.col(pl.Null).cast(pl.String))


def _codes(marker: Marker, **told: Any) -> list[str]:
    return [f.code for f in markers.check(marker, county="360732", on=ON, **told)]


def test_the_rule_of_twelve_hours_is_a_setting() -> None:
    late = markers.attrs.evolve(
        examples.GOOD_MARKERS[0],
        condition=examples.Condition(found_at="2026-05-01 08:00", reported_at="2026-05-01 21:00"),
    )

    assert _codes(late) == []
    assert _codes(late, report_hours=12) == ["BL134"]
    assert _codes(late, report_hours=13) == []


def test_a_measurement_never_says_moved() -> None:
    within, beyond = examples.GOOD_MARKERS[2], examples.BAD_MARKERS["BL136"]
    sentence = next(
        f for f in markers.check(beyond, county="360732", on=ON) if f.code == "BL136"
    ).sentence()

    assert _codes(within) == []
    assert "3.40" in sentence
    assert "2.83" in sentence
    assert "需双方共同核查" in sentence


def _book() -> tuple[Book, str]:
    book = Book.open(markers.REGISTRY, open_store("memory://"), county="360732")
    return book, book.register(examples.GOOD_MARKERS[0], by="王某").key


def test_an_illegal_transition_is_refused_with_the_article() -> None:
    book, key = _book()
    with pytest.raises(NotAllowed) as caught:
        book.act("re_erect", key, {}, by="王某")

    assert caught.value.code == "BK203"
    assert "第353号" in caught.value.sentence()
    assert "第六条" in caught.value.sentence("en")


def test_a_repair_without_the_neighbour_is_refused_and_with_him_stands() -> None:
    book, key = _book()
    book.act("report_damaged", key, {"condition.description": "断裂"}, by="托管人")
    alone = {"repair.on": "2026-06-01", "repair.by": "甲县", "repair.present": "甲县"}
    with pytest.raises(Refused) as caught:
        book.act("re_erect", key, alone, by="王某")
    together = alone | {"repair.present": "甲县、乙县"}
    done = book.act("re_erect", key, together, by="王某")

    assert "BL131" in {f.code for f in caught.value.findings}
    assert done.state == "intact"


def test_a_stone_set_again_elsewhere_is_refused() -> None:
    book, key = _book()
    book.act("report_lost", key, {"condition.description": "不见"}, by="托管人")
    elsewhere = {
        "repair.on": "2026-06-01", "repair.by": "甲县", "repair.present": "甲县、乙县",
        "position.x": "2914230.000",
    }  # fmt: skip
    with pytest.raises(Refused) as caught:
        book.act("re_erect", key, elsewhere, by="王某")

    assert "BL132" in {f.code for f in caught.value.findings}
    book.act("re_erect", key, elsewhere | {"position.x": "2914212.000"}, by="王某")


def test_an_approved_move_keeps_where_it_stood() -> None:
    book, key = _book()
    move = {
        "repair.on": "2026-06-01", "repair.by": "甲县", "repair.present": "甲县、乙县",
        "repair.agreed": "甲县、乙县", "repair.document": "批复", "position.x": "2914230.000",
    }  # fmt: skip
    book.act("move", key, move, by="王某", source=Source(document="赣民〔2026〕1号"))
    entry = book.get(key)

    assert entry.record.repair.former_x == "2914211.695"
    assert entry.state == "intact"


def test_a_stone_lost_after_an_approved_move_is_set_again_where_it_stood_last() -> None:
    book, key = _book()
    move = {
        "repair.on": "2025-06-01", "repair.by": "甲县", "repair.present": "甲县、乙县",
        "repair.agreed": "甲县、乙县", "position.x": "2914230.000",
    }  # fmt: skip
    book.act("move", key, move, by="王某", source=Source(document="赣民〔2025〕1号"))
    book.act("report_lost", key, {"condition.description": "不见"}, by="托管人")
    alone = {"repair.on": "2026-06-01", "repair.by": "甲县"}
    with pytest.raises(Refused) as caught:
        book.act("re_erect", key, alone, by="王某")
    book.act("re_erect", key, alone | {"repair.present": "乙县"}, by="王某")
    done = book.get(key)

    assert {f.code for f in caught.value.findings} == {"BL131"}
    assert done.record.position.x == "2914230.000"
    assert done.record.repair.former_x is None


@pytest.mark.parametrize(
    ("repair", "code"),
    [
        ({"by": "甲县民政局", "present": "乙县民政局"}, None),
        ({"by": "甲县民政局", "present": "甲县民政局"}, "BL131"),
        ({"present": "甲县、乙县", "document": "修复协议"}, None),
        ({"present": "甲县、乙县", "document": "批复", "former_x": "2914230.000"}, "BL133"),
    ],
)
def test_who_sets_a_stone_again_is_there_and_a_paper_alone_is_no_move(repair, code) -> None:
    stone = changed(examples.GOOD_MARKERS[0], repair=Repair(on="2026-06-01", **repair))
    found = {finding.code for finding in markers.check(stone, county=examples.COUNTY, on=ON)}

    assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("error", "apart"), [("±0.05", True), ("±5cm", True), ("5 cm", True), ("0.5", False)]
)
def test_the_error_of_a_fix_is_read_in_its_unit(error, apart) -> None:
    stone = examples.GOOD_MARKERS[0]
    fix = changed(stone.position, accuracy=error)
    again = changed(fix, x=f"{float(fix.x) + 1:.3f}")
    found = markers.check(
        changed(stone, position=fix, measured=again), county=examples.COUNTY, on=ON
    )

    assert [finding.code for finding in found] == ["BL136"] * apart


@pytest.mark.parametrize(
    "units", ["泰和县—兴国县", "泰和县-兴国县", "兴国县和泰和县", "泰和县与兴国县"]
)
def test_the_units_of_a_line_are_two_however_they_are_joined(units) -> None:
    line = changed(examples.GOOD_LINES[0], units=units)
    stone = changed(
        examples.GOOD_MARKERS[0], units=units, repair=Repair(on="2026-06-01", by="兴国县")
    )
    absent = markers.check(stone, county=examples.COUNTY, on=ON)

    assert lines.check(line, county=examples.COUNTY, on=ON) == []
    assert [(finding.code, finding.expected) for finding in absent] == [("BL131", "泰和县")]


def test_a_finished_inspection_is_added_to_the_line() -> None:
    book = Book.open(lines.REGISTRY, open_store("memory://"), county="360732")
    key = book.register(examples.GOOD_LINES[0], by="王某").key
    book.act("inspect", key, {"inspected": "2026"}, by="王某")

    assert book.get(key).record.inspected.endswith("2023、2026")


@pytest.mark.parametrize("before", ["2003", "2003年", "２００３年"])
def test_the_year_of_the_inspection_before_is_read_as_people_write_it(before) -> None:
    done = examples.GOOD_INSPECTIONS[0]
    late = changed(done, previous_year=before, field_checked_on="2009-06-01")

    assert "BL145" in {found.code for found in inspections.check(late, county="360732")}


def test_an_inspection_is_done_in_the_year_in_which_the_ground_was_seen() -> None:
    done = Inspection(
        line="4243", previous_year="2003", desk_checked_on="2008-06-01",
        field_checked_on="2008-10-01", reported_on="2009-01-05", filed_on="2009-02-01",
    )  # fmt: skip

    def late(record: Inspection) -> bool:
        return "BL145" in {found.code for found in inspections.check(record, county="360732")}

    assert not late(done)
    assert late(attrs.evolve(done, field_checked_on="2009-01-04"))
    assert not late(attrs.evolve(done, field_checked_on=None))
    assert not late(Inspection(line="4243", previous_year="2003", planned_on="2008-01-01",
                               filed_on="2009-02-01"))  # fmt: skip
    assert late(Inspection(line="4243", previous_year="2003", filed_on="2009-02-01"))


def test_intervals_of_inspections() -> None:
    (late,) = lines.late_inspections([2003, 2009, 2014, 2019, 2024])

    assert (late.due, late.done) == (2008, 2009)
    assert lines.next_inspection([2003, 2009, 2014, 2019, 2024]) == 2029


@pytest.mark.parametrize(("total", "unit"), [(10, "号"), (15, "座"), (12, None)])
def test_counts_of_markers(total, unit) -> None:
    assert lines.counts_fit(total, 6, 3, 1) == unit


def test_managing_sides_by_odd_and_even_are_told_as_assumed() -> None:
    bare = markers.attrs.evolve(examples.GOOD_MARKERS[0], managing_unit=None, managing_basis=None)
    filled = markers.assume_managing(bare, odd="甲县", even="乙县")

    assert filled.managing_unit == "甲县"
    assert _codes(filled) == ["BL130"]
    assert markers.assume_managing(filled, odd="丙县", even="丁县") == filled
