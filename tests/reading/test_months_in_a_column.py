"""Days whose month stands in a column far from them, and whose year is written as 八七年."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from minzheng_core.reading import read_archive
from minzheng_core.reading.files import delimited
from minzheng_core.registries.marriage.archive import FIELDS

if TYPE_CHECKING:
    from pathlib import Path


def days(
    folder: Path, months: list[str | None], written: list[str], title: str, sheet: str = "表"
) -> tuple[list[str], tuple[int, ...]]:
    book = openpyxl.Workbook()
    book.active.title = sheet
    book.active.append([title])
    book.active.append(["月份", "男方姓名", "女方姓名", "登记日"])
    for month, day in zip(months, written, strict=True):
        book.active.append([month, "吴兴发", "龙求妹", day])
    book.save(folder / "登记.xlsx")
    (table,) = read_archive(folder / "登记.xlsx", FIELDS).tables
    found = table.frame["registration_date"].to_list()
    return found, {note.code: note.rows for note in table.notes}.get("IN253", ())


@pytest.mark.parametrize(
    "months", [["一月", None, "2月份", None], ["1", "1", "2", "2"], ["1.0", None, "2", None]]
)
def test_a_month_written_once_is_that_of_the_rows_below(
    tmp_path: Path, months: list[str | None]
) -> None:
    found, noted = days(tmp_path, months, ["5日", "18日", "2", "十四日"], "落潮井乡八七年结婚登记")
    assert [text.replace("十四", "14") for text in found] == [
        "1987年1月5日",
        "1987年1月18日",
        "1987年2月2日",
        "1987年2月14日",
    ]
    assert noted == (3, 4, 5, 6)


def test_a_whole_date_needs_no_month(tmp_path: Path) -> None:
    written = ["1987-03-05", "3.18"]
    found, noted = days(tmp_path, ["一月", None], written, "结婚登记", sheet="八七年")
    assert found == ["1987-03-05", "1987.3.18"]
    assert noted == ()


@pytest.mark.parametrize("title", ["七、八年结婚登记", "八零年代结婚登记", "第五六年级结婚登记"])
def test_what_is_no_year_tells_none(tmp_path: Path, title: str) -> None:
    found, _ = days(tmp_path, ["一月"], ["5日"], title)
    assert found == ["1月5日"]


def test_the_month_goes_on_in_the_next_piece_of_a_long_text(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(delimited, "SLICE", 400)
    lines = ["月份,男方姓名,女方姓名,登记日", "一月,吴兴发,龙求妹,5日"]
    lines += [",吴兴发,龙求妹,6日"] * 60
    (tmp_path / "1987年登记.csv").write_text("\n".join(lines), encoding="utf-8")
    (table,) = read_archive(tmp_path / "1987年登记.csv", FIELDS).tables
    assert set(table.frame["registration_date"][1:]) == {"1987年1月6日"}


def test_a_ditto_for_the_township_goes_on_in_the_next_piece(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(delimited, "SLICE", 400)
    lines = ["公社,男方姓名,女方姓名,登记日期", "长冈公社,吴兴发,龙求妹,1978-01-05"]
    lines += ["〃,吴兴发,龙求妹,1978-01-06"] * 60
    (tmp_path / "登记.csv").write_text("\n".join(lines), encoding="utf-8")
    (table,) = read_archive(tmp_path / "登记.csv", FIELDS).tables
    assert set(table.frame["place_told"]) == {"长冈公社"}
