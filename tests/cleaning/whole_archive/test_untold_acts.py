"""What kind of act the records are: from a heading of a wedding, else told that nothing says it."""

from __future__ import annotations

from datetime import date

import openpyxl
import polars as pl
import pytest

from minzheng_core.registries import marriage


def _cleaned(**columns: str):
    cells = {"男方姓名": "张三", "女方姓名": "李芳", "登记日期": "1988-03-05"} | columns
    frame = pl.DataFrame({name: [cell] * 4 for name, cell in cells.items()})
    result = marriage.clean(frame, county="360732", on=date(2026, 11, 1), link=False)
    return set(result.records["business_type"]), {note.code for _, note in result.remarks}


@pytest.mark.parametrize("heading", ["介绍人", "主婚人", "结婚证号", "JHZH"])
def test_a_heading_of_a_wedding_tells_of_marriages(heading: str) -> None:
    types, codes = _cleaned(
        **{heading: "潋字第5号" if "证" in heading or heading.isascii() else "王五"}
    )
    assert types == {"结婚登记"}
    assert "IN136" not in codes


def test_where_nothing_tells_the_act_it_is_left_open_and_said() -> None:
    types, codes = _cleaned(证号="潋字第5号")
    assert types == {None}
    assert "IN136" in codes
    assert "IN136" not in _cleaned(证号="潋结字第5号")[1]


def test_ten_records_of_a_sheet_with_others_are_told(tmp_path) -> None:
    rows = [["一、1997年结婚"], ["男方姓名", "女方姓名", "登记日期"]]
    rows += [["张三", "李芳", f"1997-03-{day:02}"] for day in range(1, 21)]
    rows += [[], ["二、其他"], ["登记日期", "女方姓名", "男方姓名", "证号"]]
    rows += [[f"1997-05-{day:02}", "王英", "赵六", f"龙字第{day}号"] for day in range(1, 11)]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "登记.xlsx")

    result = marriage.clean(
        tmp_path / "登记.xlsx", county="360732", on=date(2026, 11, 1), link=False
    )

    assert result.records["business_type"].null_count() == 10
    assert [note.count for _, note in result.remarks if note.code == "IN136"] == [10]
