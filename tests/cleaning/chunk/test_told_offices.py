"""Offices and years that only the names around a register tell: 安定乡/1987年.xlsx."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from minzheng_core.registries import marriage

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_core.cleaning import CleanResult

ON = date(2026, 11, 23)
HEADINGS = ["男方姓名", "男方住址", "女方姓名", "女方住址", "登记日期"]
NAMES = ["王一", "李二", "张三", "刘四", "陈五", "杨六"]


def _rows(day: str = "{}月8日", township: str = "高兴乡") -> list[list[Any]]:
    return [
        [name, f"{township}杨村", f"{name[0]}女", "杰村乡大村", day.format(month)]
        for month, name in enumerate(NAMES, start=1)
    ]


def _clean(path: Path, rows: list[list[Any]], **more: Any) -> CleanResult:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return marriage.clean(path, county="360732", on=ON, **more)


def _offices(result: CleanResult) -> list[tuple[Any, Any]]:
    records = result.records
    if "office_status" not in records.columns:
        return [(office, None) for office in records["office"].unique()]
    return records.select("office", "office_status").unique().rows()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("高兴乡/1987年.xlsx", "文件夹名“高兴乡”"),
        ("高兴乡1987年结婚登记.xlsx", "文件名“高兴乡1987年结婚登记”"),
        ("高兴乡/1987年/登记表.xlsx", "文件夹名“高兴乡”"),
    ],
)
def test_the_names_around_a_file_tell_its_township_and_year(tmp_path, name, said) -> None:
    result = _clean(tmp_path / name, [HEADINGS, *_rows()])
    assert _offices(result) == [("高兴乡", "filled")]
    changes = result.changes.filter(result.changes["field"] == "office")
    assert set(changes["evidence"]) == {said}
    assert set(changes["step"]) == {"office.from-title"}
    assert result.records["registration_date"].to_list() == [f"1987-0{m}-08" for m in range(1, 7)]


def test_rows_and_titles_come_before_the_name_of_the_file(tmp_path) -> None:
    rows = [
        ["高兴乡1988年结婚登记册"], HEADINGS, *_rows(), ["杰村乡"], *_rows(township="杰村乡"),
    ]  # fmt: skip
    result = _clean(tmp_path / "长冈乡1987.xlsx", rows)
    records = result.records
    assert records["office"].to_list() == ["高兴乡"] * 6 + ["杰村乡"] * 6
    assert records["registration_date"][0] == "1988-01-08"


def test_a_written_office_stands_and_others_are_a_reason_to_tell_none(tmp_path) -> None:
    with_office = [[*HEADINGS, "登记机关"], *([*row, None] for row in _rows())]
    with_office[2][-1] = "高兴乡人民政府"
    result = _clean(tmp_path / "高兴乡/1987.xlsx", with_office)
    records = result.records.select("office", "office_status").rows()
    assert records[:2] == [("高兴乡", "filled"), ("高兴乡人民政府", "original")]
    with_office[2][-1] = "杰村乡人民政府"
    result = _clean(tmp_path / "高兴乡/1987.xlsx", with_office)
    assert result.records["office"][0] is None


def test_nothing_is_taken_where_the_couples_live_elsewhere(tmp_path) -> None:
    result = _clean(tmp_path / "潋江镇/1987.xlsx", [HEADINGS, *_rows()])
    assert _offices(result) == [(None, None)] or _offices(result) == [(None, "missing")]


def test_nothing_is_taken_for_acts_that_the_county_may_have_registered(tmp_path) -> None:
    result = _clean(tmp_path / "高兴乡/2008.xlsx", [HEADINGS, *_rows("2008-{}-8")])
    assert result.records["office"].null_count() == 6


def test_a_county_that_is_called_like_a_township_is_none(tmp_path) -> None:
    path = tmp_path / "湖南宁乡1987年.xlsx"
    rows = [HEADINGS, *([name, None, f"{name[0]}女", None, "1987.1.8"] for name in NAMES)]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    result = marriage.clean(path, county="430124", on=ON)
    assert result.records["office"].null_count() == len(NAMES)


def test_the_step_can_be_left_out(tmp_path) -> None:
    rows = [HEADINGS, *_rows()]
    result = _clean(tmp_path / "高兴乡/1987.xlsx", rows, without=["office.from-title"])
    assert result.records["office"].null_count() == 6


def test_a_year_that_whole_dates_deny_is_not_taken(tmp_path) -> None:
    rows = [HEADINGS, *_rows("1976年{}月8日")[:5], *_rows()[:1]]
    result = _clean(tmp_path / "高兴乡/1987.xlsx", rows)
    assert result.records["registration_date"].to_list()[-1] is None


def test_a_day_that_may_have_lost_its_zero_is_asked_in_the_year_of_the_file(tmp_path) -> None:
    result = _clean(tmp_path / "高兴乡/1987.xlsx", [HEADINGS, *_rows("{}.2")])
    offered = result.candidates.filter(result.candidates["row"] == 1).sort("rank")["value"]
    assert offered.to_list() == ["1987-02-02", "1987-02-20"]
    found = result.findings.filter(
        (result.findings["row"] == 1) & (result.findings["field"] == "registration_date")
    )
    assert "DT109" in found["code"].to_list()
    assert "DT101" not in found["code"].to_list()


def test_the_name_of_the_file_tells_the_act_where_the_table_does_not(tmp_path) -> None:
    rows = [HEADINGS, *_rows()]
    assert set(_clean(tmp_path / "离婚/1987.xlsx", rows).records["business_type"]) == {"离婚登记"}
    asked = _clean(tmp_path / "结婚登记/1987补领.xlsx", rows)
    assert asked.records["business_type"].null_count() == 6


def test_the_year_of_the_sheet_dates_the_places_of_a_row_whose_day_is_in_doubt(
    tmp_path: Path,
) -> None:
    rows = [
        [name, "高兴乡杨村", f"{name[0]}女", "杰村乡大村", f"{at}.8"]
        for at, name in enumerate(NAMES, 1)
    ]
    rows[2][4] = "10.1"
    book = openpyxl.Workbook()
    book.active.title = "85年"
    for row in [HEADINGS, *rows]:
        book.active.append(row)
    book.save(tmp_path / "登记.xlsx")
    records = marriage.clean(tmp_path / "登记.xlsx", county="360732", on=ON).records
    assert records["registration_date"].to_list()[1:4] == ["1985-02-08", None, "1985-04-08"]
    assert set(records["husband_division"]) == {"362133"}


def test_a_month_without_its_day_stays_a_month(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "72年"
    for row in (
        ["月", "日", "男方姓名", "女方姓名"],
        ["1", "8", "王一", "李一"],
        ["2", None, "王二", "李二"],
    ):
        book.active.append(row)
    book.save(tmp_path / "登记.xlsx")
    records = marriage.clean(tmp_path / "登记.xlsx", county="360732", on=ON).records
    assert records["registration_date"].to_list() == ["1972-01-08", "1972-02"]
