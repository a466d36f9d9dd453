"""A list put into the book: a row is the place that it names, whatever line it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from minzheng_core import Book, open_store
from minzheng_core.ledger import Source
from minzheng_core.registries.place_names import REGISTRY
from minzheng_core.registries.place_names.lists import (
    compare_editions,
    edition_from_frame,
    enter_edition,
)

if TYPE_CHECKING:
    from minzheng_core.registries.place_names.lists import Edition, Entered

HEAD = ["代码", "名称", "含义"]
ROWS = [("360732107201", "和顺村", None), ("360732107202", "安定村", "平安")]


@pytest.fixture
def book() -> Book:
    return Book.open(REGISTRY, open_store("memory://"), county="360732")


def enter(book: Book, *rows: tuple[Any, ...], file: str = "名录.csv") -> Entered:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(HEAD, pl.String), orient="row")
    return enter_edition(book, edition_from_frame(frame), by="王某某", file=file)


def names(book: Book) -> dict[str, str]:
    return {e.values["unit_code"]: e.values["standard_name"] for e in book.scan()}


def test_another_order_or_file_is_the_same_list(book: Book) -> None:
    assert enter(book, *ROWS).registered == 2
    keys = {e.key for e in book.scan()}

    again = enter(book, ("360732107203", "新村", None), *reversed(ROWS), file="别名.csv")

    assert (again.registered, again.same, again.filled) == (1, 2, 0)
    assert names(book) == {
        "360732107201": "和顺村",
        "360732107202": "安定村",
        "360732107203": "新村",
    }
    assert keys < {e.key for e in book.scan()}
    assert all(e.number == 1 for e in book.scan())


def test_a_township_or_park_lies_in_the_county_and_is_as_the_list_has_it(book: Book) -> None:
    rows = [("360732107", "城岗镇", None), ("360732400", "兴国县工业园", None)]
    frame = pl.DataFrame(
        [(*row, "兴国县", "其他") for row in rows],
        schema=[*HEAD, "所属政区", "类别名称"], orient="row",
    )  # fmt: skip
    edition = edition_from_frame(frame)
    enter_edition(book, edition, by="王某某")

    assert {e.values["division"] for e in book.scan()} == {"360732"}
    again = enter_edition(book, edition, by="王某某")
    assert (again.same, again.differing) == (2, [])


def test_what_the_book_lacks_is_filled_in(book: Book) -> None:
    enter(book, *ROWS)

    done = enter(book, ("360732107201", "和顺村", "村前有和顺桥"), ROWS[1])

    assert (done.filled, done.same) == (1, 1)
    (entry,) = book.find(unit_code="360732107201")
    assert entry.values["meaning"] == "村前有和顺桥"


def test_what_the_book_has_otherwise_is_not_written(book: Book) -> None:
    enter(book, *ROWS)

    done = enter(book, ("360732107201", "新和顺村", None), ("360732107209", "安定村", "别的"))

    assert [p.what.label for p in done.differing] == ["更名", "改码"]
    assert names(book) == {"360732107201": "和顺村", "360732107202": "安定村"}


def test_a_name_that_is_only_like_another_is_another_place(book: Book) -> None:
    enter(book, *ROWS)

    assert enter(book, ("360732107205", "和睦村", None)).registered == 1
    assert len(book) == 3


def test_a_place_that_was_abolished_is_not_begun_again(book: Book) -> None:
    enter(book, *ROWS)
    (entry,) = book.find(unit_code="360732107201")
    paper = Source(document="县发〔2026〕1号")
    book.act("abolish", entry.key, by="王某某", reason="撤并", source=paper)

    done = enter(book, *ROWS)

    assert (done.registered, len(done.differing)) == (0, 1)


def test_a_row_that_stands_twice_is_registered_once(book: Book) -> None:
    done = enter(book, ROWS[0], ROWS[0])

    assert done.registered == 1
    assert [row.line for row in done.repeated] == [3]


def test_errors_are_accepted_as_what_the_list_says(book: Book) -> None:
    frame = pl.DataFrame({"名称": ["和顺村"], "地名代码": ["3607321072161"]})

    done = enter_edition(book, edition_from_frame(frame), by="王某某")

    assert done.registered == 1
    (entry,) = book.scan()
    assert entry.accepted["PN111"] == "名录原文如此"


def test_a_township_under_a_code_of_statistics_is_entered_once(book: Book) -> None:
    frame = pl.DataFrame(
        {
            "代码": ["360732217000", "360732217201", "360732000000"],
            "名称": ["长冈乡", "和顺村", "兴国县"],
            "所属乡镇": ["兴国县", "长冈乡", None],
        }
    )
    enter_edition(book, edition_from_frame(frame), by="王某某")

    again = enter_edition(book, edition_from_frame(frame), by="王某某")

    assert (again.registered, again.same, again.differing) == (0, 3, [])
    assert set(names(book)) == {"360732217", "360732217201", "360732"}


def test_a_township_that_lies_in_another_county_by_name_differs(book: Book) -> None:
    def rows(county: str) -> Edition:
        frame = pl.DataFrame({"代码": ["360732217"], "名称": ["长冈乡"], "所属乡镇": [county]})
        return edition_from_frame(frame)

    same, other = (compare_editions(rows("兴国县"), rows(name)) for name in ("兴国县", "于都县"))

    assert same.counts() == {"same": 1}
    assert other.counts() == {"conflict": 1}


def test_when_a_place_was_named_and_set_up_comes_into_the_book_with_it(book: Book) -> None:
    frame = pl.DataFrame(
        {
            "代码": ["360732107201"],
            "名称": ["和顺村"],
            "命名时间": ["1984-05-01"],
            "设立日期": ["1984年"],
        }
    )
    enter_edition(book, edition_from_frame(frame), by="王某某")
    (entry,) = book.scan()
    assert entry.values["named_on"] == "1984-05-01"
    assert entry.values["established"].startswith("1984")


@pytest.mark.parametrize(
    ("category", "second", "places"),
    [
        ("自然村", "115.31", 1),
        ("自然村", None, 1),
        (None, "115.31", 1),
        ("自然村", "115.48", 2),
        ("河流", "115.31", 2),
        ("山岭", None, 2),
    ],
)
def test_a_place_that_stands_twice_in_a_township_is_entered_once_however_often(
    book: Book, category: str | None, second: str | None, places: int
) -> None:
    """A village has the name of its river, and two settlements of a township may have one name."""
    frame = pl.DataFrame(
        {
            "名称": ["李屋", "李屋"],
            "类别": ["自然村", category],
            "所属乡镇": ["长冈乡", "长冈乡"],
            "经度": ["115.31", second],
            "纬度": ["26.31", "26.31"],
        }
    )
    runs = [enter_edition(book, edition_from_frame(frame), by="王某某") for _ in range(3)]
    assert [run.registered for run in runs] == [places, 0, 0]
    assert all(len(run.repeated) == 2 - places for run in runs)
    assert len(list(book.scan())) == places


def test_a_township_that_no_place_code_names_is_the_same_at_the_next_run(book: Book) -> None:
    frame = pl.DataFrame(
        {"地名代码": ["36073221722200000001"], "名称": ["李屋"], "所属乡镇": ["清宁镇"]}
    )
    runs = [enter_edition(book, edition_from_frame(frame), by="王某某") for _ in range(2)]
    assert [(run.registered, run.same, run.differing) for run in runs] == [(1, 0, []), (0, 1, [])]


def test_a_township_that_a_list_names_beside_itself_lies_in_its_county(book: Book) -> None:
    rows = [("城岗镇", "镇", "城岗镇"), ("白石村", "行政村", "城岗镇")]
    frame = pl.DataFrame(rows, schema=("名称", "类别", "所在乡镇"), orient="row")
    listed = edition_from_frame(frame, county="360732")

    enter_edition(book, listed, by="王某某")
    assert enter_edition(book, listed, by="王某某").same == 2

    codes = {e.values["standard_name"]: e.values["division"] for e in book.scan()}
    assert codes == {"城岗镇": "360732", "白石村": "360732107"}


def test_a_township_with_a_code_that_another_had_before_is_no_conflict_at_the_next_run() -> None:
    book = Book.open(REGISTRY, open_store("memory://"), county="341021")
    rows = [("洽河", "自然村", "石门乡"), ("仙人洞", "洞", "石门乡")]
    frame = pl.DataFrame(rows, schema=("名称", "类别", "所在乡镇"), orient="row")
    listed = edition_from_frame(frame, county="341021")

    enter_edition(book, listed, by="王某某")
    again = enter_edition(book, listed, by="王某某")

    assert (again.same, again.differing) == (2, [])


def test_the_list_of_last_year_does_not_begin_a_renamed_place_again(book: Book) -> None:
    frame = pl.DataFrame(
        [("和顺路", "道路", "潋江镇")], schema=("名称", "类别", "所在乡镇"), orient="row"
    )
    listed = edition_from_frame(frame, county="360732")
    enter_edition(book, listed, by="王某某")
    (entry,) = book.scan()
    paper = Source(document="县发〔2026〕1号")
    approval = {"authority": "兴国县人民政府", "on": "2026-04-01", "document": "县发〔2026〕1号"}
    changed = {"standard_name": "和顺东路", "approval": approval}
    book.act("rename", entry.key, changed, by="王某某", reason="延伸", source=paper)

    again = enter_edition(book, listed, by="王某某")

    assert (again.registered, [pair.what.label for pair in again.differing]) == (0, ["更名"])
