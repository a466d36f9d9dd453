"""Lists of signs as clerks keep them: intervals in words, defects beside the signs, columns nobody asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from minzheng_core import Book, open_store
from minzheng_core.registries.place_names import signs
from minzheng_core.registries.place_names.due import Status, Task

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.registries.place_names.signs import EnteredSigns

HEAD = "标志编号,标志上的汉字,标志上的拼写,设置日期,巡查间隔,最近巡查日期,缺陷,发现日期,整改期限,整改日期,照片\n"


@pytest.fixture
def book() -> Book:
    return Book.open(signs.REGISTRY, open_store("memory://"), county="360732")


def entered(book: Book, folder: Path, rows: str) -> EnteredSigns:
    file = folder / "标志.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    return signs.enter_signs(book, file, by="王某某")


def test_what_a_row_says_that_cannot_be_read_is_told(book: Book, tmp_path: Path) -> None:
    done = entered(
        book,
        tmp_path,
        "A1,红军大道,HONGJUN DADAO,2024-05-10,不定期,,,,,,\nA2,红军路,,2024-05-10,每季度,,,,,,甲\n",
    )

    assert [(row, found.code) for row, found in done.differing] == [(2, "PB308"), (3, "PB303")]
    assert any(note.code == "PL115" and "照片" in str(note) for _, note in done.remarks)


def test_a_sign_that_was_removed_stops_no_list(book: Book, tmp_path: Path) -> None:
    entered(book, tmp_path, "A1,红军大道,HONGJUN DADAO,,,,,,,,\n")
    (sign,) = book.find(sign_number="A1")
    book.act("remove", sign.key, {}, by="王某某", reason="道路改线")

    done = entered(
        book,
        tmp_path,
        "A1,红军大道,HONGJUN DADAO,2024-05-10,,,,,,,\nA2,红军路,HONGJUN LU,2024-05-10,,,,,,,\n",
    )

    assert done.registered == 1
    assert [(row, "已撤除" in why) for row, why in done.refused] == [(2, True)]


def test_what_no_row_tells_is_asked_of_none(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "标志.csv"
    file.write_text("标志编号,标志上的汉字\nA1,红军大道\n", encoding="utf-8")

    assert signs.enter_signs(book, file, by="王某某").differing == []


def test_defects_of_a_list_are_found_defects(book: Book, tmp_path: Path) -> None:
    rows = (
        "A1,红军大道,HONGJUN DADAO,2024-05-10,12,2025-01-31,破损,2025-06-30,2025-08-31,,\n"
        "A2,红军路,HONGJUN LU,2024-05-10,12,,破损,2025-06-30,2025-08-31,2025-09-02,\n"
    )
    entered(book, tmp_path, rows)
    by_number = {str(e.values["sign_number"]): e for e in book.scan()}

    assert {number: entry.state for number, entry in by_number.items()} == {
        "A1": "defective",
        "A2": "standing",
    }
    first = book.history(by_number["A1"].key)
    assert [event.revision.action for event in first] == ["register", "report"]
    assert first[1].revision.effective == date(2025, 6, 30)
    again = entered(book, tmp_path, rows)
    assert (again.registered, again.filled, again.same) == (0, 0, 2)

    tasks = {(t.name[-3:-1], t.task): t for t in signs.patrol_tasks(book.scan())}
    on = date(2025, 10, 1)
    assert tasks["A1", Task.PATROL].until == date(2026, 6, 30), "the defect was found on a patrol"
    assert tasks["A1", Task.RECTIFY].status(on) is Status.OVERDUE
    assert tasks["A2", Task.RECTIFY].status(on) is Status.LATE


def test_a_defect_listed_later_is_reported_on_the_sign_that_stands(
    book: Book, tmp_path: Path
) -> None:
    entered(book, tmp_path, "A1,红军大道,HONGJUN DADAO,2024-05-10,12,,,,,,\n")
    done = entered(book, tmp_path, "A1,红军大道,HONGJUN DADAO,2024-05-10,12,2025-05-01,缺失,,,,\n")

    (entry,) = book.scan()
    assert (done.filled, entry.state, entry.values["defect"]) == (1, "defective", "缺失")
    assert [event.revision.action for event in book.history(entry.key)] == [
        "register",
        "correct",
        "report",
    ]


def test_signs_are_known_by_their_numbers_whatever_the_column_is_called(
    book: Book, tmp_path: Path
) -> None:
    head = "编号,标志牌类别,牌面汉字,牌面拼音,安装地点\n"
    file = tmp_path / "标志.csv"
    file.write_text(
        f"{head}L1,路牌,红军大道,HONGJUN DADAO,东口\nL1,路牌,红军路,HONGJUN LU,西口\n",
        encoding="utf-8",
    )

    done = signs.enter_signs(book, file, by="王某某")

    assert [(row, found.code) for row, found in done.conflicting] == [(3, "PB313")]
    assert [entry.values.get("kind") for entry in book.find(sign_number="L1")] == ["路牌"]


def test_a_defect_that_was_put_right_by_some_time_is_none(book: Book, tmp_path: Path) -> None:
    head = "牌号,牌子种类,牌面文字,存在问题,发现时间,整改截止日期,整改完成时间\n"
    file = tmp_path / "标志.csv"
    row = "L1,路牌,红军大道,褪色,2026-04-01,2026-05-01,2026-04-20\n"
    file.write_text(head + row, encoding="utf-8")

    signs.enter_signs(book, file, by="王某某")

    (entry,) = book.scan()
    assert (entry.state, entry.values["rectified_on"]) == ("standing", "2026-04-20")
    assert entry.values["kind"] == "路牌"


def test_a_second_row_of_a_sign_that_tells_more_is_not_left_out_without_a_word(
    book: Book, tmp_path: Path
) -> None:
    file = tmp_path / "标志.csv"
    rows = ("L1,红军路,东口,", "L1,红军路,东口,破损", "L1,红军路,东口,")
    file.write_text("\n".join(("标志编号,汉字,位置,缺陷", *rows)) + "\n", encoding="utf-8")

    done = signs.enter_signs(book, file, by="王某某")

    assert [(row, f.code, "缺陷“破损”" in str(f)) for row, f in done.conflicting] == [
        (3, "PB313", True)
    ]
    assert done.repeated == [4]


def test_numbers_that_count_the_rows_are_no_numbers_of_signs(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "标志.csv"
    file.write_text("编号,牌面汉字,设置位置\n1,红军大道,东口\n2,红军大道,西口\n", encoding="utf-8")

    signs.enter_signs(book, file, by="王某某")

    assert [entry.values.get("sign_number") for entry in book.scan()] == [None, None]


def test_a_sign_divided_otherwise_than_the_rules_is_told(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "标志.csv"
    file.write_text(
        "标志编号,路名,标志上的汉字,标志上的拼写\nA1,滨河北路,滨河北路,BINHE BEI LU\nA2,滨河北路,滨河北路,BINHE BEILU\n",
        encoding="utf-8",
    )

    done = signs.enter_signs(book, file, by="王某某")

    assert [(row, found.code) for row, found in done.differing] == [(2, "PS203")]
