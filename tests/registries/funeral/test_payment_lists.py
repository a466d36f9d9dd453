"""Lists of payments as townships write them: sums in words, a column for each month, months without their year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from minzheng_core.registries.funeral.lists import numbers, read_payments

if TYPE_CHECKING:
    from pathlib import Path


def _read(
    folder: Path, text: str, name: str = "发放表.csv"
) -> list[tuple[int, str | None, str | None]]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_payments([file]).select("line", "month", "amount").rows()


WIDE = "姓名,身份证号,1月,2月份,十二月,合计\n王五,1,100,,￥50,150\n李四,2,0,80,-,80\n"


def test_a_column_for_each_month_is_a_payment_for_each(tmp_path: Path) -> None:
    assert _read(tmp_path, "兴国县2025年高龄津贴发放表\n" + WIDE) == [
        (0, "2025-01", "100"),
        (0, "2025-12", "￥50"),
        (1, "2025-02", "80"),
    ]


def test_the_year_may_stand_in_the_name_of_the_file(tmp_path: Path) -> None:
    assert {month for _, month, _ in _read(tmp_path, WIDE, "残疾补贴2024年.csv")} == {
        "2024-01",
        "2024-02",
        "2024-12",
    }


@pytest.mark.parametrize("title", ["", "2024—2025年发放表\n"])
def test_without_one_year_the_months_have_none(tmp_path: Path, title: str) -> None:
    assert {month for _, month, _ in _read(tmp_path, title + WIDE)} == {"01月", "02月", "12月"}


def test_months_without_a_year_get_that_of_the_title(tmp_path: Path) -> None:
    long = "2025年发放表\n姓名,身份证号,发放月份,金额\n王五,1,3月份,100\n王五,1,2024-04,100\n"
    assert [month for _, month, _ in _read(tmp_path, long)] == ["2025-03", "2024-04"]


def test_sums_are_read_however_they_are_written() -> None:
    written = [
        "￥1,200元",
        "壹仟贰佰元整",
        "1.2万元",
        "１００",
        "人民币伍拾元伍角",
        "不详",
        None,
        "-5",
    ]
    assert numbers(pl.Series("amount", written)).to_list() == [
        1200.0,
        1200.0,
        12000.0,
        100.0,
        50.5,
        None,
        None,
        -5.0,
    ]
